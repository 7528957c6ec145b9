"""Bringing the index up to date: which notes are read again, and when a sync stops to ask."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import WouldLose, WouldUnmake
from vaultsync.core.values import ACCEPTED, Status
from vaultsync.core.walk import READ_BY, Glance, Stamp, UnreadableNote, Walk

if TYPE_CHECKING:
    from vaultsync.core.model import Diagnostic, Gist
    from vaultsync.core.ports import Index, LineText, Vault

Progress = Callable[[int, int], None]
"""Told how many notes of how many have been looked at."""

_FEW = 20
"""Below so many known lines, edits that leave less than half of them are ordinary."""


class TooMuch(Exception):  # an answer, not a failure: whoever asked for no more than so much does it elsewhere
    """There is more to read or to group than was allowed; nothing of it has been done."""


class SyncReport:
    """What a sync found."""

    def __init__(self, notes: int = 0) -> None:
        """Begin with the number of notes that were looked at."""
        self.notes = notes
        self.read = 0
        """Notes whose bytes were read."""

        self.added: list[str] = []
        self.changed: list[str] = []
        self.gone: list[str] = []
        self.news = False
        """Whether a note is gone, or says something else than before: what is made of tasks may be another now."""

        self.unreadable: list[Diagnostic] = []
        self.lines_before = 0
        self.lines_after = 0

    @property
    def quiet(self) -> bool:
        """Whether nothing has changed."""
        return not (self.added or self.changed or self.gone)


class Reading:
    """One sync of one vault."""

    def __init__(
        self,
        vault: "Vault",
        index: "Index",
        conventions: Conventions,
        progress: Progress | None = None,
        most: int | None = None,
    ) -> None:
        """Prepare one sync; see `App.sync` for what may be said about it."""
        self._most = most
        self._vault = vault
        self._index = index
        self._conventions = conventions
        self._progress = progress or (lambda _done, _all: None)

    def sync(self, paths: Iterable[str] | None, *, accept_loss: bool) -> SyncReport:
        """Read what has changed, in one transaction.

        A note is known by its stamp, then by its bytes. What cannot be looked at
        now keeps the state it had; what is gone is forgotten, unless that is most
        of what is known.

        Raises:
            WouldLose: Over half of the known lines would be forgotten. None of them is;
                the notes that were added, or still have their lines, are taken in. Or other settings
                would make accepted tasks of over half of the lines that were proposals.
            TooMuch: There is more to do than was allowed.
        """
        walk = self._vault.walk() if paths is None else self._look(paths := [*dict.fromkeys(paths)])
        report = SyncReport(notes=len(walk.notes))
        try:
            self._take_in(walk, paths, report, accept_loss=accept_loss)
        except WouldLose:
            self._take_in_what_loses_nothing(walk, report)
            raise
        report.unreadable += [each for each in walk.diagnostics if each.code in ("unreadable", "evicted")]
        return report

    def _take_in(self, walk: Walk, paths: Iterable[str] | None, report: SyncReport, *, accept_loss: bool) -> None:
        conventions = self._conventions.fingerprint
        with self._index.writing():
            report.lines_before = self._index.line_count()
            afresh = paths is None and self._index.remembered(READ_BY) != conventions
            proposed = self._index.lines_with_status([Status.PROPOSED]) if afresh and not accept_loss else set()
            unread, gone = self._compare(walk, paths, afresh=afresh)
            if afresh or not report.lines_before:
                self._stop_if_over(len(unread))
            self._read(unread, report, afresh=afresh)
            lost = self._forget(gone, walk, report, afresh=afresh)
            report.lines_after = self._index.line_count()
            if not accept_loss:
                _stop_if_lost(report, lost, self._conventions.task_tag if afresh else None)
                self._stop_if_accepted(proposed)
            if paths is None:
                if report.read or report.gone:  # what writes nothing is not made to write
                    self._index.recognise(walk.notes)
                self._index.put_diagnostics([*walk.diagnostics, *report.unreadable])
                self._index.remember(READ_BY, conventions)
            if self._most is not None:
                self._stop_if_over(self._index.lines_to_group())
            self._index.regroup()

    def _stop_if_over(self, much: int) -> None:
        if self._most is not None and much > self._most:
            raise TooMuch

    def _stop_if_accepted(self, proposed: Collection["LineText"]) -> None:
        """Refuse to make tasks of most lines that were proposals and are the same as before: nobody accepted them."""
        if not proposed:
            return
        accepted = self._index.lines_with_status(ACCEPTED).intersection(proposed)
        if len(accepted) * 2 > len(proposed):
            raise _accepted_by_settings(len(accepted), len(proposed), self._conventions)

    def _take_in_what_loses_nothing(self, walk: Walk, first: SyncReport) -> None:
        """Take in what does not wait for a person's answer: half a disk that is gone must not stop the other half."""
        if self._index.remembered(READ_BY) != self._conventions.fingerprint:
            return
        rest = {path: walk.notes[path] for path in (*first.added, *first.changed) if not self._shrinks(path)}
        self._take_in(Walk(rest), rest, SyncReport(), accept_loss=True)

    def _shrinks(self, path: str) -> bool:
        """Whether a note has less than half of the lines that are known of it, or cannot be read."""
        try:
            now = self._gist(path, self._vault.read(path)[0])
        except (FileNotFoundError, UnreadableNote):
            return True
        return 2 * len(now.stated) < len(self._index.lines_of(path))

    def _look(self, paths: Iterable[str]) -> Walk:
        notes: dict[str, Glance] = {}
        unseen: list[Diagnostic] = []
        for path in paths:
            try:
                glance = self._vault.look(path)
            except UnreadableNote as trouble:
                unseen.append(_unreadable(path, str(trouble)))
                continue
            if glance is not None:
                notes[path] = glance
        return Walk(notes, tuple(unseen), tuple(each.path for each in unseen))

    def _compare(
        self, walk: Walk, paths: Iterable[str] | None, *, afresh: bool
    ) -> tuple[dict[str, Stamp | None], dict[str, Stamp]]:
        """Return the notes that must be read, with the stamp of their last reading, and those that are not there."""
        # Afresh, nothing holds of what was known.
        unlike, fresh = self._index.compare({} if afresh else walk.notes, paths)
        gone = {path: stamp for path, stamp in unlike.items() if path not in walk.notes}
        wanted = walk.notes.keys() if afresh else unlike.keys() | fresh
        return ({path: unlike.get(path) for path in walk.notes if path in wanted} if wanted else {}), gone

    def _read(self, unread: Mapping[str, Stamp | None], report: SyncReport, *, afresh: bool) -> None:
        for done, (path, before) in enumerate(unread.items()):
            self._progress(done, len(unread))
            try:
                data, stamp = self._vault.read(path)
            except FileNotFoundError:  # it vanished between the walk and the reading
                report.gone.append(path)
                report.news = True
                self._index.forget(path)
                continue
            except UnreadableNote as trouble:
                report.unreadable.append(_unreadable(path, str(trouble)))
                self._doubt(path, before, afresh=afresh)
                continue
            report.read += 1
            if stamp.writing and before is not None and stamp.size < before.size:
                # The first part of a save. One that only grows is read as it is: a log may be held open for ever.
                report.unreadable.append(_unreadable(path, "another program is just writing the note"))
                self._doubt(path, before, afresh=afresh)
                continue
            if before is not None and before.digest == stamp.digest and not afresh:
                self._index.touch(path, stamp)
                continue
            report.news |= self._index.put(self._gist(path, data), stamp)
            if before is None or before.digest != stamp.digest:
                (report.added if before is None else report.changed).append(path)
        self._progress(len(unread), len(unread))

    def _doubt(self, path: str, before: Stamp | None, *, afresh: bool) -> None:
        """Let no stamp hold for a note that was to be read afresh and could not be: it is read as soon as it can be."""
        if afresh and before is not None:
            self._index.touch(path, before._replace(digest=b"", racy=True))

    def _gist(self, path: str, data: bytes) -> "Gist":
        # Most syncs read no note: they do not wait for what reads one.
        from vaultsync.core.notes.gist import read_gist

        return read_gist(path, data, self._conventions)

    def _forget(self, gone: Mapping[str, Stamp], walk: Walk, report: SyncReport, *, afresh: bool) -> int:
        """Forget the notes that are gone; return how many task lines went with them."""
        before = self._index.line_count()
        for path, stamp in gone.items():
            if any(_within(path, unseen) for unseen in walk.unseen):
                self._doubt(path, stamp, afresh=afresh)
                continue
            self._index.forget(path)
            report.gone.append(path)
            report.news = True
        return before - self._index.line_count()


