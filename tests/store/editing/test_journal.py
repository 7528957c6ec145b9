import stat
from datetime import UTC, datetime

import apsw
import pytest

from vaultsync.core.errors import StoreError
from vaultsync.core.model import Edit, Operation
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.records import digest, patch, upgrade

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BASE = b"# A\r\n- [ ] b \xff\r\n"
AFTER = b"# A\r\n- [x] b \xff\r\n"
EDIT = Edit(path="caf\udce9/a.md", line=2, before=("- [ ] b \udcff",), after=("- [x] b \udcff",))


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "state" / "journal.db")


def begun(journal, command="done b"):
    return journal.begin(command, [EDIT], at=NOON, facts={"task": "b"})


def prepared(journal, number, temporary=".~vaultsync-1.tmp", base=BASE, after=AFTER):
    journal.prepared(number, EDIT.path, [EDIT], base=base, after=after, temporary=temporary)


def test_what_was_written_down_is_there_after_closing(journal):
    number = begun(journal)
    prepared(journal, number)
    journal.published(number, ".~vaultsync-1.tmp")
    journal.finish(number, "done")
    journal.close()

    (operation,) = Journal(journal.path).operations()
    (writing,) = Journal(journal.path).writings(1)

    assert (operation.number, operation.at, operation.command, operation.outcome) == (1, NOON, "done b", "done")
    assert (operation.edits, operation.undoes, operation.facts) == ((EDIT,), None, {"task": "b"})
    assert (writing.path, writing.edits, writing.published) == (EDIT.path, (EDIT,), True)
    assert (writing.before, writing.after) == (digest(BASE), digest(AFTER))
    assert (journal.base(writing), journal.after(writing)) == (BASE, AFTER)


@pytest.mark.parametrize(
    ("base", "after"), [(b"", b"a"), (b"a", b""), (b"aa", b"aaa"), (b"aba", b"aa"), (b"\xc3\xa9", b"\xc3\xa8")]
)
def test_the_bytes_that_a_note_was_to_have_are_kept_as_a_difference(journal, base, after):
    head, tail, between = patch(base, after)

    assert head + tail <= min(len(base), len(after))
    assert len(between) <= len(after) - head - tail
    prepared(journal, begun(journal), base=base, after=after)
    assert journal.after(journal.writings(1)[0]) == after


def test_nothing_is_made_by_looking(journal):
    assert (journal.operations(), journal.open_operations(), journal.operation(1)) == ([], [], None)
    assert not journal.path.parent.exists()


def test_only_the_owner_can_read_it(journal):
    begun(journal)

    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


def test_the_newest_operations_come_first(journal):
    for number in range(1, 4):
        begun(journal, f"done {number}")
        journal.finish(number, "taken back")

    assert [each.command for each in journal.operations()] == ["done 3", "done 2", "done 1"]
    assert [each.number for each in journal.operations(limit=2)] == [3, 2]


def test_operations_are_found_by_what_they_name_with_whatever_takes_something_back(journal):
    """Kills: every operation of a long journal read for one task; an undo that names nothing and is left out."""
    first = journal.begin("promote p-1", (), at=NOON, facts={"tasks": "p-1ä"})
    journal.begin("promote p-2", (), at=NOON, facts={"tasks": "p-2"})
    undo = journal.begin("undo", (), at=NOON, undoes=first)

    assert [each.number for each in journal.naming(["1ä"])] == [undo, first]


def test_an_operation_is_open_until_it_is_finished(journal):
    begun(journal)
    begun(journal)
    journal.finish(1, "done")

    assert [(each.number, each.outcome, each.edits) for each in journal.open_operations()] == [(2, "open", (EDIT,))]


def test_an_operation_that_failed_has_the_edits_that_were_published(journal):
    begun(journal)
    prepared(journal, 1, "published.tmp")
    prepared(journal, 1, "not.tmp")
    journal.published(1, "published.tmp")
    journal.finish(1, "failed")
    begun(journal)
    journal.finish(2, "failed")

    assert journal.operation(1).edits == (EDIT,)
    assert [each.temporary for each in journal.carried_out(1)] == ["published.tmp"]
    assert journal.operation(2).edits == ()


def test_of_a_note_that_was_published_twice_the_last_time_counts(journal):
    begun(journal)
    for name in ("first.tmp", "second.tmp"):
        prepared(journal, 1, name)
        journal.published(1, name)

    assert [each.temporary for each in journal.carried_out(1)] == ["second.tmp"]


def test_a_transaction_that_breaks_off_leaves_nothing(journal):
    begun(journal)

    def break_off():
        with journal.transaction():
            begun(journal)
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert begun(journal) == 2
    assert len(journal.operations()) == 2


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(journal):
    begun(journal)
    journal.close()
    newer = apsw.Connection(str(journal.path))
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    kept = journal.path.read_bytes()

    with pytest.raises(StoreError, match="newer vaultsync") as refused:
        Journal(journal.path).operations()
    assert "Upgrade" in refused.value.remedy
    assert journal.path.read_bytes() == kept


def test_a_journal_of_format_1_is_read_for_ever(journal):
    begun(journal)
    journal.finish(1, "taken back")
    journal.close()
    written_by_format_1 = (
        '{"format": 1, "kind": "begin", "at": "2026-01-05T08:00:00+00:00", "command": "reject p-1", "edits":'
        ' [{"path": "a.md", "line": 3, "before": ["- [?] b"], "after": ["- [-] b"]}], "undoes": 1, "facts": {}}'
    )
    other = apsw.Connection(str(journal.path))
    other.execute("INSERT INTO records (operation, record) VALUES (2, ?)", (written_by_format_1,))
    other.close()

    assert journal.operation(2) == Operation(
        number=2,
        at=datetime(2026, 1, 5, 8, tzinfo=UTC),
        command="reject p-1",
        edits=(Edit(path="a.md", line=3, before=("- [?] b",), after=("- [-] b",)),),
        undoes=1,
        outcome="open",
    )


def test_a_record_of_a_newer_format_is_refused():
    with pytest.raises(StoreError, match="format 2"):
        upgrade({"format": 2})


def test_a_file_that_is_no_database_is_refused_with_a_remedy(journal):
    journal.path.parent.mkdir()
    journal.path.write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreError, match="cannot be used") as refused:
        begun(journal)
    assert "Move the file away" in refused.value.remedy


def test_a_folder_that_cannot_be_made_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "state").write_bytes(b"")

    with pytest.raises(StoreError, match="file exists"):
        begun(Journal(tmp_path / "state" / "journal.db"))


def test_a_damaged_base_is_told(journal):
    prepared(journal, begun(journal))
    journal.close()
    other = apsw.Connection(str(journal.path))
    other.execute("UPDATE records SET base = x'00' WHERE base IS NOT NULL")
    other.close()

    with pytest.raises(StoreError, match="is damaged"):
        journal.base(journal.writings(1)[0])
