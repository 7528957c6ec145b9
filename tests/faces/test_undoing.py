"""undo of what was changed since by somebody else: told whole, and taken back in part where that is wanted."""

import json
import os

import pytest

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
