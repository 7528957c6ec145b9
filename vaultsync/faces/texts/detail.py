"""Everything that is known of one task, as text for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.seen import SeenTask, came_back, echoes, proposed_again, split_off
from vaultsync.faces.texts.folding import folded, whole
from vaultsync.faces.texts.words import clean, day, due_in_words, many

if TYPE_CHECKING:
    from vaultsync.core.model import Task, TaskLine
    from vaultsync.core.provenance.messages import Message
    from vaultsync.core.provenance.origin import Origin
    from vaultsync.core.seen import SeenLine

_MESSAGES = 20
"""Of a longer thread the first so many are shown."""

Because = Mapping[tuple[str, int], tuple[str, ...]]
"""Path and number of a line → why it says the same as the line that speaks, the strongest reason first."""


def task_in_full(
    task: SeenTask,
    origin: "Origin",
    because: Because,
    history: Sequence[tuple[str, str]],
    *,
    may_be: Sequence[str],
    link: str,
    today: date,
    proposed_tag: str,
) -> str:
    """Return everything that is known of a task.

    Args:
        task: As it stands.
        origin: Where it came from.
        because: Why its lines are one task.
        history: Day and event: see `history.history_of`.
        may_be: With which other tasks it may be one: see `suggested.to_decide`.
        link: Opens it in Obsidian.
        today: The day of the vault's owner.
        proposed_tag: The tag of what a machine proposes.
    """
    said = task.speaker.said
    again, last = proposed_again(task, proposed_tag)
    back = came_back(task)
    left = len(echoes(task)) - again - len(back)
    facts = [
        ("Task", " · ".join(dict.fromkeys((task.uid, *task.speaker.ids)))),
        ("Status", task.status.value + ("" if task.live else " (only in notes that are not live)")),
        ("Due", due_told(task, today)),
        ("Starts", day(said.start)),
        ("Scheduled", day(said.scheduled)),
        ("Who", ", ".join(task.owners) or "nobody"),
        ("Priority", "" if said.priority.value == "none" else said.priority.value),
        ("Repeats", said.recurrence),
        ("Tags", " ".join(said.tags)),
        ("Again", f"proposed {again}× since it was decided, last on {day(last)}" if again else ""),
        ("Left open", f"{many(left, 'line')}; `vaultsync close-echoes` closes such lines" if left else ""),
        ("Came back", _came_back(task, back) if back else ""),
        *(("May be", each) for each in may_be),
        ("From", _source(origin)),
        ("Message", message_behind(origin)),
        ("Open", link),
    ]
    lines = [folded(clean(task.title), indent=0)]
    lines += [folded(f"  {name:<10}{clean(value)}", indent=12) for name, value in facts if value]
    if origin.thread:
        lines += ["", f"  {many(len(origin.thread), 'message')} behind it:", *_thread(origin)]
    lines += ["", f"  {many(len(task.lines), 'line')}:", *_stated(task, because)]
    if history:
        lines += ["", "  History:", *(folded(f"    {when}  {clean(what)}", indent=16) for when, what in history)]
    return "\n".join(lines)


def _came_back(task: SeenTask, back: "Sequence[SeenLine | TaskLine]") -> str:
    """Return how many lines a person perhaps wrote after the decision, and what makes them a task of their own."""
    split = split_off(back).replace("TASK", task.uid)
    return f"perhaps, in {many(len(back), 'open line')}; `{split}` makes that a task of its own"


def _stated(task: SeenTask, because: Because) -> Iterator[str]:
    """Yield where each line of a task stands, what it says, and why it is one of them."""
    for line in task.lines:
        mark = "→" if line is task.speaker else " "
        yield f"  {mark} {clean(line.path)}:{line.line}" + ("" if line.live else f"  ({line.note.not_live_because})")
        yield folded(f"      {clean(line.raw.strip())}", indent=8)
        if line.place in because:
            yield folded(f"      same task: {clean('; '.join(because[line.place]))}", indent=8)


def due_told(task: "Task | SeenTask", today: date) -> str:
    """Return the due date of a task, and how far it is away while something is to be done: `2026-02-05 (in 3 days)`."""
    words = due_in_words(task.due, today)
    return f"{day(task.due)} ({words})" if words and not task.status.decided else day(task.due)


def _source(origin: "Origin") -> str:
    """Return the mail or transcript behind a task, and how it was found."""
    if origin.named is None:
        return ""
    if origin.found is None:
        return f"{origin.named} (not in this vault)"
    if not origin.found.path:
        return f"one of {', '.join(origin.found.candidates)}"
    thread = f", {many(len(origin.thread), 'message')}" if origin.thread else ""
    return f"{whole(origin.found.path)} (by {origin.found.how.value}{thread})"


def message_behind(origin: "Origin") -> str:
    """Return the message that most likely asked for a task, and its sentence."""
    if origin.likely is None:
        return ""
    who = _sent(origin.likely.message)
    return f"{who}: “{origin.likely.sentence}”" if who else f"“{origin.likely.sentence}”"


def _thread(origin: "Origin") -> list[str]:
    """Return a line for each message of a thread; the one that most likely asked is marked."""
    asked = origin.likely.message if origin.likely else None
    rows = []
    for message in origin.thread[:_MESSAGES]:
        mark = "→" if message is asked else " "
        said = clean("  ".join(part for part in (_sent(message), message.subject) if part))
        rows.append(folded(f"  {mark} {said}".rstrip(), indent=6))
    more = len(origin.thread) - _MESSAGES
    return [*rows, f"    … and {more} more"] if more > 0 else rows


def _sent(message: "Message") -> str:
    sent = message.sent.strftime("%Y-%m-%d %H:%M") if message.sent else ""
    return " ".join(part for part in (sent, message.sender) if part)
