"""Words of a query that count for nothing or for other than they seem to, and what was perhaps meant by them.

Of a date the plugin looks for days and takes no notice of the rest: `due befor today` is
`due on today`, and `before the day after tomorrow` is `before tomorrow`. What follows a key, an element or a
number is nothing to it: `sort by due desc` is `sort by due`. And of a text everything is looked for: `tags include
home OR work` finds the tags that have these three words in them.
"""

import re
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from vaultsync.core.late import Late
from vaultsync.core.query.english.moment import DAY, nearest_year
from vaultsync.core.query.errors import NOWHERE, Spot

_SPAN: Final = Late(
    r"(?:(?:in|during|over) )?(?:the )?(?:last|past|previous|next|coming) (?:\d+|[a-z]+) (?:day|week|month|year)s"
    r"|within (?:the )?(?:(?:last|past|next|coming) )?(?:\d+|[a-z]+) (?:day|week|month|year)s",
    re.IGNORECASE,
)
_NUMBERED: Final = Late(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2}))?(?![/-]|\.?\d)")
_PAST: Final = Late(r"(?:done|created|cancelled)\b", re.IGNORECASE)
_COMING: Final = Late(r"\b(?:next|coming)\b", re.IGNORECASE)
_WEEKEND: Final = Late(r"\b(?:last|this|next) (weekends?)\b", re.IGNORECASE)
_TAG: Final = Late(r"#[^\s#]*[^\W\d_][^\s#]*(?<!:)")
_PROJECT: Final = Late(r"##(?P<name>[^\s#]*[^\W\d_][^\s#]*(?<!:))")
"""A project with its subprojects, to Todoist."""

_JOINED: Final = Late(r"\s*((?<=\s)(?:AND|OR|XOR)(?=\s)|&&?|\|\|?)\s*")
_REVERSED: Final = ("desc", "desc.", "descending", "reversed", "z-a")
_OPERATOR: Final = Late(r" (AND NOT|OR NOT|AND|OR|XOR) ")
_QUOTED: Final = Late("[\"“„'‘](?P<text>[^\"“”„'‘’]+)[\"”“'’]")
_KEYS: Final = Late(r",| (?:and|then|AND) ")
_OF_GROUPS: Final = Late(r"limit (?:to )?(?P<most>\d+)(?: tasks?)? .*\bgroups?", re.IGNORECASE)
_ASKS: Final = Late(r"\b(?:not|no|is|has|before|after)\b")
"""Stands in filters, and in no key of an order."""

_ONE_LINE: Final = "A comment needs a line of its own."


class Kind(Enum):
    """What became of words."""

    DATE = "of a date they were passed over"
    REST = "behind an instruction they were passed over"
    TEXT = "they are looked for"
    SPAN = "they are taken for one day"
    WEEK = "they are taken for the whole week"
    MONTH = "their first number is taken for the month"
    COMMENT = "they are a comment"


