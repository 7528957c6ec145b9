"""One person under many spellings; never one where two fit."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts
from vaultsync.core.notes.note import read_note
from vaultsync.core.people import Outcome, Registry
from vaultsync.core.people.names import is_role, letters_apart, words

VAULT = ROOT / "sample_vault"


def about(name: str, *aliases: str, folder: str = "People") -> NoteFacts:
    """The person note of somebody."""
    return NoteFacts(path=f"{folder}/{name}.md", type="people", title=name, aliases=aliases)


def meeting(*participants: str, path: str = "Meetings/Weekly.md") -> NoteFacts:
    return NoteFacts(path=path, participants=participants)


def known(registry: Registry, name: str, *participants: str) -> str:
    """The one who is meant; several names with strokes between them, or nothing."""
    return " / ".join(person.name for person in registry.resolve(name, participants).people)


@pytest.fixture(scope="module")
def ferries() -> Registry:
    notes = [
        read_note(path.relative_to(VAULT).as_posix(), path.read_bytes(), Conventions(exclude=("Scratch/",)))
        for path in sorted(VAULT.rglob("*.md"))
    ]
    return Registry((note.facts for note in notes), me=["Ana Ruiz"])


@pytest.mark.parametrize(
    ("name", "participants", "person", "because"),
    [
        ("Ana Ruiz", (), "Ana Ruiz", "the vault's owner"),
        ("Myself", (), "Ana Ruiz", "the vault's owner"),
        ("A. Ruiz", (), "Ana Ruiz", "alias in People/Ana Ruiz.md"),
        ("Old Gus", (), "Gus Pettibone", "alias in People/Gus Pettibone/Gus Pettibone.md"),
        ("Captain Vass", (), "Henrik Vass", "alias in People/Henrik Vass/Henrik Vass.md"),
        (
            "Rosalind Achterberg-Moy",
            (),
            "Rosalind Achterberg–Moy",
            "name of People/Rosalind Achterberg–Moy.md",
        ),
        ("Rosalind Achterberg", (), "Rosalind Achterberg–Moy", "part of a doubled surname, nobody else fits"),
        ("Odalys Penn Penn", (), "Odalys Penn", "name of People/Odalys Penn/Odalys Penn.md"),
        ("Henrick Vass", (), "Henrik Vass", "near spelling, 1 letter, nobody else fits"),
        (
            "Tomas Wilder",
            ("Tomasz Wilder",),
            "Tomasz Wilder",
            "near spelling, 1 letter, within the note's participants",
        ),
        ("Wren", (), "Wren Osgood", "first name, nobody else fits"),
        ("Suresh (unknown last name)", (), "Suresh", "named in notes"),
        ("Ines", ("Ana Ruiz", "Ines Farrow"), "Ines Farrow", "first name, within the note's participants"),
        ("Ines C.", (), "Ines Calloway", "alias in People/Ines Calloway.md"),
        ("Ines F.", (), "Ines Farrow", "initial, nobody else fits"),
        ("Ms Calloway", (), "Ines Calloway", "surname, nobody else fits"),
    ],
)
def test_a_name_on_a_line_of_the_sample_vault(ferries, name, participants, person, because):
    found = ferries.resolve(name, participants)

    assert found.person is not None
    assert (found.person.name, found.because) == (person, because)


def test_a_first_name_that_two_have_is_doubtful_and_names_both(ferries):
    found = ferries.resolve("Ines", ("Ana Ruiz",))

    assert (found.outcome, found.person, found.because) == (Outcome.DOUBTFUL, None, "first name; fits 2 people")
    assert [person.path for person in found.people] == ["People/Ines Calloway.md", "People/Ines Farrow/Ines Farrow.md"]


def test_two_at_the_table_with_one_first_name_are_doubtful(ferries):
    assert known(ferries, "Ines", "Ines Farrow", "Ines Calloway") == "Ines Calloway / Ines Farrow"


def test_the_owner_is_me_under_every_name(ferries):
    assert [ferries.resolve(name).people[0].me for name in ("@Myself", "me", "Ana Ruiz", "Ana", "Anna Ruiz")] == [
        True
    ] * 5
    assert not ferries.resolve("Gus").people[0].me


def test_a_stranger_is_unknown(ferries):
    found = ferries.resolve("Zebedee Farquhar")

    assert (found.outcome, found.people, found.because) == (Outcome.UNKNOWN, (), "nobody of that name")


@pytest.mark.parametrize("name", ["TBD", "@TBD", "?", "", "—", "n/a"])
def test_what_stands_for_nobody_is_nobody(ferries, name):
    assert ferries.resolve(name).because == "stands for nobody"


def test_a_role_is_nobody_unless_somebody_has_it_as_a_name():
    registry = Registry([about("Ida Morrow", "the treasurer"), meeting("Fees circle", "Fee Larkin")])

    assert known(registry, "the treasurer") == "Ida Morrow"
    assert (registry.resolve("the roofer").outcome, registry.resolve("the roofer").role) == (Outcome.UNKNOWN, True)
    assert known(registry, "Fees circle") == "Fees circle"
    assert registry.resolve("Fees circle").people[0].role


@pytest.mark.parametrize("name", ["Fees circle", "the roofer", "Owner", "Starling workshop", "Sales Team"])
def test_roles_and_groups(name):
    assert is_role(name)


@pytest.mark.parametrize(
    "name", ["Ana Ruiz", "ana ruiz", "Vincent van Gogh", "Suresh (unknown last name)", "李 雷", ""]
)
def test_what_is_no_role(name):
    assert not is_role(name)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("sana", "sanna", 1),
        ("tomas", "tomasz", 1),
        ("tomas", "thomas", 1),
        ("henrik", "henrick", 1),
        ("suresh", "surehs", 1),
        ("maria", "marta", None),
        ("maria", "mario", None),
        ("simon", "simone", None),
        ("frances", "francis", None),
        ("tina", "nina", None),
        ("helena", "selena", None),
        ("room12", "room13", None),
        ("alexander", "alexandra", None),
    ],
)
def test_how_far_two_given_names_are_apart(one, other, apart):
    assert letters_apart(one, other) == apart
    assert letters_apart(other, one) == apart


def test_two_letters_of_a_long_surname_may_differ():
    assert letters_apart("lindqvistson", "lindquistsen", surname=True) == 2
    assert letters_apart("lindqvistson", "lindquistsen") is None


def test_case_accents_hyphens_and_links_do_not_matter():
    assert words("[[People/Ana|ÁNA  o’Hara–Ruíz]]") == ("ana", "ohara", "ruiz")


@pytest.mark.parametrize(
    "path",
    ["People/Ana Ruiz.md", "Work/people/Ana Ruiz/README.md", "People/Ana Ruiz/Ana Ruiz.md", "Contacts/Ana Ruiz.md"],
)
def test_a_person_note_is_known_by_where_it_lies(path):
    assert known(Registry([NoteFacts(path=path)]), "Ana") == "Ana Ruiz"


def test_a_person_note_is_known_by_its_type():
    assert known(Registry([NoteFacts(path="Notes/Ana Ruiz.md", type="people")]), "Ana") == "Ana Ruiz"


@pytest.mark.parametrize(
    "path", ["People/README.md", "People/People.md", "People/2026-01-27 - Ana Ruiz.md", "Meetings/Ana Ruiz.md"]
)
def test_what_is_no_person_note(path):
    assert [person.name for person in Registry([NoteFacts(path=path)]).people] == ["Myself"]


@pytest.mark.parametrize(
    ("because", "counts"), [("template", False), ("conflict copy", False), ("excluded", False), ("archive", True)]
)
def test_only_archives_count_beside_live_notes(because, counts):
    note = about("Ana Ruiz")._replace(live=False, not_live_because=because)

    assert (known(Registry([note]), "Ana Ruiz") != "") is counts


def test_a_folder_and_a_note_beside_it_are_one_person_and_two_places_are_two():
    one = Registry([about("Ana Ruiz"), NoteFacts(path="People/Ana Ruiz/README.md")])
    two = Registry([about("Ana Ruiz"), about("Ana Ruiz", folder="Choir/People")])

    assert known(one, "Ana Ruiz") == "Ana Ruiz"
    assert known(two, "Ana Ruiz") == "Ana Ruiz / Ana Ruiz"


def test_an_archived_note_adds_to_the_one_that_lives():
    old = about("Ana Ruiz", "Anita", folder="_archive/People")._replace(live=False, not_live_because="archive")
    registry = Registry([old, about("Ana Ruiz")])

    assert [(person.name, person.path) for person in registry.people[1:]] == [("Ana Ruiz", "People/Ana Ruiz.md")]
    assert known(registry, "Anita") == "Ana Ruiz"


def test_an_archived_note_makes_a_person_known_and_is_not_theirs_to_write_into():
    """Kills: an alias that is written into an archive; a person whose live note is passed over for it."""
    old = about("Ana Ruiz", "Anita Vale", folder="_archive/People")._replace(live=False, not_live_because="archive")

    assert [(person.name, person.path) for person in Registry([old]).people[1:]] == [("Ana Ruiz", "")]
    assert known(Registry([old]), "Anita Vale") == "Ana Ruiz"
    (_, both) = Registry([old, about("Anita Vale")]).people
    assert (both.name, both.path) == ("Ana Ruiz", "People/Anita Vale.md")


def test_an_alias_that_two_state_is_doubtful_unless_one_of_them_sits_at_the_table():
    registry = Registry([about("Ana Ruiz", "Boss"), about("Gus Pettibone", "Boss")])

    assert known(registry, "Boss") == "Ana Ruiz / Gus Pettibone"
    assert known(registry, "Boss", "Gus Pettibone") == "Gus Pettibone"


def test_an_alias_is_doubtful_where_somebody_else_of_that_first_name_sits_at_the_table():
    registry = Registry([about("Ana Ruiz", "Ana"), meeting("Ana Gil", "Gus Pettibone")])

    assert known(registry, "Ana") == "Ana Ruiz"
    assert known(registry, "Ana", "Ana Gil") == "Ana Ruiz / Ana Gil"
    assert known(registry, "Ana", "Ana Gil", "Ana Ruiz") == "Ana Ruiz"


def test_a_full_name_is_meant_whoever_sits_at_the_table():
    registry = Registry([about("Ana Ruiz"), about("Ana Ruiz Gil")])

    assert known(registry, "Ana Ruiz", "Ana Ruiz Gil") == "Ana Ruiz"


def test_a_near_spelling_at_the_table_and_the_same_spelling_elsewhere_are_doubtful():
    registry = Registry([about("Sanna Ihle"), about("Sana Khan")])

    assert known(registry, "Sana") == "Sana Khan"
    assert known(registry, "Sana", "Sanna Ihle") == "Sana Khan / Sanna Ihle"


def test_participants_whom_nothing_else_makes_known_are_heard_too():
    assert known(Registry([]), "Ana", "Ana Gil") == "Ana Gil"
    assert known(Registry([]), "Ana", "Ana Gil", "Ana Ruiz") == "Ana Ruiz / Ana Gil"


def test_a_name_in_another_order_is_the_same():
    assert known(Registry([about("Ana Ruiz")]), "Ruiz Ana") == "Ana Ruiz"


def test_an_alias_of_initials_is_not_everybody_with_those_initials():
    registry = Registry([about("Ana Ruiz", "A. Ruiz"), meeting("Alma Ruiz")])

    assert known(registry, "Alma Ruiz") == "Alma Ruiz"
    assert known(registry, "Alma Ruiz Ortega") == "Alma Ruiz"


def test_participants_that_fit_one_person_are_spellings_of_that_person():
    registry = Registry([about("Rosanne Kincaid–Smith"), meeting("Rosanne Kincaid"), meeting("Rosane Kincaid-Smith")])

    assert len(registry.people) == 2
    assert registry.resolve("Rosanne Kincaid").because == "part of a doubled surname of Rosanne Kincaid–Smith"
    assert registry.resolve("Rosane Kincaid-Smith").because == "near spelling, 1 letter of Rosanne Kincaid–Smith"


def test_two_names_in_one_note_are_two_people_however_alike():
    together = Registry([meeting("Erik Braunfels", "Eric Braunfels")])
    apart = Registry([meeting("Erik Braunfels"), meeting("Eric Braunfels")])

    assert [known(together, name) for name in ("Erik Braunfels", "Eric Braunfels")] == [
        "Erik Braunfels",
        "Eric Braunfels",
    ]
    assert [known(apart, name) for name in ("Erik Braunfels", "Eric Braunfels")] == ["Eric Braunfels"] * 2


def test_a_short_name_that_fits_two_longer_ones_is_none_of_them():
    registry = Registry(
        [meeting("Rosanne Kincaid"), meeting("Rosanne Kincaid-Smith"), meeting("Rosanne Kincaid-Jones")]
    )

    found = registry.resolve("Rosanne Kincaid")

    assert {person.name for person in found.people} == {
        "Rosanne Kincaid",
        "Rosanne Kincaid-Smith",
        "Rosanne Kincaid-Jones",
    }
    assert [(one.name, other.name) for one, other, _ in registry.doubles] == [
        ("Rosanne Kincaid-Jones", "Rosanne Kincaid"),
        ("Rosanne Kincaid-Smith", "Rosanne Kincaid"),
    ]


def test_two_people_with_notes_are_never_made_one_but_told():
    registry = Registry([about("Henrik Vass"), about("Henrick Vass")])

    assert known(registry, "Henrick Vass") == "Henrick Vass"
    assert [(one.name, other.name, why) for one, other, why in registry.doubles] == [
        ("Henrick Vass", "Henrik Vass", "near spelling, 1 letter")
    ]


def test_an_alias_that_is_the_name_of_another_note_makes_one_of_two():
    registry = Registry([about("Henrik Vass", "Henrick Vass"), about("Henrick Vass", "The Captain")])

    assert [person.name for person in registry.people] == ["Myself", "Henrik Vass"]
    assert known(registry, "The Captain") == "Henrik Vass"
    assert registry.doubles == ()


def test_a_name_in_notes_that_fits_two_people_with_notes_joins_neither():
    registry = Registry([about("Henrik Vass"), about("Henrick Vass"), meeting("Henrikk Vass")])

    assert known(registry, "Henrikk Vass") == "Henrikk Vass / Henrick Vass / Henrik Vass"


def test_an_alias_that_two_state_makes_neither_of_them_the_third_who_has_it_as_a_name():
    registry = Registry([about("Ana Ruiz", "Ana"), about("Ana Gil", "Ana"), about("Ana")])

    assert known(registry, "Ana") == "Ana / Ana Gil / Ana Ruiz"


def test_two_who_state_each_other_are_one():
    registry = Registry([about("Ana", "Ana Ruiz"), about("Ana Ruiz", "Ana")])

    assert [person.name for person in registry.people] == ["Myself", "Ana"]


def test_the_configuration_names_aliases_and_people_without_a_note():
    registry = Registry([about("Ana Ruiz")], aliases={"ana ruiz": ["Boss"], "Tilda Brannock": ["the yard"]})

    assert (known(registry, "boss"), known(registry, "The yard")) == ("Ana Ruiz", "Tilda Brannock")
    assert registry.resolve("Boss").because == "alias in the configuration"


def test_all_the_owners_names_are_one_person():
    registry = Registry([about("Ana Ruiz", "Anita"), meeting("Ana Ruiz de Gil")], me=["Ana Ruiz", "Ana Ruiz de Gil"])

    assert [person.name for person in registry.people if person.me] == ["Ana Ruiz"]
    assert {known(registry, name) for name in ("Ana Ruiz de Gil", "Myself", "Anita")} == {"Ana Ruiz"}


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


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_is_too_odd_for_a_name(name, participants):
    registry = Registry([about("Ana Ruiz", name), meeting(*participants)], me=[name])

    assert registry.resolve(name, participants).name == name


def test_a_crowd_of_names_that_are_all_alike_stays_apart():
    crowd = [f"Annelise Bergmann{one}{other}" for one, other in permutations("abcdefghijklmno", 2)]

    registry = Registry([meeting(name) for name in crowd])

    assert known(registry, crowd[7]) == crowd[7]
