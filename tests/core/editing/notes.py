"""Notes as texts: the tasks that they state, and what edits make of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.edit import Wish
from vaultsync.core.editing.splice import splice
from vaultsync.core.model import Edit, Task
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.grouping import Place, group
from vaultsync.core.reconcile.task import task_of

WISH = Wish(Conventions(), date(2026, 2, 2), lambda _: False)


def tasks_of(texts: Mapping[str, str], conventions: Conventions = WISH.conventions) -> dict[Place, Task]:
    """The tasks of some notes, by each of the places where they stand."""
    lines = {
        line.place: line for path, text in texts.items() for line in read_note(path, text.encode(), conventions).lines
    }
    tasks = [task_of(lines[place] for place in places) for places in group(lines.values()).tasks]
    return {line.place: task for task in tasks for line in task.lines}


def edited(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The notes as edits leave them."""
    of_path = defaultdict(list)
    for edit in edits:
        of_path[edit.path].append(edit)
    return dict(texts) | {path: splice(texts[path].encode(), mine).decode() for path, mine in of_path.items()}
