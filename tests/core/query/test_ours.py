import pytest

from tests.core.query.making import TODAY, asked, found, results
from vaultsync.core.model import NoteFacts, Source, Status
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.explain import explained
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.terms import Terms

NOTE = NoteFacts(
    path="Kickoff.md",
    title="Kickoff",
    type="meeting",
    participants=("Ana Ruiz", "Bo Lind"),
    source=Source(kind="email", ref="Mail/offer.eml"),
)
ROWS = (
    asked("a", stage=Status.PROPOSED, owners=("Ana Ruiz",), note=NOTE, echoes=3),
    asked("b", stage=Status.DONE, owners=("Myself", "Bo Lind")),
    asked("c", stage=Status.ON_HOLD),
    asked("d", owners=("Anabel",)),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("proposed", "a"),
        ("NOT (decided)", "acd"),
        ("waiting", "ad"),
        ("NOT (waiting)", "bc"),
        ("assignee is me", "b"),
        ("assignee is unassigned", "c"),
        ("assignee is not unassigned", "abd"),
        ("assignee is @ana", "a"),
        ("assignee is ana ruiz", "a"),
        ("source includes offer", "a"),
        ("source does not include MAIL", "bcd"),
        ("note type is Meeting", "a"),
        ("note type is not meeting", "bcd"),
        ("participants include lind", "a"),
        ("echoed more than 2", "a"),
        ("echoed more than 3", ""),
        ("echoed fewer than 1", "bcd"),
        ("(proposed) OR (assignee is me)", "ab"),
        ("sort by echoes\nlimit 1", "a"),
    ],
)
def test_our_words_ask_for_what_the_plugin_does_not_know(query, expected):
    assert "".join(sorted(found(query, *ROWS))) == expected


def test_nobody_waits_for_himself_for_nobody_or_for_what_is_decided():
    rows = (
        asked("mine", owners=("Ana Ruiz",), stage=Status.ON_HOLD),
        asked("shared", owners=("Ana Ruiz", "Bo Lind"), stage=Status.OPEN),
        asked("nobody's", stage=Status.ON_HOLD),
        asked("rejected", owners=("Bo Lind",), stage=Status.CANCELLED),
        asked("started", owners=("Bo Lind",), stage=Status.STARTED),
        asked("proposed", owners=("Bo Lind",), stage=Status.PROPOSED),
    )

    assert sorted(found("waiting", *rows, me=("ana ruiz",))) == ["proposed", "started"]


def test_the_owners_names_are_told_in_the_terms():
    assert sorted(found("assignee is me", *ROWS, me=("ana ruiz",))) == ["a", "b"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("group by assignee", ["(Unassigned)", "Ana Ruiz", "Anabel", "Bo Lind", "Myself"]),
        ("group by source", ["(No source)", "Mail/offer.eml"]),
        ("group by note reverse", ["Kickoff"]),
    ],
)
def test_our_groups(query, expected):
    assert [group.names[0] for group in results(query, *ROWS).groups] == expected


@pytest.mark.parametrize(
    "query", ["proposed", "assignee is me", "sort by echoes", "group by note", "echoed more than 2", "waiting"]
)
def test_strictly_there_are_only_the_plugins_words(query):
    with pytest.raises(BadQuery):
        found(query, *ROWS, strict=True)


def test_a_query_explains_itself():
    text = "not done\n(due before next week) OR NOT (tags include x)\nsort by due reverse\ngroup by folder\nlimit 5"

    assert explained(read_query(text, Terms(today=TODAY))).split("\n") == [
        "All of these hold:",
        "- not done",
        "- (the due date is before 2026-03-09 (Monday)) OR (not (the tag includes “x”, in any case))",
        "Sorted by due reversed.",
        "Grouped by folder.",
        "What is equal is sorted by status type, urgency, due date, priority and path.",
        "At most 5 tasks are shown.",
        "",
    ]
