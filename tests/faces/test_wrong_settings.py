"""Settings that are wrong, ours and those of the plugin."""

import pytest


def test_a_configuration_with_a_wrong_key_or_type_is_refused(terminal):
    terminal.write(".vaultsync/vaultsync.toml", "mee = 'Ana'\n")
    assert "Did you mean `me`?" in terminal("list").err
    terminal.write(".vaultsync/vaultsync.toml", "exclude = 3\n")
    assert "should be a list of texts" in terminal("list").err
    terminal.write(".vaultsync/vaultsync.toml", "exclude = [\n")
    answer = terminal("list")
    assert (answer.status, "is no TOML" in answer.err) == (4, True)


@pytest.mark.parametrize("text", ["[notfy]\nat = '08:30'\n", "exclude = 3\n", "exclude = [\n"])
def test_config_lists_every_setting_even_where_one_cannot_be_understood(terminal, text):
    """Kills: a remedy that names a command which fails of the same."""
    terminal.write(".vaultsync/vaultsync.toml", text)
    answer = terminal("config")

    assert answer.status == 4
    assert answer.out.startswith("SETTING")
    assert "task_tag          auto" in answer.out and "notify" in answer.out
    assert answer.err.startswith("Error: .vaultsync/vaultsync.toml")
    assert terminal("config", "--json").out == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'timezone = "Europe/Madrid"\nme = ["Ana Ruiz]\n',
            'The line is `me = ["Ana Ruiz]`: a quote is missing, it seems. ',
        ),
        ("me = 'Ana Ruiz\n", "The line is `me = 'Ana Ruiz`: a quote is missing, it seems. "),
        ("me = Ana\n", "The line is `me = Ana`. "),
        ("me = [\n", ""),
    ],
)
def test_a_configuration_that_is_no_toml_is_told_with_its_line(terminal, text, told):
    """Kills: the words of a parser about a column, for somebody who has forgotten a quote."""
    terminal.write(".vaultsync/vaultsync.toml", text)

    assert f"Remedy: {told}Correct the file; `vaultsync config` shows every key." in terminal("list").err


def test_plugin_settings_that_are_no_json_are_a_warning(terminal):
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", "{")
    terminal.write("A.md", "- [ ] Pay #task\n")
    answer = terminal("list")

    assert "Pay" in answer.out
    assert "is no JSON" in answer.err
