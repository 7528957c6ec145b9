"""What the daemon logs of a sync."""

from typing import Any

from vaultsync.core.reading import SyncReport
from vaultsync.faces.texts.words import many

_NAMED = 3
_NAMED_FOR_MACHINES = 100


def summary(report: SyncReport, seconds: float) -> str:
    """Return what a sync found, for people; it took so many seconds."""
    if report.quiet:
        said = "nothing has changed"
    else:
        said = ", ".join(
            f"{len(paths):,} {word}" + (f" ({', '.join(paths[:_NAMED])})" if len(paths) <= _NAMED else "")
            for word, paths in (("new", report.added), ("changed", report.changed), ("gone", report.gone))
            if paths
        )
    return f"{said}; {many(report.notes, 'note')} looked at, {many(report.lines_after, 'task line')}, {seconds:.3f} s"


def figures(report: SyncReport, seconds: float) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "notes": report.notes,
        "read": report.read,
        "added": len(report.added),
        "changed": len(report.changed),
        "gone": len(report.gone),
        "unreadable": len(report.unreadable),
        "lines": report.lines_after,
        "paths": [*report.added, *report.changed, *report.gone][:_NAMED_FOR_MACHINES],
        "ms": round(seconds * 1000, 1),
    }
