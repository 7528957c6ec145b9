"""The command line: a command asks or acts, and a renderer says what came of it."""

import errno
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import click

from vaultsync import __version__
from vaultsync.core.errors import BY_SIGNAL, NotWritable, VaultSyncError
from vaultsync.faces.texts.words import clean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DEFECT = 70
_STOPPED = BY_SIGNAL + signal.SIGINT
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_STANDS = "What the command has done stands: see `vaultsync log` before you repeat it. Let the output go elsewhere."
_COMMANDS = {
    "scan": "looking",
    "list": "listing",
    "show": "looking",
    "dashboard": "querying",
    "check": "looking",
    "triage": "triaging",
    "promote": "acting",
    "reject": "acting",
    "done": "acting",
    "reopen": "acting",
    "start": "acting",
    "defer": "changing",
    "assign": "changing",
    "why": "asking",
    "suggestions": "asking",
    "conflicts": "asking",
    "merge": "deciding",
    "split": "deciding",
    "keep-apart": "deciding",
    "close-echoes": "deciding",
    "waiting": "daily",
    "agenda": "daily",
    "digest": "daily",
    "notify": "notifying",
    "decisions": "daily",
    "people": "people",
    "known": "asking",
    "undo": "history",
    "log": "history",
    "sync": "keeping",
    "doctor": "keeping",
    "config": "keeping",
    "approve": "approving",
    "watch": "watching",
    "status": "watching",
    "service": "installing",
    "serve": "server",
    "feed": "subscribing",
    "init": "starting",
    "export": "calendar",
    "completion": "completion",
}
"""Every command and the module that holds it: a command imports only what it uses."""


class Group(click.Group):
    """Commands; a name that none of them has is answered with the command that is meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which is meant."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            from vaultsync.faces.cli.meant import command_meant

            group = (ctx.info_name or "") if ctx.parent else ""
            asked = clean(f"{group} {args[0]}".strip())
            ctx.fail(f"There is no command `{asked}`. {command_meant(args[0], group, names)}".rstrip())
        return super().resolve_command(ctx, args)


class _OutputClosed(Exception):
    """The reader of a pipe has gone: `… | head -1`. Of a `BrokenPipeError` click would make the status 1."""


class _Commands(Group):
    """Commands that are imported when they are called."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        # Here `--help` and `--version` are printed.
        try:
            return super().make_context(*given, **more)
        except click.NoSuchOption as error:
            raise _with_option_meant(error) from error
        except BrokenPipeError as error:
            raise _OutputClosed from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from importlib import import_module

        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        # By name, so that one command does not wait for the others; each module has the one it is listed for.
        name = f"{cmd_name.replace('-', '_')}_command"
        return getattr(import_module(f"vaultsync.faces.cli.{module}"), name)  # type: ignore[no-any-return]  # any module

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        from click.shell_completion import CompletionItem

        from vaultsync.faces.cli.in_short import IN_SHORT

        found = [CompletionItem(name, help=IN_SHORT[name]) for name in _COMMANDS if name.startswith(incomplete)]
        # Not the group's own answer, which imports every command to ask for its help.
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            raise _with_option_meant(error) from error
        except BrokenPipeError as error:
            raise _OutputClosed from error
        except KeyboardInterrupt:
            click.echo("\nStopped." if sys.stderr.isatty() else "Stopped.", err=True)
            ctx.exit(_STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[:1] == ["help"]:
            asked = next((each for each in args[1:] if each in _COMMANDS), "")
            ctx.fail(f"Help is an option: `vaultsync {f'{asked} ' if asked else ''}--help`.")
        # A line that was copied out of a Markdown list is no option: behind a blank, click takes it as it is.
        items = [f" {each}" if each[:1] == "-" and each[1:2].isspace() else each for each in args]
        return super().resolve_command(ctx, items)


def _with_option_meant(error: click.NoSuchOption) -> click.UsageError:
    """Return the refusal of an option with the one that is meant, and not those that share some letters with it."""
    from vaultsync.faces.cli.meant import option_meant

    told = f"No such option '{clean(error.option_name)}'."
    if error.ctx is None:
        return click.UsageError(told)
    command = error.ctx.command
    shown = [each for each in command.get_params(error.ctx) if isinstance(each, click.Option) and not each.hidden]
    options = [name for each in shown for name in (*each.opts, *each.secondary_opts)]
    hint = option_meant(error.option_name, command.name or "", options)
    return click.UsageError(f"{told} {hint}".rstrip(), error.ctx)


def _folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    # Imported only when it is asked: whoever completes a command waits for no more than that takes.
    from vaultsync.faces.cli.completing import folders

    return folders(ctx, param, incomplete)


def one_vault(_ctx: click.Context, _param: click.Parameter | None, named: tuple[str, ...]) -> str | None:
    """Return the vault that a command line names, None if it names none; of two folders nobody knows which is meant."""
    if len(set(map(os.path.realpath, named))) > 1:
        raise click.UsageError(f"Name one vault, not {' and '.join(f'`{clean(each)}`' for each in named)}.")
    return named[0] if named else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="vaultsync")
