"""Decisions that the notes do not hold any more are told, and what else notes may say is not."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.store.editing.journal import Journal
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.wiring import open_app

ONE = "- [?] Return the empty pallets to the dairy @Gus 📅 2026-02-10 #task #proposed\n"
OTHER = "- [?] Return all the empty pallets to the dairy @Gus 📅 2026-02-10 #task #proposed\n"
MANY_OTHERS = "".join(
    f"- [?] {words} #task #proposed\n"
    for words in (
        *("Fold the maps", "Count the rope in the shed", "Paint the gate green", "Call the vet about Bella"),
        *("Book the hall for May", "Sharpen both scythes", "Write to the council", "Air the tent", "Oil the hinges"),
    )
)
"""So many that a line of their note that says what another one says is no second extraction, but another task."""

BACK = "the empty pallets to the dairy” is proposed as it was before `{}` (2026-02-02, operation {})"


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


def kept_and_closed(terminal):
    """Return the note whose line was accepted, and the one whose line was closed as its duplicate."""
    names = ["2026-01-05 A.md", "2026-01-12 B.md"]
    return sorted(names, key=lambda name: "❌" in terminal.read(name))


def without_decision(terminal, name, extra=""):
    """Write the text over a note that stood there before anything was decided."""
    terminal.write(name, extra + (ONE if "A.md" in name else OTHER))


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


def test_whatever_command_reads_the_notes_first_tells_of_it(pallets):
    """Kills: a list that takes in what an import has done, after which a sync finds nothing new."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    without_decision(pallets, kept)

    assert "1 decision does not stand in the notes any more" in pallets("list").err
    assert pallets("list").err == ""


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


@pytest.mark.parametrize(
    "words",
    [
        ("defer", "Return the pallets when we start again", "--to", "2026-03-01"),
        ("assign", "--where", "description includes when we start again", "--to", "Ana Ruiz", "--apply", "--yes"),
        ("--vault", "../My done list", "defer", "Return the pallets when we start again", "--to", "2026-03-01"),
        ("--vault=../My done list", "defer", "Return the pallets when we start again", "--to", "2026-03-01"),
    ],
)
def test_words_that_are_given_to_a_command_are_no_command(terminal, words):
    """Kills: the name of a command among the words of a task, of a query, or of the vault's folder."""
    terminal.write("Plan.md", "- [?] Return the pallets when we start again @Gus #task #proposed\n")
    shutil.copytree(terminal.root, terminal.root.parent / "My done list")
    options = words[:2] if words[0] == "--vault" else words[:1] if words[0].startswith("-") else ()
    assert terminal(*words).status == 0

    told = json.loads(terminal(*options, "check", "--json", "--kind", "forgotten").out)
    assert told["diagnostics"] == []


def test_a_rejection_that_is_written_over_everywhere_is_told(pallets):
    """Kills: a rejection that only the notes remember."""
    pallets("reject", uid(pallets))
    without_decision(pallets, "2026-01-05 A.md")
    assert forgotten(pallets) == []  # the other line rejects it still

    without_decision(pallets, "2026-01-12 B.md")
    assert len(forgotten(pallets)) == 1


@pytest.mark.parametrize("later", [None, ("done",), ("start",), ("reopen",), ("defer", "--to", "+5d")])
def test_a_duplicate_whose_task_is_gone_with_its_note_is_told(pallets, later):
    """Kills: an accepted task that turns into a cancelled one in silence, one that only its first command closed."""
    pallets("promote", uid(pallets))
    kept, closed = kept_and_closed(pallets)
    if later:
        pallets(later[0], uid(pallets), *later[1:])
    (pallets.root / kept).unlink()

    assert "1 decision does not stand" in pallets("sync").err
    ((path, line, message),) = forgotten(pallets)
    assert (path, line) == (closed[11:], 1)
    assert "is a duplicate that `" in message
    assert pallets("sync").err == ""


