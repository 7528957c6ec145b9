"""Many lines become tasks; what ids say stands above any likeness."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.reconcile.making import FEW_WORDS, SOURCES, note_lines, notes, sentences, titles_of
from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile.grouping import Partition, Suggestion, compare, group


def test_reworded_lines_of_several_notes_are_one_task() -> None:
    lines = (
        *note_lines("- [?] Send the honey price list to the market office @Ana Ruiz", "A.md", source_ref="mail.md"),
        *note_lines("- [?] Share the honey price list with the market office @Ana", "B.md", source_ref="mail.md"),
        *note_lines("- [?] Order twelve cedar hive frames", "C.md"),
    )

    assert titles_of(group(lines).tasks, lines) == [
        ["Send the honey price list to the market office", "Share the honey price list with the market office"],
        ["Order twelve cedar hive frames"],
    ]


def test_the_example_that_the_documentation_explains() -> None:
    lines = (
        *note_lines("- [ ] Repair the leaking trellis pump behind the greenhouse @Ana Ruiz", "A.md"),
        *note_lines("- [ ] Fix the trellis pump that leaks behind the greenhouse @Ana", "B.md"),
        *note_lines("- [ ] Trellis pump leaks again, greenhouse", "C.md"),
        *note_lines("- [ ] Order a new pump for the trellis @Bo Lind", "D.md"),
    )
    together, alone = (("A.md", 1), ("B.md", 1), ("C.md", 1)), (("D.md", 1),)

    assert group(lines) == Partition((together, alone), (Suggestion(together, alone, -0.375),))


def test_lines_with_one_id_are_one_task_whatever_they_say() -> None:
    lines = (*note_lines("- [ ] Prune the pear trees ^vs-one"), *note_lines("- [ ] Call the sawmill ^vs-one", "B.md"))

    assert len(group(lines).tasks) == 1


def test_lines_with_different_ids_are_two_tasks_whatever_they_say() -> None:
    lines = (
        *note_lines("- [ ] Prune the pear trees ^vs-one"),
        *note_lines("- [ ] Prune the pear trees ^vs-two", "B.md"),
    )

    assert len(group(lines).tasks) == 2


@pytest.mark.parametrize("day", ["", " 📅 2026-03-03"])
def test_rounds_of_one_day_under_different_ids_are_two_tasks(day: str) -> None:
    """Kills: rounds that are joined by their words and their day whatever other ids they have."""
    said = f"- [ ] Prune the pear trees 🔁 every week{day}"
    lines = (
        *note_lines(f"{said} ^vs-one", "A.md"),
        *note_lines(said, "B.md"),
        *note_lines(f"{said} ^vs-two", "C.md"),
        *note_lines(said, "D.md"),
    )
    found = group(lines)

    assert [sorted({"A.md", "C.md"} & {path for path, _ in task}) for task in found.tasks] in (
        [["A.md"], ["C.md"]],
        [["C.md"], ["A.md"]],
    )


def test_a_line_without_id_does_not_bridge_two_ids() -> None:
    lines = (
        *note_lines("- [ ] Prune the pear trees ^vs-one", "A.md"),
        *note_lines("- [ ] Prune the pear trees", "B.md"),
        *note_lines("- [ ] Prune the old pear trees", "C.md"),
        *note_lines("- [ ] Prune the pear trees ^vs-two", "D.md"),
    )
    found = group(lines)
    holders = [{place[0] for place in task} & {"A.md", "D.md"} for task in found.tasks]

    assert sorted(map(sorted, holders)) == [["A.md"], ["D.md"]]
    assert found.suggested == ()


def test_a_line_with_two_ids_makes_them_one() -> None:
    lines = (
        *note_lines("- [ ] Prune the pear trees ^vs-one", "A.md"),
        *note_lines("- [ ] Call the sawmill 🆔 vs-one ^vs-two", "B.md"),
        *note_lines("- [ ] Order cedar frames ^vs-two", "C.md"),
    )

    assert len(group(lines).tasks) == 1


def test_two_lines_of_one_extraction_are_told_apart_and_the_next_extraction_is_not() -> None:
    """
    - [?] Proofread the honey letter for tone
    - [?] Paint the shed door
    - [?] Proofread the honey letter for prices
    - [?] Proofread the honey letter for tone
    - [?] Paint the shed's door
    """
    lines = note_lines(
        test_two_lines_of_one_extraction_are_told_apart_and_the_next_extraction_is_not.__doc__ or "", source_ref="m.md"
    )

    assert [[line for _, line in task] for task in group(lines).tasks] == [[4, 7], [5, 8], [6]]


def test_masses_of_one_sentence_are_one_task() -> None:
    lines = [line for number in range(300) for line in note_lines("- [ ] Water the seedlings", f"Daily/{number}.md")]

    assert [len(task) for task in group(lines).tasks] == [300]


def pairs_per_line(titles: list[str]) -> float:
    """How many pairs have a score, for each line; every line in a note of its own."""
    return len(compare(note_lines(f"- [ ] {title}", f"{title}.md") for title in titles).edges[0]) / len(titles)


def test_however_many_lines_are_made_of_few_words_each_is_compared_with_as_few() -> None:
    """Kills: keys that a crowd of lines shares leading everybody to everybody."""
    everything = sentences(*FEW_WORDS)
    Random(1).shuffle(everything)

    assert pairs_per_line(everything) < 10
    assert pairs_per_line(everything) < 1.5 * pairs_per_line(everything[:500])


def test_among_many_lines_of_the_same_few_words_one_that_says_the_same_is_found() -> None:
    """Kills: lines of which every two words are crowded that meet by nothing."""
    said = ["Mend lanterns quarry twice", "Mend lanterns quarry twice, without fail"]
    lines = [
        line
        for number, title in enumerate(dict.fromkeys([*sentences(*FEW_WORDS), *said]))
        for line in note_lines(f"- [ ] {title}", f"{number}.md")
    ]

    assert said in titles_of(group(lines).tasks, lines)


def test_what_is_less_alike_is_suggested_and_names_two_of_the_tasks() -> None:
    lines = (
        *note_lines("- [?] Take pictures of the water damage so that the claim can be filed", "A.md"),
        *note_lines("- [?] Collect photos of the wet carpet for the insurance claim", "B.md"),
    )
    found = group(lines)

    assert len(found.tasks) == 2
    assert [(each.one, each.other) for each in found.suggested] == [(found.tasks[0], found.tasks[1])]


vaults = st.lists(st.tuples(notes, st.sampled_from(SOURCES)), max_size=5).map(
    lambda found: [
        line for number, (text, facts) in enumerate(found) for line in note_lines(text, f"{number}.md", **facts)
    ]
)


@given(lines=vaults, order=st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(lines: list[TaskLine], order: Random) -> None:
    """Kills: units in the order of reading instead of the order of places."""
    shuffled = list(lines)
    order.shuffle(shuffled)

    assert group(shuffled) == group(lines)


@given(lines=vaults)
def test_a_pair_is_compared_once(lines: list[TaskLine]) -> None:
    """Kills: a pair of which one names a matter found from both ends, by the id that they share."""
    notes: dict[str, list[TaskLine]] = {}
    for line in lines:
        notes.setdefault(line.path, []).append(line)
    one, other, _ = compare(notes.values()).edges
    pairs = list(zip(one, other, strict=True))

    assert sorted(pairs) == sorted(set(pairs))
    assert all(first < second for first, second in pairs)


@given(lines=vaults)
def test_every_line_is_in_one_task_and_no_task_joins_what_ids_keep_apart(lines: list[TaskLine]) -> None:
    """Kills: joining clusters without a look at the ids they gathered, and ids joined in one round only."""
    found = group(lines)
    ids = {line.place: frozenset(line.ids) for line in lines}

    assert sorted(place for task in found.tasks for place in task) == sorted(ids)
    assert sum(joined_ids(task, ids) for task in found.tasks) == joined_ids(tuple(ids), ids)
    assert all(joined_ids(task, ids) <= 1 for task in found.tasks)
    assert all(joined_ids((*each.one, *each.other), ids) <= 1 for each in found.suggested)


def joined_ids(places: tuple[tuple[str, int], ...], ids: dict[tuple[str, int], frozenset[str]]) -> int:
    """How many tasks the ids of these lines name, when ids on one line are one."""
    groups: list[frozenset[str]] = []
    for place in places:
        if ids[place]:
            near = [group for group in groups if group & ids[place]]
            groups = [group for group in groups if not group & ids[place]]
            groups.append(ids[place].union(*near))
    return len(groups)
