"""What a wrong line is answered with: a line that reads, says all that was typed, and never the opposite."""

from itertools import chain

import pytest

from tests.core.query.making import TODAY, asked
from vaultsync.core.model import NoteFacts, Source, Status
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.asked import Search
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.terms import Terms


def suggested(line: str, **terms) -> str:
    """The line that a wrong one is answered with; empty if there is none."""
    try:
        query = read_query(line, Terms(today=TODAY, functions=True, **terms))
    except BadQuery as error:
        return error.nearest
    return next((line.replace(over.written, over.meant[0]) for over in query.passed_over if over.meant), "")


def reads(line: str) -> bool:
    """Whether a line is an instruction of which each word counts."""
    try:
        return not read_query(line, Terms(today=TODAY, functions=True)).passed_over
    except BadQuery:
        return False


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("(not done) AND (path include Work)", "(not done) AND (path includes Work)"),
        ("(not done) AND (tag is #x)", "(not done) AND (tags include #x)"),
        ("(not done) AND ((heading is Foo) OR (path is Bar))", "(not done) AND ((heading includes Foo) OR (path includes Bar))"),
        ("(not done) && (due today)", "(not done) AND (due today)"),
        ("(not done) || not (due today)", "(not done) OR NOT (due today)"),
        ("(not done) (due today)", "(not done) AND (due today)"),
        ("“not done” AND “due today”", '"not done" AND "due today"'),
        ("(due today) AND (nott done)", "(due today) AND (not done)"),
        ("(due befor today) AND (nott done)", "(due before today) AND (not done)"),
        ("[not proposed] AND [due today]", "[NOT (proposed)] AND [due today]"),
        ("(path includes due) AND (due)", "(path includes due) AND (due before today)"),
    ],
)  # fmt: skip
def test_a_slip_within_a_combination_is_mended_within_it(typed, meant):
    """Kills: one half of a line in place of both."""
    assert suggested(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("has no due date", "no due date"),
        ("without due date", "no due date"),
        ("due none", "no due date"),
        ("has no tags", "no tags"),
        ("unscheduled", "no scheduled date"),
        ("not started date", "no start date"),
        ("due is not empty", "has due date"),
        ("description excludes x", "description does not include x"),
        ("description !includes x", "description does not include x"),
        ("description doesn’t include x", "description does not include x"),
        ("description not includes x", "description does not include x"),
        ("path != Work", "path does not include Work"),
        ("heading isn't Today", "heading does not include Today"),
        ("path does not regex match /a/", "path regex does not match /a/"),
        ("tags exclude #x", "tags do not include #x"),
        ("has no tag #x", "tags do not include #x"),
        ("no #x", "tags do not include #x"),
        ("assignee isn't Ana", "assignee is not Ana"),
        ("not assigned to Ana", "assignee is not Ana"),
        ("not mine", "assignee is not me"),
        ("participants exclude Ana", "participants do not include Ana"),
        ("source is not mail", "source does not include mail"),
        ("type is not mail", "note type is not mail"),
        ("due is not today", "NOT (due on today)"),
        ("due != today", "NOT (due on today)"),
        ("not due today", "NOT (due today)"),
        ("status is not open", "done"),
        ("is not done", "not done"),
        ("not cancelled", "status.type is not CANCELLED"),
        ("status.type != todo", "status.type is not todo"),
        ("status is not Waiting for", "status.name does not include Waiting for"),
        ("priority isn't high", "priority is not high"),
        ("not high priority", "priority is not high"),
        ("no priority", "priority is none"),
        ("not overdue", "NOT (due before today)"),
        ("isn't blocked", "is not blocked"),
        ("unblocked", "is not blocked"),
        ("! path includes x", "NOT (path includes x)"),
        ("notdone", "not done"),
        ("is nott blocked", "is not blocked"),
        ("exclude subitems", "exclude sub-items"),
    ],
)
def test_a_negation_stays_one(typed, meant):
    """Kills: the opposite of what was typed, because it looks most like it."""
    assert suggested(typed) == meant


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
        ("top 10", "limit 10"),
        ("limit: 5", "limit 5"),
    ],
)
def test_other_words_for_an_instruction_are_known(typed, meant):
    """Kills: what looks like it, but cannot be read or finds nothing."""
    assert suggested(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["due soon", "depends on abc", "due later perhaps", "not xyz", "no xyz", "path", "qwe AND not done", "mine AND Bo",
     "(not done) AND (qwertyuiop)", "description does not start with Ana", "assigned today", "has xyz", "no done",
     "note done", "any path excludes Work",
     "(not done) OR (due today) OR (done)) AND (is blocked)", "(description includes (x) AND (done)) OR (qwe)"],
)  # fmt: skip
def test_no_suggestion_is_better_than_a_wrong_one(typed):
    assert suggested(typed) == ("path includes …" if typed == "path" else "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("(path includes Kiosk) OR (path includes Goat)) AND (not done)",
         "((path includes Kiosk) OR (path includes Goat)) AND (not done)"),
        ("(not done) AND ((due today) OR (is blocked)", "(not done) AND ((due today) OR (is blocked))"),
        ("(not done)) AND (due today)", "(not done) AND (due today)"),
        ("not done) AND (due today)", "(not done) AND (due today)"),
        ("(done OR (not done)", "(done) OR (not done)"),
        ("((not done) OR (due today) AND (is blocked)", ""),
        ("(description includes (x)) AND (done)", "[description includes (x)] AND [done]"),
        ("(done) AND (description include (x))", "[done] AND [description includes (x)]"),
        ("description includes (x) AND not done", "[description includes (x)] AND [not done]"),
        ("(description includes (x)) AND (path includes [y])", "{description includes (x)} AND {path includes [y]}"),
    ],
)  # fmt: skip
def test_brackets_are_mended_only_where_they_can_stand_in_one_place(typed, meant):
    """Kills: a bracket that is moved, so that other tasks are found; one of two places, taken at random."""
    assert suggested(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("due before today AND not done", "(due before today) AND (not done)"),
        ("due before today and not done", "(due before today) AND (not done)"),
        ("due before today OR no due date", "(due before today) OR (no due date)"),
        ("path includes Work AND not done", "(path includes Work) AND (not done)"),
        ("description includes goat AND not done", "(description includes goat) AND (not done)"),
        ("assignee is Ana AND not done", "(assignee is Ana) AND (not done)"),
        ("not done AND path include Work", "(not done) AND (path includes Work)"),
        ("tags include home OR work", "(tags include home) OR (tags include work)"),
        ("due date before today", "due before today"),
        ("due befor today", "due before today"),
    ],
)
def test_filters_on_one_line_are_bracketed(typed, meant):
    """Kills: a note that is silent on the second filter, or that looks for it as a text."""
    assert suggested(typed) == meant


