"""A note that is being written, has shrunk or is away for a moment is waited for."""

import errno
import itertools
import os

import pytest

from tests.store.editing.publish.making import NEW, NOON, OLD, Once, atomically, beside
from vaultsync.core.errors import Busy, NoteChanged


def test_a_note_that_is_being_written_is_waited_for(note, published):
    writer = note.open("ab")
    writer.write(b"more\n")

    published(pause=Once(writer.close))

    assert note.read_bytes() == NEW + b"more\n"


def test_a_note_that_is_written_for_ever_is_left_alone_in_the_end(note, published):
    waited = []
    with note.open("ab"), pytest.raises(Busy, match=r"sub/a\.md keeps being written") as refused:
        published(pause=waited.append, patience_seconds=1.0)

    assert refused.value.remedy
    assert 1.0 <= sum(waited) < 1.2
    assert (note.read_bytes(), beside(note)) == (OLD, [])


def test_tries_that_take_long_use_up_the_patience_too(note, published, monkeypatch):
    moments = itertools.count()
    monkeypatch.setattr("time.monotonic", lambda: float(next(moments)))
    tries = []

    def save(*_):
        tries.append(note)
        atomically(note, OLD + b"more\n" * len(tries))

    with pytest.raises(Busy):
        published(prepare=save, patience_seconds=5.0)

    assert len(tries) == 5


def test_an_editor_that_saves_at_every_moment_is_left_alone_in_the_end(note, published):
    saves = []

    def save(*_):
        saves.append(f"save {len(saves)}\n".encode())
        atomically(note, OLD + b"".join(saves))

    with pytest.raises(Busy):
        published(prepare=save, patience_seconds=1.0)

    assert len(saves) > 3
    assert (note.read_bytes(), beside(note)) == (OLD + b"".join(saves), [])


def test_without_leases_a_note_must_have_been_left_alone_for_a_while(note, published, monkeypatch):
    """Leases are refused where the note is not ours, and on many network disks."""

    def old_enough():
        os.utime(note, (NOON.timestamp() - 3, NOON.timestamp() - 3))

    def refuse(*_):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    os.utime(note, (NOON.timestamp() - 1, NOON.timestamp() - 1))
    waited = Once(old_enough)
    monkeypatch.setattr("fcntl.fcntl", refuse)

    published(pause=waited)

    assert (note.read_bytes(), waited.acts) == (NEW, [])


def test_a_note_that_has_just_shrunk_is_waited_for(note, published):
    """A save in two writes, of which the file has seen one."""

    whole = OLD + b"rest\n" * 20

    def write_the_rest():
        note.write_bytes(whole)
        os.utime(note, (NOON.timestamp(), NOON.timestamp()))

    os.utime(note, (NOON.timestamp(), NOON.timestamp()))
    published(pause=Once(write_the_rest), known_size=lambda _: len(whole))

    assert note.read_bytes() == NEW + b"rest\n" * 20


def test_a_note_that_comes_back_at_once_was_never_gone(note, published):
    note.unlink()

    published(pause=Once(lambda: note.write_bytes(OLD)))

    assert note.read_bytes() == NEW


def test_a_note_that_goes_while_it_is_looked_at_is_not_read_only(note, published, monkeypatch):
    access, go = os.access, Once(note.unlink)

    def looked_at_too_late(name, *how, **where):
        if name == note.name:
            go()
        return access(name, *how, **where)

    monkeypatch.setattr("os.access", looked_at_too_late)

    published(pause=Once(lambda: note.write_bytes(OLD)))

    assert note.read_bytes() == NEW


def test_a_note_that_is_gone_is_told(note, published):
    note.unlink()

    with pytest.raises(NoteChanged, match="the note is gone"):
        published()
