"""Small labelled pairs: which two lines are one task, and which only look like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.reconcile.making import read_title
from vaultsync.core.reconcile.contrast import contrast
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.growing import put
from vaultsync.core.reconcile.likeness import AUTOMATIC, SUGGESTED, score
from vaultsync.core.reconcile.memory_shelf import MemoryShelf

SAME = [
    (
        "Send the honey price list to the market office @Ana Ruiz",
        "Share the honey price list with the market office @Ana",
    ),
    ("Repair the leaking trellis pump behind the greenhouse", "Fix the trellis pump that leaks behind the greenhouse"),
    (
        "Order twelve cedar hive frames (details not given in the source)",
        "Order 12 cedar hive frames to keep the work moving",
    ),
    ("Close HIVE-12 once the wax filter is replaced", "Close HIVE-12 once the wax filter was replaced, as discussed"),
    ("Attend the swarm drill on 6 January @Myself", "Take part in the swarm drill on January 6"),
    ("Review the orchard lease draft @TBD", "Review the draft of the orchard lease @Bo Lind"),
    ("Laminated hive labels", "Order the laminated hive labels"),
    ("Write version two of the orchard lease", "Prepare the second version of the orchard lease"),
    ("Fix an appointment with the hive inspector", "Book an appointment with the hive inspector"),
    ("Photograph the wet honey cellar", "Take pictures of the wet honey cellar"),
    ("Draft the justification of the honey prices", "Write how the honey prices are justified"),
    ("Repair the honey press motor and its belt (HIVE-12)", "Repair the honey press motor and its belt"),
]
DIFFERENT = [
    ("Attend the swarm drill on 6 January", "Attend the swarm drill on 24 February"),
    ("Pay bill 48213 of the sawmill", "Pay bill 48219 of the sawmill"),
    ("Close HIVE-12 once the wax filter is replaced", "Close HIVE-13 once the wax filter is replaced"),
    ("Draft the orchard lease @Ana Ruiz", "Review the orchard lease @Bo Lind"),
    ("Draft the orchard lease", "Review the orchard lease"),
    ("Order wax for the north shed", "Order wax for the south shed"),
    ("Check the frames of hive 2", "Check the frames of hive 5"),
    ("Share the honey recipe with the apprentices", "Share the honey recipe with the auditors"),
    ("Ask Ana Ruiz for the cedar frames", "Buy brooms for the shed"),
    ("Send the honey price list", "Do not send the honey price list"),
    ("Train the early shift on the honey press", "Hold the honey press training for the late shift"),
    ("Ask three sawmills for quotes for cedar frames", "Choose one of the three quotes for cedar frames"),
    ("Write the advertisement for a beekeeper", "Publish the advertisement for a beekeeper"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_reworded_lines_are_one_task(one: str, other: str) -> None:
    assert score(read_title(one, "A.md"), read_title(other, "B.md")) >= AUTOMATIC


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_lines_that_ask_for_something_else_are_not_one_task(one: str, other: str) -> None:
    assert score(read_title(one, "A.md"), read_title(other, "B.md")) < AUTOMATIC


def test_a_sentence_with_another_name_in_it_is_not_even_suggested() -> None:
    one = read_title("Ask Ines Moller about the orchard", "A.md")
    other = read_title("Ask Tore Farrell about the orchard", "B.md")

    assert score(one, other) < SUGGESTED


def test_what_the_other_line_says_in_more_words_is_no_contrast() -> None:
    one = read_title("Repair the trellis pump", "A.md")
    other = read_title("Repair the trellis pump behind the greenhouse before the frost", "B.md")

    assert contrast(one, other) == ""


def test_a_generic_line_means_what_its_meeting_is_about() -> None:
    one = read_title("Schedule a follow-up", "A.md", title="Roof", participants="[Ana Ruiz]", source_ref="a.md")
    again = read_title("Schedule a follow-up", "B.md", title="Roof", participants="[Ana Ruiz]", source_ref="a.md")
    elsewhere = read_title("Schedule a follow-up", "C.md", title="Honey", participants="[Bo Lind]", source_ref="c.md")

    assert score(one, again) >= AUTOMATIC
    assert score(one, elsewhere) < SUGGESTED
    assert one.unit == again.unit != elsewhere.unit


def test_a_line_that_names_nothing_is_another_one_in_each_meeting() -> None:
    one = read_title("Schedule a follow-up", "A.md", title="Roof", participants="[Ana Ruiz]")
    other = read_title("Schedule a follow-up", "B.md", title="Honey", participants="[Ana Ruiz, Bo Lind]")
    nowhere = read_title("Schedule a follow-up", "Daily/2031-01-02.md")

    assert score(one, other) < SUGGESTED
    assert score(one, nowhere) < SUGGESTED


def test_talks_with_different_people_are_told_apart_without_knowing_whose_vault_it_is() -> None:
    def talk(path: str, people: str) -> Features:
        return read_title("Prepare the honey review", path, participants=people, source_ref=path)

    ana, bo, again = talk("A.md", "[Eva Moss, Ana Ruiz]"), talk("B.md", "[Eva Moss, Bo Lind]"), talk("C.md", "[Ana]")

    assert score(ana, bo) < SUGGESTED
    assert score(ana, again) >= AUTOMATIC


def test_one_mail_is_known_under_all_its_export_numbers() -> None:
    one = read_title("Prune the pear trees", "A.md", source_ref="/Users/a/Mail/2031-01-02_092145_6574_Re-Pears.md")
    other = read_title("Prune the plum trees", "B.md", source_ref="Mail/2031-01-02_092145_8515_Pears.md")

    assert not one.sources.isdisjoint(other.sources)


def test_the_two_ends_of_a_fan_out_are_one_sentence() -> None:
    one, other = read_title("Guard the hives at night @Ana Ruiz"), read_title("Guard the hives at night @Bo Lind")

    assert one.unit == other.unit


"""There are few words on purpose: lines without a word in common would make every property true."""
WORDS = ["Send", "Review", "honey", "orchard lease", "Ana Ruiz", "on 6 January", "for the market office", "HIVE-12"]
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
ids = st.sampled_from(["", " ^vs-one", " ^vs-two"])
lines = st.builds(lambda title, end: read_title(title + end), titles, ids)


few_words = st.lists(st.sampled_from(["honey", "Honey", "lease", "&", "for"]), max_size=3).map(" ".join)


@settings(max_examples=300)
@given(one=few_words, other=few_words)
def test_lines_of_one_unit_differ_in_nothing_but_where_they_stand(one: str, other: str) -> None:
    """Kills: a unit made of stems alone, which `honey` shares with the name `Honey`, and `&` with nothing."""
    first, second = read_title(f"Send {one}"), read_title(f"Send {other}")

    assert first == second or first.unit != second.unit


@given(one=lines, other=lines)
def test_likeness_does_not_depend_on_which_line_comes_first(one: Features, other: Features) -> None:
    """Kills: the length of the first line, not of the longer one, in the denominator of `length`."""
    assert score(one, other) == score(other, one)


@settings(max_examples=300)
@given(one=lines, other=lines)
def test_a_line_is_found_by_every_line_that_it_finds(one: Features, other: Features) -> None:
    """Kills: a line that names no matter seeks no triples of words, so that who is read first decides."""
    forth, back = MemoryShelf(), MemoryShelf()
    for path, line in (("A.md", one), ("B.md", other)):
        put(forth, {path: {1: line}})
    for path, line in (("B.md", other), ("A.md", one)):
        put(back, {path: {1: line}})

    assert forth.edges(one.unit) == back.edges(one.unit)


@pytest.mark.parametrize(
    ("title", "negated"),
    [
        ("Do not water the ferns", True),
        ("Never water the ferns", True),
        ("Stop the ferry timetable", True),
        ("Cancel the ferry timetable", True),
        ("Request a stop sign at the quarry", False),
        ("Stop by the bakery", False),
        ("Stop", True),
    ],
)
def test_a_stop_sign_says_not_to_do_nothing(title: str, negated: bool) -> None:
    """Kills: a noun, or another verb, that is taken for a negation: its line never joins one without the word."""
    assert read_title(title).negated is negated
