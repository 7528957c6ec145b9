"""What a query costs over many tasks: `python -m benchmarks.query_run [TASKS]`.

Judge the ratios, not the times: each query against a plain loop over the same rows
that asks for the due date and nothing else. Prints CPU milliseconds, the best of three.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from time import process_time

from vaultsync.core.model import NoteFacts
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.row import Narrowed, QueryRow
from vaultsync.core.query.run import run_query
from vaultsync.core.query.terms import Terms

TODAY = date(2026, 2, 2)
SETTINGS = TasksSettings(global_filter="#task")
WORDS = "send the signed contract to the harbour office before the ferry leaves for the island".split()
SIGNS = ("", "⏫ ", "🔼 ", "🔽 ")
QUERIES = {
    "fields": "not done\ndue before next week\npriority is above none",
    "fields, sorted, grouped": "not done\ndue before next week\nsort by due\ngroup by priority",
    "a word": "description includes harbour",
    "everything": "(description includes ferry) OR (path includes 7)\ndescription regex matches /off(ice)?\\b/i",
    "no filter": "sort by description\ngroup by filename",
    "ours": "waiting\ngroup by assignee",
}


def rows(number: int) -> list[QueryRow]:
    """Return rows as a vault has them: ten to a note, two thirds dated, a fifth done."""
    made = []
    for n in range(number):
        path = f"Meetings/2026/Weekly call {n // 10}.md"
        words = " ".join(WORDS[(n * 7 + k) % len(WORDS)] for k in range(3 + n % 9))
        due = f"📅 {TODAY + timedelta(days=n % 200 - 100)} " if n % 3 else ""
        said = read_line(f"- [{'x' if n % 5 == 0 else ' '}] {words} {n} {SIGNS[n % 4]}{due}#task", "emoji", "#task")
        assert said is not None
        owners = (f"Person {n % 40}",) if n % 4 else ()
        setting = SETTINGS.statuses[said.symbol]
        note = NoteFacts(path=path)
        made.append(QueryRow(said=said, path=path, setting=setting, settings=SETTINGS, owners=owners, note=note))
    return made


def best(act: Callable[[], object]) -> float:
    """Return the least CPU time of three runs, in milliseconds."""
    times = []
    for _ in range(3):
        start = process_time()
        act()
        times.append(1000 * (process_time() - start))
    return min(times)


def main(number: int) -> None:
    """Print what each query costs."""
    every = rows(number)
    narrowed = Narrowed(every)
    plain = best(lambda: [row for row in every if row.said.due is not None])
    print(f"{number:,} rows; a plain loop over their due dates takes {plain:.1f} ms")
    for name, text in QUERIES.items():
        query = read_query(text, Terms(today=TODAY, settings=SETTINGS))
        found = run_query(query, narrowed, TODAY)
        taken = best(partial(run_query, query, narrowed, TODAY))
        print(f"{name:<26}{len(found.rows):>8,} found  {taken:>8.1f} ms  ×{taken / plain:.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
