"""Changes to a vault's settings, which keep what else stands in the file."""

import os
from pathlib import Path

from vaultsync.config import CONFIG_FILE
from vaultsync.core.errors import ConfigError
from vaultsync.wiring import write_out
from vaultsync.workspace import Workspace, text_of


def add_alias_setting(workspace: Workspace, name: str, alias: str) -> Path:
    """Add another name of a person to the vault's configuration, keeping its comments and order; return its path."""
    import tomlkit
    from tomlkit.items import Table

    path = Path(workspace.root, CONFIG_FILE)
    document = tomlkit.parse(text_of(path))
    aliases = document.setdefault("aliases", tomlkit.table())
    known = aliases.get(name, []) if isinstance(aliases, Table) else []
    known = [known] if isinstance(known, str) else list(known)
    aliases[name] = [*known, *([alias] if alias not in known else [])]
    _make_folder(path.parent)
    write_out(path, tomlkit.dumps(document).encode())
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{folder} cannot be made ({error.strerror})", remedy="See that the vault's folder can be written."
        ) from error


def write_config(workspace: Workspace, text: str) -> Path:
    """Replace the vault's configuration; return its path. One that was there is kept beside it, as `….old`."""
    path = Path(workspace.root, CONFIG_FILE)
    _make_folder(path.parent)
    if path.exists():
        write_out(path.with_name(f"{path.name}.old"), path.read_bytes())
    write_out(path, text.encode())
    return path


def system_zone() -> str:
    """Return the IANA name of the system's time zone, empty if it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        return named
    parts = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    return parts[2]
