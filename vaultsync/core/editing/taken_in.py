"""Lines that an act made part of a task without naming them: what it wrote is like what they say."""

from collections.abc import Iterable, Iterator
from shlex import quote
from typing import Final

from vaultsync.core.model import Diagnostic, Edit, Task

CODE: Final = "taken-in"


def taken_in(acted_on: Iterable[Task], edits: Iterable[Edit], now: Iterable[Task]) -> Iterator[Diagnostic]:
    """Warn of live lines that an act made part of a task although nobody named them: what was written is like them.

    Args:
        acted_on: The tasks before the act.
        edits: What it changed.
        now: The same tasks after the act.
    """
    known = {(line.path, line.raw) for task in acted_on for line in task.lines}
    known |= {(edit.path, text) for edit in edits for text in edit.after}
    for task in now:
        for line in task.lines:
            if line.live and (line.path, line.raw) not in known:
                place = quote(f"{line.path}:{line.line}")
                yield Diagnostic(
                    path=line.path,
                    line=line.line,
                    code=CODE,
                    message=f"line {line.line} states {task.uid} as well now: what was written is like it",
                    remedy=f"If it is another task: `vaultsync undo`, or `vaultsync split {task.uid} {place}`.",
                )
