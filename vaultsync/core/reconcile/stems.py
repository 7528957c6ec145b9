"""One word: found in a title, folded, and without its endings."""

from functools import cache, lru_cache
from typing import Final

from vaultsync.core.late import Late
from vaultsync.core.reconcile.lexicon import NUMBERS, OFFICE, SYNONYMS

TOKEN: Final = Late(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*|\d+\w+")
"""A word or a number in a title."""

_ENDINGS: Final = """
    ications>y ication>y ational>ate ization>ize isation>ize ations>ate ation>ate ements>e ement>e ments> ment>
    nesses> ness> ities>ity ances> ance> ences> ence> ings> ing> edly> ied>y ies>y ed> ers>er sses>ss ses>s xes>x
    ches>ch shes>sh ly> s>
"""
_SUFFIXES: Final = tuple((rule.partition(">")[0], rule.partition(">")[2]) for rule in _ENDINGS.split())
_ANY_SUFFIX: Final = tuple(suffix for suffix, _ in _SUFFIXES)
_NO_PLURAL: Final = ("ss", "us", "is")


def fold(text: str) -> str:
    """Lower case without accents: `Élodie` and `elodie` are one word."""
    if text.isascii():
        return text.lower()
    import unicodedata

    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without its English endings: `photographs`, `photographing` → `photograph`.

    Args:
        word: A folded word.
    """
    word = NUMBERS.get(word, word)
    word = SYNONYMS.get(word, word)
    if len(word) < 4 or not word.isascii():
        return word
    word = word.replace("ise", "ize").removesuffix("'s")
    for suffix, instead in _SUFFIXES if word.endswith(_ANY_SUFFIX) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not (suffix == "s" and word.endswith(_NO_PLURAL)):
            word = word[: -len(suffix)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    word = SYNONYMS.get(word, word)
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def office_stems() -> frozenset[str]:
    """The stems of `OFFICE`, and its words; made when they are asked for, which few answers need."""
    return frozenset(map(stem, OFFICE)) | OFFICE


def is_telling(stemmed: str) -> bool:
    """Whether a word tells objects apart, as those of nearly every action item do not."""
    return stemmed not in office_stems()
