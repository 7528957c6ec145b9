"""list by a query: how it is typed, and what it prints."""

import io
import json
import sys

import pytest

from tests.faces.querying.making import plugin, titles


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["due before next week", "assignee is me"], ["Pay the rent"]),
        (["not done", "sort by due reverse"], ["Send the sheet", "Call the bank", "Pay the rent"]),
        (["waiting", "sort by due"], ["Call the bank", "Send the sheet"]),
        (["done"], ["Ring the bell"]),
        (["path includes archive"], []),
        (["path includes archive", "--all"], ["Mend the fence"]),
        (["not done", "--due-to", "2026-02-05", "--owner", "bo"], ["Call the bank"]),
        (["not done", "sort by due", "limit 2", "--limit", "1"], ["Pay the rent"]),
        (["not done", "sort by due", "limit 1", "--limit", "2"], ["Pay the rent"]),
        (["filter by function task.priorityName === 'High'"], ["Pay the rent"]),
        (["description includes task"], []),
    ],
)
def test_each_argument_is_a_line(desk, words, expected):
    assert titles(desk, *words) == expected


def test_the_owners_names_come_from_the_settings(desk):
    assert titles(desk, "--set", "me=bo lind", "assignee is me", "proposed") == ["Send the sheet"]


def test_a_query_may_stand_in_a_file_or_be_typed(desk, monkeypatch):
    desk.write("week.txt", "\ufeffnot done\r\n# soon\r\ndue before next week\r\n")
    assert titles(desk, "-q", "week.txt", "assignee is me") == ["Pay the rent"]

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"proposed\n")))
    assert titles(desk, "-q", "-") == ["Send the sheet"]


def test_a_file_that_is_no_text_is_a_wrong_command_line(desk):
    (desk.root / "bad.txt").write_bytes(b"\xff\xfe")
    answer = desk("list", "-q", "bad.txt")

    assert (answer.status, "no UTF-8" in answer.err) == (2, True)


def test_words_in_quotes_are_asked_for_where_the_query_was_typed_and_nowhere_else(desk):
    """Kills: an argument that is blamed for a line of a saved query, and none for its own behind a file of many."""
    desk.write(".vaultsync/vaultsync.toml", '[queries]\nbad = ["has id", "nott done"]\n')
    together = "put it in quotes, 'due today'"

    assert together not in desk("list", "@bad", "due", "today").err
    desk.write("three.txt", "not done\nsort by due\nlimit 3\n")
    assert together in desk("list", "-q", "three.txt", "due", "today").err


def test_an_empty_answer_says_what_the_vaults_global_query_has_to_do_with_it(desk):
    """Kills: a global query that acts unseen, or is named where it found something or was left out."""
    desk.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalQuery": "not done\\nsort by due"}')
    note = "Note: the vault's global query counts, too (`not done`); a line `ignore global query` leaves it out.\n"

    assert note in desk("list", "done").err
    assert note not in desk("list", "done", "ignore global query").err + desk("list", "not done").err
    told = desk("list", "not done", "--explain").out
    assert told.startswith(
        "All of these hold:\n- not done\nThese of the vault's global query hold:\n- not done\nSorted by"
    )
    assert desk("list", "sort by path", "--explain").out.startswith(
        "These of the vault's global query hold:\n- not done\n"
    )


def test_groups_have_headings_and_the_count_comes_last(desk):
    out = desk("list", "not done", "group by status.type", "group by path", "limit 2").out.splitlines()

    assert out[0].startswith("    TASK ")
    assert out[1:3] == ["TODO", "  Work/A_b: 2 tasks"]
    assert out[-1] == "2 of 3 tasks"


def test_the_json_has_the_groups_and_how_the_query_was_understood(desk):
    document = json.loads(desk("list", "not done", "group by assignee", "limit 2", "sort by due", "--json").out)

    assert [group["names"] for group in document["groups"]] == [["Bo Lind"], ["Myself"]]
    assert [len(group["uids"]) for group in document["groups"]] == [1, 1]
    assert document["groups"][1]["uids"] == [document["tasks"][1]["uid"]]
    assert document["passed"] == 3
    assert "- not done" in document["explanation"]


