"""Words of a query that do not do what they seem to, and what is told of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.query.making import TODAY
from vaultsync.core.query.dates import phrase_of
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.terms import Terms

TERMS = Terms(today=TODAY)


def passed_over(text: str):
    return read_query(text, TERMS).passed_over


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("befor today", ("befor",)),
        ("tommorow evening", ("tommorow",)),
        ("the day after tomorrow", ("day", "after")),
        ("some time this weekend", ("some", "time", "weekend")),
        ("friday next week", ("friday",)),
        ("< today", ("<",)),
        ("<=2026-02-05", ("<=",)),
        ("≤ today", ("≤",)),
        ("≥2026-02-05", ("≥",)),
        ("≠ today", ("≠",)),
        ("!today", ("!",)),
        ("! today", ("!",)),
        ("!= today", ("!=",)),
        ("today !tomorrow", ("!",)),
        ("2026-02-28 2026-02-30", ("2026-02-30",)),
        ("2026-02-28 to 2026-03-02", ("to", "2026-03-02")),
        ("9 March - 12 March", ("12", "March")),
        ("from 2026-02-28 to 2026-03-02", ("from", "to", "2026-03-02")),
        ("9-12 March", ("9-12", "March")),
        ("monday-friday", ("monday-friday",)),
        ("from friday", ("from",)),
        ("today tomorrow yesterday", ("yesterday",)),
    ],
)
def test_words_without_which_the_days_are_the_same_are_passed_over(date, words):
    phrase = phrase_of(date, TODAY)

    assert phrase is not None
    assert phrase.passed_over == words


@pytest.mark.parametrize(
    "date",
    ["today", "2026-02-05", "2026-W02", " 2026-02 ", "next week", "on the 5th of May", "14 October, 2026", "= today",
     "monday, 9 March", "2 weeks after 2026-01-31", "between monday and friday", "monday until friday",
     "2026-02-05.", "today!", "today!!", "2026-02-05 !", "today (!)", "today?!", "tomorrow…", "== today",
     "(tomorrow)", "in 3 days", "5pm tomorrow EST", "today or tomorrow", "2026-02-01 2026-02-05",
     f"today{' ' * 40}and{' ' * 40}tomorrow"],
)  # fmt: skip
def test_a_date_that_is_understood_has_none(date):
    phrase = phrase_of(date, TODAY)

    assert phrase is not None
    assert phrase.passed_over == ()


def test_the_word_that_was_taken_for_a_keyword_belongs_to_the_date():
    assert passed_over("due in two weeks") == ()
    assert [each.words for each in passed_over("due in two weeks perhaps")] == [("perhaps",)]


def test_every_instruction_says_its_own_with_its_line():
    query = "not done\n(due befor today) AND NOT (starts after tomorow morning)"
    (due, start) = passed_over(query)

    assert (due.line.line, due.written, due.words) == (2, "due befor today", ("befor",))
    assert (start.line.line, start.written, start.words) == (2, "starts after tomorow morning", ("tomorow",))


@pytest.mark.parametrize(
    ("instruction", "hint"),
    [
        ("due befor today", "`due before today`"),
        ("due by today", "`due on or before today`"),
        ("due >= today", "`due on or after today`"),
        ("due ≥ today", "`due on or after today`"),
        ("due ≤ today", "`due on or before today`"),
        ("done tuseday or today", "`done tuesday or today`"),
        ("due before the day after tomorrow", "`due before in 2 days`"),
        ("due friday next week", "Write the date alone"),
        ("due perhaps today", "Write the date alone"),
        ("sort by due desc", "Did you mean `sort by due reverse`?"),
        ("sort by tag 2 Descending", "Did you mean `sort by tag 2 reverse`?"),
        ("sort by dueue", "Did you mean `sort by due`?"),
        ("sort by priority, due", "One key on a line: `sort by priority`, then `sort by due`."),
        ("sort by priority and due", "One key on a line: `sort by priority`, then `sort by due`."),
        ("sort by priority, then due", "One key on a line: `sort by priority`, then `sort by due`."),
        ("sort by due and not done", "Each instruction is a line of its own."),
        ("tags include #a #b", "Did you mean `(tags include #a) OR (tags include #b)` or `(tags include #a) AND"),
        ("sort by due date desc", "Did you mean `sort by due reverse`?"),
        ("sort by due AND not done", "Each instruction is a line of its own."),
        ("limit 5, not done", "Each instruction is a line of its own."),
        ("due 2026-02-28 2026-02-30", "There is no day 2026-02-30 in the calendar."),
        ("show tree view", "Did you mean `show tree`?"),
        ("hide tags column", "Did you mean `hide tags`?"),
        ("hide tags, due date", "Each instruction is a line of its own."),
        ('path includes "Kiosk"', "Did you mean `path includes Kiosk`?"),
        ("tags include “#Home”", "Did you mean `tags include #Home`?"),
        ("limit 10 # ten", "A comment needs a line of its own."),
        ("limit to 5 tasks please", "Did you mean `limit to 5 tasks`?"),
        ("limit 5 per group", "Did you mean `limit groups 5`?"),
        ("limit to 3 tasks in each group", "Did you mean `limit groups 3`?"),
        ("tags include waiting OR proposed", "`(tags include waiting) OR (tags include proposed)`"),
        ("path includes a AND path includes b", "`(path includes a) AND (path includes b)`"),
        ("path does not include a AND b", "`(path does not include a) AND (path does not include b)`"),
        ("heading includes Terms # x", "A comment needs a line of its own."),
    ],
)
def test_the_nearest_right_word_is_named(instruction, hint):
    (one,) = passed_over(instruction)

    assert hint in one.hint()


@pytest.mark.parametrize(
    "instruction",
    ["sort by due reverse", "sort by tag reverse 2", "limit 5 tasks", "limit groups to 3 tasks", "LIMIT 1 TASK",
     "hide backlinks", "hide idea", "show due date", "short mode please", 'path includes "a" and "b"',
     "description includes Ana's", "heading includes 'til", "description includes bread or wine", "tags include #a/OR", "tags regex matches /a b/", "path includes a, b", "heading includes C# and more",
     "description regex matches /a OR b/"],
)  # fmt: skip
def test_a_whole_instruction_has_none(instruction):
    assert passed_over(instruction) == ()


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("last 30 days", "2026-02-02 2026-03-04"),
        ("in the last 2 weeks", "2026-02-18 2026-03-04"),
        ("next 3 days", "2026-03-04 2026-03-07"),
        ("within 3 days", "2026-03-04 2026-03-07"),
        ("Within the next 3 days", "2026-03-04 2026-03-07"),
    ],
)
def test_what_reads_like_a_span_and_is_one_day_is_told_with_the_span(date, meant):
    """Kills: a query for the last thirty days that finds one day of them, in silence."""
    (over,) = passed_over(f"due {date}")

    assert over.told() == f"in `due {date}` `{date}` is taken for one day"
    assert over.hint() == f"Did you mean `due {meant}`?"
    assert not passed_over(f"due {meant}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("due before 12.04.2031", "due before 2031-04-12"),
        ("due 1.2.2026", "due 2026-02-01"),
        ("done 03-04-2026 09-04-2026", "done 2026-04-03 2026-04-09"),
        ("NOT (due after 12.4.2031)", "due after 2031-04-12"),
    ],
)
def test_a_day_whose_first_number_is_taken_for_the_month_is_told_with_the_other_one(written, meant):
    """Kills: a list up to December for what ends in April, in silence."""
    (over,) = passed_over(written)

    assert "is taken for the month" in over.told()
    assert over.hint() == f"Did you mean `{meant}`?"
    assert not passed_over(meant)


@pytest.mark.parametrize(
    "date",
    [
        "31.01.2026",
        "13-04-2031",
        "4.4.2031",
        "13/04/2031",
        "4/4/2031",
        "4/4",
        "13/2",
        "2/13/26",
        "2031-04-12",
        "2026-W02",
        "2026-02-05 2026-02-09",
    ],
)
def test_a_day_that_can_be_read_in_one_way_alone_is_not_told(date):
    """Kills: a word on every date with dots."""
    assert not passed_over(f"due {date}")


def test_of_a_day_with_strokes_both_readings_are_told():
    """Kills: one of them as what was meant, where half the world means the other."""
    (over,) = passed_over("due before 12/04/2031")

    assert over.told() == "in `due before 12/04/2031` the first number of `12/04/2031` is taken for the month"
    assert over.hint() == "Did you mean `due before 2031-12-04` or `due before 2031-04-12`?"


@pytest.mark.parametrize(
    ("written", "words", "readings"),
    [
        ("due before 5/2", ("5/2",), ("due before 2026-05-02", "due before 2026-02-05")),
        ("due before 05/02.", ("05/02",), ("due before 2026-05-02.", "due before 2026-02-05.")),
        ("due after 5/2/26", ("5/2/26",), ("due after 2026-05-02", "due after 2026-02-05")),
        ("due 11/12", ("11/12",), ("due 2025-11-12", "due 2025-12-11")),
        ("due 5/2 9/2", ("5/2", "9/2"), ("due 2026-05-02 2026-09-02", "due 2026-02-05 2026-02-09")),
    ],
)
def test_a_day_with_one_stroke_or_a_short_year_is_told_with_both_readings(written, words, readings):
    """Kills: a list up to May for what ends in February, in silence; a year that the plugin does not take."""
    (over,) = passed_over(written)

    assert over.words == words
    assert over.meant == readings
    assert read_query(written, TERMS).filters[0].days == read_query(readings[0], TERMS).filters[0].days


def test_no_day_that_reads_both_ways_is_proposed():
    """Kills: `due till 5/2` answered with a line that is refused itself."""
    (over,) = passed_over("due till 5/2")

    assert "5/2" not in over.hint()


@pytest.mark.parametrize(
    ("written", "taken", "meant"),
    [
        ("due this weekend", "this weekend", "due 2026-03-07 2026-03-08"),
        ("due before next weekend", "next weekend", "due before 2026-03-14 2026-03-15"),
        ("NOT (done last weekend)", "last weekend", "done 2026-02-28 2026-03-01"),
    ],
)
def test_a_weekend_that_is_taken_for_a_week_is_told_as_that_with_its_days(written, taken, meant):
    """Kills: `weekend` as all that was passed over, and Saturday alone as what was meant."""
    (over,) = passed_over(written)

    assert over.told().endswith(f"` `{taken}` is taken for the whole week")
    assert over.hint() == f"Did you mean `{meant}`?"
    assert not passed_over(meant)


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("done within 7 days", "done 2026-02-25 2026-03-04"),
        ("done in the next 7 days", "done 2026-03-04 2026-03-11"),
        ("due within 7 days", "due 2026-03-04 2026-03-11"),
    ],
)
def test_what_was_done_within_some_days_was_done_before_today(date, meant):
    (over,) = passed_over(date)
    assert over.hint() == f"Did you mean `{meant}`?"


def test_a_line_that_is_nothing_but_a_tag_is_told_as_the_comment_that_it_is():
    """Kills: a list of every task for `#backlog`, in silence."""
    (over,) = passed_over("#backlog/attic")

    assert over.told() == "`#backlog/attic` is taken for a comment, which selects nothing"
    assert over.hint() == "Did you mean `tags include #backlog/attic`?"
    assert not passed_over("# backlog\n#1\n## two\n#due today\n#!")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("#work AND not done", "(tags include #work) AND (not done)"),
        ("#work & overdue", "(tags include #work) AND (due before today)"),
        ("#work AND gibberish", "tags include #work"),
        ("##Projects", "path includes Projects"),
        ("##Projects & overdue", "(path includes Projects) AND (due before today)"),
        ("#work|#home", "(tags include #work) OR (tags include #home)"),
        ("#work OR #home AND done", "(tags include #work) OR (tags include #home) AND (done)"),
    ],
)
def test_a_tag_that_is_joined_to_a_filter_is_told_as_a_comment_with_what_was_meant(written, meant):
    """Kills: every task for `#work AND not done`, in silence; `overdue` for a tag."""
    (over,) = passed_over(written)

    assert over.told() == f"`{written}` is taken for a comment, which selects nothing"
    assert over.hint() == f"Did you mean `{meant}`?"
    assert not passed_over(meant)
    assert not passed_over("#work and home\n#work: AND more\n## More\n##Heading of it\n##2\n###Projects\n##")


@pytest.mark.parametrize(
    "date", ["in 3 days", "3 days ago", "next week", "last week", "before in 3 days", "in 2 weeks"]
)
def test_a_day_that_is_meant_is_none_of_a_span(date):
    """Kills: a word on every day that is so many days away, or on a range."""
    assert not passed_over(f"due {date}")


def test_what_becomes_of_the_words_is_told():
    """Kills: words that are looked for told of as passed over, and the other way round."""
    told = [each.told() for each in passed_over("sort by due asc\n(path includes a AND b) OR (done tomorow, today)")]

    assert told == [
        "of `sort by due asc` `asc` is passed over",
        "in `path includes a AND b` `AND` is looked for, too",
        "of the date in `done tomorow, today` `tomorow` is passed over",
    ]
    (quoted,) = passed_over('path includes "Kiosk"')
    assert quoted.told() == """in `path includes "Kiosk"` `"` is looked for, too"""


WORDS = "befor today next week friday the after 2026-02-05 2026-02-30 < on and until to 5pm".split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_what_is_passed_over_was_written_and_is_not_the_date(words):
    """Kills: offsets that count in another text than the one that was read; a date that passes over itself."""
    phrase = phrase_of(" ".join(words), TODAY)
    if phrase is None:
        return

    assert set(phrase.passed_over) <= set(words)
    assert "befor" not in words or "befor" in phrase.passed_over
    assert len(phrase.passed_over) < len(words)
