"""The words of a task line: folded, stemmed, weighed against a fixed background.

Nothing here looks at other lines, so a word weighs the same in every vault.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from vaultsync.core.late import Late
from vaultsync.core.reconcile.lexicon import COMMON, FUNCTION, LEAD_INS, OFFICE
from vaultsync.core.reconcile.stems import TOKEN, fold, office_stems, stem
from vaultsync.core.reconcile.titles import is_identifier, strip
from vaultsync.core.reconcile.verbs import VERBS

WEIGHTS: Final = {"office": 0.8, "common": 1.8, "plain": 3.0, "name": 3.4, "surname": 2.4, "number": 2.2}
"""What a word counts by its kind, in units of likeness; a function word counts nothing."""

_LABEL: Final = Late(r"[^:.;,()]{1,40}:\s+(?=\w)")
_LEAD_WORDS: Final = 5
_ARTICLES: Final = frozenset(("a", "an", "the", "some"))
"""`make a list`, `make the list`: one verb of two words."""
READ: Final = 1000
"""How many characters of a title are compared: what a person would call one thing to do fits in.

Some of the patterns below cost n² in a text of open brackets, and a line can hold millions of them.
"""

_CALENDAR: Final = """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    spring summer autumn fall winter north south east west
"""


class Word(NamedTuple):
    """One word of a title."""

    stem: str
    kind: str
    """`office`, `common`, `plain`, `name`, `surname` or `number`."""


class ReadTitle(NamedTuple):
    """What a title says, taken apart."""

    words: tuple[Word, ...]
    """The words that are compared, from left to right."""

    lead: tuple[str, ...]
    """The first five folded words behind labels (`Acme:`) and lead-ins; the verb is looked for in them."""

    identifiers: tuple[str, ...]
    """As in `titles.Stripped`, and long numbers: `number:34211`."""

    dates: tuple[str, ...]
    """As in `titles.Stripped`."""


_OFFICE_STEMS: Final = office_stems()
_COMMON_STEMS: Final = frozenset(map(stem, COMMON)) - _OFFICE_STEMS

CALENDAR: Final = frozenset(map(stem, _CALENDAR.split()))
"""Stems of months, days of the week, seasons and points of the compass: each excludes the others."""


def _kind(raw: str, stemmed: str) -> str:
    if raw[0].isdigit() or stemmed.isdigit():
        return "number"
    if stemmed in _OFFICE_STEMS:
        return "office"
    if stemmed in _COMMON_STEMS:
        return "common"
    return "name" if raw[0].isupper() else "plain"


@lru_cache(maxsize=1 << 16)
def _parts(raw: str) -> tuple[Word, ...]:
    """The words of one token, which has several if it is hyphened and none if it is a function word."""
    folded = fold(raw)
    if folded in FUNCTION:
        return ()
    found = [folded] if folded in OFFICE else folded.split("-")
    return tuple(Word(root := stem(part), _kind(raw, root)) for part in found if part and part not in FUNCTION)


def _words(text: str) -> Iterator[Word]:
    name_ends = -1
    for match in TOKEN().finditer(text):
        raw = match[0]
        for word in _parts(raw):
            if word.kind in ("plain", "name") and not match.start() and fold(raw) in VERBS:
                # What is to be done is told by the verb's class; the object must not be drowned by it.
                yield Word(word.stem, "common")
            elif word.kind != "name":
                yield word
            elif not match.start():
                # The title's own first word has a capital in any case.
                yield Word(word.stem, "plain")
            else:
                # The second word of a name names nothing new.
                yield Word(word.stem, "surname") if name_ends == match.start() - 1 else word
        name_ends = match.end() if raw[0].isupper() and match.start() else -1


def _lead(text: str) -> tuple[str, ...]:
    label = _LABEL().match(text)
    found: list[str] = []
    for match in TOKEN().finditer(text, label.end() if label else 0):
        folded = fold(match[0])
        if folded not in (_ARTICLES if found else LEAD_INS):
            found.append(folded)
        if len(found) == _LEAD_WORDS:
            break
    return tuple(found)


def read(title: str) -> ReadTitle:
    """Take a title apart.

    Args:
        title: The words of the item, without tags and assignees; Markdown emphasis and links may remain.
            Only its first `READ` characters are looked at.
    """
    text, identifiers, dates = strip(title[:READ])
    numbers = [f"number:{number}" for number in re.findall(r"\d+", text) if is_identifier(number)]
    text = text.lstrip()
    return ReadTitle(tuple(_words(text)), _lead(text), tuple(dict.fromkeys((*identifiers, *numbers))), dates)


def verb_of(lead: Sequence[str]) -> tuple[str, frozenset[str]]:
    """The verb that a title begins with, and its classes.

    Args:
        lead: As in `ReadTitle`.

    Returns:
        The verb as written (up to four words, without articles) and the names of its classes;
        an unknown first word is its own stem and has no class.
    """
    for size in range(min(4, len(lead)), 0, -1):
        phrase = " ".join(lead[:size])
        if phrase in VERBS:
            return phrase, VERBS[phrase]
    return (stem(lead[0]), frozenset()) if lead else ("", frozenset())