class PassedOver(NamedTuple):
    """Words of one instruction that do not do what they seem to."""

    written: str
    """The instruction, as it stands in the query."""

    words: tuple[str, ...]
    line: Spot = NOWHERE
    """Where it stands."""

    kind: Kind = Kind.DATE
    without: str = ""
    """What is left of the instruction, where they stand behind it; of the last three kinds what was perhaps meant."""

    meant: tuple[str, ...] = ()
    """The instructions that were perhaps meant, where others have to be read to tell."""

    def noted(self) -> str:
        """Return in sentences where it stands, what was passed over, and what to write instead."""
        return f"{self.line.told()}: {self.told()}, as Obsidian Tasks does. {self.hint()}"

    def told(self) -> str:
        """Return in one clause what became of the words."""
        words = ", ".join(f"`{word}`" for word in self.words)
        are = "is" if len(self.words) == 1 else "are"
        if self.kind is Kind.TEXT:
            return f"in `{self.written}` {words} {are} looked for, too"
        if self.kind is Kind.SPAN:
            return f"in `{self.written}` {words} is taken for one day"
        if self.kind is Kind.WEEK:
            return f"in `{self.written}` {words} is taken for the whole week"
        if self.kind is Kind.COMMENT:
            return f"`{self.written}` is taken for a comment, which selects nothing"
        if self.kind is Kind.MONTH:
            return f"in `{self.written}` the first number of {words} is taken for the month"
        return f"of {'the date in ' if self.kind is Kind.DATE else ''}`{self.written}` {words} {are} passed over"

    def hint(self) -> str:
        """Return what to write instead: the instruction with the nearest right words, if any are near."""
        if self.without and self.kind in (Kind.SPAN, Kind.MONTH, Kind.COMMENT):
            return f"Did you mean `{self.without}`?"
        if self._is_comment():
            return _ONE_LINE
        if self.meant:
            return f"Did you mean {' or '.join(f'`{each}`' for each in self.meant)}?"
        if self.kind is Kind.TEXT:
            return "Each filter stands in brackets: (not done) AND (is blocked)."
        return self._rest_hint() if self.kind is Kind.REST else date_hint(self.written)

    def _is_comment(self) -> bool:
        """Whether the words begin with the sign of a comment; a tag behind another one is none."""
        return "#" in self.words or (self.kind is Kind.REST and any(word.startswith("#") for word in self.words))

    def _rest_hint(self) -> str:
        if self.words[-1].lower() in _REVERSED:
            return f"Did you mean `{self.without} reverse`?"
        if of_groups := _OF_GROUPS().fullmatch(self.written):
            return f"Did you mean `limit groups {of_groups['most']}`?"
        several = _KEYS().search(self.written)
        asks = _ASKS().search(self.written) or " by " not in self.without
        if _OPERATOR().search(self.written) or (several and asks):
            return "Each instruction is a line of its own."
        return keys_apart(self.written) if several else f"Did you mean `{self.without}`?"


def date_hint(written: str) -> str:
    """Return what to write in place of a date that is not understood, or not all of it."""
    from vaultsync.core.query.meant.date_words import impossible_day

    day = impossible_day(written)
    if day:
        return f"There is no day {day} in the calendar."
    return (
        "Write the date alone, such as 2026-01-05, tomorrow, next week or in 3 days; of a span both ends:"
        " 2026-01-05 2026-01-09."
    )


def one_day_of(written: str, words: str, day: date, today: date) -> PassedOver | None:
    """Return the words of a date that read like a span of days, of which the plugin takes the one at the other end.

    Args:
        written: The instruction.
        words: The date in it.
        day: The one day that it was taken for.
        today: The day of reference.
    """
    if day == today or not _SPAN().fullmatch(words.strip()):
        return None
    if _PAST().match(written) and day > today and not _COMING().search(words):
        day = date.fromordinal(max(2 * today.toordinal() - day.toordinal(), 1))
    first, last = sorted((day, today))
    whole = f"{written[: written.rindex(words)].rstrip()} {first} {last}"
    return PassedOver(written, (words.strip(),), kind=Kind.SPAN, without=whole)


def weekend_of(written: str, over: tuple[str, ...]) -> PassedOver | None:
    """Return the weekend of which the plugin takes the whole week, if that is all that was passed over of a date."""
    named = _WEEKEND().search(written)
    if named is None or [word.lower() for word in over] != [named[1].lower()]:
        return None
    return PassedOver(written, (named[0],), kind=Kind.WEEK)


def month_first_of(written: str, today: date) -> PassedOver | None:
    """Return the days with dots, hyphens or strokes of which the plugin takes the first number for the month.

    Only those that can be both: `31.01.2026` has no 31st month. With dots or hyphens it is mostly meant as the day;
    with strokes as the one in some countries, as the other in others, and both are told. With a stroke a day needs no
    year: `5/2` is the nearest one.

    Args:
        written: The instruction.
        today: The day of reference.
    """
    days = [each for each in _NUMBERED().finditer(written) if _reads_both_ways(each)]
    if not days:
        return None
    day_first = month_first = written
    for each in reversed(days):
        first, behind = each.span()
        one, other = int(each[1]), int(each[3])
        day_first = f"{day_first[:first]}{_iso(each[4], other, one, today)}{day_first[behind:]}"
        month_first = f"{month_first[:first]}{_iso(each[4], one, other, today)}{month_first[behind:]}"
    words = tuple(each[0] for each in days)
    if any(each[2] == "/" for each in days):
        return PassedOver(written, words, kind=Kind.MONTH, meant=(month_first, day_first))
    return PassedOver(written, words, kind=Kind.MONTH, without=day_first)


