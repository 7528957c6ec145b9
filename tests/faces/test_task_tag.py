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
