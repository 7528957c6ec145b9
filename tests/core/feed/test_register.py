"""Which published name a task continues."""

from datetime import UTC, datetime

import pytest

from tests.core.feed.making import line, task
from vaultsync.core.feed.card import Card, card_of
from vaultsync.core.feed.matching import match
from vaultsync.core.feed.register import publish, surely_unchanged
from vaultsync.core.feed.rows import State
from vaultsync.core.feed.series import Series
from vaultsync.core.model import Status

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 12, tzinfo=UTC)


def card(title="Send the minutes", **more) -> Card:
    """The card of a task; `names` and `ids` are what its lines go by."""
    names = more.pop("names", ("p-1",))
    ids = more.pop("ids", ())
    live = more.pop("live", True)
    made = card_of(task(title, live=live, **more))
    return made._replace(names=tuple(names), ids=tuple(ids), uid=(*ids, *names)[0])


def rows_of(*cards: Card) -> list:
    """The rows of a first publication, in the order of the cards."""
    found = publish(dict(enumerate(cards)), (), now=NOON)
    return [found.of_card[number] for number in range(len(cards))]


def continued(before: list[Card], now: list[Card], **more) -> list[int | None]:
    """For each card of now, which one of before it continues."""
    rows = rows_of(*before)
    found = match(dict(enumerate(now)), rows, **more)
    places = {row.uid: place for place, row in enumerate(rows)}
    return [places[found[number].uid] if number in found else None for number in range(len(now))]


def test_an_id_comes_before_everything_else():
    before = [card(ids=["vs-a"]), card("Call Bo", ids=["vs-b"], names=["p-2"], number=9)]
    now = [card("Call Bo", ids=["vs-a"], names=["p-2"], number=9), card(ids=["vs-b"])]
    assert continued(before, now) == [0, 1]


def test_a_name_of_any_line_reaches_a_task_that_is_reworded_in_another_note():
    before = [card(names=["p-1", "p-2"])]
    now = [card("Mail the protocol", path="Elsewhere.md", names=["p-2"])]
    assert continued(before, now) == [0]


def test_of_two_equal_wordings_in_a_note_each_keeps_its_own_date():
    """The provisional name says only which of the two comes first."""
    from datetime import date

    before = [card(due=date(2026, 1, 5), names=["p-1"], number=4), card(due=date(2026, 2, 5), names=["p-2"], number=5)]
    now = [card(due=date(2026, 2, 5), names=["p-1"], number=4), card(due=date(2026, 1, 5), names=["p-2"], number=5)]
    assert continued(before, now) == [1, 0]


def test_the_same_words_in_another_note_are_a_note_that_was_renamed_even_of_many():
    before = [card(f"Task {n} of many things to do", names=[f"p-{n}"], number=n, path="A.md") for n in range(3)]
    now = [card(f"Task {n} of many things to do", names=[f"q-{n}"], number=n, path="B.md") for n in (2, 0, 1)]
    assert continued(before, now) == [2, 0, 1]


@pytest.mark.parametrize("names", [["p-1"], ["q-1"]])
def test_another_id_is_another_task(names):
    assert continued([card(ids=["vs-a"])], [card(ids=["vs-b"], names=names)]) == [None]


def test_a_task_that_loses_its_id_is_the_same_where_it_stands():
    assert continued([card(ids=["vs-a"])], [card()]) == [0]


def test_the_same_place_is_proof_only_where_neither_has_an_id():
    assert continued([card()], [card("Quite another thing", names=["q"])]) == [0]
    assert continued([card()], [card("Quite another thing", names=["q"], ids=["vs-n"])]) == [None]
    assert continued([card(ids=["vs-a"])], [card("Quite another thing", names=["q"])]) == [None]


def test_what_belongs_to_a_task_that_has_not_moved_is_not_taken():
    before = [card()]
    (row,) = rows_of(*before)
    assert continued(before, [card(names=["q"], path="Copy.md")], held={row.uid}) == [None]


def test_a_task_that_lives_is_served_before_one_in_an_archive():
    now = [card(path="Archive/A.md", live=False, names=["q"]), card(path="Z.md", names=["r"])]
    assert continued([card()], now) == [None, 0]


def test_the_outcome_does_not_depend_on_the_order_of_reading():
    before = [card(f"Send the minutes {n}", names=[f"p-{n}"], number=n) for n in range(4)]
    now = [card(f"Send all the minutes {n}", names=[f"q-{n}"], number=n + 1) for n in range(4)]
    rows = rows_of(*before)
    one = match(dict(enumerate(now)), rows)
    other = match(dict(reversed([*enumerate(now)])), rows[::-1])
    assert one == other


