"""Names alike on purpose: neither the order of notes nor what was asked before changes an answer."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.people.making import about, meeting
from vaultsync.core.model import NoteFacts
from vaultsync.core.people import Outcome, Registry
from vaultsync.core.people.names import is_role, words

# Few words on purpose: names that have nothing to do with each other make every property true.
spellings = st.sampled_from(
    "Ana Ruiz|Anna Ruiz|Ana|Ana Gil|Ana Ruiz Gil|Ana Ruiz-Gil|A. Ruiz|Ruiz|Ruiz Ana|Henrik Vass|Henrick Vass"
    "|Henrik|Henrik Vass-Moy|Vass|Captain Vass|Fees circle|the roofer|Ana Maria Ruiz|Henrika Vass".split("|")
)
tables = st.lists(spellings, max_size=4, unique=True)
notes = st.lists(
    st.builds(
        lambda kind, name, others: about(name, *others[:2]) if kind else meeting(*others)._replace(person=name),
        st.booleans(),
        spellings,
        tables,
    ),
    max_size=6,
)


def numbered(found: Sequence[NoteFacts]) -> list[NoteFacts]:
    return [note if note.type else note._replace(path=f"Meetings/{at}.md") for at, note in enumerate(found)]


@settings(max_examples=150)
@given(notes, spellings, tables, st.randoms())
def test_the_order_of_notes_never_matters(found, name, table, random):
    """Kills: taking the names that nobody states in the order of notes."""
    found = numbered(found)
    mixed = random.sample(found, len(found))
    if len({note.path for note in found}) < len(found):
        return

    one, other = Registry(found), Registry(mixed)

    assert one.people == other.people
    assert one.doubles == other.doubles
    assert one.resolve(name, table) == other.resolve(name, table)


@settings(max_examples=300)
@given(st.lists(spellings, min_size=2, max_size=5, unique_by=words), spellings, tables)
def test_one_is_never_meant_where_another_fits_as_well(people, name, table):
    """Kills: taking the first of the best, among everybody or at the table.

    The judge is a plain one: of the people who have notes, whose first names or surnames are the one word asked.
    """
    registry = Registry([about(person) for person in people])
    bearers = [person for person in people if name in person.replace("-", " ").split()]
    plain = len(words(name)) == 1 and not is_role(name) and all(words(person) != words(name) for person in people)

    found = registry.resolve(name, table)

    if plain and len(bearers) > 1:
        assert len(registry.resolve(name).people) >= len(bearers)
        assert {person.name for person in registry.resolve(name, bearers[:2]).people} == set(bearers[:2])
    assert (len(found.people) == 1) is (found.outcome is Outcome.KNOWN)
    assert (len(found.people) == 0) is (found.outcome is Outcome.UNKNOWN)


@given(st.lists(spellings, max_size=6))
def test_what_was_asked_before_changes_no_answer(asked):
    """Kills: an answer that is kept under a key that two names share."""
    vault = [about("Ana Ruiz", "Ana"), about("Henrik Vass"), meeting("Ana Gil")]
    registry = Registry(vault)
    for name in asked:
        registry.resolve(name, ("Ana Gil",))

    for name in asked:
        assert registry.resolve(name) == Registry(vault).resolve(name)
