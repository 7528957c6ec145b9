"""A shelf that looks things up once says what one says that looks them up each time."""

import apsw
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.reconcile.making import read_title
from vaultsync.core.reconcile.candidates import keys_of
from vaultsync.core.reconcile.rounds import ROUNDS
from vaultsync.store.index.recalling import RecallingShelf
from vaultsync.store.index.schema import TABLES
from vaultsync.store.index.shelf import SqliteShelf

LINES = [
    read_title(text)
    for text in (
        "Count the buoys in the harbour",
        "Count the buoys",
        "Paint the buoys in the harbour",
        "Count the harbour seals",
        "Paint the fence ^abc",
    )
]
KEYS = sorted({key for each in LINES for key in keys_of(each.heavy, each.identifiers, each.ids).posted})
UNITS = st.sampled_from([each.unit for each in LINES])
LEVELS = st.integers(0, ROUNDS)
LOOKS = (
    *(("posted", key, most) for key in KEYS for most in (1, 2, -1)),
    *(("edges", each.unit) for each in LINES),
    *((name, level, each.unit) for name in ("group", "units") for level in range(ROUNDS + 1) for each in LINES),
    *(("near", level, each.unit, 0) for level in range(ROUNDS + 1) for each in LINES),
)
CHANGES = st.one_of(
    st.tuples(st.just("put_unit"), st.sampled_from(LINES)),
    st.tuples(st.just("drop_unit"), st.sampled_from(LINES)),
    st.tuples(st.just("put_edges"), UNITS, st.dictionaries(UNITS, st.sampled_from([None, 400, 900]), max_size=3)),
    st.tuples(st.just("put_group"), LEVELS, st.sets(UNITS, min_size=1, max_size=3), st.booleans()),
)


def shelf(kind):
    database = apsw.Connection(":memory:")
    for statement in TABLES:
        database.execute(statement)
    return kind(database)


def change(shelf, known, gone, name, *words):
    """Do what a grouping does, in the order in which it does it; it compares nothing with a unit that is gone."""
    if name == "put_unit":
        (found,) = words
        keys = keys_of(found.heavy, found.identifiers, found.ids)
        shelf.put_unit(found.unit, found, (*keys.posted, *keys.lasting))
    elif name == "drop_unit":
        (found,) = words
        if found.unit in known:
            shelf.put_edges(found.unit, dict.fromkeys(shelf.edges(found.unit)))
            shelf.drop_unit(found.unit)
    elif name == "put_edges":
        unit, scores = words
        if unit not in gone:
            shelf.put_edges(unit, {other: value for other, value in scores.items() if other not in {unit, *gone}})
    else:
        level, units, joined = words
        # Whoever leaves a group is put elsewhere together with those who stay.
        whole = sorted({each for unit in units for each in shelf.units(level, shelf.group(level, unit))})
        for group in [whole] if joined else [[unit] for unit in whole]:
            shelf.put_group(level, group)


def answer(shelf, name, *words):
    found = getattr(shelf, name)(*words)
    if name == "posted" and words[1] > 0:
        return len(found)  # which of many is left open
    return dict(found) if name == "edges" else found if name == "group" else sorted(found)


@given(st.lists(CHANGES, max_size=9))
@example([("put_unit", LINES[0]), ("put_group", 1, {each.unit for each in LINES[:2]}, True), ("drop_unit", LINES[0])])
def test_what_is_recalled_is_what_is_there(changes):
    """Dies with any answer that is left standing: of a key, an edge at either end, a group at any level."""
    recalling, plain = shelf(RecallingShelf), shelf(SqliteShelf)
    known, gone = set(), set()
    for name, *words in changes:
        for each in (recalling, plain):
            change(each, known, gone, name, *words)
        if name == "put_unit":
            known.add(words[0].unit)
            gone.discard(words[0].unit)
        elif name == "drop_unit" and words[0].unit in known:
            known.discard(words[0].unit)
            gone.add(words[0].unit)
        assert [answer(recalling, *look) for look in LOOKS] == [answer(plain, *look) for look in LOOKS]


def test_what_others_wrote_is_seen_after_forgetting():
    recalling = shelf(RecallingShelf)
    assert recalling.edges(1) == {}
    recalling._db.execute("INSERT INTO edge VALUES (1, 2, 900), (2, 1, 900)")
    recalling.forget()
    assert recalling.edges(1) == {2: 900}


def test_no_more_is_recalled_than_is_bounded(monkeypatch):
    monkeypatch.setattr("vaultsync.store.index.recalling._MOST", 2)
    recalling = shelf(RecallingShelf)
    for unit in range(9):
        recalling.edges(unit)
        recalling.posted(unit)
    assert max(len(recalling._edges), len(recalling._posted)) <= 2
