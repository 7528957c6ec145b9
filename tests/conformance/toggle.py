"""Toggling: our lines, read again, say what the plugin's lines say, read again."""

from collections.abc import Sequence
from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import INVALID, day, meaning, recurrence_text, settings_of
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
    lines = said_by(ours.lines, settings), said_by(theirs["lines"], settings)
    return Answer(
        question,
        {"kind": ours.kind, "lines": lines[0]},
        {"kind": theirs["kind"], "lines": lines[1]},
        deviation(question, theirs["lines"], *lines),
    )


def said_by(lines: Sequence[str], settings: TasksSettings) -> list[Any]:
    """What lines say, read again; a line that is no task says its text, but for a task whose next symbol is empty."""
    return [_said(line, settings) for line in lines]


def _said(line: str, settings: TasksSettings) -> Any:
    said = read_line(line, settings.dialect, settings.global_filter)
    if said is not None:
        return meaning(said, settings)
    emptied = read_line(line.replace("[]", "[ ]", 1), settings.dialect, settings.global_filter)
    return line if emptied is None else meaning(emptied, settings) | {"symbol": ""}


def deviation(question: Question, lines: Sequence[str], ours: list[Any], theirs: list[Any]) -> str:
    """The heading in docs/deviations.md that covers a difference, if one does.

    Args:
        question: The question, with its `line`.
        lines: The plugin's lines.
        ours: What our lines say.
        theirs: What the plugin's lines say.
    """
    if any(INVALID in line for line in lines):
        return "Impossible dates"
    if _without_rules(ours) == _without_rules(theirs) and _loses_its_rule(question):
        return "Only what changes is written"
    return ""


def _without_rules(said: list[Any]) -> list[Any]:
    return [each if isinstance(each, str) else {**each, "recurrence": None} for each in said]


def _loses_its_rule(question: Question) -> bool:
    """Whether the plugin's own text of a line's rule is read again as another, or the rule as none."""
    settings = settings_of(question)
    said = read_line(question["line"], settings.dialect)
    rule = recurrence_text(said, settings) if said and said.recurrence else ""
    return said is not None and (rule is None or recurrence_text(said._replace(recurrence=rule), settings) != rule)
