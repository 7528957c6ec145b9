"""What was perhaps meant where filters share words: `tags include #a OR #b`, `(due OR scheduled) before today`."""

import re
from collections.abc import Callable
from typing import Final

from vaultsync.core.query.filter_reading import DATE_FIELDS, TEXT_FIELDS
from vaultsync.core.query.meant.nearest import Reader
from vaultsync.core.query.meant.parting import joined, operator, parts_of

_VERB: Final = re.compile(r".*?\b(?:(?:do(?:es)? not )?includes?|is(?: not)?)\b|priority\b", re.IGNORECASE)
"""What a filter begins with that goes for each of its words, where several are joined."""

_OF_TAGS: Final = re.compile(r"(tags? (?:do(?:es)? not )?includes?) +(\S.*)", re.IGNORECASE)
_NEITHER: Final = re.compile(r"no |\S+ (?:regex )?(?:is|do|does) not ", re.IGNORECASE)
"""Begins a filter that asks that something is not so: of several fields it then asks all."""

_AROUND_TAGS: Final = "()[]{}\"'“”„"
_FIELD: Final = rf"(?:{'|'.join((*DATE_FIELDS, 'starts', 'tags?', *map(re.escape, TEXT_FIELDS)))})"
_BETWEEN: Final = r"\s*(?:[,/]|&&?|\|\|?|\b(?i:and|or)\b)\s*"
_FIELDS: Final = rf"{_FIELD}(?:{_BETWEEN}{_FIELD})+"
_OF_FIELDS: Final = re.compile(
    rf"(?P<negated>not )?(?P<verb>has |no )?(?:\(\s*(?P<within>{_FIELDS})\s*\)|(?P<fields>{_FIELDS}))\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)

Mend = Callable[[str], str]
"""Returns the filter that was perhaps meant by a part of a line; empty if that cannot be told."""


def with_verb(line: str, reader: Reader, mend: Mend) -> str:
    """Return filters of which the others have the first one's words before theirs: `tags include a OR b`.

    What shall be neither a nor b, `is not a OR b`, must be both not a and not b. Between texts a comma or a small
    `or` may belong to what is looked for.
    """
    parts = parts_of(line)
    if not parts or not parts[0].strip() or parts[0].strip()[0] in '([{"':
        return ""
    first = parts[0] if reader.filters(parts[0]) else mend(parts[0])
    if not first.endswith(parts[0].split()[-1]):
        return ""  # what is looked for has become something else, such as `mine` a name
    verb = _VERB.match(first)
    typed = parts[1::2]
    if verb is None or (_may_be_text(verb[0]) and any(each in (",", ";", "and", "or") for each in typed)):
        return ""
    negated = "not" in verb[0].lower().split()
    if negated and first != parts[0]:
        return ""  # of `not tag #a OR #b` nobody knows what is negated
    filters = [first, *(part if part.startswith(verb[0]) else f"{verb[0]} {part}" for part in parts[2::2])]
    if not all(map(reader.filters, filters)):
        return ""
    return joined(filters, [_between(each, negated=negated) for each in typed], reader)


def _may_be_text(verb: str) -> bool:
    """Whether what stands behind a verb may have blanks and commas in it."""
    return "include" in verb.lower() and not _OF_TAGS.fullmatch(f"{verb} x")


def _between(typed: str, *, negated: bool) -> str:
    if negated and operator(typed) == "OR":
        return "AND"
    return "OR" if typed in (",", ";") and not negated else operator(typed)


def goes_for_words(line: str, reader: Reader) -> bool:
    """Whether what is joined to the first filter are single words, which are no filters by themselves."""
    others = parts_of(line)[2::2]
    return bool(others) and not any(" " in part or reader.filters(part) for part in others)


def with_each_field(line: str, reader: Reader, mend: Mend) -> str:
    """Return filters that ask several fields the same: `(due OR scheduled) before today`."""
    match = _OF_FIELDS.fullmatch(line)
    if match is None:
        return ""
    fields = match["within"] or match["fields"]
    if match["fields"] and reader.filters(re.split(_BETWEEN, fields)[0]):
        return ""  # `done and due today` begins with a filter
    typed = {each.strip() for each in re.findall(_BETWEEN, fields)}
    wanted = [f"{match['verb'] or ''}{field} {match['rest']}" for field in re.split(_BETWEEN, fields)]
    filters = [each if reader.filters(each) else mend(each) for each in wanted]
    if not all(map(reader.filters, filters)) or len(typed) > 1:
        return ""
    each_of = _NEITHER.match(filters[0]) or not typed.isdisjoint(("AND", "and", "And", "&", "&&"))
    whole = joined(filters, ["AND" if each_of else "OR"] * (len(filters) - 1), reader)
    if not match["negated"]:
        return whole
    return f"NOT ({whole})" if whole and reader.reads(f"NOT ({whole})") else ""


def of_tags(line: str, reader: Reader) -> tuple[str, ...]:
    """Return what was perhaps meant by a filter that looks for several tags as one text; empty if it does not.

    Which of both, where nothing but a blank or a comma parts them: any of the tags, or all of them.
    """
    match = _OF_TAGS.fullmatch(line)
    words = [bare for word in re.split(r"[\s,;]+", match[2]) if (bare := word.strip(_AROUND_TAGS))] if match else []
    between = {word.upper() for word in words if word.lower() in ("and", "or", "not")}
    filters = [f"{match[1]} {word}" for word in words if word.upper() not in between] if match else []
    if match is None or not filters or len(between) > 1 or "NOT" in between:
        return ()
    if len(filters) == 1:
        return tuple(filter(reader.reads, filters))
    operators = ("AND",) if _NEITHER.match(f"{match[1]} ") else tuple(between) or ("OR", "AND")
    return tuple(filter(None, (joined(filters, [each] * (len(filters) - 1), reader) for each in operators)))
