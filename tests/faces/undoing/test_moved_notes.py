"""undo follows a note that has another name by now, where it is certain that it is the same."""

import pytest

from tests.faces.undoing.making import moved


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


def test_a_note_that_may_be_about_to_come_back_is_not_looked_for_elsewhere(terminal):
    """Kills: an undo in a copy of a note, while an editor saves the note."""
    terminal.write("A.md", "- [ ] Mend the net #task ^a1\n")
    terminal("done", "a1")
    terminal.write("B.md", terminal.read("A.md"))
    terminal("sync")
    (terminal.root / "A.md").unlink()

    assert terminal("undo", "--no-sync").status == 5
    assert "[x]" in terminal.read("B.md")
