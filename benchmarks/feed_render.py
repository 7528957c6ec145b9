"""What it costs to render a feed: `python -m benchmarks.feed_render [TASKS]`.

Judge the ratio, not the time: rendering against joining texts that are there
already, which is what a cache of components would have to do anyway.
"""

import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from time import process_time
from typing import TypeVar
from zoneinfo import ZoneInfo

from vaultsync.core.feed import Component, FeedContext, calendar, render_event, render_todo
from vaultsync.core.model import NoteFacts, Priority, Source, Statement, Status, Task, TaskLine

Answer = TypeVar("Answer")

CONTEXT = FeedContext(vault_name="Work", vault_id="0f6c3c1e-vault", zone=ZoneInfo("Europe/Amsterdam"))

TITLES = (
    "Send the pricing sheet",
    "Ask [[People/Ana Ruiz|Ana]] for the **signed** contract, then file it",
    "Prüfe die Übersetzung der neuen Bedingungen und schicke sie vor dem nächsten Termin zurück",
    "Plan the workshop; book the room",
)


def tasks(number: int) -> list[Task]:
    """Return tasks as a vault has them: seven to a note, half of them dated, some done."""
    made = []
    for n in range(number):
        day = date(2026, 1, 1) + timedelta(days=n // 7 % 365)
        status = Status.DONE if n % 5 == 0 else Status.OPEN
        said = Statement(
            text="",
            indentation="",
            marker="-",
            symbol=" ",
            body=(5, 5),
            description="",
            tags=("#work", "#q1"),
            priority=Priority.HIGH if n % 3 == 0 else Priority.NONE,
            created=day,
            due=day + timedelta(days=9) if n % 2 else None,
            done=day if status is Status.DONE else None,
            block_id=f"vs-{n:010x}",
        )
        note = NoteFacts(
            path=f"Meetings/2026/{day} Weekly call {n // 7}.md",
            noted_on=day,
            source=Source(kind="email", link=f"{day} Weekly call {n // 7}"),
        )
        speaker = TaskLine(
            note=note,
            line=n % 40 + 1,
            raw="",
            said=said,
            status=status,
            title=f"{TITLES[n % len(TITLES)]} {n}",
            owners=("Ana Ruiz",) if n % 4 else (),
            heading="Action items",
            name=f"p-{n:010x}",
        )
        made.append(Task(uid=said.block_id, speaker=speaker, status=status, lines=(speaker,)))
    return made


def timed(what: Callable[[], Answer]) -> tuple[float, Answer]:
    """Return the seconds of processor time of one call, and what it gave."""
    start = process_time()
    answer = what()
    return process_time() - start, answer


def main() -> None:
    """Render, join, and print one line for each."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    todo_list = tasks(number)
    events = [task._replace(status=Status.OPEN) for task in todo_list if task.due]

    def rendered() -> list[Component]:
        found = [render_todo(task, CONTEXT) for task in todo_list]
        return [component for component in found if component]

    spent, components = timed(rendered)
    spent_events, _ = timed(lambda: [render_event(task, CONTEXT) for task in events])
    texts = [component.text for component in components]
    joined, plain = timed(lambda: b"".join(texts))
    whole, feed = timed(lambda: calendar("Work", components))
    size = len(plain) / number
    print(f"{number} todos, {size:.0f} octets each: {spent:.2f} s, {spent / number * 1e6:.1f} µs each")
    print(f"{len(events)} events: {spent_events:.2f} s, {spent_events / len(events) * 1e6:.1f} µs each")
    print(f"calendar of {len(feed) / 1e6:.0f} MB: {whole:.3f} s; plain join {joined:.3f} s; ratio {whole / joined:.1f}")
    print(f"rendering to plain join of the same texts: {spent / joined:.0f}")
    tracemalloc.start()
    again = rendered()
    kept, peak = tracemalloc.get_traced_memory()
    print(f"memory: {kept / 1e6:.0f} MB kept, {peak / 1e6:.0f} MB at most, for {len(again)} components")


if __name__ == "__main__":
    main()
