"""undo of what was changed since by somebody else: told whole, and taken back in part where that is wanted."""

import json
import os
import re
import signal

import pytest

from vaultsync.app import App
from vaultsync.store.editing.stopping import Stopped

ERRANDS = ("fence", "gate by the lake", "roof of the shed", "third step", "window upstairs", "bicycle", "kettle")


@pytest.fixture
def mended(terminal):
    """Seven tasks in seven notes, done by one command after another one."""
    terminal.write("Rent.md", "- [ ] Pay the rent #task ^a1\n")
    for n, what in enumerate(ERRANDS):
        terminal.write(f"{n}.md", f"- [ ] Mend the {what} #task\n- [ ] Paint the {what} #task\n")
    assert terminal("start", "a1").status == 0
    assert terminal("done", "--where", "path regex matches /^[0-9]/", "--apply").status == 0
    return terminal


def by_hand(terminal, *numbers):
    for n in numbers:
        terminal.write(f"{n}.md", terminal.read(f"{n}.md").replace("Mend the", "Mend, at last, the"))


def test_an_undo_that_is_refused_names_every_line_in_the_way_and_what_to_do(mended):
    """Kills: a refusal that names one line of many, and a remedy for what no command has done."""
    by_hand(mended, 0, 2, 3, 4, 5, 6)
    before = [mended.read(f"{n}.md") for n in range(7)]
    answer = mended("undo")

    assert (answer.status, answer.out, [mended.read(f"{n}.md") for n in range(7)]) == (5, "", before), answer
    assert "Error: operation 2 cannot be taken back: 6 of its 14 lines cannot be put back\n" in answer.err
    assert answer.err.count("\n  ") == 6
    assert "\n  0.md:1 is no longer the line that vaultsync read\n" in answer.err
    assert "\n  … and 1 more\n" in answer.err
    assert "What stands there now was not written by vaultsync" in answer.err
    assert "`vaultsync undo 2 --skip-changed` takes back the other 8 lines and leaves the rest as it is." in answer.err
    assert "later commands" not in answer.err


@pytest.mark.parametrize(
    ("line", "command", "offered"),
    [
        ("- [?] Pay teh rent #task #proposed", "reject", "reopen"),
        ("- [ ] Pay teh rent #task", "done", "reopen"),
        ("- [ ] Pay teh rent #task ^a1", "start", "reopen"),
        ("- [?] Pay teh rent #task #proposed", "promote", "reject"),
    ],
)
def test_an_undo_that_mended_words_refuse_names_the_command_that_keeps_them(terminal, line, command, offered):
    """Kills: an offer for another line of the note, or by the name that the line had before it was mended."""
    terminal.write("A.md", f"- [x] Pay the bill #task\n{line}\n")
    terminal(command, "Pay teh rent")
    terminal.write("A.md", "- [ ] Feed the cat #task\n" + terminal.read("A.md").replace("teh", "the"))
    refused = terminal("undo")

    assert (refused.status, "What stands there now was not written by vaultsync" in refused.err) == (5, True)
    said = re.search(r"To keep the words that stand there: `vaultsync (\w+) (\S+)` \(Pay the rent\)\.", refused.err)
    assert said and said[1] == offered, refused.err
    assert terminal(*said.groups()).status == 0
    mended = terminal.read("A.md").splitlines()[2]
    assert mended.startswith(f"- [{'-' if offered == 'reject' else ' '}] Pay the rent #task")
    assert terminal.read("A.md").splitlines()[:2] == ["- [ ] Feed the cat #task", "- [x] Pay the bill #task"]


def test_an_undo_offers_no_command_for_what_was_decided_otherwise_since_or_is_another_line(terminal):
    """Kills: a task that is open already, opened once more; any line of the note, for one that was written anew."""
    for now in ("- [ ] Pay the rent #task ✅ 2026-02-02\n", "- [x] Something else altogether, and longer #task\n"):
        terminal.write("A.md", "- [ ] Pay teh rent #task\n")
        terminal("done", "Pay teh rent")
        terminal.write("A.md", now)
        refused = terminal("undo")
        assert (refused.status, "To keep the words" in refused.err) == (5, False), refused


