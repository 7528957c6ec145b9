"""A vault that is changed at random and as fast as can be: every note that differs is told of."""

import random
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux has inotify", allow_module_level=True)

from tests.store.watch.inotify.making import Index


class Hands:
    """Changes a folder at random, as fast as it can; most of what it wishes for cannot be done."""

    NAMES = ("a", "b", "c", ".hidden")
    NOTES = ("x.md", "y.md")

    def __init__(self, root: Path, outside: Path, dice: random.Random) -> None:
        self.root, self.outside, self.dice = root, outside, dice
        self.written = 0

    def folder(self) -> Path:
        depth = self.dice.choice((0, 1, 1, 2, 2, 3))
        return self.root.joinpath(*(self.dice.choice(self.NAMES) for _ in range(depth)))

    def note(self) -> Path:
        return self.folder() / self.dice.choice(self.NOTES)

    def text(self) -> str:
        self.written += 1
        return str(self.written)

    def change(self) -> None:
        wish = self.dice.choice(
            (
                *(self.write, self.write, self.write, self.append, self.replace, self.rename, self.link, self.delete),
                *(self.make, self.move, self.move, self.clear, self.move_out, self.move_in),
            )
        )
        with suppress(OSError):
            wish()

    def make(self) -> None:
        self.folder().mkdir(parents=True)

    def write(self) -> None:
        note = self.note()
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(self.text(), "ascii")

    def append(self) -> None:
        with self.note().open("r+") as note:
            note.write(self.text())

    def rename(self) -> None:
        self.note().rename(self.note())

    def replace(self) -> None:
        note = self.note()
        temporary = note.with_suffix(".tmp")
        temporary.write_text(self.text(), "ascii")
        temporary.rename(note)

    def delete(self) -> None:
        self.note().unlink()

    def link(self) -> None:
        """Of a note with two names in the vault the system names only the one that was written to."""
        other = self.outside / "Linked.md"
        other.write_text(self.text(), "ascii")
        try:
            self.note().hardlink_to(other)
        finally:
            other.unlink()

    def move(self) -> None:
        self.folder().rename(self.folder())

    def clear(self) -> None:
        folder = self.folder()
        if folder != self.root:
            shutil.rmtree(folder)

    def move_out(self) -> None:
        folder = self.folder()
        if folder != self.root:
            folder.rename(self.outside / self.text())

    def move_in(self) -> None:
        self.dice.choice(sorted(self.outside.iterdir()) or [self.outside / "none"]).rename(self.folder())


@pytest.mark.parametrize("seed", range(12))
def test_however_fast_a_vault_is_changed_every_note_that_differs_is_told_of(tmp_path, root, seed):
    """Kills: folders not gone through after a move; new folders not looked into; questions answered too soon."""
    dice = random.Random(seed)
    (tmp_path / "Outside").mkdir()
    hands = Hands(root, tmp_path / "Outside", dice)
    for _ in range(50):
        hands.change()
    index = Index(root)
    try:
        for _ in range(400):
            hands.change()
            if dice.random() < 0.1:
                index.follow()
            if dice.random() < 0.05:
                index.ask()
                assert index.known == index.truth()
        index.follow_all()
        assert index.known == index.truth()
        for path in index.truth():  # and all that is there is watched
            (root / path).write_text(hands.text(), "ascii")
        index.follow_all()
        assert index.known == index.truth()
    finally:
        index.emitter.stop()
