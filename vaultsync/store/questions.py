"""Asking a daemon whether it has looked at all that happened until now.

Whoever asks puts a file into a folder that the daemon watches together with the vault. The system tells of
changes in their order, so when the daemon hears of the question it has heard of every save before it. It looks
at those, then takes the file away: that is the answer. Where saves may go untold the folder is not there.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_LOOK_SECONDS = 0.001
_MOUNTS = Path("/proc/self/mountinfo")

_OWN = frozenset(
    "bcachefs btrfs exfat ext2 ext3 ext4 f2fs jfs nilfs2 ntfs3 overlay ramfs reiserfs tmpfs ubifs vfat xfs zfs".split()
)
"""File systems that no other machine writes to; of what another machine saves, the system does not tell."""


class Questions:
    """The folder of questions to one daemon."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; `open` makes it."""
        self._folder = folder

    def open(self) -> Path:
        """Let questions be asked from now on; return the folder, to be watched."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._clear()  # a daemon that was killed has left it
        return self._folder

    def close(self) -> None:
        """Let no more be asked."""
        with suppress(OSError):
            self._clear()
            self._folder.rmdir()

    def ask(self, name: str, pause: Callable[[float], None], patience_seconds: float) -> bool:
        """Ask under a name of one's own; return whether the answer came in time.

        Args:
            name: Nobody else's.
            pause: Waits for so many seconds.
            patience_seconds: How long to wait.
        """
        question = self._folder / name
        try:
            question.touch(mode=0o600, exist_ok=True)
        except OSError:
            return False
        waited = 0.0
        while waited < patience_seconds:
            if not question.exists():
                return True
            pause(_LOOK_SECONDS)
            waited += _LOOK_SECONDS
        self.answer(name)
        return False

    def answer(self, name: str) -> None:
        """Take a question away: whoever asked it is waiting for that."""
        with suppress(OSError):
            (self._folder / name).unlink()

    def _clear(self) -> None:
        for question in self._folder.iterdir():
            self.answer(question.name)


def tells_of_all(root: str, mounts: Path = _MOUNTS) -> bool:
    """Whether the system tells of every save below a folder: no other machine has a part in it.

    Args:
        root: The folder.
        mounts: What is mounted where, as in proc(5), mountinfo.
    """
    try:
        with mounts.open(encoding="utf-8", errors="surrogateescape") as lines:
            found = dict(_mounts(lines))
    except (OSError, IndexError):
        return False
    inside = root.rstrip("/") + "/"
    own = max((point for point in found if inside.startswith(point.rstrip("/") + "/")), key=len, default="")
    return all(found.get(point) in _OWN for point in {own, *(each for each in found if each.startswith(inside))})


def _mounts(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each mounted folder and its type of file system; of several in one place the last counts."""
    for line in lines:
        place, _, kind = line.partition(" - ")
        point = place.split(" ")[4]
        for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
            point = point.replace(code, sign)
        yield point, kind.split(" ")[0]