def test_a_part_that_may_be_a_text_or_a_filter_is_shown_as_both():
    (over,) = read_query("tags include home OR proposed", Terms(today=TODAY)).passed_over

    assert over.hint() == (
        "Did you mean `(tags include home) OR (tags include proposed)` or `(tags include home) OR (proposed)`?"
    )


def test_a_slip_in_a_preset_is_answered_as_one_in_the_query():
    """Kills: no suggestion for a line that stands in no query."""
    settings = TasksSettings(presets={"slip": "nott done", "round": "preset slip\ndue today"})

    assert suggested("preset slip", settings=settings) == "not done"
    assert suggested("preset round", settings=settings) == "not done"


FILTERS = (
    "not done", "is blocked", "is not blocked", "is recurring", "is not recurring", "has due date", "no due date",
    "has scheduled date", "no start date", "has tags", "no tags", "has id", "no id", "exclude sub-items", "proposed",
    "path includes Work", "path does not include Work", "description includes goat", "description does not include goat",
    "heading includes Plan", "heading does not include Plan", "tags include #home", "tags do not include #home",
    "tag does not include #home", "status.name includes Done", "status.name does not include Done",
    "status.type is DONE", "status.type is not DONE", "priority is high", "priority is not high",
    "priority is above none", "due before tomorrow", "due after yesterday", "due on or before today", "due today",
    "starts before tomorrow", "scheduled after yesterday", "assignee is me", "assignee is Ana", "assignee is not Ana",
    "assignee is unassigned", "assignee is not unassigned", "source includes mail", "source does not include mail",
    "participants include Bo", "participants do not include Bo", "note type is meeting", "note type is not meeting",
    "happens this week", "description regex matches /goat/", "description regex does not match /goat/",
)  # fmt: skip
"""Filters that somebody means to write."""

WORDINGS = {
    "includes": ("include", "contains", "inclues", "has", ": includes", "=", "is"),
    "include ": ("contain ", "includes ", "inlcude ", "have "),
    "does not include": ("excludes", "doesn't include", "doesn’t contain", "not includes", "!=", "does not contain",
                         "dose not include", "isnt", "lacks", "!includes", "does not includes", "has no"),
    "do not include": ("exclude", "don't include", "do not contain", "not include", "≠", "doesnt have", "do nott include"),
    "regex matches": ("regex match", "matches", "regex"),
    "regex does not match": ("does not regex match", "regex doesn't match", "doesn't match", "regex not match"),
    "is not ": ("isn't ", "isnt ", "!= ", "not ", "is nott ", "is’nt "),
    "has ": ("have ", "with "),
    "no ": ("has no ", "without ", "missing ", "does not have ", "hasn't ", "noo "),
    "not done": ("nott done", "isn't done", "!done", "is not done", "status is not done", "open", "not done."),
    " before ": (" < ", " befor ", ": before ", " date is before "),
    " after ": (" > ", " afer ", " date after "),
    " on or before ": (" <= ", " by ", " no later than ", " until "),
    "priority is ": ("priority: ", "priority ", "prio = ", "priorty is "),
    "is above": (">", "higher than", "over"),
    "status.type is ": ("status.type = ", "status is ", "status.type: "),
    "assignee is ": ("owner is ", "assignee = ", "asignee is ", "assigned to "),
    "scheduled": ("schedueld", "schedule"),
    "starts": ("start", "strats"),
    "recurring": ("recuring", "recurrring"),
    "blocked": ("bloked", "blcoked"),
    "this week": ("tihs week", "this weeek"),
    "not ": ("NOT ", "nt ", "never "),
}  # fmt: skip
"""What people write in place of the words of the language."""

