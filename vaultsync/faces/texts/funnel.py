"""How many of the lines in a vault are left to decide: what `scan` says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from shlex import quote
from typing import Any

from vaultsync.app import App
from vaultsync.core.values import Status
from vaultsync.core.views.wanted import Wanted, Whose, whose
from vaultsync.faces.texts.words import clean, many, repeated


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of the lines in a vault are left to decide."""

    notes: int
    boxes: int
    lines: int
    not_live: Mapping[str, int]
    decided: int
    echoes: int
    """Undecided lines of tasks that are done or cancelled."""

    tasks: Mapping[str, int]
    """Live tasks by status."""

    whose: Mapping[str, int]
    """Undecided live tasks by whose they are."""

    overdue: int
    diagnostics: Mapping[str, int]
    largest: tuple[tuple[str, str, int], ...]
    """Name, words and number of lines of the tasks that stand on most lines."""

    @classmethod
    def of(cls, app: App) -> "Funnel":
        """Count what the application knows."""
        counts = app.index.counts()
        undecided = [task for task in app.index.tasks(Wanted()) if not task.status.decided]
        kinds = Counter(whose(task.owners, app.conventions.me).value for task in undecided)
        largest = sorted(app.index.tasks(Wanted()), key=lambda task: (-len(task.lines), task.uid))[:3]
        short = app.index.short(largest)
        return cls(
            notes=counts.notes,
            boxes=counts.boxes,
            lines=counts.lines,
            not_live=counts.not_live,
            decided=counts.decided_lines,
            echoes=counts.echoes,
            tasks=counts.tasks,
            whose={kind.value: kinds[kind.value] for kind in Whose},
            overdue=sum(isinstance(task.due, date) and task.due < app.today for task in undecided),
            diagnostics=counts.diagnostics,
            largest=tuple((short[task.uid], task.title, len(task.lines)) for task in largest if len(task.lines) > 1),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the numbers."""
        return {name: getattr(self, name) for name in self.__slots__}

    def as_text(self, *, vault: str, index: str, given: str | None, known: bool) -> str:
        """Return the funnel, what was left out, what is odd, and what to do next.

        Args:
            vault: Its folder.
            index: Where the index lies.
            given: The vault as it was typed.
            known: Whether the settings say who the owner is.
        """
        left_out = sum(self.not_live.values())
        live = self.lines - left_out
        undecided = sum(self.whose.values())
        rows = [
            (self.boxes, "checkboxes", f"in {many(self.notes, 'note')}"),
            (self.lines, "task lines", f"{self.boxes - self.lines:,} checkboxes are no tasks here"),
            (live, "in live notes", f"{left_out:,} more left out: {_listed(self.not_live)}" if left_out else ""),
            (live - self.decided, "not decided", f"{many(self.decided, 'line')} done or cancelled"),
            (undecided, "tasks", _listed({name: n for name, n in self.tasks.items() if not Status(name).decided})),
            (self.whose["mine"], "mine", f"{self.whose['others']:,} others', {self.whose['unassigned']:,} unassigned"),
            (self.overdue, "overdue", ""),
        ]
        out = [f"{clean(vault)}", ""]
        out += [f"{number:>8,}  {what:<15}{why}".rstrip() for number, what, why in rows]
        if self.largest:
            out += ["", "Said most often:"]
            out += [f"  {name:<10} ×{times:<3} {clean(words)[:90]}" for name, words, times in self.largest]
        if self.echoes:
            out += ["", repeated(self.echoes)]
        if self.diagnostics:
            out += ["", f"Odd: {_listed(self.diagnostics)}; see `vaultsync check`."]
        option = f" --vault {clean(quote(given))}" if given else ""
        out += ["", "Next:"]
        if not known:
            out.append(f"  vaultsync init{option}  (who you are, so that what is yours counts as yours)")
        out += [f"  vaultsync list{option}", f"  vaultsync list --status proposed{option}"]
        example = self.largest[0][0] if self.largest else "TASK"
        out += [f"  vaultsync show {example}{option}", "", f"The index lies in {clean(index)}"]
        return "\n".join(out)


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in numbers.items())
