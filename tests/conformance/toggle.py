"""Toggling: our lines, read again, say what the plugin's lines say, read again."""

from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import INVALID, day, meaning, settings_of
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.toggle import Toggled, set_symbol, toggle


def answer(kind: str, question: Question) -> Answer:
    settings = settings_of(question)
    today = day(question["today"])
    if "symbol" in question:
        said = read_line(question["line"], settings.dialect, settings.global_filter)
        assert said is not None, "a status can be set on a task only"
        ours = Toggled("task", set_symbol(said, question["symbol"], today=today, settings=settings))
    else:
        ours = toggle(question["line"], today=today, settings=settings)
    theirs = question["expected"]
    return Answer(
        question,
        {"kind": ours.kind, "lines": said_by(ours.lines, settings)},
        {"kind": theirs["kind"], "lines": said_by(theirs["lines"], settings)},
        deviation(theirs["lines"]),
    )


def said_by(lines: tuple[str, ...] | list[str], settings: TasksSettings) -> list[Any]:
    """What lines say, read again; a line that is no task says its text."""
    read = [(line, read_line(line, settings.dialect, settings.global_filter)) for line in lines]
    return [meaning(said, settings) if said else line for line, said in read]


def deviation(lines: list[str]) -> str:
    return "Impossible dates" if any(INVALID in line for line in lines) else ""
