"""The application over a vault in memory, and at a desk with a vault on disk."""

from contextlib import nullcontext
from pathlib import Path

from tests.conftest import NOON
from vaultsync.app import App
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.gist import task_lines
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.disk import DiskVault
from vaultsync.store.editing.editor import Editor
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault

EVERYTHING = Wanted(live=None)
CONVENTIONS = Conventions()


def no_editor():
    raise AssertionError("nothing is edited here")


def app_over(vault: MemoryVault, index=None, conventions=CONVENTIONS) -> App:
    index = index or MemoryIndex(conventions)
    return App(
        vault=vault,
        index=index,
        editor=no_editor,
        facts_editor=no_editor,
        clock=lambda: NOON,
        conventions=conventions,
        sync_lock=nullcontext,
    )


class Desk:
    """A vault on disk, with everything that a command has."""

    def __init__(self, folder: Path, conventions: Conventions = CONVENTIONS) -> None:
        self.root = folder / "vault"
        self.root.mkdir()
        self.journal = Journal(folder / "journal.db")
        self.while_reading = nullcontext
        editor = Editor(
            self.root,
            self.journal,
            lock_path=folder / "edit.lock",
            task_lines=task_lines,
            context=EditContext(clock=lambda: NOON, quiet_seconds=0.0, patience_seconds=0.2),
        )
        self.told: list[str] = []
        self.app = App(
            vault=DiskVault(self.root, now=lambda: 2**62),
            index=SqliteIndex(folder / "index.db", conventions),
            editor=lambda: editor,
            facts_editor=lambda: editor,
            clock=lambda: NOON,
            conventions=conventions,
            sync_lock=self._lock,
            tell=lambda each: self.told.append(each.message),
        )

    def _lock(self):
        return self.while_reading()

    def write(self, path: str, text: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogateescape"))

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode("utf-8", "surrogateescape")

    def act(self, act, *names: str, **options) -> None:
        self.app.sync()
        self.app.carry_out(self.app.plan("test", names, act, **options))
