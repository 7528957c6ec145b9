"""Times of day behind a due date: `📅 2026-01-05 14:00`, `[due:: 2026-01-05 14:00]`, `(@2026-01-05 14:00)`.

The Tasks plugin has days only: a date with a time behind it is none to it, and
stays in the description. So what is understood here takes nothing from what the
plugin reads. The third form is the Obsidian Reminder plugin's.
"""

import re
from datetime import date, datetime

from vaultsync.core.model import Statement

_MOMENT = r"(?P<{0}day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[ T](?P<{0}time>[0-9]{{1,2}}:[0-9]{{2}})"
_TIMED = re.compile(
    rf"[📅📆🗓]\ufe0f? *{_MOMENT.format('a')}(?![0-9:])"
    rf"|[\[(] *due:: *{_MOMENT.format('b')} *[\])]"
    rf"|\(@{_MOMENT.format('c')}\)"
)


def due_moment(said: Statement) -> datetime | None:
    """Return the moment at which a line is due, without a time zone; None if it names no time of day.

    The leftmost that the calendar has counts. Where the plugin reads a due date
    of another day, that day stands, and the time belongs to something else.
    """
    if ":" not in said.description:
        return None
    for match in _TIMED.finditer(said.description):
        moment = _moment(match)
        if moment is not None and (said.due is None or (isinstance(said.due, date) and said.due == moment.date())):
            return moment
    return None


def split_times(text: str) -> tuple[str, str]:
    """Return a text with a blank in place of every letter of a time, and the times as typed.

    Only times that the calendar has are taken out; offsets stay true.
    """
    if ":" not in text:
        return text, ""
    typed: list[str] = []

    def blank(match: re.Match[str]) -> str:
        if _moment(match) is None:
            return match[0]
        typed.append(match[0])
        return " " * len(match[0])

    return _TIMED.sub(blank, text), " ".join(typed)


def _moment(match: re.Match[str]) -> datetime | None:
    day = match["aday"] or match["bday"] or match["cday"]
    time = match["atime"] or match["btime"] or match["ctime"]
    try:
        return datetime.fromisoformat(f"{day}T{time:0>5}")
    except ValueError:
        return None
