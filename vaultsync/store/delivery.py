"""Texts handed to another program."""

import subprocess
from collections.abc import Sequence

from vaultsync.core.errors import NotDelivered

_PATIENCE_SECONDS = 20.0
"""A program that takes longer is ended: the daemon has saves to follow."""


def deliver(command: Sequence[str], text: str) -> None:
    """Run a program, without a shell, with a text on its standard input.

    Raises:
        NotDelivered: It cannot be run, fails, or takes too long.
    """
    try:
        subprocess.run(  # noqa: S603  # whose words the vault's owner wrote into the settings
            list(command),
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_PATIENCE_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        why = f"it took longer than {_PATIENCE_SECONDS:g} seconds"
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1] if said else f"it ended with status {error.returncode}"
    except (OSError, ValueError) as error:
        why = str(error)
    else:
        return
    raise NotDelivered(
        f"the digest could not be delivered by `{command[0]}`: {why}",
        remedy="See that it runs by hand; `vaultsync notify --dry-run` prints what it gets.",
    )
