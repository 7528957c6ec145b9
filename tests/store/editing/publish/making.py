"""Other programs act at the moments that `publish` leaves to others: while it writes its
intent down (`prepare`), around the exchange, and while it waits (`pause`)."""

import os
from datetime import UTC, datetime

from vaultsync.core.editing.splice import plan
from vaultsync.core.model import Edit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, NEW = b"# A\n- [ ] b\nend\n", b"# A\n- [x] b\nend\n"
EDIT = Edit(path="sub/a.md", line=2, before=("- [ ] b",), after=("- [x] b",))


def change(data):
    return plan(data, [EDIT])


def nothing(*_):
    """Neither waits nor writes anything down."""


def atomically(note, data):
    """Save as most editors do: a new file, renamed over the old one."""
    beside = note.with_name("editor~")
    beside.write_bytes(data)
    beside.replace(note)


class Once:
    """Does something the first time that it is called."""

    def __init__(self, act):
        self.acts = [act]

    def __call__(self, *_):
        if self.acts:
            self.acts.pop()()


def beside(note):
    return sorted(name for name in os.listdir(note.parent) if name != note.name)