def test_a_duplicate_that_is_proposed_again_in_other_words_is_left_behind_all_the_same(pallets):
    """Kills: a task that counts as decided because something of it is no duplicate."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    (pallets.root / kept).unlink()
    pallets.write("2026-01-19 C.md", ONE.replace("Return", "Bring back"))

    assert uid(pallets).startswith("vs-")
    assert [found[:2] for found in forgotten(pallets)] == [("C.md", 1)]


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


@pytest.mark.parametrize("act", ["reject", "done", "promote"])
def test_what_is_proposed_again_elsewhere_after_its_line_was_deleted_is_told(terminal, act):
    """Kills: a decision that is looked for in the note alone in which it stood."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal(act, uid(terminal))
    decided = terminal.read("2026-01-05 A.md")
    terminal.write("2026-01-05 A.md", "# Nothing left\n")
    assert "stand" not in terminal("sync").err
    terminal.write("C.md", ONE)

    assert "1 decision does not stand" in terminal("sync").err
    ((path, line, message),) = forgotten(terminal)
    assert (path, line) == ("C.md"[11:], 1)
    assert message.endswith("the line that was decided is gone from its note")
    terminal.write("D.md", "- [ ] Fold the maps #task\n")
    assert terminal("sync").err == ""
    terminal.write("2026-01-05 A.md", decided)
    assert forgotten(terminal) == []


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


def test_what_is_decided_further_or_otherwise_by_hand_is_not_forgotten(pallets):
    """Kills: any line that is not what a command wrote; what nobody could put away."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    for symbol in ("x", "-"):
        text = pallets.read(kept)
        pallets.write(kept, text.replace(text[:5], f"- [{symbol}]"))
        assert forgotten(pallets) == []

    pallets.write("C.md", "- [ ] Paint the wall #task\n")
    pallets("done", "Paint the wall")
    pallets.write("C.md", "- [ ] Paint the wall #task\n")
    assert forgotten(pallets) == []


def test_a_date_that_is_written_over_is_no_decision(terminal):
    """Kills: what only moved, and is told although the task is accepted still."""
    terminal.write("A.md", "- [ ] Paint the wall 📅 2026-02-10 #task\n")
    terminal("defer", "Paint the wall", "--to", "+5d")
    terminal.write("A.md", "- [ ] Paint the wall 📅 2026-02-10 #task\n")

    assert forgotten(terminal) == []


@pytest.mark.parametrize("act", ["promote", "reject"])
def test_a_line_that_stands_as_it_was_written_is_not_forgotten_whatever_stands_beside_it(terminal, act):
    """Kills: a twin of what a line said before, wherever the two have moved."""
    terminal.write("A.md", ONE)
    terminal(act, uid(terminal))
    both = terminal.read("A.md") + ONE
    terminal.write("A.md", both)
    assert forgotten(terminal) == []

    terminal.write("A.md", "# Nothing left\n")
    terminal.write("2026-01-30 Yard.md", f"# Yard\n\n{both}")
    assert forgotten(terminal) == []


def test_an_accepted_line_that_has_other_words_by_now_is_not_gone(terminal):
    """Kills: a decision that is looked for by its words alone."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal("promote", uid(terminal))
    accepted = terminal.read("2026-01-05 A.md").replace("Return the empty pallets to the dairy", "Order gravel")
    terminal.write("2026-01-05 A.md", f"# Yard\n\n{accepted}")
    terminal.write("C.md", ONE)

    assert forgotten(terminal) == []


def test_another_round_in_the_same_words_is_not_what_was_decided(terminal):
    """Kills: whatever says what a line said before it was decided."""
    weekly = "- [?] Send the weekly figures 🔁 every week 📅 2026-02-02 #task #proposed\n"
    terminal.write("2026-01-26 A.md", weekly)
    terminal("done", uid(terminal))
    done = terminal.read("2026-01-26 A.md")
    terminal.write("2026-02-02 B.md", weekly)
    for now in (done, done.replace("Send", "Post")):
        terminal.write("2026-01-26 A.md", now)
        assert forgotten(terminal) == []


@pytest.mark.parametrize("outcome", ["taken back", "open"])
def test_what_was_meant_and_not_done_is_not_forgotten(pallets, monkeypatch, outcome):
    """Kills: a command that was killed before it wrote anything."""
    pallets("promote", uid(pallets))
    for path in ("2026-01-05 A.md", "2026-01-12 B.md"):
        without_decision(pallets, path)
    assert len(forgotten(pallets)) == 1

    done = Journal.operations
    monkeypatch.setattr(Journal, "operations", lambda self: [each._replace(outcome=outcome) for each in done(self)])
    assert forgotten(pallets) == []


