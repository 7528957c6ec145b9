"""The daemon, with scripted events over stores in memory; and one real one on a real folder."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from threading import Timer

import pytest

from tests.conftest import ROOT
from tests.faces.daemon.making import NOTES, Room, saved
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import Busy, ConfigError, NotWritable, StoreError
from vaultsync.core.events import Event, EventKind
from vaultsync.core.model import Diagnostic
from vaultsync.core.reading import Reading
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import UnreadableNote, Walk
from vaultsync.faces.daemon import follower as daemon_module
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault
from vaultsync.wiring import VaultOptions, daemon_answers, open_listing, presence_of, questions_of, workspace_of


@pytest.fixture
def room(caplog) -> Room:
    return Room(caplog)


def test_what_can_wait_is_done_when_everybody_has_an_answer(room):
    """Kills: an index that is never checkpointed, and one that is before the saves are told to be in."""
    told = []
    room.index.checkpoint = lambda: told.append((room.told[-1]["idle"], len(room.answered)))
    room.follow(Event(1.0, EventKind.SAVED, "Kickoff.md"), Event(3.0, EventKind.ASKED, "1"))

    assert told == [(True, 0), (True, 0), (True, 1)]


def test_it_watches_first_then_reads_everything(room):
    room.follow()
    assert room.events() == ["watching", "synced"]
    assert len(room.titles()) == 30


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


def test_it_gets_ready_for_the_first_save_when_everything_has_been_read(room):
    room.follow(saved(10, "0.md"))
    assert room.ready == [30]


def test_a_save_is_followed(room):
    room.follow(lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"))
    assert "Fold the map" in room.titles() and "Send minutes 0" not in room.titles()
    assert room.said("synced")[1].startswith("1 changed (0.md); 1 note looked at, 30 task lines")


def test_an_event_without_a_change_is_not_worth_a_line(room, caplog):
    room.follow(saved(10, "0.md"))
    assert [record.levelname for record in caplog.records if record.event == "synced"] == ["INFO", "DEBUG"]


def test_notes_that_no_event_told_of_are_found_by_the_next_walk(room):
    room.follow(lambda: room.vault.notes.update({"new.md": b"- [ ] Fold the map #task"}), saved(301, "0.md"))
    assert "Fold the map" in room.titles()


def test_feeds_follow_what_changes_and_a_save_that_changes_nothing_asks_for_none(room):
    room.feed_names = ["mine"]
    room.follow(
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"), saved(20, "0.md")
    )
    assert "Fold the map" in room.feed
    assert room.feeds_asked == 2
    assert room.said("feed") == ["wrote the feed mine to mine.ics"] * 2
    assert room.told[-1]["feeds"] == {"mine": "12:00"}


def test_other_prose_is_news_for_no_feed(room):
    room.feed_names = ["mine"]
    room.follow(lambda: room.vault.notes.update({"0.md": room.vault.notes["0.md"] + b"\n\nSeen.\n"}), saved(10, "0.md"))

    assert [record.levelname for record in room.records("synced")] == ["INFO", "INFO"]
    assert room.feeds_asked == 1


def test_a_feed_that_could_not_be_written_is_tried_again_at_the_next_save(room):
    room.feed_names = ["mine"]
    room.feed_refusals = [NotWritable("mine.ics cannot be written", remedy="Make room.")]
    room.follow(lambda: room.vault.notes.update({"0.md": room.vault.notes["0.md"] + b"\n\nSeen.\n"}), saved(10, "0.md"))

    assert room.feeds_asked == 1


def test_an_index_that_cannot_be_asked_about_feeds_does_not_end_the_daemon(room, monkeypatch):
    """Kills: a look at the index outside of what the daemon survives."""

    def others() -> int:
        raise StoreError("the index cannot be read", remedy="Make room.")

    monkeypatch.setattr(room.index, "others", others)
    room.follow(lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"))

    assert "Fold the map" in room.titles()
    assert room.said("feeds") == ["the index cannot be read. Make room."]


def test_a_note_that_is_gone_is_news_for_the_feeds(room):
    room.feed_names = ["mine"]
    room.follow(lambda: room.vault.notes.pop("0.md"), saved(10, "0.md"))

    assert room.feeds_asked == 2


def test_what_a_command_has_read_before_the_daemon_could_comes_into_the_feeds(room, tmp_path):
    """Kills: a feed that goes without a completed task until the next walk, since its save was no news any more."""
    room.feed_names = ["mine"]
    room.index, other = (SqliteIndex(tmp_path / "index.db", room.conventions) for _ in range(2))

    def command() -> None:
        room.vault.notes["0.md"] = b"- [ ] Fold the map #task"
        Reading(room.vault, other, room.conventions).sync(["0.md"], accept_loss=False)

    room.follow(command, saved(10, "0.md"), saved(20, "0.md"))

    assert "Fold the map" in room.feed
    assert room.feeds_asked == 2
    room.index.close()
    other.close()


def test_a_feed_that_cannot_be_written_is_said_once_and_notes_are_followed(room):
    room.feed_names = ["mine"]
    room.feed_refusals = [NotWritable("mine.ics cannot be written", remedy="Make room.") for _ in range(2)]
    room.follow(
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"),
        lambda: room.vault.notes.update({"1.md": b"- [ ] Coil the rope #task"}), saved(20, "1.md"),
    )  # fmt: skip
    assert room.said("feeds") == ["mine.ics cannot be written. Make room."]
    assert [facts.get("feeds_trouble", "") != "" for facts in room.told if facts["idle"]] == [True, True, False]
    assert "Coil the rope" in room.feed


def test_what_is_passed_over_in_the_query_of_a_feed_is_said_once_and_again_when_it_is_back(room):
    """Kills: a warning at every save; none at all."""
    room.feed_names = ["soon"]
    room.feed_notes = ("feed soon: `befor` is passed over", "feed soon: `todya` is passed over")

    def changed(text: str, notes: tuple[str, ...]) -> Callable[[], None]:
        def change() -> None:
            room.vault.notes["0.md"], room.feed_notes = text.encode(), notes

        return change

    both = room.feed_notes
    room.follow(
        changed("- [ ] Fold the map #task", both), saved(10, "0.md"),
        changed("- [ ] Coil the rope #task", ()), saved(20, "0.md"),
        changed("- [ ] Mend the net #task", both[:1]), saved(30, "0.md"),
    )  # fmt: skip
    assert room.said("query") == [*both, both[0]]
    assert {record.levelname for record in room.records("query")} == {"WARNING"}


def test_a_flood_of_events_leads_to_a_walk(room):
    """Of more than the system's queue holds, what is left may not name every note."""
    flood = [saved(10, "0.md"), *(saved(10.1, "1.md") for _ in range(4096))]
    room.follow(lambda: room.vault.notes.update({"unnamed.md": b"- [ ] Fold the map #task"}), *flood)
    assert "Fold the map" in room.titles()


