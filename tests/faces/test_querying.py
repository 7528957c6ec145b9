"""Queries at the command line: list, saved queries, dashboard."""

import io
import json
import re
import sys

import pytest

from tests.conftest import ROOT

NOTE = """- [ ] Pay the rent @Myself 📅 2026-02-01 ⏫ #task
- [ ] Call the bank @Bo Lind 📅 2026-02-05 #task
- [?] Send the sheet @Bo Lind 📅 2026-02-20 #task #proposed
- [x] Ring the bell @Bo Lind ✅ 2026-01-05 #task
"""


@pytest.fixture
def desk(terminal):
    terminal.write("Work/A_b.md", NOTE)
    terminal.write("D.md", "```tasks\nnot done\n```\n")
    terminal.write("_archive/Old.md", "- [ ] Mend the fence 📅 2026-02-01 #task\n")
    return terminal


def titles(terminal, *words):
    answer = terminal("list", "--json", *words)
    assert answer.status == 0, answer
    return [task["title"] for task in json.loads(answer.out)["tasks"]]


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


SETTINGS = """[queries]
week = "not done\\ndue before next week"
mine = ["@week", "assignee is me"]
loop = "@round"
round = "@loop"

[queries.waits]
query = "waiting"
"""


def test_saved_queries_stand_in_the_settings(desk):
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)

    assert titles(desk, "@week", "sort by due") == ["Pay the rent", "Call the bank"]
    assert titles(desk, "@mine") == ["Pay the rent"]
    assert titles(desk, "@waits", "proposed") == ["Send the sheet"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("@weke", "Did you mean `@week`?"),
        ("@WEEK", "Did you mean `@week`?"),
        ("@loop", "contains itself"),
        ("@xyz", "@mine, @round"),
    ],
)
def test_a_saved_query_that_is_none_is_named(desk, name, told):
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)
    answer = desk("list", name)

    assert (answer.status, told in answer.err) == (2, True), answer


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (["@week", "sort by dew"], "line 2 of the query: do not understand `sort by dew`"),
        (["@mine", "sort by dew"], "line 2 of the query: do not understand `sort by dew`"),
        (["not done", "@bad"], "line 2 of the saved query `bad`: do not understand `nott done`"),
        (["not done", "@deep"], "line 2 of the saved query `bad`: do not understand `nott done`"),
        (["@week", "@lost"], "line 1 of the saved query `lost`: there is no saved query `weke`"),
        (["@loop"], "line 1 of the saved query `round`: the saved query `loop` contains itself"),
        (["@self"], "line 1 of the saved query `self`: it contains itself"),
        (["limit 3", "@fails"], "line 2 of the saved query `fails`: `task.tags` is neither true nor false"),
        (["@asks"], "line 1 of the saved query `asks`: no task is anybody's who is called `Xq`"),
    ],
)
def test_what_is_wrong_with_a_saved_query_names_the_line_as_it_was_written(desk, lines, where):
    """Kills: the line of a query that nobody sees, in which each `@name` is filled in."""
    desk.write(
        ".vaultsync/vaultsync.toml",
        f"{SETTINGS}\n[queries.bad]\nquery = ['has id', 'nott done']\n[queries.deep]\nquery = ['done', '@week', '@bad']\n"
        "[queries.lost]\nquery = '@weke'\n[queries.self]\nquery = '@self'\n[queries.asks]\nquery = 'assignee is Xq'\n"
        "[queries.fails]\nquery = ['not done', 'filter by function task.tags']\n",
    )

    assert where in desk("list", *lines).err


def test_words_in_quotes_are_asked_for_where_the_query_was_typed_and_nowhere_else(desk):
    """Kills: an argument that is blamed for a line of a saved query, and none for its own behind a file of many."""
    desk.write(".vaultsync/vaultsync.toml", '[queries]\nbad = ["has id", "nott done"]\n')
    together = "put it in quotes, 'due today'"

    assert together not in desk("list", "@bad", "due", "today").err
    desk.write("three.txt", "not done\nsort by due\nlimit 3\n")
    assert together in desk("list", "-q", "three.txt", "due", "today").err


def test_the_name_of_a_saved_query_without_its_sign_is_answered_with_it(desk):
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)

    assert "Remedy: Did you mean `@week`?" in desk("list", "week").err
    assert "put it in quotes" in desk("list", "weak", "today").err


