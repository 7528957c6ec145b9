"""A byte lint for the calendars that vaultsync writes.

Stricter than RFC 5545 where a reader is weaker than it: of sixteen readers all
took a raw newline in a DESCRIPTION for the start of an unknown property, so
only the names that vaultsync itself writes are allowed.
"""

import re

_NAMES = re.compile(
    "ACTION|BEGIN|CALSCALE|CATEGORIES|CLASS|COLOR|COMPLETED|CREATED|DESCRIPTION|DTEND|DTSTAMP|DTSTART|DUE|END"
    "|LAST-MODIFIED|NAME|PERCENT-COMPLETE|PRIORITY|PRODID|REFRESH-INTERVAL|RELATED-TO|SEQUENCE|SOURCE|STATUS|SUMMARY"
    "|TRANSP|TRIGGER|UID|URL|VERSION|X-APPLE-CALENDAR-COLOR|X-PUBLISHED-TTL|X-WR-CALDESC|X-WR-CALNAME"
    "|X-VAULTSYNC-(?:ASSIGNEE|DEPENDS-ON|LINE|PATH|RECURRENCE|REV|SCHEDULED|SOURCE|START|STATUS)"
)

_CONTENT_LINE = re.compile(r"(?P<name>[A-Z-]+)(?:;[A-Z-]+=[A-Za-z-]+)*:(?P<value>.+)", re.DOTALL)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

_TEXT = re.compile("CATEGORIES|DESCRIPTION|NAME|SUMMARY|UID|X-WR-CALNAME|X-VAULTSYNC-(?:ASSIGNEE|PATH|RECURRENCE)")
"""Properties whose value is text: every comma, semicolon and backslash in it is escaped, but between categories."""


def complaints(feed: bytes) -> list[str]:
    """Return what is wrong with a calendar, in words; nothing for a clean one."""
    found = []
    if not feed.endswith(b"\r\n"):
        found.append("it does not end in CRLF")
    rows = feed.removesuffix(b"\r\n").split(b"\r\n")
    for number, row in enumerate(rows, start=1):
        found += [f"line {number}: {what}" for what in _row_complaints(row)]
    lines = re.sub(rb"\r\n[ \t]", b"", feed).decode("utf-8", "replace").removesuffix("\r\n").split("\r\n")
    for line in lines:
        found += [f"{line[:40]!r}: {what}" for what in _line_complaints(line)]
    return found + _nesting_complaints(lines)


def _row_complaints(row: bytes) -> list[str]:
    found = []
    if len(row) > 75:
        found.append(f"{len(row)} octets")
    if not row.strip():
        found.append("blank")
    if b"\n" in row or b"\r" in row:
        found.append("a bare line break")
    if row.endswith((b" ", b"\t")):
        found.append("ends in a blank")
    if row.startswith((b"  ", b" \t", b"\t")):
        found.append("a fold before a blank")
    try:
        row.decode()
    except UnicodeDecodeError:
        found.append("not UTF-8 by itself: a fold inside a character?")
    return found


def _line_complaints(line: str) -> list[str]:
    found = []
    if _CONTROL.search(line):
        found.append("a control character")
    match = _CONTENT_LINE.fullmatch(line)
    if match is None:
        return [*found, "no content line"]
    name, value = match["name"], match["value"]
    if not _NAMES.fullmatch(name):
        found.append("a name that vaultsync does not write")
    if _TEXT.fullmatch(name):
        bare = re.sub(r"\\[\\;,n]", "", value)
        if "\\" in bare:
            found.append("an escape that RFC 5545 does not know")
        if ";" in bare or ("," in bare and name != "CATEGORIES"):
            found.append("an unescaped comma or semicolon")
    return found


def _nesting_complaints(lines: list[str]) -> list[str]:
    open_ones: list[str] = []
    for line in lines:
        if line.startswith("BEGIN:"):
            open_ones.append(line[6:])
        elif line.startswith("END:") and (not open_ones or open_ones.pop() != line[4:]):
            return [f"{line!r} ends what it did not begin"]
    return [f"{name} does not end" for name in open_ones]
