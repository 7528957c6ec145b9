"""One proposal on a terminal, as it is decided: what it says, where it stands, and what else its lines say."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.editing.undoing import spans_of, spelled
from vaultsync.faces.texts.detail import due_told, message_behind
from vaultsync.faces.texts.folding import folded, whole
from vaultsync.faces.texts.words import clean, day, many

if TYPE_CHECKING:
    from vaultsync.core.model import Task
    from vaultsync.core.provenance.origin import Origin
    from vaultsync.core.views.daily import Conflict

_WORDS = ("accept", "reject", "done", "f defer", "w assign", "merge", "view", "skip", "back", "undo", "? help", "quit")
# No line ends between a key and its word.
KEYS = " · ".join((word if " " in word else f"{word[0]} {word}").replace(" ", "\u00a0") for word in _WORDS)
"""What the keys do, in a line."""

HELP = """\
  a  accept it: what `promote` does
  r  reject it, in every note that proposes it
  d  it is done
  f  give it another day (asks for it); it stays a proposal
  w  give it to somebody (asks for whom); it stays a proposal
  m  make it one task with the one that it may be one with: what `merge` does
  v  view all of its lines, as `show` does
  s  skip it, as the space bar does
  b  go back to the last one before it that is still a proposal
  u  take back the last decision of this session
  ?  this help
  q  quit, as Ctrl-C and Ctrl-D do; what was decided stands"""

_INDENT = 12


def facts_of(task: "Task", origin: "Origin", disagree: "Sequence[Conflict]", *, may_be: str = "", today: date) -> str:
    """Return what a person has to know of a proposal beside its words, a line for each fact.

    Args:
        task: The proposal.
        origin: Where it came from.
        disagree: What its lines disagree about.
        may_be: With which other task it may be one; empty if with none.
        today: The day of the vault's owner.
    """
    said = task.speaker.said
    newest = next((line for line in reversed(task.lines) if line.live), task.speaker)
    under = f", under “{newest.heading}”" if newest.heading else ""
    lines, notes = len(task.lines), len({line.path for line in task.lines})
    facts = [
        ("Due", due_told(task, today) or "no day"),
        ("Starts", day(said.start)),
        ("Scheduled", day(said.scheduled)),
        ("Who", ", ".join(task.owners) or "nobody"),
        ("Priority", "" if said.priority.value == "none" else said.priority.value),
        ("Repeats", said.recurrence),
        ("Stands", f"on {many(lines, 'line')} in {many(notes, 'note')}" if lines > 1 else ""),
        ("Newest" if lines > 1 else "Stands in", whole(f"{newest.path}:{newest.line}") + under),
        ("Message", message_behind(origin)),
        *(("But", said) for said in _otherwise(task, disagree)),
        ("May be", may_be),
    ]
    rows = (f"  {name:<{_INDENT - 2}}{clean(value)}" for name, value in facts if value)
    return "\n".join(folded(row, indent=_INDENT) for row in rows)


def _otherwise(task: "Task", disagree: "Sequence[Conflict]") -> list[str]:
    """Return what only other lines say, with the newest that does: `due 2026-02-12 and @Bo Lind in A.md:4`."""
    found: dict[str, list[str]] = {}
    for each in disagree:
        for answer, lines in each.said:
            if task.speaker not in lines:
                said = f"due {answer}" if each.about == "due" else f"@{answer}"
                found.setdefault(f"{lines[-1].path}:{lines[-1].line}", []).append(said)
    return [f"{' and '.join(said)} in {where}" for where, said in found.items()]


def tally(counts: Mapping[str, int], left: int) -> str:
    """Return what became of how many proposals in a session, and how many are left: `Accepted 3, skipped 1. …`."""
    did = ", ".join(f"{what} {number:,}" for what, number in counts.items() if number)
    return f"{did[:1].upper()}{did[1:] or 'Nothing was decided'}. {many(left, 'proposal')} left."


def way_back(numbers: Collection[int]) -> str:
    """Return how the decisions of a session are taken back; empty if there are none.

    Args:
        numbers: Of their operations.
    """
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"`vaultsync undo` takes it back (operation {min(numbers)})."
    spans = " ".join(map(spelled, spans_of(numbers)))
    return f"`vaultsync undo {spans}` takes all of it back, and `vaultsync undo` the last of it."
