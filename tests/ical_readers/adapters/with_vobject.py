"""vobject (PyPI), with its own validation: print the components of a file as JSON."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import vobject

KINDS = {"vtodo": "VTODO", "vevent": "VEVENT"}


def when(component, name):
    found = component.contents.get(name)
    if not found:
        return None
    value = found[0].value
    if isinstance(value, str):
        value = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value.isoformat()


def words(component, name):
    found = component.contents.get(name)
    return found[0].value if found else None


def number(component, name):
    value = words(component, name)
    return None if value is None else int(value)


components = []
calendar = vobject.readOne(Path(sys.argv[1]).read_bytes().decode())
calendar.validate(raiseException=True)
for kind, found in calendar.contents.items():
    if kind not in KINDS:
        continue
    components += [
        {
            "kind": KINDS[kind],
            "uid": words(component, "uid"),
            "summary": words(component, "summary"),
            "status": words(component, "status"),
            "start": when(component, "dtstart"),
            "due": when(component, "due") or when(component, "dtend"),
            "priority": number(component, "priority"),
            "completed": when(component, "completed"),
            "percent": number(component, "percent-complete"),
            "categories": sorted(words(component, "categories") or []),
            "parent": words(component, "related-to"),
            "description": words(component, "description"),
            "url": words(component, "url"),
        }
        for component in found
    ]
json.dump(components, sys.stdout)
