"""undo of what somebody else has changed since: told whole, and taken back in part where that is wanted."""

import json
import os
import re

import pytest

from tests.faces.undoing.making import by_hand


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


def test_two_lines_of_one_task_that_were_reworded_are_both_named(terminal):
    """Kills: a list that begins with its own headline; the place of one line for that of another one with its id."""
    terminal.write("A.md", "- [?] Send the minutes #task #proposed ^m\n- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal("promote", "m")
    terminal.write("A.md", terminal.read("A.md").replace("Send the minutes", "Send the minutes today"))
    answer = terminal("undo", "--skip-changed")

    assert answer.status == 5
    assert "\n  A.md:1 has the same id" in answer.err and "\n  A.md:2 has the same id" in answer.err
    assert answer.err.count("operation 1 cannot be taken back") == 1
