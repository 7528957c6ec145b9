"""A title without what a word-by-word comparison would misread: phrases, addresses, tickets, dates."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from vaultsync.core.late import Late

_PHRASES: Final = Late(
    r"""\(\s*(?:exact\s+|specific\s+|due\s+)?(?:date|time|details?|deadline|timing|owner)\s+(?:was\s+|is\s+|are\s+)?
          (?:not\s+(?:yet\s+)?(?:specified|given|stated|mentioned|known|set|confirmed)|unspecified|tbd|tbc|unknown)[^()]*\)
      | \bas\s+(?:discussed|agreed|requested|mentioned|planned|promised|needed|appropriate)\b
      | \bas\s+(?:a|the)\s+next\s+steps?\b
      | \bper\s+the\s+(?:source|meeting|original)?\s*(?:notes?|thread|e-?mail|transcript)\b
      | \breport\s+back(?!\s+to)\b
      | \bnote\s+the\s+(?:outcome|result)s?\b
      | \bincluding\s+any\s+open\s+questions\b
      | \bcoordinating\s+with\s+the\s+people\s+on\s+the\s+thread\b
      | \b(?:to|so\s+as\s+to)\s+(?:keep\s+(?:the\s+work|things|momentum)(?:\s+moving|\s+going)?|avoid\s+losing\s+time)\b
      | \b(?:before|ahead\s+of|at|by)\s+the\s+next\s+(?:check-?in|meeting|call|sync|1:1)\b
      | \b(?:asap|as\s+soon\s+as\s+possible|if\s+(?:needed|necessary|possible|required)|when\s+possible)\b
    """,
    re.VERBOSE,
)
"""Qualifying clauses that machines append; they never name the object. As all patterns of `_plain` text, in lower case:
to compile one that ignores case takes twice as long, and so does looking for it.
"""

_PHRASE_SIGNS: Final = tuple(
    (word, other)
    for row in """
        (: specified given stated mentioned known set confirmed tbd tbc
        as: discussed agreed requested mentioned planned promised needed appropriate
        next: step check meeting call sync 1:1
        per: note thread mail transcript
        report: back
        note: outcome result
        including: questions
        with: coordinating
        keep: work things momentum
        avoid: losing
        asap: asap
        possible: soon if when
        if: needed necessary required
    """.strip().splitlines()
    for word, _, others in [row.strip().partition(": ")]
    for other in others.split()
)
"""Two words that stand in a clause, for each kind of them: a title that lacks one of every two has none.

To look for them takes a tenth of the time in which the pattern finds nothing, and the pattern need not be compiled.
"""

_LINK: Final = Late(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]|\[([^\]]*)\]\((\S*?)\)")
# Each kind with a sign that it never lacks: most titles have none of the three.
_IDENTIFIERS: Final = (
    ("url", "/", Late(r"\bhttps?://[^\s<>()\"']+", re.IGNORECASE)),
    ("mail", "@", Late(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("ticket", "-", Late(r"\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b")),
)
_MONTH_NAMES: Final = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_MONTH: Final = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_RANGE: Final = r"(?:\s*(?:-|–|to|and|until)\s*" + _DAY + ")?"
_DATE: Final = Late(
    r"(?P<until>\b(?:by|before|until|till|due|deadline)\s+(?:\w+,?\s+){0,3}?)?"
    r"\b(?:(?:19|20)\d\d-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|{_DAY}{_RANGE}\.?\s+(?:of\s+)?{_MONTH}\b|{_MONTH}\s+{_DAY}{_RANGE}\b)(?:,?\s+(?:19|20)\d\d\b)?"
)
_MONTH_SIGNS: Final = tuple(names[:3] for names in _MONTH_NAMES)
_DIGIT: Final = Late(r"\d")


class Stripped(NamedTuple):
    """A title in two parts: its words, and what was taken out."""

    text: str
    identifiers: tuple[str, ...]
    """Each with its kind before a colon: `ticket:dom-88`, `url:…`, `mail:…`."""

    dates: tuple[str, ...]
    """`03-08`: month and day of every date that belongs to the object; deadlines ("by 8 March") are left out."""


def _days(match: re.Match[str]) -> list[str]:
    if match["month"]:
        return [f"{match['month']}-{match['day']}"]
    first, last, month, other_month, other_first, other_last = match.groups()[3:]
    number = _MONTHS[month or other_month]
    return [f"{number:02}-{int(day):02}" for day in (first or other_first, last or other_last) if day]


def _plain(text: str) -> str:
    """Return the text in lower case, letter for letter; what a pattern that ignores case takes for ASCII is ASCII."""
    return text.lower() if text.isascii() else text.translate(_LIKE_ASCII).lower()


_LIKE_ASCII: Final = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")


def _may_have_phrase(plain: str) -> bool:
    return any(other in plain and word in plain for word, other in _PHRASE_SIGNS)


def _may_have_date(plain: str) -> bool:
    # The pattern is slow to fail, and most titles have no number at all.
    if not _DIGIT().search(plain):
        return False
    if "-" in plain and ("19" in plain or "20" in plain):
        return True
    return any(month in plain for month in _MONTH_SIGNS)


def _without(text: str, found: Iterable[re.Match[str]]) -> str:
    """Return the text with a blank in the place of what was found."""
    kept, end = [], 0
    for match in found:
        kept.append(text[end : match.start()])
        end = match.end()
    return " ".join((*kept, text[end:]))


def strip(title: str) -> Stripped:
    """Take out of a title what is no word of it.

    Args:
        title: The words of the item, without tags and assignees; Markdown links may remain.
    """
    text = _LINK().sub(lambda link: f" {link[1] or link[2]} {link[3] or ''} ", title) if "[" in title else title
    plain = _plain(text)
    if _may_have_phrase(plain):
        text = _without(text, _PHRASES().finditer(plain))
    identifiers: list[str] = []
    for kind, sign, pattern in _IDENTIFIERS:
        if sign not in text:
            continue
        identifiers += [f"{kind}:{found.lower().rstrip('.,;:!?/')}" for found in pattern().findall(text)]
        text = pattern().sub(" ", text)
    dates: list[str] = []
    if _may_have_date(plain):
        found = list(_DATE().finditer(_plain(text)))
        dates = [day for match in found if not match["until"] for day in _days(match)]
        text = _without(text, found)
    return Stripped(text, tuple(dict.fromkeys(identifiers)), tuple(dict.fromkeys(dates)))


def is_identifier(text: str) -> bool:
    """Whether a number is long enough to name a matter, and is no year."""
    return text.isdigit() and len(text) >= 4 and not (len(text) == 4 and "1900" <= text <= "2100")
