"""Who is asked how often, under which spellings, and where it is doubtful who is meant."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vaultsync.core.model import TaskLine
from vaultsync.core.people.names import words
from vaultsync.core.people.person import Outcome, Person, Resolved
from vaultsync.core.people.registry import Registry

_PLACES = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which lines write a person's name."""

    text: str
    count: int
    """Lines."""

    because: str
    """Why it means this person, for the most of those lines."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A person and how often they are asked."""

    person: Person
    count: int
    """Lines that ask this person, each once."""

    spellings: tuple[Spelling, ...]
    """The most frequent first; empty for a person whom no line asks."""


@dataclass(frozen=True, slots=True)
class UnsettledName:
    """A name that fits several people, or none."""

    name: str
    """As most lines write it."""

    count: int
    """Lines."""

    people: tuple[Person, ...]
    """Whom it fits; empty if nobody."""

    because: str
    role: bool
    places: tuple[tuple[str, int], ...]
    """Path and line number of the first three lines."""

    spellings: tuple[str, ...]
    """Every way in which lines write it, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Census:
    """Everybody, counted."""

    people: tuple[Counted, ...]
    """The most asked first, then by name; also those whom no line asks."""

    doubtful: tuple[UnsettledName, ...]
    """Names that fit several people, the most frequent first."""

    unknown: tuple[UnsettledName, ...]
    """Names of nobody known, roles among them, the most frequent first."""

    doubles: tuple[tuple[Person, Person, str], ...]
    """Pairs of persons who may be one, and why."""


def census(registry: Registry, lines: Iterable[TaskLine]) -> Census:
    """Count who is asked.

    Args:
        registry: Who is who.
        lines: All lines; for a count of tasks, the lines that speak for them.
    """
    asked: Counter[Person] = Counter()
    written: defaultdict[Person, Counter[tuple[str, str]]] = defaultdict(Counter)
    open_: defaultdict[tuple[object, ...], list[tuple[Resolved, tuple[str, int]]]] = defaultdict(list)
    for line in lines:
        found = [registry.resolve(owner, line.note.participants) for owner in line.owners]
        asked.update({each.people[0] for each in found if each.outcome is Outcome.KNOWN})
        for each in found:
            if each.outcome is Outcome.KNOWN:
                written[each.people[0]][each.name, each.because] += 1
            else:
                open_[words(each.name) or each.name, each.people].append((each, line.place))
    everybody = dict.fromkeys((*registry.people, *asked))
    people = [Counted(person, asked[person], _spellings(written[person])) for person in everybody]
    unsettled = sorted(map(_unsettled, open_.values()), key=lambda each: (-each.count, each.name, each.places))
    return Census(
        people=tuple(sorted(people, key=lambda each: (-each.count, each.person.name, each.person.path))),
        doubtful=tuple(each for each in unsettled if each.people),
        unknown=tuple(each for each in unsettled if not each.people),
        doubles=registry.doubles,
    )


def meant_so_far(alias: str, person: Person, registry: Registry, counted: Census) -> dict[Person, int]:
    """Return whom else a name means that is to be a further one of a person's, each with how many lines name them so.

    A name that was doubtful between the person and others, or is all that is known of somebody whom notes only
    mention, is taken from nobody: to settle that is what a further name is for.

    Args:
        alias: The name, as typed.
        person: Whose it is to be.
        registry: Who is who.
        counted: Who is asked, under which names.
    """
    spelled = words(alias)
    fitting = registry.resolve(alias).people
    found = {}
    for each in counted.people:
        other = each.person
        lines = sum(one.count for one in each.spellings if words(one.text) == spelled)
        is_all = words(other.name) == spelled and not (other.path or other.aliases or other.me)
        if other != person and not is_all and (lines or (other in fitting and person not in fitting)):
            found[other] = lines
    return found


def _spellings(written: Counter[tuple[str, str]]) -> tuple[Spelling, ...]:
    counts: Counter[str] = Counter()
    usual: dict[str, str] = {}
    for (text, because), count in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        counts[text] += count
        usual.setdefault(text, because)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Spelling(text, count, usual[text]) for text, count in ordered)


def _unsettled(found: list[tuple[Resolved, tuple[str, int]]]) -> UnsettledName:
    names = Counter(each.name for each, _ in found)
    spellings = tuple(sorted(names, key=lambda name: (-names[name], name)))
    name = spellings[0]
    first = min((each for each, _ in found if each.name == name), key=lambda each: each.because)
    places = sorted(place for _, place in found)
    return UnsettledName(name, len(found), first.people, first.because, first.role, tuple(places[:_PLACES]), spellings)
