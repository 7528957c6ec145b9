"""What the index holds, in numbers."""

from collections.abc import Callable
from typing import Any

from vaultsync.core.ports import Counts
from vaultsync.core.values import Status

_DECIDED = ", ".join(f"'{status}'" for status in Status if status.decided)


def counts(ask: Callable[[str], list[Any]]) -> Counts:
    """Return the numbers; `ask` runs a query and returns its rows."""
    notes, boxes = ask("SELECT count(*), coalesce(sum(boxes), 0) FROM note")[0]
    by_reason = ask(
        "SELECT not_live_because, count(*) FROM note JOIN line ON line.note = note.id GROUP BY 1 ORDER BY 1"
    )
    decided = ask(
        "SELECT count(*) FROM line JOIN note ON note.id = line.note"
        f" WHERE not_live_because = '' AND status IN ({_DECIDED})"
    )
    echoes = ask(
        "SELECT count(*) FROM task CROSS JOIN line ON line.task = task.id JOIN note ON note.id = line.note"
        f" WHERE task.status IN ({_DECIDED}) AND not_live_because = '' AND line.status NOT IN ({_DECIDED})"
    )
    return Counts(
        notes=notes,
        boxes=boxes,
        lines=sum(lines for _, lines in by_reason),
        not_live={reason: lines for reason, lines in by_reason if reason},
        decided_lines=decided[0][0],
        echoes=echoes[0][0],
        tasks=dict(ask("SELECT status, count(*) FROM task WHERE live GROUP BY 1 ORDER BY 1")),
        diagnostics=dict(ask("SELECT code, count(*) FROM diagnostic GROUP BY 1 ORDER BY 2 DESC, 1")),
    )
