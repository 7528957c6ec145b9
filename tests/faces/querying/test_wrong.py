"""Queries that are wrong, and words of a query that count for nothing."""

import io
import json
import sys

import pytest

from tests.conftest import ROOT
from tests.faces.querying.making import plugin


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["not done", "sort by dew"], "line 2 of the query: do not understand `sort by dew`"),
        (["not done", "sort by dew"], "Did you mean `sort by due`?"),
        (["due", "before", "tomorrow"], "put it in quotes, 'due before tomorrow'"),
        (["not done", "due", "today", "is blocked"], "put it in quotes, 'due today'."),
        (["-q", "D.md"], "D.md is a note with queries in it: `vaultsync dashboard 'D.md'` carries them out."),
        (["not done", "limit groups x"], "Did you mean `limit groups 10`?"),
        (["not done", "@nothing"], "Remedy: Under [queries] of the settings there are: none."),
        (["--strict", "assignee is me"], "vaultsync's own instruction"),
        (["--strict", "filter by function task.isDone"], "line 1 of the query"),
        (["path includes {{query.file.path}}"], "vaultsync dashboard NOTE"),
        (["description regex matches /(/"], "a bracket is not closed"),
        (["--strict"], "go with a query"),
    ],
)
def test_a_query_that_cannot_be_understood_is_a_wrong_command_line(desk, words, told):
    answer = desk("list", *words)

    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err


def test_fenced_blocks_that_are_typed_are_not_told_to_be_a_note(desk, monkeypatch):
    """Kills: a command that nobody can run, `vaultsync dashboard '<stdin>'`."""
    typed = io.BytesIO(b"```tasks\nnot done\n```\n")
    typed.name = "<stdin>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))
    answer = desk("list", "-q", "-")

    assert (answer.status, answer.out) == (2, "")
    assert "leave out the lines that fence them" in answer.err and "<stdin>" not in answer.err


def test_a_bad_global_query_is_blamed_and_not_the_block(desk):
    plugin(desk, globalFilter="#task", globalQuery="nonsense")
    answer = desk("list", "done")

    assert (answer.status, "the vault's global query" in answer.err) == (2, True)


def test_names_that_nobody_has_are_noted_with_the_nearest(desk):
    answer = desk("list", "not done", "assignee is not Bo Linn")

    assert answer.err == (
        "Note: line 2 of the query: no task is anybody's who is called `Bo Linn`. The nearest name is `Bo Lind`.\n"
    )
    assert "Call the bank" in answer.out
    assert "`vaultsync people` lists who is named" in desk("list", "assignee is Xq").err
    for known in ("bo", "Lind", "@Bo Lind", "me", "unassigned"):
        assert desk("list", f"assignee is {known}").err == "", known


def test_a_list_follows_the_plugin_and_notes_the_words_of_a_date_that_are_passed_over(desk):
    answer = desk("list", "done", "(done befor 2026-01-05) OR (done on the 5th january)", "--json")

    assert [task["title"] for task in json.loads(answer.out)["tasks"]] == ["Ring the bell"]
    assert answer.err == (
        "Note: line 2 of the query: of the date in `done befor 2026-01-05` `befor` is passed over, as Obsidian Tasks "
        "does. Did you mean `done before 2026-01-05`?\n"
    )
    assert desk("list", "done in two weeks").err == ""


def test_the_json_has_what_is_passed_over_and_where_it_stands(desk):
    """Kills: a program that hears of it nowhere, and a line of the query in place of one of the note."""
    desk.write("D.md", "# Mine\n\n```tasks\nnot done\ndue befor 2026-02-05\n```\n\n```tasks\nnot done\n```\n")
    told = {
        "words": ["befor"],
        "message": "of the date in `due befor 2026-02-05` `befor` is passed over",
        "remedy": "Did you mean `due before 2026-02-05`?",
    }
    blocks = json.loads(desk("dashboard", "D.md", "--json").out)["blocks"]

    assert [block["passed_over"] for block in blocks] == [[{"line": 5, "where": "line 2 of the query", **told}], []]
    listed = json.loads(desk("list", "not done", "due befor 2026-02-05", "--json").out)
    assert listed["passed_over"] == [{"line": 2, "where": "line 2 of the query", **told}]
    plugin(desk, globalFilter="#task", globalQuery="due befor 2026-02-05")
    listed = json.loads(desk("list", "not done", "--json").out)
    assert listed["passed_over"] == [{"line": None, "where": "the vault's global query", **told}]
    desk.write(".vaultsync/vaultsync.toml", '[queries]\nsoon = ["not done", "due befor 2026-02-05"]\n')
    listed = json.loads(desk("list", "ignore global query", "@soon", "--json").out)
    assert listed["passed_over"] == [{"line": None, "where": "line 2 of the saved query `soon`", **told}]


@pytest.mark.parametrize(("query", "status", "told"), [
    ("not done # c", 2, "do not understand"),
    ("group by due # c", 2, "do not understand"),
    ("due today # c", 0, "passed over"),
    ("sort by due # c", 0, "passed over"),
    ("limit 3 # c", 0, "passed over"),
    ("tag includes #x # c", 0, "looked for, too"),
])  # fmt: skip
def test_a_comment_behind_an_instruction_does_what_the_manual_says(terminal, query, status, told):
    """Kills: a page that promises an error where there is a note, and an instruction that is passed over in silence."""
    page = (ROOT / "docs" / "query.md").read_text("utf-8")
    answer = terminal("list", query)

    assert f"`{query}`" in page
    assert answer.status == status and told in answer.err
