"""A title is taken apart into words, a verb, identifiers and dates."""

import pytest

from vaultsync.core.reconcile.stems import fold, stem
from vaultsync.core.reconcile.words import read, verb_of


def stems(title: str) -> list[str]:
    return [word.stem for word in read(title).words]


def kinds(title: str) -> dict[str, str]:
    return {word.stem: word.kind for word in read(title).words}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("photographs", "photographing"),
        ("invoices", "invoice"),
        ("realise", "realized"),
        ("planning", "planned"),
        ("pictures", "photo"),
        ("reviewers", "reviewer"),
        ("eleven", "11"),
        ("companies", "company"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("project", "projector"), ("class", "clas"), ("bus", "bu"), ("one", "1")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_case_and_accents_do_not_matter() -> None:
    assert fold("Élodie Straße") == "elodie strasse"


def test_function_words_and_the_clauses_that_machines_append_are_left_out() -> None:
    assert stems("Paint the fence, as discussed, to keep the work moving (exact date not specified).") == stems(
        "Paint a fence"
    )


def test_markdown_links_are_read_by_their_words() -> None:
    assert stems("Paint [[Garden/Fence|the fence]] **blue**") == ["paint", "fenc", "blue"]


def test_a_name_inside_the_title_is_known_by_its_capital_and_its_second_word_adds_little() -> None:
    assert kinds("Ask Rowan Pike about the trellis") == {
        "ask": "office",
        "rowan": "name",
        "pike": "surname",
        "trellis": "plain",
    }


@pytest.mark.parametrize(
    ("title", "identifiers"),
    [
        ("Close HIVE-12 today", ("ticket:hive-12",)),
        ("Answer https://desk.example/t/9.", ("url:https://desk.example/t/9",)),
        ("Write to rowan@garden.example", ("mail:rowan@garden.example",)),
        ("Pay bill 48213", ("number:48213",)),
        ("Plan the budget for 2031 in 3 steps", ()),
    ],
)
def test_identifiers_name_a_matter(title: str, identifiers: tuple[str, ...]) -> None:
    assert read(title).identifiers == identifiers


@pytest.mark.parametrize(
    ("title", "dates"),
    [
        ("Attend the dry run on 6 January", ("01-06",)),
        ("Attend the dry run on January 6th, 2031", ("01-06",)),
        ("Attend the dry run (2031-01-06)", ("01-06",)),
        ("Guard the hives from 4 to 8 March", ("03-04", "03-08")),
        ("Guard the hives March 4-8", ("03-04", "03-08")),
        ("Send the plan by 6 January", ()),
        ("Send the plan before Friday, 6 January", ()),
        ("Buy 6 janitor's brooms", ()),
    ],
)
def test_dates_of_the_object_are_found_and_deadlines_are_not(title: str, dates: tuple[str, ...]) -> None:
    assert read(title).dates == dates


@pytest.mark.parametrize(
    ("title", "verb", "a_class"),
    [
        ("Please share the plan", "share", "send"),
        ("Need to set up a visit", "set up", "schedule"),
        ("Water the beds", "water", None),
        ("Garden club: look into the leak", "look into", "investigate"),
        ("Keep an eye on the hives", "keep eye on", "monitor"),
    ],
)
def test_the_verb_is_found_behind_labels_and_lead_ins(title: str, verb: str, a_class: str | None) -> None:
    found, classes = verb_of(read(title).lead)

    assert found == verb
    assert (a_class in classes) if a_class else not classes


def test_a_title_without_words_has_no_verb() -> None:
    assert verb_of(read("…").lead) == ("", frozenset())
