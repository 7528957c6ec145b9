"""Which checkboxes are tasks, and who says so: the settings, the Tasks plugin, or init."""

import io

import pytest


def test_an_empty_task_tag_makes_every_checkbox_a_task(terminal):
    terminal.write("A.md", "- [ ] Pay\n")

    assert "Pay" not in terminal("list").out
    assert "Pay" in terminal("--set", "task_tag=", "list").out


PLUGINS = ".obsidian/plugins"
TASKS = "obsidian-tasks-plugin/data.json"


@pytest.mark.parametrize(
    ("file", "text", "setting", "warned"),
    [
        (TASKS, '{"globalFilter": ""}', "", True),
        (TASKS, "{}", "", True),
        ("obsidian-tasks-plugin/manifest.json", "{}", "", True),
        (TASKS, '{"globalFilter": "#task"}', "", False),
        (TASKS, "{}", 'task_tag = "#task"', False),
        ("other/data.json", "{}", "", False),
    ],
    ids=["empty", "missing", "no settings of the plugin", "set in the plugin", "set here", "no plugin"],
)
def test_a_tasks_plugin_without_a_global_filter_is_told_where_it_takes_more_for_tasks(
    terminal, file, text, setting, warned
):
    terminal.write(f"{PLUGINS}/{file}", text)
    terminal.write(".vaultsync/vaultsync.toml", setting)
    terminal.write("A.md", "- [ ] Pay #task\n- [ ] Milk\n")
    told = "task_tag: only 1 of 2 checkboxes are tasks here, those with `#task`"

    assert (told in terminal("scan").err, told in terminal("doctor").out) == (warned, warned)
    terminal.write("A.md", "- [ ] Pay #task\n")
    assert "task_tag" not in terminal("scan").err, "the two agree"


@pytest.mark.parametrize(
    ("typed", "note", "written", "listed"),
    [
        (None, "- [ ] Pay\n- [ ] Row\n", "", 2),
        (None, "- [ ] Pay #task\n- [ ] Row\n", "#task", 1),
        ("\nall\n\n\nEurope/Berlin\n", "- [ ] Pay #task\n- [ ] Row\n", "", 2),
        ("\n #row\n\n\nEurope/Berlin\n", "- [ ] Pay\n- [ ] Row #row\n", "#row", 1),
    ],
    ids=["nobody has the tag", "some have the tag", "all, when asked", "another, when asked"],
)
def test_init_says_what_is_a_task_where_the_tasks_plugin_has_no_global_filter(
    terminal, monkeypatch, typed, note, written, listed
):
    terminal.write(f"{PLUGINS}/{TASKS}", '{"globalFilter": ""}')
    terminal.write("A.md", note)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed or ""))

    answer = terminal("init", *([] if typed else ["--yes"]))

    assert f'task_tag = "{written}"' in terminal.read(".vaultsync/vaultsync.toml")
    assert ("All 2 checkboxes are tasks" if not written else f"Of 2 checkboxes those with `{written}`") in answer.out
    assert terminal("list").out.count("open") == listed
    assert "task_tag" not in terminal("scan").err + terminal("doctor").out


def test_init_leaves_it_to_the_global_filter_what_is_a_task(terminal):
    terminal.write("A.md", "- [ ] Pay\n")
    for settings in ("", '{"globalFilter": "#todo"}'):
        if settings:
            terminal.write(f"{PLUGINS}/{TASKS}", settings)
        assert terminal("init", "--yes", "--force").status == 0
        assert "task_tag" not in terminal.read(".vaultsync/vaultsync.toml")


@pytest.fixture
def all_boxes(terminal):
    """A vault with 25 checkboxes without a tag, all of which are tasks, and known for such."""
    terminal.write(f"{PLUGINS}/{TASKS}", '{"globalFilter": ""}')
    terminal.write("A.md", "".join(f"- [ ] Errand {chr(97 + i) * 5}\n" for i in range(25)))
    terminal("init", "--yes")
    assert 'task_tag = ""' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list").out.count("Errand") == 25
    return terminal


@pytest.mark.parametrize("force", [["--force"], []], ids=["replaced", "deleted"])
def test_init_is_not_stopped_by_the_tag_about_which_it_asks(all_boxes, force):
    """Kills: a vault whose settings cannot be written any more, since the default makes tasks of no line."""
    if not force:
        (all_boxes.root / ".vaultsync/vaultsync.toml").unlink()
    answer = all_boxes("init", "--yes", *force)

    assert (answer.status, answer.err) == (0, "")
    assert "All 25 checkboxes are tasks" in answer.out
    assert all_boxes("list").out.count("Errand") == 25


def test_what_init_is_answered_about_tasks_is_settled(all_boxes, monkeypatch):
    """Kills: an answer after which every command asks whether it is meant."""
    all_boxes.write("B.md", "- [ ] Row #row\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n#row\n\n\nEurope/Berlin\n"))
    assert all_boxes("init", "--force").status == 0

    answer = all_boxes("list")
    assert answer.status == 0 and "Row" in answer.out and "Errand" not in answer.out


def test_init_is_stopped_where_notes_are_gone(all_boxes):
    """Kills: a disk that is not there, which init would have forgotten."""
    (all_boxes.root / "A.md").unlink()
    answer = all_boxes("init", "--yes", "--force")

    assert answer.status == 8 and "are gone from the vault" in answer.err
