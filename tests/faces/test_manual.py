"""docs/cli.md says what the commands say."""

import re

import pytest

from tests.conftest import ROOT
from tests.faces.manual import chapters, manual
from vaultsync.faces.cli import cli


def test_the_manual_is_that_of_the_commands(pytestconfig):
    place = ROOT / "docs" / "cli.md"
    if pytestconfig.getoption("--update-golden"):
        place.write_text(manual(), "utf-8")
    assert place.read_text("utf-8") == manual(), "Run pytest --update-golden, and look at the difference."


@pytest.mark.parametrize("words", ["people merge", "feed create", "feed preview", "service install", "service logs"])
def test_the_commands_of_a_group_have_chapters_of_their_own(words):
    assert f"\n## vaultsync {words}\n\n```text\nUsage: vaultsync {words} " in manual()


def test_every_command_shows_examples():
    parts = manual().split("\n## vaultsync ")[1:]
    assert len(parts) > 40
    for part in parts:
        name = part.split("\n", 1)[0]
        assert "Examples:" in part and f"vaultsync {name}" in part, name


def test_no_command_is_cut_short_where_a_terminal_has_80_columns():
    """Kills: a first sentence that ends in the middle, in the list that people read first."""
    cut = [row for _, help_ in chapters(width=80) for row in help_.split("Commands:")[-1].splitlines() if "..." in row]

    assert [row for row in cut if not row.lstrip().startswith("Usage:")] == []


def test_every_command_that_prints_json_stands_in_its_schema():
    schema = (ROOT / "docs" / "json.md").read_text("utf-8")
    chapters = (part.split("\n", 1) for part in manual().split("\n## vaultsync ")[1:])

    assert [name for name, told in chapters if "--json " in told and f"`{name}`" not in schema] == []


def test_the_table_of_the_readme_names_every_command_once():
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("### All commands\n\n", 1)[1].split("\n\n", 1)[0]
    named = [name for row in table.splitlines()[2:] for name in re.findall(r"`(\S+)`", row.split("|")[1])]
    shown = [name for name in cli.list_commands(None) if not cli.get_command(None, name).hidden]

    assert sorted(named) == sorted(shown)
