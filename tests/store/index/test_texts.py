"""Texts go into SQLite as they are, and those that are no UTF-8 as bytes."""

import apsw
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.store.index.texts import put_many, put_pairs, storable

texts = st.text(alphabet="ab é日\udcff\udce9", max_size=4)


def kept(put, into, rows):
    database = apsw.Connection(":memory:")
    database.execute("CREATE TABLE pair (number PRIMARY KEY, text)")
    put(database, into, rows)
    found = database.execute("SELECT number, text FROM pair ORDER BY number").fetchall()
    database.close()
    return found


@given(st.lists(texts, max_size=250))
@example(["caf\udce9"] * 100)
@example(["plain"] * 100 + ["caf\udce9"])
@example(["plain"] * 99 + ["caf\udce9"] + ["plain"] * 51)
def test_every_text_is_kept_whatever_stands_beside_it(found):
    """Kills: rows before one that is no UTF-8 are put a second time and refused; those behind it are lost;
    the rows that do not fill a statement are left out."""
    rows = [*enumerate(found)]
    wanted = [(number, storable(text)) for number, text in rows]
    assert kept(put_many, "INSERT OR REPLACE INTO pair VALUES (?, ?)", rows) == wanted
    assert kept(put_pairs, "INSERT OR REPLACE INTO pair", rows) == wanted
    assert kept(put_pairs, "INSERT OR IGNORE INTO pair", rows) == wanted
