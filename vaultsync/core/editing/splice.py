"""Edits + the bytes of a note → its new bytes, and back.

Everything that no edit names stays as it is, byte for byte: line ends, byte
order mark, invalid UTF-8, a missing final line end.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from vaultsync.core.editing.locate import locate, locate_back, runs
from vaultsync.core.errors import NoteChanged, NotWritable
from vaultsync.core.model import Edit
from vaultsync.core.text import decode, encode, rows

TaskLines = Callable[[bytes], Container[int]]
"""Returns which lines (the first is 1) of these bytes are list items outside code, comments and frontmatter."""

_BOM = "\ufeff"


class Spliced(NamedTuple):
    """What edits make of a note."""

    after: bytes
    edits: tuple[Edit, ...]
    """The edits that change something, in the order of the lines, numbered as they stand in the note now."""

    left_out: tuple[tuple[Edit, NoteChanged], ...] = ()
    """Of what was to be taken back: what could not be, and why."""


class _Lines:
    """A note as `core.text.rows` reads it, without its byte order mark."""

    def __init__(self, data: bytes) -> None:
        text = decode(data)
        self.bom = _BOM if text.startswith(_BOM) else ""
        self.text = text[len(self.bom) :]
        end = self._only_end()
        if end is None:
            read = rows(self.text)
            self.texts, self.ends = [row for row, _ in read], [end for _, end in read]
        else:
            # Ten times as fast as `rows`: the shorter the time between look and write, the fewer saves fall into it.
            self.texts = self.text.split(end)
            self.ends = [end] * (len(self.texts) - 1) + [""]
            if not self.texts[-1]:
                del self.texts[-1], self.ends[-1]

    def _only_end(self) -> str | None:
        both, returns, feeds = (self.text.count(end) for end in ("\r\n", "\r", "\n"))
        if not returns:
            return "\n"
        return "\r\n" if both == returns == feeds else None

    def between(self, start: int, stop: int) -> str:
        """Return some lines with their ends."""
        return "".join(chain.from_iterable(zip(self.texts[start:stop], self.ends[start:stop], strict=True)))

    def dominant_end(self) -> str:
        """Return the most frequent line end; LF where there is none, the first of equals."""
        return max(dict.fromkeys(end for end in self.ends if end), key=self.ends.count, default="\n")

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.texts)


class _Change(NamedTuple):
    start: int
    """Index of the first line that goes."""

    stop: int
    """Index behind the last line that goes."""

    ends: list[str]
    """The line ends of the new lines."""

    edit: Edit


def splice(data: bytes, edits: Sequence[Edit], *, task_lines: TaskLines | None = None) -> bytes:
    """Return a note with some runs of its lines replaced; see `plan`."""
    return plan(data, edits, task_lines=task_lines).after


def plan(data: bytes, edits: Sequence[Edit], *, task_lines: TaskLines | None = None) -> Spliced:
    """Find the lines of edits in a note as it is now, and replace them.

    A run is looked for where it was read, then wherever it stands alone. An
    edit whose new lines are there already changes nothing: a command may be
    repeated. A replaced line keeps its own line end.

    Args:
        data: The note.
        edits: Edits of this one note, numbered as the lines were read.
        task_lines: QueryRow whether each line that was found is among them; None asks nothing.

    Raises:
        NoteChanged: A run is gone, stands more than once, is no list item any
            more, or two edits meet in one line.
        NotWritable: The edit would make a lone CR and a LF neighbours, which are one line end.
        ValueError: A new line contains a line end.
    """
    note = _Lines(data)
    changes = []
    for given in edits:
        edit = _without_bom(given)
        start = locate(note.texts, edit)
        if start is None:
            continue
        _refuse_code(data, edit, start, task_lines)
        stop = start + len(edit.before)
        changes.append(_Change(start, stop, _ends(note, start, stop, len(edit.after)), edit))
    return _replace(data, note, changes)


def plan_back(
    data: bytes,
    base: bytes,
    edits: Sequence[Edit],
    *,
    task_lines: TaskLines | None = None,
    skip_changed: bool = False,
) -> Spliced:
    """Take edits back in a note that may have gone on since.

    What was written is found by its order among all lines that read alike, if
    there are still as many, else like the lines of any edit. Lines that were
    removed go back between the neighbours that they had, else beside the one
    neighbour that is left.

    Args:
        data: The note as it is now.
        base: The note as it was before `edits`.
        edits: What was done to `base`, numbered as the lines stood there.
        task_lines: QueryRow whether each line that was found is among them; None asks nothing.
        skip_changed: Leave out what cannot be taken back by itself, instead of refusing all.

    Raises:
        NoteChanged: What was written is gone, stands more than once, or no
            neighbour says where a removed line belongs.
    """
    note, old = _Lines(data), _Lines(base)
    made = sorted(map(_without_bom, edits), key=lambda edit: edit.line)
    written = _written(old.texts, made)
    backs = inverse(made)
    kept = _kept(note.texts, written, backs)
    changes = []
    left_out = []
    for edit, back in zip(made, backs, strict=True):
        try:
            start = kept.get(back)
            if start is None:
                start = locate_back(note.texts, written, back)
            if start is None:
                continue
            if back.before:
                _refuse_code(data, back, start, task_lines)
        except NoteChanged as changed:
            if not skip_changed:
                raise
            left_out.append((edit, changed))
            continue
        stop = start + len(back.before)
        restored = old.ends[edit.line - 1 : edit.line - 1 + len(edit.before)]
        changes.append(_Change(start, stop, _ends_again(note, old, restored, start, stop), back))
    return _replace(data, note, changes)._replace(left_out=tuple(left_out))


def _kept(texts: list[str], written: list[str], backs: Iterable[Edit]) -> dict[Edit, int]:
    """Return the index of each run that was written, if all that read like it are still there: they are in their order.

    Only then nobody has put one of them back, whatever stands at its number by now.
    """
    found: dict[Edit, int] = {}
    for back in backs:
        then, now = runs(written, back.before), runs(texts, back.before)
        if len(then) == len(now) and back.line - 1 in then:
            found[back] = now[then.index(back.line - 1)]
    return found


def inverse(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return what takes edits of one note back, numbered as the lines stand once they were carried out.

    Args:
        edits: Numbered as the lines stood before.
    """
    backs = []
    shift = 0
    for edit in sorted(edits, key=lambda edit: edit.line):
        backs.append(Edit(path=edit.path, line=edit.line + shift, before=edit.after, after=edit.before))
        shift += len(edit.after) - len(edit.before)
    return tuple(backs)


