"""Which settings bear on reading, and where they come from."""

import pytest

from vaultsync.config import KEYS, READING, read_config
from vaultsync.core.notation.settings import TasksSettings

# Values that differ from every default.
OTHERWISE = {
    "me": "Ana Ruiz", "queries": None, "aliases": None, "feeds": None, "notify": None, "timezone": "Europe/Madrid",
    "obsidian_exclude": "no",
}  # fmt: skip


@pytest.mark.parametrize("name", [key.name for key in KEYS if OTHERWISE.get(key.name, "#jetty") is not None])
def test_the_settings_by_which_notes_say_something_else_are_known_by_name(name):
    """Kills: a setting that bears on reading and is not among them; one among them that does not."""
    excluded = ("Drafts/",)
    usual = read_config("", {}, ()).conventions(TasksSettings(), excluded)
    otherwise = read_config("", {}, (f"{name}={OTHERWISE.get(name, '#jetty')}",)).conventions(TasksSettings(), excluded)
    assert (otherwise.fingerprint != usual.fingerprint) is (name in READING)


def test_notes_are_read_as_the_vaults_file_says_unless_this_command_says_otherwise():
    file = 'task_tag = "#todo"\nme = ["Ana Ruiz"]\n'
    assert read_config(file, {"VAULTSYNC_NOW": "2026-02-02"}, ("timezone=Europe/Madrid",)).reads_as_filed
    assert not read_config(file, {"VAULTSYNC_TASK_TAG": "#jetty"}, ()).reads_as_filed
    assert not read_config(file, {}, ("exclude=Drafts/",)).reads_as_filed
