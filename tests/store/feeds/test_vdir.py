"""A folder of calendars: brought to a state, and nobody else's files touched."""

import pytest

from vaultsync.core.errors import NotWritable
from vaultsync.store.feeds.vdir import MANIFEST, FolderChange, write_vdir

ONE, TWO = b"BEGIN:VCALENDAR\r\n1", b"BEGIN:VCALENDAR\r\n2"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "calendar"


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


def test_a_folder_is_made_and_brought_to_a_state(folder):
    assert write_vdir(folder, {"a.ics": ONE, "b.ics": TWO}) == FolderChange(new=2, changed=0, removed=0)
    assert write_vdir(folder, {"b.ics": ONE, "c.ics": TWO}) == FolderChange(new=1, changed=1, removed=1)
    assert files(folder) == {"b.ics": ONE, "c.ics": TWO}


def test_files_that_say_it_already_are_not_written_again(folder):
    write_vdir(folder, {"a.ics": ONE})
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert write_vdir(folder, {"a.ics": ONE}).quiet
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_what_others_put_there_stays(folder):
    folder.mkdir()
    (folder / "theirs.ics").write_bytes(ONE)
    (folder / "colour").write_text("steelblue")
    write_vdir(folder, {"a.ics": ONE})
    write_vdir(folder, {})
    assert files(folder).keys() == {"theirs.ics", "colour"}


@pytest.mark.parametrize(
    "manifest", [b"{no json", b'["../outside.ics", "/tmp/x.ics", 7, "notes.md", null]', b'"a.ics"', b"7"]
)
def test_a_manifest_that_somebody_else_wrote_leads_nowhere(folder, manifest):
    folder.mkdir()
    outside = folder.parent / "outside.ics"
    for path in (outside, folder / "notes.md"):
        path.write_bytes(ONE)
    (folder / MANIFEST).write_bytes(manifest)
    write_vdir(folder, {"a.ics": ONE})
    assert outside.exists()
    assert files(folder) == {"notes.md": ONE, "a.ics": ONE}


def test_a_file_of_ours_that_is_gone_already_is_no_trouble(folder):
    write_vdir(folder, {"a.ics": ONE})
    (folder / "a.ics").unlink()
    assert write_vdir(folder, {}).quiet


def test_what_an_interrupted_call_wrote_is_known_as_ours(folder, monkeypatch):
    (folder / "b.ics").mkdir(parents=True)
    with pytest.raises(NotWritable):
        write_vdir(folder, {"a.ics": ONE, "b.ics": TWO})
    (folder / "b.ics").rmdir()
    assert write_vdir(folder, {}).removed == 1


def test_a_folder_without_a_parent_is_refused(folder):
    with pytest.raises(NotWritable) as refused:
        write_vdir(folder / "deep" / "deeper", {"a.ics": ONE})
    assert refused.value.remedy


def test_a_name_that_something_else_has_taken_stops_the_folder_before_anything_is_written(folder):
    """Kills: files that are looked at one by one, or not at all."""
    folder.mkdir()
    (folder / "b.ics").write_text("bread")
    with pytest.raises(NotWritable, match="no calendar"):
        write_vdir(folder, {"a.ics": ONE, "b.ics": TWO})
    assert [path.name for path in folder.iterdir()] == ["b.ics"]
    assert (folder / "b.ics").read_text() == "bread"
