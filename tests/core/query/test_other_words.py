"""What is said in other words than the plugin's, or in those of other programs, is answered with its words."""

from datetime import date

import pytest

from tests.core.query.making import reads, suggested
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.terms import Terms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("not done.", "not done"),
        ("not done,due today", "(not done) AND (due today)"),
        ("not done; due today", "(not done) AND (due today)"),
        ("not done && due today", "(not done) AND (due today)"),
        ("not done due today", "(not done) AND (due today)"),
        ("due past", "due before today"),
        ("due in the past", "due before today"),
        ("scheduled: before tomorrow", "scheduled before tomorrow"),
        ("start date is today", "starts on today"),
        ("starts before tomorow", "starts before tomorrow"),
        ("deadline <= friday", "due on or before friday"),
        ("assignee includes Ana", "assignee is Ana"),
        ("is assigned", "assignee is not unassigned"),
        ("priority is normal", "priority is none"),
        ("priority is hihg", "priority is high"),
        ("priority >= high", "NOT (priority is below high)"),
        ("priority <= low", "NOT (priority is above low)"),
        ("priority high or higher", "NOT (priority is below high)"),
        ("is cancelled", "status.type is CANCELLED"),
        ("in progress", "status.type is IN_PROGRESS"),
        ("status is Waiting for", "status.name includes Waiting for"),
        ("has tag #waiting", "tags include #waiting"),
        ("has deadline", "has due date"),
        ("path starts with Work", "path regex matches /^Work/i"),
        ("path ends with Work", "path regex matches /Work$/i"),
        ("urgency is above 10", "filter by function task.urgency > 10"),
        ("filter by functions task.isDone", "filter by function task.isDone"),
        ("sort by reverse due", "sort by due reverse"),
        ("group by due date desc", "group by due reverse"),
        ("order by due", "sort by due"),
        ("group by week", "group by function task.due.format('GGGG-[W]WW', 'no date')"),
        ("group by due month", "group by function task.due.format('YYYY-MM', 'no date')"),
        ("group by quarter", "group by function task.due.format('YYYY-[Q]Q', 'no date')"),
        ("note includes Kiosk", "filename includes Kiosk"),
        ("note name does not contain Kiosk", "filename does not include Kiosk"),
        ("path =~ /x/", "path regex matches /x/"),
        ("path !~ /x/", "path regex does not match /x/"),
        ("hide completed tasks", "not done"),
        ("find goat", "description includes goat"),
        ("search for goat milk", "description includes goat milk"),
        ("text goat", "description includes goat"),
        ("contains goat", "description includes goat"),
        ("name includes goat", "description includes goat"),
        ("assigned to: others", "NOT (assignee is me)"),
        ('WHERE text = "goat"', "description includes goat"),
        ('where owner = "Ana"', "assignee is Ana"),
        ('path = "Projects"', "path includes Projects"),
        ("heading is “Today”", "heading includes Today"),
        ("date before: 5 May", "due before 5 May"),
        ("type is TODO", "status.type is TODO"),
        ("type is not done", "status.type is not done"),
        ("top 10", "limit 10"),
        ("limit: 5", "limit 5"),
    ],
)
def test_other_words_for_an_instruction_are_known(typed, meant):
    """Kills: what looks like it, but cannot be read or finds nothing."""
    assert suggested(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("due weekend", "due 2026-03-07 2026-03-08"),
        ("due on the weekend", "due 2026-03-07 2026-03-08"),
        ("due on or before the weekend", "due on or before 2026-03-07 2026-03-08"),
        ("due by next weekend", "due on or before 2026-03-14 2026-03-15"),
        ("this weekend", "due 2026-03-07 2026-03-08"),
        ("description include weekend", "description includes weekend"),
        ("due < 7 days", "due before in 7 days"),
        ("due before 7 days", "due before in 7 days"),
        ("due <= 7 days", "due on or before in 7 days"),
        ("due in less than 2 weeks", "due before in 2 weeks"),
        ("due > 7 days", "due after in 7 days"),
        ("due 7 days", "due in 7 days"),
        ("created < 7 days", "created after 7 days ago"),
        ("created older than 7 days", "created before 7 days ago"),
        ("due older than 3 months", "due before 3 months ago"),
        ("due is newer than 3 days", "due after 3 days ago"),
        ("due more than 2 weeks ago", "due before 2 weeks ago"),
        ("due less than 2 weeks ago", "due after 2 weeks ago"),
        ("due < 2 weeks ago", "due before 2 weeks ago"),
        ("created before 7 days", "created before 7 days ago"),
        ("done <= 2 weeks", "done on or after 2 weeks ago"),
        ("done >= 2 weeks", "done on or before 2 weeks ago"),
        ("completed 3 days", "done 3 days ago"),
    ],
)
def test_a_length_is_reckoned_from_today_and_of_the_past_it_is_an_age(typed, meant):
    """Kills: a proposal that looks at next week for what was done, or at Saturday alone for a weekend."""
    assert suggested(typed) == meant


