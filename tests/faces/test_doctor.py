"""What doctor finds, and what it says nothing of."""

import errno
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.wiring.moved import left_behind


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
