"""Which operations stand, and which can be meant by `undo`."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.undoing import (
    Back,
    Blocked,
    become,
    chosen,
    refusal,
    spans_of,
    spelled,
    taken_back,
    undoable,
)
from vaultsync.core.errors import NoteChanged, NothingToUndo
from vaultsync.core.model import Edit, Operation
from vaultsync.core.notes.note import read_note

EDIT = Edit(path="A.md", line=1, before=("- [ ] a",), after=("- [x] a",))


def operation(number: int, undoes: int | None = None, outcome: str = "done") -> Operation:
    return Operation(number=number, at=NOON, command="done a", edits=(EDIT,), undoes=undoes, outcome=outcome)


@pytest.mark.parametrize(
    ("done", "by", "left"),
    [
        ([operation(1)], {}, [1]),
        ([operation(2, 1), operation(1)], {1: 2}, []),
        ([operation(3, 2), operation(2, 1), operation(1)], {2: 3}, [1]),
        ([operation(4, 1), operation(3, 2), operation(2, 1), operation(1)], {1: 4, 2: 3}, []),
        ([operation(2, 1, "taken back"), operation(1)], {}, [1]),
        ([operation(2, 1, "failed"), operation(1)], {}, [1]),
        ([operation(2, outcome="failed"), operation(1, outcome="taken back")], {}, [2]),
        ([operation(2, outcome="interrupted"), operation(1)], {}, [2, 1]),
        ([operation(2, 1, "interrupted"), operation(1)], {}, [1]),
    ],
)
def test_what_was_taken_back_stands_again_when_that_is_taken_back(done, by, left):
    """Kills: an undo that was interrupted, or broke off, and counts as one that was carried out."""
    assert taken_back(done) == by
    assert [each.number for each in undoable(done)] == left


DONE = [operation(6), operation(5, 3), operation(4, outcome="taken back"), *map(operation, (3, 2, 1))]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([range(1, 7)], [6, 2, 1]),
        ([range(2, 4)], [2]),
        ([range(4, 7)], [6, 5]),
        ([range(3, 7)], [6]),
        ([range(1, 10**9)], [6, 2, 1]),
        ([range(1, 3), range(2, 7)], [6, 2, 1]),
        ([range(5, 6), range(1, 3)], [5, 2, 1]),
        ([range(3, 4), range(9, 10)], [9, 3]),
    ],
)
def test_a_span_means_what_stands_of_it_and_a_number_its_operation(spans, expected):
    """Kills: a span that takes back an undo in it and what that took back, or leaves out an undo of what lies before it;
    the oldest first; one that is taken back twice; a number that is passed over and of which nobody hears why."""
    assert chosen(spans, DONE) == expected


@pytest.mark.parametrize("span", [range(3, 6), range(7, 100)])
def test_a_span_of_which_nothing_stands_is_refused(span):
    with pytest.raises(NothingToUndo, match=f"none of the operations {span.start}-{span.stop - 1} "):
        chosen([range(1, 3), span], DONE)


@given(st.lists(st.integers(1, 30)))
def test_spans_are_the_numbers_that_they_were_made_of(numbers):
    """Kills: a number between two others that is in their span, spans that could be one, one of two that overlap."""
    spans = spans_of(numbers)

    assert [number for span in spans for number in span] == sorted(set(numbers))
    assert all(one.stop < other.start for one, other in pairwise(spans))


def test_spans_are_spelled_as_they_are_typed():
    assert [*map(spelled, spans_of([12, 15, 13, 17, 18]))] == ["12-13", "15", "17-18"]


NOTE = b"""- [x] Pay the bill #task
- [-] Pay the rent, at last #task
- [x] Mail the keys #task ^k1
- [x] Other words altogether #task \xf0\x9f\x86\x94 k2
"""


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (("- [-] Pay teh rent, at last #task",), 2),
        (("- [-] Feed the cat #task",), None),
        (("- [x] Send them #task ^k1",), 3),
        (("- [ ] Oil the winch #task", "- [x] Oil the winch #task 🆔 k2"), 4),
        (("- [x] Mail the keys #task ^k9",), None),
        (("- [x] Pay the bill #task", "- [ ] Pay the bill #task"), None),
        ((), None),
    ],
)
def test_what_an_edit_wrote_is_known_by_its_id_or_nearly_by_its_words(after, line):
    """Kills: words that count where an id says that it is another task, the nearest of lines that are all unlike."""
    lines = read_note("A.md", NOTE, Conventions()).lines
    found = become(Edit(path="A.md", line=1, before=("- [ ] x #task",), after=after), lines)

    assert (found and found.line) == line


@pytest.mark.parametrize(
    ("many", "headline"),
    [
        (1, "operation 1 cannot be taken back: A.md:1 is no longer the line that vaultsync read"),
        (2, "operation 1 cannot be taken back: 2 of its 2 lines cannot be put back"),
    ],
)
def test_what_refuses_an_undo_says_it_in_other_words_and_keeps_its_own(many, headline):
    """Kills: an error that is handed over, and says another time what it was made to say for an undo."""
    first = NoteChanged("A.md", 1)
    own = (first.message, first.remedy, first.details)
    back = Back((), tuple(Blocked("A.md", (EDIT,), error) for error in [first, NoteChanged("A.md", 2)][:many]))

    said = [refusal(1, back, first, [operation(1)._replace(edits=(EDIT, EDIT))], "") for _ in range(2)]

    assert [each.message for each in said] == [headline] * 2
    assert [len(each.details) for each in said] == [many if many > 1 else 0] * 2
    assert all(type(each) is NoteChanged and each.remedy.startswith("Nothing was taken back.") for each in said)
    assert (first.message, first.remedy, first.details) == own
