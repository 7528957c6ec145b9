"""Tasks for the tests of the feed, made without reading a note."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from vaultsync.core.feed import FeedContext, Revision
from vaultsync.core.model import NoteFacts, Source, Statement, Status, Task, TaskLine

JANUARY_5 = date(2026, 1, 5)

CONTEXT = FeedContext(vault_name="Work", vault_id="vault-1", zone=ZoneInfo("Europe/Amsterdam"))

SECOND = Revision(changed=datetime(2026, 1, 7, 8, 9, 10, tzinfo=UTC), sequence=1)


def line(title="Send the minutes", *, status=Status.OPEN, path="Meetings/Kickoff.md", number=4, **more) -> TaskLine:
    """One task line; further names are those of `NoteFacts`, `TaskLine` and, for the rest, `Statement`."""
    facts = {name: more.pop(name) for name in ("noted_on", "source", "live") if name in more}
    own = {name: more.pop(name) for name in ("owners", "heading", "parent") if name in more}
    said = Statement(text=title, indentation="", marker="-", symbol=" ", body=(5, 5), description=title, **more)
    note = NoteFacts(path=path, **facts)
    return TaskLine(note=note, line=number, raw=title, said=said, status=status, title=title, name="p-1", **own)


def task(title="Send the minutes", *, uid="vs-1", status=Status.OPEN, others=(), **more) -> Task:
    """One task whose first line speaks."""
    speaker = line(title, status=status, **more)
    return Task(uid=uid, speaker=speaker, status=status, lines=(speaker, *others))


def with_context(**changes) -> FeedContext:
    return replace(CONTEXT, **changes)


def values(component) -> dict[str, list[str]]:
    """The properties of a component, as `NAME;PARAMETERS` with the raw value of each, unfolded."""
    found: dict[str, list[str]] = {}
    for row in component.text.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n"):
        name, _, value = row.partition(":")
        found.setdefault(name, []).append(value)
    return found


def value(component, name) -> str | None:
    """The raw value of a property that is there once, or None."""
    found = values(component).get(name, [None])
    assert len(found) == 1, f"{name} is there {len(found)} times"
    return found[0]


KICKOFF_SOURCE = Source(kind="email", ref="Mail/2026-01-04 Kickoff.md", link="2026-01-04 Kickoff")
