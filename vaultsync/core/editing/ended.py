"""Recurring tasks that were completed and do not come back, or not today: what a person should hear of them."""

from collections.abc import Iterable, Iterator

from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.edit import carrying_line
from vaultsync.core.model import BadDate, Edit, Statement, Task
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import DONE


def ended(tasks: Iterable[Task], edits: Iterable[Edit], conventions: Conventions) -> Iterator[tuple[Task, str]]:
    """Yield the recurring tasks that edits complete without another occurrence, each with the reason in words.

    Args:
        tasks: As they were before.
        edits: What is done to their lines.
        conventions: How the vault is read.
    """
    settings = conventions.tasks
    after = {(edit.path, edit.line): edit.after for edit in edits}
    for task in tasks:
        line = carrying_line(task)
        recurs = line.said.recurrence and settings.statuses[line.said.symbol].type != DONE
        # A line that is gone (`🏁 delete`) was completed, too: no other act takes one away.
        if recurs and line.place in after and all(_is_done(text, settings) for text in after[line.place]):
            yield task, _why(line.said, settings)


def done_today(tasks: Iterable[Task], edits: Iterable[Edit]) -> Iterator[Task]:
    """Yield the recurring tasks that are left alone, since their notes have a line for the completed round already.

    Without a date, all rounds of one day are the same lines: whether another one is meant, or the same command was
    repeated, nobody can tell.

    Args:
        tasks: As they are.
        edits: What is done to their lines.
    """
    changed = {(edit.path, edit.line) for edit in edits}
    for task in tasks:
        line = carrying_line(task)
        if line.said.recurrence and not task.status.decided and line.place not in changed:
            yield task


def _is_done(text: str, settings: TasksSettings) -> bool:
    said = read_line(text, settings.dialect)
    return said is not None and settings.statuses[said.symbol].type == DONE


def _why(said: Statement, settings: TasksSettings) -> str:
    """Return why nothing follows a line: see `recurrence_next.rule_for` and `next_dates`."""
    from vaultsync.core.notation.recurrence import read_rule
    from vaultsync.core.notation.recurrence_next import Dates

    rule = read_rule(said.recurrence)
    if rule is None:
        return f"`{said.recurrence}` is no recurrence that the Tasks plugin knows"
    dates = Dates(said.start, said.scheduled, said.due)
    counts_from = dates.reference(drop_scheduled=settings.remove_scheduled_on_recurrence)
    if isinstance(counts_from, BadDate) and not rule.when_done:
        return f"`{said.recurrence}` would count from {counts_from}, which is no day of the calendar"
    return f"by `{said.recurrence}` no day follows"
