"""One task as an event."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.core.feed.making import CONTEXT, JANUARY_5, line, task, value, values, with_context
from vaultsync.core.feed import render_event, render_instances
from vaultsync.core.model import BadDate, Status


def test_a_due_task_is_an_all_day_event_that_ends_the_next_day():
    event = render_event(task(due=JANUARY_5), CONTEXT)

    assert event.uid == "vs-1-due@vault-1"
    assert value(event, "DTSTART;VALUE=DATE") == "20260105"
    assert value(event, "DTEND;VALUE=DATE") == "20260106"
    assert value(event, "TRANSP") == "TRANSPARENT"
    assert value(event, "STATUS") == "CONFIRMED"
    assert value(event, "CLASS") == "PRIVATE"


def test_the_last_day_of_the_calendar_has_no_next_day():
    event = render_event(task(due=date.max), CONTEXT)
    assert (value(event, "DTSTART;VALUE=DATE"), value(event, "DTEND;VALUE=DATE")) == ("99991231", None)


@pytest.mark.parametrize("status", [Status.OPEN, Status.STARTED, Status.ON_HOLD])
def test_whatever_is_still_to_do_has_an_event(status):
    assert value(render_event(task(due=JANUARY_5, status=status), CONTEXT), "STATUS") == "CONFIRMED"


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED, Status.NON_TASK, Status.PROPOSED])
def test_what_is_decided_or_only_proposed_has_none(status):
    assert render_event(task(due=JANUARY_5, status=status), CONTEXT) is None


@pytest.mark.parametrize("due", [None, BadDate("2026-02-30")])
def test_without_a_day_there_is_no_event(due):
    assert render_event(task(due=due), CONTEXT) is None


def test_a_task_that_stands_in_the_archive_only_has_no_event():
    assert render_event(task(due=JANUARY_5, live=False), CONTEXT) is None


def test_a_proposal_is_tentative_on_demand():
    event = render_event(task(due=JANUARY_5, status=Status.PROPOSED), with_context(include_proposed=True))
    assert (value(event, "STATUS"), value(event, "CATEGORIES")) == ("TENTATIVE", "proposed")


def test_a_done_task_is_shown_on_demand_with_a_sign_of_its_own():
    done = task(due=JANUARY_5, status=Status.DONE)
    assert value(render_event(done, with_context(done_prefix="☑ ")), "SUMMARY") == "☑ Send the minutes"


def test_a_scheduled_day_makes_an_event_on_demand_and_only_without_a_due_date():
    context = with_context(scheduled_events=True)
    scheduled = date(2026, 1, 3)
    alone, due = task(scheduled=scheduled), task(scheduled=scheduled, due=JANUARY_5)

    assert render_event(alone, CONTEXT) is None
    assert value(render_event(alone, context), "DTSTART;VALUE=DATE") == "20260103"
    assert value(render_event(due, context), "DTSTART;VALUE=DATE") == "20260105"


def test_the_summary_has_a_box_and_no_markup():
    event = render_event(task("Ask **[[People/Ana Ruiz|Ana]]**, then send", due=JANUARY_5), CONTEXT)
    assert value(event, "SUMMARY") == r"☐ Ask Ana\, then send"


def test_the_box_can_be_another_or_none():
    assert value(render_event(task(due=JANUARY_5), with_context(prefix="")), "SUMMARY") == "Send the minutes"


@pytest.mark.parametrize("title", ["", "%%hidden%%", "\u202e"])
def test_a_task_without_words_is_untitled(title):
    assert value(render_event(task(title, due=JANUARY_5), CONTEXT), "SUMMARY") == "☐ untitled"


def test_tags_are_categories_in_one_property_without_sign_and_comma():
    event = render_event(task(due=JANUARY_5, tags=("#work/costs", "#a;b", "#x,y", "#work/costs", "#")), CONTEXT)
    assert value(event, "CATEGORIES") == r"a\;b,work/costs,x-y"


def test_without_tags_there_are_no_categories():
    assert value(render_event(task(due=JANUARY_5), CONTEXT), "CATEGORIES") is None


def test_the_link_leads_to_the_block_when_the_line_has_an_id():
    context = with_context(vault_name="My vault & co")
    event = render_event(task(due=JANUARY_5, path="Meetings/Q1, plan; v2.md", block_id="vs-1"), context)
    assert value(event, "URL") == (
        "obsidian://open?vault=My%20vault%20%26%20co&file=Meetings%2FQ1%2C%20plan%3B%20v2%23%5Evs-1"
    )


def test_the_link_leads_to_the_note_when_it_has_none():
    assert value(render_event(task(due=JANUARY_5), CONTEXT), "URL") == (
        "obsidian://open?vault=Work&file=Meetings%2FKickoff"
    )


def test_the_description_tells_note_heading_assignee_and_repetition():
    event = render_event(
        task(due=JANUARY_5, heading="Action *items*", owners=("Ana Ruiz", "Bo"), recurrence="every week"), CONTEXT
    )
    assert value(event, "DESCRIPTION") == (
        r"Note: Meetings/Kickoff.md\nHeading: Action items\nAssignee: Ana Ruiz\, Bo\nRepeats: every week"
    )
    assert values(event)["X-VAULTSYNC-ASSIGNEE"] == ["Ana Ruiz", "Bo"]


def test_nobody_is_invited():
    event = render_event(task(due=JANUARY_5, owners=("Ana Ruiz",)), CONTEXT)
    assert b"ATTENDEE" not in event.text
    assert b"ORGANIZER" not in event.text


def test_a_task_due_at_a_time_of_day_is_half_an_hour_in_utc():
    at = datetime(2026, 7, 5, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    event = render_event(task(due=JANUARY_5), CONTEXT, due_at=at)
    assert (value(event, "DTSTART"), value(event, "DTEND")) == ("20260705T133000Z", "20260705T140000Z")


def test_a_time_of_day_without_a_zone_is_one_of_the_vault():
    event = render_event(task(due=datetime(2026, 7, 5, 9, 30)), CONTEXT)  # noqa: DTZ001 - that is the point
    assert value(event, "DTSTART") == "20260705T073000Z"


def test_the_length_of_a_timed_event_is_the_contexts():
    event = render_event(
        task(), with_context(length=timedelta(hours=1)), due_at=datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    )
    assert value(event, "DTEND") == "20260106T003000Z"


def test_projected_instances_are_events_of_their_own():
    instances = render_instances(
        task(due=JANUARY_5, recurrence="every week"), [date(2026, 1, 19), date(2026, 1, 12)], CONTEXT
    )
    assert [(instance.uid, value(instance, "DTSTART;VALUE=DATE")) for instance in instances] == [
        ("vs-1-due.20260112@vault-1", "20260112"),
        ("vs-1-due.20260119@vault-1", "20260119"),
    ]
    assert b"RRULE" not in b"".join(instance.text for instance in instances)


def test_the_due_day_and_a_day_given_twice_make_no_second_event():
    days = [JANUARY_5, date(2026, 1, 12), date(2026, 1, 12)]
    assert len(render_instances(task(due=JANUARY_5), days, CONTEXT)) == 1


def test_instances_come_in_the_order_of_their_days():
    days = [date(2026, month, 5) for month in range(12, 1, -1)]
    uids = [instance.uid for instance in render_instances(task(due=JANUARY_5), days, CONTEXT)]
    assert uids == [f"vs-1-due.2026{month:02}05@vault-1" for month in range(2, 13)]


def test_a_decided_task_has_no_instances():
    assert render_instances(task(due=JANUARY_5, status=Status.CANCELLED), [date(2026, 1, 12)], CONTEXT) == ()


def test_instances_keep_the_time_of_day_across_summer_time():
    at = datetime(2026, 3, 23, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
    (instance,) = render_instances(task(), [date(2026, 3, 30)], CONTEXT, due_at=at)
    assert value(instance, "DTSTART") == "20260330T070000Z"


def test_the_speaking_line_gives_the_day_and_another_line_does_not():
    event = render_event(task(due=JANUARY_5, others=(line(due=date(2026, 2, 1), path="Later.md"),)), CONTEXT)
    assert value(event, "DTSTART;VALUE=DATE") == "20260105"
