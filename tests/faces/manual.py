"""The manual of the command line, made from the commands themselves."""

from collections.abc import Iterator

import click

from vaultsync.core import errors
from vaultsync.faces.cli import cli

_HEAD = """# The command line

Made from the commands; `python -m pytest tests/faces/test_manual.py --update-golden` writes it anew.

Options before a command's name (`--vault`, `--state`, `--set`) may also stand behind it. Results go to standard output,
errors to standard error, each with what to do about it.

## Exit statuses

| Status | Means |
|---|---|
| 0 | done |
"""
_STATUSES = {
    1: "A question was not answered with yes, or with the number that it asked for, and nothing was done.",
    2: "The command line, or a query, is wrong; it says what was expected.",
    3: "done, but some notes could not be read; `vaultsync check` names them",
    70: "a defect of vaultsync",
    130: "stopped by Ctrl+C (129 and 143: by SIGHUP and SIGTERM while notes are edited): the note at hand was finished, "
    "and it says how many are changed and how to take them back",
}


def manual() -> str:
    statuses = dict(_STATUSES)
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.VaultSyncError) and error is not errors.VaultSyncError:
            said = (error.__doc__ or "").strip().split("\n")[0]
            before = statuses.get(error.exit_status)
            statuses[error.exit_status] = f"{before} {said}" if before else said
    out = _HEAD + "".join(f"| {status} | {statuses[status]} |\n" for status in sorted(statuses))
    return out + "".join(f"\n## {words}\n\n```text\n{help_}\n```\n" for words, help_ in chapters(width=100))


def chapters(*, width: int) -> Iterator[tuple[str, str]]:
    """Yield each command with its help, as a terminal of so many columns shows it."""
    return _chapters(cli, "vaultsync", width)


def _chapters(
    command: click.Command, name: str, width: int, around: click.Context | None = None
) -> Iterator[tuple[str, str]]:
    """Yield each command with its help, and behind a group its own commands."""
    context = click.Context(
        command,
        info_name=name,
        parent=around,
        terminal_width=width,
        max_content_width=100,
        help_option_names=["-h", "--help"],
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            one = command.get_command(context, inner)
            assert one is not None
            yield from _chapters(one, inner, width, context)
