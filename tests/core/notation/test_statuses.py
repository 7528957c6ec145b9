"""The statuses of a vault."""

import pytest

from vaultsync.core.model import Status
from vaultsync.core.notation.statuses import CORE, CUSTOM, Statuses, StatusSetting, read_statuses


def row(symbol, type_="TODO", next_="x", name="") -> StatusSetting:
    return StatusSetting(symbol, name, next_, type_)


def test_the_plugins_own_statuses():
    statuses = Statuses()
    meanings = [statuses[symbol].meaning for symbol in " x/-"]
    assert meanings == [Status.OPEN, Status.DONE, Status.STARTED, Status.CANCELLED]


@pytest.mark.parametrize("symbol", "X?h😀")
def test_a_symbol_without_a_row_is_an_open_task(symbol):
    unknown = Statuses()[symbol]

    assert (unknown.name, unknown.next_symbol, unknown.meaning) == ("Unknown", "x", Status.OPEN)
    assert symbol not in Statuses()


@pytest.mark.parametrize(
    ("type_", "meaning", "done"),
    [
        ("ON_HOLD", Status.ON_HOLD, False),
        ("NON_TASK", Status.NON_TASK, True),
        ("CANCELLED", Status.CANCELLED, True),
        ("DONE", Status.DONE, True),
        ("IN_PROGRESS", Status.STARTED, False),
        ("", Status.OPEN, False),
        ("EMPTY", Status.OPEN, False),
    ],
)
def test_types_say_how_far_a_task_has_come(type_, meaning, done):
    assert (row("a", type_).meaning, row("a", type_).counts_as_done) == (meaning, done)


def test_the_first_row_of_a_symbol_wins():
    statuses = Statuses([row("a", "DONE"), row("a", "TODO")])
    assert statuses["a"].type == "DONE"
    assert len(list(statuses)) == 1


@pytest.mark.parametrize(
    ("rows", "type_", "symbol"),
    [
        ((*CORE, *CUSTOM), "DONE", "x"),
        ((*CORE, *CUSTOM), "CANCELLED", "-"),
        ((*CORE, *CUSTOM), "ON_HOLD", None),
        ((row("X", "DONE"), row("x", "DONE")), "DONE", "x"),
        ((row("X", "DONE"), row("x", "TODO")), "DONE", "X"),
        ((row("~", "CANCELLED"),), "CANCELLED", "~"),
        ((row("~", "CANCELLED"), row("-", "CANCELLED")), "CANCELLED", "-"),
        ((row("~", "CANCELLED"), row("-", "TODO")), "CANCELLED", "~"),
        ((row("", "CANCELLED"), row("--", "CANCELLED")), "CANCELLED", None),
        (CORE, "CANCELLED", None),
        (CORE, "IN_PROGRESS", None),
        ((), "DONE", None),
        ((), "TODO", " "),
        ((row(" ", "DONE"),), "TODO", None),
        ((row("!", "TODO"),), "TODO", "!"),
    ],
)
def test_the_symbol_of_a_type_is_the_usual_one_if_the_vault_has_it_and_none_that_says_something_else(
    rows, type_, symbol
):
    """Kills: the plugin's usual symbol is written in a vault that does not know it."""
    assert Statuses(rows).symbol_of(type_) == symbol


@pytest.mark.parametrize(
    ("rows", "symbol"),
    [
        ((row("x", "DONE", " "), row(" ")), " "),
        ((row("x", "DONE", "/"), row("/", "IN_PROGRESS", " "), row(" ")), " "),
        ((row("x", "DONE", "/"), row("/", "IN_PROGRESS", "x")), "/"),
        ((row("x", "DONE", "-"), row("-", "CANCELLED", "x")), " "),
        ((row("x", "DONE", "q"),), "q"),
    ],
)
def test_the_next_occurrence_has_the_first_todo_of_the_chain(rows, symbol):
    statuses = Statuses(rows)
    assert statuses.after_recurring(statuses["x"]).symbol == symbol


def test_a_status_is_found_by_its_name_in_any_case():
    statuses = Statuses([row("?", name="Proposed"), row("!", name="proposed")])
    assert statuses.named("PROPOSED").symbol == "?"
    assert statuses.named("other") is None


def test_settings_are_repaired_as_the_plugin_does_it():
    rows = read_statuses(
        {
            "coreStatuses": [{"symbol": "a", "name": "A"}, 3],
            "customStatuses": [
                {"type": "NONSENSE", "name": 4},
                {"symbol": "h", "type": "ON_HOLD", "nextStatusSymbol": " "},
            ],
        }
    )
    assert rows == (
        StatusSetting("a", "A", "", ""),
        StatusSetting(" ", "", "x", "TODO"),
        StatusSetting("h", "", " ", "ON_HOLD"),
    )


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_what_is_no_settings_object_is_none(raw):
    assert read_statuses(raw) is None


def test_missing_lists_are_empty():
    assert read_statuses({"coreStatuses": "x"}) == ()
