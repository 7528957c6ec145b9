"""A plain line is answered as the full reading answers it, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts, Status
from vaultsync.core.notation.settings import read_settings
from vaultsync.core.oddities import oddities
from vaultsync.core.plain_line import plain_line
from vaultsync.core.task_line import task_line

OWN_STATUS = {"symbol": "?", "name": "Proposed", "type": "TODO", "nextStatusSymbol": "x"}
VAULTS = [
    Conventions(),
    Conventions(task_tag=""),
    Conventions(tasks=read_settings({"statusSettings": {"customStatuses": [OWN_STATUS]}}), task_tag="#t"),
]
FACTS = NoteFacts(path="a.md")


@pytest.mark.parametrize(
    ("text", "status", "title"),
    [
        ("- [ ] Send the minutes #task", Status.OPEN, "Send the minutes"),
        ("  * [x]  Send  the minutes @Ana Ruiz 📅 2026-01-31 ⏫ #task ✅ 2026-01-05", Status.DONE, "Send the minutes"),
        ("> 1. [?] Send the #57x. minutes @Bo #task #proposed #auto ^vs-abc", Status.PROPOSED, "Send the . minutes"),
        ("- [/] Send 🔁 every week 🆔 ab-1 #task", Status.STARTED, "Send"),
    ],
)
def test_a_plain_line_is_answered(text, status, title):
    assert plain_line(text, VAULTS[0]) == (status, title)


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] Send 📅 2026-02-30 #task",
        "- [ ] Send 📅 2026-01-05 the minutes #task",
        "- [ ] Send ‚è´ #task",
        "- [ ] Send 🔁 sometimes #task",
        "- [ ] Ask @Ana Ruiz about the keys #task",
        "- [ ] Send @Ana and @Bo #task",
        "- [ ] Send\u00a0it #task",
        "- [ ] Send #proposed it #task",
        "- [ ] Send #task #proposedly",
        "- [ ] Send 🏁 delete #task",
    ],
)
def test_what_is_ambiguous_is_declined(text):
    assert plain_line(text, VAULTS[0]) is None


heads = st.sampled_from(["- [ ] ", "- [x] ", "* [?]  ", "  1. [/] ", "> - [-] ", "\t- [ ]", "+ [X] ", "- [~] "])
words = st.sampled_from(
    "Send the minutes @Ana Ruiz @Bo's @me @TBD and @Ana, (unknown) a@b.c #task #t #proposed #Proposed #57x. #a/b #a#b # #!"
    " 📅 2026-01-05 2026-02-30 2026-12-31 2026-04-31 0999-01-01 ⏫ 🔽 ✅ 🆔 ab3 🔁 every week when done ^vs-abc 🏁 delete ⛔"
    " a,b x📅 @Åsa Kincaid–Smith O'Neil @X:: Y's @美咲 @(Bo) . , : / & -- [[A]] 🗓️ É… caf\u00a0e @ @@ b@ 2026-01-05. Ruiz!"
    " #tag⏫ #grüße ‚ è ´ caf√© #p #proposedx #task⏫".split(" ")
)
lines = st.builds(
    "{}{}{}".format,
    heads,
    st.lists(st.builds(str.__add__, words, st.sampled_from([" ", " ", " ", "  "])), max_size=9).map("".join),
    st.sampled_from(["", "", " ", " #task", " #task #t"]),
)


@settings(max_examples=3000)
@given(line=lines, vault=st.sampled_from(VAULTS))
def test_what_is_answered_is_what_the_full_reading_finds(line, vault):
    """Kills: a day that no calendar has taken for one, a sign left among the words, the beginning of a tag taken for
    the tag, an assignee in the middle, a rule that is none, misread signs."""
    answer = plain_line(line, vault)
    if answer is None or vault.task_tag not in line:
        return

    full = task_line(FACTS, line, 1, vault)

    assert full is not None
    assert answer == (full.status, full.title)
    assert not list(oddities(full, vault))
