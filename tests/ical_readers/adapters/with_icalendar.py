"""icalendar (PyPI): print the components of a file as JSON."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from icalendar import Calendar


def when(component, name):
    if name not in component:
        return None
    value = component[name].dt
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value.isoformat()


def words(component, name):
    return str(component[name]) if name in component else None


def number(component, name):
    return int(component[name]) if name in component else None


components = []
for component in Calendar.from_ical(Path(sys.argv[1]).read_bytes()).subcomponents:
    if component.errors:
        sys.exit(f"errors: {component.errors}")
    categories = component["CATEGORIES"].cats if "CATEGORIES" in component else []
    components.append(
        {
            "kind": component.name,
            "uid": words(component, "UID"),
            "summary": words(component, "SUMMARY"),
            "status": words(component, "STATUS"),
            "start": when(component, "DTSTART"),
            "due": when(component, "DUE") or when(component, "DTEND"),
            "priority": number(component, "PRIORITY"),
            "completed": when(component, "COMPLETED"),
            "percent": number(component, "PERCENT-COMPLETE"),
            "categories": sorted(map(str, categories)),
            "parent": words(component, "RELATED-TO"),
            "description": words(component, "DESCRIPTION"),
            "url": words(component, "URL"),
        }
    )
json.dump(components, sys.stdout)
