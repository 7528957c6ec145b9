"""One fault after the other, and what is looked at after each."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from tests.faults.cases import Case
from tests.faults.room import Files, Outcome, Room
from tests.faults.shim import KILL, Fault, strikes

_DEFECT = 70
_NOT_ALL_READ = 3
_LIST = ("list", "--all", "--json", "--no-sync")


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one fault."""

    case: str
    fault: Fault
    call: str
    """The call that it struck, and the file."""

    status: int
    became: str
    """Of the notes: `old`, `new`, or `some` of each."""

    violations: tuple[str, ...]


class Sweep:
    """One command in a room, ready to be disturbed."""

    def __init__(self, case: Case, room: Room) -> None:
        """Carry the command out undisturbed, and remember what it does.

        Raises:
            AssertionError: It fails, or does not do the same twice.
        """
        self.case = case
        self.room = room
        room.furnish()
        for words in case.before:
            _succeeded(room.run(words))
        case.then(room)
        room.keep(case.name)
        self._old = self._visible()
        self._new = self._undisturbed()
        assert self._undisturbed() == self._new, f"{case.name} does not do the same twice"
        self._cold: dict[str, str] = {}

    def calls(self, what: str) -> list[tuple[str, str]]:
        """Return the calls that a kind of fault can strike: each with its file."""
        self.room.restore(self.case.name)
        found = self.room.calls(self.case.words, strikes(what))
        return [(call, place) for call, _, place in found]

    def run(self, fault: Fault, call: str) -> Found:
        """Disturb the command once, then let it be mended, and look at everything."""
        self.room.restore(self.case.name)
        outcome = self.room.run(self.case.words, fault)
        became = self._became()
        violations = [*self._after(outcome, fault, became), *self._mended()]
        return Found(self.case.name, fault, call, outcome.status, became, tuple(violations))

    def _undisturbed(self) -> Files:
        self.room.restore(self.case.name)
        _succeeded(self.room.run(self.case.words))
        return self._visible()

    def _visible(self) -> Files:
        return {f"{part}/{path}": file for part in ("vault", "out") for path, file in self.room.files(part).items()}

    def _became(self) -> str:
        now = self._visible()
        changed = [path for path in self._old | self._new if self._old.get(path) != self._new.get(path)]
        if all(now.get(path) == self._new.get(path) for path in changed):
            return "new"
        return "old" if all(now.get(path) == self._old.get(path) for path in changed) else "some"

    def _after(self, outcome: Outcome, fault: Fault, became: str) -> Iterator[str]:
        """Look at what a disturbed command has said and left."""
        yield from self._torn()
        yield from self._damaged()
        if fault.what == KILL:
            return
        if outcome.status in (_DEFECT, 99) or outcome.status < 0 or "Traceback" in outcome.err:
            yield f"it crashed or hung: status {outcome.status}, {outcome.err.strip()[-300:]!r}"
        if outcome.status == 0 and became != "new":
            yield "it says that it has done what it has not"
        stale = self.case.syncs and "Warning: " not in outcome.err and self._listed() != self._listed_afresh()
        if outcome.status == 0 and stale:
            yield "it says that it has done it, and the index is not what the notes say"
        if outcome.status not in (0, _NOT_ALL_READ) and not ("Remedy: " in outcome.err or "→ " in outcome.out):
            yield f"status {outcome.status} without a remedy: {outcome.err!r}"
        if outcome.status not in (0, _NOT_ALL_READ) and became == "new" and self._old != self._new:
            yield f"it says that it has failed, and has done it: {outcome.err!r}"

    def _torn(self) -> Iterator[str]:
        now = self._visible()
        for path in self._old | self._new:
            if now.get(path) not in (self._old.get(path), self._new.get(path)):
                yield f"{path} is neither old nor new: {now.get(path)!r}"

    def _damaged(self) -> Iterator[str]:
        for path in sorted((self.room.root / "state").rglob("*.db")):
            answer = _integrity(path, self.room.root.parent / "looked-at")
            if answer != "ok":
                yield f"{path.name} is damaged: {answer}"

    def _mended(self) -> Iterator[str]:
        """Have mended what is to be mended; look whether all is as if nothing had been disturbed."""
        run = self.room.run
        mended = run(("doctor", "--repair"))
        if mended.status != 0:
            yield f"doctor --repair ends with {mended.status}: {mended.out}{mended.err}"
        yield from self._torn()
        if (synced := run(("sync",))).status != 0:
            yield f"sync ends with {synced.status}: {synced.err!r}"
        if self._listed() != self._listed_afresh():
            yield "after a sync the index is not what the notes say"
        if self._became() != "new":
            again = run(self.case.words)
            if again.status != 0:
                yield f"the command, repeated, ends with {again.status}: {again.err!r}"
        now = self._visible()
        for path in now.keys() | self._new.keys():
            if now.get(path) != self._new.get(path):
                yield f"{path} is stray or not new after the command was repeated: {now.get(path)!r}"
        for path in self.room.files("state"):
            if path.endswith(".tmp"):
                yield f"{path} was left in the state folder"

    def _listed(self) -> str:
        return self.room.run(_LIST).out

    def _listed_afresh(self) -> str:
        """Return what an index that is made now from the notes says."""
        vault = repr(sorted(self.room.files("vault").items()))
        if vault not in self._cold:
            shutil.rmtree(self.room.root / "afresh", ignore_errors=True)
            _succeeded(self.room.run(("sync",), state="afresh"))
            self._cold[vault] = self.room.run(_LIST, state="afresh").out
            shutil.rmtree(self.room.root / "afresh")
        return self._cold[vault]


def _succeeded(outcome: Outcome) -> None:
    assert outcome.status == 0, outcome


def _integrity(path: Path, folder: Path) -> str:
    """Return what SQLite says of a copy of a database: to look at it itself would mend it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for beside in path.parent.glob(f"{path.name}*"):
        if not beside.name.endswith("-shm"):
            shutil.copy(beside, folder)
    try:
        connection = apsw.Connection(str(folder / path.name))
        ((answer,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
        connection.close()
    except apsw.Error as error:
        return str(error)
    return str(answer)
