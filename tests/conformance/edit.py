"""Setting fields and postponing: our line, read again, says what the plugin's says."""

from datetime import date
from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import day, settings_of
from tests.conformance.toggle import deviation, said_by
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.postpone import postponed, postponed_field, read_step
from vaultsync.core.notation.recurrence import read_rule
from vaultsync.core.notation.rewrite import Change, rewrite
from vaultsync.core.values import DATES

_NAMES = {"onCompletion": "on_completion", "dependsOn": "depends_on"}


def answer(kind: str, question: Question) -> Answer:
    settings = settings_of(question)
    said = read_line(question["line"], settings.dialect)
    assert said is not None
    if "set" in question:
        changes = {_NAMES.get(name, name): _change(name, value) for name, value in question["set"].items()}
    else:
        field, step = postponed_field(said), read_step(f"1 {question['unit']}")
        assert step is not None
        changes = {}
        if field is not None:
            changes[field] = postponed(
                getattr(said, field),
                question["amount"],
                step[1],
                today=day(question["today"]),
                from_today=question["fromToday"],
            )
    lines = [question["expected"]["out"]]
    ours = said_by([rewrite(said, changes, dialect=settings.dialect)], settings)
    theirs = said_by(lines, settings)
    return Answer(question, ours, theirs, deviation(question, lines, ours, theirs))


def _change(name: str, value: Any) -> Change:
    if name == "recurrence":
        return value if value and read_rule(value) else None
    if name == "priority":
        return None if value == "none" else value
    if name == "dependsOn":
        return ",".join(value) or None
    if name in DATES:
        return date.fromisoformat(value) if value else None
    return value if value or name == "description" else None
