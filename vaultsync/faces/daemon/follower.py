"""The daemon: it watches first, then reads everything, then follows saves. It never edits a note."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from vaultsync.app import App
from vaultsync.core.errors import Busy, ConfigError, NotApproved, StoreError, VaultSyncError, WouldLose
from vaultsync.core.events import Batch, batches
from vaultsync.core.model import Diagnostic
from vaultsync.core.reading import SyncReport, TooMuch
from vaultsync.faces.daemon.once import Once
from vaultsync.faces.daemon.summary import figures, summary
from vaultsync.faces.daemon.world import Pace, World

LOG = logging.getLogger("vaultsync.watch")

_RETRY_SECONDS = 5.0
_LONGEST_RETRY_SECONDS = 60.0
_LOST_EVENTS = 4_096
"""A batch of so many events may be what is left of more than the system's queue can hold."""

_MUCH = 1_000
"""Reading so many notes, or grouping so many lines, leaves memory behind that nothing needs later."""


class Stopped(BaseException):
    """Raised inside a sync that has to end now; its transaction is taken back."""


class Follower:
    """Follows the saves of one vault."""

    def __init__(self, world: World, pace: Pace, *, stopping: Callable[[], bool] = lambda: False) -> None:
        """Prepare; `run` begins.

        Args:
            world: What it needs of the world.
            pace: How fast it follows.
            stopping: Whether it has to end; asked for every note that is read.
        """
        self._world = world
        self._pace = pace
        self._stopping = stopping
        self._app: App | None = None
        self._identity: object = None
        self._said = ""
        self._trouble = ""
        self._retry = 0.0
        self._once = Once(self._warn)
        self._changed = True
        self._unpublished = ""
        self._noted: frozenset[str] = frozenset()
        self._others = 0
        self._undelivered = ""
        self._next_digest: float | None = None
        self._feeds: dict[str, str] = {}
        self._facts: dict[str, Any] = {"vault": world.name, "idle": False}

    def run(self) -> None:
        """Follow until the watch says `END`.

        Raises:
            Busy: Another daemon follows the vault by now.
        """
        try:
            # Watch first, read all second: a note saved in between is read twice; else it would be missed.
            self._watch()
            self._handle(Batch(walk=True))
            self._world.get_ready()
            watch, pace = self._world.watch, self._pace
            for batch in batches(watch.take, now=watch.now, every=self._wait, quiet=pace.quiet, cap=pace.cap):
                self._handle(batch)
        except Stopped:
            pass
        finally:
            self._world.watch.stop()
            self._close()

    def _wait(self) -> float:
        """Return how many seconds may pass until the next walk."""
        waits = (self._retry or self._pace.every, self._pace.every, self._next_digest)
        return min(each for each in waits if each is not None)

    def _watch(self) -> None:
        said = self._world.watch.start()
        manner = self._world.watch.manner
        if not said or said != self._said:
            level = logging.WARNING if said else logging.INFO
            self._log(level, "watching", said or "watching for saves", manner=manner)
        self._said = said
        self._facts["manner"] = manner

    def _watch_again(self) -> None:
        self._world.watch.stop()
        self._watch()

    def _holds_again(self) -> bool:
        """Return whether the lock was deleted, which keeps a second daemon away; it is held again then."""
        try:
            again = self._world.hold_again()
        except Busy:
            self._log(logging.WARNING, "replaced", "the state folder was deleted, and another daemon follows now")
            raise
        except StoreError:  # a sync says what is in the way
            return False
        if again:
            self._log(logging.WARNING, "locked", "the state folder was deleted; it is made again, and its lock is held")
        return again

    def _handle(self, batch: Batch) -> None:
        if self._holds_again():
            self._watch_again()  # the folder of questions is gone with the lock
            batch = replace(batch, walk=True)
        # A new index knows nothing of the other notes, and one that was read otherwise something else.
        if self._identity != self._world.index_identity() or not self._reads_as_indexed():
            batch = replace(batch, walk=True)
        if batch.paths or batch.walk or batch.settings:
            if batch.walk or batch.settings or len(batch.paths) > 1:
                self._tell(idle=False)  # one save is in the index before anybody could read that it is not
            self._look(batch)
            self._tell(idle=True)
        # Whoever gets no answer looks for himself.
        if batch.asked and not self._trouble and not self._retry and self._world.watch.sound():
            self._world.answer(batch.asked)
        if self._app is not None:
            self._app.index.checkpoint()

    def _look(self, batch: Batch) -> None:
        walk = batch.walk or batch.settings or bool(self._retry) or batch.events >= _LOST_EVENTS
        # In a vault that was moved away every note seems gone; only a walk sees that the vault is.
        if not self._world.watch.sound():
            walk = True
            self._watch_again()
        began = self._world.watch.now()
        try:
            if batch.settings:
                self._reread()
            report, walk = self._sync(None if walk else batch.paths)
        except WouldLose as error:
            self._troubled(error, retry=0.0)
        except VaultSyncError as error:
            self._close()
            self._troubled(error, retry=min(max(self._retry * 2, _RETRY_SECONDS), _LONGEST_RETRY_SECONDS))
        else:
            self._synced(report, walk=walk, seconds=self._world.watch.now() - began)

    def _sync(self, paths: Iterable[str] | None) -> tuple[SyncReport, bool]:
        """Bring the index up to date; return what was found, and whether everything was looked at."""
        apart = self._world.sync_apart
        try:
            report = self._opened().sync(
                paths, progress=lambda _done, _all: self._go_on(), most=_MUCH if apart else None
            )
        except TooMuch:
            assert apart
            self._close()
            return apart(self._go_on), True
        return report, paths is None

    def _close(self) -> None:
        app, self._app = self._app, None
        if app is not None:
            app.close()

    def _reread(self) -> None:
        """Open the vault with its settings as they are now; with a mistake in them the old ones go on to count."""
        try:
            app = self._world.open_app()
        except ConfigError as error:
            if self._app is None:
                raise
            self._log(logging.ERROR, "settings", f"{error.message}. {error.remedy}", remedy=error.remedy)
        else:
            self._close()
            self._app, self._identity = app, self._world.index_identity()
            self._log(logging.INFO, "settings", "the settings were read again")

    def _opened(self) -> App:
        """Return the application; a new one if somebody has set the index aside or deleted it."""
        if self._app is None or self._identity != self._world.index_identity():
            self._close()
            self._app = self._world.open_app()
            self._identity = self._world.index_identity()
        return self._app

    def _reads_as_indexed(self) -> bool:
        """Whether the application of this daemon goes on from an index that it would have read alike."""
        try:
            return self._app is not None and self._app.reads_as_indexed
        except VaultSyncError:  # a sync says what is in the way
            return False

    def _go_on(self) -> None:
        if self._stopping():
            raise Stopped

    def _synced(self, report: SyncReport, *, walk: bool, seconds: float) -> None:
        if self._trouble:
            self._log(logging.INFO, "recovered", "what was in the way is gone")
        self._trouble, self._retry = "", 0.0
        if walk:
            self._facts |= {"notes": report.notes, "last_walk": self._world.moment()}
        # A folder that cannot be read at all may be a disk that is coming back: look again soon.
        if walk and not report.notes and report.unreadable:
            self._retry = _RETRY_SECONDS
        self._facts |= {"last_sync": self._world.moment(), "lines": report.lines_after, "trouble": ""}
        level = logging.DEBUG if report.quiet and "syncs" in self._facts else logging.INFO
        self._log(level, "synced", summary(report, seconds), **figures(report, seconds), walk=walk)
        self._facts["syncs"] = self._facts.get("syncs", 0) + 1
        self._changed |= report.news
        if walk:
            self._once.say("unreadable", report.unreadable, same=lambda each: each.path)  # reasons may change
            self._say_forgotten()
        self._publish(news=walk or report.news or bool(self._unpublished))
        self._notify()

    def _notify(self) -> None:
        """Send the digest of the day at its time; what is in its way is said once."""
        try:
            self._next_digest = self._world.notify(self._opened())
        except VaultSyncError as error:
            self._next_digest = None
            if error.message != self._undelivered:
                level = logging.WARNING if isinstance(error, NotApproved) else logging.ERROR
                self._log(level, "notify", f"{error.message}. {error.remedy}", remedy=error.remedy)
            self._undelivered = error.message
        else:
            self._undelivered = ""

    def _publish(self, *, news: bool) -> None:
        """Bring feeds to their files; what is in the way of one is said once, and notes are followed all the same."""
        try:
            app = self._opened()
            # A command may have read a note before we could: then it is no news here, and stands in no feed.
            others = app.index.foreign_writes()
            if not news and others == self._others:
                return
            written = list(self._world.write_feeds(app))
        except VaultSyncError as error:
            if error.message != self._unpublished:
                self._log(logging.ERROR, "feeds", f"{error.message}. {error.remedy}", remedy=error.remedy)
            self._unpublished = error.message
            self._facts["feeds_trouble"] = error.message
            return
        self._others = others
        refused = [each.refused for each in written if each.refused]
        # What waits for approval comes with other settings; a file that cannot be written is tried again each time.
        self._unpublished = "; ".join(each.message for each in refused if not isinstance(each, NotApproved))
        kept = (each for each in written if each.changed or not (each.refused or each.name in self._feeds))
        self._feeds |= {each.name: self._world.moment() for each in kept}
        self._facts |= {"feeds": self._feeds, "feeds_trouble": "; ".join(each.message for each in refused)}
        for each in (each for each in written if each.changed):
            self._log(logging.INFO, "feed", f"wrote the feed {each.name} to {each.path}", feed=each.name)
        noted = {told: (logging.WARNING, "query") for each in written for told in each.noted}
        for refusal in refused:
            said = (logging.WARNING, "consent") if isinstance(refusal, NotApproved) else (logging.ERROR, "feeds")
            noted[f"{refusal.message}. {refusal.remedy}"] = said
        for told, (level, event) in noted.items():
            if told not in self._noted:
                self._log(level, event, told)
        self._noted = frozenset(noted)

    def _say_forgotten(self) -> None:
        """Say which decisions the notes do not hold any more: whoever has a daemon may never sync by hand."""
        if self._changed:
            with suppress(VaultSyncError):  # without its journal a vault is followed all the same
                found = self._world.forgotten(self._opened())
                self._once.say("forgotten", found, same=lambda each: (each.path, each.message))  # its line may move
            self._changed = False

    def _warn(self, event: str, odd: Diagnostic) -> None:
        remedy = f". {odd.remedy}" if event == "forgotten" else ""
        self._log(logging.WARNING, event, f"{odd.path}: {odd.message}{remedy}", path=odd.path)

    def _troubled(self, error: VaultSyncError, *, retry: float) -> None:
        """Say once what is in the way; the index stays as it is."""
        self._retry = retry
        self._facts["trouble"] = error.message
        if error.message != self._trouble:
            again = f" Trying again in {retry:g} s." if retry else ""
            self._log(
                logging.ERROR, "trouble", f"{error.message}. {error.remedy}{again}",
                error=type(error).__name__, remedy=error.remedy,
            )  # fmt: skip
        self._trouble = error.message

    def _tell(self, *, idle: bool) -> None:
        self._facts |= {"idle": idle, "queue": self._world.watch.waiting()}
        try:
            self._world.tell(self._facts)
        except VaultSyncError as error:
            self._log(logging.DEBUG, "untold", error.message)

    def _log(self, level: int, event: str, text: str, **facts: Any) -> None:
        LOG.log(level, text, extra={"event": event, "vault": self._world.name, "facts": facts})
