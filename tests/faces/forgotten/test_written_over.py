"""Decisions that an older text was written over are told."""

import pytest

from tests.faces.forgotten.making import ONE, forgotten, kept_and_closed, uid, without_decision
from vaultsync.store.index.sqlite import SqliteIndex

BACK = "the empty pallets to the dairy” is proposed as it was before `{}` (2026-02-02, operation {})"


def test_a_forgotten_decision_is_told_by_the_words_of_its_task_cut_where_they_are_many(terminal):
    """Kills: a message that says of nothing what it is; one as long as its line."""
    words = "Count the rope in the shed, " * 9
    before = f"- [?] {words} #task #proposed ^m\n"
    terminal.write("2026-01-05 A.md", before)
    terminal("reject", "m")
    terminal.write("2026-01-05 A.md", before)
    ((_, _, message),) = forgotten(terminal)

    assert message.startswith("“Count the rope in the shed, Count") and "…” is proposed as it was" in message
    assert len(message.split("”")[0]) < 80


@pytest.mark.parametrize("act", ["promote", "done", "start"])
def test_an_older_text_over_what_was_accepted_is_told_until_it_is_decided_again(pallets, act):
    """Kills: a decision that an import takes away in silence."""
    name = uid(pallets)
    pallets(act, name)
    kept, closed = kept_and_closed(pallets)
    assert (forgotten(pallets), "❌" in pallets.read(closed)) == ([], True)

    without_decision(pallets, kept, "A line more.\n\n")
    synced = pallets("sync")
    assert (synced.status, synced.err.count("1 decision does not stand in the notes any more")) == (0, 1)
    ((path, line, message),) = forgotten(pallets)
    assert (path, line) == (kept[11:], 3)
    assert BACK.format(f"{act} {name}", 1) in message
    pallets.write("Other.md", "- [ ] Paint the shed #task\n")
    assert pallets("sync").err == "", "only what has changed is looked at"
    (pallets.root / "Other.md").unlink()

    shown = pallets("check", "--kind", "forgotten").out
    remedy = shown.partition("`vaultsync ")[2].partition("`")[0]
    assert pallets(*remedy.split()).status == 0
    assert forgotten(pallets) == []


@pytest.mark.parametrize("later", [("done",), ("start",), ("defer", "--to", "+5d"), ("assign", "--to", "Gus")])
def test_a_text_that_is_older_than_several_decisions_is_told_once(pallets, later):
    """Kills: a line that is looked for only as it was before the last command."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    assert pallets(later[0], uid(pallets), *later[1:]).status == 0
    without_decision(pallets, kept)

    assert [found[:2] for found in forgotten(pallets)] == [(kept[11:], 1)]


def test_an_older_text_that_is_written_in_another_manner_is_told(terminal):
    """Kills: lines that are looked for byte for byte."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal("reject", uid(terminal))
    terminal.write("2026-01-05 A.md", ONE.replace("- [?]", "* [?]").replace("#task #proposed", "#proposed #task  "))

    assert [found[:2] for found in forgotten(terminal)] == [("A.md", 1)]


def test_a_command_is_known_by_its_name_whatever_options_stand_before_it(pallets):
    """Kills: the first word, which may be an option."""
    pallets("--vault", str(pallets.root), "--set", "timezone=UTC", "promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    without_decision(pallets, kept)

    ((_, _, message),) = forgotten(pallets)
    assert "promote" in message
    assert "`vaultsync promote vs-" in pallets("check", "--kind", "forgotten").out


def test_what_was_decided_together_is_looked_for_together(pallets, monkeypatch):
    """Kills: a search for each task of a command that decided thousands, whichever of their notes is saved."""
    pallets.write("Plan.md", "- [?] Order plaster #task #proposed\n- [?] Ring the joiner #task #proposed\n")
    assert pallets("promote", "--where", "proposed", "--apply").status == 0
    sought = []
    named = SqliteIndex.named
    monkeypatch.setattr(SqliteIndex, "named", lambda index, name: sought.append(name) or named(index, name))
    pallets.write("Plan.md", pallets.read("Plan.md") + "- [ ] Sweep #task\n")

    assert pallets("sync").status == 0
    assert sought == []


def test_a_rejection_that_is_written_over_everywhere_is_told(pallets):
    """Kills: a rejection that only the notes remember."""
    pallets("reject", uid(pallets))
    without_decision(pallets, "2026-01-05 A.md")
    assert forgotten(pallets) == []  # the other line rejects it still

    without_decision(pallets, "2026-01-12 B.md")
    assert len(forgotten(pallets)) == 1


@pytest.mark.parametrize("at_once", [True, False])
def test_an_older_text_under_another_name_is_told(terminal, at_once):
    """Kills: a note that is looked for by the name that it had."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal("promote", uid(terminal))
    (terminal.root / "2026-01-05 A.md").rename(terminal.root / "2026-01-05 Z.md")
    if not at_once:
        assert forgotten(terminal) == []
    terminal.write("2026-01-05 Z.md", ONE)

    assert "1 decision does not stand" in terminal("sync").err
    assert [found[:2] for found in forgotten(terminal)] == [("Z.md", 1)]
