"""Average link joins the two most alike groups, as long as their lines are alike on average."""

from vaultsync.core.reconcile.linkage import group_component


def test_a_group_is_joined_for_what_all_its_items_are_alike_not_for_one_of_them() -> None:
    edges = {(0, 1): 5000, (0, 2): 4000}

    assert group_component([0, 1, 2], edges, {}) == [[0, 1], [2]]


def test_a_pair_that_is_no_edge_counts_as_unlike() -> None:
    edges = {(0, 1): 5000, (0, 2): 4000, (1, 2): -3000}

    assert group_component([0, 1, 2], edges, {}) == [[0, 1, 2]]


def test_different_ids_are_kept_apart_through_all_that_their_groups_gather() -> None:
    edges = {(0, 1): 9000, (1, 2): 9000, (2, 3): 9000, (0, 2): 9000, (1, 3): 9000, (0, 3): 9000}
    ids = {0: frozenset(("vs-one",)), 3: frozenset(("vs-two",))}

    assert group_component([0, 1, 2, 3], edges, ids) == [[0, 1, 2], [3]]


def test_an_id_joins_what_nothing_else_would() -> None:
    one, two = frozenset(("vs-one",)), frozenset(("vs-one", "vs-two"))

    assert group_component([0, 1, 2], {}, {0: one, 1: two, 2: frozenset(("vs-two",))}) == [[0, 1, 2]]


def test_whatever_is_like_one_part_of_what_was_decided_joins_it() -> None:
    """Kills: a task with an id losing a line for being unlike its other parts, or what was proposed again meanwhile."""
    edges = {(0, 2): 5000, (1, 3): 4000}
    one = frozenset(("vs-one",))

    assert group_component([0, 1, 2, 3], edges, {0: one, 1: one}) == [[0, 1, 2, 3]]
    assert group_component([0, 2, 3], {(0, 2): 5000, (0, 3): 4000}, {0: one}) == [[0, 2, 3]]
    assert group_component([0, 2, 3], {(0, 2): 5000, (2, 3): 4000}, {0: one}) == [[0, 2], [3]]


def test_what_is_like_one_line_of_a_decided_task_alone_stays_a_task_of_its_own() -> None:
    """Kills: a task that takes in its neighbours, each by its most alike line, as soon as it gets an id."""
    edges = {(0, 1): 5000, (0, 2): 3000}
    one = frozenset(("vs-one",))

    assert group_component([0, 1, 2], edges, {}) == group_component([0, 1, 2], edges, {0: one, 1: one}) == [[0, 1], [2]]


def test_a_line_in_an_archive_counts_with_the_part_of_what_was_decided_that_it_is_alike_to() -> None:
    """Kills: a task that takes in a neighbour because its line in an archive, which gets no id, counts no more."""
    edges = {(0, 1): 5000, (0, 2): 3000}
    one = frozenset(("vs-one",))

    assert group_component([0, 1, 2], edges, {0: one}) == [[0, 1, 2]]
    assert group_component([0, 1, 2], edges, {0: one}, {1}) == group_component([0, 1, 2], edges, {}) == [[0, 1], [2]]


def test_a_line_in_an_archive_that_is_more_alike_to_another_task_is_no_evidence_of_what_was_decided() -> None:
    """Kills: whatever in archives is alike to a decided line compared with its neighbours."""
    edges = {(0, 1): 1000, (0, 2): 3000, (1, 3): 6000}

    assert group_component([0, 1, 2, 3], edges, {0: frozenset(("vs-one",))}, {1}) == [[0, 2], [1, 3]]


def test_a_line_in_an_archive_speaks_against_others_and_not_for_them() -> None:
    """Kills: a neighbour taken in for a line in an archive, which now counts beside the line with its words and an id."""
    edges = {(0, 1): 9000, (0, 2): -1000, (1, 2): 2000}

    assert group_component([0, 1, 2], edges, {0: frozenset(("vs-one",))}, {1}) == [[0, 1], [2]]


def test_a_round_of_a_recurring_task_is_no_decision() -> None:
    """Kills: the id that a round has by its words and its day taken for one that a person put there."""
    day = frozenset(("water the ferns on no day",))

    assert group_component([0, 1, 2], {(0, 1): 5000, (0, 2): 4000}, {0: day}) == [[0, 1], [2]]
