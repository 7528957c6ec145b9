"""A vault with a state folder beside it, for an editor, and an edit of its notes."""

import os
from datetime import UTC, datetime

from vaultsync.core.model import Edit
from vaultsync.store.editing.editor import Editor
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, NEW = b"# A\r\n- [ ] b\r\n\xff", b"# A\r\n- [x] b\r\n\xff"


def done(path, line=2, text="b"):
    return Edit(path=path, line=line, before=(f"- [ ] {text}",), after=(f"- [x] {text}",))


class Workspace:
    """A vault with a state folder beside it."""

    def __init__(self, root):
        self.vault, self.state = root / "vault", root / "state"
        for name in ("a.md", "b.md", "sub/c.md"):
            self.write(name, OLD)
        self.told = []

    def write(self, name, data):
        path = self.vault / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def read(self, name):
        return (self.vault / name).read_bytes()

    def editor(self, *, task_lines=None, **context):
        how = {"clock": lambda: NOON, "pause": lambda _: None, "tell": self.told.append, **context}
        journal = Journal(self.state / "journal.db")
        return Editor(
            self.vault, journal, lock_path=self.state / "lock", task_lines=task_lines, context=EditContext(**how)
        )

    def strays(self):
        return sorted(
            name for _, _, names in os.walk(self.vault) for name in names if name not in {"a.md", "b.md", "c.md"}
        )
