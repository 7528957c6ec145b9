"""Vaults that lie in a vault: their notes are read as its own."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from vaultsync.store.disk import vaults_below
from vaultsync.store.health import Finding
from vaultsync.workspace import Workspace, first_of, is_folder


def nested(workspace: Workspace) -> list[str]:
    """Return the folders in a vault that Obsidian has settings in, by path, but for those that are excluded."""
    return [
        path for path in vaults_below(workspace.root) if workspace.conventions.why_not_live(f"{path}/.md") != "excluded"
    ]


def named(paths: list[str]) -> str:
    """Return how many vaults there are, and the first of them."""
    many = "another vault lies" if len(paths) == 1 else f"{len(paths):,} other vaults lie"
    return f"{many} in it, whose notes are taken for its own: {first_of(paths)}"


def look(workspace: Workspace) -> Iterator[Finding]:
    """Look for vaults in a vault; say how they are kept apart, and how a folder is no vault any more."""
    paths = nested(workspace)
    if not paths:
        return
    import tomlkit

    excluded, alone = tomlkit.string(f"{paths[0]}/").as_string(), quote(str(Path(workspace.root, paths[0])))
    remedy = f"Leave them out, exclude = [{excluded}], and name each by itself: --vault {alone}."
    if not is_folder(str(Path(workspace.root, ".obsidian"))):
        made = Path(workspace.root, ".vaultsync")
        also = f" and {quote(str(made))}" if is_folder(str(made)) else ""
        remedy += (
            f" If the folder around them is not meant as a vault, delete {quote(str(Path(workspace.state)))}{also}:"
            " its index and what can be undone go with that, and no note."
        )
    yield Finding("warning", f"{workspace.root}: {named(paths)}", remedy)
