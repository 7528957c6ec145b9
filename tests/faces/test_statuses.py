"""Decisions in vaults whose Tasks plugin knows other statuses than usual."""

import json
from itertools import chain, combinations

import pytest

CORE = [
    {"symbol": " ", "name": "Todo", "nextStatusSymbol": "x", "availableAsCommand": True, "type": "TODO"},
    {"symbol": "x", "name": "Done", "nextStatusSymbol": " ", "availableAsCommand": True, "type": "DONE"},
]
QUESTION = {"symbol": "?", "name": "Proposed", "nextStatusSymbol": " ", "availableAsCommand": False, "type": "TODO"}
STARTED = {"symbol": "/", "name": "In Progress", "nextStatusSymbol": "x", "type": "IN_PROGRESS"}
CANCELLED = {"symbol": "-", "name": "Cancelled", "nextStatusSymbol": " ", "type": "CANCELLED"}
DROPPED = {"symbol": "~", "name": "Dropped", "nextStatusSymbol": " ", "type": "CANCELLED"}
DATA = ".obsidian/plugins/obsidian-tasks-plugin/data.json"

LINE = "- [?] Send the slides to Tom #task #proposed\n"
WORDS = "Send the slides to Tom"
TWICE = {"A.md": LINE, "B.md": LINE}


def settle(terminal, custom):
    """Give the plugin its core statuses and some custom ones; None: no settings at all."""
    if custom is not None:
        terminal.write(DATA, json.dumps({"statusSettings": {"coreStatuses": CORE, "customStatuses": custom}}))


@pytest.mark.parametrize(
    ("custom", "symbol"),
    [
        (None, "-"),
        ([STARTED, CANCELLED], "-"),
        ([QUESTION, DROPPED], "~"),
        ([DROPPED, CANCELLED], "-"),
        ([DROPPED, {**CANCELLED, "type": "TODO"}], "~"),
    ],
    ids=["no settings", "the plugin's own", "another symbol", "two symbols", "a dash that says something else"],
)
def test_a_rejection_is_written_with_the_vaults_own_symbol_and_read_again(terminal, custom, symbol):
    settle(terminal, custom)
    terminal.write("A.md", LINE)
    answer = terminal("reject", WORDS)

    assert (answer.status, terminal.read("A.md")) == (
        0,
        f"- [{symbol}] Send the slides to Tom #task #proposed ❌ 2026-02-02\n",
    )
    assert "cancelled" in answer.out


@pytest.mark.parametrize("custom", [[], [QUESTION], [{**CANCELLED, "type": "TODO"}], [{**CANCELLED, "symbol": ""}]])
@pytest.mark.parametrize(
    ("words", "notes", "type_", "told"),
    [
        (["reject"], {"A.md": LINE}, "CANCELLED", "the settings of the Tasks plugin have no status"),
        (["promote"], TWICE, "CANCELLED", "the task's other lines cannot be closed as duplicates"),
        (["done"], TWICE, "CANCELLED", "the task's other lines cannot be closed as duplicates"),
        (["start"], {"A.md": LINE}, "IN_PROGRESS", "the settings of the Tasks plugin have no status"),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_a_decision_that_no_status_of_the_vault_says_is_refused_before_anything_is_written(
    terminal, custom, words, notes, type_, told
):
    """Kills: the plugin's usual symbol is written, which this vault reads as an open task."""
    settle(terminal, custom)
    for path, text in notes.items():
        terminal.write(path, text)

    for more in ([], ["--dry-run"]):
        answer = terminal(*words, WORDS, *more)
        assert (answer.status, answer.out) == (4, "")
        assert answer.err.startswith(f"Error: {told}")
        assert f"no status of the type {type_}" in answer.err
        assert f"Settings → Tasks → Statuses: type {type_}, symbol" in answer.err
        assert ("--keep-duplicates" in answer.err) == (len(notes) > 1)
    assert {path: terminal.read(path) for path in notes} == notes


def test_what_closes_no_duplicates_needs_no_status_for_them(terminal):
    settle(terminal, [])
    for path in TWICE:
        terminal.write(path, LINE)
    answer = terminal("promote", WORDS, "--keep-duplicates")

    assert answer.status == 0
    assert sorted(terminal.read(path)[:6] for path in TWICE) == ["- [ ] ", "- [?] "]


def test_of_many_tasks_those_are_left_out_whose_duplicates_cannot_be_closed(terminal):
    settle(terminal, [QUESTION])
    for path in TWICE:
        terminal.write(path, LINE + ("- [?] Order the lamps #task #proposed\n" if path == "A.md" else ""))
    answer = terminal("promote", "--where", "description includes the", "--apply")

    assert answer.status == 4
    assert "Promoted 1 task" in answer.out
    assert "Left out: 1 task." in answer.out
    assert "no status of the type CANCELLED" in answer.out
    assert [terminal.read(path).count("[?]") for path in TWICE] == [1, 1]


@pytest.mark.parametrize(
    "custom",
    list(chain.from_iterable(combinations([STARTED, DROPPED], number) for number in range(3))),
    ids=lambda rows: " ".join(row["symbol"] for row in rows) or "core",
)
def test_doctor_names_the_statuses_that_commands_will_miss(terminal, custom):
    settle(terminal, list(custom))
    answer = terminal("doctor")

    assert answer.status == 0
    assert ("no status of the type CANCELLED: `reject` is refused" in answer.out) == (DROPPED not in custom)
    assert ("no status of the type IN_PROGRESS: `start` is refused" in answer.out) == (STARTED not in custom)
    assert ("→ Add one in Obsidian, under Settings → Tasks → Statuses" in answer.out) == (len(custom) < 2)
