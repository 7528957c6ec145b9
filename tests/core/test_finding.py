"""How what was typed reaches a task or a line."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from vaultsync.core.finding import has_words, nothing, place_in, promoted, words_of
from vaultsync.core.values import Status
from vaultsync.core.views.listed import Listed


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("A.md:12", ("A.md", 12)),
        ("Meetings/10:30 Kickoff.md:7", ("Meetings/10:30 Kickoff.md", 7)),
        ("odd\nname.md:007", ("odd\nname.md", 7)),
        ("A.md", None),
        (":12", None),
        ("A.md:", None),
        ("A.md:-1", None),
        ("A.md:²", None),
        ("A.md:٣", None),
        ("A.md:1\n", None),
        ("A.md:" + "9" * 5000, None),
    ],
)
def test_a_line_is_named_by_its_path_and_a_number_in_plain_digits(name, place):
    """Kills: what Python calls a digit and no number, numbers that it refuses to read."""
    assert place_in(name) == place


@pytest.mark.parametrize(
    ("typed", "lasting"),
    [
        ("p-6896j", ("vs-6896j",)),
        (" ^P-6896J ", ("vs-6896j",)),
        ("p-689", ()),
        ("vs-6896j", ()),
        ("p-6896 j", ()),
    ],
)
def test_the_id_that_a_promotion_makes_has_the_letters_of_the_provisional_name(typed, lasting):
    assert promoted(typed) == lasting


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("proofread fee letter", True),
        ("LETTER Proof", True),
        ("fee-letter", True),
        ("straße", True),
        ("roofread", False),
        ("proofread fee letters", False),
        ("", False),
        ("!?", False),
    ],
)
def test_a_title_has_words_that_its_own_begin_with_in_any_order_and_case(typed, found):
    assert has_words("Proofread the fee letter (details not given) for STRASSE 5", words_of(typed)) is found


def row(number: int, status: Status = Status.OPEN) -> Listed:
    return Listed(f"p-{number:03}", status, None, (), f"Errand {number}", 1)


@dataclass
class Known:
    """What an index knows: tasks by words, and the numbers of the task lines of notes."""

    tasks: dict[str, list[Listed]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)

    def worded(self, words: str) -> list[Listed]:
        return self.tasks.get(words, [])

    def lines_of(self, path: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(line=number) for number in self.lines.get(path, [])]


def test_a_name_that_reaches_nothing_is_answered_with_the_tasks_that_have_all_its_words():
    """Kills: a list without end, decided tasks before what is left to do."""
    rows = [row(0, Status.DONE), *map(row, range(1, 13))]
    error = nothing("errand", ["vs-1", "errand"], Known({"errand": rows}))

    assert error.message == "no task goes by `errand`; 13 tasks have all the words of `errand`"
    assert (len(error.details), error.details[0][:5], error.details[-1]) == (11, "p-001", "… and 3 more")
    assert error.remedy == "Repeat the command with the name that stands before the one that is meant."


def test_words_without_quotes_are_taken_together():
    error = nothing("Pay", ["Pay", "rent"], Known({"Pay rent": [row(1)], "Pay": [row(1), row(2)]}))

    assert error.message == "no task goes by `Pay`; 1 task has all the words of `Pay rent`"
    assert len(error.details) == 1
    assert error.remedy.endswith("Words of a task stand in quotes, as one name.")


def test_a_name_whose_words_nothing_has_is_answered_with_commands():
    error = nothing("zzz", ["zzz", "Pay"], Known())

    assert (error.message, error.details) == ("no task goes by `zzz`", ())
    assert "`vaultsync list --all --text WORDS`" in error.remedy


@pytest.mark.parametrize(
    ("name", "told", "remedy"),
    [
        ("A b.md", "`A b.md` is a note, and no task", "`vaultsync list --all --note 'A b.md'` shows its tasks"),
        ("A b.md:9", "A b.md has no task line 9", "Its task lines are 3, 5."),
        ("B.md:9", "no task goes by `B.md:9`", "`vaultsync list --all`"),
    ],
)
def test_a_note_is_no_task_and_says_which_lines_are(name, told, remedy):
    error = nothing(name, [name], Known(lines={"A b.md": [3, 5]}))

    assert error.message == told
    assert remedy in error.remedy
