"""However notes were saved, the index is what they say now."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.making import CONVENTIONS, EVERYTHING, app_over
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault

# Ids first: few titles and few ids on purpose, since lines that have nothing to do
# with each other would make every property of reconciling true.
titles = st.sampled_from(
    ["Send the minutes to Bo", "send  minutes to Bo!", "Send the minutes to Bo today", "Café 日本"]
)
ids = st.sampled_from(["", "", " ^vs-aaaaaaaaaa", " ^vs-bbbbbbbbbb", " 🆔 vs-aaaaaaaaaa"])
stated = st.lists(st.builds("- [{}] {} #task{}\n".format, st.sampled_from(" x-?"), titles, ids), max_size=3)
saves = st.lists(st.tuples(st.sampled_from(["A.md", "b/B.md", "_archive/C.md"]), stated), max_size=8)
bursts = st.lists(st.dictionaries(st.sampled_from(["A.md", "b/B.md", "_archive/C.md"]), stated), max_size=6)


@settings(max_examples=150)
@given(saves=saves, whole_from=st.sampled_from([0.0, 9.0]))
def test_however_notes_were_saved_the_index_is_what_they_say_now(tmp_path_factory, saves, whole_from):
    """Kills: a note taken in beside its old lines, a regroup of changed lines only, a digest that is not compared,
    a task that keeps its old row when only a status changed, edges or suggestions of lines that are gone."""
    vault = MemoryVault()
    grown = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS, whole_from=whole_from)
    app = app_over(vault, grown)
    for path, said in saves:
        if said:
            vault.notes[path] = "".join(said).encode()
        else:
            vault.notes.pop(path, None)
        app.sync([path], accept_loss=True)

    fresh = MemoryIndex(CONVENTIONS)
    app_over(vault, fresh).sync()
    assert grown.tasks(EVERYTHING) == fresh.tasks(EVERYTHING)
    assert counted(grown.suggestions()) == counted(fresh.suggestions())
    assert grown.counts() == fresh.counts()


@settings(max_examples=150)
@given(bursts=bursts)
def test_several_notes_saved_at_once_end_as_the_same_tasks(tmp_path_factory, bursts):
    """Kills: a task looked up of a line that another note of the burst no longer has."""
    vault = MemoryVault()
    grown = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS, whole_from=9.0)
    app = app_over(vault, grown)
    for burst in bursts:
        vault.notes = {path: data for path, data in vault.notes.items() if path not in burst}
        vault.notes |= {path: "".join(said).encode() for path, said in burst.items() if said}
        app.sync(list(burst), accept_loss=True)

    fresh = MemoryIndex(CONVENTIONS)
    app_over(vault, fresh).sync()
    assert grown.tasks(EVERYTHING) == fresh.tasks(EVERYTHING)
    assert counted(grown.suggestions()) == counted(fresh.suggestions())
    assert grown.counts() == fresh.counts()


def counted(suggestions):
    return Counter((round(score, 3), frozenset({one.uid, other.uid})) for score, one, other in suggestions)
