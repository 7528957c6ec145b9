"""Proposals, and a person who goes through them one after the other."""

import json
import re

BANK, RENT, TENT = (
    f"- [?] {words} #task #proposed\n"
    for words in ("Call the bank 📅 2026-02-05", "Pay the rent @Myself 📅 2026-02-09", "Air the tent")
)
NOTE = f"# Home\n\n{BANK}{RENT}{TENT}"


class Person:
    """Types keys, and lines where they end in a line break; what can be called happens before the next key."""

    def __init__(self, typed):
        self._typed = list(typed)

    def isatty(self):
        return True

    def getchar(self, echo):
        return self._next(line=False)

    def readline(self):
        return self._next(line=True)

    def _next(self, *, line):
        while self._typed and callable(self._typed[0]) and not isinstance(self._typed[0], type):
            self._typed.pop(0)()
        said = self._typed.pop(0)
        if isinstance(said, type):
            raise said
        assert said == "" or said.endswith("\n") == line, (said, "a line" if line else "a key", "is waited for")
        return said


class Desk:
    """A vault with three proposals, and a person who goes through them."""

    def __init__(self, terminal, monkeypatch):
        self.type, self.read, self.write, self.root = terminal, terminal.read, terminal.write, terminal.root
        self._patch = monkeypatch
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "200")
        self.write("A.md", NOTE)

    def triage(self, *typed, words=()):
        person = Person(typed)
        with self._patch.context() as patch:
            patch.setattr("sys.stdin", person)
            patch.setattr("sys.stdout.isatty", lambda: True, raising=False)
            patch.setattr("click.termui._getchar", person.getchar)
            return self.type("triage", *words)

    def replace(self, old, new):
        """Return what changes the note as somebody does who edits it in Obsidian."""

        def edit():
            assert old in self.read("A.md")
            self.write("A.md", self.read("A.md").replace(old, new))

        return edit

    @property
    def log(self):
        return [each["command"] for each in json.loads(self.type("log", "--json").out)["operations"]]


def shown(answer):
    """Return the words of the tasks that were shown, in order."""
    lines = answer.out.splitlines()
    return [lines[at + 1] for at, line in enumerate(lines) if re.match(r"[\d,]+ of [\d,]+ · ", line)]
