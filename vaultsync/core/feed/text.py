"""Text for iCalendar: what may stand in a value, how it is escaped, where a line is folded.

RFC 5545, 3.1 (content lines) and 3.3.11 (TEXT).
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

LIMIT = 75
"""Octets of a content line, without its CRLF (RFC 5545, 3.1)."""

_BREAKS = "\n\v\f\r\x85\u2028\u2029"

_OF_MOST_PATHS = re.compile("[A-Za-z0-9._~ /-]*")

_UNWANTED = re.compile(
    "\r\n|["
    "\x00-\x1f\x7f-\x9f"  # controls, C0 and C1
    "\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates: they can make a line show what it does not say
    "\ufeff\ufffe\uffff"
    "\ud800-\udfff"  # what was no UTF-8 in the note
    "]"
)


def clean(value: str) -> str:
    """Return the text that a reader shall get.

    Every kind of line break is a newline: some readers split at U+2028 or
    U+0085 too, and would take the rest of a title for a property. A tab is a
    blank, a byte that was no UTF-8 is U+FFFD; other control characters, byte
    order marks and bidirectional overrides are left out.
    """
    # Nothing unwanted is printable, and most text is: this saves the search.
    return value if value.isprintable() else _UNWANTED.sub(_substitute, value)


def text(value: str) -> str:
    """Return a value of type TEXT: cleaned, with `\\`, `;`, `,` and newline escaped (RFC 5545, 3.3.11)."""
    value = value if value.isprintable() else clean(value)
    if "," in value or ";" in value or "\\" in value or "\n" in value:
        return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return value


def one_line(value: str) -> str:
    """Return the cleaned text with every run of white space as one blank."""
    return value if in_single_blanks(value) else " ".join(clean(value).split())


def in_single_blanks(value: str) -> bool:
    """Whether a text is printable throughout, and its only white space is single blanks between words."""
    return value.isprintable() and "  " not in value and value.strip(" ") == value


def uri(value: str) -> str:
    """Return a value of type URI: everything that a URI cannot hold is percent-encoded, and `,` and `;` too.

    Some readers split any value at an unescaped comma or semicolon. What is
    percent-encoded already stays as it is.
    """
    return quote(value, safe=":/?#[]@!$&'()*+=%~", errors="replace")


def parameter_of_uri(value: str) -> str:
    """Return a text for use inside a URI, percent-encoded whole; lone surrogates become `?`."""
    if value.isascii() and value.replace("-", "").isalnum():
        return value  # as block ids are
    if _OF_MOST_PATHS.fullmatch(value):
        return value.replace(" ", "%20").replace("/", "%2F")
    return quote(value, safe="", errors="replace")


def content(lines: Iterable[str]) -> bytes:
    """Return content lines as bytes: UTF-8, folded, each ended by CRLF."""
    return "".join(map(piece, lines)).encode()


def piece(line: str) -> str:
    """Return one content line as components are put together of: folded, ended by CRLF."""
    # Most lines need no folding: this saves looking at their octets.
    return f"{line}\r\n" if len(line) <= LIMIT and line.isascii() else f"{fold(line)}\r\n"


def fold(line: str) -> str:
    """Return one content line, folded so that no part is longer than 75 octets.

    A fold never stands inside a UTF-8 character: readers that decode before
    they unfold would fail. Nor does it touch a blank as long as there is
    another place: editors and mail gateways trim the ends of lines.
    """
    if line.isascii():
        return line if len(line) <= LIMIT else _fold_ascii(line)
    data = line.encode()
    if len(data) <= LIMIT:
        return line
    parts = []
    start, room = 0, LIMIT
    while len(data) - start > room:
        cut = start + room
        # Most places are good ones: between two bytes of ASCII that are no blanks.
        if not (0x20 < data[cut] < 0x80 and data[cut - 1] != 0x20):
            cut = _place_to_cut(data, start, cut)
        parts.append(data[start:cut])
        start, room = cut, LIMIT - 1
    return b"\r\n ".join([*parts, data[start:]]).decode()


def _fold_ascii(line: str) -> str:
    """Fold a line whose characters are its octets."""
    folded = ""
    start, end = 0, LIMIT
    while end < len(line):
        cut = end if line[end] != " " != line[end - 1] else _place_to_cut(line.encode(), start, end)
        folded += f"{line[start:cut]}\r\n "
        start, end = cut, cut + LIMIT - 1
    return folded + line[start:]


def _place_to_cut(data: bytes, start: int, end: int) -> int:
    for cut in range(end, start, -1):
        if data[cut] & 0xC0 != 0x80 and data[cut] != 0x20 and data[cut - 1] != 0x20:
            return cut
    while data[end] & 0xC0 == 0x80:
        end -= 1
    return end


def _substitute(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "\t":
        return " "
    if sign[0] in _BREAKS:
        return "\n"
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else ""
