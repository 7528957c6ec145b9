"""The register of published names: it lasts, and it says what stops it."""

import stat
from datetime import UTC, datetime

import apsw
import pytest

from vaultsync.core.errors import StoreError
from vaultsync.core.feed.rows import RegisterRow, State
from vaultsync.core.feed.series import Series
from vaultsync.store.feeds.register import VERSION, SqliteRegister

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

ROW = RegisterRow(
    uid="p-0123456789",
    keys=("p-aaaaaaaaaa", "p-bbbbbbbbbb"),
    named=0,
    path="caf\udce9/Kickoff.md",
    line=4,
    words="send the minutes",
    summary="Send the minutes",
    due="2026-01-05T14:00",
    recurrence="every week",
    decided=False,
    shown=True,
    digest="1:00",
    sequence=2,
    changed="20260105T000000Z",
    series=Series("p-0123456789", "20260105", (("20260112", "2026-01-13"),)),
)


@pytest.fixture
def register(tmp_path):
    register = SqliteRegister(tmp_path / "state" / "register.db")
    yield register
    register.close()


def test_a_row_comes_back_as_it_was_after_closing(register):
    register.put([ROW])
    register.close()
    again = SqliteRegister(register.path)
    assert [*again.everything()] == again.called([ROW.uid]) == again.worded([ROW.words]) == [ROW]
    assert again.reached(["p-bbbbbbbbbb"]) == [ROW]
    assert (again.has(ROW.uid), again.has("p-other")) == (True, False)
    again.close()


def test_a_row_is_reached_by_the_names_it_has_now_and_no_others(register):
    register.put([ROW])
    register.put([ROW._replace(keys=("vs-a", "p-cccccccccc"), named=1)])
    assert register.reached(["p-aaaaaaaaaa", "p-bbbbbbbbbb"]) == []
    assert [row.uid for row in register.reached(["p-cccccccccc"])] == [ROW.uid]
    assert register.worded([ROW.words]) == []


def test_what_was_merged_is_found_by_its_day(register):
    register.put([ROW, ROW._replace(uid="p-x", state=State.MERGED, since="2026-02-01", into=ROW.uid)])
    assert [row.uid for row in register.merged("2026-02-01")] == ["p-x"]
    assert register.merged("2026-02-02") == []


def test_a_register_knows_itself_from_another(register, tmp_path):
    other = SqliteRegister(tmp_path / "other.db")
    assert register.identity == register.identity != other.identity
    other.close()


def test_it_is_empty_until_something_is_published(register):
    assert register.empty()
    register.put([ROW])
    assert not register.empty()


def test_a_transaction_that_breaks_off_leaves_nothing(register):
    def break_off():
        with register.writing():
            register.put([ROW])
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert register.empty()


def test_since_when_a_feed_has_its_bytes_is_remembered_in_whole_seconds(register):
    assert register.feed("tasks") is None
    register.put_feed("tasks", "abc", NOON.replace(microsecond=5))
    assert register.feed("tasks") == ("abc", NOON)


def test_only_the_owner_can_read_it(register):
    register.put([ROW])
    assert stat.S_IMODE(register.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(register.path.parent.stat().st_mode) == 0o700


def test_a_register_of_a_newer_version_is_refused_and_left_alone(register):
    register.put([ROW])
    register.close()
    newer = apsw.Connection(str(register.path))
    newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    kept = register.path.read_bytes()

    with pytest.raises(StoreError, match="newer vaultsync") as refused:
        [*SqliteRegister(register.path).everything()]
    assert "Upgrade" in refused.value.remedy
    assert register.path.read_bytes() == kept


def test_a_damaged_register_is_never_replaced_by_itself(register):
    register.path.parent.mkdir()
    register.path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError) as refused:
        [*register.everything()]
    assert "Move the file away" in refused.value.remedy
    assert register.path.read_bytes().startswith(b"no database")


def test_a_folder_that_cannot_be_written_is_named(register):
    register.path.parent.touch()
    with pytest.raises(StoreError, match="register"):
        register.put([ROW])