def test_a_query_explains_itself_first(desk):
    out = desk("list", "due this week", "--explain").out

    assert out.startswith("All of these hold:\n- the due date is from 2026-02-02 (Monday) to 2026-02-08 (Sunday)\n")
    assert "Call the bank" in out


def test_the_vaults_global_query_and_presets_count(desk):
    plugin(desk, globalFilter="#task", globalQuery="not done", presets={"soon": "due before 2026-02-03"})

    assert titles(desk, "preset soon") == ["Pay the rent"]
    assert "Ring the bell" not in titles(desk, "sort by due")
    assert "Ring the bell" in titles(desk, "ignore global query")


def test_who_types_a_query_is_told_how_to_end_it(desk, monkeypatch):
    """Kills: a command that waits without a word."""
    typed = io.BytesIO(b"proposed\n")
    typed.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))

    assert "Ctrl-D ends it" in desk("list", "-q", "-").err


def test_a_task_is_found_by_any_of_its_lines(desk):
    """Kills: a dashboard of a folder that is empty because other lines speak for its tasks."""
    desk.write("Work/2026-02-01 Later.md", "- [ ] Pay the rent at last @Myself 📅 2026-02-01 #task\n")
    desk.write("Home/2025-01-01 Before.md", "- [ ] Pay the whole rent @Myself 📅 2026-02-01 #task #pressing\n")
    (title,) = titles(desk, "assignee is me")
    speaks = "Work" if "whole" not in title else "Home"
    silent = "Home" if speaks == "Work" else "Work/2026"

    assert titles(desk, f"any path includes {silent.upper()}") == [title]
    assert titles(desk, f"any path includes {silent}", "not done", "NOT (any line includes at last)") == []
    assert titles(desk, "any line includes AT LAST @") == titles(desk, "any line includes #pressing") == [title]
    # A pattern is judged row by row, and all filters with it.
    assert titles(desk, f"any path includes {silent}", "description regex matches /rent/") == [title]
    answer = desk("list", f"(path includes {silent}) AND (not done)", "assignee is me")
    assert answer.out.endswith(
        f"A filter asks the line that speaks for a task; `any path includes {silent.lower()}` asks all of its lines.\n"
    )
    for other in ("path does not include .md", f"path includes '{silent}'"):
        assert "any path" not in desk("list", other).out
    told = desk("list", f"any path does not include {silent}")
    assert (told.status, f"Write `NOT (any path includes {silent})`." in told.err) == (2, True)
    assert desk("list", "--strict", "any path includes Work").status == 2


def test_a_list_has_the_columns_that_a_query_asks_for(desk):
    """Kills: a due date that is shown though it is hidden, an urgency of another row, a count that is hidden alone."""
    asked = ["not done", "sort by due", "limit 2", "hide task count"]

    rows = desk("list", *asked, "hide due date", "show urgency").out.splitlines()
    assert [row.split()[1:] for row in rows] == [
        ["STATUS", "URGENCY", "WHO", "WHAT"],
        ["open", "15.26", "Myself", "Pay", "the", "rent"],
        ["open", "9.38", "Bo", "Lind", "Call", "the", "bank"],
    ]
    plain = desk("list", *asked).out
    assert "2026-02-01  1 day late" in plain and "URGENCY" not in plain and "task" not in plain


def test_what_is_decided_is_not_overdue_unless_it_is_asked_for(desk):
    """Kills: a done task among those that are late, since a query searches decided ones too."""
    desk.write("Late.md", "- [x] Oil the winch 📅 2026-01-20 ✅ 2026-01-30 #task\n")

    assert titles(desk, "--overdue", "sort by due") == ["Pay the rent"]
    assert titles(desk, "--overdue", "--status", "done", "sort by due") == ["Oil the winch"]
    assert titles(desk, "--overdue", "--all", "sort by description") == [
        "Mend the fence",
        "Oil the winch",
        "Pay the rent",
    ]
    assert titles(desk, "due before 2026-02-02", "sort by due") == ["Oil the winch", "Pay the rent"]
