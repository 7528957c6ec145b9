"""The manual of the command line, made from the commands themselves."""

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
    2: "the command line is wrong; it says what was expected",
    3: "done, but some notes could not be read; `vaultsync check` names them",
    70: "a defect of vaultsync",
}


def manual() -> str:
    statuses = dict(_STATUSES)
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.VaultSyncError) and error is not errors.VaultSyncError:
            said = (error.__doc__ or "").strip().split("\n")[0]
            before = statuses.get(error.exit_status)
            statuses[error.exit_status] = f"{before} {said}" if before else said
    out = _HEAD + "".join(f"| {status} | {statuses[status]} |\n" for status in sorted(statuses))
    names = ["-h", "--help"]
    root = click.Context(cli, info_name="vaultsync", terminal_width=100, max_content_width=100, help_option_names=names)
    out += f"\n## vaultsync\n\n```text\n{cli.get_help(root)}\n```\n"
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root, terminal_width=100, max_content_width=100)
        out += f"\n## vaultsync {name}\n\n```text\n{command.get_help(context)}\n```\n"
    return out
