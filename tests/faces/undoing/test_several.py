"""undo of several operations, one by one."""

import json
import signal

from tests.faces.undoing.making import ERRANDS, by_hand, notes_of
from vaultsync.app import App
from vaultsync.store.editing.stopping import Stopped


def test_several_operations_are_taken_back_one_by_one_the_newest_first(errands):
    """Kills: the older of two edits of a line first, which is refused; a span of which only the ends are taken back."""
    answer = errands("undo", "2-3", "4", "1")

    assert (answer.status, answer.err) == (0, ""), answer
    assert notes_of(errands) == [f"- [ ] Mend the {ERRANDS[n]} #task ^a{n}\r\n" for n in range(3)]
    assert answer.out.splitlines() == [
        *(f"Took back operation {number}: 1 line." for number in (4, 3, 2, 1)),
        "Took back 4 operations: 4 lines. `vaultsync log --diff` shows them.",
    ]


def test_of_a_span_that_has_one_operation_left_one_is_told(errands):
    errands("undo", "3")
    assert errands("undo", "3-4").out.endswith("\nTook back 1 operation: 1 line. `vaultsync log --diff` shows them.\n")


def test_behind_a_span_the_notes_say_what_they_said_before_it(errands):
    """Kills: an undo that stands and is left out of the span that begins with it."""
    before = notes_of(errands)
    for words in (["undo", "4"], ["reject", "a0"], ["undo", "6"], ["start", "a2"]):
        assert errands(*words).status == 0

    assert errands("undo", "5-8").out.endswith("Took back 2 operations: 2 lines. `vaultsync log --diff` shows them.\n")
    assert notes_of(errands) == before


def test_one_of_several_that_is_refused_does_not_stop_the_rest(errands):
    """Kills: operations behind a refused one that stay as they are, a refusal that ends with 0, an earlier edit of a
    line that is taken back under a later one."""
    errands.write("1.md", errands.read("1.md").replace("Mend", "Mend, at last,"))
    by_hand = errands.read("1.md")
    answer = errands("undo", "1-4")

    assert answer.status == 5
    assert "Error: operation 3 cannot be taken back: 1.md:1" in answer.err
    assert "Error: operation 2 cannot be taken back: 1.md:1" in answer.err
    assert notes_of(errands) == [
        f"- [ ] Mend the {ERRANDS[0]} #task ^a0\r\n",
        by_hand,
        f"- [ ] Mend the {ERRANDS[2]} #task ^a2\r\n",
    ]
    assert answer.out.endswith("Took back 2 of 4 operations: 2 lines. `vaultsync log --diff` shows them.\n")


def test_what_became_of_several_is_one_document(errands):
    errands.write("1.md", "- [ ] Sweep the yard #task ^a1\n")
    answer = errands("undo", "2", "3-4", "--json")
    told = json.loads(answer.out)

    assert answer.status == 5
    assert [each["operation"]["undoes"] for each in told["undone"]] == [4]
    assert [each["operation"] for each in told["refused"]] == [3, 2]
    assert all(each["message"] and each["remedy"] for each in told["refused"])


def test_what_has_changed_is_left_out_of_each_of_several(mended):
    """Kills: `--skip-changed` that several do not know."""
    by_hand(mended, 0)
    answer = mended("undo", "1-2", "--skip-changed")

    assert (answer.status, answer.err) == (0, ""), answer
    assert "Took back operation 2: 13 lines.\nLeft out, for they have changed since: 1 line." in answer.out
    assert answer.out.endswith("Took back 2 operations: 14 lines. `vaultsync log --diff` shows them.\n")
    assert mended.read("Rent.md") == "- [ ] Pay the rent #task ^a1\n"


def test_whoever_stops_an_undo_of_several_stops_all_of_it(errands, monkeypatch):
    """Kills: a stop that counts as one more refusal, behind which the others are taken back."""

    def stopped(*_given, **_options):
        raise Stopped(signal.SIGINT)

    monkeypatch.setattr(App, "undo", stopped)
    answer = errands("undo", "1-4")

    assert answer.status == 130
    assert answer.err.count("Error: ") == 1
