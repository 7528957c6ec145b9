"""dashboard: the queries of a note, each answered in its place."""

import json

import pytest

from tests.conftest import ROOT
from tests.faces.querying.making import plugin

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


@pytest.mark.parametrize("name", ["a" * 5000, "~no-such-person/a", "A.md/b", ""])
def test_a_dashboard_of_a_name_that_no_disk_takes_is_no_note(terminal, name):
    """Kills: a defect over a name that is too long."""
    terminal.write("A.md", "- [ ] Pay the pilot #task\n")
    answer = terminal("dashboard", name)

    assert answer.status == 1 and "Remedy: " in answer.err
