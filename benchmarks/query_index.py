"""What a query costs over an index: `python -m benchmarks.query_index VAULT STATE [QUERY...]`.

STATE is made by `benchmarks.cold VAULT STATE --one-each`. Every task counts, archived or not. A query has its lines
separated by ` / `; without any, some of every kind are asked. Prints a table: for each how many rows were found, and
CPU milliseconds, the best of three, from the query to its rows in order, fifty of them made into whole tasks. So whom
names mean is known already.
"""

import gc
import sys
from datetime import date
from time import process_time

from vaultsync.core.query.narrowing import Linked, Narrowing
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.run import narrowing, run_query
from vaultsync.core.query.terms import Terms
from vaultsync.core.views.wanted import Wanted
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.resolving import Resolving
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
    "not done",
    "",
    "sort by due",
    "sort by path",
    "sort by heading",
    "sort by tag",
    "sort by path / sort by tag",
    "sort by tag 2",
    "sort by urgency reverse / sort by path",
    "sort by description",
    "sort by random",
    "sort by function task.description.length",
    "group by due",
    "group by priority",
    "group by status",
    "group by assignee",
    "group by path",
    "group by tags",
    "group by note",
    "group by source",
    "group by backlink",
    "group by urgency",
    "group by due / group by path",
    "group by assignee / group by note",
    "group by function task.due.format('YYYY-MM')",
)


def main(vault: str, state: str, *asked: str) -> None:
    """Ask."""
    workspace = workspace_of(VaultOptions(vault=vault, state=state))
    index = SqliteIndex(workspace.index, workspace.conventions)
    print(f"{index.count(Wanted(live=None)):,} tasks\n\n| query | found | ms |\n|---|---|---|")
    for each in asked or QUERIES:
        text = each.replace(" / ", "\n")
        taken = []
        for _ in range(3):
            with index.reading():
                began = process_time()
                meant = Resolving(index, workspace.conventions)
                terms = Terms(today=TODAY, settings=workspace.conventions.query_settings, functions=True, meant=meant)
                query = read_query(text, terms)
                narrowed = index.narrowed(Wanted(live=None), narrowing(query, TODAY))
                found = run_query(
                    query, narrowed, TODAY, lambda: index.narrowed(Wanted(live=None), Narrowing(Linked())).rows
                )
                index.with_uids([row.uid for row in found.rows[:50]])
                meant.keep()
                taken.append(1000 * (process_time() - began))
                passing = found.before_limit
                # To take what was found apart is no part of the next answer: a command ends here.
                del narrowed, found
        lines = ", ".join(f"`{line}`" for line in each.split(" / ") if line) or "no line"
        print(f"| {lines} | {passing:,} | {min(taken):.0f} |", flush=True)


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    main(*sys.argv[1:])
