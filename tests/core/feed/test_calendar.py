"""Components as one calendar."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.feed.lint import complaints
from tests.core.feed.making import CONTEXT, JANUARY_5, task, value
from vaultsync.core.feed import Colour, calendar, render_event, render_todo

TASKS = [task(f"Task {number}", uid=f"vs-{number}", due=JANUARY_5) for number in range(4)]
COMPONENTS = [render(one, CONTEXT) for one in TASKS for render in (render_event, render_todo)]


def test_the_head_says_everything_in_both_tongues():
    feed = calendar(
        "Work, mine",
        [],
        description="Tasks of the vault",
        colour=Colour("teal", "#008080"),
        refresh=timedelta(minutes=90),
        source="https://tasks.example.org/x/tasks.ics",
    )
    assert feed.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//vaultsync//vaultsync//EN",
        "CALSCALE:GREGORIAN",
        r"NAME:Work\, mine",
        r"X-WR-CALNAME:Work\, mine",
        "DESCRIPTION:Tasks of the vault",
        "X-WR-CALDESC:Tasks of the vault",
        "COLOR:teal",
        "X-APPLE-CALENDAR-COLOR:#008080",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H30M",
        "X-PUBLISHED-TTL:PT1H30M",
        "SOURCE;VALUE=URI:https://tasks.example.org/x/tasks.ics",
        "END:VCALENDAR",
        "",
    ]


def test_a_calendar_has_no_method_no_rule_and_no_uid_of_its_own():
    feed = calendar("Work", COMPONENTS)
    assert b"METHOD" not in feed
    assert b"RRULE" not in feed
    assert b"UID:" not in feed[: feed.index(b"BEGIN:V", 1)]
    assert feed.count(b"\r\nUID:") == len(COMPONENTS)


@given(st.permutations(COMPONENTS))
def test_the_order_of_the_components_does_not_show(components):
    """Kills: components joined in the order they came."""
    assert calendar("Work", components) == calendar("Work", COMPONENTS)


def test_components_stand_in_the_order_of_their_uids():
    feed = calendar("Work", COMPONENTS)
    uids = [row.removeprefix(b"UID:").decode() for row in feed.split(b"\r\n") if row.startswith(b"UID:")]
    assert uids == sorted(component.uid for component in COMPONENTS)
    assert uids[:2] == ["vs-0-due@vault-1", "vs-0@vault-1"]


def test_two_components_with_one_uid_are_refused():
    twins = [render_todo(task("One"), CONTEXT), render_todo(task("Other"), CONTEXT)]
    with pytest.raises(ValueError, match="vs-1@vault-1"):
        calendar("Work", twins)


@given(st.lists(st.sampled_from(["a", "a-due", "a-due-due", "a-todo"]), unique=True))
def test_no_names_of_tasks_make_an_event_and_a_todo_share_a_uid(uids):
    """Kills: `<uid>@` for every todo; the task `a-due` then shares the UID of the event of `a`."""
    tasks = [task(uid=uid, due=JANUARY_5) for uid in uids]
    made = [render(one, CONTEXT) for one in tasks for render in (render_event, render_todo)]

    assert len({component.uid for component in made}) == len(made)
    assert calendar("Work", made).count(b"\r\nUID:") == len(made)


def test_a_calendar_without_components_is_still_one():
    assert calendar("Work", []).endswith(b"X-PUBLISHED-TTL:PT1H\r\nEND:VCALENDAR\r\n")


@pytest.mark.parametrize(("name", "rgb"), [("#008080", "#008080"), ("teal", "teal"), ("teal\r\nX:y", "#008080")])
def test_a_colour_is_a_css_name_and_its_rgb(name, rgb):
    with pytest.raises(ValueError, match="CSS colour"):
        Colour(name, rgb)


def test_nothing_that_comes_from_outside_can_add_a_line_to_the_head():
    feed = calendar("A\r\nMETHOD:PUBLISH", [], description="B\nUID:x", source="http://h/\r\nX-EVIL:1")
    assert complaints(feed) == []
    assert r"NAME:A METHOD:PUBLISH" in feed.decode().split("\r\n")
    assert "SOURCE;VALUE=URI:http://h/%0D%0AX-EVIL:1" in feed.decode().split("\r\n")


def test_the_components_are_what_was_rendered():
    feed = calendar("Work", COMPONENTS)
    assert all(component.text in feed for component in COMPONENTS)
    assert value(COMPONENTS[0], "SUMMARY") == "☐ Task 0"
