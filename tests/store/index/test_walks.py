"""What a walk shows is compared with what is known of each note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, STAMP, take_in
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.reading import Reading
from vaultsync.core.walk import Stamp
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault

names = st.sampled_from(["Kickoff.md", "Old/Review.md", "caf\udce9.md"])
glances = st.tuples(*[st.sampled_from([1, 2])] * 3)
walks = st.dictionaries(names, glances)
stamps = st.builds(lambda glance, racy: Stamp(*glance, b"digest", racy), glances, st.booleans())
knowledge = st.dictionaries(names, stamps)


@given(
    known=knowledge, seen=walks, paths=st.none() | st.sets(st.sampled_from(["Kickoff.md", "caf\udce9.md", "New.md"]))
)
def test_what_has_to_be_read_is_what_no_stamp_proves_unchanged(tmp_path_factory, known, seen, paths):
    """Kills: a size, time or inode that is not compared, a note read too young, one that is new or gone."""
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    plain = MemoryIndex(CONVENTIONS)
    if paths is not None:
        seen = {path: glance for path, glance in seen.items() if path in paths}
    for index in (clever, plain):
        with index.writing():
            for path, stamp in known.items():
                index.put(read_gist(path, b"", CONVENTIONS), stamp)
            index.regroup()
    found = clever.compare(seen, paths)
    assert (found.unlike, set(found.fresh)) == (plain.compare(seen, paths).unlike, seen.keys() - known.keys())
    clever.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda index: index.put(read_gist("Review.md", b"- [ ] Book #task", CONVENTIONS), Stamp(2, 2, 2, b"digest")),
        lambda index: index.put(read_gist("Review.md", b"", CONVENTIONS), Stamp(2, 2, 2, b"digest")),
        lambda index: index.touch("Review.md", Stamp(1, 1, 1, b"digest", racy=True)),
        lambda index: index.forget("Review.md"),
        lambda index: index.put(read_gist("New.md", b"", CONVENTIONS), Stamp(1, 1, 1, b"digest")),
    ],
    ids=["other lines", "the same lines", "a save while it was read", "gone", "new"],
)
def test_a_walk_is_recognised_only_while_it_shows_what_is_known(index, change):
    seen = {"Kickoff.md": (1, 1, 1), "Review.md": (1, 1, 1)}
    with index.writing():
        for path, glance in seen.items():
            index.put(read_gist(path, b"", CONVENTIONS), Stamp(*glance, b"digest"))
        index.recognise(seen)
        index.regroup()
    assert index.compare(seen) == ({}, [])
    assert index.compare(seen | {"Review.md": (9, 1, 1)}).unlike.keys() == {"Review.md"}

    with index.writing():
        change(index)
        index.regroup()
    assert index.compare(seen) != ({}, [])


def test_a_sync_that_reads_notes_has_the_next_walk_recognised_without_a_look_at_what_is_known_of_each(tmp_path):
    vault = MemoryVault({"Kickoff.md": b"- [ ] Send the minutes #task\n", "Review.md": b""})
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    Reading(vault, index, CONVENTIONS).sync(None, accept_loss=False)
    index._db.execute("UPDATE note SET size = 99")

    assert Reading(vault, index, CONVENTIONS).sync(None, accept_loss=False).quiet
    vault.notes["New.md"] = b""
    assert Reading(vault, index, CONVENTIONS).sync(None, accept_loss=False).read == 3
    index.close()


def test_a_walk_through_an_empty_vault_is_not_recognised_once_it_has_notes(index):
    with index.writing():
        index.recognise({})
    take_in(index, Kickoff="")

    assert index.compare({}).unlike == {"Kickoff.md": STAMP}


@pytest.mark.parametrize("seen", [{}, {"Kickoff.md": (9, 9, 9)}, {"Kickoff.md": STAMP[:3], "New.md": (1, 1, 1)}])
def test_a_walk_that_shows_something_else_is_not_recognised(index, seen):
    take_in(index, Kickoff="")
    before = index.compare(seen)
    with index.writing():
        index.recognise(seen)

    assert index.compare(seen) == before != ({}, [])
