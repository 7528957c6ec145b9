"""Notes, questions and the words of both for an index, and beside it the plain one that judges it."""

from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from tests.conftest import NOON
from vaultsync.core.conventions import Conventions
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.ports import Index
from vaultsync.core.query.narrowing import Linked, Narrowing
from vaultsync.core.query.query import Query
from vaultsync.core.query.run import narrowing, run_query
from vaultsync.core.query.sorting import SORT_KEYS
from vaultsync.core.query.terms import Terms
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import Stamp
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

CONVENTIONS = Conventions(me=("Ana Ruiz",))
STAMP = Stamp(1, 2, 3, b"digest")


def take_in(index: Index, **notes: str) -> None:
    with index.writing():
        for path, text in notes.items():
            index.put(read_gist(f"{path}.md", text.encode("utf-8", "surrogateescape"), CONVENTIONS), STAMP)
        index.regroup()


TODAY = NOON.date()
MEANT = {"Bo Lind": ("Robert Lind",), "Rob": ("Robert Lind",), "Bo": ("Robert Lind", "Bo Okoro")}
TERMS = Terms(
    today=TODAY,
    settings=CONVENTIONS.query_settings,
    functions=True,
    meant=lambda name: MEANT.get(name, ()),
    me=CONVENTIONS.me,
)
DATES = ("created", "start", "scheduled", "due", "done", "cancelled", "happens")
COMPARED = tuple(name.replace("start", "starts") for name in DATES)
DAYS = ("2026-01-30", "2026-02-02", "0001-01-01", "9999-12-31")

texts = st.sampled_from(["Send Σ minutes", "Pay STRASSE bill", "pay Straße", "Book #home room", "call \udcff"])
fields = st.lists(
    st.sampled_from(
        [f"{sign} {day}" for sign in "➕🛫⏳📅✅❌" for day in ("2026-01-30", "2026-02-02", "2026-02-30", "0001-01-01")]
        + ["⏫", "🔽", "🔁 every day", "🆔 a", "🆔 b", "⛔ a", "⛔ b", "@Bo Lind", "@Ana Ruiz", "#proposed"]
    ),
    max_size=4,
    unique_by=lambda field: field[0],
)
lines = st.builds(
    "{}- [{}] {} #task {}\n".format,
    st.sampled_from(["", "  "]),
    st.sampled_from(" x/-?"),
    texts,
    fields.map(lambda parts: " ".join(sorted(parts))),
)
notes = st.dictionaries(
    st.sampled_from(["Work/A", "Work/2026-02-02 b", "_archive/A", "Ärger", "A\u0308rger"]),
    st.lists(st.one_of(lines, st.just("# Offene Fragen\n")), max_size=5),
    max_size=3,
)
FILTERS = [
    "done", "not done", "proposed", "decided", "waiting", "is blocked", "is not blocking", "has tags",
    "assignee is me", "assignee is not me", "assignee is unassigned", "assignee is not unassigned", "assignee is not Bo",
    "assignee is Rob", "assignee is not Rob", "assignee is robert", "assignee is not ruiz",
    "status.type is DONE", "status.type is not TODO", "priority is above none", "priority is not low",
    *(f"{name} {relation} {day}" for name in COMPARED for day in DAYS
      for relation in ("before", "on or before", "on", "on or after", "after")),
    *(f"{word} {name} date" for word in ("has", "no") for name in DATES),
    *(f"{name} date is invalid" for name in DATES[:-1]),
    *(f"{name} {relation} {word}" for name in ("description", "path", "heading", "filename", "folder", "root")
      for relation in ("includes", "does not include") for word in ("pay", "ß", "ς", "SEND", "home", "/", "ä", "2026")),
    "any path includes work", "any path includes ä", "any line includes HOME", "any line includes straße",
    "echoed more than 0", "echoed fewer than 2", "has id", "no depends on", "is recurring", "exclude sub-items",
    "note type is meeting", "participants include ana", "source includes mail", "source does not include eml",
    "note type is not meeting", "participants do not include bo", "participants include ruiz",
    *(f"{name} {relation} {word}" for name in ("status.name", "id", "recurrence") for word in ("do", "a", "every")
      for relation in ("includes", "does not include")),
    "is not blocked", "is blocking", "status.name regex matches /^(Todo|Done)$/", "id regex does not match /a/",
    "recurrence regex matches /^$/", "tags regex matches /home$/", "path regex does not match /^Work/",
    "tags include #HOME", "tags do not include home",
    "description regex matches /^p/", "description regex does not match /S.*e/", "heading regex matches /./",
]  # fmt: skip
filters = st.sampled_from(FILTERS)
combined = st.one_of(
    filters,
    st.sampled_from(["filter by function task.isBlocked(query.allTasks)", "group by function task.isBlocked()"]),
    filters.map("NOT ({})".format),
    st.builds("NOT ({}) {} ({})".format, filters, st.sampled_from(["AND", "OR", "XOR"]), filters),
    st.builds("NOT (({}) {} ({}))".format, filters, st.sampled_from(["AND", "OR", "XOR"]), filters),
)


def found_in(index: Index, query: Query, *, live: bool | None = None) -> list[str]:
    narrowed = index.narrowed(Wanted(live=live), narrowing(query, TODAY))
    linked = index.narrowed(Wanted(live=None), Narrowing(Linked())).rows
    return [row.uid for row in run_query(query, narrowed, TODAY, lambda: linked).rows]


SORTS = [f"sort by {key}" for key in SORT_KEYS] + ["sort by function task.lineNumber", "sort by tag 2"]


def both(
    folder: Path, notes: Mapping[str, str], conventions: Conventions = CONVENTIONS
) -> tuple[MemoryIndex, SqliteIndex]:
    """The plain index and the other, both with the notes; the other lies in a folder."""
    indexes = MemoryIndex(conventions), SqliteIndex(folder / "index.db", conventions)
    for index in indexes:
        take_in(index, **notes)
    return indexes


ODD = tuple(StatusSetting(symbol, f"Odd {symbol}", "x", f"ODD {symbol}") for symbol in "ab")
ODDLY = CONVENTIONS._replace(tasks=TasksSettings(status_rows=CORE + CUSTOM + ODD))

WORDS = (
    "Send the minutes",
    "to Zoë",
    "@Ana Ruiz",
    "@TBD",
    "#work/minutes",
    "\udcff",
    "\u2028",
    "\x00",
    '"quoted"',
    "\\",
)
FIELDS = (
    "📅 2026-01-05", "📅 2026-02-30", "⏳ 0000-01-01", "🛫 9999-12-31", "➕ 2026-01-01", "✅ 2026-01-06", "❌ 0001-01-01",
    "⏫", "🔽", "🔁 every 2 weeks when done", "🏁 delete", "🆔 abc", "⛔ abc,def", "#task",
    "📅 2026-01-05".encode().decode("mac_roman"),
)  # fmt: skip
