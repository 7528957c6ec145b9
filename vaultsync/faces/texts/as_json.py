"""The JSON of every command that reads: one schema, described in docs/json.md."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vaultsync.core.values import BadDate, When
from vaultsync.core.views.wanted import whose

if TYPE_CHECKING:
    from vaultsync.core.model import Diagnostic, Edit, NoteFacts, Operation, Task, TaskLine
    from vaultsync.core.provenance.messages import Message
    from vaultsync.core.provenance.origin import Origin
    from vaultsync.core.seen import SeenLine, SeenTask
    from vaultsync.core.views.decisions import Decision
    from vaultsync.core.views.digest import Move
    from vaultsync.core.views.listed import Suggested

VERSION = 1
"""Goes up when a key changes its meaning or goes; a new key does not raise it."""


_LONG: Final = 100
"""Items of a list that nobody reads through."""


def document(**parts: Any) -> str:
    """Return one JSON document in ASCII, so that no control character of a note reaches a terminal.

    Each item of a long list stands in one line, which takes a fifth of the time.
    """
    written = (f' "{name}": {_written(part)}' for name, part in {"version": VERSION, **parts}.items())
    return "\n".join(("{", ",\n".join(written), "}"))


def _written(part: Any) -> str:
    if isinstance(part, list) and len(part) > _LONG:
        items = ",\n".join(map(json.JSONEncoder(default=_plain).encode, part))
        return f"[\n{items}\n ]"
    return json.dumps(part, indent=1, default=_plain).replace("\n", "\n ")


def _plain(value: object) -> str:
    """Return what stands for a value that JSON has not: a day or a moment in the form of ISO 8601."""
    return value.isoformat() if isinstance(value, date) else str(value)


def task(one: "Task | SeenTask", *, me: tuple[str, ...] = (), link: str = "") -> dict[str, Any]:
    """Return a task with its lines."""
    said = one.speaker.said
    return {
        "uid": one.uid,
        "title": one.title,
        "status": one.status.value,
        "live": one.live,
        "owners": list(one.owners),
        "whose": whose(one.owners, me).value,
        "priority": said.priority.value,
        "tags": list(said.tags),
        "due": _when(said.due),
        "start": _when(said.start),
        "scheduled": _when(said.scheduled),
        "created": _when(said.created),
        "done": _when(said.done),
        "cancelled": _when(said.cancelled),
        "recurrence": said.recurrence,
        "path": one.speaker.path,
        "line": one.speaker.line,
        "link": link,
        "names": list(one.names),
        "lines": [line(each) for each in one.lines],
    }


def suggested(one: "Suggested", uid: str) -> dict[str, Any]:
    """Return the task with which the one of a uid may be one, and how alike the two are."""
    other = one.beside(uid)
    return {"score": one.score, "uid": other.uid, "title": other.title, "status": other.status.value}


def origin(one: "Origin") -> dict[str, Any]:
    """Return where a task came from; the messages without their bodies."""
    likely = one.likely
    return {
        "named": one.named,
        "path": one.found.path if one.found else None,
        "found_by": one.found.how.value if one.found else None,
        "candidates": list(one.found.candidates) if one.found else [],
        "messages": [_message(each) for each in one.thread],
        "likely": {**_message(likely.message), "sentence": likely.sentence, "score": likely.score} if likely else None,
    }


def _message(one: "Message") -> dict[str, Any]:
    sent = one.sent.isoformat() if one.sent else None
    return {"sent": sent, "sender": one.sender, "address": one.address, "subject": one.subject, "line": one.line}


def line(one: "TaskLine | SeenLine") -> dict[str, Any]:
    """Return one line of a note."""
    return {
        "path": one.path,
        "line": one.line,
        "raw": one.raw,
        "status": one.status.value,
        "live": one.live,
        "name": one.name,
        "heading": one.heading,
        "noted_on": one.note.noted_on.isoformat() if one.note.noted_on else None,
    }


def diagnostic(one: "Diagnostic") -> dict[str, Any]:
    """Return something odd in a note."""
    return one._asdict()


def operation(one: "Operation") -> dict[str, Any]:
    """Return what a command did."""
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "command": one.command,
        "outcome": one.outcome,
        "undoes": one.undoes,
        "edits": [edit(each) for each in one.edits],
        "facts": dict(one.facts),
    }


def note(one: "NoteFacts") -> dict[str, Any]:
    """Return what a note says about itself, in short."""
    return {
        "path": one.path,
        "title": one.title,
        "noted_on": _when(one.noted_on),
        "participants": list(one.participants),
    }


def decision(one: "Decision") -> dict[str, Any]:
    """Return one thing that a meeting decided."""
    return {"text": one.text, "line": one.line, "note": note(one.note)}


def edit(one: "Edit") -> dict[str, Any]:
    """Return one run of lines, before and after."""
    return {"path": one.path, "line": one.line, "before": list(one.before), "after": list(one.after)}


def move(one: "Move") -> dict[str, Any]:
    """Return from which due date to which a task has moved, and where that stands."""
    return {"before": one.before or None, "after": one.after, "path": one.line.path, "line": one.line.line}


def settings(values: Mapping[str, tuple[Any, str, str]]) -> list[dict[str, Any]]:
    """Return settings: name → value, origin, meaning."""
    return [
        {"name": name, "value": value, "origin": origin, "meaning": meaning}
        for name, (value, origin, meaning) in values.items()
    ]


def _when(when: When) -> str | None:
    """A date that no calendar has is given as it was typed."""
    if when is None:
        return None
    return str(when) if isinstance(when, BadDate) else when.isoformat()
