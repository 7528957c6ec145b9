"""The file of secrets."""

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vaultsync.core.errors import Busy, StoreError
from vaultsync.core.feed.access import Secret, digest_of
from vaultsync.store.feeds.secrets import SecretFile

AT = datetime(2026, 2, 2, 12, 30, tzinfo=UTC)
ONE = Secret("events", "phone", digest_of("one"), AT)
TWO = Secret("ana ruíz", "", digest_of("two"), AT, revoked=AT)


def waited(_seconds: float) -> None:
    """Nobody waits for a lock that is free."""


@pytest.fixture
def file(tmp_path) -> SecretFile:
    return SecretFile(tmp_path / "state", pause=waited)


def put(file: SecretFile, *secrets: Secret) -> None:
    with file.changing() as replace:
        replace(secrets)


def test_what_was_put_is_known_here_and_in_another_process(file, tmp_path):
    assert file.known() == ()
    put(file, ONE, TWO)
    assert file.known() == SecretFile(tmp_path / "state", pause=waited).known() == (ONE, TWO)


def test_a_change_by_another_process_is_seen(file, tmp_path):
    put(file, ONE)
    assert file.known() == (ONE,)
    put(SecretFile(tmp_path / "state", pause=waited), TWO)
    assert file.known() == (TWO,)
    file.path.unlink()
    assert file.known() == ()


def test_the_file_is_read_once_for_each_change(file):
    put(file, ONE)
    assert file.known() is file.known()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_read_it_whatever_the_folder_was(tmp_path):
    (tmp_path / "state").mkdir(mode=0o755)
    before = os.umask(0)
    try:
        file = SecretFile(tmp_path / "state", pause=waited)
        put(file, ONE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert {each.name for each in file.path.parent.iterdir()} == {"feeds.json", "feeds.lock"}


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(file, tmp_path, monkeypatch):
    """Kills: the stamp of the new file kept with what the old one said: a secret that was revoked opens for good."""
    read = Path.read_text

    def replaced_behind(path, *how):
        text = read(path, *how)
        monkeypatch.undo()
        put(SecretFile(tmp_path / "state", pause=waited), TWO)
        return text

    put(file, ONE)
    monkeypatch.setattr(Path, "read_text", replaced_behind)
    assert file.known() == (ONE,)
    assert file.known() == (TWO,)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "secrets": [{"feed": "x"}]}', "null"])
def test_a_file_that_is_not_ours_is_said_and_left_alone(file, text):
    put(file, ONE)
    file.path.write_text(text)
    with pytest.raises(StoreError, match="cannot be understood"):
        file.known()
    assert file.path.read_text() == text


def test_a_file_of_a_newer_format_is_refused(file):
    put(file, ONE)
    file.path.write_text('{"format": 2, "secrets": []}')
    with pytest.raises(StoreError, match="newer vaultsync"):
        file.known()


def test_two_that_change_it_at_once_wait_for_each_other(file, tmp_path):
    slept = []
    other = SecretFile(tmp_path / "state", pause=slept.append)
    with file.changing() as replace:
        with pytest.raises(Busy, match="changing the secrets"), other.changing():
            pass
        replace((ONE,))
    assert slept


def test_a_process_that_dies_before_the_rename_leaves_the_old_file(file, monkeypatch):
    put(file, ONE)
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(file, TWO)
    monkeypatch.undo()
    assert SecretFile(file.path.parent, pause=waited).known() == (ONE,)
    assert {each.name for each in file.path.parent.iterdir()} == {"feeds.json", "feeds.lock"}


def test_threads_that_look_while_it_changes_see_the_old_or_the_new(file):
    put(file, ONE)
    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(file.known) for _ in range(200)]
        for number in range(20):
            put(file, *((ONE, TWO) if number % 2 else (ONE,)))
        assert {look.result() for look in looks} <= {(ONE,), (ONE, TWO)}
    assert file.known() == (ONE, TWO)