def is_lost(edits: Iterable[Edit], after: bytes, now: bytes) -> bool:
    """Return whether an editor wrote an older text over edits.

    Args:
        edits: What was carried out.
        after: The note as the edits left it.
        now: The note as it is.
    """
    then_, now_ = _Lines(after).texts, _Lines(now).texts
    return any(
        (not edit.before or len(runs(now_, edit.before)) > len(runs(then_, edit.before)))
        and (not edit.after or len(runs(now_, edit.after)) < len(runs(then_, edit.after)))
        for edit in edits
    )


def _without_bom(edit: Edit) -> Edit:
    """Take the byte order mark off an edit of the first line: it belongs to the note, and to none of its lines."""
    if any("\n" in text or "\r" in text for text in edit.after):
        raise ValueError(f"{edit.path}:{edit.line}: a new line contains a line end")
    before, after = edit.before, edit.after
    if before and before[0].startswith(_BOM):
        before = (before[0].removeprefix(_BOM), *before[1:])
        after = tuple(text.removeprefix(_BOM) for text in after)
    return Edit(path=edit.path, line=edit.line, before=before, after=after)


def _refuse_code(data: bytes, edit: Edit, start: int, task_lines: TaskLines | None) -> None:
    if task_lines is not None and start + 1 not in task_lines(data):
        raise NoteChanged(edit.path, start + 1, because="now stands in code, in a comment or in the frontmatter")


def _ends(note: _Lines, start: int, stop: int, count: int) -> list[str]:
    """Return line ends for `count` lines that replace some others.

    The last of the new lines has the end of the last old one, even if that is
    none: what follows must begin where it began.
    """
    if count == 0:
        return []
    old = note.ends[start:stop]
    inner = [old[index] if index < len(old) - 1 else old[-1] or note.dominant_end() for index in range(count - 1)]
    return [*inner, old[-1]]


def _ends_again(note: _Lines, old: _Lines, restored: list[str], start: int, stop: int) -> list[str]:
    """Return the line ends that lines from an older note get in this one."""
    if not restored:
        return []
    end = note.dominant_end() if note.texts else old.dominant_end()
    full = [own or end for own in restored]
    if start < stop:
        return [*full[:-1], note.ends[stop - 1]]
    if stop < note.count():
        return full
    return [*full[:-1], restored[-1] if not note.texts or note.ends[-1] else ""]


def _written(texts: list[str], edits: list[Edit]) -> list[str]:
    """Return the lines that edits left behind, by the numbers with which they were carried out."""
    for edit in reversed(edits):
        first = edit.line - 1
        texts = [*texts[:first], *edit.after, *texts[first + len(edit.before) :]]
    return texts


def _replace(data: bytes, note: _Lines, changes: list[_Change]) -> Spliced:
    """Put the new lines in; all others stay as they are, byte for byte."""
    if not changes:
        return Spliced(data, ())
    changes = sorted(changes, key=lambda change: (change.start, change.stop))
    pieces = [note.bom]
    behind = 0
    for change in changes:
        if change.start < behind:
            raise NoteChanged(change.edit.path, change.start + 1, because="is claimed by two edits at once")
        pieces.append(note.between(behind, change.start))
        if change.ends and change.start and not note.ends[change.start - 1]:
            pieces.append(note.dominant_end())
        pieces.append("".join(map(str.__add__, change.edit.after, change.ends)))
        behind = change.stop
    pieces.append(note.between(behind, note.count()))
    _refuse_new_neighbours([piece for piece in pieces if piece], note.bom, changes[0].edit.path)
    edits = (
        Edit(path=change.edit.path, line=change.start + 1, before=change.edit.before, after=change.edit.after)
        for change in changes
    )
    return Spliced(encode("".join(pieces)), tuple(edits))


def _refuse_new_neighbours(pieces: list[str], bom: str, path: str) -> None:
    """What an edit brings together must not be read as one: a lone CR before a LF, a byte order mark at the top."""
    joins = any(left[-1] == "\r" and right[0] == "\n" for left, right in pairwise(pieces))
    if joins or (pieces and not bom and pieces[0].startswith(_BOM)):
        raise NotWritable(
            f"{path}: the edit would change how other lines are read",
            remedy="Change this line in your editor, or give the note one kind of line end.",
        )