def test_the_other_lines_are_taken_back_and_what_was_left_out_is_told(mended):
    by_hand(mended, 0)
    (mended.root / "6.md").unlink()
    answer = mended("undo", "--skip-changed")

    assert answer.status == 0, answer
    assert "Took back operation 2: 11 lines." in answer.out
    assert "Left out, for they have changed since: 3 lines.\n  0.md:1 is no longer the line" in answer.out
    assert "\n  6.md:1 cannot be found: the note is gone" in answer.out
    assert mended.read("1.md") == "- [ ] Mend the gate by the lake #task\n- [ ] Paint the gate by the lake #task\n"
    first, second = mended.read("0.md").splitlines()
    assert first.startswith("- [x] Mend, at last, the fence #task ✅ ")
    assert second == "- [ ] Paint the fence #task"
    assert "undo 2 --skip-changed (takes back 2, leaves 3 out)" in mended("log").out
    assert "Took back operation 1" in mended("undo").out


def test_what_was_left_out_is_taken_back_once_it_says_again_what_was_written(mended):
    written = mended.read("0.md")
    by_hand(mended, 0)
    assert [each["path"] for each in json.loads(mended("undo", "--skip-changed", "--json").out)["left_out"]] == ["0.md"]

    again = mended("undo", "2", "--skip-changed")
    assert (again.status, "operation 2 cannot be taken back: 0.md:1" in again.err) == (5, True), again
    assert "--skip-changed` takes back" not in again.err
    mended.write("0.md", written)
    assert mended("undo", "2").status == 0
    assert mended.read("0.md") == "- [ ] Mend the fence #task\n- [ ] Paint the fence #task\n"
    assert "was taken back already, by operation 4" in mended("undo", "2").err


def test_a_line_that_a_later_command_has_changed_names_that_command(terminal):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n")
    terminal("start", "a1")
    terminal("done", "a1")
    answer = terminal("undo", "1")

    assert answer.status == 5
    assert "First take back what later commands did to the same lines: `vaultsync undo 2` (done a1)." in answer.err
    assert "not written by vaultsync" not in answer.err


def test_what_has_not_changed_is_not_left_out(mended):
    os.link(mended.root / "0.md", mended.root / "other.txt")
    answer = mended("undo", "--skip-changed")

    assert (answer.status, answer.out) == (6, ""), answer
    assert "0.md has 2 names (hard links)" in answer.err
    assert "Copy the note over itself" in answer.err
    assert mended.read("1.md").startswith("- [x]")


def moved(terminal, old, new):
    (terminal.root / new).parent.mkdir(exist_ok=True)
    (terminal.root / old).rename(terminal.root / new)


@pytest.mark.parametrize("gone_on", [False, True])
def test_an_undo_follows_notes_that_were_renamed(terminal, gone_on):
    """Kills: a note that is known by its name, and one that is known by all of its bytes alone."""
    first = "- [?] Send the sheet to Bo #task #proposed\n"
    terminal.write("Notes/A.md", f"{first}- [ ] Row #task\n")
    terminal.write("Notes/B.md", f"# B\n{first}")
    terminal.write("Notes/C.md", f"# C\n{first}")
    assert terminal("promote", "Send the sheet to Bo").status == 0
    moved(terminal, "Notes/A.md", "Later/X.md")
    moved(terminal, "Notes/B.md", "Later/Y.md")
    more = "and more\n" if gone_on else ""
    terminal.write("Later/X.md", terminal.read("Later/X.md") + more)
    answer = terminal("undo")

    assert (answer.status, answer.err) == (0, ""), answer
    assert "+++ Later/X.md" in answer.out
    assert terminal.read("Later/X.md") == f"{first}- [ ] Row #task\n{more}"
    assert (terminal.read("Later/Y.md"), terminal.read("Notes/C.md")) == (f"# B\n{first}", f"# C\n{first}")
    assert not (terminal.root / "Notes" / "A.md").exists()
    assert terminal("undo", "2").status == 0, "and back again"
    assert "^vs-" in terminal.read("Later/X.md")


