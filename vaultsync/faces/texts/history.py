"""What became of a task, as far as its lines and the journal tell."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.seen import decided_on
from vaultsync.core.values import Status
from vaultsync.faces.texts.folding import whole
from vaultsync.faces.texts.words import day

if TYPE_CHECKING:
    from vaultsync.core.model import Operation
    from vaultsync.core.seen import SeenLine, SeenTask

_BECAME = {
    "promote": "accepted",
    "start": "started",
    "reopen": "reopened",
    "done": "done",
    "reject": "rejected",
    "defer": "deferred",
    "assign": "assigned",
}
"""What a command made of a task."""


def history_of(task: "SeenTask", proposed_tag: str, operations: "Sequence[Operation]" = ()) -> list[tuple[str, str]]:
    """Return day and event, oldest first; on one day what was stated, then decided, then closed.

    Args:
        task: As it stands.
        proposed_tag: The tag of what a machine proposes.
        operations: Those that stand and decided the task, or gave it a day or a person, the newest first.
    """
    events = [
        event for line in task.lines for event in _of_line(line, task, decided_on(task, proposed_tag), proposed_tag)
    ]
    for line in task.lines:
        if noted := day(line.note.noted_on):
            proposed = _was_proposed(line, proposed_tag, operations)
            events.append((noted, 0, f"{'proposed' if proposed else 'stated'} in {_place(line)}"))
    found = [(when, rank, 0, what) for when, rank, what in events]
    if operations:
        from vaultsync.core.editing.forgotten import act_of

        for each in operations:
            what = f"{_BECAME[act_of(each)]} by `{each.command}` (operation {each.number})"
            found.append((day(each.at.date()), 2, each.number, what))
    return [(when, what) for when, _, _, what in sorted(found)]


def _of_line(
    line: "SeenLine", task: "SeenTask", decided: date | None, proposed_tag: str
) -> Iterator[tuple[str, int, str]]:
    """Yield the days that a line has: what was closed beside the line that stands for its task is a duplicate."""
    said = line.said
    if isinstance(said.created, date):
        yield day(said.created), 1, f"created in {_place(line)}"
    if isinstance(said.done, date):
        yield day(said.done), 3, f"done in {_place(line)}"
    if isinstance(said.cancelled, date):
        beside = task.status is not Status.CANCELLED or bool(decided and said.cancelled < decided)
        how = "closed as a duplicate" if beside and _has_tag(said.tags, proposed_tag) else "cancelled"
        yield day(said.cancelled), 4, f"{how} in {_place(line)}"


def _was_proposed(line: "SeenLine", proposed_tag: str, operations: "Sequence[Operation]") -> bool:
    """Whether a line is a proposal, or was one before commands changed it to what it says."""
    if line.status is Status.PROPOSED or _has_tag(line.said.tags, proposed_tag):
        return True
    text = line.raw
    for each in operations:
        for edit in each.edits:
            if edit.path == line.path and text in edit.after and edit.before:
                text = edit.before[0]
                break
    return _has_tag(text.split(), proposed_tag)


def _has_tag(words: Sequence[str], tag: str) -> bool:
    return tag.lower() in map(str.lower, words)


def _place(line: "SeenLine") -> str:
    return whole(f"{line.path}:{line.line}")
