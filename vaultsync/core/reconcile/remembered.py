"""What comparing lines remembers of words: worth its memory while a vault is grouped, and little afterwards."""

from vaultsync.core.reconcile import candidates, likeness, line_features, stems, words

MEMORIES = (
    candidates._square,
    likeness._numbered_alike,
    likeness._other_pair,
    likeness._verbs,
    likeness.numbers_in,
    line_features._shared,
    line_features._stems,
    stems.office_stems,
    stems.stem,
    words._parts,
)
"""Every function of this package that remembers its answers."""

_FEW = 20_000
"""So many answers, some 10 MB, are kept for the next save."""


def forget() -> None:
    """Drop what is remembered if it is much."""
    if sum(each.cache_info().currsize for each in MEMORIES) > _FEW:
        for each in MEMORIES:
            each.cache_clear()
