"""Commands that are killed or asked to stop, what one imports, and what a shell offers for its words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class

from tests.conftest import NOON, ROOT
from vaultsync.core.model import Edit
from vaultsync.faces.cli import cli
from vaultsync.store.editing.editor import Editor
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext

NAMES = ("A.md", "B.md", "C.md")
OLD, NEW = "- [ ] Weed the bed #task\n", "- [x] Weed the bed #task\n"


class Killed(BaseException):
    """Stands for a kill: nothing but `finally` runs after it."""


class Desk:
    """A vault in which a command was carried out, and a hand that is killed."""

    def __init__(self, terminal):
        self.type, self.read, self.write = terminal, terminal.read, terminal.write
        self.root = terminal.root
        for name in NAMES:
            terminal.write(name, OLD)
        terminal.write("Rent.md", "- [ ] Pay the rent #task ^a1\n")
        self.type("sync")
        self.state = Path(json.loads(terminal("config", "--json").out)["state"])

    def start(self):
        assert self.type("start", "a1").status == 0

    def killed(self, *, after, undo=None):
        """Kill an operation on three notes, or an undo, before the exchange after so many."""
        left = [after]

        def dying(folder, new, name):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return exchange(folder, new, name)

        editor = self.editor(exchange=dying)
        with pytest.raises(Killed):
            editor.undo(undo) if undo else editor.carry_out("done --where x", self.edits())
        editor.journal.close()

    def done(self):
        editor = self.editor()
        editor.carry_out("done --where x", self.edits())
        editor.journal.close()

    def editor(self, **context):
        how = EditContext(clock=lambda: NOON, pause=lambda _: None, **context)
        return Editor(self.root, Journal(self.state / "journal.db"), lock_path=self.state / "edit.lock", context=how)

    def edits(self):
        return [Edit(path=name, line=1, before=(OLD.rstrip(),), after=(NEW.rstrip(),)) for name in NAMES]

    def notes(self):
        return [self.read(name) for name in NAMES]

    @property
    def started(self):
        return self.read("Rent.md").startswith("- [/]")


ASKED = """
import os, signal, sys
number, times, name, left = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], [int(sys.argv[4])]
def ask(event, arguments):
    if event == "open" and str(arguments[0]).startswith(name) and (name != ".~" or arguments[2] & os.O_CREAT):
        left[0] -= 1
        if left[0] == 0:
            for _ in range(times):
                signal.raise_signal(number)
# Whatever runs in the background, such as these tests, has SIGINT ignored.
usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
signal.signal(number, signal.SIG_IGN if sys.argv[5] == "ignored" else usual)
sys.addaudithook(ask)
from vaultsync.faces.cli import main
main(sys.argv[6:])
"""
"""Runs a command that is asked to stop while it makes so many temporary files, or when it opens some file."""

SLOW = {
    "dataclasses", "difflib", "hashlib", "icalendar", "json", "logging", "markdown_it", "pathlib", "platformdirs",
    "rapidfuzz", "regex", "rich", "tomllib", "watchdog", "yaml", "zoneinfo",
}  # fmt: skip
OURS = {"vaultsync.app", "vaultsync.core.conventions", "vaultsync.core.model", "vaultsync.core.notes.note"}


def imported(*words: str, cwd, told: str = "sys.modules", **environment: str) -> set[str]:
    """The modules that a command imports, or what else can be told when it ends."""
    # Not `-X importtime`, whose lines mix with those of the command.
    script = f"import runpy, sys, atexit; atexit.register(lambda: print(*{told}, file=sys.stderr));"
    script += "sys.argv[0] = 'vaultsync'; runpy.run_module('vaultsync', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def offered(*words: str) -> dict[str, str | None]:
    """The words that a shell offers for the last of these, each with its help."""
    complete = get_completion_class("zsh")(cli, {"obj": {"typed": ()}}, "vaultsync", "_VAULTSYNC_COMPLETE")
    return {item.value: item.help for item in complete.get_completions(list(words[:-1]), words[-1])}
