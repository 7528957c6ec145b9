"""What a note says about itself, from its frontmatter, its name and its source link."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vaultsync.core.late import Late
from vaultsync.core.model import BadDate, NoteFacts, Source
from vaultsync.core.notation.dates import date_in, read_date
from vaultsync.core.notes.mojibake import repair
from vaultsync.core.text import decode

if TYPE_CHECKING:
    from vaultsync.core.notes.frontmatter import Odd, Values

_DAY = Late(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
# No link reaches over a line or into another link: looking further costs n² in a text of open brackets.
_SOURCE_LINK = re.compile(rb"Sources?:\*{0,2} *\[\[([^\[\]|#^\r\n]+)[^\[\]\r\n]*\]\]")
_LINK = Late(r"\[\[([^\[\]|#^]*+)(?:[#^][^\[\]|]*+)?(?:\|([^\[\]]*+))?\]\]")
_LISTED = Late(r"(?:\[\[[^\[\]]*\]\]|[^,])+")
_PLACEHOLDER = ("{{", "<%")
_WORDS = ("type", "person", "account", "project")
_LISTS = ("participants", "tags", "aliases")
KEYS = frozenset(("title", "date", "source", "source_ref", *_WORDS, *_LISTS))
"""What of a frontmatter becomes a fact, in lower case."""


def note_facts(path: str, values: "Values", *, link: str = "", odd: "Odd", not_live_because: str = "") -> NoteFacts:
    """Gather the facts of one note; each is optional, and each may be of the wrong type.

    Args:
        path: Relative to the vault, with `/`.
        values: The frontmatter, keys in lower case.
        link: The target of its `*Source: [[…]]*` line.
        odd: Told of every value that cannot be what its key says.
        not_live_because: Why the note's lines can ask for no work, if they cannot.
    """
    return facts_of(path, kept_facts(path, values, link=link, odd=odd), not_live_because)


def kept_facts(path: str, values: "Values", *, link: str, odd: "Odd") -> dict[str, Any]:
    """Return the same facts as plain values, those that are not empty, always in the same order."""
    name = path.rpartition("/")[2]
    stem = name[:-3] if name.lower().endswith(".md") else name
    kept: dict[str, Any] = {"title": _text(values, "title", odd) or stem}
    if values:
        for key in _WORDS:
            if key in values and (text := _text(values, key, odd)):
                kept[key] = text.lower() if key == "type" else text
        for key in _LISTS:
            if key in values and (texts := _texts(values, key, odd, split=key == "tags")):
                kept[key] = [text.lstrip("#") for text in texts] if key == "tags" else list(texts)
    if noted_on := _noted_on(values, stem, odd):
        kept["noted_on"] = noted_on.isoformat()
    source = [_text(values, "source", odd), _text(values, "source_ref", odd), link]
    if any(source):
        kept["source"] = source
    return kept


def facts_of(path: str, kept: Mapping[str, Any], not_live_because: str) -> NoteFacts:
    """Return the facts of which `kept_facts` made plain values."""
    kind, ref, link = kept.get("source", ("", "", ""))
    noted_on = kept.get("noted_on")
    rest: dict[str, Any] = {key: kept[key] for key in ("title", *_WORDS) if key in kept}
    rest |= {key: tuple(kept[key]) for key in _LISTS if key in kept}
    return NoteFacts(
        path=path,
        noted_on=date.fromisoformat(noted_on) if noted_on else None,
        source=Source(kind=kind, ref=ref, link=link),
        live=not not_live_because,
        not_live_because=not_live_because,
        **rest,
    )


def source_link(data: bytes, start: int = 0) -> str:
    """Return the target of a link on a line that begins with `Source:`, after white space, `>` and up to two `*`.

    Args:
        data: A note.
        start: Where its frontmatter ends.
    """
    # The word first, then what stands before it: to look at every line's beginning takes seven times as long.
    for link in _SOURCE_LINK.finditer(data, start):
        before = link.start()
        for _ in range(2):
            before -= data.startswith(b"*", before - 1) and before > start
        while before > start and data[before - 1] in b" \t>":
            before -= 1
        if before == start or data[before - 1] in b"\r\n":
            return repair(decode(link[1])).strip()
    return ""


def _noted_on(values: "Values", stem: str, odd: "Odd") -> date | None:
    written = _text(values, "date", odd)
    if written:
        match = _DAY().match(written)
        found = _day(match[1], match[2], match[3]) if match else BadDate(written)
        if not isinstance(found, BadDate):
            return found
        if not any(sign in written for sign in _PLACEHOLDER):
            odd("bad-note-date", f"the note's date is no day: {written[:40]}")
    return date_in(stem)


@lru_cache(maxsize=4_000)
def _day(year: str, month: str, day: str) -> date | BadDate:
    return read_date(f"{year}-{int(month):02}-{int(day):02}")


def _text(values: "Values", key: str, odd: "Odd") -> str:
    value = values.get(key)
    if value is None:
        return ""
    if type(value) is str:
        return plain(repair(value))
    text = _one_text(value)
    if text is None and isinstance(value, list) and len(value) == 1:
        text = _one_text(value[0])
    if text is None:
        odd("frontmatter-type", f"`{key}` should be one text")
    return text or ""


def _texts(values: "Values", key: str, odd: "Odd", *, split: bool = False) -> tuple[str, ...]:
    value = values.get(key)
    if value is None:
        return ()
    parts: list[Any]
    if type(value) is list and all(type(part) is str for part in value):
        # The same names stand in many notes.
        return tuple(dict.fromkeys(text for text in map(_shown, value) if text))
    if isinstance(value, str):
        parts = re.split(r"[,\s]+", value) if split else _LISTED().findall(value)
    elif isinstance(value, list):
        parts = [value] if _one_text(value) is not None else value
    else:
        parts = [value]
    texts = [_one_text(part) for part in parts if part is not None]
    if None in texts:
        odd("frontmatter-type", f"`{key}` should be a list of texts")
    return tuple(dict.fromkeys(text for text in texts if text))


def _one_text(value: Any) -> str | None:
    """Return what a value says as one text, or None: an unquoted `[[Ana Ruiz]]` is to YAML a list in a list."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        words = value[0]
        value = f"[[{', '.join(words)}]]" if words and all(isinstance(word, str) for word in words) else None
    return plain(repair(value)) if isinstance(value, str) else None


@lru_cache(maxsize=10_000)
def _shown(text: str) -> str:
    return plain(repair(text))


def plain(text: str) -> str:
    """Return a text with its wikilinks replaced by what they show: an alias, else the name of the note."""
    if "[[" in text:
        text = _LINK().sub(lambda match: match[2] or match[1].rpartition("/")[2], text)
    return text.strip()
