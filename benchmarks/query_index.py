"""What a query costs over an index: `python -m benchmarks.query_index VAULT [INDEX]`.

Reads VAULT into INDEX (kept, and brought up to date if it is there; else a temporary one), then asks. Prints for each
query how many rows the index left to judge, how many were found, and CPU milliseconds, the best of three: all of it,
and of that what the index took.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path
from time import process_time

from vaultsync.core.conventions import Conventions
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.run import condition, run_query
from vaultsync.core.query.terms import Terms
from vaultsync.core.reading import Reading
from vaultsync.core.wanted import Wanted
from vaultsync.store.disk import DiskVault
from vaultsync.store.sqlite import SqliteIndex

TODAY = date(2026, 3, 1)
CONVENTIONS = Conventions(task_tag="#task")
QUERIES = (
    "due on 2026-03-03",
    "not done\ndue before next week\npriority is above none",
    "not done\ndue before next week\nsort by due\nlimit 50",
    "description includes harbour",
    "heading includes action",
    "description regex matches /off(ice)?\\b/i",
    "waiting\ngroup by assignee\nlimit 50",
    "not done\nlimit 50",
    "path includes 7\ntag includes auto",
    "sort by description\nlimit 50",
    "is blocked",
)


def main(vault: Path, database: Path) -> None:
    """Bring the index up to date, then ask."""
    index = SqliteIndex(database, CONVENTIONS)
    Reading(DiskVault(vault, now=lambda: 2**62), index, CONVENTIONS).sync(None, accept_loss=True)
    print(f"{index.count(Wanted()):,} live tasks of {index.count(Wanted(live=None)):,}")
    for text in QUERIES:
        query = read_query(text, Terms(today=TODAY, settings=CONVENTIONS.query_settings))
        taken = []
        for _ in range(3):
            with index.reading():
                began = process_time()
                rows = index.asked(Wanted(), condition(query))
                narrowed = process_time()
                found = run_query(query, rows, TODAY)
                index.with_uids([row.uid for row in found.rows[:50]])
                taken.append((1000 * (process_time() - began), 1000 * (narrowed - began)))
        whole, narrowing = min(taken)
        words = text.replace("\n", " / ")
        print(f"{words:<58}{len(rows):>8,} left{found.before_limit:>8,} found{whole:>9.1f} ms{narrowing:>9.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else f"{tempfile.mkdtemp()}/index.db"))
