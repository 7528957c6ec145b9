"""Which names are made one person, and which stay apart."""

from itertools import permutations

from tests.core.people.making import about, known, meeting
from vaultsync.core.people import Registry


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


def test_a_crowd_of_names_that_are_all_alike_stays_apart():
    crowd = [f"Annelise Bergmann{one}{other}" for one, other in permutations("abcdefghijklmno", 2)]

    registry = Registry([meeting(name) for name in crowd])

    assert known(registry, crowd[7]) == crowd[7]
