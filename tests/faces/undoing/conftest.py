"""What was done and is to be taken back."""

import pytest

from tests.faces.undoing.making import ERRANDS


@pytest.fixture
def mended(terminal):
    """Seven tasks in seven notes, done by one command after another one."""
    terminal.write("Rent.md", "- [ ] Pay the rent #task ^a1\n")
    for n, what in enumerate(ERRANDS):
        terminal.write(f"{n}.md", f"- [ ] Mend the {what} #task\n- [ ] Paint the {what} #task\n")
    assert terminal("start", "a1").status == 0
    assert terminal("done", "--where", "path regex matches /^[0-9]/", "--apply").status == 0
    return terminal


@pytest.fixture
def errands(terminal):
    """Four operations on three notes: the second and the third on the same line."""
    for n in range(3):
        terminal.write(f"{n}.md", f"- [ ] Mend the {ERRANDS[n]} #task ^a{n}\r\n")
    for command in (("start", "a0"), ("start", "a1"), ("done", "a1"), ("done", "a2")):
        assert terminal(*command).status == 0
    return terminal