def test_a_mass_loss_is_said_once_with_its_remedy_and_the_index_stays(room):
    room.follow(
        room.vault.notes.clear,
        Event(10, EventKind.WALK),
        Event(20, EventKind.WALK),
        lambda: room.vault.notes.update(NOTES),
        Event(30, EventKind.WALK),
    )
    assert len(room.titles()) == 30
    (said,) = room.said("trouble")
    assert "30 of 30 known task lines are gone" in said and "sync --accept-loss" in said
    assert room.events()[-2:] == ["recovered", "synced"]
    assert [facts["trouble"] != "" for facts in room.told if facts["idle"]] == [False, True, True, False]


def test_an_index_that_cannot_be_used_is_tried_again_ever_later(room):
    room.refusals = [StoreError("the index is damaged", remedy="Repair it.") for _ in range(6)]
    watch = room.follow(saved(400, "0.md"))
    assert watch.waits[:6] == [5, 10, 20, 40, 60, 60]
    assert len(room.said("trouble")) == 1 and len(room.titles()) == 30


def test_a_save_during_trouble_leads_to_a_walk(room):
    room.refusals = [StoreError("the index is damaged", remedy="Repair it.")]
    room.follow(saved(1, "0.md"))
    assert len(room.titles()) == 30


def test_an_index_that_was_set_aside_is_opened_again(room):
    def set_aside():
        room.identity, room.index = 2, MemoryIndex(room.conventions)

    room.follow(saved(10, "0.md"), set_aside, saved(20, "0.md"))
    assert (room.opened, len(room.titles())) == (2, 30)


