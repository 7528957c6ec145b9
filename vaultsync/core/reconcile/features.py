"""What is compared of one line, and of lines that say the same word for word."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

PAIRED: Final = 7
"""How many of the heaviest words make keys of two words: at most 21."""

TRIPLED: Final = 6
"""How many of the heaviest words make keys of three words: at most 20."""

NO_DAY: Final = " on no day"
"""How the id of an instance of a recurring task ends that has no date."""

SOME_DAY: Final = " on some day"
"""How it ends if the instance is done, on a day that nothing tells: the next one may have no date either."""

NOTHING: Final[frozenset[str]] = frozenset()


class Features(NamedTuple):
    """What is compared of one line; built-in types only, so that `marshal` can keep it as a tuple."""

    unit: int
    """Lines with one number say the same, word for word; below 2**63."""

    weights: dict[str, float]
    """Stem → weight, heaviest first; the squares sum to 1."""

    heavy: tuple[str, ...]
    """The heaviest stems, heaviest first, without those that only continue a name."""

    text: str
    """The stems, sorted, each once."""

    order: tuple[str, ...]
    """The stems as they follow each other."""

    verb: str
    classes: frozenset[str]
    """The classes of the verb that the title begins with."""

    names: frozenset[str]
    """Stems of people's names inside the title."""

    proper: frozenset[str]
    """Stems that name one thing of its kind: capitalised words, numbers, months, days of the week."""

    identifiers: frozenset[str]
    dates: frozenset[str]
    negated: bool
    terse: bool
    """Fewer than three words tell what the line is about."""

    generic: bool
    """Hardly any word tells what it is about: the note must."""

    bare: bool
    """No word at all tells it."""

    compound: bool
    """Whether the title joins things: "send A and B"."""

    owners: frozenset[str]
    people: frozenset[str]
    """Stems of the names of the note's people, the vault's owner left out."""

    pair: frozenset[str]
    """The folded names of the note's people if they are only one or two: a talk between these."""

    context: frozenset[str]
    """What the note is about: heading, title, account, project."""

    sources: frozenset[str]
    """File name of the source, and moment and subject if it is a mail."""

    passes: frozenset[str]
    """The extraction pass the line comes from; see `passes.with_passes`."""

    ids: tuple[str, ...]
    """The lasting names on the line, and that of the instance of a recurring task."""

    live: bool
    """Whether the line stands in a live note. One in an archive gets no id when something is decided."""


def keep_apart(ids: Collection[str], others: Collection[str]) -> bool:
    """Return whether ids make two tasks of lines: different ones do.

    Those that stand on lines decide; those of instances (with blanks in them) where one of the two has no other.
    """
    if not ids or not others:
        return False
    both = written(ids), written(others)
    one, other = both if all(both) else (dated(ids), dated(others))
    return one.isdisjoint(other)


def dated(ids: Collection[str]) -> set[str]:
    """Return ids without those of instances of no day whose words have a day, too.

    A round that is done has its day; a line that was closed as its duplicate has none, and is not the next round.
    """
    undated = {name for name in ids if name.endswith(NO_DAY)}
    words = {name.rpartition(" on ")[0] for name in ids if " " in name and name not in undated}
    return {name for name in ids if name not in undated or name.removesuffix(NO_DAY) not in words}


def written(ids: Collection[str]) -> set[str]:
    """Return those ids that stand on lines; the others were made up for instances of recurring tasks."""
    return {name for name in ids if " " not in name}


def united(lines: Sequence[Features]) -> Features:
    """The features of a unit: what its lines say, which is the same, with all the people, sources … of their notes.

    Args:
        lines: At least one line; their order does not matter.
    """
    if len(lines) == 1:
        return lines[0]
    return lines[0]._replace(
        names=NOTHING.union(*(line.names for line in lines)),
        owners=NOTHING.union(*(line.owners for line in lines)),
        people=NOTHING.union(*(line.people for line in lines)),
        pair=NOTHING.union(*(line.pair for line in lines)),
        context=NOTHING.union(*(line.context for line in lines)),
        sources=NOTHING.union(*(line.sources for line in lines)),
        passes=NOTHING.union(*(line.passes for line in lines)),
        live=any(line.live for line in lines),
    )
