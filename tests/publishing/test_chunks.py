"""Components are kept in chunks, and whatever becomes of a chunk, a feed is every component in the order of its UID."""

import apsw
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.making import Desk
from vaultsync.core.conventions import Conventions
from vaultsync.core.feed.definition import todos
from vaultsync.core.feed.shown import Shown, Window
from vaultsync.store.feeds.chunks import SIZE, members, rows_of
from vaultsync.store.index.sqlite import SqliteIndex

EVER = Window("", "")

# A task has components all over the feed, and so many are changed at once that chunks grow, are split and are emptied.
TASKS = 40
SPREAD = 17
ROUNDS = st.lists(st.dictionaries(st.integers(0, TASKS - 1), st.integers(0, 40), max_size=12), min_size=1, max_size=4)


def components_of(task: int, number: int, round_: int) -> list[Shown]:
    """Return some components of a task; in another round they say something else."""
    uids = [f"{(task * 7 + n * SPREAD) % 1000:03}-{task}" for n in range(number)]
    days = ["", "2026-01-05", "2026-02-01"]
    return [Shown(uid, task, days[n % 3], days[n % 2], f"{uid} {round_};".encode()) for n, uid in enumerate(uids)]


@settings(max_examples=60, deadline=None)
@given(
    rounds=ROUNDS,
    wanted=st.one_of(st.none(), st.sets(st.integers(0, TASKS - 1), max_size=5)),
    since=st.sampled_from(["", "2026-01-05", "2026-01-20"]),
)
def test_however_components_were_changed_the_chunks_hold_the_last_of_each(tmp_path_factory, rounds, wanted, since):
    """Kills: what comes before the first chunk or behind the last one; a task of which a part stays in
    another chunk; a chunk that is left out by the days of some of its components, or shown by those of others; what has
    left the feed and is kept, and what has not and is dropped."""
    index = SqliteIndex(tmp_path_factory.mktemp("state") / "index.db", Conventions())
    kept = index.components
    model: dict[int, list[Shown]] = {}
    for count, changed in enumerate([dict.fromkeys(range(TASKS), 20), *rounds]):
        # The first day passes, then what was decided before is let go.
        until_now = EVER if count == 0 else Window(since, "")
        kept.begin(new=count == 0, kept=until_now)
        for task, number in changed.items():
            model[task] = components_of(task, number, count)
            kept.put([task], model[task])
        with kept.keeping("form"):
            kept.follow_variant("form", count, "2026-02-02")
    for window in (EVER, Window("2026-01-20", ""), Window("", "2026-01-05"), Window("2026-03-01", "2026-03-01")):
        expected = sorted(
            each
            for some in model.values()
            for each in some
            if (wanted is None or each.task in wanted)
            and (not each.decided or each.decided >= since)
            and (not each.decided or each.decided >= window.decided)
            and (not each.merged or each.merged >= window.merged)
        )
        found = [*kept.texts("form", wanted, window)]
        assert b"".join(text for text, _ in found) == b"".join(each.text for each in expected)
        assert sum(number for _, number in found) == len(expected)
        assert kept.named_texts("form", wanted, window) == {each.uid: each.text for each in expected}
    index.close()


def test_a_chunk_gives_back_what_it_was_made_of():
    shown = [Shown(f"é-{n:04}", n % 7, "2026-01-05" * (n % 2), "", f"text {n} ü".encode()) for n in range(SIZE * 3)]
    rows = [*rows_of(shown)]
    assert [len([*members(row[1], *row[4:], EVER)]) for row in rows] == [SIZE] * 3
    assert [each for row in rows for each in members(row[1], *row[4:], EVER)] == shown


def test_a_chunk_that_has_not_grown_to_twice_its_size_stays_one():
    """Kills: a chunk is split at every change, until each component is alone."""
    shown = [Shown(f"{n:04}", n, "", "", b"x") for n in range(SIZE * 2)]
    assert len([*rows_of(shown)]) == 1
    assert [*rows_of([])] == []


def many(count: int) -> str:
    """Return a note with tasks."""
    return "".join(f"- [ ] Read chapter {n} of the book #task ^vs-r{9999 - n}\n" for n in range(count))


def test_when_every_task_of_a_large_vault_is_changed_at_once_the_feed_has_them_all(tmp_path):
    """Kills: components that are taken away by a later part because their task had others before.

    The tasks are more than one transaction takes in, and do not stand in the order of their UIDs."""
    index = SqliteIndex(tmp_path / "index.db", Conventions())
    kept = index.components
    count = SIZE * 100
    for word in ("chapter", "page"):
        kept.begin(new=word == "chapter", kept=EVER)
        kept.put(range(count), [Shown(f"vs-{count - n:06}", n, "", "", word.encode()) for n in range(count)])
        with kept.keeping("form"):
            kept.follow_variant("form", 1, "2026-02-02")
    assert b"".join(text for text, _ in kept.texts("form", None, EVER)) == b"page" * count
    assert [*kept.named_texts("form", None, EVER)] == [f"vs-{n + 1:06}" for n in range(count)]
    index.close()


def test_names_are_looked_up_by_an_index_after_a_large_first_export(tmp_path):
    desk = Desk(tmp_path / "state", A=many(1200))
    first = desk.feed()
    database = apsw.Connection(str(tmp_path / "state" / "index.db"))
    ((*_, plan),) = database.execute("EXPLAIN QUERY PLAN SELECT task FROM published WHERE uid = 'a'")
    assert "published_uid" in plan
    ((names,),) = database.execute("SELECT count(*) FROM published")
    assert names == first.components == 1200
    database.close()
    desk.close()


def test_the_order_of_notes_is_read_from_the_index_of_lists_alone(tmp_path):
    """Kills: an order for which all that is said of every task is read."""
    desk = Desk(tmp_path / "state", A=many(20))
    database, asked = desk.index._db, []
    database.exec_trace = lambda _, sql, __: asked.append(sql) or True
    assert sum(map(len, desk.index.components.in_order())) == 20
    database.exec_trace = None
    plan = [what for *_, what in database.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert any("task USING COVERING INDEX task_in_list" in what for what in plan)
    desk.close()


def test_after_one_change_one_chunk_is_written(tmp_path):
    """Kills: every chunk is written anew, whatever has changed."""
    desk = Desk(tmp_path / "state", A=many(SIZE * 4), B="- [ ] Send the minutes #task ^vs-r9800\n")
    desk.feed()
    before = dict(desk.index._db.execute("SELECT first, id FROM chunk"))
    desk.save({"B.md": "- [ ] Send the corrected minutes #task ^vs-r9800\n"})
    assert b"SUMMARY:Send the corrected minutes" in desk.feed(todos()).data
    after = dict(desk.index._db.execute("SELECT first, id FROM chunk"))
    assert after.keys() == before.keys()
    assert sum(after[first] != number for first, number in before.items()) == 1
    desk.close()


def test_what_changed_and_changed_back_has_the_etag_that_it_had(tmp_path):
    """Kills: an ETag of how components are kept, instead of what is served."""
    desk = Desk(tmp_path / "state", A=many(SIZE * 2))
    first = desk.feed()
    desk.save({"B.md": "".join(f"- [ ] More of {n} #task ^vs-r98-{n}\n" for n in range(SIZE * 2))})
    grown = desk.feed()
    desk.save({"B.md": None})
    again = desk.feed()
    assert desk.index._db.execute("SELECT count(*) FROM chunk").fetchall() > [(2,)]
    assert (again.data, again.etag) == (first.data, first.etag)
    assert grown.etag != first.etag
    desk.close()
