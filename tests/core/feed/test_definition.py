"""Feeds as values."""

import re
from datetime import UTC

import pytest

from vaultsync.core.feed.definition import (
    FeedDefinition,
    Kind,
    distinct_name_for,
    events,
    mine,
    name_for,
    person,
    proposals,
    todos,
    waiting,
)


@pytest.mark.parametrize("name", ["events", "ana-ruiz", "Q1_2026.v2", "x" * 64])
def test_a_name_is_a_word_for_files_and_addresses(name):
    assert FeedDefinition(name=name).name == name


@pytest.mark.parametrize("name", ["", ".hidden", "-o", "a/b", "a b", "..", "ä", "x" * 65, "a\n"])
def test_anything_else_is_refused(name):
    with pytest.raises(ValueError, match="no name for a feed"):
        FeedDefinition(name=name)


@pytest.mark.parametrize("wrong", [{"instances": -1}, {"instances": 13}, {"done_days": -1}, {"done_days": 40_000}])
def test_a_number_out_of_its_range_is_refused(wrong):
    with pytest.raises(ValueError, match="are from 0 to"):
        FeedDefinition(name="x", **wrong)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ana Ruiz", "ana-ruiz"),
        ("Zoë Kincaid–Smith", "zoe-kincaid-smith"),
        ("Suresh (unknown last name)", "suresh-unknown-last-name"),
        ("x" * 100, "x" * 64),
        ("../etc", "etc"),
    ],
)
def test_a_person_names_their_feed(words, name):
    assert name_for(words) == person(words).name == name


def test_a_name_without_latin_letters_is_told_by_digits_that_last():
    assert name_for("田中") == name_for("田中") != name_for("山田")
    assert FeedDefinition(name=name_for("田中"))


def test_ready_made_feeds_have_their_own_names_and_only_one_shows_proposals():
    ready = [events(), todos(), mine(), waiting(), proposals(), person("Ana Ruiz")]
    assert len({each.name for each in ready}) == len(ready)
    assert [each.name for each in ready if each.include_proposed] == ["proposals"]
    assert {each.kind for each in (mine(Kind.TODOS), waiting(Kind.TODOS), person("x", kind=Kind.TODOS))} == {Kind.TODOS}


def test_the_context_is_the_definitions():
    context = FeedDefinition(name="x", prefix="* ", scheduled_events=True, include_proposed=True).context(
        vault_name="Work", vault_id="v", zone=UTC
    )
    assert (context.prefix, context.scheduled_events, context.include_proposed) == ("* ", True, True)
    assert (context.vault_name, context.vault_id, context.zone) == ("Work", "v", UTC)


@pytest.mark.parametrize("words", ["Zoë Alt", "田中", "x" * 80, "a" * 55 + " b" * 9])
def test_digits_tell_the_feeds_of_two_people_apart_whose_names_come_to_the_same(words):
    name = distinct_name_for(words)
    assert FeedDefinition(name=name) and name == distinct_name_for(words)
    assert name.startswith(name_for(words)[:50]) and re.fullmatch(r".+-[0-9a-f]{8}", name)
    assert len({distinct_name_for(each) for each in ("Zoë Alt", "Zoe Alt", "x" * 80, "x" * 81)}) == 4
