"""The tasks of the golden feeds, and by hand, not by rendering, what their components mean."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.core.feed.making import CONTEXT, JANUARY_5, KICKOFF_SOURCE, SECOND, task, with_context
from vaultsync.core.feed import Alarm, calendar, render_event, render_instances, render_todo
from vaultsync.core.feed.definition import Kind
from vaultsync.core.feed.rows import RegisterRow
from vaultsync.core.feed.shown import cancelled
from vaultsync.core.model import BadDate, Priority, Status

GOLDEN = Path(__file__).parent / "golden"

JAPANESE = "日本語の議事録を全員に送り、来週の会議の前に確認してもらう 🎌 そして返事を待つ"

TASKS = [
    task(
        "Ask [[People/Ana Ruiz|Ana]], Bo; and **Cy**: costs\\n?",
        uid="vs-a",
        due=JANUARY_5,
        priority=Priority.HIGH,
        tags=("#work/costs", "#q1"),
        owners=("Ana Ruiz", "Bo Lind"),
        heading="Action items",
        block_id="vs-a",
        created=date(2026, 1, 1),
        source=KICKOFF_SOURCE,
        path="Meetings/Kick-off, part 2; Q1.md",
    ),
    task("Think about it", uid="vs-b"),
    task("Book the room", uid="vs-c", status=Status.DONE, due=JANUARY_5, done=date(2026, 1, 4)),
    task("Order the cake", uid="vs-d", status=Status.CANCELLED, due=JANUARY_5, priority=Priority.LOWEST),
    task(
        "Write the draft",
        uid="vs-e",
        status=Status.STARTED,
        start=date(2026, 1, 2),
        due=date(2026, 2, 28),
        priority=Priority.HIGHEST,
    ),
    task("Start and be done", uid="vs-f", start=JANUARY_5, due=JANUARY_5, priority=Priority.MEDIUM),
    task("Wait for the answer", uid="vs-g", status=Status.ON_HOLD, scheduled=date(2026, 1, 8), due=date(2026, 1, 9)),
    task("Water the plants", uid="vs-h", due=JANUARY_5, recurrence="every week", priority=Priority.LOW),
    task(JAPANESE, uid="vs-i", due=date(2026, 12, 31)),
    task("Send the invitations", uid="vs-j", depends_on=("vs-b",)),
    task("Call the plumber", uid="vs-k", due=JANUARY_5),
    task("Read on the 30th", uid="vs-l", due=BadDate("2026-02-30")),
    task("Nobody accepted this", uid="p-m", due=JANUARY_5, status=Status.PROPOSED),
    task("An old one", uid="vs-n", due=JANUARY_5, live=False),
]

_DUE_AT = {"vs-k": datetime(2026, 1, 5, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))}
_PARENT = {"vs-j": "vs-e"}


@dataclass(frozen=True)
class Meant:
    """One component as it was meant: days and moments in ISO 8601, moments in UTC."""

    kind: str
    uid: str
    summary: str
    status: str
    start: str | None = None
    due: str | None = None
    """Of an event: its exclusive end."""
    priority: int | None = None
    completed: str | None = None
    percent: int | None = None
    categories: tuple[str, ...] = ()
    parent: str | None = None
    description: str = "Note: Meetings/Kickoff.md"
    url: str = "obsidian://open?vault=Work&file=Meetings%2FKickoff"


_ASK = "Ask Ana, Bo; and Cy: costs\\n?"
_ASK_PLACE = {
    "description": "Note: Meetings/Kick-off, part 2; Q1.md\nHeading: Action items\nAssignee: Ana Ruiz, Bo Lind",
    "url": "obsidian://open?vault=Work&file=Meetings%2FKick-off%2C%20part%202%3B%20Q1%23%5Evs-a",
    "categories": ("q1", "work/costs"),
}
_WATER = {"description": "Note: Meetings/Kickoff.md\nRepeats: every week"}

TODOS = [
    Meant("VTODO", "vs-a@vault-1", _ASK, "NEEDS-ACTION", due="2026-01-05", priority=3, **_ASK_PLACE),
    Meant("VTODO", "vs-b@vault-1", "Think about it", "NEEDS-ACTION"),
    Meant(
        "VTODO",
        "vs-c@vault-1",
        "Book the room",
        "COMPLETED",
        due="2026-01-05",
        completed="2026-01-04T11:00:00Z",
        percent=100,
    ),
    Meant("VTODO", "vs-d@vault-1", "Order the cake", "CANCELLED", due="2026-01-05", priority=9),
    Meant(
        "VTODO",
        "vs-e@vault-1",
        "Write the draft",
        "IN-PROCESS",
        start="2026-01-02",
        due="2026-02-28",
        priority=1,
    ),
    Meant("VTODO", "vs-f@vault-1", "Start and be done", "NEEDS-ACTION", due="2026-01-05", priority=5),
    Meant("VTODO", "vs-g@vault-1", "Wait for the answer", "NEEDS-ACTION", start="2026-01-08", due="2026-01-09"),
    Meant("VTODO", "vs-h@vault-1", "Water the plants", "NEEDS-ACTION", due="2026-01-05", priority=7, **_WATER),
    Meant("VTODO", "vs-i@vault-1", JAPANESE, "NEEDS-ACTION", due="2026-12-31"),
    Meant("VTODO", "vs-j@vault-1", "Send the invitations", "NEEDS-ACTION", parent="vs-e@vault-1"),
    Meant("VTODO", "vs-k@vault-1", "Call the plumber", "NEEDS-ACTION", due="2026-01-05T08:30:00Z"),
    Meant("VTODO", "vs-l@vault-1", "Read on the 30th", "NEEDS-ACTION"),
]


def _event(name: str, summary: str, start: str, end: str, **more) -> Meant:
    return Meant("VEVENT", f"vs-{name}@vault-1", f"☐ {summary}", "CONFIRMED", start=start, due=end, **more)


EVENTS = [
    _event("a-due", _ASK, "2026-01-05", "2026-01-06", **_ASK_PLACE),
    _event("e-due", "Write the draft", "2026-02-28", "2026-03-01"),
    _event("f-due", "Start and be done", "2026-01-05", "2026-01-06"),
    _event("g-due", "Wait for the answer", "2026-01-09", "2026-01-10"),
    _event("h-due", "Water the plants", "2026-01-05", "2026-01-06", **_WATER),
    _event("h-due.20260112", "Water the plants", "2026-01-12", "2026-01-13", **_WATER),
    _event("i-due", JAPANESE, "2026-12-31", "2027-01-01"),
    _event("k-due", "Call the plumber", "2026-01-05T08:30:00Z", "2026-01-05T09:00:00Z"),
]

_RINGING = with_context(
    alarms=(Alarm(before=timedelta(hours=15)), Alarm(before=timedelta(days=1), at=time(20))), include_proposed=True
)
_RINGING_TASKS = [
    task("Catch the train (@2026-03-30 07:05)", uid="vs-p"),
    task("Renew the passport", uid="vs-q", due=date(2026, 3, 29)),
    task("Perhaps a walk", uid="vs-r", due=date(2026, 3, 28), status=Status.PROPOSED),
]
_MERGED = RegisterRow(
    uid="p-old",
    keys=("p-old",),
    named=0,
    path="Meetings/Kickoff.md",
    line=4,
    words="renew the passport, soon",
    summary="Renew the passport, soon",
    due="2026-03-29",
    recurrence="",
    decided=False,
    shown=True,
    digest="1:",
    sequence=1,
    changed="20260301T120000Z",
    into="vs-q",
)
_NOTHING_MORE = {"description": None, "url": None}

RINGING = [
    Meant("VTODO", "vs-p@vault-1", "Catch the train", "NEEDS-ACTION", due="2026-03-30T05:05:00Z"),
    Meant("VTODO", "vs-q@vault-1", "Renew the passport", "NEEDS-ACTION", due="2026-03-29"),
    Meant("VTODO", "vs-r@vault-1", "Perhaps a walk", "NEEDS-ACTION", due="2026-03-28", categories=("proposed",)),
    Meant("VTODO", "p-old@vault-1", "Renew the passport, soon", "CANCELLED", parent="vs-q@vault-1", **_NOTHING_MORE),
    _event("p-due", "Catch the train", "2026-03-30T05:05:00Z", "2026-03-30T05:35:00Z"),
    _event("q-due", "Renew the passport", "2026-03-29", "2026-03-30"),
    Meant(
        "VEVENT",
        "vs-r-due@vault-1",
        "☐ Perhaps a walk",
        "TENTATIVE",
        start="2026-03-28",
        due="2026-03-29",
        categories=("proposed",),
    ),
    Meant(
        "VEVENT",
        "p-old-due@vault-1",
        "Renew the passport, soon",
        "CANCELLED",
        start="2026-03-29",
        due="2026-03-30",
        **_NOTHING_MORE,
    ),
]

MEANT = {"tasks.ics": TODOS, "events.ics": EVENTS, "all.ics": TODOS + EVENTS, "ringing.ics": RINGING}


def feeds() -> dict[str, bytes]:
    """The golden feeds as they are rendered now, by file name."""
    todos, events = [], []
    for one in TASKS:
        due_at = _DUE_AT.get(one.uid)
        todos.append(render_todo(one, CONTEXT, revision=SECOND, parent=_PARENT.get(one.uid, ""), due_at=due_at))
        events.append(render_event(one, CONTEXT, due_at=due_at))
        if one.speaker.said.recurrence:
            events += render_instances(one, [date(2026, 1, 12)], CONTEXT)
    ringing = [render(one, _RINGING) for one in _RINGING_TASKS for render in (render_todo, render_event)]
    ringing += cancelled(_MERGED, Kind.ALL, _RINGING)
    shown = [component for component in todos if component], [component for component in events if component]
    return {
        "tasks.ics": calendar("Work: tasks", shown[0]),
        "events.ics": calendar("Work: days", shown[1]),
        "all.ics": calendar("Work", shown[0] + shown[1], description="Tasks, and the days they are due"),
        "ringing.ics": calendar("Work: alarms", [component for component in ringing if component]),
    }