@click.option(
    "--vault",
    metavar="DIR",
    multiple=True,
    callback=one_vault,
    shell_complete=_folders,
    help="The vault's folder (default: the one you stand in).",
)
@click.option(
    "--state",
    metavar="DIR",
    shell_complete=_folders,
    help="Where index and journal lie (default: the platform's state folder).",
)
@click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="Override a setting; see `vaultsync config`."
)
@click.pass_context
def cli(ctx: click.Context, vault: str | None, state: str | None, settings: tuple[str, ...]) -> None:
    """One task index out of an Obsidian vault full of machine-proposed action items.

    \b
    Start with:
      vaultsync scan ~/Notes          what is in the vault; writes nothing into it
      vaultsync list                  what is mine and open, then what is proposed
      vaultsync promote p-5k2rw       accept a proposal, in every note that makes it
      vaultsync export -o tasks.ics   due dates for every calendar

    Every command has examples: vaultsync COMMAND --help
    """
    ctx.obj = {"typed": (), **(ctx.obj or {}), "vault": vault, "state": state, "settings": settings}


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; exit with the status of docs/cli.md.

    Args:
        arguments: What was typed; None: what this process was started with.
    """
    if arguments is None:
        _read_utf8()
        _open_closed()
    _speak_utf8()
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        return cli.main(typed, prog_name="vaultsync", obj={"typed": typed})
    except VaultSyncError as error:
        complain(error.message, error.remedy, error.details)
        sys.exit(error.exit_status)
    except _OutputClosed:
        _drop_output()
        sys.exit(0)
    except BrokenPipeError:  # while click told what is wrong with the command line
        sys.exit(click.UsageError.exit_code)
    except Exception as error:
        if os.environ.get("VAULTSYNC_TRACEBACK"):
            raise
        if _is_of_output(error):
            complain(f"the output cannot be written ({error})", _STANDS)
            _drop_output()
            sys.exit(NotWritable.exit_status)
        complain(
            f"vaultsync has a defect: {type(error).__name__}: {error}",
            "Nothing is lost. Repeat the command with VAULTSYNC_TRACEBACK=1 and report what it prints.",
        )
        sys.exit(DEFECT)


def _drop_output() -> None:
    """Let what waits go nowhere: Python would complain once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_of_output(error: Exception) -> bool:
    """Whether it is the output that could not be written: all other files are the stores', which say so themselves."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _FULL


def complain(message: str, remedy: str, details: tuple[str, ...] = ()) -> None:
    """Say on standard error what stops a command, and what to do about it."""
    from vaultsync.faces.texts.folding import folded

    lines = (f"Error: {clean(message)}", *(f"  {clean(each)}" for each in details), f"Remedy: {clean(remedy)}")
    click.echo("\n".join(folded(line, indent=4, err=True) for line in lines), err=True)


def _read_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale would have names of files read as something else.

    The index knows notes by the texts of their names: a name that is another text in each locale is another note.
    """
    # On Windows names are no bytes.
    if sys.platform != "win32" and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  # what runs already


def _open_closed() -> None:
    """Let a standard stream that was closed (`>&-`) lead nowhere.

    Python has none then. The next file that is opened, a note perhaps, would get its number, and be written to by
    whatever library writes there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # for as long as it runs


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: notes are full of signs that ASCII lacks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
