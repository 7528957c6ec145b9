"""A feed is made beside a sync: neither waits for the other, and nobody gets half of it."""

import marshal
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo

import apsw
import pytest

from tests.publishing.making import Desk
from vaultsync.core.errors import StoreError
from vaultsync.core.feed.definition import events, todos
from vaultsync.publishing import Identity, Publishing

NOTE = "- [ ] Send the minutes ➕ 2026-01-05 #task ^vs-a\n"
MANY = "".join(f"- [ ] Read chapter {n} of book {n} #task ^vs-r{n}\n" for n in range(4_500))


class Watched(tzinfo):
    """A zone that is asked while components are rendered, and does something the first time."""

    def __init__(self, then) -> None:
        self._then = then

    def utcoffset(self, _moment: datetime | None) -> timedelta:
        then, self._then = self._then, None
        if then is not None:
            then()
        return timedelta()

    def dst(self, _moment: datetime | None) -> timedelta:
        return timedelta()


def watched(desk: Desk, then) -> Publishing:
    """Return the feeds of a desk in a zone that does something in the middle of rendering."""
    identity = Identity("Work", "vault-1", Watched(then))
    return Publishing(desk.app, register=desk.register, components=desk.index.components, identity=identity)


def test_a_sync_can_write_while_a_first_export_renders(tmp_path):
    """Kills: the index is locked for as long as a first export takes."""
    desk = Desk(tmp_path / "state", A=NOTE)
    written = []

    def write() -> None:
        other = apsw.Connection(str(tmp_path / "state" / "index.db"))
        other.execute("BEGIN IMMEDIATE; ROLLBACK")  # without a busy timeout: it fails at once
        other.close()
        written.append(True)

    feed = watched(desk, write).feed(todos())
    assert (written, feed.components) == ([True], 1)
    desk.close()


def test_what_a_sync_changes_while_a_feed_is_made_is_in_the_feed(tmp_path):
    """Kills: what moved after the look counts as followed; two looks that do not belong together."""
    desk = Desk(tmp_path / "state", A=NOTE)
    beside = Desk(tmp_path / "state")

    def sync() -> None:
        beside.save(
            {
                "A.md": NOTE.replace("the minutes", "the corrected minutes"),
                "B.md": "- [ ] Book the room #task ^vs-b\n",
            }
        )

    feed = watched(desk, sync).feed(todos())
    assert b"SUMMARY:Send the corrected minutes\r\n" in feed.data
    assert b"UID:vs-b@vault-1\r\n" in feed.data
    beside.close()
    fresh = Desk(tmp_path / "other", A="")
    fresh.save(
        {"A.md": NOTE.replace("the minutes", "the corrected minutes"), "B.md": "- [ ] Book the room #task ^vs-b\n"}
    )
    assert fresh.todos() == desk.todos()
    fresh.close()
    desk.close()


@pytest.mark.parametrize("failing", range(1, 5))
@pytest.mark.parametrize("named", [False, True])
def test_a_feed_of_several_writes_is_whole_or_not_there(tmp_path, failing, named):
    """Kills: a variant that counts before its last part is there; parts of an export that failed
    and stay for good; names of which only the index knows."""
    desk = Desk(tmp_path / "state", A=MANY, B="- [ ] Book the room #task\n")
    if named:
        desk.feed(events())
    commits = []

    def refused() -> bool:
        commits.append(True)
        return len(commits) == failing

    desk.index._db.set_commit_hook(refused)
    with suppress(apsw.ConstraintError):  # so SQLite says that a commit was refused
        desk.feed()
    desk.index._db.set_commit_hook(None)
    desk.save({"B.md": None})
    beside = Desk(tmp_path / "state")
    assert beside.feed().components == 4_500
    beside.close()
    desk.close()


def test_a_feed_for_which_the_disk_has_no_room_is_told_of_and_whole_when_there_is_room(tmp_path):
    """SQLite takes back by itself what a full disk refuses. Kills: taken back once more, which it refuses."""
    desk = Desk(tmp_path / "state", A=MANY)
    index = desk.index._db
    index.execute("PRAGMA cache_size = 20")
    (room,) = index.execute(f"PRAGMA max_page_count = {index.pragma('page_count') + 5}")
    with pytest.raises(StoreError, match="disk is full"):
        desk.feed()
    assert index.getautocommit()
    index.execute(f"PRAGMA max_page_count = {2 * room[0] + 10_000}")
    assert desk.feed().components == 4_500
    desk.close()


def test_nobody_is_given_a_part_while_another_one_writes_the_rest(tmp_path):
    """Kills: a feed that is read while its components are being taken in, some of them."""
    desk = Desk(tmp_path / "state", A=MANY)
    other = apsw.Connection(str(tmp_path / "state" / "index.db"))
    seen = []

    def look() -> bool:
        (turns,) = [other.execute("SELECT turn FROM variant").fetchall()]
        parts = sum(len(marshal.loads(tasks)) for (tasks,) in other.execute("SELECT tasks FROM chunk"))
        seen.append((parts, [turn for (turn,) in turns]))
        return False

    desk.index._db.set_commit_hook(look)
    desk.feed()
    desk.index._db.set_commit_hook(None)
    partly = [turns for parts, turns in seen if 0 < parts < 4_500]
    assert partly
    assert all(turns == [-1] for turns in partly)
    other.close()
    desk.close()
