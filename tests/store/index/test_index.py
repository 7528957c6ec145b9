"""What every index promises, asked of each; the one in memory is the judge."""

import pytest

from tests.store.index.making import CONVENTIONS, STAMP, take_in
from vaultsync.core.model import Diagnostic, Status
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.note import read_note
from vaultsync.core.views.listed import listed
from vaultsync.core.views.wanted import Wanted


def test_lines_are_known_by_how_they_were_read(index):
    """Kills: lines that are known by their place alone."""
    take_in(
        index, A="- [ ] Pay #task\n- [/] Row #task\n- [ ] Bail #task #proposed\n", Coffee="- [x] Pay \udce9 #task\n"
    )

    assert index.lines_with_status([Status.PROPOSED]) == {("A.md", 3, "- [ ] Bail #task #proposed")}
    assert index.lines_with_status([Status.OPEN, Status.STARTED]) == {
        ("A.md", 1, "- [ ] Pay #task"), ("A.md", 2, "- [/] Row #task")
    }  # fmt: skip
    assert index.lines_with_status([Status.DONE]) == {("Coffee.md", 1, "- [x] Pay \udce9 #task")}
    assert index.lines_with_status([]) == set()


def test_suggestions_are_asked_for_by_task(index):
    """Kills: another task's pairs, one that is found by its first task alone, a pair twice, what only archives say."""
    air, dry, *carpet = (
        f"- [?] {words} #task #proposed\n"
        for words in (
            "Air the tent in the garden",
            "Dry the tent in the garden",
            "Air the carpet in the cellar",
            "Dry the carpet in the cellar",
        )
    )
    take_in(index, A=air, B=dry, C=carpet[0], D=carpet[1], E="- [?] Pay the rent #task #proposed\n")
    uids = {task.title: task.uid for task in index.tasks(Wanted())}
    whole = index.suggestions()
    assert len(whole) == 2

    def told(*words):
        return [
            (pair.score, {pair.one.uid, pair.other.uid}) for pair in index.suggested([uids[word] for word in words])
        ]

    one, other = "Air the tent in the garden", "Dry the tent in the garden"
    pairs = [(score, {first.uid, second.uid}) for score, first, second in whole]
    mine = [pair for pair in pairs if uids[one] in pair[1]]
    assert len(mine) == 1
    assert told(one) == told(other) == told(one, other) == mine
    assert sorted((score, sorted(both)) for score, both in told(*uids)) == sorted(
        (score, sorted(both)) for score, both in pairs
    )
    (pair,) = index.suggested([uids[other]])
    assert pair.beside(uids[other]) == listed(next(task for task in index.tasks(Wanted()) if task.uid == uids[one]))
    assert pair.beside(uids[one]).uid == uids[other]
    assert told("Pay the rent") == index.suggested([]) == index.suggested(["nobody"]) == []

    with index.writing():
        index.forget("B.md")
        index.regroup()
    take_in(index, **{"_archive/B": dry})
    assert len(index.suggestions()) == 2
    assert told(one) == []


def test_what_fails_after_its_tasks_were_grouped_leaves_tasks_and_suggestions_as_they_were(index):
    """Kills: the old tasks, and suggestions of new ones."""
    take_in(
        index,
        A="- [?] Air the tent in the garden #task #proposed\n",
        B="- [?] Dry the tent in the garden #task #proposed\n",
    )
    before = index.tasks(Wanted()), index.suggestions()
    assert len(before[1]) == 1

    with pytest.raises(RuntimeError, match="broken off"), index.writing():
        index.forget("B.md")
        index.regroup()
        raise RuntimeError("broken off")
    assert (index.tasks(Wanted()), index.suggestions()) == before


