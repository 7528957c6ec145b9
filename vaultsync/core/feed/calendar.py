"""Components to one VCALENDAR (RFC 5545, 3.4; RFC 7986)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from vaultsync.core.feed.component import Component
from vaultsync.core.feed.moments import duration
from vaultsync.core.feed.text import content, one_line, text, uri

PRODID = "-//vaultsync//vaultsync//EN"

CLOSING = b"END:VCALENDAR\r\n"
"""What stands behind the components of a calendar."""

_BARE = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}")

_CSS_NAME = re.compile(r"[a-z]+")
_RGB = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in the two ways calendars want it: COLOR takes a CSS name only (RFC 7986, 5.9), Apple takes `#rrggbb`.

    Raises:
        ValueError: One of the two is not of its form.
    """

    name: str
    rgb: str

    def __post_init__(self) -> None:
        if not _CSS_NAME.fullmatch(self.name) or not _RGB.fullmatch(self.rgb):
            raise ValueError(f"{self.name!r}, {self.rgb!r}: not a CSS colour name and its #rrggbb")


STEELBLUE = Colour("steelblue", "#4682B4")


def calendar(
    name: str,
    components: Iterable[Component],
    *,
    description: str = "",
    colour: Colour = STEELBLUE,
    refresh: timedelta = timedelta(hours=1),
    source: str = "",
) -> bytes:
    """Return a calendar as it is served: the same bytes for the same components, in whatever order they come.

    It has no METHOD, which would bring the rules of iTIP upon it, and no UID of
    its own, which makes vdirsyncer take the whole feed for one item.

    Args:
        name: What calendars call it.
        components: Events, todos, or both.
        description: What calendars show besides the name.
        colour: What they draw it in, until the person chooses another.
        refresh: How often they are asked to fetch it again; most follow their own mind.
        source: The address it is served from.

    Raises:
        ValueError: Two components have one UID: some readers would keep one, some the other.
    """
    ordered = sorted(components, key=lambda component: component.uid)
    for one, other in pairwise(ordered):
        if one.uid == other.uid:
            raise ValueError(f"two components have the UID {one.uid}")
    head = opening(name, description=description, colour=colour, refresh=refresh, source=source)
    return b"".join([head, *(component.text for component in ordered), CLOSING])


def opening(name: str, *, description: str, colour: Colour, refresh: timedelta, source: str) -> bytes:
    """Return what stands before the components of a calendar: see `calendar`."""
    head = [*_BARE, "CALSCALE:GREGORIAN"]
    title = text(one_line(name))
    head += [f"NAME:{title}", f"X-WR-CALNAME:{title}"]
    if description:
        head += [f"DESCRIPTION:{text(description)}", f"X-WR-CALDESC:{text(description)}"]
    head += [f"COLOR:{colour.name}", f"X-APPLE-CALENDAR-COLOR:{colour.rgb}"]
    head += [f"REFRESH-INTERVAL;VALUE=DURATION:{duration(refresh)}", f"X-PUBLISHED-TTL:{duration(refresh)}"]
    if source:
        head.append(f"SOURCE;VALUE=URI:{uri(source)}")
    return content(head)


def alone(component: bytes) -> bytes:
    """Return a calendar of one component, as folders of calendars (vdir) and CalDAV have them."""
    return content(_BARE) + component + CLOSING
