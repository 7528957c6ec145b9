"""Who is asked to do it: the `@Name`s at the end of a description."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from vaultsync.core.model import Statement
from vaultsync.core.notation.line import without_filter
from vaultsync.core.notation.times import split_times
from vaultsync.core.text import JS_SPACE

TAG = re.compile(r'(?:(?<=\s)|^)#[^ !@#$%^&*(),.?":{}|<>\s]+')
"""A tag where people look for one: white space ends it."""

UNASSIGNED = frozenset({"tbd", "tba", "unassigned", "nobody", "?", "unknown", "n/a"})
"""Names that stand for nobody yet, in lower case."""

_AT = re.compile(rf"@(?<![^{JS_SPACE},;/&]@)(?=\S)")
_JOINER = re.compile(r"(?:[\s,;/&]|\bdna\b)*+", re.IGNORECASE)
"""What joins two names, spelt backwards: to look for an end from every place would cost n²."""

PARTICLES = frozenset("de del della der den di da dos du el la le van von zu af av al bin ibn ten ter y e".split())
"""Small words that a name may have inside: `Ana de la Cruz`."""

STOPS = ".,;:!"
"""Signs behind a name that belong to the sentence."""

_ELIDED = frozenset("d l o t dell dall".split())
_JOINED = re.compile(r"(\w{1,4})['’-](?=\w)")
"""A small word that is joined to a name."""

_GAP = re.compile(r"\s{2,}")
_POSSESSIVE = ("'s", "’s")
_WORD = re.compile(r"\([^()]*\)|\S+")
_MAX_WORDS = 6
_SHORT = 80
"""Characters up to which it is remembered whom a text asks."""

_GROUP_WORDS = 3
_GOES_ON = frozenset(
    "a about after again all also an and any are as at be before but by can could did do does every first for from"
    " get gets had has have he her here him his how if in into is it its know last later me my need needs new next"
    " no not now of off on once or our out over per please re said says see she should since so soon still than that"
    " the their them then there they this to today tomorrow tonight too until up us via wants was we were what when"
    " where which while who whom whose why will with would yesterday yet you your".split()
)
"""Words after a name that go on with the sentence, so that the name is none of an assignee."""


class Assigned(NamedTuple):
    """A description, split into its words and those who are asked."""

    words: str
    """The description without the assignees and the white space before them."""

    names: tuple[str, ...]
    """As written, without `@`, in order, each once; `TBD` and its like are left out."""

    spans: tuple[tuple[int, int], ...]
    """Offsets of each `@Name` in the description, with the joiner behind it; empty if there are none."""


def assigned(description: str) -> Assigned:
    """Split off the assignees of a description that has no tags.

    An assignee is `@` at the start of a word, then one to six words up to the next
    `@` or the end, which look like a name: each begins with a capital, a digit or
    a letter without case, or is a particle or stands in brackets; a single word
    may be in lower case. `Ask @Ana Ruiz about the keys` asks nobody, and an
    e-mail address is none.
    """
    if "@" not in description:
        return Assigned(description.rstrip(), (), ())
    starts = [match.start() for match in _AT.finditer(description)]
    names: list[str] = []
    spans: list[tuple[int, int]] = []
    end = len(description)
    for at in reversed(starts):
        name = _unjoined(description[at + 1 : end]).strip().rstrip(STOPS)
        if not _is_name(name):
            break
        names.append(name)
        spans.append((at, end))
        end = at
    kept = dict.fromkeys([name for name in reversed(names) if name.lower() not in UNASSIGNED])
    return Assigned(description[:end].rstrip(), tuple(kept), tuple(reversed(spans)))


def mentioned(words: str) -> Iterator[tuple[str, ...]]:
    """Yield for each `@` in words that ask nobody what it may name, the longest first: `@Ana Ruiz about the keys`.

    A name goes on as far as words begin as names do. What stands behind one may begin so, too, and a name of two words
    is none of one: the shortest that is given has two words, if there are as many.
    """
    for match in _AT.finditer(words):
        first, *rest = _WORD.findall(words[match.end() :])[:_MAX_WORDS]
        name = [first, *takewhile(_begins_a_name, rest)]
        # `@Ana, Bo has it` names Ana alone.
        ends = next((at for at, word in enumerate(name, 1) if word[-1] in STOPS or word.endswith(_POSSESSIVE)), 0)
        name = name[: ends or None]
        yield tuple(_bare(" ".join(name[:length])) for length in range(len(name), min(len(name), 2) - 1, -1))


def _bare(name: str) -> str:
    """Return a name without the signs of the sentence behind it."""
    name = name.rstrip(STOPS)
    return name[:-2] if name.endswith(_POSSESSIVE) else name


def words_and_names(description: str) -> tuple[str, tuple[str, ...]]:
    """Return the words and the names of `assigned`, the words with any white space behind them."""
    at = description.find("@")
    if at < 0:
        return description, ()
    if len(description) - at > _SHORT or (at and description[at - 1] != " "):
        split = assigned(description)
        return split.words, split.names
    words, names = _at_the_end(description[at:])
    return description[:at] + words, names


@lru_cache(maxsize=4_000)
def _at_the_end(text: str) -> tuple[str, tuple[str, ...]]:
    """The same few people are asked all the time."""
    split = assigned(text)
    return split.words, split.names


def reassigned(said: Statement, name: str, task_tag: str = "") -> str:
    """Return the line with one assignee in place of all it has; an empty name leaves nobody.

    Only the `@Name`s change: tags among them and a full stop behind them stay.
    Without any, the new one goes behind the last word.

    Args:
        said: The line.
        name: Without `@`.
        task_tag: The vault's task tag; one that is no `#tag` is part of no name.
    """
    start, end = said.body
    text = said.text
    words = text[start : min((field.start for field in said.fields), default=end)]
    bare = split_times(_without_tags(words, task_tag))[0].rstrip()
    spans = assigned(bare).spans
    if not spans:
        return _with_assignee(text, start + len(bare), name, start) if name else text
    first = spans[0][0]
    kept = [words[first + tag.start() : first + tag.end()] for tag in _GAP.finditer(bare[first:])]
    kept = [part.strip() for part in kept if part.strip()]
    new = " ".join([f"@{name}", *kept] if name else kept)
    before = text[: start + first]
    stops = bare[len(bare.rstrip(STOPS)) :]
    return (before if new else before.rstrip(" ")) + new + stops + text[start + len(bare) :]


def _without_tags(words: str, task_tag: str) -> str:
    """Return words with blanks in place of tags, so that offsets stay true."""
    if task_tag and not task_tag.startswith("#"):
        words = without_filter(words, task_tag)
    return TAG.sub(lambda tag: " " * len(tag[0]), words)


def _with_assignee(text: str, at: int, name: str, start: int) -> str:
    """Put a first assignee behind the words that end at an offset, or before all where there are none."""
    before, after = text[:at], text[at:]
    gap = "" if before.endswith(" ") and at == start else " "
    behind = " " if at == start and after[:1].strip() else ""
    return f"{before}{gap}@{name}{behind}{after}"


def _unjoined(text: str) -> str:
    """Return a text without the commas, strokes and `and` at its end."""
    joiner = _JOINER.match(text[::-1])
    return text[: len(text) - len(joiner[0])] if joiner else text


def _is_name(text: str) -> bool:
    words = _WORD.findall(text)
    if not 1 <= len(words) <= _MAX_WORDS:
        return False
    if len(words) == 1:
        return any(letter.isalnum() for letter in text) or text in UNASSIGNED
    if words[0][0] == "(" or not _begins_a_name(words[0]) or words[-2].endswith(_POSSESSIVE):
        return False
    lower = [word for word in words if not _begins_a_name(word)]
    return not lower or (len(words) <= _GROUP_WORDS and all(_may_end_a_group(word) for word in lower))


def _may_end_a_group(word: str) -> bool:
    return word.isalpha() and word not in _GOES_ON and not word.endswith(("ly", "ing"))


def _begins_a_name(word: str) -> bool:
    if "::" in word:  # an inline field of the other dialect
        return False
    first = word.lstrip("'\"“‘")[:1]
    if word[0] == "(" or word.lower() in PARTICLES or first.isupper() or (first.isalnum() and not first.islower()):
        return True
    joined = _JOINED.match(word)  # d'Arc, al-Farsi
    return joined is not None and word[joined.end()].isupper() and joined[1] in _ELIDED | PARTICLES
