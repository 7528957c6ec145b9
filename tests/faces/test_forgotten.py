"""Decisions that the notes do not hold any more are told, and what else notes may say is not."""

import json
from dataclasses import replace

import pytest

from vaultsync.app import App

ONE = "- [?] Return the empty pallets to the dairy @Gus 📅 2026-02-10 #task #proposed\n"
OTHER = "- [?] Return all the empty pallets to the dairy @Gus 📅 2026-02-10 #task #proposed\n"
BACK = "says again what it said before `{}` (2026-02-02, operation {})"


@pytest.fixture
def pallets(terminal):
    """Two lines that are one task."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal.write("2026-01-12 B.md", OTHER)
    return terminal


def uid(terminal):
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    return task["uid"]


def forgotten(terminal):
    found = json.loads(terminal("check", "--json", "--kind", "forgotten").out)["diagnostics"]
    return [(each["path"][11:], each["line"], each["message"]) for each in found]


def kept_and_closed(terminal):
    """Return the note whose line was accepted, and the one whose line was closed as its duplicate."""
    names = ["2026-01-05 A.md", "2026-01-12 B.md"]
    return sorted(names, key=lambda name: "❌" in terminal.read(name))


@pytest.mark.parametrize("act", ["promote", "done", "start"])
def test_an_older_text_over_what_was_accepted_is_told_until_it_is_decided_again(pallets, act):
    """Kills: a decision that an import takes away in silence."""
    name = uid(pallets)
    pallets(act, name)
    kept, closed = kept_and_closed(pallets)
    assert (forgotten(pallets), "❌" in pallets.read(closed)) == ([], True)

    pallets.write(kept, f"A line more.\n\n{ONE if kept.endswith('A.md') else OTHER}")
    synced = pallets("sync")
    assert (synced.status, synced.err.count("1 decision does not stand in the notes any more")) == (0, 1)
    ((path, line, message),) = forgotten(pallets)
    assert (path, line) == (kept[11:], 3)
    assert message.startswith(BACK.format(f"{act} {name}", 1))

    pallets.write("Other.md", "- [ ] Paint the shed #task\n")
    assert pallets("sync").err == "", "only what has changed is looked at"
    (pallets.root / "Other.md").unlink()

    shown = pallets("check", "--kind", "forgotten").out
    remedy = shown.partition("`vaultsync ")[2].partition("`")[0]
    assert pallets(*remedy.split()).status == 0
    assert forgotten(pallets) == []


def test_a_rejection_that_is_written_over_everywhere_is_told_for_each_line(pallets):
    """Kills: a rejection that only the notes remember."""
    pallets("reject", uid(pallets))
    pallets.write("2026-01-05 A.md", ONE)
    assert forgotten(pallets) == []  # the other line rejects it still

    pallets.write("2026-01-12 B.md", OTHER)
    assert [found[:2] for found in forgotten(pallets)] == [("A.md", 1), ("B.md", 1)]


def test_a_duplicate_whose_task_is_gone_with_its_note_is_told(pallets):
    """Kills: an accepted task that turns into a cancelled one in silence."""
    pallets("promote", uid(pallets))
    kept, closed = kept_and_closed(pallets)
    (pallets.root / kept).unlink()

    assert "1 decision does not stand" in pallets("sync").err
    ((path, line, message),) = forgotten(pallets)
    assert (path, line) == (closed[11:], 1)
    assert "is a duplicate that `promote " in message
    assert pallets("sync").err == ""


def test_a_duplicate_that_is_proposed_again_in_other_words_is_left_behind_all_the_same(pallets):
    """Kills: a task that counts as decided because something of it is no duplicate."""
    pallets("promote", uid(pallets))
    kept, closed = kept_and_closed(pallets)
    (pallets.root / kept).unlink()
    pallets.write("2026-01-19 C.md", ONE.replace("Return", "Bring back"))

    assert uid(pallets).startswith("vs-")
    assert [found[:2] for found in forgotten(pallets)] == [(closed[11:], 1)]


def test_a_task_that_moved_with_its_note_was_rejected_later_or_taken_back_is_not_forgotten(pallets):
    """Kills: a note that is looked for by its name, an earlier command that a later one has outdated."""
    name = uid(pallets)
    pallets("promote", name)
    kept, _ = kept_and_closed(pallets)
    (pallets.root / kept).rename(pallets.root / "Elsewhere.md")
    assert forgotten(pallets) == []

    pallets("reject", uid(pallets))
    (pallets.root / "Elsewhere.md").unlink()
    assert forgotten(pallets) == []


def test_what_undo_or_a_later_command_took_back_is_not_forgotten(pallets):
    """Kills: a command that was taken back, a line that a later command made what it was."""
    name = uid(pallets)
    pallets("promote", name)
    pallets("undo")
    assert forgotten(pallets) == []

    pallets("promote", name)
    pallets("start", uid(pallets))
    pallets("reopen", uid(pallets))
    assert forgotten(pallets) == []


def test_what_is_decided_further_by_hand_is_not_forgotten(pallets):
    """Kills: any line that is not what a command wrote."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    for symbol in ("x", "-"):
        text = pallets.read(kept)
        pallets.write(kept, text.replace(text[:5], f"- [{symbol}]"))
        assert forgotten(pallets) == []


def test_tasks_that_were_merged_and_are_two_again_are_told(terminal):
    """Kills: only commands that set a status."""
    texts = {
        "A.md": "- [?] Ask the harbour office about mooring fees @Bo #task #proposed\n",
        "B.md": "- [?] Find out what a night at the quay costs @Bo #task #proposed\n",
    }
    for path, text in texts.items():
        terminal.write(path, text)
    terminal("merge", *(task["uid"] for task in json.loads(terminal("list", "--all", "--json").out)["tasks"]))
    for path, text in texts.items():
        terminal.write(path, text)
    found = json.loads(terminal("check", "--json", "--kind", "forgotten").out)["diagnostics"]

    assert [(each["path"], each["line"]) for each in found] == [("A.md", 1), ("B.md", 1)]
    assert all("`vaultsync log`" in each["remedy"] for each in found)


def test_a_line_that_stands_as_it_was_written_is_not_forgotten_whatever_stands_beside_it(terminal):
    """Kills: a twin of what a line said before."""
    terminal.write("A.md", ONE)
    terminal.write("B.md", "- [?] Paint the shed door #task #proposed\n")
    terminal("keep-apart", *(task["uid"] for task in json.loads(terminal("list", "--all", "--json").out)["tasks"]))
    terminal.write("A.md", terminal.read("A.md") + ONE)

    assert forgotten(terminal) == []


@pytest.mark.parametrize("outcome", ["taken back", "open"])
def test_what_was_meant_and_not_done_is_not_forgotten(pallets, monkeypatch, outcome):
    """Kills: a command that was killed before it wrote anything."""
    pallets("promote", uid(pallets))
    for path, text in (("2026-01-05 A.md", ONE), ("2026-01-12 B.md", OTHER)):
        pallets.write(path, text)
    assert len(forgotten(pallets)) == 2

    log = App.log
    monkeypatch.setattr(App, "log", lambda self: [replace(each, outcome=outcome) for each in log(self)])
    assert forgotten(pallets) == []


def test_a_note_that_cannot_be_read_now_tells_nothing(pallets):
    """Kills: a check that fails with the note."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    (pallets.root / kept).unlink()
    (pallets.root / kept).mkdir()

    assert pallets("check", "--no-sync").status == 0
