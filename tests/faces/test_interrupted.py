"""What is told and done about a command that was interrupted."""

import json
import os
import signal
import subprocess
import sys
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.faces.making import ASKED, NAMES, NEW, OLD, Desk


@pytest.fixture
def desk(terminal):
    return Desk(terminal)


@pytest.mark.parametrize("number", [[], ["2"]])
def test_an_undo_that_finishes_an_interrupted_undo_stops_there(desk, number):
    """Kills: the command before that is taken back, too."""
    desk.start()
    desk.done()
    desk.killed(undo=2, after=1)
    answer = desk.type("undo", *number)

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Took back operation 2: 3 lines. That undo had been interrupted, and is finished now." in answer.out
    assert "Warning: `undo 2` (operation 3) was interrupted: it had changed 1 of 3 notes, and the others" in answer.err
    assert desk.type("undo").out.count("Took back operation 1") == 1


def test_an_undo_that_had_changed_nothing_is_begun_again(desk):
    desk.start()
    desk.done()
    desk.killed(undo=2, after=0)
    answer = desk.type("undo")

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Took back operation 2" in answer.out


@pytest.mark.parametrize("number", [[], ["2"]])
def test_an_undo_of_a_command_that_was_interrupted_before_its_first_note_takes_nothing_back(desk, number):
    """Kills: the command before that is taken back instead."""
    desk.start()
    desk.killed(after=0)
    answer = desk.type("undo", *number)

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Nothing was to be taken back: operation 2 was interrupted before it had changed any note." in answer.out
    assert "`vaultsync undo 1` takes it back: start a1" in answer.out
    assert json.loads(desk.type("undo", "1", "--json").out)["operation"]["undoes"] == 1


def test_an_undo_of_what_had_changed_nothing_is_no_error_where_nothing_stands_before_it(desk):
    desk.killed(after=0)
    answer = desk.type("undo", "--json")

    assert (answer.status, json.loads(answer.out)["operation"]) == (0, None), answer


def test_an_undo_that_is_finished_is_no_error_where_nothing_stands_before_it(desk):
    desk.done()
    desk.killed(undo=1, after=2)
    answer = desk.type("undo")

    assert (answer.status, desk.notes()) == (0, [OLD] * 3), answer


@pytest.mark.parametrize("after", [1, 2])
def test_an_undo_takes_back_the_whole_of_a_command_that_was_interrupted(desk, after):
    desk.start()
    desk.killed(after=after)
    answer = desk.type("undo")

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Took back operation 2: 3 lines." in answer.out


def test_another_operation_that_is_named_is_taken_back_beside_what_was_recovered(desk):
    desk.start()
    desk.killed(after=1)
    answer = desk.type("undo", "1")

    assert (answer.status, desk.notes(), desk.started) == (0, [NEW] * 3, False), answer


def test_doctor_says_the_same_of_a_repair_as_the_log(desk):
    desk.killed(after=1)
    desk.write("B.md", "- [ ] Weed the other bed #task\n")
    answer = desk.type("doctor", "--repair")

    assert (
        "warning `done --where x` (operation 1) was interrupted: it has failed: 1 of 3 notes is changed" in answer.out
    )
    assert "`vaultsync undo 1`" in answer.out
    assert "failed   done --where x" in desk.type("log").out


def test_doctor_does_not_call_well_what_cannot_be_repaired_yet(desk):
    desk.killed(after=1)
    (desk.root / "B.md").unlink()
    (desk.root / "B.md").mkdir()
    answer = desk.type("doctor", "--repair")

    assert (answer.status, "error   `done --where x` (operation 1)" in answer.out) == (1, True), answer


class Answer(NamedTuple):
    status: int
    out: str
    err: str


def asked_to_stop(desk, *words, number=signal.SIGINT, times=1, name=".~", at=1, ignored=""):
    """Carry a command out that is asked to stop while it is at a note."""
    script = [sys.executable, "-c", ASKED, str(int(number)), str(times), name, str(at), ignored, *words]
    place = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        script, cwd=desk.root, env={**os.environ, **place}, capture_output=True, text=True, check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr)


WEED = ("done", "--where", "description includes weed", "--apply")


@pytest.fixture
def beds(desk):
    """Three tasks in three notes that no query takes for one."""
    for name, what in zip(NAMES, ("bed", "path to the shed", "tomatoes in the glasshouse"), strict=True):
        desk.write(name, f"- [ ] Weed the {what} #task\n")
    desk.type("sync")
    return desk


def weeded(desk):
    return ["[x]" in note for note in desk.notes()]


def strays(desk):
    return [path.name for path in desk.root.iterdir() if path.name.startswith(".~")]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_command_that_is_asked_to_stop_finishes_its_note_and_says_how_far_it_came(beds, number, status):
    """Kills: `Aborted!` over notes that are changed, temporary files beside them, and the rest written later."""
    answer = asked_to_stop(beds, *WEED, number=number, at=2)

    assert (answer.status, sorted(weeded(beds)), strays(beds)) == (status, [False, True, True], []), answer
    assert "Error: stopped: 2 of 3 notes are changed, and the others are as they were" in answer.err
    assert "Remedy: `vaultsync undo 1` takes back what was changed." in answer.err
    assert "interrupted  done --where" in beds.type("log").out
    assert beds.type("sync").err == ""

    beds.start()
    assert sorted(weeded(beds)) == [False, True, True]
    assert "Took back operation 1: 2 lines." in beds.type("undo", "1").out
    assert weeded(beds) == [False] * 3


