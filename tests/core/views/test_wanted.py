"""Which tasks a person wants to see, and in which order."""

from datetime import date

import pytest

from tests.core.views.making import task
from vaultsync.core.model import Status, Task
from vaultsync.core.views.wanted import Wanted, Whose, matches, place_in_list, section, whose

ME = ("Ana Ruiz",)


DUE = task("- [ ] Send the minutes. @Bo Vass 📅 2026-01-05 #work/minutes")
BARE = task("- [/] Rest")
BAD = task("- [x] Rest 📅 2026-02-30")
OLD = task("- [ ] Send the minutes", path="_archive/Kickoff.md")


@pytest.mark.parametrize(
    ("owners", "me", "answer"),
    [
        ((), (), Whose.UNASSIGNED),
        (("Myself",), (), Whose.MINE),
        (("ME",), (), Whose.MINE),
        (("ana ruiz",), ME, Whose.MINE),
        (("Bo", "Ana Ruiz"), ME, Whose.MINE),
        (("Ana",), ME, Whose.OTHERS),
        (("Bo",), (), Whose.OTHERS),
        (("STRASSE",), ("Straße",), Whose.MINE),
    ],
)
def test_whose_a_task_is(owners, me, answer):
    assert whose(owners, me) is answer


@pytest.mark.parametrize(
    ("wanted", "due", "bare", "bad"),
    [
        (Wanted(), True, True, True),
        (Wanted(statuses=frozenset({Status.OPEN})), True, False, False),
        (Wanted(statuses=frozenset()), False, False, False),
        (Wanted(whose=frozenset({Whose.UNASSIGNED})), False, True, True),
        (Wanted(whose=frozenset({Whose.OTHERS})), True, False, False),
        (Wanted(owner="vass"), True, False, False),
        (Wanted(owner="ana"), False, False, False),
        (Wanted(due_from=date(2026, 1, 5)), True, False, False),
        (Wanted(due_from=date(2026, 1, 6)), False, False, False),
        (Wanted(due_to=date(2026, 1, 5)), True, False, False),
        (Wanted(due_to=date(2026, 1, 4)), False, False, False),
        (Wanted(dated=True), True, False, False),
        (Wanted(dated=False), False, True, True),
        (Wanted(tag="work"), True, False, False),
        (Wanted(tag="#WORK/minutes"), True, False, False),
        (Wanted(tag="wor"), False, False, False),
        (Wanted(note="work/"), True, True, True),
        (Wanted(note="Home"), False, False, False),
        (Wanted(text="MINUTES"), True, False, False),
        (Wanted(live=False), False, False, False),
        (Wanted(live=None), True, True, True),
        (Wanted(text="minutes", owner="bo", tag="work", dated=True), True, False, False),
        (Wanted(text="minutes", owner="bo", tag="home"), False, False, False),
    ],
)
def test_every_part_that_is_asked_for_has_to_fit(wanted, due, bare, bad):
    assert [matches(each, wanted, ME) for each in (DUE, BARE, BAD)] == [due, bare, bad]


def test_an_archived_task_is_seen_only_if_asked_for():
    assert not matches(OLD, Wanted(), ME)
    assert matches(OLD, Wanted(live=False), ME)
    assert matches(OLD, Wanted(live=None), ME)


def test_any_note_of_a_task_may_be_asked_for():
    both = task("- [ ] a", path="Home/a.md")
    both = Task(uid="x", speaker=both.speaker, status=both.status, lines=(*both.lines, *DUE.lines))
    assert matches(both, Wanted(note="kickoff"), ME)


def test_the_words_of_any_line_of_a_task_may_be_asked_for():
    both = task("- [ ] Send the minutes", "- [ ] Mail the protocol")
    assert [matches(both, Wanted(text=text), ME) for text in ("minutes", "PROTOCOL", "minutes mail")] == [
        *(True, True, False)
    ]


def test_accepted_work_comes_first_then_proposals_then_what_is_decided():
    assert [section(status) for status in (Status.STARTED, Status.OPEN, Status.ON_HOLD)] == [0, 0, 0]
    assert [section(status) for status in (Status.PROPOSED, Status.DONE, Status.CANCELLED, Status.NON_TASK)] == [
        1,
        2,
        2,
        2,
    ]


def test_a_list_is_sorted_by_section_date_priority_and_place():
    tasks = [
        task("- [ ] a 📅 2026-01-01 ⏬"),
        task("- [ ] b 📅 2026-01-02 ⏬"),
        task("- [/] c 📅 2026-01-03 🔺"),
        task("- [ ] d 📅 2026-01-03"),
        task("- [ ] e 🔺", path="Work/A.md"),
        task("- [ ] f 🔺"),
        task("\n- [ ] g 🔺"),
        task("- [ ] h 📅 2026-02-30"),
        task("- [x] i 📅 2025-01-01"),
    ]
    tasks.reverse()
    assert "".join(each.title for each in sorted(tasks, key=place_in_list)) == "abcdefghi"
