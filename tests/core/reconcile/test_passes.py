"""A note is often two or three extractions of one source, one below the other."""

from tests.core.reconcile.making import note_lines
from vaultsync.core.reconcile.likeness import score
from vaultsync.core.reconcile.line_features import features_of
from vaultsync.core.reconcile.passes import REPEATS, note_features, said_again


def passes(text: str, **facts: str) -> list[int]:
    """The number of the extraction pass of each line, from 0; nothing for lines without one."""
    found = note_features(note_lines(text, "Kickoff.md", **facts))
    return [int(mark.rpartition(" ")[2]) for line in found for mark in line.passes]


def test_a_pass_ends_where_a_line_says_again_what_one_above_it_said() -> None:
    note = """
    - [?] Send the honey price list to the market office
    - [?] Paint the shed door blue
    - [?] Share the honey price list with the market office
    - [?] Paint the shed's door
    """

    assert passes(note, source_ref="mail.md") == [0, 0, 1, 1]


def test_lines_before_the_first_repetition_belong_to_the_pass_it_is_in() -> None:
    note = """
    - [?] Take pictures of the flooded cellar
    - [?] Send the honey price list to the market office
    - [?] Photograph the damage by the water
    - [?] Share the honey price list with the market office
    """

    assert passes(note, source_ref="mail.md") == [0, 0, 1, 1]


def test_a_sentence_for_several_owners_is_one_pass() -> None:
    note = """
    - [?] Guard the hives at night @Ana Ruiz
    - [?] Guard the hives at night @Bo Lind
    - [?] Paint the shed door blue
    """

    assert passes(note, source_ref="mail.md") == [0, 0, 0]


def test_a_line_that_resembles_one_which_has_its_own_match_repeats_nothing() -> None:
    note = """
    - [?] Send the honey price list to the market office
    - [?] Paint the shed door blue
    - [?] Send the market office the honey
    - [?] Share the honey price list with the market office
    """

    assert passes(note, source_ref="mail.md") == [0, 0, 0, 1]


def test_a_list_without_a_source_that_repeats_itself_is_a_roll_up_and_has_no_passes() -> None:
    note = """
    - [?] Guard the hives at night
    - [?] Paint the shed door blue
    - [?] Guard the hives at night
    """

    assert passes(note) == []
    assert passes("- [?] Guard the hives at night\n- [?] Paint the shed door blue") == [0, 0]


def test_what_another_extraction_of_the_note_said_is_found_the_most_alike_first() -> None:
    """Kills: lines of one note that are one pass whatever came of it, a step that comes behind another one taken for
    it, lines in their order."""
    was, *now = note_lines(
        """
    - [?] Read the seed order for the north field and the old orchard behind the mill
    - [?] Order the seed order for the north field and the old orchard behind the mill
    - [?] Read the seed order for the north field and the orchard
    - [?] Paint the shed door blue
    - [?] Read the seed order for the north field and the old orchard by the mill
    """,
        "Kickoff.md",
        source_ref="mail.md",
    )
    one, other, *_ = features_of([was, *now])

    assert score(one, other) >= REPEATS
    assert said_again(was, now) == [now[3], now[1]]