@pytest.mark.parametrize("other", ["- [x] Mend the net #task ✅ 2026-02-02\n", "- [ ] Mend the net #task\n"])
def test_a_note_that_is_gone_is_no_other_one_with_the_same_words(terminal, other):
    """Kills: words without an id, taken for the note that had them."""
    terminal.write("A.md", "Of mine\n- [ ] Mend the net #task\n")
    terminal("done", "Mend the net")
    terminal.write("B.md", f"Of yours\n{other}")
    (terminal.root / "A.md").unlink()
    terminal("sync", "--accept-loss")
    answer = terminal("undo")

    assert (answer.status, answer.out) == (5, "")
    assert "A.md:1 cannot be found: the note is gone" in answer.err
    assert "put the note back, under any name, then run `vaultsync undo 1`" in answer.err
    assert "not written by vaultsync" not in answer.err
    assert terminal.read("B.md") == f"Of yours\n{other}"


@pytest.mark.parametrize("words", [[], ["--skip-changed"]])
def test_an_undo_without_a_sync_says_that_a_note_may_have_another_name(terminal, words):
    """Kills: advice to put back a note that is there, under a name that no sync has read yet."""
    terminal.write("A.md", "- [ ] Mend the net #task\n")
    terminal.write("B.md", "- [ ] Mend the roof #task\n")
    terminal("done", "Mend the roof")
    terminal("done", "Mend the net")
    moved(terminal, "A.md", "C.md")
    answer = terminal("undo", "--no-sync", *words)

    assert answer.status == 5 and "A.md:1 cannot be found: the note is gone" in answer.err
    assert "run `vaultsync undo 2` without `--no-sync`, which looks for it." in answer.err
    assert "put the note back" not in answer.err and "takes back" not in answer.err
    assert terminal("undo", "2").status == 0
    assert terminal.read("C.md") == "- [ ] Mend the net #task\n"


@pytest.mark.parametrize("copies", [["B.md", "C.md"], ["A.sync-conflict-20260101-120000-ABCDEFG.md"]])
def test_of_several_notes_none_is_followed_and_a_conflict_copy_is_none(terminal, copies):
    terminal.write("A.md", "- [ ] Mend the net #task ^a1\n")
    terminal("done", "a1")
    written = terminal.read("A.md")
    (terminal.root / "A.md").unlink()
    for copy in copies:
        terminal.write(copy, f"{written}\nmore\n")

    terminal("sync", "--accept-loss")
    assert terminal("undo").status == 5
    assert {terminal.read(copy) for copy in copies} == {f"{written}\nmore\n"}


def test_one_of_several_notes_with_every_byte_is_followed(terminal):
    terminal.write("A.md", "Of mine\n- [ ] Mend the net #task\n")
    terminal("done", "Mend the net")
    terminal.write("B.md", "Of yours\n- [x] Mend the net #task ✅ 2026-02-02\n")
    moved(terminal, "A.md", "C.md")

    assert terminal("undo").status == 0
    assert terminal.read("C.md") == "Of mine\n- [ ] Mend the net #task\n"
    assert "[x]" in terminal.read("B.md")


def test_what_was_left_out_is_named_with_the_command_that_goes_on(mended):
    """Kills: an undo that knows of nothing to do while something was left out."""
    mended("undo", "1")
    assert "Left out" not in mended("undo").out
    assert mended("done", "--where", "path regex matches /^[0-9]/", "--apply").status == 0
    by_hand(mended, 0)
    on = "`vaultsync undo 5` takes back what was left out of it, once that says again what was written."

    assert mended("undo", "--skip-changed").out.endswith(f"\n{on}\n")
    nothing = mended("undo")
    assert (nothing.status, f"Remedy: {on} `vaultsync log`" in nothing.err) == (1, True), nothing
    mended.write("0.md", mended.read("0.md").replace("Mend, at last, the", "Mend the"))
    assert mended("undo", "5").status == 0
    assert on not in mended("undo").err


