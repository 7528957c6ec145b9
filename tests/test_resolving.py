"""Whom names mean, as an index remembers it; `Registry` over all notes is the judge."""

import pytest

from tests.store.index.making import CONVENTIONS, STAMP, take_in
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.people import Registry
from vaultsync.resolving import Resolving
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

TASK = "- [ ] Send the minutes @Annie #task\n"
ANA = "---\ntype: person\naliases: [{}]\n---\n"
NAMES = ("Annie", "Ana", "Ana Zed", "Ines", "Myself", "nobody")


@pytest.fixture(params=["memory", "sqlite"])
def index(request, tmp_path):
    return MemoryIndex(CONVENTIONS) if request.param == "memory" else SqliteIndex(tmp_path / "index.db", CONVENTIONS)


def asked(index, conventions=CONVENTIONS):
    """What a command is told that asks an index for names."""
    resolving = Resolving(index, conventions)
    found = {name: resolving(name) for name in NAMES}
    resolving.keep()
    return found


def judged(index, conventions=CONVENTIONS):
    registry = Registry(index.note_facts(), me=conventions.me, aliases=conventions.aliases)
    return {name: tuple(person.name for person in registry.resolve(name).people) for name in NAMES}


def refuse():
    raise AssertionError("all people are gathered")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("People/Ana Zed", ANA.format("Zedi"), ANA.format("Annie")),
        ("People/Ana Zed", None, ANA.format("Annie")),
        ("People/Ana Zed", ANA.format("Annie"), None),
        ("Ana Zed", ANA.format("Annie"), ANA.format("Annie").replace("person", "meeting")),
        ("People/Ana Zed", "---\ntype: person\ntitle: Annie\n---\n", "---\ntype: person\ntitle: Ana\n---\n"),
        ("Kickoff", "---\nparticipants: [Ines Okoro]\n---\n", "---\nparticipants: [Ines Okoro, Ines Farrow]\n---\n"),
        ("Kickoff", "---\nperson: Ana Zed\n---\n", "---\nperson: Ines Farrow\n---\n"),
    ],
)
@pytest.mark.parametrize("tasks", ["", TASK])
def test_a_note_that_says_other_things_of_people_is_heard(index, path, before, after, tasks):
    """Kills: a fact that people are known by and that is not compared, a note that comes or goes unheard."""
    take_in(index, Inbox=TASK)
    told = []
    for text in (before, after, before):
        if text is None:
            with index.writing():
                index.forget(f"{path}.md")
                index.regroup()
        else:
            take_in(index, **{path: text + tasks})
        told.append(asked(index))
        assert told[-1] == judged(index)

    assert told[0] == told[2] != told[1]


def test_an_index_that_is_filled_again_knows_other_people(index):
    """Kills: what was found out before all notes were gone."""
    for alias in ("Annie", "Zedi"):
        take_in(index, **{"People/Ana Zed": ANA.format(alias)})
        assert asked(index) == judged(index)
        with index.writing():
            index.forget("People/Ana Zed.md")
            index.regroup()
        assert asked(index) == judged(index)


def test_a_note_that_counts_no_longer_is_heard(index):
    """Kills: what was found out of notes that had been read by other settings."""
    text = b"---\nparticipants: [Ines Okoro]\n---\n- [ ] Pay #task\n"
    for folders in (("Old",), (), ("Old",)):
        with index.writing():
            index.put(read_gist("Old/Kickoff.md", text, Conventions(template_folders=folders)), STAMP)
            index.regroup()
        assert asked(index)["Ines"] == (() if folders else ("Ines Okoro",))


def test_it_is_found_out_once_until_notes_say_other_things_of_people(tmp_path, monkeypatch):
    """Kills: people gathered at every query, or whenever a task is saved."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    ana = ANA.format("Annie")
    take_in(index, **{"People/Ana Zed": ana, "Inbox": TASK})
    told = asked(index)
    monkeypatch.setattr(index, "note_facts", refuse)
    take_in(index, **{"People/Ana Zed": ana + TASK, "Inbox": TASK.replace("[ ]", "[x]") + TASK})

    assert asked(index) == told
    with pytest.raises(AssertionError):
        Resolving(index, CONVENTIONS)("somebody who was not asked for")
    take_in(index, Weekly="---\nparticipants: [Ana Zed]\n---\n")
    with pytest.raises(AssertionError):
        asked(index)


def test_what_is_found_out_while_notes_change_is_not_believed(index):
    """Kills: an answer of before a save that is kept as one of after it."""
    take_in(index, Inbox=TASK)
    slow = Resolving(index, CONVENTIONS)
    assert slow("Annie") == ()
    take_in(index, **{"People/Ana Zed": ANA.format("Annie")})
    slow.keep()

    assert asked(index)["Annie"] == ("Ana Zed",)


def test_other_settings_mean_others(index):
    take_in(index, Inbox=TASK)
    asked(index)
    others = Conventions(me=("Ines Okoro",), aliases={"Ana Zed": ("Annie",)})

    assert asked(index, others) == judged(index, others) != judged(index)


def test_where_the_index_cannot_be_written_names_are_answered_all_the_same(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, **{"People/Ana Zed": ANA.format("Annie")})
    index._db.execute("PRAGMA query_only = 1")

    assert asked(index)["Annie"] == ("Ana Zed",)
    assert index.remembered("names") == ""
