"""Keys of a real terminal, keys that mean nothing, and the end of the input."""

import os
import select
import signal
import sys

import pytest

from tests.conftest import ROOT
from tests.faces.making import ASKED
from tests.faces.triaging.making import BANK, NOTE, shown

GONE = (EOFError, KeyboardInterrupt, "")
"""What the end of the input looks like: Ctrl-D, Ctrl-C, and a terminal that was closed."""


@pytest.mark.parametrize("end", GONE)
@pytest.mark.parametrize("before", [(), ("f",), ("w",)], ids=["key", "day", "name"])
def test_the_end_of_the_input_ends_the_session(desk, end, before):
    """Kills: a traceback, a loop without end over an input that has ended, the status of a failure."""
    answer = desk.triage("a", *before, end)

    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == (
        "Accepted 1. 2 proposals left. `vaultsync undo` takes it back (operation 1)."
    )
    assert desk.read("A.md").count("#proposed") == 2


def test_keys_that_mean_nothing_do_nothing(desk):
    """Kills: several keys at once, or an arrow, that are taken for one of them."""
    answer = desk.triage("x", "\r", "\x1b[A", "aa", "?", "q")

    assert desk.read("A.md") == NOTE
    assert answer.out.count("This key does nothing here; ? says what every key does.") == 4
    assert "  b  go back to the last one before it that is still a proposal\n" in answer.out
    assert shown(answer) == ["Call the bank"]


def on_a_terminal(root, keys, *command):
    """Run a program on a real terminal, press keys when it waits for them, and return its status and what it says."""
    import pty
    import termios

    child, screen = pty.fork()
    if not child:
        os.chdir(root)
        # Whatever runs in the background has it ignored.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(sys.executable, [sys.executable, *command], {**os.environ, "PYTHONPATH": str(ROOT)})
    said, keys, before = b"", list(keys), -1
    while True:
        if select.select([screen], [], [], 0.02)[0]:
            try:
                some = os.read(screen, 4096)
            except OSError:  # so Linux says that nobody writes to the screen any more
                break
            if not some:
                break
            said += some
        elif keys and len(said) > before and not termios.tcgetattr(screen)[3] & termios.ICANON:
            # A key that is pressed before it is waited for is dropped, and two at once are none.
            before = len(said)
            os.write(screen, keys.pop(0).encode())
    os.close(screen)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_keys_of_a_real_terminal_are_heard(desk):
    """Kills: keys that wait for the return key, a Ctrl-D that is none in raw mode."""
    status, said = on_a_terminal(desk.root, ["a", "\x1b[B", "s", "\x04"], "-m", "vaultsync", "triage")

    assert (status, "Traceback" in said) == (0, False), said
    assert (
        said.splitlines()[-1]
        == "Accepted 1, skipped 1. 2 proposals left. `vaultsync undo` takes it back (operation 1)."
    )
    assert desk.read("A.md").startswith("# Home\n\n- [ ] Call the bank")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_what_stops_a_decision_between_two_notes_ends_the_session(desk):
    """Kills: a Ctrl-C that is told like a refusal, after which the session goes on."""
    for name in ("B.md", "C.md"):
        desk.write(name, BANK)
    desk.type("sync")
    asked = ("-c", ASKED, "2", "1", ".~", "2", "", "triage")
    status, said = on_a_terminal(desk.root, ["a", "q"], *asked)

    assert status == 130, said
    assert "Nothing was decided. 3 proposals left." in said
    assert "Error: stopped: 2 of 3 notes are changed" in said
    desk.type("undo")
    assert (desk.read("A.md"), desk.read("B.md"), desk.read("C.md")) == (NOTE, BANK, BANK)
