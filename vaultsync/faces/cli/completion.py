"""The command that gives a shell its completion: completion."""

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the script that makes SHELL complete words.

    It completes commands, options, names of tasks, people, feeds and saved queries.
    Names of tasks come with their words where the shell shows such (zsh, fish). They are those of the last sync.

    \b
    Examples:
      eval "$(vaultsync completion bash)"            in ~/.bashrc
      eval "$(vaultsync completion zsh)"             in ~/.zshrc, behind compinit
      vaultsync completion fish > ~/.config/fish/completions/vaultsync.fish
    """
    from click.shell_completion import FishComplete, ZshComplete

    from vaultsync.faces.cli import cli
    from vaultsync.faces.cli.bash import Bash

    complete = {"bash": Bash, "zsh": ZshComplete, "fish": FishComplete}
    click.echo(complete[shell](cli, {}, "vaultsync", "_VAULTSYNC_COMPLETE").source())
