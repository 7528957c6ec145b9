"""Read a vault into a new index, without grouping: `python -m benchmarks.cold VAULT INDEX`.

Prints notes and task lines, so that a fast reading that is wrong shows.
"""

import gc
import sys
import time
from pathlib import Path

from vaultsync.core.reading import Reading
from vaultsync.place import Wish, place_of
from vaultsync.store.disk import DiskVault
from vaultsync.store.sqlite import SqliteIndex


class Ungrouped(SqliteIndex):
    """An index that keeps lines and makes no tasks of them."""

    def regroup(self) -> None:
        """Leave the lines as they are."""


def main(vault: str, index: str) -> None:
    """Read a vault."""
    place = place_of(Wish(vault=vault, state=str(Path(index).parent)))
    opened = Ungrouped(Path(index), place.conventions)
    report = Reading(DiskVault(place.root, now=time.time_ns), opened, place.conventions).sync(None, accept_loss=True)
    print(report.notes, report.lines_after, opened.counts().boxes)


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    main(*sys.argv[1:])
