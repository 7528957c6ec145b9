"""Answers in sections: as text for a terminal, and as Markdown fit to paste into a note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.model import Task
from vaultsync.core.notation.wording import without_fields
from vaultsync.core.views.daily import first_said, last_said
from vaultsync.faces.texts.folding import folded
from vaultsync.faces.texts.words import clean, day, due_in_words

if TYPE_CHECKING:
    from vaultsync.core.views.digest import Move


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a section."""

    text: str
    name: str = ""
    """The short name of a task; empty for a row that is none."""

    remark: str = ""
    note: str = ""
    """Path of the note that it stands in."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    heading: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Report:
    """Sections under a title."""

    title: str
    sections: Sequence[Section]
    nothing: str = "Nothing."
    """What is said if every section is empty."""

    def as_text(self) -> str:
        """Return the report for a terminal."""
        out = [clean(self.title)]
        for section in self._filled():
            out += ["", f"{clean(section.heading)} ({len(section.items)})"]
            out += [_as_text(item) for item in section.items]
        return "\n".join(out) if len(out) > 1 else f"{out[0]}: {self.nothing}"

    def as_markdown(self) -> str:
        """Return the report as Markdown; its task lines carry no checkbox, so that they are no new tasks."""
        out = [f"## {clean(self.title)}"]
        for section in self._filled():
            out += ["", f"### {clean(section.heading)}", ""]
            out += [_as_markdown(item) for item in section.items]
        return "\n".join(out if len(out) > 1 else [*out, "", self.nothing])

    def _filled(self) -> list[Section]:
        return [section for section in self.sections if section.items]


def _as_text(item: Item) -> str:
    name = f"{item.name:<10}" if item.name else ""
    remark = f"  ({item.remark})" if item.remark else ""
    return folded(clean(f"  {name}{item.text}{remark}"), indent=2 + len(name))


def _as_markdown(item: Item) -> str:
    stem = item.note[:-3] if item.note.lower().endswith(".md") else item.note
    link = f" [[{stem}]]" if stem else ""
    remark = f" ({item.remark})" if item.remark else ""
    return clean(f"- {item.text}{remark}{link}")


def task_item(task: Task, short: str, today: date, *, whose: bool = False) -> Item:
    """Return a task as a row: its words, how far and how old it is, and who is asked, if that is wanted."""
    first, last = first_said(task), last_said(task)
    parts = [
        task.status.value,
        (", ".join(f"@{name}" for name in task.owners) or "nobody's") if whose else "",
        "" if task.status.decided else due_in_words(task.due, today),
        f"since {day(first)}" if first else "",
        f"last said {day(last)}" if last and last != first else "",
        f"×{len(task.lines)}" if len(task.lines) > 1 else "",
    ]
    return Item(without_fields(task.title), short, ", ".join(part for part in parts if part), task.speaker.path)


def moved_items(tasks: Iterable[Task], moves: Iterable["Move"], short: dict[str, str]) -> list[Item]:
    """Return tasks as rows: from which day to which each has moved, in which note, and where it lags behind."""
    found = []
    for task, move in zip(tasks, moves, strict=True):
        lags = not task.status.decided and str(task.due) != move.after
        goes_by = f"still due {day(task.due) or 'on no day'}" if lags else ""
        told = f"{move.before or 'no day'} → {move.after} in {move.line.path}:{move.line.line}"
        remark = ", ".join(part for part in (task.status.value, told, goes_by) if part)
        found.append(Item(without_fields(task.title), short[task.uid], remark, task.speaker.path))
    return found


def task_items(tasks: Iterable[Task], short: dict[str, str], today: date, *, whose: bool = False) -> list[Item]:
    """Return tasks as rows."""
    return [task_item(task, short[task.uid], today, whose=whose) for task in tasks]