def test_after_a_state_folder_was_deleted_everything_is_watched_and_looked_at_again(room):
    """Kills: questions that nobody hears any more; notes that the new index does not know."""
    again = [False, False, True]
    room.hold_again = lambda: bool(again) and again.pop(0)
    watch = room.follow(
        lambda: room.vault.notes.update({"new.md": b"- [ ] Fold the map #task"}),
        saved(10, "0.md"),
        lambda: room.vault.notes.update({"newer.md": b"- [ ] Coil the rope #task"}),
        saved(20, "0.md"),
        saved(30, "0.md"),
    )
    assert (watch.starts, len(room.said("locked"))) == (2, 1)
    assert {"Fold the map", "Coil the rope"} <= room.titles()


def test_who_cannot_hold_the_lock_again_says_what_is_in_the_way_and_tries_on(room):
    def full():
        room.identity += 1
        room.refusals = [StoreError("the state folder cannot be made", remedy="Make room.")]
        room.hold_again = lambda: (_ for _ in ()).throw(StoreError("it cannot be used", remedy="Make room."))

    def room_again():
        room.hold_again = lambda: True

    room.follow(full, saved(10, "0.md"), room_again, saved(20, "0.md"))
    assert room.events()[2:6] == ["trouble", "locked", "watching", "recovered"]


def test_who_was_replaced_by_another_daemon_ends_and_says_so(room):
    """Kills: two that follow one vault, and write one feed."""

    def replaced():
        room.hold_again = lambda: (_ for _ in ()).throw(Busy("a daemon watches this vault", remedy="Let it run."))

    told = []
    with pytest.raises(Busy):
        room.follow(replaced, lambda: told.extend(room.told), saved(10, "0.md"), saved(20, "0.md"))
    assert (room.told, room.opened - room.closed, room.watch.manner) == (told, 0, "nothing")
    assert room.events()[-1] == "replaced"


def test_whatever_is_opened_again_was_closed_before(room):
    """Kills: descriptors that are left behind with every new index, change of settings, trouble and end."""

    def stop_at_a_mistake():
        room.refusals.append(ConfigError("there is no setting `mee`", remedy="Did you mean `me`?"))

    def set_aside():
        room.identity += 1

    def trouble():
        room.identity += 1
        room.refusals.append(StoreError("the index is damaged", remedy="Repair it."))

    def lock():
        busy = [StoreError("the index is in use", remedy="Wait.")]
        room.index.writing = lambda: (_ for _ in ()).throw(busy.pop()) if busy else MemoryIndex.writing(room.index)

    counts = []

    def count():
        counts.append((room.opened, room.closed))

    room.follow(
        count, Event(10, EventKind.SETTINGS), count, stop_at_a_mistake, Event(20, EventKind.SETTINGS), count,
        set_aside, Event(30, EventKind.WALK), count, trouble, saved(40, "0.md"), count, saved(50, "0.md"), count,
        lock, Event(60, EventKind.WALK), count, saved(70, "0.md"), count,
    )  # fmt: skip
    assert counts == [(1, 0), (2, 1), (2, 1), (3, 2), (3, 3), (4, 3), (4, 4), (5, 4)]
    assert (room.opened, room.closed) == (5, 5)


def test_settings_that_changed_count_from_now_on(room):
    def other_tag():
        room.conventions = Conventions(task_tag="#todo")
        room.index.conventions = room.conventions
        room.vault.notes["0.md"] = b"- [ ] Fold the map #todo"
        room.vault.notes.update({f"t{number}.md": b"- [ ] Water the ferns #todo" for number in range(30)})

    room.follow(other_tag, Event(10, EventKind.SETTINGS))
    assert room.titles() == {"Fold the map", "Water the ferns"}


def test_with_a_mistake_in_the_settings_the_old_ones_go_on_to_count(room):
    room.follow(
        lambda: room.refusals.append(ConfigError("there is no setting `mee`", remedy="Did you mean `me`?")),
        Event(10, EventKind.SETTINGS),
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}),
        saved(20, "0.md"),
    )
    assert "Did you mean `me`?" in room.said("settings")[0]
    assert "Fold the map" in room.titles()


def test_a_watch_that_has_ended_is_begun_again_before_the_walk(room):
    watch = room.follow(lambda: setattr(room.watch, "is_sound", False), Event(20, EventKind.WALK))
    assert watch.starts == 2
    assert room.events() == ["watching", "synced", "watching", "synced"]


def test_in_a_vault_that_was_moved_away_a_save_forgets_nothing(room):
    def move_away():
        room.watch.is_sound = False
        room.vault.__class__ = PulledDisk
        room.vault.notes.pop("0.md")

    room.follow(move_away, saved(10, "0.md"))
    assert "Send minutes 0" in room.titles()


