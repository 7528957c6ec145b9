"""libical (Debian: gir1.2-ical-3.0, python3-gi), with its restriction check: print the components of a file as JSON."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - the version must be asked for first


def properties(component):
    found = {}
    kind = ICalGLib.PropertyKind.ANY_PROPERTY
    one = component.get_first_property(kind)
    while one:
        found.setdefault(one.get_property_name(), []).append(one)
        one = component.get_next_property(kind)
    return found


def raw(found, name):
    return found[name][0].get_value_as_string() if name in found else None


def when(found, name):
    value = raw(found, name)
    if value is None:
        return None
    day = f"{value[:4]}-{value[4:6]}-{value[6:8]}"
    return f"{day}T{value[9:11]}:{value[11:13]}:{value[13:15]}Z" if "T" in value else day


def number(found, name):
    value = raw(found, name)
    return None if value is None else int(value)


calendar = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_bytes().decode())
if calendar.count_errors() or not ICalGLib.restriction_check(calendar) or "X-LIC-ERROR" in calendar.as_ical_string():
    sys.exit(calendar.as_ical_string())
components = []
for kind in ("VTODO", "VEVENT"):
    code = getattr(ICalGLib.ComponentKind, f"{kind}_COMPONENT")
    component = calendar.get_first_component(code)
    while component:
        found = properties(component)
        components.append(
            {
                "kind": kind,
                "uid": component.get_uid(),
                "summary": component.get_summary(),
                "status": raw(found, "STATUS"),
                "start": when(found, "DTSTART"),
                "due": when(found, "DUE") or when(found, "DTEND"),
                "priority": number(found, "PRIORITY"),
                "completed": when(found, "COMPLETED"),
                "percent": number(found, "PERCENT-COMPLETE"),
                "categories": sorted(one.get_value_as_string() for one in found.get("CATEGORIES", [])),
                "parent": raw(found, "RELATED-TO"),
                "description": component.get_description(),
                "url": raw(found, "URL"),
            }
        )
        component = calendar.get_next_component(code)
json.dump(components, sys.stdout)
