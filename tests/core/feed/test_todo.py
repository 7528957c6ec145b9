"""One task as a todo."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.core.feed.making import CONTEXT, JANUARY_5, KICKOFF_SOURCE, line, task, value, values, with_context
from vaultsync.core.feed import render_todo
from vaultsync.core.model import BadDate, Priority, Source, Status

EARLIER, LATER = date(2026, 1, 2), date(2026, 1, 9)


def dates(**said) -> dict[str, str]:
    found = values(render_todo(task(**said), CONTEXT))
    names = ("DUE", "DTSTART", "X-VAULTSYNC-START", "X-VAULTSYNC-SCHEDULED")
    return {name.partition(";")[0]: given[0] for name, given in found.items() if name.startswith(names)}


@pytest.mark.parametrize(
    ("status", "written"),
    [
        (Status.OPEN, {"STATUS": "NEEDS-ACTION"}),
        (Status.STARTED, {"STATUS": "IN-PROCESS"}),
        (Status.ON_HOLD, {"STATUS": "NEEDS-ACTION", "X-VAULTSYNC-STATUS": "ON_HOLD"}),
        (Status.DONE, {"STATUS": "COMPLETED", "PERCENT-COMPLETE": "100"}),
        (Status.CANCELLED, {"STATUS": "CANCELLED"}),
    ],
)
def test_each_status_has_its_word(status, written):
    todo = render_todo(task(status=status), CONTEXT)
    names = ("STATUS", "X-VAULTSYNC-STATUS", "PERCENT-COMPLETE", "COMPLETED")
    assert {name: value(todo, name) for name in names if value(todo, name)} == written


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.NON_TASK])
def test_what_nobody_accepted_has_no_todo(status):
    assert render_todo(task(status=status), CONTEXT) is None


def test_no_flag_makes_a_checkbox_that_is_no_task_a_todo():
    assert render_todo(task(status=Status.NON_TASK), with_context(include_proposed=True)) is None


def test_a_task_that_stands_in_the_archive_only_has_no_todo():
    assert render_todo(task(live=False), CONTEXT) is None


def test_a_proposal_says_so_on_demand():
    proposal = task(status=Status.PROPOSED, tags=("#proposed", "#auto"))
    todo = render_todo(proposal, with_context(include_proposed=True))
    assert value(todo, "STATUS") == "NEEDS-ACTION"
    assert value(todo, "X-VAULTSYNC-STATUS") == "PROPOSED"
    assert value(todo, "CATEGORIES") == "auto,proposed"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ({}, {}),
        ({"due": JANUARY_5}, {"DUE": "20260105"}),
        ({"due": JANUARY_5, "start": EARLIER}, {"DUE": "20260105", "DTSTART": "20260102"}),
        ({"due": JANUARY_5, "start": JANUARY_5}, {"DUE": "20260105", "X-VAULTSYNC-START": "20260105"}),
        ({"due": JANUARY_5, "start": LATER}, {"DUE": "20260105", "X-VAULTSYNC-START": "20260109"}),
        ({"start": LATER}, {"DTSTART": "20260109"}),
        (
            {"due": JANUARY_5, "scheduled": EARLIER},
            {"DUE": "20260105", "DTSTART": "20260102", "X-VAULTSYNC-SCHEDULED": "20260102"},
        ),
        ({"due": JANUARY_5, "scheduled": JANUARY_5}, {"DUE": "20260105", "X-VAULTSYNC-SCHEDULED": "20260105"}),
        ({"scheduled": LATER}, {"DTSTART": "20260109", "X-VAULTSYNC-SCHEDULED": "20260109"}),
        (
            {"due": LATER, "start": EARLIER, "scheduled": JANUARY_5},
            {"DUE": "20260109", "DTSTART": "20260102", "X-VAULTSYNC-SCHEDULED": "20260105"},
        ),
        (
            {"due": JANUARY_5, "start": LATER, "scheduled": EARLIER},
            {"DUE": "20260105", "X-VAULTSYNC-START": "20260109", "X-VAULTSYNC-SCHEDULED": "20260102"},
        ),
        ({"due": BadDate("2026-02-30"), "start": EARLIER}, {"DTSTART": "20260102"}),
        (
            {"due": JANUARY_5, "start": BadDate("2026-13-01"), "scheduled": BadDate("2026-00-01")},
            {"DUE": "20260105"},
        ),
    ],
)
def test_due_is_later_than_dtstart_or_dtstart_is_left_out(said, written):
    assert dates(**said) == written


def test_a_task_due_at_a_time_of_day_keeps_its_start_in_a_field_of_its_own():
    at = datetime(2026, 1, 5, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    todo = render_todo(task(start=EARLIER), CONTEXT, due_at=at)
    assert value(todo, "DUE") == "20260105T083000Z"
    assert value(todo, "DTSTART;VALUE=DATE") is None
    assert value(todo, "X-VAULTSYNC-START;VALUE=DATE") == "20260102"


@pytest.mark.parametrize(
    ("zone", "completed"),
    [
        ("Europe/Amsterdam", "20260105T110000Z"),
        ("Pacific/Kiritimati", "20260104T220000Z"),
        ("Pacific/Pago_Pago", "20260105T230000Z"),
    ],
)
def test_completed_is_noon_of_the_done_day_where_the_vault_is(zone, completed):
    todo = render_todo(task(status=Status.DONE, done=JANUARY_5), with_context(zone=ZoneInfo(zone)))
    assert value(todo, "COMPLETED") == completed


def test_the_done_day_of_another_line_counts_when_the_speaking_line_has_none():
    elsewhere = (line(done=EARLIER, path="a.md"), line(done=LATER, path="b.md"), line(path="c.md"))
    assert value(render_todo(task(status=Status.DONE, others=elsewhere), CONTEXT), "COMPLETED") == "20260109T110000Z"
    spoken = task(status=Status.DONE, done=JANUARY_5, others=elsewhere)
    assert value(render_todo(spoken, CONTEXT), "COMPLETED") == "20260105T110000Z"


@pytest.mark.parametrize("done", [None, BadDate("2026-02-30")])
def test_a_done_task_without_a_done_day_has_no_completed(done):
    todo = render_todo(task(status=Status.DONE, done=done), CONTEXT)
    assert (value(todo, "STATUS"), value(todo, "COMPLETED")) == ("COMPLETED", None)


def test_a_done_day_on_a_task_that_is_open_again_is_not_completed():
    assert value(render_todo(task(done=JANUARY_5), CONTEXT), "COMPLETED") is None


def test_created_is_noon_too():
    assert value(render_todo(task(created=JANUARY_5), CONTEXT), "CREATED") == "20260105T110000Z"


def test_priorities_stand_in_the_bands_that_clients_know():
    written = [value(render_todo(task(priority=priority), CONTEXT), "PRIORITY") for priority in Priority]
    assert written == ["1", "3", "5", None, "7", "9"]


def test_a_recurrence_is_told_but_is_no_rule():
    todo = render_todo(task(recurrence="every month when done"), CONTEXT)
    assert value(todo, "X-VAULTSYNC-RECURRENCE") == "every month when done"
    assert value(todo, "DESCRIPTION").endswith(r"\nRepeats: every month when done")
    assert b"RRULE" not in todo.text


def test_what_it_depends_on_is_a_field_of_its_own_and_no_relation():
    todo = render_todo(task(depends_on=("abc", "def")), CONTEXT)
    assert values(todo)["X-VAULTSYNC-DEPENDS-ON"] == ["abc", "def"]
    assert b"RELATED-TO" not in todo.text


def test_the_parent_is_named_by_its_todo():
    assert value(render_todo(task(), CONTEXT, parent="vs-9"), "RELATED-TO") == "vs-9@vault-1"


def test_a_task_that_is_called_like_the_event_of_another_has_a_uid_of_its_own():
    assert render_todo(task(uid="vs-1-due"), CONTEXT).uid == "vs-1-due.todo@vault-1"
    assert value(render_todo(task(), CONTEXT, parent="vs-1-due"), "RELATED-TO") == "vs-1-due.todo@vault-1"


def test_the_place_of_the_line_is_told():
    todo = render_todo(task(source=KICKOFF_SOURCE), CONTEXT)
    assert value(todo, "X-VAULTSYNC-PATH") == "Meetings/Kickoff.md"
    assert value(todo, "X-VAULTSYNC-LINE") == "4"
    assert value(todo, "X-VAULTSYNC-SOURCE") == "2026-01-04 Kickoff"


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("Mail/Kickoff.md", "Mail/Kickoff.md"),
        ("/home/somebody/Vault/Mail/Kickoff.md", "Kickoff.md"),
        (r"C:\Users\somebody\Mail\Kickoff.md", "Kickoff.md"),
        ("~/Mail/Kickoff.md", "Kickoff.md"),
        ("file:///home/somebody/Kickoff.md", "Kickoff.md"),
        ("", None),
    ],
)
def test_the_folders_of_another_machine_are_not_told(ref, told):
    assert value(render_todo(task(source=Source(ref=ref)), CONTEXT), "X-VAULTSYNC-SOURCE") == told


def test_the_revision_names_what_the_task_means_and_not_where_it_stands():
    def revision(**said):
        return value(render_todo(task(**said), CONTEXT), "X-VAULTSYNC-REV")

    assert len(revision()) == 32
    assert revision(number=40, path="Other.md", heading="Elsewhere") == revision()
    assert revision(due=JANUARY_5) != revision()
