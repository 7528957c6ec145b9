"""Other programs act at the moments that `publish` leaves to others: while it writes its
intent down (`prepare`), around the exchange, and while it waits (`pause`)."""

import errno
import itertools
import os
import stat
from datetime import UTC, datetime

import pytest

from vaultsync.core.editing.splice import plan
from vaultsync.core.errors import Busy, NoteChanged, NotWritable
from vaultsync.core.model import Edit
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.folder import Folder
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.editing.publish import publish, tidy
from vaultsync.store.editing.records import digest

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


def beside(note):
    return sorted(name for name in os.listdir(note.parent) if name != note.name)


@pytest.fixture(params=["at once", "in steps"])
def way(request, monkeypatch):
    """Exchange with the system's one call, and as on a system that has none."""
    if request.param == "in steps":
        monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())


@pytest.mark.usefixtures("way")
def test_the_note_is_replaced_and_nothing_is_left_beside_it(note, published):
    inode = note.stat().st_ino

    assert published() == []
    assert (note.read_bytes(), beside(note)) == (NEW, [])
    assert note.stat().st_ino != inode


def test_mode_owner_and_attributes_stay(note, published):
    note.chmod(0o640)
    os.setxattr(note, "user.colour", b"red")
    if os.geteuid() == 0:
        os.chown(note, 1234, 5678)
    before = note.stat()

    published()

    after = note.stat()
    assert note.read_bytes() == NEW
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert os.getxattr(note, "user.colour") == b"red"