def test_what_was_decided_and_is_gone_is_not_asked_for_again():
    (row,) = rows_of(card(status=Status.DONE))
    gone = row._replace(state=State.GONE)
    assert match({0: card(names=["q"], path="Later.md")}, [gone]) == {}
    assert match({0: card(names=["q"], path="Later.md")}, [gone._replace(decided=False)]) == {
        0: row._replace(state=State.GONE, decided=False)
    }


def test_a_line_that_is_deleted_is_gone_and_not_merged_into_its_neighbour():
    """The neighbour takes over its provisional name, which says only that it is the first of these words."""
    from datetime import date

    soon, late = date(2026, 1, 5), date(2026, 2, 5)
    rows = rows_of(card(due=soon, names=["p-1"], number=4), card(due=late, names=["p-2"], number=5))
    found = publish({0: card(due=late, names=["p-1"], number=4)}, rows, now=LATER)
    assert found.of_card[0].uid == rows[1].uid
    states = {row.uid: row.state for row in found.changed if row.state is not State.LIVE}
    assert [*states.values()] == [State.GONE]


def test_a_task_that_swallows_another_keeps_the_name_of_its_speaking_line():
    rows = rows_of(card(names=["p-1"]), card("Mail it", names=["p-2"], path="B.md"))
    found = publish({0: card(names=["p-1", "p-2"])}, rows, now=LATER)
    assert found.of_card[0].uid == rows[0].uid
    (merged,) = (row for row in found.changed if row.state is State.MERGED)
    assert (merged.uid, merged.into, merged.since, merged.sequence) == (rows[1].uid, rows[0].uid, "2026-03-03", 1)
    assert merged.changed == "20260303T120000Z"


def test_a_name_is_given_once():
    cards = {n: card(names=[f"p-{n}"], number=n) for n in range(3)}
    found = publish(cards, (), now=NOON, taken=lambda uid: uid == rows_of(card())[0].uid)
    uids = {row.uid for row in found.of_card.values()}
    assert len(uids) == 3
    assert rows_of(card())[0].uid not in uids


def test_a_task_that_stands_in_an_archive_only_is_given_no_name():
    assert publish({0: card(live=False)}, (), now=NOON).of_card == {}


def test_publishing_the_same_again_changes_nothing():
    rows = rows_of(card(), card("Call Bo", ids=["vs-b"], number=7))
    cards = {0: card(), 1: card("Call Bo", ids=["vs-b"], number=7)}
    assert publish(cards, rows, now=LATER).changed == ()


def test_a_digest_of_another_scheme_is_no_change_of_meaning():
    (row,) = rows_of(card())
    (changed,) = publish({0: card()}, [row._replace(digest="0:old")], now=LATER).changed
    assert (changed.sequence, changed.changed) == (row.sequence, row.changed)


def test_the_last_day_of_the_lines_is_when_a_task_changed_that_is_published_first():
    from datetime import date

    (row,) = rows_of(card(created=date(2026, 1, 5), others=(line(done=date(2026, 1, 9)),)))
    assert row.changed == "20260109T000000Z"


@pytest.mark.parametrize(
    ("change", "known"),
    [
        ({}, True),
        ({"summary": "Another thing", "digest": "1:other"}, False),
        ({"line": 9}, False),
        ({"ids": (), "uid": "p-1"}, False),
        ({"live": False}, False),
        ({"names": ("p-1", "p-2")}, False),
        ({"recurrence": "every week"}, False),
    ],
)
def test_a_task_is_surely_unchanged_only_if_its_row_is_its_own_and_would_stay_as_it_is(change, known):
    """Kills: a change that is overlooked; a task that may have swallowed another one, or recurs."""
    first = card(ids=["vs-a"])
    (row,) = rows_of(first)
    assert surely_unchanged(first._replace(**change), row, NOON) is known


def test_a_row_of_a_series_or_one_that_is_gone_is_never_surely_unchanged():
    first = card(ids=["vs-a"])
    (row,) = rows_of(first)
    assert not surely_unchanged(first, row._replace(state=State.GONE), NOON)
    assert not surely_unchanged(first, row._replace(series=Series("vs-a")), NOON)
    assert not surely_unchanged(first, row._replace(keys=("vs-a", "p-1", "p-2")), NOON)


@pytest.mark.parametrize("more", [{"names": ("p-1", "p-2")}, {"recurrence": "every week"}])
def test_a_task_of_several_lines_or_one_that_recurs_is_not_surely_unchanged_though_nothing_changed(more):
    """Kills: what became one task of two while there was no index is taken for one that never was another."""
    first = card(ids=["vs-a"])._replace(**more)
    (row,) = rows_of(first)
    assert not surely_unchanged(first, row, NOON)
