"""What moves a component's digest and stamps, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.core.feed.making import CONTEXT, JANUARY_5, KICKOFF_SOURCE, SECOND, line, task, value, with_context
from vaultsync.core.feed import Alarm, Revision, render_event, render_todo
from vaultsync.core.model import BadDate, Priority, Status

BOTH = pytest.mark.parametrize("render", [render_todo, render_event])


def plain(**more):
    return task(due=JANUARY_5, created=date(2026, 1, 1), **more)


@BOTH
def test_a_line_that_moves_means_the_same(render):
    here = render(plain(), CONTEXT)
    for moved in (
        plain(number=40),
        plain(path="Archive of 2026/Kickoff.md"),
        plain(heading="Another heading"),
        plain(source=KICKOFF_SOURCE),
    ):
        there = render(moved, CONTEXT)
        assert there.digest == here.digest
    assert render(plain(path="Other.md"), CONTEXT).text != here.text


@BOTH
def test_a_new_stamp_means_the_same(render):
    first, second = render(plain(), CONTEXT), render(plain(), CONTEXT, revision=SECOND)
    assert first.digest == second.digest
    assert (value(first, "SEQUENCE"), value(second, "SEQUENCE")) == ("0", "1")
    assert value(second, "DTSTAMP") == value(second, "LAST-MODIFIED") == "20260107T080910Z"


@BOTH
def test_every_part_of_the_meaning_moves_the_digest(render):
    meanings = [
        plain(),
        plain(uid="vs-2"),
        plain(title="Send the agenda"),
        task(due=date(2026, 1, 6), created=date(2026, 1, 1)),
        task(due=JANUARY_5, created=date(2026, 1, 2)),
        plain(tags=("#work",)),
        plain(owners=("Ana Ruiz",)),
    ]
    digests = {render(meaning, CONTEXT).digest for meaning in meanings}
    assert len(digests) == len(meanings)


def test_every_part_of_a_todos_meaning_moves_the_digest():
    meanings = [
        plain(),
        plain(status=Status.STARTED),
        plain(status=Status.ON_HOLD),
        plain(status=Status.DONE),
        plain(status=Status.DONE, done=JANUARY_5),
        plain(priority=Priority.HIGH),
        plain(start=date(2026, 1, 2)),
        plain(start=JANUARY_5),
        plain(scheduled=date(2026, 1, 2)),
        plain(recurrence="every week"),
        plain(depends_on=("abc",)),
    ]
    digests = {render_todo(meaning, CONTEXT).digest for meaning in meanings}
    digests.add(render_todo(plain(), CONTEXT, parent="vs-9").digest)
    digests.add(render_todo(plain(), with_context(alarms=(Alarm(),))).digest)
    assert len(digests) == len(meanings) + 2


def test_an_event_and_a_todo_do_not_mean_the_same():
    assert render_event(plain(), CONTEXT).digest != render_todo(plain(), CONTEXT).digest


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ({"noted_on": date(2026, 1, 3)}, "20260103T000000Z"),
        ({"created": date(2026, 1, 4), "noted_on": date(2026, 1, 3)}, "20260104T000000Z"),
        ({"done": date(2026, 1, 6), "created": date(2026, 1, 4)}, "20260106T000000Z"),
        ({"cancelled": date(2026, 1, 7), "done": date(2026, 1, 6)}, "20260107T000000Z"),
        ({"created": BadDate("2026-02-30"), "noted_on": date(2026, 1, 3)}, "20260103T000000Z"),
        ({"due": date(2030, 1, 1)}, "20000101T000000Z"),
    ],
)
def test_without_a_revision_the_last_dated_thing_that_happened_is_the_change(said, changed):
    todo = render_todo(task(**said), CONTEXT)
    assert value(todo, "DTSTAMP") == value(todo, "LAST-MODIFIED") == changed


def test_every_line_of_the_task_tells_when_it_changed():
    todo = render_todo(task(created=JANUARY_5, others=(line(cancelled=date(2026, 1, 9)),)), CONTEXT)
    assert value(todo, "DTSTAMP") == "20260109T000000Z"


def test_a_change_without_a_zone_is_refused():
    naive = Revision(changed=datetime(2026, 1, 7, 8))  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="no time zone"):
        render_todo(plain(), CONTEXT, revision=naive)


@pytest.mark.parametrize(
    ("alarm", "todo_trigger", "event_trigger"),
    [
        (Alarm(), "TRIGGER;RELATED=END:PT0S", "TRIGGER;RELATED=START:PT0S"),
        (Alarm(before=timedelta(hours=15)), "TRIGGER;RELATED=END:-PT15H", "TRIGGER;RELATED=START:-PT15H"),
        (Alarm(before=-timedelta(hours=9)), "TRIGGER;RELATED=END:PT9H", "TRIGGER;RELATED=START:PT9H"),
        (
            Alarm(at=time(9)),
            "TRIGGER;VALUE=DATE-TIME:20260105T080000Z",
            "TRIGGER;VALUE=DATE-TIME:20260105T080000Z",
        ),
        (
            Alarm(before=-timedelta(hours=9), at=time(9)),
            "TRIGGER;VALUE=DATE-TIME:20260105T080000Z",
            "TRIGGER;VALUE=DATE-TIME:20260105T080000Z",
        ),
        (
            Alarm(before=timedelta(days=1), at=time(20)),
            "TRIGGER;VALUE=DATE-TIME:20260104T190000Z",
            "TRIGGER;VALUE=DATE-TIME:20260104T190000Z",
        ),
    ],
)
def test_an_alarm_rings_before_the_due_date_or_at_a_moment(alarm, todo_trigger, event_trigger):
    context = with_context(alarms=(alarm,))
    shown = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Send the minutes\r\n{}\r\nEND:VALARM\r\nEND:"
    assert shown.format(todo_trigger) in render_todo(plain(), context).text.decode()
    assert shown.format(event_trigger) in render_event(plain(), context).text.decode()


@pytest.mark.parametrize("due", [date.min, date.max])
def test_an_alarm_beyond_the_calendar_is_reckoned_from_the_due_date(due):
    alarms = tuple(Alarm(before=timedelta(days=days), at=time()) for days in (3, -3))
    todo = render_todo(task(due=due), with_context(alarms=alarms))
    assert todo.text.count(b"TRIGGER;RELATED=END") == 1


def test_an_absolute_alarm_of_a_task_due_at_a_time_is_on_the_day_it_is_there():
    alarm = Alarm(at=time(9))
    late = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    assert b"TRIGGER;VALUE=DATE-TIME:20260106T080000Z" in (
        render_todo(task(), with_context(alarms=(alarm,)), due_at=late).text
    )


@pytest.mark.parametrize(
    "quiet",
    [
        plain(status=Status.DONE),
        plain(status=Status.CANCELLED),
        plain(status=Status.PROPOSED),
        task(start=JANUARY_5),
    ],
)
def test_nothing_rings_for_what_is_decided_proposed_or_not_due(quiet):
    context = replace(CONTEXT, alarms=(Alarm(),), include_proposed=True, done_prefix="☑ ")
    assert b"VALARM" not in render_todo(quiet, context).text
    event = render_event(quiet, context)
    assert event is None or b"VALARM" not in event.text


def test_nothing_rings_by_default():
    assert b"VALARM" not in render_todo(plain(), CONTEXT).text + render_event(plain(), CONTEXT).text
