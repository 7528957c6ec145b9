"""What a vault leaves behind when its folder is moved or renamed: state is kept by the folder's full name."""

from collections.abc import Collection, Iterator
from pathlib import Path
from shlex import quote

from vaultsync.store.health import Finding
from vaultsync.store.index.known import known_notes
from vaultsync.workspace import Workspace, root_of

_LASTING = ("journal.db", "register.db", "feeds.json")
"""What cannot be made again."""

_SHARED = 0.5
"""From this part of the notes that another state knows, its vault may be this one."""


def left_behind(workspace: Workspace, notes: Collection[str]) -> list[Finding]:
    """Look for the state of this vault under the name of a folder that is gone; nothing is touched.

    A vault that has a history of its own is not asked about, and no more is the state of a folder that is still there.

    Args:
        workspace: The vault.
        notes: The paths of its notes.

    Returns:
        Nothing where the system does not let us look: what that keeps this vault from, other findings say.
    """
    try:
        return list(_found(workspace, notes))
    except OSError:
        return []


def _found(workspace: Workspace, notes: Collection[str]) -> Iterator[Finding]:
    present = Path(workspace.state)
    if any((present / name).exists() for name in _LASTING):
        return
    for state in sorted(path for path in present.parent.glob("*") if path != present):
        was = root_of(str(state))
        if (was and Path(was).is_dir()) or not any((state / name).exists() for name in _LASTING):
            continue
        known = known_notes(str(state / "index.db"))
        if known and len(known.intersection(notes)) >= len(known) * _SHARED:
            yield Finding(
                "warning",
                f"{state} has the history of {was or 'a vault'}, which has the same notes and is not there any more:"
                " what can be undone, and under which names and addresses calendars know its tasks",
                f"If this vault was moved from there, end every vaultsync and let it have its state again:"
                f" {_exchange(present, state)}",
            )


def _exchange(present: Path, former: Path) -> str:
    """Return what gives a vault its former state; the present one, which can be made again, is kept beside it."""
    aside = present.with_name(f"{present.name}.old")
    first = f"mv {quote(str(present))} {quote(str(aside))} && " if present.exists() else ""
    return f"{first}mv {quote(str(former))} {quote(str(present))}"
