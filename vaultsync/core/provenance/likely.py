"""The message, and in it the sentence, that a task most likely came from."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from vaultsync.core.provenance.messages import Message
from vaultsync.core.reconcile.words import WEIGHTS, Word, read

ENOUGH: Final = 30.0
"""From this score (0 to 100) on a sentence is named."""

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t])")
_END: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)\]]))\s+(?=[^a-zß-öø-ÿ\s])")
_SHORT: Final = re.compile(r"(?:^|[\s(])(?:[A-Z]|Dr|Mrs?|Ms|Prof|St|No|Nr|Art|approx|ca|vs|etc|e\.g|i\.e)\.$")
_MARKER: Final = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_NAMES: Final = frozenset({"name", "surname"})
_MAX_SENTENCE: Final = 2000
"""Characters of a sentence that are read; a longer one is a text that has lost its signs."""

_SET_SHARE: Final = 0.35
"""What the likeness as sets counts; the rest is how much of the title the sentence says."""


class Likely(NamedTuple):
    """Where a task most likely came from."""

    message: Message
    sentence: str
    """As in the message, white space made even."""

    score: float
    """0 to 100; a sentence that says the title word for word has 100."""


def likely_message(title: str, messages: Sequence[Message]) -> Likely | None:
    """Return the message and the sentence that say most of a title, or None if none says enough of it.

    A sentence scores by the share of the title's words that it has, rare words of the thread and words that are no
    names counting more, and by the likeness of both as sets of words (rapidfuzz, token set). One that shares but
    names with the title (`Dear Tilda,`) is none. Among equals the earliest is chosen.

    Args:
        title: The words of the task.
        messages: The thread, as `messages` reads it.
    """
    wanted = {word.stem: word for word in read(title).words}
    sentences = [(message, sentence) for message in messages for sentence in _sentences(message.body)]
    stems = [_stems(sentence) for _, sentence in sentences]
    seen = Counter(stem for said in stems for stem in said)
    weights = {stem: _weight(word, seen[stem]) for stem, word in wanted.items()}
    best: Likely | None = None
    for (message, sentence), said in zip(sentences, stems, strict=True):
        score = _score(wanted, weights, said)
        if score >= ENOUGH and (best is None or score > best.score):
            best = Likely(message, sentence, score)
    return best


def _stems(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.stem for word in read(sentence[:_MAX_SENTENCE]).words))


def _weight(word: Word, sentences: int) -> float:
    kind = 1.0 if word.kind in _NAMES else WEIGHTS[word.kind]
    return kind / (1 + log2(max(sentences, 1)) / 2)


def _score(wanted: Mapping[str, Word], weights: Mapping[str, float], said: tuple[str, ...]) -> float:
    shared = [stem for stem in said if stem in wanted]
    if all(wanted[stem].kind in _NAMES for stem in shared):
        return 0.0
    share = 100 * sum(weights[stem] for stem in shared) / sum(weights.values())
    alike = fuzz.token_set_ratio(" ".join(wanted), " ".join(said)) if len(shared) > 1 or len(wanted) == 1 else 0.0
    return round((1 - _SET_SHARE) * share + _SET_SHARE * alike, 1)


def _sentences(body: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH.split(body):
        begun = ""
        words = " ".join(paragraph.split())
        marker = _MARKER.match(words)
        for part in _END.split(words[marker.end() :] if marker else words):
            begun = f"{begun} {part}" if begun else part
            if not _SHORT.search(begun[-8:]):
                yield begun
                begun = ""
        if begun:
            yield begun
