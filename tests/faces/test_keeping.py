"""sync, config and check; what stays when an index is deleted, a note is renamed or an undo refused."""

import json
import sqlite3
from pathlib import Path

from icalendar import Calendar


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


def test_config_says_where_each_value_came_from(terminal, monkeypatch):
    terminal.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz"]\ntask_tag = "#todo"\n')
    monkeypatch.setenv("VAULTSYNC_TASK_TAG", "#env")
    settings = json.loads(terminal("config", "--set", "exclude=Drafts/, Old", "--json").out)["settings"]
    found = {each["name"]: (each["value"], each["origin"]) for each in settings}

    assert found["me"] == (["Ana Ruiz"], ".vaultsync/vaultsync.toml")
    assert found["task_tag"] == ("#env", "environment VAULTSYNC_TASK_TAG")
    assert found["exclude"] == (["Drafts/", "Old"], "command line")
    assert found["timezone"] == ("", "default")


def test_config_shows_of_a_table_what_is_in_it_by_name(terminal):
    """Kills: values as Python writes them."""
    terminal.write(".vaultsync/vaultsync.toml", "[queries]\nweek = 'due this week'\nmine = 'assignee is me'\n")
    shown = terminal("config").out

    assert "week, mine" in shown
    assert "{" not in "".join(line[:60] for line in shown.splitlines())


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
