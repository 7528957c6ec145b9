"""Task lines ↔ what the index keeps of them: a line is read once."""

import json
from datetime import date
from typing import Any

from vaultsync.core.model import BadDate, Field, NoteFacts, Priority, Statement, Status, TaskLine, When, YearZero

_as_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_PRIORITY = {each.value: each for each in Priority}
_STATUS = {each.value: each for each in Status}


def said_row(line: TaskLine) -> str:
    """Return what a line says as JSON, parts of which `schema.SAID` names; where it stands is kept in columns."""
    said = line.said
    return _as_json(
        [
            line.status.value, line.title, line.owners,
            # The text differs from the line only where misread signs were repaired.
            None if said.text == line.raw else said.text,
            said.indentation, said.marker, said.symbol, said.body, said.description, said.tags, said.priority.value,
            *map(_date_row, (said.created, said.start, said.scheduled, said.due, said.done, said.cancelled)),
            said.recurrence, said.on_completion, said.id, said.depends_on, said.block_id, said.hard_break,
            said.fields,
        ]
    )  # fmt: skip


def line_of(row: str, facts: NoteFacts, raw: str, where: tuple[int, str, int | None, str]) -> TaskLine:
    """Return the line that `said_row` took.

    Args:
        row: Its JSON.
        facts: Of its note.
        raw: The line as it stands there.
        where: Line number, heading, line number of its parent, provisional name.
    """
    status, title, owners, *parts = json.loads(row)
    line, heading, parent, name = where
    return TaskLine(
        note=facts,
        line=line,
        raw=raw,
        said=_statement(raw, parts, tuple(Field(*each) for each in parts[-1])),
        status=_STATUS[status],
        title=title,
        owners=tuple(owners),
        heading=heading,
        parent=parent,
        name=name,
    )


def said_of(row: str, raw: str) -> Statement:
    """Return what the line says, without where its fields stand: all that a query asks about."""
    _, _, _, *parts = json.loads(row)
    return _statement(raw, parts, ())


def _statement(raw: str, parts: list[Any], fields: tuple[Field, ...]) -> Statement:
    (
        text, indentation, marker, symbol, body, description, tags, priority,
        created, start, scheduled, due, done, cancelled,
        recurrence, on_completion, id_, depends_on, block_id, hard_break, _,
    ) = parts  # fmt: skip
    return Statement(
        text=raw if text is None else text,
        indentation=indentation,
        marker=marker,
        symbol=symbol,
        body=tuple(body),
        description=description,
        tags=tuple(tags),
        priority=_PRIORITY[priority],
        created=_date_of(created),
        start=_date_of(start),
        scheduled=_date_of(scheduled),
        due=_date_of(due),
        done=_date_of(done),
        cancelled=_date_of(cancelled),
        recurrence=recurrence,
        on_completion=on_completion,
        id=id_,
        depends_on=tuple(depends_on),
        block_id=block_id,
        hard_break=hard_break,
        fields=fields,
    )


def _date_row(when: When) -> int | str | list[str] | None:
    """A day as its ordinal; one that no calendar has as it was typed; one of the year 0 in a list."""
    if when is None:
        return None
    if isinstance(when, date):
        return when.toordinal()
    return [when] if isinstance(when, YearZero) else when


def _date_of(row: Any) -> When:
    if row is None:
        return None
    if type(row) is int:
        return date.fromordinal(row)
    return YearZero(row[0]) if type(row) is list else BadDate(row)