def test_where_may_stand_before_each_line_as_with_the_commands_that_act(desk, monkeypatch):
    """Kills: an option that every command knows that acts on a query, and the one that only shows it does not."""
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)

    assert titles(desk, "--where", "@week", "--where", "sort by due") == titles(desk, "@week", "sort by due") != []
    assert titles(desk, "not done", "--where", "due before next week") == titles(desk, "@week")
    assert "needs a terminal" in desk("triage", "--where", "proposed").err


@pytest.mark.parametrize("entry", ["week = 3", "[queries.week]\nquary = 'done'", "week = [1]"])
def test_a_saved_query_of_the_wrong_type_is_refused(desk, entry):
    desk.write(".vaultsync/vaultsync.toml", f"[queries]\n{entry}\n")
    answer = desk("list")

    assert (answer.status, "`queries.week` should be a list of texts" in answer.err) == (4, True), answer


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


def plugin(terminal, **settings):
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", json.dumps(settings))


def test_the_vaults_global_query_and_presets_count(desk):
    plugin(desk, globalFilter="#task", globalQuery="not done", presets={"soon": "due before 2026-02-03"})

    assert titles(desk, "preset soon") == ["Pay the rent"]
    assert "Ring the bell" not in titles(desk, "sort by due")
    assert "Ring the bell" in titles(desk, "ignore global query")


def test_a_bad_global_query_is_blamed_and_not_the_block(desk):
    plugin(desk, globalFilter="#task", globalQuery="nonsense")
    answer = desk("list", "done")

    assert (answer.status, "the vault's global query" in answer.err) == (2, True)


DASHBOARD = """---
TQ_show_backlink: false
TQ_short_mode: false
word: rent
---
# Board

```tasks
not done
description includes {{query.file.property('word')}}
```

%%
```tasks
done
```
%%

> [!note]
> ```tasks
> no dew date
> ```

```python
done
```

~~~tasks
group by status.type
done
hide task count
show urgency
~~~
End.
"""


def test_a_dashboard_shows_each_block_in_its_place_and_a_bad_one_as_its_error(desk):
    desk.write("Board.md", DASHBOARD)
    answer = desk("dashboard", "Board")

    assert answer.status == 2, "as `list` with that query: whoever calls it from a script hears that not all was done"
    assert answer.out == (
        """# Board

- [ ] Pay the rent @Myself ⏫ 📅 2026-02-01

1 task

%%
```tasks
done
```
%%

> [!note]
>
> Error: Board.md:21: do not understand `no dew date`
> Remedy: Did you mean `no due date`?

```python
done
```

#### DONE

- [x] Ring the bell @Bo Lind ✅ 2026-01-05 1.95

End.
"""
    )
    assert answer.err == "1 of 3 queries could not be carried out.\n"


def test_headings_of_groups_in_groups_have_one_empty_line_between_them(desk):
    desk.write("Board.md", "```tasks\ngroup by status\ngroup by status.type\nhide task count\nshort mode\n```\n")
    answer = desk("dashboard", "Board.md")

    assert answer.out.startswith("#### Done\n\n##### DONE\n\n- [x] ")
    assert "\n\n#### Todo\n\n##### TODO\n\n- [ ] " in answer.out and "\n\n\n" not in answer.out


def test_a_dashboard_in_markdown_makes_no_new_tasks(desk):
    desk.write("Board.md", "```tasks\nnot done\nsort by due\ngroup by filename\nshort mode\n```\n")
    answer = desk("dashboard", "Board.md", "--markdown")

    assert answer.out.splitlines()[:3] == [
        "#### [[A_b]]",
        "",
        "- ☐ Pay the rent @Myself ⏫ 📅 [[Work/A_b|🔗]]",
    ]
    assert "- [" not in answer.out


def test_a_dashboard_as_json_says_which_line_is_wrong(desk):
    desk.write("Board.md", DASHBOARD)
    answer = desk("dashboard", "Board.md", "--json")
    document = json.loads(answer.out)

    assert (answer.status, document["path"], document["errors"]) == (2, "Board.md", 1)
    assert [block["line"] for block in document["blocks"]] == [8, 20, 28]
    assert document["blocks"][1]["error"] == {
        "line": 21,
        "word": "no dew date",
        "message": "line 1 of the query: do not understand `no dew date`",
        "nearest": "no due date",
        "remedy": "Did you mean `no due date`?",
    }
    assert [task["title"] for task in document["blocks"][0]["tasks"]] == ["Pay the rent"]


