"""Each two groups that are each other's best match become one, and a change reaches as far as best matches change."""

from collections.abc import Collection, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.reconcile.rounds import NOTHING_ELSE, ROUNDS, Change, MemoryLevels, propagate, put_groups


class Graph(MemoryLevels):
    """Units with scores between them; those that are not named are alone."""

    def __init__(self, ids: Mapping[int, Collection[str]] | None = None, archived: Collection[int] = ()) -> None:
        super().__init__()
        self._archived = archived
        self.rows: dict[int, dict[int, int]] = {}
        self._ids = ids or {}

    def edges(self, unit: int) -> Mapping[int, int]:
        return self.rows.get(unit, {})

    def ids(self, unit: int) -> Collection[str]:
        return self._ids.get(unit, ())

    def live(self, unit: int) -> bool:
        return unit not in self._archived

    def score(self, one: int, other: int, value: int) -> None:
        self.rows.setdefault(one, {})[other] = value
        self.rows.setdefault(other, {})[one] = value

    def isolate(self, unit: int) -> None:
        """Take all scores of a unit away."""
        for other in self.rows.pop(unit, ()):
            del self.rows[other][unit]

    def propagate(
        self, moved: Collection[int], change: Change = NOTHING_ELSE
    ) -> tuple[set[int], list[tuple[int, int, float]]]:
        return propagate(self, {self.group(0, unit) for unit in moved}, change)

    @property
    def tasks(self) -> list[list[int]]:
        """Those of several units."""
        return sorted(map(sorted, self.groups[ROUNDS].values()))


def graph(*scores: tuple[int, int, int], ids: Mapping[int, Collection[str]] | None = None) -> Graph:
    made = Graph(ids)
    for one, other, value in scores:
        made.score(one, other, value)
    return made


def test_two_groups_become_one_only_if_each_is_the_others_best() -> None:
    made = graph((1, 2, 900), (2, 3, 800))

    made.propagate([1, 2, 3])

    assert made.tasks == [[1, 2]]


def test_what_a_round_has_made_is_matched_in_the_next() -> None:
    made = graph((1, 2, 900), (3, 4, 800), (1, 3, 500), (1, 4, 500), (2, 3, 500), (2, 4, 500))

    made.propagate([1, 2, 3, 4])

    assert made.tasks == [[1, 2, 3, 4]]


def test_a_pair_without_a_score_speaks_against_two_groups() -> None:
    made = graph((1, 2, 900), (3, 4, 800), (1, 3, 700), (1, 4, 700), (2, 3, 700))

    _, pairs = made.propagate([1, 2, 3, 4])

    assert made.tasks == [[1, 2], [3, 4]]
    assert pairs == [(1, 3, -0.975)]


def test_ids_keep_apart_what_is_alike() -> None:
    made = graph((1, 2, 900), (2, 3, 100), ids={1: ("vs-one",), 2: ("vs-two",)})

    _, pairs = made.propagate([1, 2, 3])

    assert made.tasks == [[2, 3]]
    assert pairs == []


def test_among_equals_the_least_numbers_are_the_best() -> None:
    made = graph((1, 2, 500), (2, 3, 500), (3, 1, 500))

    made.propagate([1, 2, 3])

    assert made.groups[1] == {1: {1, 2}}


def test_every_suggestion_of_a_task_is_told_also_one_to_a_task_that_stays() -> None:
    made = graph((1, 2, -1000))
    made.propagate([1, 2])

    assert made.propagate([], Change([2], [], [])) == ({1, 2}, [(1, 2, -1.0)])


def test_a_pair_of_units_that_speaks_against_two_groups_does_not_hide_another_that_speaks_for_them() -> None:
    made = graph((1, 3, -1000), (2, 3, -1000))
    put_groups(made, 0, [[1, 2]])

    assert made.propagate([1, 2, 3])[1] == [(1, 3, -1.0)]


def test_a_group_that_is_no_longer_liked_frees_who_liked_it_in_vain() -> None:
    made = graph((1, 5, 1000), (1, 3, 900), (3, 4, 500), (2, 3, -1900))
    made.propagate([1, 2, 3, 4, 5])

    made.propagate(put_groups(made, 0, [[1, 2]]))

    assert [3, 4] in made.tasks


