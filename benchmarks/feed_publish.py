"""What a feed of a large vault costs: `python -m benchmarks.feed_publish [TASKS]`.

Judge the ratios, not the times. The first export (names given and kept,
components rendered and kept, feed joined) stands against building the same
components by plain string concatenation, without a store. The export after one
change stands against fetching and joining texts that are kept already. All in
processor time, by turns; first exports are made three times, the others seven, and the median ratio counts.
"""

import gc
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import apsw

from benchmarks.feed_render import tasks
from vaultsync.app import App
from vaultsync.core.conventions import Conventions
from vaultsync.core.feed.card import Card, card_of
from vaultsync.core.feed.definition import FeedDefinition, Kind
from vaultsync.core.feed.text import fold
from vaultsync.publishing import Identity, Publishing
from vaultsync.store.feeds.cards import card_of_row, card_row
from vaultsync.store.feeds.register import SqliteRegister
from vaultsync.store.index.rows import task_row
from vaultsync.store.index.schema import TASK_COLUMNS
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryVault

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
EVERYTHING = FeedDefinition(name="tasks", kind=Kind.TODOS, done_days=36_500)


def filled(folder: Path, number: int) -> None:
    """Put tasks into an index as a sync leaves them."""
    index = SqliteIndex(folder / "index.db", Conventions())
    database = apsw.Connection(str(folder / "index.db"))
    with database:
        for n, task in enumerate(tasks(number), 1):
            row = (n, *task_row(task, ()))
            database.execute(f"INSERT INTO task (id, {TASK_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
            database.execute("INSERT INTO card VALUES (?, ?)", (n, card_row(card_of(task))))
    database.close()
    index.close()


def opened(folder: Path) -> tuple[Publishing, SqliteIndex, SqliteRegister]:
    """Open a vault's feeds."""
    index, register = SqliteIndex(folder / "index.db", Conventions()), SqliteRegister(folder / "register.db")
    none: Any = None
    app = App(
        vault=MemoryVault({}),
        index=index,
        editor=none,
        facts_editor=none,
        clock=lambda: NOON,
        conventions=Conventions(),
        sync_lock=none,
    )
    identity = Identity("Work", "0f6c3c1e-vault", UTC)
    return Publishing(app, register=register, components=index.components, identity=identity), index, register


def spent(what: Callable[[], object]) -> float:
    """Return the seconds of processor time of one call."""
    start = process_time()
    what()
    return process_time() - start


def concatenated(cards: list[Card]) -> bytes:
    """Build the same todos as one would without thinking of stores, digests or caches: escape, fold, join."""

    def escaped(value: str) -> str:
        return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")

    parts = []
    for card in cards:
        stamp = f"{card.last.replace('-', '')}T000000Z"
        file = card.path.removesuffix(".md").replace(" ", "%20").replace("/", "%2F")
        lines = ["BEGIN:VTODO", f"UID:{card.uid}@0f6c3c1e-vault", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}"]
        lines += ["SEQUENCE:0", f"SUMMARY:{escaped(card.summary)}"]
        if card.due:
            lines.append(f"DUE;VALUE=DATE:{card.due.replace('-', '')}")
        lines.append("STATUS:COMPLETED" if card.done else "STATUS:NEEDS-ACTION")
        if card.done:
            lines += ["PERCENT-COMPLETE:100", f"COMPLETED:{card.done.replace('-', '')}T120000Z"]
        if card.priority == "high":
            lines.append("PRIORITY:3")
        lines += ["CLASS:PRIVATE", f"CREATED:{card.created.replace('-', '')}T120000Z"]
        lines.append("CATEGORIES:" + ",".join(escaped(tag[1:]) for tag in sorted(card.tags)))
        lines += [f"X-VAULTSYNC-ASSIGNEE:{escaped(owner)}" for owner in card.owners]
        lines.append(f"URL:obsidian://open?vault=Work&file={file}%23%5E{card.block}")
        told = f"Note: {card.path}\nHeading: {card.heading}" + "".join(f"\nAssignee: {owner}" for owner in card.owners)
        lines.append(f"DESCRIPTION:{escaped(told)}")
        lines += [f"X-VAULTSYNC-LINE:{card.line}", f"X-VAULTSYNC-PATH:{escaped(card.path)}"]
        lines += [f"X-VAULTSYNC-SOURCE:{escaped(card.origin)}", f"X-VAULTSYNC-REV:{card.digest}", "END:VTODO"]
        parts.append("\r\n".join([line if len(line) < 75 and line.isascii() else fold(line) for line in lines]))
    return ("\r\n".join(parts) + "\r\n").encode()


def keep(folder: Path, feed: bytes) -> None:
    """Keep the components of a feed as one would without thinking of it: a row for each."""
    end = b"END:VTODO\r\n"
    begin = feed.index(b"BEGIN:VTODO")
    database = apsw.Connection(str(folder / "kept.db"))
    with database:
        database.execute("CREATE TABLE kept (uid INTEGER PRIMARY KEY, text BLOB NOT NULL)")
        texts = feed[begin:].split(end)[:-1]
        database.executemany("INSERT INTO kept VALUES (?, ?)", enumerate(text + end for text in texts))
    database.close()


def joined(folder: Path) -> bytes:
    """Fetch the kept texts and join them."""
    database = apsw.Connection(str(folder / "kept.db"))
    data = b"".join([text for (text,) in database.execute("SELECT text FROM kept ORDER BY uid")])
    database.close()
    return data


def changed(folder: Path, number: int) -> None:
    """Let one task say something else, as a sync leaves it."""
    database = apsw.Connection(str(folder / "index.db"))
    ((data,),) = database.execute("SELECT data FROM card WHERE task = 7")
    card = card_of_row(data)._replace(summary=f"Another thing {number}", digest=f"1:{number}")
    with database:
        database.execute("DELETE FROM card WHERE task = 7")
        database.execute("INSERT INTO card VALUES (7, ?)", (card_row(card),))
    database.close()


def first_export(folder: Path) -> float:
    """Return what a first export costs: no register, no components."""
    for file in folder.glob("register.db*"):
        file.unlink()
    publishing, index, register = opened(folder)
    index.components.forget()  # another register would do so: what was left of the export before is not its work
    cost = spent(lambda: publishing.feed(EVERYTHING))
    index.close()
    register.close()
    return cost


def export_after_a_loss(folder: Path) -> None:
    """Export with an index that knows of no register, as one that was made again."""
    database = apsw.Connection(str(folder / "index.db"))
    database.execute("DELETE FROM fact WHERE key = 'register'")
    database.close()
    publishing, index, register = opened(folder)
    publishing.feed(EVERYTHING)
    index.close()
    register.close()


def main() -> None:
    """Measure, and print one line for each."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        filled(folder, number)
        before = getrusage(RUSAGE_SELF).ru_maxrss
        first_export(folder)
        peak = getrusage(RUSAGE_SELF).ru_maxrss
        export_after_a_loss(folder)
        later = getrusage(RUSAGE_SELF).ru_maxrss
        database = apsw.Connection(str(folder / "index.db"))
        cards = [card_of_row(data) for (data,) in database.execute("SELECT data FROM card")]
        database.close()
        # By turns: on a machine that has other things to do, only what is measured at one time can be compared.
        firsts = [(first_export(folder), spent(lambda: concatenated(cards))) for _ in range(3)]
        length = len(concatenated(cards))
        publishing, index, register = opened(folder)
        whole = publishing.feed(EVERYTHING).data
        size = len(whole)
        keep(folder, whole)
        del whole
        ones = []
        for n in range(7):
            changed(folder, n)
            ones.append((spent(lambda: publishing.feed(EVERYTHING)), spent(lambda: joined(folder))))
        index.close()
        register.close()
    (first, concatenation), (one, plain) = (tuple(map(median, zip(*pairs, strict=True))) for pairs in (firsts, ones))
    to_concatenation, to_plain = (median(ours / theirs for ours, theirs in pairs) for pairs in (firsts, ones))
    each = 1e6 / number
    print(f"{number} todos, {size / number:.0f} octets each; by concatenation {length / number:.0f}")
    print(f"first export: {first:.2f} s, {first * each:.1f} µs each; concatenation {concatenation * each:.1f} µs each")
    print(f"first export to concatenation: {to_concatenation:.2f} (bar: 3)")
    print(f"after one change: {one:.3f} s; fetching and joining {plain:.3f} s; ratio {to_plain:.2f} (bar: 1.2)")
    print(
        f"memory: {peak / 1024:.0f} MB at most, {later / 1024:.0f} MB with an export after a lost index (bar: 300);"
        f" {before / 1024:.0f} MB before the first export"
    )


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    main()
