"""What takes much memory is done in another process."""

from tests.faces.daemon.making import NOTES, saved
from vaultsync.core.errors import StoreError
from vaultsync.core.events import Event, EventKind
from vaultsync.faces.daemon import follower as daemon_module


def test_what_takes_much_memory_is_done_in_another_process(room, monkeypatch):
    monkeypatch.setattr(daemon_module, "_MUCH", 20)
    done = []

    def apart(go_on):
        go_on()
        done.append(len(room.titles()))
        return room.open().sync()

    room.sync_apart = apart
    watch = room.follow(Event(10, EventKind.WALK), saved(20, "0.md"))
    assert done[0] == 0 and len(room.titles()) == 30
    assert room.said("synced")[0].startswith("30 new; 30 notes looked at")
    assert watch.starts == 1 and room.told[-1]["notes"] == 30


def test_so_are_many_saves_at_once(room, monkeypatch):
    room.follow()
    monkeypatch.setattr(daemon_module, "_MUCH", 20)
    room.sync_apart = lambda go_on: room.open().sync()
    changed = {path: text.replace(b"Send", b"File") for path, text in NOTES.items()}
    room.follow(lambda: room.vault.notes.update(changed), *(saved(10, path) for path in changed))
    assert {title.split()[0] for title in room.titles()} == {"File"}
    assert any(line.startswith("30 changed; 30 notes looked at") for line in room.said("synced"))


def test_what_stops_the_other_process_is_said_as_ever(room, monkeypatch):
    monkeypatch.setattr(daemon_module, "_MUCH", 20)
    answers = [StoreError("the process was ended", remedy="See whether memory ran out.")]

    def apart(go_on):
        if answers:
            raise answers.pop()
        return room.open().sync()

    room.sync_apart = apart
    watch = room.follow(saved(400, "0.md"))
    assert "memory ran out" in room.said("trouble")[0] and watch.waits[0] == 5
    assert len(room.titles()) == 30


def test_a_stop_ends_the_other_process_too(room, monkeypatch):
    monkeypatch.setattr(daemon_module, "_MUCH", 20)
    stopping = []

    def apart(go_on):
        stopping.append(True)
        go_on()
        raise AssertionError("it went on")

    room.sync_apart = apart
    room.follow(stopping=lambda: bool(stopping))
    assert room.titles() == set() and room.events() == ["watching"]