SLIPS = [
    (right, wrong)
    for right in FILTERS
    for wrong in dict.fromkeys(
        chain(
            (
                right.replace(word, each, 1)
                for word, others in WORDINGS.items()
                if word in f"{right} "
                for each in others
            ),
            (f"{right}.", f"{right};", right.replace(" ", "  ", 1)),
            (right[:at] + right[at + 1 :] for at in range(2, right.index(" ") if " " in right else 4)),
        )
    )
    # `not type is meeting` may be meant, too.
    if wrong != right and not wrong.startswith("not type") and not reads(wrong)
]
"""The instruction that was meant, and what was typed."""

NOTE = NoteFacts(path="Work/A.md", participants=("Bo",), type="meeting", source=Source(kind="mail"))
ROWS = [
    asked(text, path, note=NOTE if path.startswith("Work") else NoteFacts(path=path), owners=owners, heading=heading,
          stage=Status.PROPOSED if text == "j" else None)
    for text in (
        "a goat #home", "a goat ⏫", "b 📅 2026-03-04", "c #home 📅 2026-03-02 ⏫", "d 🆔 x 🔁 every day 📅 2026-03-09",
        "e ⏳ 2026-03-05", "f 🛫 2026-03-09", "g ⛔ x 🔼", "- [x] done goat", "- [x] h #home 📅 2026-03-03", "  - [ ] i ⏬",
        "j",
    )
    for path in ("Work/A.md", "Home.md")
    for owners, heading in (((), ""), (("Ana",), "Plan"), (("Bo",), ""))
]  # fmt: skip
"""Tasks of which each filter finds some."""


def places(line: str) -> tuple[int, ...]:
    """The numbers of the rows that a filter finds."""
    search = Search(lambda: ROWS, TODAY)
    filters = read_query(line, Terms(today=TODAY, functions=True, me=("Bo",))).filters
    judges = [each.predicate(search) for each in filters]
    return tuple(number for number, row in enumerate(ROWS) if all(judge(row) for judge in judges))


def test_slips_are_many_and_most_of_them_are_answered():
    """Kills: a suggestion for nothing, which is never wrong."""
    answered = [wrong for _, wrong in SLIPS if suggested(wrong)]

    assert len(SLIPS) > 300
    assert len(answered) > 0.9 * len(SLIPS), [wrong for _, wrong in SLIPS if not suggested(wrong)]


def test_what_is_suggested_for_a_slip_finds_what_was_meant():
    """Kills: the opposite, another field, half of the line, what cannot be read."""
    wrong = [
        (typed, meant, right)
        for right, typed in SLIPS
        if (meant := suggested(typed)) and (not reads(meant) or places(meant) != places(right))
    ]

    assert not wrong


@pytest.mark.parametrize(
    "form",
    ["(not done) AND ({})", "({}) OR (due today)", "not done AND {}", "({}) && (due today)", "(not done) and NOT ({})",
     "[{}] XOR [due today]", "(due today) OR ((not done) AND ({}))", "(not done) AND ({}", "NOT ({})"],
)  # fmt: skip
def test_what_is_suggested_for_a_combination_with_a_slip_finds_what_was_meant(form):
    """Kills: half of a line, and a combination in which something else is joined."""
    operator = {"&&": "AND", "and": "AND"}
    wrong = []
    for right, typed in SLIPS:
        meant = suggested(form.format(typed))
        whole = " ".join(operator.get(word, word) for word in form.format(right).split(" "))
        whole = f"(not done) AND ({right})" if form.startswith("not done") else whole
        whole = whole + ")" * (whole.count("(") - whole.count(")"))
        if meant and (not reads(meant) or places(meant) != places(whole)):
            wrong.append((form.format(typed), meant))

    assert not wrong


def test_the_rows_tell_filters_from_their_opposites():
    """Kills: rows among which a filter and its negation find the same."""
    said = {line: places(line) for line in FILTERS}

    assert not [line for line, numbers in said.items() if not 0 < len(numbers) < len(ROWS)]
