"""What the lines of one task disagree about, and what settles it."""

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Task
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.task import task_of
from vaultsync.core.views.daily import Conflict, conflicts


def task(*said: str) -> Task:
    """The task that lines state: each the name of its note, then what it says."""
    lines = []
    for each in said:
        note, _, what = each.partition(": ")
        lines += read_note(f"{note}.md", f"- [?] Tar the roof {what} #task #proposed".encode(), Conventions()).lines
    return task_of(lines)


def found(*said: str) -> list[Conflict]:
    return conflicts([task(*said)], lambda written, _: written)


def test_an_answer_is_as_new_as_the_newest_line_that_gives_it():
    """Kills: answers in the order of their first lines, so that what one old note says beside the others settles it."""
    rosa, ana = "@Rosa 📅 2026-01-09", "@Ana 📅 2026-01-10"
    due, owner = found(f"2026-01-02 A: {rosa}", f"2026-01-03 B: {ana}", f"2026-01-30 C: {rosa}")

    assert [answer for answer, _ in due.said] == ["2026-01-10", "2026-01-09"]
    assert [[line.path for line in lines] for _, lines in owner.said] == [
        ["2026-01-03 B.md"],
        ["2026-01-02 A.md", "2026-01-30 C.md"],
    ]
    assert (due.newest, owner.newest) == (("2026-01-09",), ("Rosa",))
    assert due.settles == ("vaultsync defer TASK --to 2026-01-09",)
    assert owner.settles == ("vaultsync assign TASK --to Rosa",)


def test_notes_of_one_day_are_as_new_as_each_other():
    """Kills: the name of a note that decides which one is the newest; an older one that is offered, too."""
    (due,) = found("2026-01-02 D: 📅 2026-01-01", "2026-01-30 B: 📅 2026-01-09", "2026-01-30 C: 📅 2026-01-10")

    assert due.newest == ("2026-01-09", "2026-01-10")
    assert due.settles == ("vaultsync defer TASK --to 2026-01-10", "vaultsync defer TASK --to 2026-01-09")


def test_among_notes_without_a_date_none_is_the_newest():
    """Kills: a note without a date that is called the newest, or beats one with a date."""
    (due,) = found("B: 📅 2026-01-09", "C: 📅 2026-01-10")
    (dated,) = found("2026-01-02 A: 📅 2026-01-09", "C: 📅 2026-01-10")

    assert (due.newest, len(due.settles)) == ((), 2)
    assert (dated.newest, len(dated.settles)) == (("2026-01-09",), 1)


def test_a_line_that_says_nothing_settles_nothing_however_new_it_is():
    """Kills: a command that takes away what another line says."""
    (due,) = found("2026-01-02 A: 📅 2026-01-09", "2026-01-30 B: ")

    assert [answer for answer, _ in due.said] == ["", "2026-01-09"]
    assert (due.newest, due.settles) == (("2026-01-09",), ("vaultsync defer TASK --to 2026-01-09",))


def test_a_name_of_several_words_is_one_word_of_the_command():
    """Kills: a name with a sign that a shell reads."""
    (owner,) = found("2026-01-02 A: @Bo", "2026-01-03 B: @Nell O'Hara")

    assert owner.settles == ("""vaultsync assign TASK --to 'Nell O'"'"'Hara'""",)


def test_where_the_newest_line_names_several_people_each_is_offered():
    """Kills: a command that is refused, or writes the names of two people as one."""
    (owner,) = found("2026-01-02 A: @Bo", "2026-01-03 B: @Rosa Linn @Bo")

    assert owner.settles == ("vaultsync assign TASK --to Bo", "vaultsync assign TASK --to 'Rosa Linn'")
