"""Every question of a file, answered by the code that the product uses."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

Question = Mapping[str, Any]

_KINDS = {
    "parse_emoji": "parse",
    "parse_dataview": "parse",
    "file": "file",
    "toggle": "toggle",
    "edit": "edit",
    "recurrence": "recurrence",
    "urgency": "urgency",
    "query": "query",
    "dates": "dates",
}


@dataclass(frozen=True)
class Answer:
    """One question with both answers, in the vectors' own terms."""

    question: Question
    ours: Any
    theirs: Any
    deviation: str = ""
    """The heading in docs/deviations.md that says why ours is another; empty if none does."""

    @property
    def agrees(self) -> bool:
        return bool(self.ours == self.theirs)


def kinds() -> list[str]:
    return list(_KINDS)


def questions(file: Path) -> list[Question]:
    """Read a file of questions; only LF ends one, since the others occur inside."""
    return [json.loads(row) for row in file.read_text("utf-8").split("\n") if row.strip()]


def ask(kind: str, file: Path) -> list[Answer]:
    """Return the answers to every question of a file of one kind."""
    answer: Callable[[str, Question], Answer] = import_module(f"tests.conformance.{_KINDS[kind]}").answer
    return [answer(kind, question) for question in questions(file)]
