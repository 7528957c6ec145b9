"""Where the lines of an edit stand by now, in a note that may have gone on.

Only what can be told for certain is answered: the same text at the same line,
or standing once in the note. Everything else is refused.
"""

import re
from collections.abc import Iterable
from contextlib import suppress

from vaultsync.core.errors import NoteChanged
from vaultsync.core.model import Edit

_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$|🆔\ufe0f?\s*([A-Za-z0-9_-]+)")


def runs(texts: list[str], run: tuple[str, ...]) -> list[int]:
    """Return the indices at which a run of lines begins."""
    found: list[int] = []
    if not run:
        return found
    index = -1
    with suppress(ValueError):
        while True:
            index = texts.index(run[0], index + 1)
            if len(run) == 1 or tuple(texts[index : index + len(run)]) == run:
                found.append(index)
    return found


def locate(texts: list[str], edit: Edit) -> int | None:
    """Return the index of the run to replace, or None if the new lines are there already."""
    before, after = edit.before, edit.after
    places = runs(texts, before)
    done = runs(texts, after)
    if len(after) > len(before):
        # A repeating task without dates comes back word for word: found inside its own
        # result, it is what this edit made and not what it has to change.
        places = [p for p in places if not any(q <= p and p + len(before) <= q + len(after) for q in done)]
    if edit.line - 1 in places:
        return edit.line - 1
    if edit.line - 1 in done:
        # Before looking elsewhere: a twin of the line further down is another line.
        return None
    if len(places) == 1:
        return places[0]
    if places:
        raise NoteChanged(edit.path, edit.line, because=f"stands {_times(places)}; it is not clear which is meant")
    if done or _gone(texts, edit):
        return None
    raise _changed(texts, edit)


def locate_back(texts: list[str], written: list[str], back: Edit) -> int | None:
    """Return the index at which an edit is taken back, or None if what it replaced or removed is there again.

    Args:
        texts: The lines of the note now.
        written: Its lines as the edit left them.
        back: The inverse of the edit.
    """
    if not back.before:
        return gap(texts, written, back)
    place = locate(texts, back)
    if place is None and back.after and _apart(texts, back) <= _apart(written, back):
        # What reads as it did before was no part of the edit: a twin, or a line in code.
        raise _changed(texts, back)
    return place


def _apart(texts: list[str], back: Edit) -> int:
    """Return how often the lines as they were before an edit stand there, not counting those within what it wrote."""
    size = len(back.before) - len(back.after)
    made = runs(texts, back.before)
    return sum(not any(place <= at <= place + size for place in made) for at in runs(texts, back.after))


def _gone(texts: list[str], edit: Edit) -> bool:
    """Whether lines that are to be removed have gone, as far as their ids can tell."""
    names = ids(edit.before)
    return not edit.after and bool(names) and not names & ids(texts)


def _changed(texts: list[str], edit: Edit) -> NoteChanged:
    names = ids(edit.before)
    # A task's lines in one note have one id: the line that stands where it stood is the one.
    for index in sorted(range(len(texts)), key=lambda index: (index != edit.line - 1, index)):
        if names & ids([texts[index]]):
            return NoteChanged(edit.path, index + 1, because="has the same id, but says something else now")
    return NoteChanged(edit.path, edit.line)


def ids(texts: Iterable[str]) -> set[str]:
    """Return the block ids and the values of 🆔 on some lines."""
    return {name for text in texts for pair in _ID.findall(text) for name in pair if name}


def _times(places: list[int]) -> str:
    count = "twice" if len(places) == 2 else f"{len(places)} times"
    return f"{count} (in lines {', '.join(str(place + 1) for place in places)})"


def gap(texts: list[str], written: list[str], back: Edit) -> int | None:
    """Return the index at which removed lines belong, or None if they are there already."""
    at = back.line - 1
    above = written[at - 1] if at else None
    below = written[at] if at < len(written) else None
    neighbours = list(zip([None, *texts], [*texts, None], strict=True))
    places = [index for index, pair in enumerate(neighbours) if pair == (above, below)]
    if at in places:
        return at
    if len(places) == 1:
        return places[0]
    for start in runs(texts, back.after):
        if neighbours[start][0] == above or neighbours[start + len(back.after) - 1][1] == below:
            return None
    for neighbour, offset in ((above, 1), (below, 0)):
        if neighbour is not None and neighbour.strip() and texts.count(neighbour) == 1:
            return texts.index(neighbour) + offset
    raise NoteChanged(back.path, back.line, because="has lost the neighbours of the line that was removed there")
