"""A word that is no command here, or no status, leads to what is meant by it."""

import shlex

import click
import pytest

from vaultsync.core.values import Status
from vaultsync.core.views.wanted import Whose
from vaultsync.faces.cli import cli, meant

_TYPED = {"DAY": "2026-02-02", "OPERATION": "12", "SHELL": "bash"}
_OBJ = {"vault": None, "state": None, "settings": (), "typed": ()}


def _in_group(name: str) -> click.Group:
    group = cli.get_command(click.Context(cli), name) if name else cli
    assert isinstance(group, click.Group)
    return group


@pytest.mark.parametrize("group", meant.COMMANDS)
def test_every_word_of_the_table_leads_to_a_command_that_takes_what_is_told(group):
    """Kills: a word for a command or an option that was renamed, and one that hides a command of that name."""
    commands = _in_group(group)
    for word, told in meant.COMMANDS[group].items():
        name, *rest = shlex.split(told)
        command = commands.get_command(click.Context(commands), name)
        assert command is not None, word
        if isinstance(command, click.Group) and rest:
            command = command.get_command(click.Context(command), rest.pop(0))
            assert command is not None, word
        # As the program gives it: a command keeps the names of its option for help, once it has them.
        around = click.Context(cli, obj=_OBJ, help_option_names=["-h", "--help"])
        command.make_context(told, [_TYPED.get(each, each) for each in rest], parent=around)
        assert commands.get_command(click.Context(commands), word) is None, word


def test_every_status_is_called_something_else_too_and_nothing_else_is_called_as_one():
    told = [word for words in (meant.STATUSES, meant.WHOSE) for word in words]
    assert not set(told) & {each.value for each in (*Status, *Whose)}
    assert set(meant.STATUSES.values()) == {each.value for each in Status}
    assert set(meant.WHOSE.values()) == {each.value for each in Whose}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["find", "x"], "There is no command `find`. For that there is `vaultsync list --text WORDS`."),
        (["Snooze"], "There is no command `Snooze`. For that there is `vaultsync defer TASK --to DAY`."),
        (["accept"], "For that there is `vaultsync promote TASK`."),
        (["seach"], "If you mean `search`, there is `vaultsync list --text WORDS`."),
        (["complete"], "For that there is `vaultsync done TASK`."),
        (["unreject"], "For that there is `vaultsync reopen TASK`."),
        (["uncomplete"], "For that there is `vaultsync reopen TASK`."),
        (["unpromote"], "For that there is `vaultsync reopen TASK`."),
        (["version"], "For that there is `vaultsync --version`."),
        (["add"], "There is no command `add`. Write it in a note: vaultsync reads it there."),
        (["priority"], "There is no command `priority`. Write it in a note: vaultsync reads it there."),
        (["people", "Ana Ruiz"], "For one person there is `vaultsync agenda 'Ana Ruiz'`."),
        (["approve", "p-6896j"], "It approves settings. A proposal is accepted by `vaultsync promote p-6896j`."),
        (["promot"], "Did you mean `promote`?"),
        (["kep-apart"], "Did you mean `keep-apart`?"),
        (["feed", "new"], "There is no command `feed new`. For that there is `vaultsync feed create NAME`."),
        (["service", "instal"], "There is no command `service instal`. Did you mean `install`?"),
        (["list", "--status", "doing"], "Did you mean `started`?"),
        (["list", "--status", "In-Progres"], "Did you mean `started`?"),
        (["list", "--status", "onhold"], "Did you mean `on-hold`?"),
        (["list", "--status", "x"], "Did you mean `done`?"),
        (["list", "--status", "/"], "Did you mean `started`?"),
        (["list", "--status", "-"], "Did you mean `cancelled`?"),
        (["list", "--status", "?"], "Did you mean `proposed`?"),
        (["list", "--status", "Archived"], "`--all` lists archived ones, too."),
        (["list", "--status", "any"], "`--all` lists everybody's, decided and archived ones too."),
        (["list", "--status", "overdue"], "For that there is `--overdue`."),
        (["list", "--whose", "me"], "Did you mean `mine`?"),
    ],
)
def test_other_words_and_slips_lead_to_what_is_meant(terminal, words, told):
    answer = terminal(*words)

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.rstrip().endswith(told)


def _options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts}


def test_every_word_of_the_table_of_options_leads_to_one_and_hides_none():
    """Kills: an option that was renamed, and a word that is an option of the same command itself."""
    commands = [cli.get_command(click.Context(cli), name) for name in cli.list_commands(click.Context(cli))]
    for word, told in meant.OPTIONS.items():
        assert any(told.split()[0] in _options(command) for command in commands), word
        assert not any({f"--{word}", told.split()[0]} <= _options(command) for command in commands), word


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "--mine"], "Mine are listed by default; of a status or a query: `--whose mine`."),
        (["list", "--done"], "For that there is `--status done`."),
        (["list", "--Completed"], "For that there is `--status done`."),
        (["list", "--proposed"], "For that there is `--status proposed`."),
        (["list", "--others"], "For that there is `--whose others`."),
        (["list", "--sort", "due"], "A line of a query sorts: `vaultsync list 'not done' 'sort by due'`."),
        (["list", "--assignee=Ana"], "For that there is `--owner NAME`."),
        (["undo", "--all"], "takes back all from 12 to 41; `vaultsync log` shows the numbers."),
        (["reopen", "--where", "done"], "`vaultsync list` prints them, also of a query."),
        (["list", "--overdu"], "No such option '--overdu'. Did you mean `--overdue`?"),
        (["feed", "create", "--naem"], "No such option '--naem'."),
        (["undo", "--done"], "No such option '--done'."),
        (["list", "-x"], "No such option '-x'."),
        (["--mine"], "No such option '--mine'."),
    ],
)
def test_what_is_no_option_leads_to_what_is_meant_or_to_nothing(terminal, words, told):
    """Kills: `--json` for `--done`, since they share two letters; a value of an option that the command has not."""
    answer = terminal(*words)

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.rstrip().endswith(told)


@pytest.mark.parametrize(
    "words",
    [["xyzzy"], ["expect"], ["undress"], ["print"], ["plan"], ["feed", "zap"], ["list", "--status", "doubtful"]],
)
def test_what_only_shares_some_letters_is_not_suggested(terminal, words):
    """Kills: `undo` for `find`, and `done` for `doing`: a guess that does something else, and edits notes."""
    err = terminal(*words).err

    assert "Did you mean" not in err and "there is `" not in err