def test_a_note_is_named_from_where_one_stands_too(desk, monkeypatch):
    desk.write("Work/Board.md", "```tasks\npreset this_folder\nproposed\n```\n")
    monkeypatch.chdir(desk.root / "Work")

    assert "Send the sheet" in desk("dashboard", "Board.md").out
    assert "Send the sheet" in desk("dashboard", "Work/Board.md").out
    assert "Send the sheet" in desk("dashboard", str(desk.root / "Work" / "Board.md")).out


@pytest.mark.parametrize("name", ["Bord", "../outside", "Work"])
def test_a_note_that_is_none_is_named(desk, name):
    desk.write("Board.md", "")
    desk.root.parent.joinpath("outside.md").write_text("```tasks\ndone\n```\n")
    answer = desk("dashboard", name)

    assert (answer.status, answer.out) == (1, ""), answer
    assert "there is no note" in answer.err
    assert "Did you mean `Board.md`?" in answer.err or name != "Bord"


def test_a_note_of_that_name_in_another_folder_is_rather_meant_than_one_of_a_like_name(desk):
    desk.write("Boards.md", "")
    desk.write("Work/Projects/2026/Board.md", "")

    assert "Did you mean `Work/Projects/2026/Board.md`?" in desk("dashboard", "board").err


def test_broken_frontmatter_is_a_warning(desk):
    desk.write("Board.md", "---\n: [\n---\n```tasks\nproposed\n```\n")
    answer = desk("dashboard", "Board.md")

    assert "Send the sheet" in answer.out
    assert "the frontmatter of Board.md" in answer.err


def test_the_sample_dashboard_runs_whole(sample):
    answer = sample("dashboard", "Dashboard.md")
    blocks = (ROOT / "sample_vault" / "Dashboard.md").read_text("utf-8").count("```tasks")

    assert (answer.status, answer.err) == (0, "")
    assert "```" not in answer.out
    found = [block["passed"] for block in json.loads(sample("dashboard", "Dashboard.md", "--json").out)["blocks"]]
    assert len(found) == blocks
    assert all(found), found


def test_every_instruction_can_be_printed_and_is_understood_when_it_is_whole(desk):
    """Kills: a list of instructions that has others than the parser."""
    answer = desk("list", "--instructions")
    sections = re.split(r"^(\S.*):\n", answer.out, flags=re.MULTILINE)[1:]
    said = {title: text.splitlines() for title, text in zip(sections[::2], sections[1::2], strict=True)}

    assert answer.status == 0
    assert "  not done" in said["Of the Tasks plugin"] and "  @NAME" in said["A line that stands for others"]
    runs = {title: lines for title, lines in said.items() if "Members" not in title and "stands for" not in title}
    for title, lines in runs.items():
        strict = ["--strict"] if title in ("Of the Tasks plugin", "Filters in one line") else []
        for line in lines:
            words = line.strip().replace("…", "today").replace("NAME", "Bo Lind")
            if "{{" not in words and words != "preset this_file":
                assert desk("list", "--json", words, *strict).status == 0, words
    for name in said["Members of a task, for functions"]:
        assert desk("list", f"group by function {name.strip()} ? 1 : 0").status == 0, name


@pytest.mark.parametrize(
    "form",
    ["above", "after", "on or before", "regex does not match", "AND", "XOR", "sort by due reverse", "tag includes", "tags regex",
     "status.type is not", "assignee is not", "fewer", "by function", "query.file", "task.tags", "@NAME"],
)  # fmt: skip
def test_the_instructions_that_are_printed_have_every_form(desk, form):
    """Kills: an error that points to a list in which its remedy is wanting."""
    assert form in desk("list", "--instructions").out


def test_a_dashboard_can_say_what_commands_call_its_tasks(desk):
    desk.write("D.md", "```tasks\nproposed\n```\n")
    row = next(line for line in desk("dashboard", "D.md", "--names").out.splitlines() if "Send the sheet" in line)
    name = row.split()[2]

    assert f"  {name}  " not in desk("dashboard", "D.md").out
    assert "Send the sheet" in desk("show", name).out
    assert (desk("dashboard", "D.md", "--json", "--markdown")).status == 2


