"""Where calendars may go."""

import os
from pathlib import Path

import pytest

from vaultsync.core.errors import NotWritable
from vaultsync.store.feeds.target import check_file, check_folder


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "vault" / "Projects").mkdir(parents=True)
    return tmp_path / "vault"


@pytest.mark.parametrize("name", ["vault/New.md", "vault/Projects/New.MD", "way/New.md"])
def test_no_calendar_gets_the_name_of_a_note(vault, tmp_path, name):
    """Kills: a look at the name as it is typed, or at one way of writing its end."""
    (tmp_path / "way").symlink_to(vault)
    with pytest.raises(NotWritable, match="would be a note of the vault"):
        check_file(tmp_path / name, vault=vault)


def test_a_name_that_is_an_ending_alone_is_no_notes(vault):
    """Kills: a calendar that is refused for a note that no sync would read."""
    check_file(vault / ".md", vault=vault)


def test_outside_of_the_vault_no_name_is_a_notes(vault, tmp_path):
    """Kills: a name that is refused for its end alone, a look that makes the file."""
    check_file(tmp_path / "calendar.md", vault=vault)
    assert not (tmp_path / "calendar.md").exists()


@pytest.mark.parametrize(
    "data", [b"", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"begin:vcalendar", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n"]
)
def test_a_calendar_and_an_empty_file_may_be_replaced(vault, tmp_path, data):
    """Kills: a calendar that is refused for its case or its byte order mark, a look that empties the file."""
    for file in (vault / "tasks.ics", tmp_path / "tasks"):
        file.write_bytes(data)
        check_file(file, vault=vault)
        assert file.read_bytes() == data


@pytest.mark.parametrize(
    "data", [b"\n", b"{}", b" BEGIN:VCALENDAR", b"BEGIN:VCARD\r\n", b"BEGIN:VCAL", b"\xef\xbb\xbf"]
)
def test_what_is_no_calendar_is_not_replaced(vault, tmp_path, data):
    for file in (vault / "tasks.ics", tmp_path / "tasks.ics"):
        file.write_bytes(data)
        with pytest.raises(NotWritable, match="is no calendar") as refused:
            check_file(file, vault=vault)
        assert "Name another file" in refused.value.remedy and "delete it" in refused.value.remedy


def test_what_is_no_file_is_not_opened(vault, tmp_path):
    """Kills: a pipe that is waited for, and advice to delete a device."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(NotWritable, match="is no regular file: it is not replaced") as refused:
            check_file(path, vault=vault)
        assert refused.value.remedy == "Name a file."


def test_a_folder_of_notes_is_not_filled(vault):
    (vault / "Projects" / "below").mkdir()
    (vault / "calendar").mkdir()
    (vault / "Projects" / "below" / "A.md").write_text("")
    for folder in (vault, vault / "Projects", vault / "Projects" / "below"):
        with pytest.raises(NotWritable, match="is a folder of notes"):
            check_folder(folder, vault=vault)
    check_folder(vault / "calendar", vault=vault)
    check_folder(vault / "new", vault=vault)


def test_a_vault_without_notes_is_a_folder_of_notes_all_the_same(vault, tmp_path):
    with pytest.raises(NotWritable):
        check_folder(vault, vault=vault)
    (tmp_path / "Diary.md").write_text("")
    check_folder(tmp_path, vault=vault)
