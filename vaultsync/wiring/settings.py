"""Changes to a vault's settings, which keep what else stands in the file."""

import os
from collections.abc import Mapping
from pathlib import Path

from vaultsync.config import CONFIG_FILE, read_config
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


def write_config(workspace: Workspace, answers: Mapping[str, str | list[str]], head: str) -> bool:
    """Write settings into the vault's configuration; one that was there is kept beside it, as `….old`.

    Args:
        workspace: The vault.
        answers: The settings.
        head: The comment that a new file begins with.

    Returns:
        Whether the file has what else stood in it, which it has not if that could not be understood.
    """
    import tomlkit

    path = Path(workspace.root, CONFIG_FILE)
    _make_folder(path.parent)
    if path.exists():
        write_out(path.with_name(f"{path.name}.old"), path.read_bytes())
    before = _understood(path, answers)
    document = tomlkit.parse(before or head)
    document.update(answers)
    write_out(path, tomlkit.dumps(document).encode())
    return before is not None


def _understood(path: Path, answers: Mapping[str, str | list[str]]) -> str | None:
    """Return the text of a configuration that is a good one with some answers in it; None if it would be none."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before := text_of(path))
        document.update(answers)
        read_config(tomlkit.dumps(document), {}, ())
    except (ConfigError, TOMLKitError, RecursionError):
        return None
    return before


def system_zone() -> str:
    """Return the IANA name of the system's time zone, empty if it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        return named
    parts = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    return parts[2]
