"""Who is asked how often, under which spellings, and where it is doubtful."""

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.notes.note import read_note
from vaultsync.core.people import Census, Person, Registry, census, meant_so_far

PEOPLE = {
    "People/Ines Calloway.md": "---\ntype: people\naliases: [Ines C.]\n---\n",
    "People/Ines Farrow.md": "---\ntype: people\n---\n",
    "Meetings/Weekly.md": """---
participants: [Ines Calloway, Ana Ruiz]
---
- [ ] Print the posters. @Ines #task
- [ ] Hang the posters. @Ines Calloway @Ines C. #task
- [ ] Pay for the posters. @Myself #task
- [ ] Fix the roof. @Roof team #task
- [ ] Paint the roof. @Zebedee #task
- [ ] Count the tiles. #task
""",
    "Inbox.md": "- [ ] Sell cheese. @Ines #task\n- [ ] Buy cheese. @Ines #task\n- [ ] Mow. @zebedee #task\n",
}


def counted() -> Census:
    notes = [read_note(path, text.encode(), Conventions()) for path, text in PEOPLE.items()]
    lines: list[TaskLine] = [line for note in notes for line in note.lines]
    return census(Registry((note.facts for note in notes), me=["Ana Ruiz"]), lines)


def test_a_line_counts_once_for_a_person_whom_it_names_twice():
    found = {each.person.name: each for each in counted().people}

    assert {name: each.count for name, each in found.items()} == {"Ana Ruiz": 1, "Ines Calloway": 2, "Ines Farrow": 0}
    assert [(each.text, each.count) for each in found["Ines Calloway"].spellings] == [
        ("Ines", 1),
        ("Ines C", 1),
        ("Ines Calloway", 1),
    ]


def test_people_come_by_how_often_they_are_asked_then_by_name():
    assert [each.person.name for each in counted().people] == ["Ines Calloway", "Ana Ruiz", "Ines Farrow"]


def taken(alias: str, person: str) -> dict[str, int]:
    """From whom a name is taken that becomes a further one of somebody's."""
    more = {"Talk.md": "---\nparticipants: [Zed Orr]\n---\n- [ ] Call the roofer. @Zed Orr #task\n"}
    notes = [read_note(path, text.encode(), Conventions()) for path, text in (PEOPLE | more).items()]
    registry = Registry((note.facts for note in notes), me=["Ana Ruiz"])
    found = census(registry, (line for note in notes for line in note.lines))
    whose = registry.resolve(person).person or Person(person)
    return {other.name: lines for other, lines in meant_so_far(alias, whose, registry, found).items()}


def test_a_further_name_is_taken_from_whom_it_means_so_far_and_from_nobody_by_whom_it_was_doubtful():
    """Kills: a first name that moves its lines to somebody else; a doubt that cannot be settled; a person's own name
    that counts as taken; somebody who is known by one mention, and cannot be said to be another."""
    assert taken("Ines C.", "Bo Lind") == {"Ines Calloway": 1}
    assert taken("Farrow", "Bo Lind") == {"Ines Farrow": 0}
    assert taken("Ines", "Bo Lind") == {"Ines Calloway": 1, "Ines Farrow": 0}
    assert taken("Ines", "Ines Farrow") == {"Ines Calloway": 1}
    assert taken("Ines", "Ines Calloway") == taken("Ines C.", "Ines Calloway") == {}
    assert taken("Zed Orr", "Bo Lind") == taken("Zebedee", "Bo Lind") == {}
    assert taken("Zed", "Bo Lind") == {"Zed Orr": 0}
    assert taken("Ana Ruiz", "Bo Lind") == {"Ana Ruiz": 0}


def test_a_spelling_says_why_it_means_this_person():
    first = counted().people[0].spellings[0]

    assert (first.text, first.because) == ("Ines", "first name, within the note's participants")


def test_a_doubtful_name_shows_whom_it_fits_and_where_it_stands():
    (doubt,) = counted().doubtful

    assert (doubt.name, doubt.count, doubt.places) == ("Ines", 2, (("Inbox.md", 1), ("Inbox.md", 2)))
    assert [person.name for person in doubt.people] == ["Ines Calloway", "Ines Farrow"]


def test_unknown_names_are_counted_in_any_case_and_roles_are_told_apart():
    assert [(each.name, each.count, each.role) for each in counted().unknown] == [
        ("Zebedee", 2, False),
        ("Roof team", 1, True),
    ]


def test_the_census_is_the_same_for_any_order_of_lines():
    notes = [read_note(path, text.encode(), Conventions()) for path, text in PEOPLE.items()]
    lines = [line for note in notes for line in note.lines]
    registry = Registry((note.facts for note in notes), me=["Ana Ruiz"])

    assert census(registry, lines) == census(registry, reversed(lines))
