"""A vault in a folder, saved note by note, with its feeds."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.conftest import no_lock
from vaultsync.app import App
from vaultsync.core.conventions import Conventions
from vaultsync.core.feed.definition import FeedDefinition, events, todos
from vaultsync.publishing import Identity, Publishing, Served
from vaultsync.store.feeds.register import SqliteRegister
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryVault

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


class Desk:
    """One vault whose notes a test writes; each look at a feed is an hour later."""

    def __init__(self, folder: Path, conventions: Conventions | None = None, **notes: str) -> None:
        self.folder = folder
        self.now = NOON
        self.vault = MemoryVault({})
        self.conventions = conventions or Conventions()
        self._open()
        if notes:
            self.save({f"{name}.md": text for name, text in notes.items()})

    def _open(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.index = SqliteIndex(self.folder / "index.db", self.conventions)
        self.register = SqliteRegister(self.folder / "register.db")
        self.app = App(
            vault=self.vault,
            index=self.index,
            editor=None,
            facts_editor=None,
            clock=lambda: self.now,
            conventions=self.conventions,
            sync_lock=no_lock(),
        )
        self.publishing = Publishing(
            self.app,
            register=self.register,
            components=self.index.components,
            identity=Identity("Work", "vault-1", UTC),
        )

    def save(self, notes: dict[str, str | None]) -> None:
        """Save notes, or delete those that are None; an hour passes."""
        self.now += timedelta(hours=1)
        for path, text in notes.items():
            if text is None:
                self.vault.notes.pop(path, None)
            else:
                self.vault.notes[path] = text.encode()
        self.app.sync(notes, accept_loss=True)

    def lose_index(self) -> None:
        """Delete the index and read every note again."""
        self.close()
        for file in self.folder.glob("index.db*"):
            file.unlink()
        self._open()
        self.app.sync(accept_loss=True)

    def close(self) -> None:
        self.index.close()
        self.register.close()

    def feed(self, definition: FeedDefinition | None = None) -> Served:
        return self.publishing.feed(definition or todos())

    def todos(self) -> dict[str, str]:
        """Summary by uid, of todos."""
        return self._seen(todos())

    def events(self) -> dict[str, str]:
        """Summary and day by uid, of events."""
        return self._seen(events())

    def components(self, definition: FeedDefinition) -> dict[str, dict[str, str]]:
        """The properties of each component by uid."""
        text = self.feed(definition).data.decode().replace("\r\n ", "")
        found = {}
        for part in re.findall(r"BEGIN:V(?:TODO|EVENT)\r\n(.*?)END:V(?:TODO|EVENT)\r\n", text, re.DOTALL):
            lines = [row.partition(":") for row in part.removesuffix("\r\n").split("\r\n")]
            values = {name.partition(";")[0]: value for name, _, value in reversed(lines)}
            found[values["UID"].removesuffix("@vault-1")] = values
        return found

    def _seen(self, definition: FeedDefinition) -> dict[str, str]:
        found = {}
        for uid, values in self.components(definition).items():
            day = f" {values['DTSTART']}" if definition.kind == "events" else ""
            state = f" [{values['STATUS']}]" if values["STATUS"] not in ("NEEDS-ACTION", "CONFIRMED") else ""
            found[uid] = values["SUMMARY"].removeprefix("☐ ") + day + state
        return found