def test_a_journal_that_cannot_be_read_keeps_nothing_else_from_being_told(terminal):
    """Kills: what is odd, and what a sync found, behind an error about the journal."""
    terminal.write("A.md", "- [ ] Pay 📅 2026-02-30 #task\n")
    terminal("promote", "Pay", "--dry-run")
    terminal("done", "Pay")
    journal = Path(json.loads(terminal("scan", "--json").out)["index"]).with_name("journal.db")
    for file in journal.parent.glob("journal.db*"):
        file.write_bytes(b"no database" * 100)
    terminal.write("A.md", "- [ ] Pay the pilot 📅 2026-02-30 #task\n")

    synced, checked = terminal("sync"), terminal("check")
    assert (synced.status, "1 changed" in synced.out, "journal" in synced.err) == (0, True, True)
    assert (checked.status, "2026-02-30" in checked.out, "journal" in checked.err) == (0, True, True)


def test_the_journal_is_not_held_open_afterwards(pallets):
    """Kills: a daemon that keeps the file of another process open from its first look on."""
    pallets("promote", uid(pallets))
    here = workspace_of(VaultOptions(str(pallets.root)))

    with closing(open_app(here)) as app:
        app.forgotten()
        assert [file.name for file in Path(here.state).glob("journal.db*")] == ["journal.db"]


@pytest.mark.parametrize("act", ["reject", "done", "promote"])
def test_what_is_proposed_in_other_words_where_a_decided_line_stood_is_told(terminal, act):
    """Kills: a note that is extracted anew, and with it a decision that nobody hears of any more."""
    terminal.write("2026-01-05 A.md", f"# Dairy\n- [?] Fold the maps #task #proposed\n{ONE}")
    name = next(
        each["uid"] for each in json.loads(terminal("list", "--all", "--json").out)["tasks"] if "Gus" in str(each)
    )
    terminal(act, name)
    assert forgotten(terminal) == []
    terminal.write("2026-01-05 A.md", f"# Dairy\n{OTHER}- [?] Fold the maps #task #proposed\n")

    assert "1 decision does not stand" in terminal("sync").err
    ((path, line, message),) = forgotten(terminal)
    assert (path, line) == ("A.md", 2)
    assert message == (
        f"“Return all the empty pallets to the dairy” is proposed where `{act} {name}` (2026-02-02, operation 1)"
        " decided “Return the empty pallets to the dairy”: that line is gone from the note"
    )
    terminal(act, "Return all the empty pallets to the dairy")
    assert forgotten(terminal) == []


@pytest.mark.parametrize(
    "now",
    [
        "- [?] Return the empty crates to the bakery @Gus 📅 2026-02-10 #task #proposed\n",
        "- [?] Do not return the empty pallets to the dairy @Gus #task #proposed\n",
        "- [-] Return all the empty pallets to the dairy @Gus 📅 2026-02-10 #task\n",
        "",
    ],
)
def test_what_says_something_else_where_a_decided_line_stood_is_not_told(terminal, now):
    """Kills: any proposal of a note that a decided line is gone from."""
    terminal.write("2026-01-05 A.md", f"# Dairy\n{ONE}")
    terminal("reject", uid(terminal))
    terminal.write("2026-01-05 A.md", f"# Dairy\n- [?] Fold the maps #task #proposed\n{now}")

    assert "stand" not in terminal("sync").err
    assert forgotten(terminal) == []


def test_a_line_that_got_an_id_after_it_was_decided_is_gone_when_the_last_of_it_is(terminal):
    """Kills: a line that is looked for as the command left it that decided it."""
    terminal.write("2026-01-05 A.md", ONE + MANY_OTHERS)
    terminal("reject", "Return the empty pallets to the dairy")
    assert "^" not in terminal.read("2026-01-05 A.md")
    terminal.write("B.md", "- [ ] Return the milk cans to the dairy #task\n")
    assert (
        terminal("keep-apart", "return the empty pallets to the dairy", "return the milk cans to the dairy").status == 0
    )
    kept = terminal.read("2026-01-05 A.md")
    assert "^vs-" in kept
    terminal.write("2026-01-05 A.md", OTHER + kept)
    assert forgotten(terminal) == []

    terminal.write("2026-01-05 A.md", OTHER + MANY_OTHERS)
    ((*place, message),) = forgotten(terminal)
    assert place == ["A.md", 1]
    assert "is proposed where `reject " in message


