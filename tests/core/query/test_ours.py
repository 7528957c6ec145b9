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


MEANT = {
    **dict.fromkeys(("Ana Ruiz", "Mrs Ruiz", "Ana", "ana", "Annie"), ("Ana Ruiz",)),
    "Ana Ruiz Moss": ("Ana Ruiz Moss",),
    **dict.fromkeys(("Ines", "Ines Okoro (north)"), ("Ines Farrow", "Ines Okoro")),
    "Ines Okoro": ("Ines Okoro",),
    "Nessie": ("Ines Okoro",),
}
"""Ana Ruiz and Ines Okoro under several names, some of which might be Ines Farrow's; the others are nobody's."""

WRITTEN = {
    name: asked(str(number), owners=(name,))
    for number, name in enumerate(
        ("Ana Ruiz", "Mrs Ruiz", "Annie", "Ines", "Ines Okoro", "Nessie", "Ana Ruiz Moss", "Zed", "Bo Zed")
    )
}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("Ana Ruiz", ["Ana Ruiz", "Mrs Ruiz", "Annie"]),
        ("@ana", ["Ana Ruiz", "Mrs Ruiz", "Annie"]),
        ("Nessie", ["Ines Okoro", "Nessie"]),
        ("Ines", ["Ines", "Ines Okoro", "Nessie"]),
        ("zed", ["Bo Zed", "Zed"]),
        ("ruiz", ["Ana Ruiz", "Mrs Ruiz", "Annie", "Ana Ruiz Moss"]),
        ("mrs", ["Mrs Ruiz"]),
        ("nobody else", []),
    ],
)
def test_whoever_is_meant_by_a_name_is_found_under_each_of_theirs(wanted, names):
    """Kills: the words of a name that means one person, found in another's; a doubtful name that counts for one of
    those whom it fits; a name of nobody known that is no longer found by its words."""
    others = [name for name in WRITTEN if name not in names]
    for query, expected in ((f"assignee is {wanted}", names), (f"assignee is not {wanted}", others)):
        rows = results(query, *WRITTEN.values(), meant=lambda name: MEANT.get(name, ())).rows
        assert sorted(row.owners[0] for row in rows) == sorted(expected), query


def test_a_person_is_one_group_and_who_is_doubtful_one_of_their_own():
    """Kills: a group for each way to write a name, a task that stands in a group twice."""
    twice = asked("9", owners=("Annie", "Zed", "Ana Ruiz"))
    groups = results("group by assignee", *WRITTEN.values(), twice, meant=lambda name: MEANT.get(name, ())).groups

    assert {group.names[0]: [row.said.description for row in group.rows] for group in groups} == {
        "Ana Ruiz": ["0", "1", "2", "9"],
        "Ana Ruiz Moss": ["6"],
        "Bo Zed": ["8"],
        "Ines": ["3"],
        "Ines Okoro": ["4", "5"],
        "Zed": ["7", "9"],
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 9), ("waiting", 9), ("assignee is me", 0), ("assignee is not unassigned", 9), ("group by due", 9)],
)
def test_nobody_is_asked_for_where_no_name_stands(query, count):
    """Kills: all people of a vault gathered for a query that names nobody."""

    def meant(name):
        raise AssertionError(name)

    assert len(results(query, *WRITTEN.values(), meant=meant).rows) == count


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


def test_one_task_at_most_is_told_as_one():
    """Kills: the plural of one."""
    told = explained(read_query("limit 1\nlimit groups 1", Terms(today=TODAY)))

    assert "At most 1 task is shown." in told and "At most 1 task of each group is shown." in told
