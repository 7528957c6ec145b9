"""The message, and in it the sentence, that a task most likely came from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import Final, NamedTuple

from vaultsync.core.late import Late
from vaultsync.core.provenance.messages import Message
from vaultsync.core.reconcile import ratios
from vaultsync.core.reconcile.words import WEIGHTS, Word, read

ENOUGH: Final = 30.0
"""From this score (0 to 100) on a sentence is named."""

_NEARLY_ENOUGH: Final = ENOUGH - 0.1
"""The largest score below it: scores have one digit."""

_PARAGRAPH: Final = Late(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t])")
_END: Final = Late(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)\]]))\s+(?=[^a-zß-öø-ÿ\s])")
_SHORT: Final = Late(r"(?:^|[\s(])(?:[A-Z]|Dr|Mrs?|Ms|Prof|St|No|Nr|Art|approx|ca|vs|etc|e\.g|i\.e)\.$")
_MARKER: Final = Late(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_MARKS: Final = ("-", "*", "+", "•")
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


class Passages:
    """The sentences of messages, prepared so that many titles can be looked for in them."""

    def __init__(self, messages: Iterable[Message]) -> None:
        """Read the sentences of a thread, or of any text."""
        self._sentences = [(message, sentence) for message in messages for sentence in _sentences(message.body)]
        self._stems = [_stems(sentence) for _, sentence in self._sentences]
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, said in enumerate(self._stems):
            for stem in said:
                self._holding[stem].append(number)

    def likely(self, title: str) -> Likely | None:
        """Return the sentence that says most of a title, and its message, or None if none says enough of it.

        A sentence scores by the share of the title's words that it has, rare words of the thread and words that are
        no names counting more, and by the likeness of both as sets of words (rapidfuzz, token set). One that shares
        but names with the title (`Dear Tilda,`) is none. Among equals the earliest is chosen.
        """
        wanted = {word.stem: word for word in read(title).words}
        weights = {stem: _weight(word, len(self._holding.get(stem, ()))) for stem, word in wanted.items()}
        telling = (stem for stem, word in wanted.items() if word.kind not in _NAMES)
        best: Likely | None = None
        for number in sorted({number for stem in telling for number in self._holding.get(stem, ())}):
            least = best.score if best else _NEARLY_ENOUGH
            score = _score(wanted, weights, self._stems[number], least)
            if score > least:
                best = Likely(*self._sentences[number], score)
        return best


def likely_message(title: str, messages: Sequence[Message]) -> Likely | None:
    """Return the message and the sentence that say most of a title: see `Passages.likely`.

    Args:
        title: The words of the task.
        messages: The thread, as `messages` reads it.
    """
    return Passages(messages).likely(title)


def _stems(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.stem for word in read(sentence[:_MAX_SENTENCE]).words))


def _weight(word: Word, sentences: int) -> float:
    kind = 1.0 if word.kind in _NAMES else WEIGHTS[word.kind]
    return kind / (1 + log2(max(sentences, 1)) / 2)


def _score(wanted: Mapping[str, Word], weights: Mapping[str, float], said: tuple[str, ...], least: float) -> float:
    """Return the score of a sentence; 0 where it is not above `least`, however alike the words are as sets."""
    shared = [stem for stem in said if stem in wanted]
    share = 100 * sum(weights[stem] for stem in shared) / sum(weights.values())
    comparable = len(shared) > 1 or len(wanted) == 1
    if _together(share, 100.0 if comparable else 0.0) <= least:
        return 0.0
    alike = ratios.token_set_ratio(" ".join(wanted), " ".join(said)) if comparable else 0.0
    return _together(share, alike)


def _together(share: float, alike: float) -> float:
    return round((1 - _SET_SHARE) * share + _SET_SHARE * alike, 1)


def _sentences(body: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH().split(body):
        begun = ""
        words = " ".join(paragraph.split())
        marker = _MARKER().match(words) if words[:1] in _MARKS or words[:1].isdecimal() else None
        for part in _END().split(words[marker.end() :] if marker else words):
            begun = f"{begun} {part}" if begun else part
            if not _SHORT().search(begun[-8:]):
                yield begun
                begun = ""
        if begun:
            yield begun