def test_a_note_that_may_be_about_to_come_back_is_not_looked_for_elsewhere(terminal):
    """Kills: an undo in a copy of a note, while an editor saves the note."""
    terminal.write("A.md", "- [ ] Mend the net #task ^a1\n")
    terminal("done", "a1")
    terminal.write("B.md", terminal.read("A.md"))
    terminal("sync")
    (terminal.root / "A.md").unlink()

    assert terminal("undo", "--no-sync").status == 5
    assert "[x]" in terminal.read("B.md")


def test_two_lines_of_one_task_that_were_reworded_are_both_named(terminal):
    """Kills: a list that begins with its own headline; the place of one line for that of another one with its id."""
    terminal.write("A.md", "- [?] Send the minutes #task #proposed ^m\n- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal("promote", "m")
    terminal.write("A.md", terminal.read("A.md").replace("Send the minutes", "Send the minutes today"))
    answer = terminal("undo", "--skip-changed")

    assert answer.status == 5
    assert "\n  A.md:1 has the same id" in answer.err and "\n  A.md:2 has the same id" in answer.err
    assert answer.err.count("operation 1 cannot be taken back") == 1


@pytest.fixture
def errands(terminal):
    """Four operations on three notes: the second and the third on the same line."""
    for n in range(3):
        terminal.write(f"{n}.md", f"- [ ] Mend the {ERRANDS[n]} #task ^a{n}\r\n")
    for command in (("start", "a0"), ("start", "a1"), ("done", "a1"), ("done", "a2")):
        assert terminal(*command).status == 0
    return terminal


def notes_of(terminal):
    return [terminal.read(f"{n}.md") for n in range(3)]


def test_several_operations_are_taken_back_one_by_one_the_newest_first(errands):
    """Kills: the older of two edits of a line first, which is refused; a span of which only the ends are taken back."""
    answer = errands("undo", "2-3", "4", "1")

    assert (answer.status, answer.err) == (0, ""), answer
    assert notes_of(errands) == [f"- [ ] Mend the {ERRANDS[n]} #task ^a{n}\r\n" for n in range(3)]
    assert answer.out.splitlines() == [
        *(f"Took back operation {number}: 1 line." for number in (4, 3, 2, 1)),
        "Took back 4 operations: 4 lines. `vaultsync log --diff` shows them.",
    ]


def test_of_a_span_that_has_one_operation_left_one_is_told(errands):
    errands("undo", "3")
    assert errands("undo", "3-4").out.endswith("\nTook back 1 operation: 1 line. `vaultsync log --diff` shows them.\n")


def test_behind_a_span_the_notes_say_what_they_said_before_it(errands):
    """Kills: an undo that stands and is left out of the span that begins with it."""
    before = notes_of(errands)
    for words in (["undo", "4"], ["reject", "a0"], ["undo", "6"], ["start", "a2"]):
        assert errands(*words).status == 0

    assert errands("undo", "5-8").out.endswith("Took back 2 operations: 2 lines. `vaultsync log --diff` shows them.\n")
    assert notes_of(errands) == before


def test_one_of_several_that_is_refused_does_not_stop_the_rest(errands):
    """Kills: operations behind a refused one that stay as they are, a refusal that ends with 0, an earlier edit of a
    line that is taken back under a later one."""
    errands.write("1.md", errands.read("1.md").replace("Mend", "Mend, at last,"))
    by_hand = errands.read("1.md")
    answer = errands("undo", "1-4")

    assert answer.status == 5
    assert "Error: operation 3 cannot be taken back: 1.md:1" in answer.err
    assert "Error: operation 2 cannot be taken back: 1.md:1" in answer.err
    assert notes_of(errands) == [
        f"- [ ] Mend the {ERRANDS[0]} #task ^a0\r\n",
        by_hand,
        f"- [ ] Mend the {ERRANDS[2]} #task ^a2\r\n",
    ]
    assert answer.out.endswith("Took back 2 of 4 operations: 2 lines. `vaultsync log --diff` shows them.\n")


def test_what_became_of_several_is_one_document(errands):
    errands.write("1.md", "- [ ] Sweep the yard #task ^a1\n")
    answer = errands("undo", "2", "3-4", "--json")
    told = json.loads(answer.out)

    assert answer.status == 5
    assert [each["operation"]["undoes"] for each in told["undone"]] == [4]
    assert [each["operation"] for each in told["refused"]] == [3, 2]
    assert all(each["message"] and each["remedy"] for each in told["refused"])


def test_what_has_changed_is_left_out_of_each_of_several(mended):
    """Kills: `--skip-changed` that several do not know."""
    by_hand(mended, 0)
    answer = mended("undo", "1-2", "--skip-changed")

    assert (answer.status, answer.err) == (0, ""), answer
    assert "Took back operation 2: 13 lines.\nLeft out, for they have changed since: 1 line." in answer.out
    assert answer.out.endswith("Took back 2 operations: 14 lines. `vaultsync log --diff` shows them.\n")
    assert mended.read("Rent.md") == "- [ ] Pay the rent #task ^a1\n"


def test_whoever_stops_an_undo_of_several_stops_all_of_it(errands, monkeypatch):
    """Kills: a stop that counts as one more refusal, behind which the others are taken back."""

    def stopped(*_given, **_options):
        raise Stopped(signal.SIGINT)

    monkeypatch.setattr(App, "undo", stopped)
    answer = errands("undo", "1-4")

    assert answer.status == 130
    assert answer.err.count("Error: ") == 1


def test_a_dry_undo_shows_what_the_undo_does_and_does_nothing(errands):
    """Kills: a preview that takes back, and one that shows the lines the wrong way round."""
    before = notes_of(errands)
    shown = errands("undo", "--dry-run")

    assert (shown.status, shown.err, notes_of(errands)) == (0, "", before)
    assert shown.out.splitlines()[:3] == ["--- 2.md", "+++ 2.md", "@@ line 1 @@"]
    document = json.loads(errands("undo", "4", "--dry-run", "--json").out)
    assert (document["dry_run"], document["left_out"]) == (True, [])
    assert errands("undo").out.startswith(shown.out)
    assert errands("undo", "4", "--dry-run").err == errands("undo", "4").err != ""


def test_a_dry_undo_of_several_shows_each_as_the_undo_of_the_others_leaves_it(errands):
    """Kills: an older edit of a line that cannot be shown, for the newer one still stands."""
    before = notes_of(errands)
    shown = errands("undo", "2-4", "--dry-run")

    assert (shown.status, shown.err, notes_of(errands)) == (0, "", before)
    rows = shown.out.splitlines()
    assert [row for row in rows if row.startswith("Operation")] == ["Operation 4:", "Operation 3:", "Operation 2:"]
    assert rows[-2:] == [f"-- [/] Mend the {ERRANDS[1]} #task ^a1", f"+- [ ] Mend the {ERRANDS[1]} #task ^a1"]


def test_a_dry_undo_is_refused_as_the_undo_is_and_tells_what_it_would_leave_out(mended):
    by_hand(mended, 0)

    assert (dry := mended("undo", "--dry-run")).err == mended("undo").err
    assert (dry.status, dry.out) == (5, "")
    shown = mended("undo", "--skip-changed", "--dry-run").out
    assert "Left out, for they have changed since: 1 line.\n  0.md:1 is no longer the line" in shown
    assert len(json.loads(mended("undo", "1-2", "--dry-run", "--json").out)["refused"]) == 1
