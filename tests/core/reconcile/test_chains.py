"""Lines that a chain of likeness connects are grouped together, as long as the chain ends."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.reconcile.chains import Chains


def chains(
    scores: Mapping[tuple[int, int], int], longest: int, ids: Mapping[int, tuple[str, ...]] | None = None
) -> Chains:
    rows: dict[int, dict[int, int]] = {}
    for (one, other), value in scores.items():
        rows.setdefault(one, {})[other] = value
        rows.setdefault(other, {})[one] = value
    return Chains(lambda unit: rows.get(unit, {}), lambda unit: (ids or {}).get(unit, ()), lambda _: True, longest)


def test_a_chain_goes_as_far_as_lines_are_alike() -> None:
    assert chains({(1, 2): 2500, (2, 3): 9000, (3, 4): 2499}, 10).of(1) == {1, 2, 3}


def test_in_a_chain_that_is_too_long_only_the_more_alike_lines_link() -> None:
    of = chains({(1, 2): 8000, (2, 3): 2600, (3, 4): 8000}, 3).of

    assert [of(unit) for unit in (1, 2, 3, 4)] == [{1, 2}, {1, 2}, {3, 4}, {3, 4}]


def test_a_chain_that_is_too_long_at_every_score_links_nobody() -> None:
    assert chains({(1, 2): 9000, (2, 3): 9000}, 2).of(2) == {2}


def test_what_one_id_names_hangs_together_however_much_it_is() -> None:
    found = chains({(1, 2): 9000, (2, 3): -4000, (3, 4): 9000}, 1, {2: ("vs-one",), 3: ("vs-one",)})

    assert [found.of(unit) for unit in (1, 2, 3, 4)] == [{1}, {2, 3}, {2, 3}, {4}]


scores = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda ends: ends[0] < ends[1]),
    st.integers(0, 9).map(lambda points: points * 1000),
    max_size=14,
)


@given(scores=scores, longest=st.integers(1, 5), order=st.permutations(range(1, 10)))
def test_a_chain_is_the_same_whoever_was_looked_at_before(
    scores: dict[tuple[int, int], int], longest: int, order: list[int]
) -> None:
    """Kills: a chain that has run into one that is known to be too long taken for one that ends there."""
    known = chains(scores, longest)
    found = {unit: known.of(unit) for unit in order}

    assert found == {unit: chains(scores, longest).of(unit) for unit in order}
    assert all(found[mate] == chain for chain in found.values() for mate in chain)
    assert all(len(chain) <= longest for chain in found.values())


def test_of_a_chain_that_is_too_long_no_more_is_read_than_it_may_have() -> None:
    """Kills: a chain followed to its end before it is told that it is too long, and one that is known to be too long
    followed again from beside it."""
    asked = list[int]()

    def edges(unit: int) -> Mapping[int, int]:
        asked.append(unit)
        return {other: 9000 for other in (unit - 1, unit + 1) if abs(other) < 5000}

    found = Chains(edges, lambda _: (), lambda _: True)

    assert found.of(1) == {1}
    assert len(asked) < 1000
    asked.clear()
    assert found.of(0) == {0}
    assert len(asked) < 50
