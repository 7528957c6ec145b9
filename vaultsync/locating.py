"""Which vault is meant, and which folder of state is its own.

Names are texts here, as in `workspace`.
"""

import os
import sys
from typing import NamedTuple

from vaultsync.config import CONFIG_FILE, read_config
from vaultsync.core.errors import ConfigError
from vaultsync.workspace import Workspace, is_folder, marks_of, state_name, text_of, upwards


class VaultOptions(NamedTuple):
    """Which vault is meant, and what the command line says of its settings."""

    vault: str | None = None
    """None: the folder around the present one that is a vault."""

    state: str | None = None
    """None: the platform's folder for state."""

    settings: tuple[str, ...] = ()
    """`key=value` words."""

    unfiled: bool = False
    """Whether the vault's file of settings is left unread, because it is about to be replaced."""


def workspace_of(options: VaultOptions) -> Workspace:
    """Find the vault, read its settings, and name its state folder.

    Raises:
        ConfigError: There is no such folder, or a setting cannot be understood.
    """
    state = os.path.join(_given(options.state, "VAULTSYNC_STATE") or _state_home(), "vaults")
    root = _root(_given(options.vault, "VAULTSYNC_VAULT"), state)
    filed = "" if options.unfiled else text_of(os.path.join(root, CONFIG_FILE))
    config = read_config(filed, os.environ, options.settings)
    return Workspace(root, os.path.join(state, state_name(root)), config)


def _root(named: str, state: str) -> str:
    """Return the vault's folder: the one that is named, else the one around the present one that is a vault.

    A vault is a folder that Obsidian or vaultsync has settings in, or that was scanned before.
    """
    if named:
        if not is_folder(named):
            if os.path.exists(named):
                raise ConfigError(
                    f"{named} is a file, and a vault is a folder", remedy="Give the folder that holds your notes."
                )
            raise ConfigError(f"there is no folder {named}", remedy="Give the folder of the vault: --vault DIR.")
        return os.path.realpath(named)
    here = os.path.realpath(os.curdir)
    for folder in upwards(here):
        if any(map(is_folder, (*marks_of(folder), os.path.join(state, state_name(folder))))):
            return folder
    raise ConfigError(
        f"{here} is no vault, and none lies above it",
        remedy="Go into the vault's folder, or name it: --vault DIR, or VAULTSYNC_VAULT=DIR. A vault has .obsidian or"
        " .vaultsync in it; `vaultsync scan .` makes one of the folder you stand in, `vaultsync scan DIR` of another.",
    )


def _given(typed: str | None, variable: str) -> str:
    """Return a folder that the command line names, else the environment; empty if neither does."""
    return os.path.expanduser(typed or os.environ.get(variable, ""))


def _state_home() -> str:
    """Return the platform's folder for state: what platformdirs says, and on Linux what the XDG specification says."""
    if sys.platform != "linux":
        from platformdirs import user_state_dir

        return user_state_dir("vaultsync", appauthor=False)
    named = os.environ.get("XDG_STATE_HOME", "").strip()
    # Relative ones are to be ignored: state would lie in whatever folder one stands, mostly the vault.
    return os.path.join(named if os.path.isabs(named) else os.path.expanduser("~/.local/state"), "vaultsync")
