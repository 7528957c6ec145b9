"""What the index keeps of a plain task line: an answer only where nothing is ambiguous.

Most lines are words, an assignee, and then fields and tags with spaces between them. For these one
pattern and a few looks find the status and the title that `core.notation.line` and
`core.notation.people` would find, ten times faster, and know that nothing about the line is odd;
wherever they cannot prove that, they decline. That the two agree is a property of the tests.
"""

import re
from functools import lru_cache

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Status
from vaultsync.core.mojibake import repair
from vaultsync.core.notation.emoji import DATE_SIGNS, PRIORITIES, SIGNS
from vaultsync.core.notation.people import TAG

_HEAD = re.compile(r"[ \t>]*(?:[-*+]|[0-9]+[.)]) +\[([^\n\r\u2028\u2029])\] *")
_SIGN = re.compile("[" + "".join(sorted(SIGNS)) + "\ufe0f]")
# Fields and tags from the right, so everything stands backwards; only days that every year has, from the year 1000 on.
_DAY = (
    r"(?:(?:[1-9]0|[0-9]1|[0-8]2)-(?:[1-9]0|[0-2]1)|(?:92|03)-(?:[13-9]0|[0-2]1)|13-(?:[13578]0|[02]1))-[0-9]{3}[1-9]"
)
_FIELD = "|".join(
    (
        r"[a-zA-Z0-9/_;'+=~`\[\]\\-]+#",
        f"[{''.join(PRIORITIES)}]",
        f"{_DAY} +[{''.join(sorted(DATE_SIGNS))}]",
        r"[a-zA-Z0-9_-]+ +🆔",
        r"(?P<rule>[a-zA-Z0-9, !]+)🔁",
    )
)
_TAIL = re.compile(rf"(?:(?:{_FIELD})(?: +|\Z)){{0,20}}")
"""Up to twenty of them: so many the plugin's passes reach in any order."""

_BLOCK_ID = re.compile(r" \^[a-zA-Z0-9-]+\Z")

_MOST_NAMES = 6


def plain_line(text: str, conventions: Conventions) -> tuple[Status, str] | None:
    """Return the status and the title of a task line, or None where only the full reading can tell.

    Args:
        text: A line that is known to be a list item with a checkbox.
        conventions: Those of a vault that writes fields as emoji, with a task tag that is a `#tag` or empty.
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    body = text[head.end() :].rstrip(" ")
    if "^" in body:
        body = _BLOCK_ID.sub("", body).rstrip(" ")
    if not body.isprintable() or conventions.task_tag not in body:
        return None
    size = _where_fields_begin(body)
    words = body[:size]
    if not words.isascii() and (_SIGN.search(words) or repair(text) != text):
        return None
    proposed = _has_tag(conventions.proposed_tag, body, size)
    title = _title(words)
    if proposed is None or title is None:
        return None
    return conventions.status_by(head[1], proposed=proposed), title


def _where_fields_begin(body: str) -> int:
    """Return the offset of the fields and tags that end a body; its length if none do, or a rule among them is odd."""
    tail = _TAIL.match(body[::-1])
    if tail is None or (tail["rule"] and (body.count("🔁") > 1 or not _is_rule(tail["rule"][::-1].strip(" ")))):
        return len(body)
    return len(body) - tail.end()


@lru_cache(maxsize=1_000)
def _is_rule(text: str) -> bool:
    from vaultsync.core.notation.recurrence import read_rule

    return read_rule(text) is not None


def _has_tag(tag: str, body: str, size: int) -> bool | None:
    """Whether a tag stands behind the words; None if it stands elsewhere, or a longer one begins so."""
    wanted, lowered = tag.lower(), body.lower()
    if not wanted or wanted not in lowered:
        return False
    return True if f" {wanted} " in f" {lowered[size:]} " else None


def _title(words: str) -> str | None:
    """Return words without the tags among them and the assignee at their end; None if that is not sure."""
    if "#" in words:
        words = TAG.sub(" ", words)
    at = words.find("@")
    if at >= 0:
        name = words[at + 1 :].rstrip(" ").split(" ")
        if (at and words[at - 1] != " ") or len(name) > _MOST_NAMES or not all(map(_is_of_a_name, name)):
            return None
        words = words[:at]
    return " ".join(words.split())


def _is_of_a_name(word: str) -> bool:
    """Whether a word is part of a name wherever it stands: a capital, then letters, hyphens and the like."""
    if word.isalpha():
        return word[0].isupper()
    return (
        word[:1].isupper()
        and word[-1].isalpha()
        and not any(sign in word for sign in "@(:")
        and not word.endswith(("'s", "’s"))
    )
