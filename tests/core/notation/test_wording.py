"""The words of a task, whatever notation its fields were written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.notation.wording import without_fields


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Paint the railing", "Paint the railing"),
        ("Paint the railing [due:: 2026-01-20]", "Paint the railing"),
        ("Paint the railing  [priority:: high]  [repeat:: every week], (completion:: 2026-01-20)", "Paint the railing"),
        ("Paint [due:: 2026-01-20] the railing", "Paint the railing"),
        ("Paint [scheduled:: soon] the railing", "Paint the railing"),
        ("Paint the railing 📅 2026-01-20 ⏫ 🔁 every week", "Paint the railing"),
        ("Paint 📅 2026-01-20 the railing", "Paint the railing"),
        ("Paint the railing ⏫ [due:: 2026-01-20] 🔼", "Paint the railing"),
        ("Paint [colour:: red] (twice) [[Pier]]", "Paint [colour:: red] (twice) [[Pier]]"),
        ("Say what ⏫ means", "Say what ⏫ means"),
        ("🔁 every week Paint the railing", "🔁 every week Paint the railing"),
        ("Paint the railing 🔁 every week when done ⏫", "Paint the railing"),
        ("[due:: 2026-01-20]", "[due:: 2026-01-20]"),
        ("", ""),
    ],
)
def test_fields_of_either_notation_are_no_words(title, words):
    assert without_fields(title) == words


PIECES = (
    "Paint the railing|[due:: 2026-01-20]|(id:: a1)|📅 2026-01-20|⏫|🆔 a1|[[Pier]]|(twice)|🔁 every week|:: |[".split(
        "|"
    )
)


@given(st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join))
def test_words_without_fields_have_none_any_more(title):
    """Kills: a field that shows when the one behind it is gone."""
    words = without_fields(title)

    assert without_fields(words) == words
    assert ("Paint the railing" in words) == ("Paint the railing" in title)
