"""What a query costs over an index: `python -m benchmarks.query_index VAULT STATE [QUERY...]`.

STATE is made by `benchmarks.cold VAULT STATE --one-each`. Every task counts, archived or not. A query has its lines
separated by ` / `; without any, some of every kind are asked. Prints for each how many rows the index left to judge,
how many were found, and CPU milliseconds, the best of three: all of it, and of that what the index took.
"""

import gc
import sys
from datetime import date
from time import process_time

from vaultsync.core.query.narrowing import Linked, Look
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.run import look, run_query
from vaultsync.core.query.terms import Terms
from vaultsync.core.views.wanted import Wanted
from vaultsync.locating import VaultOptions, place_of
from vaultsync.store.index.sqlite import SqliteIndex

TODAY = date(2026, 3, 1)
QUERIES = (
    "due on 2026-03-03",
    "not done / due before next week / priority is above none",
    "not done / due before next week / sort by due / limit 50",
    "not done / limit 50",
    "not done / sort by due / limit 50",
    "not done / sort by urgency / limit 50",
    "not done / sort by priority / limit 50",
    "not done / sort by path / limit 50",
    "not done / group by due / limit 50",
    "done after 2026-02-01 / group by priority / limit 50",
    "waiting / group by assignee / limit 50",
    "has due date / NOT (done) / limit 50",
    "(due before next week) OR (priority is high) / limit 50",
    "due before next week / description includes review / limit 50",
    "description includes harbour",
    "heading includes action / limit 50",
    "description regex matches /off(ice)?\\b/i / limit 50",
    "path includes 7 / tag includes auto / limit 50",
    "tag includes auto / limit 50",
    "has id",
    "is blocked",
    "is not blocked / limit 50",
    "assignee is ana / limit 50",
    "echoed more than 2",
    "is recurring / limit 50",
    "note type is meeting / limit 50",
    "participants include ana / limit 50",
    "filter by function task.description.length > 60 / limit 50",
    "filter by function task.originalMarkdown.includes('Pay') / limit 50",
    "filter by function task.listMarker === '-' / limit 50",
    "filter by function task.onCompletion === '' / limit 50",
    "sort by description / limit 50",
    "sort by heading / limit 50",
    "sort by tag / limit 50",
    "sort by random / limit 50",
    "limit 50",
    "due before next week",
    "sort by due",
    "not done",
    "",
)


def main(vault: str, state: str, *asked: str) -> None:
    """Ask."""
    place = place_of(VaultOptions(vault=vault, state=state))
    index = SqliteIndex(place.index, place.conventions)
    print(f"{index.count(Wanted(live=None)):,} tasks")
    for each in asked or QUERIES:
        text = each.replace(" / ", "\n")
        query = read_query(text, Terms(today=TODAY, settings=place.conventions.query_settings, functions=True))
        taken = []
        for _ in range(3):
            with index.reading():
                began = process_time()
                left = index.asked(Wanted(live=None), look(query, TODAY))
                narrowed = process_time()
                found = run_query(query, left, TODAY, lambda: index.asked(Wanted(live=None), Look(Linked())).rows)
                index.with_uids([row.uid for row in found.rows[:50]])
                taken.append((1000 * (process_time() - began), 1000 * (narrowed - began)))
        whole, narrowing = min(taken)
        print(
            f"{each:<62}{len(left.rows):>8,} left{found.before_limit:>8,} found{whole:>9.1f} ms{narrowing:>9.1f}",
            flush=True,
        )


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    main(*sys.argv[1:])