def test_a_note_that_says_it_already_is_not_touched(note, published):
    note.write_bytes(NEW)
    before = note.stat()

    published()

    assert (note.stat().st_ino, note.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("save", [lambda note, data: note.write_bytes(data), atomically], ids=["in place", "atomic"])
def test_a_save_while_the_intent_is_written_down_is_not_lost(note, published, save):
    assert published(prepare=Once(lambda: save(note, OLD + b"more\n"))) == []
    assert (note.read_bytes(), beside(note)) == (NEW + b"more\n", [])


def test_a_save_that_is_seen_in_time_costs_the_note_its_name_only_once(note, published):
    exchanges = []

    def counted(folder, new, name):
        exchanges.append(name)
        return exchange(folder, new, name)

    published(prepare=Once(lambda: note.write_bytes(OLD + b"more\n")), exchange_=counted)

    assert exchanges == ["a.md"]


@pytest.mark.usefixtures("way")
def test_a_save_between_the_last_look_and_the_exchange_is_not_lost(note, published):
    save = Once(lambda: atomically(note, OLD + b"more\n"))

    def save_then_exchange(folder, new, name):
        save()
        return exchange(folder, new, name)

    assert published(exchange_=save_then_exchange) == []
    assert (note.read_bytes(), beside(note)) == (NEW + b"more\n", [])


def between_two_saves(note):
    """An exchange between two saves of a note, of which the second has seen its outcome."""
    first, second = Once(lambda: atomically(note, OLD + b"first\n")), Once(lambda: atomically(note, NEW + b"second\n"))

    def saved_around(folder, new, name):
        first()
        displaced = exchange(folder, new, name)
        second()
        return displaced

    return saved_around


def test_of_two_saves_around_the_exchange_both_are_kept(note, published):
    (told,) = published(exchange_=between_two_saves(note))

    copy = note.with_name("a (Conflicted copy vaultsync 202603021200).md")
    assert (note.read_bytes(), copy.read_bytes()) == (NEW + b"second\n", OLD + b"first\n")
    assert (told.path, told.code) == ("sub/a.md", "conflict-copy")
    assert beside(note) == [copy.name]


@pytest.mark.parametrize(
    ("stem", "kept", "kept_of_a_second"),
    [("a" * 230, 211, 209), ("ä" * 115 + "b", 105, 104), ("€" * 76, 70, 69), ("\udcff" * 230, 211, 209)],
)
def test_the_copy_of_a_note_with_a_long_name_is_seen_as_well(tmp_path, stem, kept, kept_of_a_second):
    """Kills: a name that is too long for the system, which leaves the save under one that nobody sees; half a letter."""
    note = tmp_path / f"{stem}.md"
    note.write_bytes(OLD)
    told = []
    how = EditContext(clock=lambda: NOON, pause=nothing, exchange=between_two_saves(note), tell=told.append)
    edit = Edit(path=note.name, line=2, before=("- [ ] b",), after=("- [x] b",))
    taken, copy = (
        tmp_path / f"{stem[:letters]} (Conflicted copy vaultsync 202603021200{number}).md"
        for letters, number in ((kept, ""), (kept_of_a_second, " 2"))
    )
    taken.write_bytes(b"there before\n")

    publish(tmp_path, note.name, lambda data: plan(data, [edit]), nothing, how)

    assert (taken.read_bytes(), copy.read_bytes()) == (b"there before\n", OLD + b"first\n")
    assert note.read_bytes() == NEW + b"second\n"
    assert (beside(note), len(told)) == (sorted([taken.name, copy.name]), 1)


def test_what_is_written_to_the_new_file_before_it_is_taken_back_is_not_lost(note, published):
    first = Once(lambda: atomically(note, OLD + b"first\n"))
    late = Once(lambda: None)

    def exchange_and_hold(folder, new, name):
        first()
        displaced = exchange(folder, new, name)
        if note.read_bytes() == NEW:
            held = os.open(note, os.O_WRONLY | os.O_APPEND)
            late.acts = [lambda: (os.write(held, b"late\n"), os.close(held))]
        return displaced

    published(exchange_=exchange_and_hold, pause=late)

    assert b"first\n" in note.read_bytes()
    assert b"late\n" in note.read_bytes()
    assert b"- [x] b\n" in note.read_bytes()
    assert beside(note) == []


def test_a_program_that_opened_the_note_before_may_write_to_it_after(note, published):
    """As after an exchange on a disk without leases."""
    told = []
    how = EditContext(clock=lambda: NOON, pause=nothing, tell=told.append)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    with (note.parent / done.displaced).open("ab") as late:
        late.write(b"late\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    assert (note.read_bytes(), beside(note), told) == (NEW + b"late\n", [], [])


def test_what_is_added_late_and_ends_as_the_note_does_is_added_all_the_same(note):
    """Kills: a line that somebody has written, taken for one that a run before had added."""
    how = EditContext(clock=lambda: NOON, pause=nothing)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    with (note.parent / done.displaced).open("ab") as late:
        late.write(b"end\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    assert (note.read_bytes(), beside(note)) == (NEW + b"end\n", [])


def test_what_was_added_late_is_not_added_twice(note, published):
    """The run that added it was killed before it had removed the displaced file."""
    how = EditContext(clock=lambda: NOON, pause=nothing)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    (note.parent / done.displaced).write_bytes(OLD + b"late\n")
    note.write_bytes(NEW + b"late\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    assert (note.read_bytes(), beside(note)) == (NEW + b"late\n", [])


def test_any_other_late_write_is_kept_as_a_conflict_copy(note):
    told = []
    how = EditContext(clock=lambda: NOON, pause=nothing, tell=told.append)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    (note.parent / done.displaced).write_bytes(b"rewritten\n")
    (note.parent / "a (Conflicted copy vaultsync 202603021200).md").write_bytes(b"there before\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    copy = note.with_name("a (Conflicted copy vaultsync 202603021200 2).md")
    assert (note.read_bytes(), copy.read_bytes(), len(told)) == (NEW, b"rewritten\n", 1)


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


def test_a_link_is_refused(note, published):
    note.rename(note.with_name("real.md"))
    note.symlink_to("real.md")

    with pytest.raises(NotWritable, match="is a link"):
        published()
    assert note.with_name("real.md").read_bytes() == OLD


def test_a_folder_that_is_a_link_is_refused(note, published, tmp_path):
    note.parent.rename(tmp_path / "real")
    (tmp_path / "sub").symlink_to("real")

    with pytest.raises(NotWritable, match="reached through a link"):
        published()
    assert (tmp_path / "real" / "a.md").read_bytes() == OLD


@pytest.mark.parametrize("path", ["../a.md", "/etc/a.md", "sub/../a.md", "", "sub//a.md", "a\0.md"])
def test_a_path_that_leads_out_of_the_vault_is_refused(tmp_path, path):
    with pytest.raises(NotWritable, match="no path inside the vault"):
        publish(tmp_path, path, change, nothing, EditContext(clock=lambda: NOON, pause=nothing))


def make_hard_link(note):
    os.link(note, note.with_name("twin.md"))


def make_fifo(note):
    note.unlink()
    os.mkfifo(note)


def make_read_only(note):
    note.chmod(0o444)
    if os.geteuid() == 0:
        pytest.skip("root may write everything")


def make_unreadable(note):
    note.chmod(0)
    if os.geteuid() == 0:
        pytest.skip("root may read everything")


def make_hole(note):
    note.write_bytes(b"")
    os.truncate(note, 100)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (make_hard_link, "has 2 names"),
        (make_fifo, "no ordinary file"),
        (make_read_only, "read-only"),
        (make_unreadable, "neither read nor written"),
        (make_hole, "not on this disk"),
        (lambda note: note.write_bytes(b"x" * 101), "more than the 100"),
    ],
    ids=["hard links", "FIFO", "read-only", "unreadable", "in the cloud", "too large"],
)
def test_what_cannot_be_replaced_safely_is_refused(note, published, spoil, words):
    spoil(note)
    before = os.lstat(note)

    with pytest.raises(NotWritable, match=words) as refused:
        published(size_limit=100)

    assert refused.value.remedy
    assert os.lstat(note) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EBUSY, errno.EXDEV])
def test_a_refusal_of_the_system_leaves_the_note_and_nothing_beside_it(note, published, number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    with pytest.raises(NotWritable, match=os.strerror(number).lower()) as refused:
        published(exchange_=refuse)

    assert refused.value.remedy
    assert (note.read_bytes(), beside(note)) == (OLD, [])


def test_an_exchange_that_worked_and_is_reported_as_failed_has_worked(note, published):
    def lie(folder, new, name):
        exchange(folder, new, name)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    published(exchange_=lie)

    assert (note.read_bytes(), beside(note)) == (NEW, [])


def disk_fails(monkeypatch):
    """From now on no folder can be brought to the disk."""
    fsync = os.fsync

    def fail(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(descriptor)

    monkeypatch.setattr("os.fsync", fail)


@pytest.mark.usefixtures("way")
def test_an_edit_that_the_disk_does_not_confirm_is_taken_back(note, published, monkeypatch):
    disk_fails(monkeypatch)

    with pytest.raises(NotWritable, match="input/output error"):
        published()

    assert (note.read_bytes(), beside(note)) == (OLD, [])


@pytest.mark.usefixtures("way")
def test_an_edit_that_can_neither_be_confirmed_nor_taken_back_is_made_and_in_doubt(note, published, monkeypatch):
    """The disk was mounted read-only at that moment: to say that nothing was done would be wrong."""
    disk_fails(monkeypatch)
    exchanges = []

    def only_once(folder, new, name):
        exchanges.append(new)
        if len(exchanges) > 1:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return exchange(folder, new, name)

    (told,) = published(exchange_=only_once)

    assert (told.code, note.read_bytes(), len(exchanges)) == ("not-on-disk", NEW, 2)
    assert told.remedy


@pytest.mark.usefixtures("way")
def test_two_files_change_names(tmp_path):
    (tmp_path / "a").write_bytes(b"A")
    (tmp_path / "b").write_bytes(b"B")

    with Folder(tmp_path, ()) as folder:
        assert exchange(folder, "a", "b") == "a"

    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"B", b"A")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