def test_an_undo_that_is_asked_to_stop_goes_on_when_it_is_repeated(beds):
    beds.start()
    assert beds.type(*WEED).status == 0
    answer = asked_to_stop(beds, "undo", at=1)

    assert (answer.status, weeded(beds).count(True), strays(beds)) == (130, 2, []), answer
    assert "Remedy: `vaultsync undo 2` goes on." in answer.err
    assert "Took back operation 2: 2 lines." in beds.type("undo").out
    assert (weeded(beds), beds.started) == ([False] * 3, True)

    assert "take that back: `vaultsync undo 4`, then `vaultsync undo 3`." in beds.type("undo", "2").err
    assert (beds.type("undo", "4").status, beds.type("undo", "3").status, weeded(beds)) == (0, 0, [True] * 3)
    assert "Took back operation 2: 3 lines." in beds.type("undo").out


def test_a_command_that_is_asked_to_stop_at_its_last_note_is_done(beds):
    answer = asked_to_stop(beds, *WEED, at=3)

    assert (answer.status, weeded(beds), strays(beds)) == (0, [True] * 3, []), answer
    assert "Done 3 tasks" in answer.out


def test_whoever_has_it_ignored_is_not_stopped(beds):
    answer = asked_to_stop(beds, *WEED, number=signal.SIGHUP, ignored="ignored")

    assert (answer.status, weeded(beds)) == (0, [True] * 3), answer


def test_a_command_that_is_stopped_before_its_first_note_has_written_nothing(beds):
    answer = asked_to_stop(beds, *WEED, name="B.md")

    assert (answer.status, answer.out, answer.err, weeded(beds)) == (130, "", "Stopped.\n", [False] * 3)
    assert "Nothing was done yet." in beds.type("log").out


def test_what_was_not_begun_when_a_command_was_stopped_at_once_is_never_written(beds):
    """Kills: a command that is stopped twice, and that the next one completes."""
    answer = asked_to_stop(beds, *WEED, times=2, at=2)
    assert (answer.status, answer.err) == (130, "Stopped.\n")
    listed = beds.type("list")

    assert "(operation 1, 3 notes) was interrupted and is not settled yet. The next command" in listed.err
    beds.start()
    assert (weeded(beds).count(True), strays(beds)) == (1, [])
    assert "interrupted  done --where" in beds.type("log").out


def test_a_command_that_stops_while_it_completes_another_says_how_far_that_one_came(desk):
    desk.killed(after=1)
    answer = asked_to_stop(desk, "start", "a1", at=1)

    assert (answer.status, desk.started) == (130, False), answer
    assert "stopped: 2 of 3 notes are changed, and the others are as they were" in answer.err
    assert (desk.notes().count(NEW), strays(desk)) == (2, [])
    assert "interrupted" not in desk.type("list").err


def test_what_looks_says_in_a_line_what_was_interrupted_and_is_not_recovered_yet(desk):
    desk.killed(after=1)
    told = "Warning: `done --where x` (operation 1, 3 notes) was interrupted and is not settled yet. The next command"

    for words in (["list"], ["list", "--json"], ["list", "not done"], ["sync"], ["log"], ["start", "a1", "--dry-run"]):
        answer = desk.type(*words)
        assert (answer.status, answer.err.count("\n"), answer.err.startswith(told)) == (0, 1, True), answer
    assert "`done --where x` (operation 1, 3 notes) was interrupted" in desk.type("status").out
    assert json.loads(desk.type("status", "--json").out)["interrupted"]
    assert "error   `done --where x` (operation 1, 3 notes) was interrupted" in desk.type("doctor").out

    desk.start()
    assert desk.type("list").err == ""
    assert json.loads(desk.type("status", "--json").out)["interrupted"] == []


def test_what_another_vaultsync_is_at_work_on_is_not_called_interrupted(desk):
    desk.killed(after=1)

    with desk.editor().locked():
        assert desk.type("list").err == ""


def test_a_list_looks_into_the_journal_only_where_something_is_open(desk):
    """Kills: a mark that outlives its operation."""
    desk.start()
    (desk.state / "journal.db").write_bytes(b"no database" * 1000)

    assert desk.type("list").err == ""
    assert not (desk.state / "journal.open").exists()


def test_what_an_undo_would_do_is_not_shown_before_what_was_interrupted_is_settled(desk):
    """Kills: a preview of the operation before the one that the undo means."""
    desk.start()
    desk.killed(after=1)
    before = [desk.read(name) for name in NAMES]
    answer = desk.type("undo", "--dry-run")

    assert (answer.status, answer.out, [desk.read(name) for name in NAMES]) == (1, "", before)
    assert "is not settled yet\nRemedy: `vaultsync doctor --repair` settles it; then look again." in answer.err
