"""A grouping grown save by save is the grouping of what the notes say now."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.reconcile.making import SOURCES, note_lines, notes, sentences
from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile.candidates import CROWDED
from vaultsync.core.reconcile.chains import LONGEST
from vaultsync.core.reconcile.grouping import Partition, Place, Suggestion, compare, group, levels_of, partition
from vaultsync.core.reconcile.growing import Regrouped, put
from vaultsync.core.reconcile.memory_shelf import MemoryShelf
from vaultsync.core.reconcile.passes import note_features


class Grown:
    """What a store does with a shelf: it keeps the tasks and drops those that a change voids."""

    def __init__(self, crowd: int = CROWDED, longest: int = LONGEST) -> None:
        self.crowd = crowd
        self.longest = longest
        self.shelf = MemoryShelf()
        self.tasks: set[tuple[Place, ...]] = set()
        self.suggested: set[Suggestion] = set()

    def save(self, path: str, lines: tuple[TaskLine, ...]) -> Regrouped:
        ordered = sorted(lines, key=lambda line: line.line)
        found = put(
            self.shelf,
            {path: {line.line: what for line, what in zip(ordered, note_features(ordered), strict=True)}},
            crowd=self.crowd,
            longest=self.longest,
        )
        void = found.places.union(found.gone)
        self.tasks = {task for task in self.tasks if void.isdisjoint(task)} | set(found.tasks)
        self.suggested = {each for each in self.suggested if void.isdisjoint(each.one + each.other)}
        self.suggested |= set(found.suggested)
        return found

    @property
    def partition(self) -> Partition:
        return Partition(tuple(sorted(self.tasks)), tuple(sorted(self.suggested)))


saves = st.lists(
    st.tuples(st.sampled_from(["A.md", "B.md", "C.md", "Inbox.md"]), notes, st.sampled_from(SOURCES)), max_size=9
)


@settings(max_examples=300)
@given(saves=saves)
def test_however_notes_were_saved_the_grouping_is_that_of_what_they_say_now(
    saves: list[tuple[str, str, dict[str, str]]],
) -> None:
    """Kills: neighbours looked up after the change instead of before it, a component searched one round deep,
    units that keep their edges when a line leaves them, and lines that move within a note without a word changed."""
    grown, now = Grown(), {}
    for path, text, facts in saves:
        now[path] = note_lines(text, path, **facts)
        grown.save(path, now[path])

    assert grown.partition == group(line for lines in now.values() for line in lines)


# Any of them may share any three words with any other, with a ticket and without.
WORDS = "kiosk ledger harbour pallet lantern orchard".split()
mixed = st.builds(
    lambda words, ticket: f"- [ ] {' '.join(words)}{ticket}",
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=4, unique=True),
    st.sampled_from(["", " HIVE-12", " OAK-34"]),
)
crowds = st.lists(
    st.tuples(
        st.sampled_from(["A.md", "B.md", "C.md", "Inbox.md"]),
        notes | st.lists(mixed, max_size=5).map("\n".join),
        st.just({"source_ref": "mail.md"}),
    ),
    max_size=6,
)


@settings(max_examples=500)
@given(saves=crowds, crowd=st.sampled_from([0, 1, 2, 3]))
def test_what_stands_in_a_crowd_is_told_by_what_the_notes_say_now(
    saves: list[tuple[str, str, dict[str, str]]], crowd: int
) -> None:
    """Kills: those whom a key has led to each other left together when it becomes crowded, and apart when it is not so
    any more; and a line with a ticket that finds by other keys than those by which it is found."""
    grown, now = Grown(crowd), {}
    for path, text, facts in saves:
        now[path] = note_lines(text, path, **facts)
        grown.save(path, now[path])
    compared = compare(now.values(), crowd=crowd)

    assert grown.partition == partition(compared, levels_of(compared))


few_words = st.lists(
    st.tuples(
        st.sampled_from(["A.md", "B.md", "C.md", "Inbox.md"]),
        st.lists(
            st.sampled_from(sentences("Mend Paint", "ropes kettles", "harbour quarry", "tomorrow quietly"))
            | st.sampled_from(["Mend ropes 🆔 vs-one", "Paint kettles 🆔 vs-one", "Paint ropes tomorrow ^vs-two"]),
            max_size=6,
            unique=True,
        ).map(lambda titles: "\n".join(f"- [ ] {title}" for title in titles)),
    ),
    max_size=8,
)


@settings(max_examples=500)
@given(saves=few_words, crowd=st.sampled_from([2, 4, CROWDED]), longest=st.sampled_from([1, 2, 3, 5]))
def test_among_lines_of_few_words_the_grouping_is_that_of_what_the_notes_say_now(
    saves: list[tuple[str, str]], crowd: int, longest: int
) -> None:
    """Kills: a chain that has become too long grouped only where it was touched, one that is short enough again left
    as it was, and what a unit that is gone was linked to not grouped again."""
    grown, now = Grown(crowd, longest), {}
    for path, text in saves:
        now[path] = note_lines(text, path)
        grown.save(path, now[path])
    compared = compare(now.values(), crowd=crowd)

    assert grown.partition == partition(compared, levels_of(compared, longest))


moved = st.lists(
    st.tuples(
        st.sampled_from(["A.md", "B.md", "_archive/A.md", "_archive/B.md"]),
        st.lists(
            st.sampled_from(sentences("Mend Paint", "ropes kettles", "harbour quarry", "tomorrow"))
            | st.sampled_from(
                ["Mend ropes ^vs-one", "Mend ropes harbour tomorrow ^vs-one", "Paint ropes quarry ^vs-two"]
            ),
            max_size=4,
            unique=True,
        ).map(lambda titles: "\n".join(f"- [ ] {title}" for title in titles)),
    ),
    max_size=8,
)


@settings(max_examples=500)
@given(saves=moved)
def test_what_has_come_to_archives_is_told_by_where_it_stands_now(saves: list[tuple[str, str]]) -> None:
    """Kills: what was decided grouped as before when a line that speaks against its neighbours comes to an archive."""
    grown, now = Grown(), {}
    for path, text in saves:
        now[path] = note_lines(text, path)
        grown.save(path, now[path])

    assert grown.partition == group(line for lines in now.values() for line in lines)


def test_a_neighbour_leaves_a_decided_task_when_what_speaks_against_it_stands_in_an_archive_alone() -> None:
    """Kills: what is live and in an archive in the same words compared as before when only the archive is left."""
    now = {
        "A.md": note_lines("- [ ] Return the 14 empty pallets from Kettle Quay to the dairy ^vs-one", "A.md"),
        "B.md": note_lines("- [ ] Bring back 14 pallets to the dairy", "B.md"),
        "_archive/B.md": note_lines("- [ ] Bring back 14 pallets to the dairy", "_archive/B.md"),
        "C.md": note_lines("- [ ] Return the creamery's empty pallets", "C.md"),
    }
    grown = Grown()
    for path, lines in now.items():
        grown.save(path, lines)
    assert len(grown.partition.tasks) == 1

    grown.save("B.md", ())
    del now["B.md"]
    assert grown.partition == group(line for lines in now.values() for line in lines)
    assert len(grown.partition.tasks) == 2


def test_a_save_without_a_change_regroups_nothing() -> None:
    grown, lines = Grown(), note_lines("- [ ] Prune the pear trees", "A.md")
    grown.save("A.md", lines)

    assert grown.save("A.md", lines) == Regrouped((), frozenset(), (), ())


def test_a_change_leaves_unrelated_tasks_alone() -> None:
    grown = Grown()
    grown.save("A.md", note_lines("- [ ] Prune the pear trees behind the orchard", "A.md"))
    grown.save("B.md", note_lines("- [ ] Order twelve cedar hive frames", "B.md"))

    changed = grown.save("C.md", note_lines("- [ ] Order 12 frames of cedar for the hive", "C.md"))

    assert changed.places == {("B.md", 1), ("C.md", 1)}


def test_a_task_falls_apart_when_the_line_that_held_it_together_goes() -> None:
    grown = Grown()
    grown.save("A.md", note_lines("- [ ] Prune the pear trees ^vs-one", "A.md"))
    grown.save("B.md", note_lines("- [ ] Call the sawmill 🆔 vs-one ^vs-two", "B.md"))
    grown.save("C.md", note_lines("- [ ] Order cedar frames ^vs-two", "C.md"))
    together = grown.partition.tasks

    changed = grown.save("B.md", ())

    assert together == ((("A.md", 1), ("B.md", 1), ("C.md", 1)),)
    assert changed.gone == (("B.md", 1),)
    assert grown.partition.tasks == ((("A.md", 1),), (("C.md", 1),))