def _within(path: str, unseen: str) -> bool:
    return path == unseen or not unseen or (unseen.endswith("/") and path.startswith(unseen))


def _unreadable(path: str, message: str) -> "Diagnostic":
    from vaultsync.core.model import Diagnostic

    return Diagnostic(
        path=path, line=0, code="unreadable", message=message, remedy="Until it can be read its tasks keep their state."
    )


def _stop_if_lost(report: SyncReport, lost: int, tag: str | None) -> None:
    """Refuse a sync after which less than half of the known lines would be left.

    Args:
        report: What was found.
        lost: How many lines went with notes that are gone.
        tag: What makes a checkbox a task, if notes were read by other settings before; else None.
    """
    before, after = report.lines_before, report.lines_after
    if after * 2 >= before or (not lost and before < _FEW):
        return
    if tag is not None and before - after > 2 * lost:
        raise WouldUnmake(
            f"by the settings as they are now, {before - after} of {before} known task lines are no tasks any more:"
            f" a task has {f'`{tag}`' if tag else 'a checkbox'}; what is known of them stays",
            remedy="The notes are all there. If the settings are meant so, run `vaultsync sync --accept-loss`; else put"
            " `task_tag` back, or the global filter of the Tasks plugin: `vaultsync config` shows where it comes from.",
        )
    raise WouldLose(
        f"{before - after} of {before} known task lines are gone from the vault; what is known of them stays",
        remedy="See that the vault's folder is complete and its disk connected. If the lines are meant to be gone,"
        " run `vaultsync sync --accept-loss`.",
    )


def _accepted_by_settings(accepted: int, proposed: int, conventions: Conventions) -> WouldLose:
    symbol = conventions.proposed_symbol
    return WouldLose(
        f"by the settings as they are now, {accepted} of {proposed} proposed task lines would be accepted tasks, which"
        f" nobody has accepted: a proposal has the tag `{conventions.proposed_tag}`"
        f"{f' and the symbol `{symbol}`' if symbol else ''}; what is known of them stays",
        remedy="Put `proposed_tag` and `proposed_status` back, or the statuses of the Tasks plugin: `vaultsync config`"
        " shows where a setting comes from. If the settings are meant so, run `vaultsync sync --accept-loss`.",
    )