def test_a_folder_is_no_dashboard(desk, monkeypatch):
    """Kills: a note `..md` that is looked for."""
    monkeypatch.chdir(desk.root / "Work")
    answer = desk("dashboard", ".")

    assert (answer.status, answer.err) == (1, "Error: there is no note .: it is a folder\nRemedy: Name a note in it.\n")


def test_names_that_nobody_has_are_noted_with_the_nearest(desk):
    answer = desk("list", "not done", "assignee is not Bo Linn")

    assert answer.err == (
        "Note: line 2 of the query: no task is anybody's who is called `Bo Linn`. The nearest name is `Bo Lind`.\n"
    )
    assert "Call the bank" in answer.out
    assert "`vaultsync people` lists who is named" in desk("list", "assignee is Xq").err
    for known in ("bo", "Lind", "@Bo Lind", "me", "unassigned"):
        assert desk("list", f"assignee is {known}").err == "", known


def test_who_types_a_query_is_told_how_to_end_it(desk, monkeypatch):
    """Kills: a command that waits without a word."""
    typed = io.BytesIO(b"proposed\n")
    typed.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))

    assert "Ctrl-D ends it" in desk("list", "-q", "-").err


def test_a_list_follows_the_plugin_and_notes_the_words_of_a_date_that_are_passed_over(desk):
    answer = desk("list", "done", "(done befor 2026-01-05) OR (done on the 5th january)", "--json")

    assert [task["title"] for task in json.loads(answer.out)["tasks"]] == ["Ring the bell"]
    assert answer.err == (
        "Note: line 2 of the query: of the date in `done befor 2026-01-05` `befor` is passed over, as Obsidian Tasks "
        "does. Did you mean `done before 2026-01-05`?\n"
    )
    assert desk("list", "done in two weeks").err == ""


def test_a_dashboard_notes_where_words_of_a_date_are_passed_over(desk):
    desk.write("D.md", "# Mine\n\n```tasks\nnot done\ndue befor 2026-02-05\n```\n")
    answer = desk("dashboard", "D.md")

    assert "Call the bank" in answer.out
    assert answer.err.startswith("Note: D.md:5: of the date in `due befor 2026-02-05` `befor` is passed over")


def test_a_dashboard_notes_names_that_are_nobodys(desk):
    """Kills: an empty block without a word, where `list` says of the same query that nobody is called so."""
    desk.write("D.md", "# Mine\n\n```tasks\nnot done\nassignee is Bo Linn\n```\n")

    told = "Note: D.md:5: no task is anybody's who is called `Bo Linn`. The nearest name is `Bo Lind`.\n"
    assert desk("dashboard", "D.md").err == told


def test_an_error_in_a_dashboard_names_its_place_once(desk):
    """Kills: the line of the note and the line of the query side by side; a preset that is not named."""
    plugin(desk, presets={"bad": "nott done"}, globalFilter="#task")
    desk.write("D.md", "```tasks\nlimit 3\npreset bad\n```\n")
    assert "Error: D.md:3, in the preset `bad`: do not understand `nott done`" in desk("dashboard", "D.md").out

    plugin(desk, globalQuery="nott done", globalFilter="#task")
    desk.write("D.md", "```tasks\nlimit 3\n```\n")
    told = "Error: D.md:1: the vault's global query: do not understand `nott done`"
    assert told in desk("dashboard", "D.md").out


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


@pytest.mark.parametrize("name", ["a" * 5000, "~no-such-person/a", "A.md/b", ""])
def test_a_dashboard_of_a_name_that_no_disk_takes_is_no_note(terminal, name):
    """Kills: a defect over a name that is too long."""
    terminal.write("A.md", "- [ ] Pay the pilot #task\n")
    answer = terminal("dashboard", name)

    assert answer.status == 1 and "Remedy: " in answer.err


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


@pytest.mark.parametrize(("typed", "who"), [("@me", "me"), ("@Bo Lind", "Bo Lind")])
def test_a_person_in_place_of_a_saved_query_is_answered_with_the_filter(desk, typed, who):
    answer = desk("list", typed)

    assert f"For a person write `assignee is {who}`." in answer.err
    assert desk("list", f"assignee is {who}").status == 0
