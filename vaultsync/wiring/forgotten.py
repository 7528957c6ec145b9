"""What the daemon needs of the journal: decisions that the notes do not hold any more."""

from typing import TYPE_CHECKING

from vaultsync.place import Place
from vaultsync.wiring import open_editor

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.model import Diagnostic


def forgotten(place: Place, app: "App") -> "list[Diagnostic]":
    """Return the decisions that the notes do not hold any more; the journal is closed again.

    Raises:
        StoreError: The journal or the index cannot be used.
    """
    from vaultsync.remembering import Remembering

    journal = open_editor(place).journal
    try:
        return Remembering(app.vault, app.index, journal.operations()).forgotten()
    finally:
        journal.close()
