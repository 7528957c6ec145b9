"""Which of the operations in a journal can be meant by `undo`, and what is said of one that cannot be taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from vaultsync.core.editing.forgotten import verb_of
from vaultsync.core.editing.locate import ids
from vaultsync.core.errors import NoteChanged, NoteGone, NothingToUndo, VaultSyncError
from vaultsync.core.model import Edit, Operation, Status, Task, TaskLine

MOST_TRIED: Final = 50
"""How many operations before one that cannot be taken back are tried: each costs a look at its notes."""

LEFT_OUT: Final = "left_out"
"""The fact of what took back with `--skip-changed`: how many lines it has left out."""

_NAMED: Final = 5
_OTHERWISE: Final = {"reject": "reopen", "done": "reopen", "start": "reopen", "promote": "reject"}
"""By what a command did: the command that does about what its undo would."""

_ALIKE: Final = 0.8
"""How much alike a line is to one that it may have been: 0 to 1."""

_EDITED: Final = frozenset({"done", "failed", "interrupted"})


class Blocked(NamedTuple):
    """What of an operation cannot be taken back now."""

    path: str
    edits: tuple[Edit, ...]
    """As they were carried out."""

    error: VaultSyncError
    whole_note: bool = False
    """Whether it is everything that the operation did to the note."""

    may_be_elsewhere: bool = False
    """Whether the note is gone and the index has not heard of it: under another name it would not be found yet."""


class Back(NamedTuple):
    """What taking an operation back would come to, with the notes as they are now."""

    edits: tuple[Edit, ...]
    """What it would change."""

    blocked: tuple[Blocked, ...]

    @property
    def lines_blocked(self) -> int:
        """How many edits cannot be taken back."""
        return sum(len(each.edits) for each in self.blocked)


def taken_back(operations: Sequence[Operation]) -> Mapping[int, int]:
    """Return which operations do not stand any more, each with the one that took it back.

    What takes back can be taken back itself: then the first one stands again.

    Args:
        operations: The newest first.
    """
    by: dict[int, int] = {}
    for each in operations:
        # One that failed, or was interrupted and itself taken back, has left something to take back.
        if each.undoes is not None and each.outcome == "done" and each.number not in by:
            by.setdefault(each.undoes, each.number)
    return by


def undoable(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Yield what edited notes and stands, the newest first as they are given; what takes back is not yielded."""
    by = taken_back(operations)
    for each in operations:
        if each.undoes is None and _stands(each, by):
            yield each


def _stands(one: Operation, by: Mapping[int, int]) -> bool:
    # One that failed or was interrupted has edited some of its notes.
    return one.number not in by and one.outcome in _EDITED and bool(one.edits)


def chosen(spans: Sequence[range], operations: Sequence[Operation]) -> list[int]:
    """Return the operations that are meant by some numbers and spans of numbers, the newest first.

    A span means what stands of it: without that the notes say what they said before the span. An undo in it counts if
    what it took back lies before the span; else the two have made nothing of each other. A number that is alone means
    its operation, whatever that is.

    Args:
        spans: The numbers; one that is alone is a range of one.
        operations: The newest first.

    Raises:
        NothingToUndo: Nothing of a span stands.
    """
    by = taken_back(operations)
    stands = {each.number: each.undoes for each in operations if _stands(each, by)}
    found = set[int]()
    for span in spans:
        held = {number for number, undoes in stands.items() if number in span and undoes not in span}
        of_span = {span.start} if len(span) == 1 else held
        if not of_span:
            raise NothingToUndo(
                f"none of the operations {spelled(span)} has edited notes and stands",
                remedy="`vaultsync log` lists what was done.",
            )
        found |= of_span
    return sorted(found, reverse=True)


def spelled(span: range) -> str:
    """Return numbers as `vaultsync undo` reads them: `12` or `12-15`."""
    return f"{span.start}" if len(span) == 1 else f"{span.start}-{span.stop - 1}"


def spans_of(numbers: Iterable[int]) -> list[range]:
    """Return numbers, each once, as the fewest ranges, the lowest first."""
    spans: list[range] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1].stop == number:
            spans[-1] = range(spans[-1].start, number + 1)
        else:
            spans.append(range(number, number + 1))
    return spans


def left_out(operations: Sequence[Operation]) -> Operation | None:
    """Return the newest operation that was taken back but for some lines; None if there is none.

    Args:
        operations: The newest first.
    """
    stood = taken_back(operations).items()
    partly = {number for number, by in stood for each in operations if each.number == by and LEFT_OUT in each.facts}
    return next((each for each in operations if each.number in partly), None)


def goes_on(number: int) -> str:
    """Return the sentence that tells how to take back later what `undo --skip-changed` has left as it was."""
    return f"`vaultsync undo {number}` takes back what was left out of it, once that says again what was written."


def refuse_taken_back(number: int, operations: Sequence[Operation]) -> None:
    """Refuse to take an operation back a second time.

    Raises:
        VaultSyncError: It was taken back; the remedy does it again.
    """
    stood = taken_back(operations)
    by = stood.get(number)
    # What was left out then can be taken back once it says again what was written.
    if by is None or any(each.number == by and LEFT_OUT in each.facts for each in operations):
        return
    # An undo that was stopped has taken back a part, and the one after it the rest.
    parts = (each for each in operations if each.undoes == number and each.number not in stood)
    again = (f"`vaultsync undo {each.number}`" for each in parts if each.outcome in _EDITED and each.edits)
    raise VaultSyncError(
        f"operation {number} was taken back already, by operation {by}",
        remedy=f"To have it again, take that back: {', then '.join(again)}. `vaultsync log` lists what was done.",
    )


