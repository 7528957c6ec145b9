"""What a wrong line is answered with: a line that reads, says all that was typed, and never the opposite."""

import pytest

from tests.core.query.making import TODAY, reads, suggested
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.terms import Terms


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
        ("(path includes recurs) AND (recurs)", "(path includes recurs) AND (is recurring)"),
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
    "typed",
    ["due soon", "depends on abc", "due later perhaps", "not xyz", "no xyz", "path", "qwe AND not done", "mine AND Bo",
     "(not done) AND (qwertyuiop)", "description does not start with Ana", "assigned today", "has xyz", "no done",
     "not due", "(not done) AND (due)", "not done AND status", "(priorty) OR (done)",
     "show only description", "not tag #a OR #b", "no tag #a OR #b", "my tasks AND Bo",
     "(due OR qwe) before today", "(due OR start AND done) today", "hide done stuff", "note done",
     "any path excludes Work",
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tag #a OR #b", "(tags include #a) OR (tags include #b)"),
        ("tags: #a or #b", "(tags include #a) OR (tags include #b)"),
        ("has tag #a and #b", "(tags include #a) AND (tags include #b)"),
        ("tag #a AND NOT #b", "(tags include #a) AND NOT (tags include #b)"),
        ("(tag #a OR #b) AND (not done)", "((tags include #a) OR (tags include #b)) AND (not done)"),
        ("path include Work OR Home", "(path includes Work) OR (path includes Home)"),
        ("path include Work AND done", "(path includes Work) AND (done)"),
        ("path include Work AND not done", "(path includes Work) AND (not done)"),
        ("priority high or medium", "(priority high) OR (priority medium)"),
        ("priority is high, medium", "(priority is high) OR (priority is medium)"),
        ("owner is Ana OR Bo", "(assignee is Ana) OR (assignee is Bo)"),
        ("is blocked OR recurring", "(is blocked) OR (is recurring)"),
        ("description contains bread or wine", "description includes bread or wine"),
        ("description contains bread, butter", "description includes bread, butter"),
        ("status.type is not DONE OR CANCELLED", "(status.type is not DONE) AND (status.type is not CANCELLED)"),
        ("tags do not include #a OR #b", "(tags do not include #a) AND (tags do not include #b)"),
        ("assignee is not Ana, Bo", ""),
        ("(due OR scheduled) before today", "(due before today) OR (scheduled before today)"),
        ("due OR scheduled befor today", "(due before today) OR (scheduled before today)"),
        ("due/scheduled before today", "(due before today) OR (scheduled before today)"),
        ("(due and scheduled) today", "(due today) AND (scheduled today)"),
        ("not (due OR scheduled) before today", "NOT ((due before today) OR (scheduled before today))"),
        ("not done AND (due OR scheduled) before today",
         "(not done) AND ((due before today) OR (scheduled before today))"),
        ("no due or scheduled date", "(no due date) AND (no scheduled date)"),
        ("has due or scheduled date", "(has due date) OR (has scheduled date)"),
        ("(path OR heading) does not include x", "(path does not include x) AND (heading does not include x)"),
        ("(path OR heading) includes not x", "(path includes not x) OR (heading includes not x)"),
        ("done and due today", "(done) AND (due today)"),
        ("not done,due today", "(not done) AND (due today)"),
    ],
)  # fmt: skip
def test_words_that_several_filters_share_stand_in_each(typed, meant):
    """Kills: a field or a text that is dropped; `neither` that becomes `one of both`; a text that is torn."""
    assert suggested(typed) == meant
    assert not meant or reads(meant)


@pytest.mark.parametrize(
    ("typed", "passed_over", "meant"),
    [
        ("tags include #a, #b", (",",), "(tags include #a) OR (tags include #b)|(tags include #a) AND (tags include #b)"),
        ("tag includes #a #b", ("#b",), "(tag includes #a) OR (tag includes #b)|(tag includes #a) AND (tag includes #b)"),
        ("tags include #a or #b", ("or",), "(tags include #a) OR (tags include #b)"),
        ("tags do not include #a, #b", (",",), "(tags do not include #a) AND (tags do not include #b)"),
        ("tags include [#a, #b]", (",",), "(tags include #a) OR (tags include #b)|(tags include #a) AND (tags include #b)"),
        ("tags include #a,", (",",), "tags include #a"),
        ("tags include #a, not done", (",",), "(tags include #a) AND (not done)"),
        ("tags include not #a", ("#a",), ""),
    ],
)  # fmt: skip
def test_what_no_tag_can_have_is_told_with_a_filter_for_each_tag(typed, passed_over, meant):
    """Kills: an empty answer without a word, or, of a negation, one with everything."""
    (over,) = read_query(typed, Terms(today=TODAY)).passed_over

    assert over.told() == f"in `{typed}` `{passed_over[0]}` is looked for, too"
    assert "|".join(over.meant) == meant
    assert all(reads(each) and each in over.hint() for each in over.meant)


def test_a_part_that_may_be_a_text_or_a_filter_is_shown_as_both():
    (over,) = read_query("tags include home OR proposed", Terms(today=TODAY)).passed_over

    assert over.hint() == (
        "Did you mean `(tags include home) OR (tags include proposed)` or `(tags include home) OR (proposed)`?"
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("- not done", ": `not done`."),
        ("* due befor today", ": `due before today`."),
        ("> 1. [ ] due", ": `due before today`."),
        ("- - tags include #a", ": `tags include #a`."),
        ("• not done && due today", ": `(not done) AND (due today)`."),
        ("+ sort by due, path", ". One key on a line: `sort by due`, then `sort by path`."),
        ("– qwertyuiop", ". Tasks with these words are found by `description includes qwertyuiop`."),
    ],
)
def test_a_line_of_a_list_is_answered_with_the_line_alone(typed, told):
    """Kills: an error that names no mark; one key of two; a line that cannot be read."""
    with pytest.raises(BadQuery) as refused:
        read_query(typed, Terms(today=TODAY))

    assert refused.value.remedy == f"A line has no mark of a list before it{told}"


def test_a_slip_in_a_preset_is_answered_as_one_in_the_query():
    """Kills: no suggestion for a line that stands in no query."""
    settings = TasksSettings(presets={"slip": "nott done", "round": "preset slip\ndue today"})

    assert suggested("preset slip", settings=settings) == "not done"
    assert suggested("preset round", settings=settings) == "not done"


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("TASK", "Leave the line out: every query lists tasks."),
        ("@Ana", "or `tags include Ana`, for a tag."),
    ],
)
def test_what_no_line_stands_for_is_answered_in_a_sentence(typed, remedy):
    with pytest.raises(BadQuery) as caught:
        read_query(typed, Terms(today=TODAY))
    assert caught.value.remedy.endswith(remedy)
