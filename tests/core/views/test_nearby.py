"""The tasks near a note."""

from tests.core.views.making import task
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts, Task
from vaultsync.core.notes.note import read_note
from vaultsync.core.provenance.messages import messages
from vaultsync.core.views.nearby import known


def note(text: str, path: str = "2026-02-02 Review.md") -> tuple[NoteFacts, bytes]:
    return read_note(path, text.encode(), Conventions()).facts, text.encode()


def in_note(path: str, text: str) -> Task:
    (line,) = read_note(path, text.encode(), Conventions()).lines
    return Task(uid=line.name, speaker=line, status=line.status, lines=(line,))


def near(tasks: list[Task], text: str) -> list[tuple[str, str]]:
    facts, data = note(text)
    return [(each.task.title, each.sentence) for each in known(tasks, facts, messages(data))]


def test_a_task_that_a_sentence_of_the_note_says_is_near_though_nothing_else_is_shared():
    railing, goat = task("- [ ] Paint the railing of the upper deck"), task("- [ ] Feed the goat")

    assert near([goat, railing], "# Review\n\nWe agreed. Bo paints the upper deck railing next week.\n") == [
        ("Paint the railing of the upper deck", "Bo paints the upper deck railing next week.")
    ]


def test_two_words_of_six_in_a_sentence_are_not_enough():
    assert near([task("- [ ] Paint the railing of the upper deck in signal green")], "The deck is closed.\n") == []


def test_what_stands_only_in_a_template_is_not_near():
    """Kills: blanks of a form told as somebody's task."""
    blank = in_note("Templates/Meeting.md", "- [ ] Varnish the benches #task\n")
    assert near([blank], "The benches need varnish.\n") == []

    line = in_note("b.md", "- [ ] Varnish the benches #task\n").speaker
    assert len(near([blank._replace(lines=(*blank.lines, line))], "The benches need varnish.\n")) == 1


def test_what_is_said_stands_before_what_only_shares_the_project():
    text = "---\nproject: Pier\n---\n"
    shared = in_note("a.md", text + "- [ ] Order anodes #task\n")
    both = in_note("b.md", text + "- [ ] Varnish the benches #task\n")
    found = near([shared, both], text + "The benches need varnish.\n")

    assert found == [("Varnish the benches", "The benches need varnish."), ("Order anodes", "")]


def test_at_most_thirty_are_told():
    assert len(near([task(f"- [ ] Varnish bench {n}") for n in range(40)], "Varnish every bench.\n")) == 30
