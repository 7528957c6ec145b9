"""The messages of an exported mail thread, and the turns of a transcript, whatever became of their line ends.

An export is a title, a list of what it is (`- Exported: …`), a rule, then each message under
`## 2025-12-27 17:15:37 — Name <address>` with `**Subject:** …` and its body. A transcript has its turns as
`**Name** [00:01:30]: …`.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from vaultsync.core.late import Late
from vaultsync.core.notes.mojibake import repair

_LINE_END: Final = Late(r"\r\n|\r")
_MOMENT: Final = (
    r"##[ \t]{1,8}(?P<sent>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)"
    r"[ \t]{1,8}[—–-]{1,3}[ \t]{1,8}"
)
_WHO: Final = r"(?P<who>[^\n<>]{0,200}<[^\n<>]{0,320}>)"
_HEADING: Final = Late(rf"^{_MOMENT}(?:{_WHO}|(?P<name>[^\n]{{0,200}})$)", re.MULTILINE)
_FLOWING: Final = Late(rf"(?<!#){_MOMENT}{_WHO}")
_TURN: Final = Late(r"^\*\*(?P<who>[^*\n]{1,100})\*\*[ \t]{0,8}\[\d{1,2}:\d\d(?::\d\d)?\]:?", re.MULTILINE)
_ADDRESS: Final = Late(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>\s*\Z")
_SUBJECT: Final = Late(r"\s*(?:\*\*Subject:\*\*|Subject:)[ \t]*")
_TITLE: Final = Late(r"#[ \t]+(.*)")
# Only what tells nothing of the thread: whoever writes more above it is read as a message.
_FACT: Final = r"[-*] [\w ]{1,40}:[\d :+.TZ-]{0,40}"
_HEAD_ROW: Final = Late(rf"{_FACT}|-{{3,}}")
_FLOWING_HEAD: Final = Late(rf"#[ \t][^#]*?(?:[ \t]{{0,8}}{_FACT}){{0,6}}[ \t]{{0,8}}-{{3,80}}")
_FLOWING_TITLE: Final = Late(r"#[ \t](.*?)[ \t]{0,8}(?:[-*] (?:Exported|Messages):|---(?!\S))")
_GREETING: Final = Late(
    r"\b(?:Dear|Hello|Hi|Hey|Good (?:morning|afternoon|evening|day)|Hallo|Liebe[rs]?|Guten|Sehr geehrte|Hola"
    r"|Estimad[oa]s?|Bonjour|Ch[eè]re?)\b"
)
_REPLY: Final = Late(r"\s*(?:(?:re|fwd?|aw|wg|antw|sv)\s?:\s*)+", re.IGNORECASE)
_MAX_SUBJECT: Final = 200
_MAX_HEAD: Final = 1000
_CLOSING: Final = "\"”’'!?.)]"


class Message(NamedTuple):
    """One message of a thread, one turn of a transcript, or a text that is neither."""

    sent: datetime | None
    """As the export says, without a time zone unless it names one; None if it does not say, or no such time exists."""

    sender: str
    address: str
    subject: str
    """Its own subject, else the title of the file."""

    body: str
    """Without white space around it; line ends are LF, bytes that are no UTF-8 are U+FFFD."""

    line: int
    """Line number of its heading in the file; the first line is 1."""


def messages(data: bytes) -> tuple[Message, ...]:
    """Return the messages of a file in its order; whatever the bytes are, this does not raise.

    What stands before the first message, and is not the export's own head, is a message without sender, and so is
    a file that has none. A file without any text has no messages. Time grows with the length of the file.

    Args:
        data: The file, its line ends LF, CRLF, lone CR or lost.
    """
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    if "\r" in text:
        text = _LINE_END().sub("\n", text)
    text = repair(text)
    return tuple(_read(text, _properties_end(text)))


def _properties_end(text: str) -> int:
    """Return the offset behind the frontmatter, 0 where what stands between rules is no properties but text."""
    if not text.startswith(("---", "\ufeff---")):
        return 0
    # Most exports have none.
    from vaultsync.core.notes.frontmatter import BrokenFrontmatter, frontmatter_end, read_frontmatter

    end = frontmatter_end(text)
    try:
        return end if end and read_frontmatter(text[:end]) else 0
    except BrokenFrontmatter:
        return 0


def _read(text: str, begin: int) -> Iterator[Message]:
    starts = list(_HEADING().finditer(text, begin)) or list(_TURN().finditer(text, begin))
    starts = starts or list(_FLOWING().finditer(text, begin))
    above = text[begin : starts[0].start() if starts else len(text)].strip()
    title = _title(above)
    line = 1 + text.count("\n", 0, begin)
    if above and not (starts and _is_head(above)):
        yield Message(None, "", "", title, above, line)
    counted = begin
    # The text's own end stands for the heading behind the last one.
    ends = [*(start.start() for start in starts), len(text)][1:]
    for match, behind in zip(starts, ends, strict=True):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        given = match.groupdict()
        name, address = _sender(given["who"] or given["name"])
        subject, body = _subject(text[match.end() : behind], title)
        sent = _moment(given["sent"]) if "sent" in given else None
        yield Message(sent, name, address, subject, body.strip(), line)


def _title(above: str) -> str:
    """Return the title of a file; where its line ends are lost, it goes up to the list of what the export is."""
    row = above.split("\n", 1)[0]
    found = _flowing_title(row) or _TITLE().match(row)
    return found[1].strip() if found else ""


def _flowing_title(row: str) -> re.Match[str] | None:
    """Find the title in a row that goes on with what the export is."""
    goes_on = "---" in row or "Exported:" in row or "Messages:" in row
    return _FLOWING_TITLE().match(row) if goes_on else None


def _is_head(above: str) -> bool:
    """Whether this is only the head of an export: its title, list and rule."""
    first, *rows = [row.strip() for row in above.split("\n") if row.strip()]
    if _flowing_title(first):
        return not rows and len(first) <= _MAX_HEAD and bool(_FLOWING_HEAD().fullmatch(first))
    rest = rows if _TITLE().fullmatch(first) else [first, *rows]
    return all(map(_HEAD_ROW().fullmatch, rest))


def _sender(who: str) -> tuple[str, str]:
    found = _ADDRESS().fullmatch(who.strip())
    name, address = (found["name"], found["address"]) if found else (who, "")
    return name.strip().strip('"'), address.strip().removeprefix("mailto:")


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None


def _subject(text: str, title: str) -> tuple[str, str]:
    """Split what stands behind a heading into the subject and the body."""
    marker = _SUBJECT().match(text)
    if not marker:
        return title, text
    rest = text[marker.end() :]
    if text.lstrip(" \t").startswith("\n"):
        subject, _, body = rest.partition("\n")
        return subject.strip(), body
    end = _end_of_title(rest, title)
    if end is None:
        greeting = _GREETING().search(rest, 0, _MAX_SUBJECT)
        end = greeting.start() if greeting else None
    return (title, rest) if end is None else (rest[:end].strip(), rest[end:])


def _end_of_title(text: str, title: str) -> int | None:
    """Return how far a text repeats a title, letter by letter: an export's title is its subject without the signs."""
    wanted = [sign for sign in _REPLY().sub("", title, count=1).casefold() if sign.isalnum()]
    reply = _REPLY().match(text)
    at = reply.end() if reply else 0
    for letter in wanted:
        while at < len(text) and not text[at].isalnum():
            at += 1
        if at >= len(text) or text[at].casefold() != letter:
            return None
        at += 1
    if not wanted:
        return None
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return at