@pytest.mark.parametrize(
    ("today", "days"),
    [
        ("2026-03-06", "2026-03-07 2026-03-08"),
        ("2026-03-07", "2026-03-07 2026-03-08"),
        ("2026-03-08", "2026-03-07 2026-03-08"),
        ("2026-03-09", "2026-03-14 2026-03-15"),
    ],
)
def test_a_weekend_is_that_of_the_week_also_on_its_last_day(today, days):
    with pytest.raises(BadQuery) as caught:
        read_query("due weekend", Terms(today=date.fromisoformat(today)))
    assert caught.value.nearest == f"due {days}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TASK FROM #x", "tags include #x"),
        ("FROM #x AND -#y", "(tags include #x) AND (tags do not include #y)"),
        ('FROM "Projects"', "path includes Projects"),
        ('TASK FROM "Projects" WHERE !completed', "(path includes Projects) AND (not done)"),
        ("FROM #x WHERE due OR scheduled", "(tags include #x) AND ((has due date) OR (has scheduled date))"),
        ("where due", "has due date"),
        ("WHERE !due", "no due date"),
        ("WHERE completed AND due", "(done) AND (has due date)"),
        ("WHERE due < date(today)", "due before today"),
        ("WHERE due = date(2026-03-05)", "due = 2026-03-05"),
        ("WHERE due <= date(today) + dur(7 days)", "due on or before in 7 days"),
        ("WHERE completion >= date(now) - dur(2 w)", "done on or after 2 weeks ago"),
        ('WHERE contains(text, "paint")', "description includes paint"),
        ('!contains(tags, "#x")', "tags do not include #x"),
        ("SORT due DESC", "sort by due reverse"),
        ("SORT due ASC", "sort by due"),
        ("GROUP BY file.link", "group by filename"),
        ("file.name = Welcome", "filename includes Welcome"),
    ],
)
def test_what_is_said_in_the_words_of_dataview_is_said_in_ours(typed, meant):
    """Kills: a condition on one word that is carried to the next, a negation that is lost."""
    assert suggested(typed) == meant
    assert reads(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("p1", "priority is highest"),
        ("priority 2", "priority is high"),
        ("priority = 3", "priority is medium"),
        ("p4", "priority is none"),
        ("p1 & overdue", "(priority is highest) AND (due before today)"),
        ("@me", "assignee is me"),
        ("no date", "no due date"),
        ("date: today", "due on today"),
        ("date before tomorrow", "due before tomorrow"),
        ("next 7 days", "due 2026-03-04 2026-03-11"),
        ("7 days", "due 2026-03-04 2026-03-11"),
        ("in the next 2 weeks", "due 2026-03-04 2026-03-18"),
        ("search: paint", "description includes paint"),
        ("hide done", "not done"),
        ("sort by date", "sort by due"),
        ("sort by deadline reverse", "sort by due reverse"),
        ("sort by title", "sort by description"),
        ("group by date", "group by due"),
        ("folder Projects", "folder includes Projects"),
        ("path Work/Flat", "path includes Work/Flat"),
    ],
)
def test_what_other_task_lists_call_it_is_answered_with_what_it_is_called_here(typed, meant):
    assert suggested(typed) == meant
    assert reads(meant)
