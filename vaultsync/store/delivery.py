"""Texts handed to another program."""

import subprocess
from collections.abc import Sequence
from tempfile import TemporaryFile

from vaultsync.core.errors import NotDelivered

_PATIENCE_SECONDS = 20.0
"""A program that takes longer is ended: the daemon has saves to follow."""


def deliver(command: Sequence[str], text: str) -> None:
    """Run a program, without a shell, with a text on its standard input.

    The program has ended when it has, whatever it leaves running in the background.

    Raises:
        NotDelivered: It cannot be run, fails, or takes too long.
    """
    try:
        # Files and no pipes: what it leaves running would hold them open, and one that reads nothing would block.
        with TemporaryFile() as given, TemporaryFile() as complaints:
            given.write(text.encode("utf-8", "replace"))
            given.seek(0)
            ended = subprocess.run(  # noqa: S603  # whose words the vault's owner wrote into the settings
                list(command),
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip().splitlines()
    except subprocess.TimeoutExpired:
        why = f"it took longer than {_PATIENCE_SECONDS:g} seconds"
    except (OSError, ValueError) as error:
        why = str(error)
    else:
        if ended.returncode == 0:
            return
        why = said[-1] if said else f"it ended with status {ended.returncode}"
    raise NotDelivered(
        f"the digest could not be delivered by `{command[0]}`: {why}",
        remedy="See that it runs by hand; `vaultsync notify --dry-run` prints what it gets.",
    )