def _reads_both_ways(numbered: re.Match[str]) -> bool:
    one, other = int(numbered[1]), int(numbered[3])
    return bool(numbered[4] or numbered[2] == "/") and one != other and min(one, other) >= 1 and max(one, other) <= 12


def _iso(year: str | None, month: int, day: int, today: date) -> str:
    """Return a day as it is written in a query, its year being the one that the plugin takes."""
    from vaultsync.core.query.english.words import likely_year

    of_year = likely_year(int(year)) if year else nearest_year(today.toordinal() * DAY, day, month)
    return f"{of_year:04}-{month:02}-{day:02}"


def tag_of(written: str) -> PassedOver | None:
    """Return a comment that is a tag or a project, alone or joined to a filter by an operator: it was meant as one."""
    parts = _JOINED().split(written)
    meant = _selected(parts[0])
    if not meant:
        return None
    if len(parts) > 1 and all(map(str.strip, parts)) and "(" not in written:
        parts[::2] = (f"({_selected(part) or part})" for part in parts[::2])
        parts[1::2] = ({"&": "AND", "|": "OR"}.get(part[0], part) for part in parts[1::2])
        return PassedOver(written, (written,), kind=Kind.COMMENT, without=" ".join(parts))
    return PassedOver(written, (written,), kind=Kind.COMMENT, without=meant) if len(parts) == 1 else None


def _selected(part: str) -> str:
    """Return the filter that a tag or a project stands for; empty if a part is neither."""
    if project := _PROJECT().fullmatch(part):
        return f"path includes {project['name']}"
    return f"tags include {part}" if _TAG().fullmatch(part) else ""


def rest_of(written: str, end: int) -> list[PassedOver]:
    """Return what stands behind an instruction that ends somewhere, if anything does."""
    rest = tuple(written[end:].replace(",", " ").split())
    return [PassedOver(written, rest, kind=Kind.REST, without=written[:end])] if rest else []


def looked_for(written: str, text: str) -> PassedOver | None:
    """Return what a text was probably not meant to have: operators, quotation marks around it, and a comment.

    Args:
        written: The instruction.
        text: What it looks for.
    """
    if operator := _OPERATOR().search(text):
        return PassedOver(written, (operator[1],), kind=Kind.TEXT)
    if quoted := _QUOTED().fullmatch(text):
        meant = f"{written[: -len(text)]}{quoted['text']}"
        return PassedOver(written, tuple(dict.fromkeys((text[0], text[-1]))), kind=Kind.TEXT, meant=(meant,))
    behind = text.partition(" # ")[2]
    return PassedOver(written, ("#", *behind.split()), kind=Kind.TEXT) if behind else None


def several_tags(written: str, text: str) -> PassedOver | None:
    """Return what a tag cannot have in it, a comma or a blank: no tag is found then, or, by a negation, every task.

    Args:
        written: The instruction.
        text: What it looks for.
    """
    more = text.split()[1:]
    between = [word for word in more if word.lower() in ("and", "or")]
    words = [","] if "," in text else between or more
    return PassedOver(written, tuple(words), kind=Kind.TEXT) if words else None


def keys_apart(written: str) -> str:
    """Return what to write in place of a `sort by` or `group by` with several keys."""
    verb, _, keys = written.partition(" by ")
    lines = [f"`{verb} by {key.strip()}`" for key in _KEYS().split(keys) if key.strip()]
    return f"One key on a line: {', then '.join(lines)}."
