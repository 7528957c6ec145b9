"""An undo that cannot be, and what can be taken back instead."""


def test_an_undo_that_is_refused_names_the_operation_and_the_one_before_it_that_can_be_taken_back(terminal):
    """Kills: an operation whose note is gone, behind which nobody finds out how to undo anything any more."""
    for name in ("A", "B", "C", "D"):
        terminal.write(f"{name}.md", f"- [ ] Send {name} #task ^{name.lower()}\n")
        terminal("done", name.lower())
    (terminal.root / "D.md").unlink()
    terminal.write("C.md", "- [ ] Send the ledgers #task ^c\n")

    first = terminal("undo")
    assert (first.status, first.out) == (5, "")
    assert "operation 4 cannot be taken back: D.md:1 cannot be found: the note is gone" in first.err
    assert "`vaultsync undo 2` takes back the one before it: done b." in first.err
    assert terminal("undo", "2").status == 0
    assert "`vaultsync undo 1` takes back the one before it: done a." in terminal("undo").err
    assert "operation 3 cannot be taken back: C.md:1" in terminal("undo", "3").err
    assert terminal("undo", "1").status == 0
    assert "None before it can be taken back either." in terminal("undo").err


def test_what_was_taken_back_is_not_taken_back_twice_and_the_way_to_have_it_again_is_named(terminal):
    """Kills: an undo that says "0 lines", and one that after a redo goes past the operation that stands again."""
    terminal.write("A.md", "- [ ] Send A #task ^a\n")
    terminal("start", "a")
    terminal("done", "a")
    started, done = "- [/] Send A #task ^a\n", terminal.read("A.md")
    terminal("undo")

    again = terminal("undo", "2")
    assert (again.status, again.out, terminal.read("A.md")) == (1, "", started)
    assert "operation 2 was taken back already, by operation 3" in again.err
    assert "`vaultsync undo 3`" in again.err

    assert (terminal("undo", "3").status, terminal.read("A.md")) == (0, done)
    assert "operation 3 was taken back already, by operation 4" in terminal("undo", "3").err
    assert (terminal("undo").status, terminal.read("A.md")) == (0, started)
    assert "operation 2 was taken back already, by operation 5" in terminal("undo", "2").err
    assert "operation 3 was taken back already, by operation 4" in terminal("undo", "3").err


def test_an_undo_of_what_a_person_has_put_back_by_hand_says_so_and_names_the_one_before_it(terminal):
    terminal.write("B.md", "- [ ] Send B #task ^b\n")
    terminal("done", "b")
    for name in ("C", "D"):
        terminal.write(f"{name}.md", f"- [ ] Send {name} #task ^{name.lower()}\n")
        terminal("done", name.lower())
        terminal.write(f"{name}.md", f"- [ ] Send {name} #task ^{name.lower()}\n")

    answer = terminal("undo")
    assert (answer.status, answer.out) == (1, "")
    assert "operation 3 need not be taken back: the notes say what they said before it" in answer.err
    assert "`vaultsync undo 1` takes back the one before it: done b." in answer.err
