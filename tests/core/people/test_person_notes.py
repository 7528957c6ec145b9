"""The notes that make people known: where they lie, what they state, archived or live."""

import pytest

from tests.core.people.making import about, known
from vaultsync.core.model import NoteFacts
from vaultsync.core.people import Registry


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
