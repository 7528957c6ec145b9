"""The ratios that few questions are answered by are rapidfuzz's."""

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from vaultsync.core.reconcile import passes, ratios

TEXTS = st.text("abé ", max_size=12) | st.lists(st.sampled_from(["hive", "honey", "jar"])).map(" ".join)


@example("", "")
@example("honey", "")
@example("honey jar", "jar")
@example("honey jar", "jar hive")
@given(TEXTS, TEXTS)
def test_ratios_are_those_of_the_library(one, other):
    """Kills: a sign counted twice, another order of the words, an empty text, a blank between words that is not counted."""
    assert ratios._ratio(one, other) == fuzz.ratio(one, other)
    assert ratios._token_set_ratio(one, other) == fuzz.token_set_ratio(one, other)


def test_whoever_compares_many_lines_has_them_from_the_library():
    """Kills: grouping by the plain ratios, which takes ten times as long."""
    assert passes.note_features
    assert (ratios.ratio, ratios.token_set_ratio) == (fuzz.ratio, fuzz.token_set_ratio)
