"""Asking a daemon whether it has looked at all that happened until now.

Whoever asks puts a file into a folder that the daemon watches together with the vault. The system tells of
changes in their order, so when the daemon hears of the question it has heard of every save before it. It looks
at those, then writes into the file and takes it away. What was written is the answer: who only clears the folder
takes files away, too. Where saves may go untold the folder is not there.

Names are texts here, as in `workspace`, and for the same reason: whoever asks for a list waits for what is imported.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

QUESTIONS = "questions"
"""The folder's name, in the state folder."""

_LOOK_SECONDS = 0.001
_MOUNTS = "/proc/self/mountinfo"

_OWN = frozenset(
    "bcachefs btrfs exfat ext2 ext3 ext4 f2fs jfs nilfs2 ntfs3 overlay ramfs reiserfs tmpfs ubifs vfat xfs zfs".split()
)
"""File systems that no other machine writes to; of what another machine saves, the system does not tell."""


class QuestionFolder:
    """The folder of questions to one daemon."""

    def __init__(self, folder: str) -> None:
        """Name the folder; `open` makes it."""
        self.folder = folder

    def open(self) -> None:
        """Let questions be asked from now on."""
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        self._clear()  # a daemon that was killed has left it

    def close(self) -> None:
        """Let no more be asked."""
        with suppress(OSError):
            self._clear()
            os.rmdir(self.folder)

    def are_open(self) -> bool:
        """Whether there is a daemon that can be asked, or there was one that was killed."""
        return os.path.isdir(self.folder)

    def ask(self, name: str, pause: Callable[[float], None], patience_seconds: float) -> bool:
        """Ask under a name of one's own; return whether the answer came in time.

        Args:
            name: Nobody else's.
            pause: Waits for so many seconds.
            patience_seconds: How long to wait.
        """
        question = os.path.join(self.folder, name)
        try:
            asked = os.open(question, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError:
            return False
        try:
            return _is_answered(asked, pause, patience_seconds)
        finally:
            os.close(asked)
            self._take_away([name])

    def answer(self, names: Iterable[str]) -> None:
        """Answer questions: whoever asked them is waiting for that."""
        for name in names:
            with suppress(OSError):
                asked = os.open(os.path.join(self.folder, name), os.O_WRONLY)
                try:
                    os.write(asked, b"!")
                finally:
                    os.close(asked)
            self._take_away([name])

    def _take_away(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                os.unlink(os.path.join(self.folder, name))

    def _clear(self) -> None:
        self._take_away(os.listdir(self.folder))


def _is_answered(asked: int, pause: Callable[[float], None], patience_seconds: float) -> bool:
    """Wait for an answer; a question that was taken away without one gets none."""
    waited = 0.0
    while waited < patience_seconds:
        found = os.fstat(asked)
        if found.st_size or not found.st_nlink:
            return bool(found.st_size)
        pause(_LOOK_SECONDS)
        waited += _LOOK_SECONDS
    return False


def tells_of_all(root: str, mounts: str = _MOUNTS) -> bool:
    """Whether the system tells of every save below a folder: no other machine has a part in it.

    Args:
        root: The folder.
        mounts: What is mounted where, as in proc(5), mountinfo.
    """
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as lines:
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
