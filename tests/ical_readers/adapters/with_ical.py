"""ical (PyPI), the parser of Home Assistant: print the components of a file as JSON.

It does not know PERCENT-COMPLETE.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream


def when(value):
    if value is None:
        return None
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value.isoformat()


calendar = IcsCalendarStream.calendar_from_ics(Path(sys.argv[1]).read_bytes().decode())
components = [
    {
        "kind": kind,
        "uid": one.uid,
        "summary": one.summary,
        "status": one.status.value,
        "start": when(one.dtstart),
        "due": when(one.due if kind == "VTODO" else one.dtend),
        "priority": one.priority,
        "categories": sorted(one.categories),
        "parent": one.related_to[0].uid if one.related_to else None,
        "description": one.description,
        "url": str(one.url) if one.url else None,
    }
    | ({"completed": when(one.completed)} if kind == "VTODO" else {})
    for kind, found in (("VTODO", calendar.todos), ("VEVENT", calendar.events))
    for one in found
]
json.dump(components, sys.stdout)
