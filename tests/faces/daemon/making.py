"""A daemon with scripted events over stores in memory."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

import pytest

from tests.conftest import NOON
from vaultsync.app import App
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import NotApproved, NotWritable
from vaultsync.core.events import Event, EventKind
from vaultsync.core.model import Diagnostic
from vaultsync.core.ports import Index
from vaultsync.core.views.wanted import Wanted
from vaultsync.faces.daemon.follower import LOG, Follower
from vaultsync.faces.daemon.world import Pace, World
from vaultsync.store.memory import MemoryIndex, MemoryVault

PACE = Pace(quiet=0.3, cap=2.0, every=300.0)
NOTES = {f"{number}.md": f"- [ ] Send minutes {number} #task".encode() for number in range(30)}


class ScriptedWatch:
    """Plays steps: an event is handed over, a function is called when nothing is waited for; then it ends."""

    def __init__(self, *steps: Event | Callable[[], object]) -> None:
        self.manner = "nothing"
        self.starts = 0
        self.is_sound = True
        self.waits: list[float] = []
        self._steps = list(steps)
        self._at = 0.0

    def start(self) -> str:
        self.manner, self.is_sound = "events", True
        self.starts += 1
        return ""

    def stop(self) -> None:
        self.manner = "nothing"

    def sound(self) -> bool:
        return self.is_sound

    def now(self) -> float:
        return self._at

    def waiting(self) -> int:
        return 0

    def take(self, until: float | None) -> Event:
        assert until is not None
        is_gathering = until - self._at <= PACE.cap
        while not is_gathering and self._steps and not isinstance(self._steps[0], Event):
            self._steps.pop(0)()
        if not self._steps or not isinstance(self._steps[0], Event):
            self._at = until if is_gathering else self._at
            return Event(self._at, EventKind.NOTHING if is_gathering else EventKind.END)
        if self._steps[0].at > until:
            self.waits.append(until - self._at)
            self._at = until
            return Event(until, EventKind.NOTHING)
        self._at = self._steps[0].at
        return self._steps.pop(0)


class FeedWritten(NamedTuple):
    name: str
    path: str
    changed: bool
    noted: tuple[str, ...] = ()
    refused: NotApproved | NotWritable | None = None


class Room:
    """A vault, an index that outlives its application, and what was logged."""

    def __init__(self, log: pytest.LogCaptureFixture) -> None:
        self.vault = MemoryVault(NOTES)
        self.conventions = Conventions()
        self.index: Index = MemoryIndex(self.conventions)
        self.opened = 0
        self.closed = 0
        self.refusals: list[Exception] = []
        self.feed_refusals: list[Exception] = []
        self.feed_names: list[str] = []
        self.feeds_asked = 0
        self.feeds: Callable[[App], list[FeedWritten]] = self.write_feeds
        self.feed: set[str] = set()
        self.feed_notes: tuple[str, ...] = ()
        self.identity = 1
        self.sync_apart: Callable | None = None
        self.told: list[dict] = []
        self.ready: list[int] = []
        self.answered: list[tuple[str, set[str]]] = []
        self.notify: Callable[[App], float | None] = lambda _: None
        self.forgotten: Callable[[App], list[Diagnostic]] = lambda _: []
        self.hold_again: Callable[[], bool] = lambda: False
        self._log = log
        log.set_level(logging.DEBUG, LOG.name)

    def open(self) -> App:
        if self.refusals:
            raise self.refusals.pop(0)
        self.opened += 1
        app = App(
            vault=self.vault,
            index=self.index,
            editor=None,
            facts_editor=None,
            clock=lambda: NOON,
            conventions=self.conventions,
            sync_lock=nullcontext,
        )
        app.closing.callback(lambda: setattr(self, "closed", self.closed + 1))
        return app

    def follow(self, *steps, stopping=lambda: False) -> ScriptedWatch:
        watch = self.watch = ScriptedWatch(*steps)
        world = World(
            name="Notes",
            watch=watch,
            open_app=self.open,
            index_identity=lambda: self.identity,
            tell=lambda facts: self.told.append(dict(facts)),
            moment=lambda: "12:00",
            write_feeds=self.feeds,
            sync_apart=self.sync_apart,
            get_ready=lambda: self.ready.append(len(self.titles())),
            answer=lambda names: self.answered.extend((name, self.titles()) for name in names),
            forgotten=self.forgotten,
            notify=self.notify,
            hold_again=self.holds_again,
        )
        Follower(world, PACE, stopping=stopping).run()
        return watch

    def holds_again(self) -> bool:
        return self.hold_again()

    def write_feeds(self, app: App) -> list[FeedWritten]:
        if self.feed_refusals:
            raise self.feed_refusals.pop(0)
        self.feeds_asked += 1
        before, self.feed = self.feed, self.titles()
        return [FeedWritten(name, f"{name}.ics", self.feed != before, self.feed_notes) for name in self.feed_names]

    def events(self) -> list[str]:
        return [record.event for record in self._log.records]

    def records(self, event: str) -> list[logging.LogRecord]:
        return [record for record in self._log.records if record.event == event]

    def said(self, event: str) -> list[str]:
        return [record.getMessage() for record in self.records(event)]

    def titles(self) -> set[str]:
        return {task.title for task in self.index.tasks(Wanted(live=None))}


def saved(at: float, path: str) -> Event:
    return Event(at, EventKind.SAVED, path)
