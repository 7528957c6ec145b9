"""Whole notes: which lines are tasks, under which heading, inside which list item."""

from tests.conformance.asking import Answer, Question
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.note import read_note

_COMPARED = ("line", "heading", "parent", "indentation", "listMarker", "description", "symbol")


def answer(kind: str, question: Question) -> Answer:
    conventions = Conventions(task_tag=question.get("globalFilter", ""))
    note = read_note(question["path"], question["text"].encode(), conventions)
    ours = [
        {
            "line": line.line - 1,
            "heading": line.heading or None,
            "parent": None if line.parent is None else line.parent - 1,
            "indentation": line.said.indentation,
            "listMarker": line.said.marker,
            "description": line.said.description,
            "symbol": line.said.symbol,
        }
        for line in note.lines
    ]
    theirs = [{name: task[name] for name in _COMPARED} for task in question["expected"]["tasks"]]
    for task in theirs:
        task["heading"] = task["heading"] or None
    return Answer(question, ours, theirs)