def test_a_note_taken_in_twice_counts_once(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n")
    take_in(index, Kickoff="- [ ] Send the minutes #task\n- [x] Book the room #task\n")

    assert index.line_count() == 2
    assert [task.title for task in index.tasks(Wanted())] == ["Send the minutes", "Book the room"]


def test_everybody_who_is_asked_is_known_as_written(index):
    take_in(index, A="- [ ] Send it @Bo Lind @Cy #task\n- [x] Pay @Bo Lind #task\n", Archive="- [ ] Call #task\n")

    assert sorted(index.owners()) == ["Bo Lind", "Cy"]


def test_a_note_that_is_gone_takes_its_tasks_along(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n", Review="- [ ] Book the room #task\n")
    with index.writing():
        index.forget("Kickoff.md")
        index.regroup()

    assert [task.title for task in index.tasks(Wanted())] == ["Book the room"]
    assert index.compare({}).unlike == {"Review.md": STAMP}


def test_a_block_that_raises_leaves_nothing_behind(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n")
    with pytest.raises(ZeroDivisionError), index.writing():
        index.put(read_gist("Review.md", b"- [ ] Book the room #task\n", CONVENTIONS), STAMP)
        index.regroup()
        1 / 0  # noqa: B018  # to raise

    assert [task.title for task in index.tasks(Wanted())] == ["Send the minutes"]
    assert index.compare({}).unlike == {"Kickoff.md": STAMP}
    assert index.compare({}, ["Review.md", "Kickoff.md"]).unlike == {"Kickoff.md": STAMP}


def test_lines_come_back_as_they_were_read(index):
    text = "# Ärger\n- [ ] Fix \udcff that @Bo 📅 2026-02-30 #task ^vs-aaaaaaaaaa\n  - [x] nested \x0b #task\n"
    take_in(index, Odd=text)

    before = read_note("Odd.md", text.encode("utf-8", "surrogateescape"), CONVENTIONS)
    assert {line for task in index.tasks(Wanted()) for line in task.lines} == set(before.lines)


def test_a_path_that_is_no_utf8_comes_back(index):
    with index.writing():
        index.put(read_gist("caf\udce9.md", b"- [ ] Pay #task\n", CONVENTIONS), STAMP)
        index.regroup()

    (task,) = index.tasks(Wanted(note="caf"))
    assert task.speaker.path == "caf\udce9.md"


def test_diagnostics_of_notes_and_of_the_walk_stand_together(index):
    take_in(index, Kickoff="- [ ] Pay 📅 2026-02-30 #task\n")
    with index.writing():
        index.put_diagnostics([Diagnostic(path="A.md", line=0, code="unreadable", message="locked")])

    assert [(each.path, each.line, each.code) for each in index.diagnostics()] == [
        ("A.md", 0, "unreadable"),
        ("Kickoff.md", 1, "bad-date"),
    ]
    with index.writing():
        index.put_diagnostics([])
    assert [each.path for each in index.diagnostics()] == ["Kickoff.md"]


def test_what_it_is_told_to_remember_it_remembers(index):
    with index.writing():
        index.remember("conventions", "one")
        index.remember("conventions", "two")

    assert (index.remembered("conventions"), index.remembered("else")) == ("two", "")


def test_the_numbers_of_a_funnel(index):
    with index.writing():
        for path, text in {
            "a.md": "- [ ] One #task\n- [x] Two #task\n- [ ] no task\n",
            "_archive/b.md": "- [x] Three #task\n",
            "Templates/c.md": "- [ ] Four #task\n",
        }.items():
            index.put(read_gist(path, text.encode(), CONVENTIONS), STAMP)
        index.regroup()
    counts = index.counts()

    assert (counts.notes, counts.boxes, counts.lines, counts.decided_lines) == (3, 5, 4, 1)
    assert counts.not_live == {"archive": 1, "template": 1}
    assert counts.tasks == {"done": 1, "open": 1}


def test_undecided_live_lines_of_decided_tasks_are_counted(index):
    """Kills: decided lines counted, those of archives, those of tasks of which something is to be done."""
    done, again = "- [x] Pay the rent #task\n", "- [?] Pay the rent #task #proposed\n"
    take_in(index, A=done, B=again, C=again + "- [ ] Call the bank #task\n", **{"_archive/D": again})
    assert index.counts().echoes == 2
    take_in(index, A="- [-] Pay the rent #task\n", E="- [/] Call the bank #task\n")
    assert index.counts().echoes == 2
    take_in(index, A="- [/] Pay the rent #task\n")
    assert index.counts().echoes == 0
