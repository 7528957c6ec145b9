from vaultsync.core.model import NoteFacts, Status, Task, TaskLine
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.row import row_of_task

SETTINGS = TasksSettings()


def line(text: str, number: int, status: Status) -> TaskLine:
    said = read_line(text)
    assert said is not None
    note = NoteFacts(path="Work/Kickoff.md", title="Kickoff")
    return TaskLine(
        note=note,
        line=number,
        raw=text,
        said=said,
        status=status,
        title="x",
        owners=("Ana",),
        heading="Steps",
        name="p-1",
    )


def test_a_task_is_asked_through_its_speaker_but_with_the_status_of_the_whole():
    speaker, echo = line("- [ ] x 📅 2026-03-04", 1, Status.OPEN), line("- [x] x", 2, Status.DONE)
    task = Task(uid="p-1", speaker=speaker, status=Status.DONE, lines=(speaker, echo))

    row = row_of_task(task, SETTINGS)

    assert (row.done, row.stage, row.echoes, row.owners, row.task) == (True, Status.DONE, 1, ("Ana",), task)
    assert str(row.when("due")) == "2026-03-04"
    assert (row.line, row.heading, row.folder) == (1, "Steps", "Work/")


def test_a_proposal_keeps_the_setting_of_its_line():
    speaker = line("- [?] x", 1, Status.PROPOSED)
    task = Task(uid="p-1", speaker=speaker, status=Status.PROPOSED, lines=(speaker,))

    assert row_of_task(task, SETTINGS).setting.symbol == "?"
