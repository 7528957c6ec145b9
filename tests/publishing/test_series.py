"""Events of recurring tasks: each occurrence has one UID for life."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.making import Desk
from vaultsync.core.feed.card import card_of
from vaultsync.core.feed.definition import events
from vaultsync.core.feed.series import coming_days
from vaultsync.core.notes.note import read_note

WATER = "Water the plants 🔁 every week #task"


def weekly(*lines: str) -> dict[str, str]:
    """A note of occurrences: `[x] 2026-02-09 ^vs-w`."""
    rows = []
    for line in lines:
        box, day, *names = line.split()
        rows.append(f"- {box.replace('_', ' ')} {WATER} 📅 {day} {' '.join(names)}".rstrip())
    return {"Home.md": "\n".join(rows) + "\n"}


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "state")
    yield desk
    desk.close()


def days(desk) -> dict[str, str]:
    """The day of each event by its uid."""
    return {uid: told.rpartition(" ")[2] for uid, told in desk.events().items()}


def test_the_next_occurrences_have_events_of_their_own(desk):
    desk.save(weekly("[_] 2026-02-09 ^vs-w"))
    assert days(desk) == {
        "vs-w-due": "20260209",
        "vs-w-due.20260216": "20260216",
        "vs-w-due.20260223": "20260223",
        "vs-w-due.20260302": "20260302",
        "vs-w-due.20260309": "20260309",
        "vs-w-due.20260316": "20260316",
    }


@pytest.mark.parametrize("name", ["^vs-w", ""])
@pytest.mark.parametrize("below", [False, True])
def test_completing_an_occurrence_leaves_every_later_event_its_uid_and_day(desk, name, below):
    desk.save(weekly(f"[_] 2026-02-09 {name}"))
    before = days(desk)
    done, coming = f"[x] 2026-02-09 ✅ 2026-02-09 {name}", "[_] 2026-02-16"
    desk.save(weekly(*((done, coming) if below else (coming, done))))
    after = days(desk)

    assert after.items() >= {uid: day for uid, day in before.items() if day != "20260209"}.items()
    assert [day for uid, day in after.items() if uid not in before] == ["20260323"]


def test_rescheduling_moves_the_events_and_changes_no_uid(desk):
    desk.save(weekly("[_] 2026-02-09 ^vs-w"))
    before = days(desk)
    desk.save(weekly("[_] 2026-02-10 ^vs-w"))
    after = days(desk)
    assert after.keys() == before.keys()
    assert sorted(after.values()) == ["20260210", "20260217", "20260224", "20260303", "20260310", "20260317"]


def test_skipping_an_occurrence_takes_away_its_event_and_no_other(desk):
    desk.save(weekly("[_] 2026-02-09 ^vs-w"))
    before = days(desk)
    desk.save(weekly("[_] 2026-02-16 ^vs-w"))
    assert before.keys() - days(desk).keys() == {"vs-w-due"}


def test_a_series_is_known_after_many_completions_and_without_an_index(desk):
    desk.save(weekly("[_] 2026-02-09 ^vs-w"))
    seen = days(desk)
    lines = ["[_] 2026-02-09 ^vs-w"]
    for day in ("16", "23"):
        done = lines[0].replace("[_]", "[x]")
        lines = [f"[_] 2026-02-{day}", done, *lines[1:]]
        desk.save(weekly(*lines))
        desk.lose_index()
        now = days(desk)
        assert all(seen[uid] == told for uid, told in now.items() if uid in seen)
        seen |= now
    assert "vs-w-due.20260223" in now


def test_a_task_that_begins_to_recur_keeps_its_event(desk):
    desk.save({"Home.md": "- [ ] Water the plants 📅 2026-02-09 #task ^vs-w\n"})
    assert days(desk) == {"vs-w-due": "20260209"}
    desk.save(weekly("[_] 2026-02-09 ^vs-w"))
    assert days(desk)["vs-w-due"] == "20260209"
    desk.save({"Home.md": "- [ ] Water the plants 📅 2026-02-09 #task ^vs-w\n"})
    assert days(desk) == {"vs-w-due": "20260209"}


def test_two_series_of_the_same_words_are_two(desk):
    desk.save(weekly("[_] 2026-02-09 ^vs-w", "[_] 2026-02-11 ^vs-v"))
    assert len(days(desk)) == 12


def test_a_feed_says_how_many_days_ahead_it_looks(desk):
    desk.save(weekly("[_] 2026-02-09 ^vs-w"))
    for number in (0, 1, 12):
        assert len(desk.components(replace(events(), instances=number))) == number + 1


def test_the_time_of_day_is_that_of_the_task(desk):
    desk.save({"Home.md": "- [ ] Water the plants 🔁 every day (@2026-02-09 07:30) #task 📅 2026-02-09 ^vs-w\n"})
    assert {day[8:] for day in days(desk).values()} == {"T073000Z"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("🔁 every month 📅 2026-01-31", ["2026-02-28", "2026-03-28"]),
        ("🔁 every week when done 📅 2026-02-09", ["2026-02-16", "2026-02-23"]),
        ("🔁 every 2 days", []),
        ("🔁 every nothing 📅 2026-02-09", []),
        ("📅 2026-02-09", []),
        ("🔁 every year 📅 9998-02-09", ["9999-02-09"]),
    ],
)
def test_the_coming_days_are_those_that_the_tasks_plugin_would_give(conventions, said, expected):
    (line,) = read_note("a.md", f"- [ ] Water #task {said}".encode(), conventions).lines
    from vaultsync.core.reconcile.task import task_of

    assert coming_days(card_of(task_of([line])), 2) == expected


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["complete", "later", "earlier", "lose"]), max_size=6), st.sampled_from(["^vs-w", ""]))
def test_no_event_of_a_series_is_ever_replaced_by_another_for_the_same_day(tmp_path_factory, steps, name):
    """Kills: slots by the day they are on now; a series that ends with its first id."""
    from datetime import date, timedelta

    desk = Desk(tmp_path_factory.mktemp("state"))
    due, done, open_name = date(2026, 2, 9), [], name
    desk.save(weekly(f"[_] {due} {open_name}"))
    known = days(desk)
    for step in steps:
        if step == "lose":
            desk.lose_index()
        elif step == "complete":
            done.insert(0, f"[x] {due} ✅ {due} {open_name}")
            due, open_name = due + timedelta(days=7), ""
        else:
            due += timedelta(days=1 if step == "later" else -1)
        desk.save(weekly(f"[_] {due} {open_name}", *done))
        now = days(desk)
        if step == "complete":
            assert now.items() >= {uid: day for uid, day in known.items() if uid in now}.items()
            assert len(known.keys() - now.keys()) == 1
        else:
            assert now.keys() == known.keys()
        known = now
    desk.close()