def nothing_to_take_back(number: int, instead: str) -> VaultSyncError:
    """Return the answer to an undo for which no note has to change.

    Args:
        number: The operation that was meant.
        instead: What is said of the ones before it: see `before`.
    """
    return VaultSyncError(
        f"operation {number} need not be taken back: the notes say what they said before it", remedy=instead
    )


def before(tried: int, instead: Operation | None) -> str:
    """Return what is said of the operations before another one.

    Args:
        tried: How many of them were tried.
        instead: The newest of these that can be taken back now.
    """
    if instead:
        return f"`vaultsync undo {instead.number}` takes back the one before it: {instead.command}."
    if tried < MOST_TRIED:
        return "None before it can be taken back either."
    return f"None of the {MOST_TRIED} before it can be taken back either; `vaultsync log` lists the others."


def otherwise(operation: Operation) -> str:
    """Return the command that does to a task about what an undo of an operation would; empty if none does."""
    return _OTHERWISE.get(verb_of(operation), "")


def become(edit: Edit, lines: Sequence[TaskLine]) -> TaskLine | None:
    """Return the line that the one which an edit wrote is by now: it has its id, or nearly its words.

    Args:
        edit: As it was carried out.
        lines: The task lines of the note as it is now.
    """
    if named := ids(edit.after):
        return next((line for line in lines if named & set(line.ids)), None)
    from difflib import get_close_matches

    near = get_close_matches(edit.after[0], [line.raw for line in lines], 1, _ALIKE) if len(edit.after) == 1 else []
    return next((line for line in lines if line.raw in near), None)


def kept(command: str, tasks: Sequence[tuple[str, Task]]) -> str:
    """Return the sentence that tells how to change tasks back without their words; empty if nothing is to change.

    Args:
        command: See `otherwise`.
        tasks: Each with its short name.
    """
    undecided = command == "reject"
    left = {name: task for name, task in tasks if (task.status in (Status.OPEN, Status.PROPOSED)) == undecided}
    told = [f"`vaultsync {command} {name}` ({task.title})" for name, task in left.items()][:_NAMED]
    return f"To keep the words that stand there: {', '.join(told)}." if command and told else ""


def refusal(
    number: int, back: Back, error: VaultSyncError, operations: Sequence[Operation], instead: str, keeping: str = ""
) -> VaultSyncError:
    """Return what refused an undo, with everything that is in the way, and what to do about it.

    Args:
        number: The operation that was meant.
        back: What taking it back would come to.
        error: The first thing that is in the way.
        operations: What was done, the newest first.
        instead: What is said of the ones before it: see `before`.
        keeping: What is said of the tasks as they are now: see `kept`.
    """
    remedies = _remedies(number, back, operations, keeping)
    remedy = " ".join(["Nothing was taken back.", *remedies, instead]).rstrip()
    refused = f"operation {number} cannot be taken back"
    if len(back.blocked) == 1:
        return error.reworded(f"{refused}: {back.blocked[0].error.message}", remedy=remedy)
    total = sum(len(each.edits) for each in operations if each.number == number)
    told = [each.error.message for each in back.blocked[:_NAMED]]
    more = [f"… and {len(back.blocked) - _NAMED:,} more"] if len(back.blocked) > _NAMED else []
    return error.reworded(
        f"{refused}: {back.lines_blocked:,} of its {total:,} lines cannot be put back",
        remedy=remedy,
        details=(*told, *more),
    )


def _remedies(number: int, back: Back, operations: Sequence[Operation], keeping: str) -> Iterator[str]:
    changed = [each for each in back.blocked if isinstance(each.error, NoteChanged)]
    gone = [each for each in changed if isinstance(each.error, NoteGone)]
    if any(each.may_be_elsewhere for each in gone):
        yield (
            "The note may have another name since the last sync: run"
            f" `vaultsync undo {number}` without `--no-sync`, which looks for it."
        )
        return
    later = list(_later(number, changed, operations))
    if later:
        first = ", ".join(f"`vaultsync undo {each.number}` ({each.command})" for each in later[:_NAMED])
        yield f"First take back what later commands did to the same lines: {first}."
    elif len(gone) < len(changed):
        yield (
            "What stands there now was not written by vaultsync: put back what `vaultsync log --diff` shows, then run"
            f" `vaultsync undo {number}`."
        )
        if keeping:
            yield keeping
    elif gone:
        yield (
            "No one note has the lines that were written: put the note back, under any name, then run"
            f" `vaultsync undo {number}`."
        )
    yield from dict.fromkeys(each.error.remedy for each in back.blocked if each not in changed)
    if back.edits and len(changed) == len(back.blocked):
        others = "the other line" if len(back.edits) == 1 else f"the other {len(back.edits):,} lines"
        yield f"`vaultsync undo {number} --skip-changed` takes back {others} and leaves the rest as it is."


def _later(number: int, blocked: Sequence[Blocked], operations: Sequence[Operation]) -> Iterator[Operation]:
    """Yield the operations that stand and that have changed what another one wrote, the newest first."""
    wrote = {(each.path, text) for each in blocked for edit in each.edits for text in edit.after}
    by = taken_back(operations)
    for each in operations:
        stands = each.number > number and each.number not in by and each.outcome in _EDITED
        if stands and any((edit.path, text) in wrote for edit in each.edits for text in edit.before):
            yield each
