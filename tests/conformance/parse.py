"""Reading a line: every field that the plugin finds, found alike."""

from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import recurrence_text, settings_of, when
from vaultsync.core.model import BadDate, Statement, YearZero
from vaultsync.core.notation.dates import scheduled_by_file_name
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.values import DATES


def answer(kind: str, question: Question) -> Answer:
    settings = settings_of(question, dialect=kind.removeprefix("parse_"))
    said = read_line(question["line"], settings.dialect, settings.global_filter)
    ours = None if said is None else _fields(said, settings, question.get("path", ""))
    theirs = question["expected"]
    if theirs is not None:
        # How the plugin would write the line is asked of toggle and edit: reading writes nothing.
        theirs = {name: value for name, value in theirs.items() if name != "out"}
    return Answer(question, ours, theirs)


def _fields(said: Statement, settings: TasksSettings, path: str) -> dict[str, Any]:
    status = settings.statuses[said.symbol]
    inferred = scheduled_by_file_name(path, settings, said)
    dates = {name: when(getattr(said, name)) for name in DATES}
    return {
        "indentation": said.indentation,
        "listMarker": said.marker,
        "status": {"symbol": status.symbol, "name": status.name, "type": status.type, "next": status.next_symbol},
        "description": said.description,
        "tags": list(said.tags),
        "priority": said.priority.value,
        **dates,
        "scheduled": when(inferred) if inferred else dates["scheduled"],
        "invalidDates": {
            name: str(bad)
            for name in DATES
            if isinstance(bad := getattr(said, name), BadDate) and not isinstance(bad, YearZero)
        },
        "recurrence": recurrence_text(said, settings),
        "onCompletion": said.on_completion,
        "id": said.id,
        "dependsOn": list(said.depends_on),
        "blockLink": f" ^{said.block_id}" if said.block_id else "",
        "hardBreak": said.hard_break,
        "scheduledIsInferred": inferred is not None,
        "isDone": status.counts_as_done,
    }
