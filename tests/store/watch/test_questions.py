"""Asking a daemon whether it has followed; when it hears of a question is in inotify.test_any_changes."""

import pytest

from vaultsync.store.watch.questions import QuestionFolder, tells_of_all

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:20 / /proc rw - proc proc rw
24 22 0:40 / /home/ana/Shared rw shared:2 - cifs //server/ana rw
25 22 0:41 / /home/ana/My\\040Notes rw - xfs /dev/vdb1 rw
26 25 0:42 / /home/ana/My\\040Notes/Team rw - fuse.sshfs server:/team rw
27 22 0:43 / /mnt/stick rw - vfat /dev/sda1 rw
28 22 0:44 / /mnt/stick rw - 9p stick rw
"""


@pytest.fixture
def questions(tmp_path) -> QuestionFolder:
    return QuestionFolder(str(tmp_path / "questions"))


def test_where_nobody_answers_nothing_can_be_asked(questions, tmp_path):
    assert not questions.ask("4711", pytest.fail, 1.0)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_ends_the_waiting(questions):
    questions.open()
    assert questions.ask("4711", lambda _: questions.answer(["4711"]), 1.0)


def test_whoever_clears_the_folder_answers_nothing(questions, tmp_path):
    """Kills: a question that is gone taken for answered, when the daemon has ended or another one begins."""
    for clear in (questions.close, questions.open):
        questions.open()
        cleared = []

        def cleared_once(_seconds, clear=clear, cleared=cleared):
            assert not cleared
            cleared.append(clear())

        assert not questions.ask("4711", cleared_once, 1.0)
        assert cleared == [None]


def test_under_a_name_that_somebody_else_asks_by_nothing_is_asked(questions, tmp_path):
    """Kills: two that wait for one answer, given to the first."""
    questions.open()
    others = tmp_path / "questions" / "4711"
    others.touch()
    assert not questions.ask("4711", pytest.fail, 1.0)
    assert others.exists()


def test_without_an_answer_in_time_the_question_is_taken_back(questions, tmp_path):
    questions.open()
    waits = []
    assert not questions.ask("4711", waits.append, 0.3)
    assert sum(waits) == pytest.approx(0.3, abs=0.002)
    assert list((tmp_path / "questions").iterdir()) == []


def test_what_a_killed_daemon_left_is_taken_away(questions, tmp_path):
    questions.open()
    (tmp_path / "questions" / "4711").touch()
    questions.open()
    assert list((tmp_path / "questions").iterdir()) == []
    assert questions.are_open()
    questions.close()
    assert not questions.are_open()
    assert list(tmp_path.iterdir()) == []
    questions.close()


@pytest.mark.parametrize(
    ("root", "answer"),
    [
        ("/home/ana/Notes", True),
        ("/home/ana/My Notes", False),  # a part of it lies on another machine
        ("/home/ana/My Notes/Own", True),
        ("/home/ana/My Notes/Team/Deep", False),
        ("/home/ana/Shared", False),
        ("/home/ana/SharedNot", True),
        ("/mnt/stick/Notes", False),  # the last mount counts
        ("/proc/notes", False),
    ],
)
def test_of_what_other_machines_save_the_system_does_not_tell(tmp_path, root, answer):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, "utf-8")
    assert tells_of_all(root, str(mounts)) is answer


def test_where_the_system_does_not_say_what_is_mounted_nothing_is_relied_on(tmp_path):
    assert not tells_of_all("/home/ana/Notes", str(tmp_path / "none"))
    (tmp_path / "odd").write_text("no such format", "utf-8")
    assert not tells_of_all("/home/ana/Notes", str(tmp_path / "odd"))
