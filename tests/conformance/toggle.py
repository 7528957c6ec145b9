"""Changes of status: our lines, read again, say what the plugin's lines say, read again."""

from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import INVALID, day, meaning, settings_of
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.toggle import set_symbol


def answer(kind: str, question: Question) -> Answer:
    settings = settings_of(question)
    theirs = question["expected"]
    said = read_line(question["line"], settings.dialect, settings.global_filter)
    if said is None:
        # Of a line that is no task the plugin makes one; no command of ours does.
        return Answer(question, "no task", "task" if theirs["kind"] == "task" else "no task")
    symbol = question.get("symbol", settings.statuses[said.symbol].next_symbol)
    ours = set_symbol(said, symbol, today=day(question["today"]), settings=settings)
    return Answer(
        question,
        {"kind": "task", "lines": said_by(ours, settings)},
        {"kind": theirs["kind"], "lines": said_by(theirs["lines"], settings)},
        deviation(theirs["lines"]),
    )


def said_by(lines: tuple[str, ...] | list[str], settings: TasksSettings) -> list[Any]:
    """What lines say, read again; a line that is no task says its text."""
    read = [(line, read_line(line, settings.dialect, settings.global_filter)) for line in lines]
    return [meaning(said, settings) if said else line for line, said in read]


def deviation(lines: list[str]) -> str:
    return "Impossible dates" if any(INVALID in line for line in lines) else ""