def test_a_stop_ends_a_sync_in_its_middle_and_leaves_the_index_as_it_was(room):
    room.follow(stopping=lambda: True)
    assert room.titles() == set() and room.events() == ["watching"]


class PulledDisk(MemoryVault):
    def walk(self) -> Walk:
        gone = Diagnostic(path=".", line=0, code="unreadable", message="the folder is not there", remedy="Plug it in.")
        return Walk({}, (gone,), ("",))


def test_a_vault_whose_disk_is_pulled_is_looked_for_every_few_seconds_and_the_index_stays(room):
    def come_back():
        room.vault.__class__ = MemoryVault

    def go():
        room.vault.__class__ = PulledDisk

    watch = room.follow(go, Event(1, EventKind.WALK), saved(12, "0.md"), come_back, saved(400, "0.md"))
    assert watch.waits[1:3] == [pytest.approx(4.7), pytest.approx(5)]
    assert len(room.titles()) == 30 and len(room.said("unreadable")) == 1


def asked(at: float, name: str = "4711") -> Event:
    return Event(at, EventKind.ASKED, name)


def test_whoever_asks_is_answered_when_all_that_was_saved_before_is_in_the_index(room):
    room.follow(
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}),
        Event(10, EventKind.TOUCHED, "0.md"),
        asked(10.01),
        asked(20),
    )
    assert [(name, "Fold the map" in titles) for name, titles in room.answered] == [("4711", True)] * 2
    assert len(room.said("synced")) == 2


def test_nobody_is_answered_while_something_is_in_the_way(room):
    room.follow(
        room.vault.notes.clear, Event(10, EventKind.WALK), asked(11),
        lambda: room.vault.notes.update(NOTES), Event(20, EventKind.WALK), asked(21, "4712"),
    )  # fmt: skip
    assert [name for name, _ in room.answered] == ["4712"]


def test_nobody_is_answered_by_a_watch_that_has_ended(room):
    room.watch = None
    room.follow(lambda: setattr(room.watch, "is_sound", False), asked(10))
    assert room.answered == []


def test_before_an_answer_an_index_that_was_set_aside_is_made_again(room):
    def set_aside():
        room.identity, room.index = 2, MemoryIndex(room.conventions)

    room.follow(saved(10, "0.md"), set_aside, asked(20))
    assert [(name, len(titles)) for name, titles in room.answered] == [("4711", 30)]


@pytest.mark.parametrize("event", [asked(10), saved(10, "0.md")])
def test_an_index_that_was_read_by_other_conventions_is_read_again_first(room, event):
    """Kills: an answer over what a command with settings of its own has read; one note read into that."""

    def read_otherwise():
        own = room.conventions
        room.conventions = room.index.conventions = Conventions(task_tag="#jetty")
        room.open().sync(accept_loss=True)
        assert room.titles() == {"Count buoys"}
        room.conventions = room.index.conventions = own

    room.vault.notes["Jetty.md"] = b"- [ ] Count buoys #jetty"
    room.follow(read_otherwise, event, asked(20))
    own_titles = {f"Send minutes {number}" for number in range(30)}
    assert all(titles == own_titles for _, titles in room.answered) and room.answered


def test_unreadable_notes_are_named_once_whatever_the_reason(room, monkeypatch):
    reasons = iter(("locked", "busy", "away"))

    def refuse(path):
        raise UnreadableNote(f"the note cannot be read ({next(reasons) if path == '0.md' else 'broken'})")

    monkeypatch.setattr(room.vault, "read", refuse)
    room.follow(Event(10, EventKind.WALK), Event(20, EventKind.WALK))
    said = room.said("unreadable")
    assert [text for text in said if text.startswith("0.md: ")] == ["0.md: the note cannot be read (locked)"]
    assert next(reasons, "") == "", "it was tried at each walk"


def test_of_a_note_with_two_forgotten_decisions_both_are_told_and_again_only_what_is_new(room):
    """Kills: findings that are one because their note is, and one that is two because its line has moved."""
    line = iter(range(1, 100))

    def forgotten(_app):
        return [
            Diagnostic(path="0.md", line=next(line), code="forgotten", message=f"{each} again", remedy="Promote it.")
            for each in ("says", "asks")
        ]

    room.forgotten = forgotten
    walks = [Event(10, EventKind.WALK), Event(20, EventKind.WALK)]
    room.follow(walks[0], lambda: room.vault.notes.update({"0.md": b"- [ ] Moor boat #task"}), walks[1])

    assert room.said("forgotten") == ["0.md: says again. Promote it.", "0.md: asks again. Promote it."]
    assert next(line) == 5, "they were looked for twice"