def test_a_score_that_joins_nobody_counts_beside_one_that_does() -> None:
    """Kills: groups looked at again only for scores that are enough by themselves."""
    made = graph((1, 3, 900), (2, 3, -1000), (3, 4, 100))
    made.propagate(put_groups(made, 0, [[1, 2]]) | {3, 4})
    before = made.tasks

    made.score(2, 3, -500)
    made.propagate([], Change([], [], [(2, 3, -500)]))

    assert (before, made.tasks) == ([[1, 2], [3, 4]], [[1, 2, 3]])


UNITS = range(1, 10)
LEAST = -9999
values = st.integers(-20, 12).map(lambda tens: tens * 100)
rows = st.tuples(st.sampled_from(UNITS), st.dictionaries(st.sampled_from(UNITS), values, max_size=5))
parts = st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=len(UNITS), max_size=len(UNITS))


def in_cores(made: Graph, of: list[int]) -> set[int]:
    """Put units with one number into one core; 0 stands for none. Return the cores that were not there before."""
    cores = [[unit for unit, part in zip(UNITS, of, strict=True) if part == core] for core in (1, 2)]
    alone = [[unit] for unit, part in zip(UNITS, of, strict=True) if not part]
    return put_groups(made, 0, [*filter(None, cores), *alone])


@settings(max_examples=500)
@given(changes=st.lists(st.tuples(rows, parts), max_size=6))
def test_what_changes_step_by_step_is_what_is_made_afresh(
    changes: list[tuple[tuple[int, dict[int, int]], list[int]]],
) -> None:
    """Kills: groups beside a changed one that keep their best match, one that was left by its partner and is not looked
    at again, one that keeps the number of a unit that has left it, and a score that changes without a group of this
    level changing."""
    grown, tasks, pairs = Graph(), set[int](), set[tuple[int, int, float]]()
    for (unit, row), of in changes:
        before = dict(grown.edges(unit))
        widowed = grown.units(ROUNDS, grown.group(ROUNDS, unit))
        grown.isolate(unit)
        for level in range(ROUNDS + 1):
            grown.leave(level, unit)
        for other, value in row.items():
            if other != unit:
                grown.score(unit, other, value)
        now = grown.edges(unit)
        rescored = [
            (unit, other, max(before.get(other, LEAST), now.get(other, LEAST)))
            for other in before.keys() | now
            if before.get(other) != now.get(other)
        ]
        tasks, found = grown.propagate(in_cores(grown, of), Change([unit], widowed, rescored))
        assert tasks.issuperset(end for pair in found for end in pair[:2])
        pairs = {pair for pair in pairs if tasks.isdisjoint(pair[:2]) and _are_tasks(grown, pair)} | set(found)
        fresh = graph(*((one, other, value) for one, row in grown.rows.items() for other, value in row.items()))
        in_cores(fresh, of)

        _, suggestions = fresh.propagate(UNITS, Change(UNITS, [], []))
        assert (levels(grown), sorted(pairs)) == (levels(fresh), suggestions)


def levels(made: Graph) -> list[list[tuple[int, ...]]]:
    groups = [[made.group(level, unit) for unit in UNITS] for level in range(ROUNDS + 1)]
    return [[(group, *made.units(level, group)) for group in row] for level, row in enumerate(groups)]


def _are_tasks(grown: Graph, pair: tuple[int, int, float]) -> bool:
    return all(grown.group(ROUNDS, task) == task for task in pair[:2])


def test_what_stands_in_archives_beside_an_id_speaks_for_no_neighbour() -> None:
    """Kills: a neighbour taken in for a line in an archive, which counts beside the line with its words and an id."""
    found = []
    for ids in ({}, {1: ("vs-one",)}):
        graph = Graph(ids, archived={2})
        graph.put_group(0, [1, 2])
        graph.score(1, 3, -500)
        graph.score(2, 3, 1500)
        graph.propagate([1, 3])
        found.append([list(graph.units(2, graph.group(2, unit))) for unit in (1, 3)])

    assert found == [[[1, 2, 3], [1, 2, 3]], [[1, 2], [3]]]


def test_what_stands_in_archives_comes_to_what_was_decided_for_all_its_lines() -> None:
    """Kills: evidence of a decided task that stays alone for being unlike what has the id."""
    graph = Graph({1: ("vs-one",)}, archived={2, 3})
    graph.put_group(0, [1, 2])
    graph.score(1, 3, -500)
    graph.score(2, 3, 1500)
    graph.propagate([1, 3])

    assert list(graph.units(2, 1)) == [1, 2, 3]