@pytest.mark.parametrize(("act", "now"), [("reject", "{0}{1}"), ("promote", "{1}{0}")])
def test_a_decided_line_that_has_other_words_by_now_is_not_gone(terminal, act, now):
    """Kills: a line that is known by its words alone, and neither by its place nor by its id."""
    terminal.write("2026-01-05 A.md", ONE + MANY_OTHERS)
    assert terminal(act, "Return the empty pallets to the dairy").status == 0
    decided = terminal.read("2026-01-05 A.md").replace("Return", "Return, at last,")
    terminal.write("2026-01-05 A.md", now.format(decided, OTHER))

    assert forgotten(terminal) == []


def test_a_decided_line_that_stands_in_another_note_by_now_is_not_gone(terminal):
    """Kills: a line that is looked for in its note alone."""
    mail = "---\nsource: email\nsource_ref: Mail/2026-01-04 Seeds.eml\n---\n"
    terminal.write("2026-01-05 A.md", f"{mail}- [?] Send the sheet #task #proposed\n")
    terminal("reject", uid(terminal))
    terminal.write("B.md", terminal.read("2026-01-05 A.md").removeprefix(mail))
    terminal.write("2026-01-05 A.md", f"{mail}- [?] Send the new sheet #task #proposed\n")
    assert forgotten(terminal) == []

    terminal.write("B.md", "")
    assert len(forgotten(terminal)) == 1


@pytest.fixture
def lost(terminal):
    """A vault with two decisions that older texts were written over, which was told once."""
    for name, words in (("A.md", "Air the tent"), ("B.md", "Pay the rent")):
        terminal.write(name, f"- [?] {words} #task #proposed\n")
    before = {name: terminal.read(name) for name in ("A.md", "B.md")}
    terminal("reject", "Air the tent")
    terminal("promote", "Pay the rent")
    for name, text in before.items():
        terminal.write(name, text)
    assert "2 decisions do not stand" in terminal("list").err
    assert terminal("list").err == ""
    return terminal


def test_decisions_that_were_told_once_are_told_again_where_a_person_looks_through_everything(lost):
    """Kills: a warning that comes with the first command that happens to read the notes, and never again."""
    told = "Warning: 2 decisions do not stand in the notes any more; see `vaultsync check --kind forgotten`.\n"

    assert lost("digest").err == lost("digest", "--json").err == lost("digest", "--no-sync").err == told
    findings = json.loads(lost("doctor", "--json").out)["findings"]
    assert [each for each in findings if "do not stand" in each["what"]] == [
        {
            "grade": "warning",
            "what": "2 decisions do not stand in the notes any more",
            "remedy": "`vaultsync check --kind forgotten` lists them, and how each is decided again.",
        }
    ]
    shown = lost("notify", "--dry-run").out
    assert shown.splitlines()[0] == "2 decisions lost"
    assert shown.endswith("\n2 decisions do not stand in the notes any more: vaultsync check --kind forgotten\n")

    lost("reject", "Air the tent", "Pay the rent")
    assert lost("digest").err == ""
    assert "not stand" not in lost("doctor").out + lost("notify", "--dry-run").out


def test_a_decision_that_is_lost_just_now_is_told_once(lost):
    """Kills: a command that tells of all, and of those that it finds besides."""
    lost("reject", "Air the tent")
    lost.write("A.md", "- [?] Air the tent #task #proposed\n")

    assert lost("digest").err.count("not stand") == 1


@pytest.mark.parametrize("command", ["digest", "doctor", "notify"])
def test_without_its_journal_a_vault_is_looked_through_all_the_same(lost, command):
    journal = Path(json.loads(lost("scan", "--json").out)["index"]).with_name("journal.db")
    journal.write_bytes(b"no database" * 100)
    answer = lost(command, *(("--dry-run",) if command == "notify" else ()))

    assert "not stand" not in answer.out + answer.err
    assert "Traceback" not in answer.err and answer.out