def test_decisions_that_the_notes_do_not_hold_any_more_are_told_once_and_looked_for_when_notes_have_changed(room):
    """Kills: a person with a daemon who never hears of them, a journal that is read at every walk."""
    asked = []

    def forgotten(_app):
        asked.append(len(asked))
        if len(asked) == 3:
            raise StoreError("the journal is damaged", remedy="Move it away.")
        again = Diagnostic(path="0.md", line=len(asked), code="forgotten", message="says again", remedy="Promote it.")
        return [again] if len(asked) != 4 else []

    def say(text):
        return lambda: room.vault.notes.update({"0.md": text})

    room.forgotten = forgotten
    walks = [Event(10 * number, EventKind.WALK) for number in range(1, 7)]
    changes = [say(b"- [ ] Moor boat %d #task" % number) for number in range(4)]
    room.follow(walks[0], changes[0], walks[1], changes[1], walks[2], changes[2], walks[3], changes[3], *walks[4:])

    assert room.said("forgotten") == ["0.md: says again. Promote it."] * 2, "it was away in between"
    assert asked == [0, 1, 2, 3, 4]


COMMAND = [sys.executable, "-m", "vaultsync"]
SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")


@contextmanager
def daemon(root):
    """Start a real daemon over a vault of one note."""
    (root / ".obsidian").mkdir(parents=True, exist_ok=True)
    (root / "Kickoff.md").write_text("- [ ] Send the minutes #task\n", "utf-8")
    running = subprocess.Popen(
        [*COMMAND, "watch", "--json", str(root)], cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    deadline = Timer(60.0, running.kill)
    deadline.start()
    try:
        yield running
    finally:
        deadline.cancel()
        running.kill()
        running.wait()
        running.stderr.close()


def typed(*words):
    return subprocess.run([*COMMAND, *words], cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8")


@SIGNALS
def test_a_command_beside_a_real_daemon_is_seen_as_one_save_and_not_as_two(tmp_path):
    root = tmp_path / "Notes"
    with daemon(root) as running:
        logged(running, "synced")

        typed("--vault", str(root), "done", "Send the minutes")
        (root / "Later.md").write_text("- [ ] Fold the map #task\n", "utf-8")

        named = []
        while "Later.md" not in named:
            named += logged(running, "synced")["paths"]
        # Whoever of the two came first has read it; for the other nothing had changed.
        assert named.count("Kickoff.md") <= 1
        tasks = json.loads(typed("list", "--all", "--no-sync", "--json", "--vault", str(root)).stdout)["tasks"]
        assert {task["title"]: task["status"] for task in tasks} == {"Send the minutes": "done", "Fold the map": "open"}
        assert (root / "Kickoff.md").read_text("utf-8").count("✅") == 1
        assert len(json.loads(typed("log", "--json", "--vault", str(root)).stdout)["operations"]) == 1
        assert sorted(path.name for path in root.iterdir()) == [".obsidian", "Kickoff.md", "Later.md"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux answers questions")
def test_a_command_that_looks_relies_on_a_daemon_that_has_seen_the_save_just_made(tmp_path):
    """Kills: an answer before the save is in the index; a small vault that is never relied on."""
    root = tmp_path / "Notes"
    with daemon(root) as running:
        logged(running, "synced")
        here = workspace_of(VaultOptions(str(root)))
        relied = 0
        for number in range(300):
            (root / "Kickoff.md").write_text(f"- [ ] Count buoy {number} #task\n", "utf-8")
            if daemon_answers(here, patience_seconds=5):
                relied += 1
                listing = open_listing(here)
                assert [task.title for task in listing.listed(Wanted(live=None))] == [f"Count buoy {number}"]
                listing.close()
            if relied == 30:
                break
        assert relied == 30

        running.kill()
        running.wait()
        assert questions_of(here).are_open()
        assert not daemon_answers(here, patience_seconds=0)
        assert not questions_of(here).are_open()  # the next command does not wait


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux answers questions")
def test_a_command_with_settings_of_its_own_and_the_next_without_see_what_their_settings_say(tmp_path):
    """Kills: a daemon believed by whoever reads otherwise; an answer over what somebody else has read otherwise."""
    root = tmp_path / "Notes"
    root.mkdir()
    (root / "Jetty.md").write_text("- [ ] Count buoys #jetty\n", "utf-8")

    def titles(*words: str) -> set[str]:
        said = json.loads(typed("--vault", str(root), "list", "--json", *words).stdout)
        return {task["title"] for task in said["tasks"]}

    with daemon(root) as running:
        logged(running, "synced")
        assert titles() == {"Send the minutes"}
        assert titles("--set", "task_tag=#jetty") == {"Count buoys"}
        assert titles() == {"Send the minutes"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is noticed at the next save")
def test_a_real_daemon_whose_state_folder_is_deleted_is_the_only_one_again_at_once(tmp_path):
    """Kills: `status` that sees none though one runs; a second daemon; questions that are never answered again."""
    root = tmp_path / "Notes"
    with daemon(root) as running:
        logged(running, "synced")
        here = workspace_of(VaultOptions(str(root)))
        assert daemon_answers(here, patience_seconds=30)  # so it has written all that it writes by itself

        shutil.rmtree(here.state)

        assert logged(running, "locked")["level"] == "warning"
        assert logged(running, "synced")["lines"] == 1
        assert json.loads(typed("status", "--json", "--vault", str(root)).stdout)["pid"] == running.pid
        second = subprocess.run([*COMMAND, "watch", str(root)], cwd=ROOT, capture_output=True, check=False)
        assert second.returncode == 7
        assert daemon_answers(here, patience_seconds=30)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is noticed at the next save")
def test_a_real_daemon_that_another_has_replaced_ends_and_leaves_it_alone(tmp_path):
    root = tmp_path / "Notes"
    with daemon(root) as first:
        logged(first, "synced")
        here = workspace_of(VaultOptions(str(root)))
        assert daemon_answers(here, patience_seconds=30)
        os.kill(first.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, first.pid, os.WSTOPPED | os.WNOWAIT)
        shutil.rmtree(here.state)
        with daemon(root) as second:
            logged(second, "synced")

            os.kill(first.pid, signal.SIGCONT)

            assert f"process {second.pid}" in logged(first, "refused")["message"]
            assert first.wait() == 7
            assert presence_of(here).seen()["pid"] == second.pid
            (root / "Later.md").write_text("- [ ] Fold the map #task\n", "utf-8")
            while logged(second, "synced")["lines"] < 2:
                pass


@SIGNALS
def test_a_real_daemon_reads_its_settings_again_when_it_is_told_to(tmp_path):
    with daemon(tmp_path / "Notes") as running:
        logged(running, "synced")

        os.kill(running.pid, signal.SIGHUP)

        assert "read again" in logged(running, "settings")["message"]
        assert running.poll() is None


@SIGNALS
def test_a_real_daemon_follows_a_save_and_ends_when_asked(tmp_path):
    root = tmp_path / "Notes"
    with daemon(root) as running:
        assert logged(running, "synced")["lines"] == 1
        (root / "Kickoff.md").write_text("- [ ] Send the minutes #task\n- [ ] Fold the map #task\n", "utf-8")
        while (line := logged(running, "synced"))["lines"] < 2:
            pass
        assert line["paths"] == ["Kickoff.md"]

        listed = subprocess.run(
            [*COMMAND, "list", "--no-sync", "--json", "--vault", str(root)], cwd=ROOT, capture_output=True, check=True
        )
        assert {task["title"] for task in json.loads(listed.stdout)["tasks"]} == {"Send the minutes", "Fold the map"}
        second = subprocess.run([*COMMAND, "watch", str(root)], cwd=ROOT, capture_output=True, check=False)
        assert second.returncode == 7 and f"process {running.pid}".encode() in second.stderr
        status = subprocess.run(
            [*COMMAND, "status", "--json", "--vault", str(root)], cwd=ROOT, capture_output=True, check=True
        )
        assert json.loads(status.stdout)["pid"] == running.pid

        os.kill(running.pid, signal.SIGTERM)
        assert running.wait() == 0
        assert logged(running, "ended")["level"] == "info"


def logged(running: subprocess.Popen, event: str) -> dict:
    """Return the next line of that event; the daemon is killed at the deadline, and then there is none."""
    for line in running.stderr:
        document = json.loads(line)
        if document["event"] == event:
            return document
    raise AssertionError(f"the log ended before {event}")
