"""What cannot be replaced safely is refused."""

import os

import pytest

from tests.store.editing.publish.making import NOON, OLD, change, nothing
from vaultsync.core.errors import NotWritable
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.editing.publish import publish


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
