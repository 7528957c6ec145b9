"""Many tasks in order, kind by kind: the same order that comparing each with each other gives."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, ODDLY, TERMS, TODAY, both, found_in, take_in
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.query import Query
from vaultsync.core.query.run import narrowing
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index import alike
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

KEYS = ("status.type", "urgency", "due", "priority")
WAYS = [f"{key}{way}" for key in KEYS for way in ("", " reverse")]
SECTIONS = ("", "#proposed ")
STARTS = ("", "🛫 2026-05-05 ", "🛫 2026-02-02 ")
SCHEDULED = ("", "⏳ 2026-02-02 ", "⏳ 2026-02-03 ", "⏳ 2026-05-05 ", "⏳ 2026-02-30 ")
DUE = ("", "📅 2026-02-30 ")


@pytest.fixture(autouse=True)
def _every_answer_is_large(monkeypatch):
    monkeypatch.setattr(alike, "FEW", 1)


def sorted_by(*keys: str) -> Query:
    terms = TERMS._replace(settings=ODDLY.query_settings)
    return read_query("\n".join(f"sort by {key}" for key in keys), terms)


@pytest.mark.parametrize("symbols", [" x", "ab"])
@pytest.mark.parametrize("paths", [("Zoo", "Work/a", "Plan", "Work/B"), ("Plan 1", "plan 1", "Plan 01")])
def test_kind_by_kind_tasks_come_in_the_order_in_which_they_come_one_by_one(tmp_path, paths, symbols):
    """Kills: equals by their rows and not by their places, a section before the place or behind the line, a date that
    counts taken for one that does not, a key that is turned the wrong way, statuses of unknown types that stay apart,
    paths told apart by their letters alone."""
    said = {}
    fields = [*product(symbols, SECTIONS, STARTS, SCHEDULED, DUE)]
    for path in paths:
        first = 1_000 * len(said)
        lines = [
            f"- [{symbol}] {first + 7 * n % 31} {first + n} {rest[0]}{rest[1]}{rest[2]}{rest[3]}#task\n"
            for n, (symbol, *rest) in enumerate(fields)
        ]
        said[path] = "".join(sorted(lines, key=lambda line: line[6:]))
    plain, clever = both(tmp_path, said, ODDLY)

    assert len(found_in(plain, sorted_by())) == len(paths) * len(fields)
    for keys in ((), *((way,) for way in WAYS), ("due", "priority reverse"), (*KEYS, "path reverse")):
        query = sorted_by(*keys)
        assert found_in(clever, query) == found_in(plain, query), keys


@settings(max_examples=50)
@given(
    notes=st.dictionaries(
        st.sampled_from(["Plan", "Work/B", "Work/a", "Zoo"]),
        st.lists(
            st.builds(
                "- [ ] Pay {} {}{}#task\n".format,
                st.sampled_from(["rent", "wages", "tolls", "fees"]),
                st.sampled_from(SECTIONS),
                st.sampled_from(("", "⏳ 2026-02-02 ", "⏳ 2026-02-03 ")),
            ),
            min_size=1,
            max_size=4,
        ).map("".join),
        min_size=2,
    ),
    keys=st.lists(st.sampled_from(WAYS), max_size=2),
)
def test_whatever_notes_say_tasks_come_in_the_plain_order(tmp_path_factory, notes, keys):
    """Kills: equals by their rows and not by their places, a section before the place."""
    plain, clever = both(tmp_path_factory.mktemp("index"), dict(reversed(notes.items())), ODDLY)
    query = sorted_by(*keys)
    found = found_in(clever, query)
    clever.close()

    assert found == found_in(plain, query)


def test_tasks_are_in_order_after_their_notes_were_saved_again(tmp_path):
    """Kills: a place that is not kept with a path that is known already."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    for index in (plain, clever):
        take_in(index, B="- [ ] Pay rent #task\n", A="- [ ] Send minutes #task\n")
        take_in(index, B="- [ ] Fold the map #task\n- [ ] Pay rent #task\n")
        take_in(index, A="- [ ] Book a room #task\n- [ ] Send minutes #task\n")

    assert found_in(clever, sorted_by()) == found_in(plain, sorted_by())


def test_tasks_are_not_compared_where_an_index_has_their_order(tmp_path, monkeypatch):
    """Kills: an answer that is compared all the same, so that only its time tells."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="- [ ] Pay rent #task\n- [ ] Pay tolls ⏳ 2026-02-02 #task\n", B="- [ ] Send minutes #task\n")
    monkeypatch.setattr(alike, "compared", None)

    rows = index.narrowed(Wanted(), narrowing(sorted_by("due"), TODAY)).rows
    assert [row.description for row in rows] == ["Pay tolls", "Pay rent", "Send minutes"]
