"""One person under many spellings; never one where two fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.core.people.making import about, known, meeting
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.note import read_note
from vaultsync.core.people import Outcome, Registry
from vaultsync.core.people.names import is_role, letters_apart, words

VAULT = ROOT / "sample_vault"


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


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_is_too_odd_for_a_name(name, participants):
    registry = Registry([about("Ana Ruiz", name), meeting(*participants)], me=[name])

    assert registry.resolve(name, participants).name == name
