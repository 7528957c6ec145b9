"""Slips in the words of filters, by the hundred: what is proposed for them finds what was meant."""

from itertools import chain

import pytest

from tests.core.query.making import TODAY, asked, reads, suggested
from vaultsync.core.model import NoteFacts, Source, Status
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.row import Search
from vaultsync.core.query.terms import Terms

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


@pytest.mark.parametrize("negation", ["not ", "!", "NOT ", "isn't ", "is not "])
def test_a_filter_that_is_negated_again_and_again_is_an_error_like_any_other(negation):
    assert suggested(negation * 240 + "done") == ""


def test_of_a_very_long_line_nobody_can_say_what_was_meant():
    """Kills: such a line is compared with every instruction; for minutes, where it has a million characters."""
    assert suggested("descripton includes oats") == "description includes oats"
    assert suggested("descripton includes " + "oats " * 300) == ""
