"""sync, doctor, config, init, export."""

import errno
import io
import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
from icalendar import Calendar

from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.wiring.moved import left_behind


def test_sync_says_what_changed(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    assert terminal("sync").out == "new      A.md\n1 new, 0 changed, 0 gone; 0 → 1 task line.\n"
    assert terminal("sync").out == "Nothing has changed in 1 note, 1 task line.\n"
    terminal.write("A.md", "- [ ] Pay #task\n- [ ] Call #task\n")
    assert json.loads(terminal("sync", "--json").out)["changed"] == ["A.md"]


def test_the_index_can_be_deleted_and_nothing_is_forgotten(sample):
    task = json.loads(sample("list", "--status", "proposed", "--json").out)["tasks"][0]
    sample("promote", task["uid"])
    before = json.loads(sample("list", "--all", "--json").out)
    index = Path(json.loads(sample("scan", "--json").out)["index"])
    for file in index.parent.glob("index.db*"):
        file.unlink()

    assert json.loads(sample("list", "--all", "--json").out) == before


def test_the_index_is_a_database_that_others_can_open(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    index = json.loads(terminal("scan", "--json").out)["index"]
    connection = sqlite3.connect(index)

    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_doctor_finds_everything_well(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal("done", "Pay")
    answer = terminal("doctor")

    assert answer.status == 0
    assert "the index is sound" in answer.out
    assert "the journal is sound" in answer.out


@pytest.mark.parametrize(("number", "told"), [(1, "1 note could"), (2, "2 notes could")])
def test_notes_that_cannot_be_read_are_counted_in_words(terminal, monkeypatch, number, told):
    """Kills: `1 notes`."""
    paths = [f"{name}.md" for name in "AB"[:number]]
    for path in paths:
        terminal.write(path, "- [ ] Pay #task\n")
    opened = os.open

    def refusing(path, *rest, **more):
        if str(path).endswith(tuple(paths)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return opened(path, *rest, **more)

    monkeypatch.setattr("os.open", refusing)
    assert f"Warning: {told} not be read; see `vaultsync check`." in terminal("list").err
    assert told.replace("could", "can be seen\n") in terminal("doctor").out


@pytest.mark.parametrize(
    ("me", "told"),
    [
        (["Anna Ruis"], "me: no note and no task knows `Anna Ruis`; the nearest name is `Ana Ruiz`"),
        (["Ana Ruiz", "Ana Ruis"], "me: no note and no task knows `Ana Ruis`; the nearest name is `Ana Ruiz`"),
        (["Ximena Quandt"], "me: no note and no task knows `Ximena Quandt`\n"),
        (["Ana Ruiz", "Ximena Quandt"], ""),
        (["Ana"], ""),
        (["bo lind"], ""),
    ],
)
def test_doctor_tells_a_name_of_the_owner_that_nobody_has(terminal, me, told):
    """Kills: a slip in one's own name, by which all that one has to do counts as somebody else's."""
    terminal.write("A.md", "---\nparticipants: [Ana Ruiz]\n---\n- [ ] Pay @Bo Lind #task\n")
    terminal.write(".vaultsync/vaultsync.toml", f"me = {json.dumps(me)}\n")
    terminal("sync")
    answer = terminal("doctor")

    assert (answer.status, "me: no" in answer.out) == (0, bool(told))
    assert told in answer.out


def test_doctor_says_nothing_of_the_owner_where_no_note_names_anybody(terminal):
    terminal.write("A.md", "- [ ] Pay @Myself #task\n")
    terminal.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz"]\n')
    terminal("sync")

    assert "me: no" not in terminal("doctor").out


def test_doctor_warns_of_conflict_copies_and_twins(terminal):
    terminal.write("A.md", "")
    terminal.write("a.md", "")
    terminal.write("A.sync-conflict-20260101-120000-ABCDEFG.md", "")
    out = terminal("doctor").out

    assert "1 conflict copy: A.sync-conflict" in out
    assert "differ only in case or accents" in out


def test_config_says_where_each_value_came_from(terminal, monkeypatch):
    terminal.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz"]\ntask_tag = "#todo"\n')
    monkeypatch.setenv("VAULTSYNC_TASK_TAG", "#env")
    settings = json.loads(terminal("config", "--set", "exclude=Drafts/, Old", "--json").out)["settings"]
    found = {each["name"]: (each["value"], each["origin"]) for each in settings}

    assert found["me"] == (["Ana Ruiz"], ".vaultsync/vaultsync.toml")
    assert found["task_tag"] == ("#env", "environment VAULTSYNC_TASK_TAG")
    assert found["exclude"] == (["Drafts/", "Old"], "command line")
    assert found["timezone"] == ("", "default")


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


def test_config_shows_of_a_table_what_is_in_it_by_name(terminal):
    """Kills: values as Python writes them."""
    terminal.write(".vaultsync/vaultsync.toml", "[queries]\nweek = 'due this week'\nmine = 'assignee is me'\n")
    shown = terminal("config").out

    assert "week, mine" in shown
    assert "{" not in "".join(line[:60] for line in shown.splitlines())


def test_init_detects_the_owner_and_writes_a_configuration_that_counts(terminal):
    for i in range(3):
        head = f"---\nparticipants: [Ana Ruiz, Guest {i}]\n---\n"
        terminal.write(f"{i}.md", f"{head}- [ ] Errand number {i} @Ana Ruiz #task\n")
    assert terminal("init", "--yes").status == 0

    assert 'me = ["Ana Ruiz"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list", "--whose", "mine").out.count("Errand") == 3
    assert terminal("init", "--yes").status == 4, "a configuration is not replaced without --force"


def test_init_takes_every_name_of_the_owner_and_says_whom_it_takes_you_for(terminal):
    """Kills: one of several spellings, so that lists lack what is asked under the others; an owner nobody hears of."""
    for i, name in enumerate(("A. Ruiz", "Ana", "Ana Ruiz")):
        head = f"---\nparticipants: [{name}, Guest {i}]\n---\n"
        terminal.write(f"{i}.md", f"{head}- [ ] Errand number {i} @{name} #task\n")
    terminal.write("People/Ana Ruiz.md", "---\ntype: person\naliases: [A. Ruiz]\n---\n")

    assert terminal("init", "--yes").out.splitlines()[1] == (
        "It takes you for Ana Ruiz, A. Ruiz, Ana. To change that, edit `me` in it."
    )
    assert terminal("list", "--whose", "mine").out.count("Errand") == 3


def test_init_says_where_it_does_not_know_who_you_are(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")

    assert "It does not say who you are. To change that, edit `me` in it." in terminal("init", "--yes").out


@pytest.mark.parametrize(
    ("settings", "told", "remedy"),
    [
        ('[notify]\nat = "25:00"\n', "`at` is no time of day: '25:00'", 'Write at = "08:30"'),
        ('[notify]\ndays = ["mon", "friyay"]\n', "`friyay` is no day", "Did you mean `friday`?"),
        (
            '[notify]\nat = "08:30"\ncommand = ["notfy-sendd"]\n',
            "[notify]: in `command`, there is no program `notfy-sendd`",
            "Correct its name",
        ),
        ('[feeds.week]\nqury = "due today"\n', "[feeds.week]: there is no setting `qury`", "Did you mean `query`?"),
        (
            '[feeds.week]\nquery = ["not done", "is blockd"]\n',
            "feeds.week.query: line 2 of the query: do not understand `is blockd`",
            "Did you mean `is blocked`?",
        ),
        (
            '[feeds.week]\nquery = "@weak"\n[queries]\nweek = "not done"\n',
            "feeds.week.query: line 1 of the query: there is no saved query `weak`",
            "Did you mean `@week`?",
        ),
        (
            '[queries]\nlate = "due thsi moth"\n',
            "queries.late: line 1 of the query: do not understand due date: `thsi moth`",
            "Did you mean `due this month`?",
        ),
        ('[queries]\nlate = "@late"\n', "queries.late: line 1 of the saved query `late`: it contains", "Take"),
    ],
)
def test_doctor_reads_the_settings_that_most_commands_never_look_at(terminal, settings, told, remedy):
    terminal.write(".vaultsync/vaultsync.toml", settings)

    answer = terminal("doctor")

    assert answer.status == 1
    assert told in answer.out
    assert f"→ {remedy}" in answer.out


@pytest.mark.parametrize(
    ("query", "level", "told"),
    [
        (
            "nott done",
            "error  ",
            "do not understand `nott done`\n        → Did you mean `not done`? `ignore global query`",
        ),
        ("due befor today", "warning", "of the date in `due befor today` `befor` is passed over"),
        ("path includes {{query.file.path}}", "warning", "`{{query.file.path}}` needs the note that holds the query"),
    ],
)
def test_doctor_reads_the_vaults_global_query_once(terminal, query, level, told):
    """Kills: a fault of it that only other commands tell, or each saved query tells once more."""
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", json.dumps({"globalQuery": query}))
    terminal.write(".vaultsync/vaultsync.toml", '[queries]\nlate = "due today"\nwaits = "waiting"\n')

    out = terminal("doctor").out
    assert f"{level} the vault's global query: {told}" in out
    assert out.count("global query:") == 1


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[queries]\nlate = "due befor today"\n', "queries.late: line 1 of the query: of the date in"),
        ('[feeds.week]\nquery = "due befor today"\n', "feeds.week.query: line 1 of the query: of the date in"),
        ('[notify]\ndays = ["mon"]\n', "[notify]: without `at` no digest is sent by itself"),
        ('[notify]\nat = "08:30"\ndays = []\ncommand = ["python3"]\n', "[notify]: `days` names no day"),
        ('exclude = ["Drfats/"]\n', "exclude: `Drfats/` fits no note"),
        ('exclude = ["/^Drfats/"]\n', "exclude: `/^Drfats/` fits no note"),
    ],
)
def test_doctor_warns_of_settings_that_have_no_effect_or_another_one(terminal, settings, told):
    terminal.write("Drafts/A.md", "")
    terminal.write(".vaultsync/vaultsync.toml", settings)

    answer = terminal("doctor")

    assert answer.status == 0
    assert f"warning {told}" in answer.out


def test_doctor_says_nothing_of_settings_that_are_well(terminal):
    terminal.write("Drafts/A.excalidraw.md", "")
    terminal.write(
        ".vaultsync/vaultsync.toml",
        """exclude = ["Drafts/", "*.excalidraw.md", "/^Dra/"]
        [queries]
        week = "due this week"
        mine = ["@week", "filter by function task.urgency > 1", "assignee is me"]
        [feeds]
        person = true
        [feeds.mine]
        query = "@mine"
        [notify]
        at = "08:30"
        days = ["mon", "thurs"]
        command = ["python3"]
        """,
    )
    terminal("approve", "--yes")

    answer = terminal("doctor")

    assert (answer.status, answer.err) == (0, "")
    assert {line[:8] for line in answer.out.splitlines()} == {"ok      "}


def test_an_exclusion_that_is_no_regular_expression_stops_every_command(terminal):
    """Kills: an exclusion that leaves nothing out, while its owner believes that the drafts are."""
    terminal.write(".vaultsync/vaultsync.toml", 'exclude = ["Drafts/", "/(Drafts/"]\n')

    for command in ("list", "doctor"):
        answer = terminal(command)
        assert answer.status == 4
        assert "vaultsync.toml: in `exclude`, `/(Drafts/` is no regular expression" in answer.err
        assert "write `(Drafts/`" in answer.err


@pytest.mark.parametrize("expression", ["/dra[[f]ts/", "/dra[f||]ts/", "/d[!--r]*afts/"])
@pytest.mark.parametrize("ours", [True, False])
def test_what_python_remarks_about_an_exclusion_reaches_nobody(terminal, expression, ours):
    """Kills: a `FutureWarning` with a path of the program and a line of its source on standard error."""
    # What was compiled before is remarked upon no more.
    re.purge()
    if ours:
        terminal.write(".vaultsync/vaultsync.toml", f'exclude = ["{expression}"]\n')
    else:
        terminal.write(".obsidian/app.json", json.dumps({"userIgnoreFilters": [expression]}))
    terminal.write("drafts.md", "- [ ] Pay #task\n")
    terminal.write("A.md", "- [ ] Call #task\n")
    answer = terminal("list")

    assert (answer.status, answer.err, "Call" in answer.out, "Pay" in answer.out) == (0, "", True, False)


def test_a_broken_exclusion_of_obsidians_own_is_obsidians_matter(terminal):
    terminal.write(".obsidian/app.json", '{"userIgnoreFilters": ["/(Drafts/"]}')
    terminal.write("A.md", "- [ ] Pay #task\n")

    assert "Pay" in terminal("list").out


@pytest.mark.parametrize("file", [".vaultsync/vaultsync.toml", ".obsidian/app.json"])
def test_an_exclusion_without_end_stops_a_command_instead_of_holding_it_up(terminal, file):
    entry = "/(a|a)*$/"
    terminal.write(file, f'exclude = ["{entry}"]' if file.endswith("toml") else f'{{"userIgnoreFilters": ["{entry}"]}}')
    terminal.write(f"{'a' * 80}!.md", "- [ ] Pay #task\n")

    for command in ("list", "doctor"):
        answer = terminal(command)
        assert (answer.status, answer.out) == (4, "")
        assert f"Error: in `exclude`, the regular expression `{entry}` takes too long with the path aaa" in answer.err
        assert "`obsidian_exclude = false`" in answer.err


def moved(terminal, monkeypatch, to="Zettel"):
    """Do something in a vault, then move its folder."""
    terminal.write("A.md", "- [ ] Pay #task ^a1\n")
    terminal("done", "a1")
    there = terminal.root.with_name(to)
    terminal.root.rename(there)
    monkeypatch.chdir(there)
    return there


def test_what_the_system_does_not_let_doctor_look_at_gives_no_advice_to_move_it(terminal, monkeypatch):
    """Kills: a failing disk that ends `doctor`, since it looks for the state of a vault that was moved."""
    moved(terminal, monkeypatch)

    def fails(_path):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "exists", fails)
    assert left_behind(workspace_of(VaultOptions()), {"A.md"}) == []


def test_doctor_tells_a_vault_that_was_moved_where_its_history_lies(terminal, monkeypatch):
    """Kills: a vault that cannot undo any more, because its folder has another name."""
    moved(terminal, monkeypatch)
    assert "`vaultsync doctor` says where its history lies" in terminal("undo").err

    told = terminal("doctor")
    assert told.status == 0
    assert f"has the history of {terminal.root}, which has the same notes and is not there any more" in told.out
    command = re.search(r"have its state again: (.+)", told.out)
    subprocess.run(command[1], shell=True, check=True)

    assert "history of" not in terminal("doctor").out
    assert terminal("undo").status == 0


@pytest.mark.parametrize("still", ["there", "other notes", "a history of its own"])
def test_doctor_says_nothing_of_a_state_that_is_another_vaults(terminal, monkeypatch, still):
    there = moved(terminal, monkeypatch)
    if still == "there":
        terminal.root.mkdir()
    elif still == "other notes":
        (there / "A.md").rename(there / "B.md")
    else:
        terminal("sync")
        terminal("reopen", "a1")

    assert "history of" not in terminal("doctor").out


def test_init_replaces_a_configuration_that_nothing_else_can_read_and_keeps_it(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal.write(".vaultsync/vaultsync.toml", 'timezone = "Mars"\n')
    assert terminal("list").status == 4

    assert terminal("init", "--force", "--yes").status == 0

    assert "Pay" in terminal("list").out
    assert terminal.read(".vaultsync/vaultsync.toml.old") == 'timezone = "Mars"\n'


def test_init_asks_again_for_what_no_setting_can_be(terminal, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Ana Ruiz, Ani\n\n#a, #b\n#a\nMars\nEurope/Berlin\n"))

    answer = terminal("init")

    assert answer.status == 0
    assert "there is no time zone `Mars`" in answer.out + answer.err
    written = terminal.read(".vaultsync/vaultsync.toml")
    assert 'me = ["Ana Ruiz", "Ani"]' in written
    assert 'proposed_tag = "#a"' in written
    assert 'timezone = "Europe/Berlin"' in written


def test_init_asks_again_for_a_tag_that_no_proposal_has(terminal, monkeypatch):
    """Kills: a tag that is looked for in its own letters, or taken as it comes."""
    terminal.write("A.md", "- [ ] Pay #task #Proposed\n- [ ] Row #task #auto\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n#propsed\n#proposed\nEurope/Berlin\n"))

    answer = terminal("init")

    assert answer.status == 0
    assert "no task line has the tag `#propsed`; 1 has `#proposed`" in answer.out + answer.err
    assert 'proposed_tag = "#proposed"' in terminal.read(".vaultsync/vaultsync.toml")


def test_doctor_says_nothing_of_a_tag_that_proposals_have_or_where_nothing_was_read(terminal):
    terminal.write(".vaultsync/vaultsync.toml", 'proposed_tag = "#Vorschlag"\n')
    assert "proposed_tag" not in terminal("doctor").out
    terminal.write("A.md", "- [ ] Pay #task #vorschlag\n")
    terminal("sync")
    assert "proposed_tag" not in terminal("doctor").out
    terminal.write("A.md", "- [ ] Pay #task #auto\n")
    terminal("sync")
    assert "warning proposed_tag: `#Vorschlag` fits no line" in terminal("doctor").out
    terminal.write(".vaultsync/vaultsync.toml", "")
    assert "proposed_tag" not in terminal("doctor").out, "what nobody has set needs no proposals"


def test_a_kind_of_oddity_that_is_nowhere_is_answered_with_those_that_are(terminal):
    terminal.write("A.md", "- [ ] Pay 📅 2026-02-30 #task\n")

    assert "There is: bad-date." in terminal("check", "--kind", "nope").out


def test_an_undo_that_is_refused_says_what_brings_it_through(terminal):
    terminal.write("A.md", "- [ ] Pay the harbour dues #task\n")
    terminal("done", "Pay the harbour dues")
    edited = terminal.read("A.md")
    terminal.write("A.md", edited.replace("harbour", "pilot"))

    refused = terminal("undo")

    assert refused.status == 5
    assert "Nothing was taken back" in refused.err
    assert "vaultsync log --diff" in refused.err
    terminal.write("A.md", edited)
    assert terminal("undo").status == 0


def test_a_folder_that_was_scanned_once_is_a_vault_to_stand_in(terminal, tmp_path, monkeypatch):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "A.md").write_text("- [ ] Pay #task\n")
    monkeypatch.chdir(tmp_path / "plain")
    assert terminal("list").status == 4

    assert terminal("scan", ".").status == 0
    assert "Pay" in terminal("list").out


def test_uids_stay_when_a_note_is_renamed_and_a_date_is_moved(terminal):
    def uids():
        terminal("export", "-o", "out.ics")
        return {
            str(event["UID"]) for event in Calendar.from_ical((terminal.root / "out.ics").read_bytes()).walk("VEVENT")
        }

    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-02-09 #task\n- [ ] Call Bo 📅 2026-02-09 #task ^a1\n")
    before = uids()
    (terminal.root / "A.md").rename(terminal.root / "B.md")
    terminal.write(
        "B.md", "# New\n- [ ] Call Bo at once 📅 2026-03-09 #task ^a1\n- [ ] Pay the rent 📅 2026-03-09 #task\n"
    )

    assert len(before) == 2
    assert uids() == before


def test_init_asks_again_for_folders_that_are_no_regular_expression(terminal, monkeypatch):
    """Kills: a setting that is written, and stops every command after it."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\nDrafts/, /(/\nDrafts/, /[0-9]+/\n\nEurope/Berlin\n"))
    answer = terminal("init")

    assert answer.status == 0 and "`/(/` is no regular expression" in answer.out + answer.err
    assert 'exclude = ["Drafts/", "/[0-9]+/"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list").status == 0


def test_init_tells_who_cannot_be_asked_of_yes(terminal, monkeypatch):
    """Kills: an end without a word of what to do, a file of half the answers."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Ana Ruiz\n"))
    answer = terminal("init")

    assert answer.status == 1 and "Nothing was written. `--yes` goes on without asking." in answer.err
    assert not (terminal.root / ".vaultsync").exists()
