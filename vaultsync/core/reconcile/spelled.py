"""Words as two lines spell them: people are not told of stems."""

from collections.abc import Iterable, Mapping

from vaultsync.core.reconcile.stems import TOKEN, fold, stem

Spelling = Mapping[str, str]
"""By stem, or by folded name, what is shown of it; one that is not there is shown as it is."""


def spelling_of(titles: Iterable[str], owners: Iterable[str]) -> Spelling:
    """Return how some lines spell their words, whichever of the lines comes first.

    Args:
        titles: The words of each line.
        owners: The assignees of all, as written.
    """
    found: dict[str, str] = {}
    for word in sorted({word for title in titles for word in _words(title)}, key=lambda word: (len(word), word)):
        found.setdefault(stem(fold(word)), word)
    return {**found, **{fold(owner): owner for owner in sorted(owners)}}


def _words(title: str) -> Iterable[str]:
    """Return each word of a title, and each part of one with hyphens."""
    for match in TOKEN().finditer(title):
        # The first word has a capital in any case.
        word = match[0]
        if word[1:].islower() and not title[: match.start()].strip():
            word = word.lower()
        yield from {word, *word.split("-")}
