"""The tasks near a note, for a program that would propose them again."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from vaultsync.core.model import NoteFacts, Task
from vaultsync.core.provenance.likely import Passages
from vaultsync.core.provenance.messages import Message
from vaultsync.core.reconcile import ratios

_NEAREST: Final = 30
_NEAR: Final = 1.0
"""From this nearness on a task is told: one shared matter, or half of its words in one sentence."""

_SAID: Final = 50.0
"""The score of a sentence, of 100, that counts as much as a shared matter."""


class NearTask(NamedTuple):
    """A task near a note."""

    task: Task
    nearness: float
    """1 and more; one shared project, account or two participants give 1, the note itself 3."""

    sentence: str
    """The sentence of the note, or of the mail behind it, that says most of the task; empty if none says half."""


def known(tasks: Iterable[Task], note: NoteFacts, text: Iterable[Message]) -> list[NearTask]:
    """Return the tasks near a note, the nearest first, at most 30.

    Args:
        tasks: All tasks, decided ones too; what stands only in templates is none.
        note: The facts of the note.
        text: What the note says, and the mail or transcript that it was made from.
    """
    ratios.hasten()
    passages = Passages(text)
    real = (task for task in tasks if any(line.note.not_live_because != "template" for line in task.lines))
    near = [found for task in real if (found := _near(task, note, passages)).nearness >= _NEAR]
    return sorted(near, key=lambda each: (-each.nearness, each.task.uid))[:_NEAREST]


def _near(task: Task, note: NoteFacts, passages: Passages) -> NearTask:
    likely = passages.likely(task.title)
    said = likely is not None and likely.score >= _SAID
    words = likely.score / _SAID if likely is not None and said else 0.0
    nearness = round(words + max((_shared(line.note, note) for line in task.lines), default=0.0), 2)
    return NearTask(task, nearness, likely.sentence if likely is not None and said else "")


def _shared(one: NoteFacts, other: NoteFacts) -> float:
    """Return how much two notes share: being one, the source, the matter, the people."""
    score = 3.0 * (one.path == other.path)
    score += 2.0 * bool(_source(one) and _source(one) == _source(other))
    score += bool(one.project and one.project.casefold() == other.project.casefold())
    score += bool(one.account and one.account.casefold() == other.account.casefold())
    return score + 0.5 * len(set(map(str.casefold, one.participants)) & set(map(str.casefold, other.participants)))


def _source(note: NoteFacts) -> str:
    return note.source.ref.rpartition("/")[2]
