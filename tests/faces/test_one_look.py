"""A daemon takes in a save while a command reads: what the command tells was so at one moment."""

from itertools import count

import pytest

from tests.conftest import NOON, no_lock
from tests.store.index.making import CONVENTIONS, take_in
from vaultsync.app import App
from vaultsync.asking import Asking
from vaultsync.core.views.wanted import Wanted
from vaultsync.faces.cli import querying
from vaultsync.faces.texts.found import answer_as_text
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryVault

BEFORE = {
    "A": "---\ndate: 2026-01-05\n---\n- [?] Send the signed offer to Bo and Ana by Friday #task\n",
    "B": "---\ndate: 2026-01-06\n---\n- [?] Sign the offer and send it to Bo #task\n",
    "Rest": "- [ ] Call #task\n" * 20,
}
AFTER = {"A": "\n- [ ] Pay #task\n", "B": ""}


def asking(index):
    def nobody():
        raise AssertionError

    return Asking(
        App(
            vault=MemoryVault({}),
            index=index,
            editor=nobody,
            facts_editor=nobody,
            clock=lambda: NOON,
            conventions=CONVENTIONS,
            sync_lock=no_lock(),
        )
    )


@pytest.mark.parametrize(
    "asked",
    [
        lambda index, _: index.tasks(Wanted()),
        lambda index, uids: index.with_uids(uids),
        lambda index, _: index.named("p-"),
        lambda index, _: index.loosely_named("P-"),
        lambda index, _: index.titled("sign the offer and send it to bo"),
        lambda index, _: index.suggestions(),
        lambda index, _: asking(index).suggestions(),
        lambda index, uids: asking(index).why(*uids),
    ],
)
def test_a_task_has_its_lines_though_a_daemon_takes_in_a_save(tmp_path, asked):
    """Kills: tasks of a list, of uids, names or words, suggestions or reasons that are more than one look."""
    told = set()
    for last in count(0):
        index, daemon = (SqliteIndex(tmp_path / f"{last}.db", CONVENTIONS, whole_from=9.0) for _ in range(2))
        take_in(index, **BEFORE)
        uids = [task.uid for task in index.tasks(Wanted(text="offer"))]
        reads = count()

        def save(_, sql, __, daemon=daemon, reads=reads, last=last):
            # Behind what was read first: a save before that belongs to the look.
            if sql.startswith("SELECT") and next(reads) == last > 0:
                take_in(daemon, **AFTER)
            return True

        index._db.set_exec_trace(save)
        told.add(repr(asked(index, uids)))
        if next(reads) <= last:
            break
    assert last > 1
    assert len(told) == 1 and "send it to Bo" in told.pop()


def test_a_list_by_a_query_is_of_one_moment_to_its_last_row(terminal, monkeypatch):
    """Kills: rows of groups that are read when the index has gone on already."""

    def later(app, *parts, **options):
        take_in(SqliteIndex(app.index.path, CONVENTIONS), **AFTER)
        return answer_as_text(app, *parts, **options)

    for path, text in BEFORE.items():
        terminal.write(f"{path}.md", text)
    before = terminal("list", "not done", "group by heading")
    monkeypatch.setattr(querying, "answer_as_text", later)

    assert terminal("list", "not done", "group by heading") == before
    assert before.status == 0
    assert "send it to Bo" in before.out
