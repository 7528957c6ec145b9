"""A note, published with whatever others do meanwhile."""

import pytest

from tests.store.editing.publish.making import EDIT, NOON, OLD, change, nothing
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.editing.publish import publish, tidy
from vaultsync.store.editing.records import digest


@pytest.fixture
def note(tmp_path):
    note = tmp_path / "sub" / "a.md"
    note.parent.mkdir()
    note.write_bytes(OLD)
    return note


@pytest.fixture
def published(note):
    """Publish, look after what is left, and return the conflict copies that were told about."""

    def act(prepare=nothing, pause=nothing, exchange_=exchange, **context):
        told = []
        how = EditContext(clock=lambda: NOON, pause=pause, exchange=exchange_, tell=told.append, **context)
        done = publish(note.parent.parent, EDIT.path, change, prepare, how)
        if done is not None and done.displaced is not None:
            tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(done.made.after), prepare, how)
        return told

    return act


@pytest.fixture(params=["at once", "in steps"])
def way(request, monkeypatch):
    """Exchange with the system's one call, and as on a system that has none."""
    if request.param == "in steps":
        monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
