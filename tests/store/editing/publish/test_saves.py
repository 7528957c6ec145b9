"""Whoever saves around the exchange, before or late, loses nothing."""

import os

import pytest

from tests.store.editing.publish.making import EDIT, NEW, NOON, OLD, Once, atomically, beside, change, nothing
from vaultsync.core.editing.splice import plan
from vaultsync.core.model import Edit
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.editing.publish import publish, tidy
from vaultsync.store.editing.records import digest


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("save", [lambda note, data: note.write_bytes(data), atomically], ids=["in place", "atomic"])
def test_a_save_while_the_intent_is_written_down_is_not_lost(note, published, save):
    assert published(prepare=Once(lambda: save(note, OLD + b"more\n"))) == []
    assert (note.read_bytes(), beside(note)) == (NEW + b"more\n", [])


def test_a_save_that_is_seen_in_time_costs_the_note_its_name_only_once(note, published):
    exchanges = []

    def counted(folder, new, name):
        exchanges.append(name)
        return exchange(folder, new, name)

    published(prepare=Once(lambda: note.write_bytes(OLD + b"more\n")), exchange_=counted)

    assert exchanges == ["a.md"]


@pytest.mark.usefixtures("way")
def test_a_save_between_the_last_look_and_the_exchange_is_not_lost(note, published):
    save = Once(lambda: atomically(note, OLD + b"more\n"))

    def save_then_exchange(folder, new, name):
        save()
        return exchange(folder, new, name)

    assert published(exchange_=save_then_exchange) == []
    assert (note.read_bytes(), beside(note)) == (NEW + b"more\n", [])


def between_two_saves(note):
    """An exchange between two saves of a note, of which the second has seen its outcome."""
    first, second = Once(lambda: atomically(note, OLD + b"first\n")), Once(lambda: atomically(note, NEW + b"second\n"))

    def saved_around(folder, new, name):
        first()
        displaced = exchange(folder, new, name)
        second()
        return displaced

    return saved_around


def test_of_two_saves_around_the_exchange_both_are_kept(note, published):
    (told,) = published(exchange_=between_two_saves(note))

    copy = note.with_name("a (Conflicted copy vaultsync 202603021200).md")
    assert (note.read_bytes(), copy.read_bytes()) == (NEW + b"second\n", OLD + b"first\n")
    assert (told.path, told.code) == ("sub/a.md", "conflict-copy")
    assert beside(note) == [copy.name]


@pytest.mark.parametrize(
    ("stem", "kept", "kept_of_a_second"),
    [("a" * 230, 211, 209), ("ä" * 115 + "b", 105, 104), ("€" * 76, 70, 69), ("\udcff" * 230, 211, 209)],
)
def test_the_copy_of_a_note_with_a_long_name_is_seen_as_well(tmp_path, stem, kept, kept_of_a_second):
    """Kills: a name that is too long for the system, which leaves the save under one that nobody sees; half a letter."""
    note = tmp_path / f"{stem}.md"
    note.write_bytes(OLD)
    told = []
    how = EditContext(clock=lambda: NOON, pause=nothing, exchange=between_two_saves(note), tell=told.append)
    edit = Edit(path=note.name, line=2, before=("- [ ] b",), after=("- [x] b",))
    taken, copy = (
        tmp_path / f"{stem[:letters]} (Conflicted copy vaultsync 202603021200{number}).md"
        for letters, number in ((kept, ""), (kept_of_a_second, " 2"))
    )
    taken.write_bytes(b"there before\n")

    publish(tmp_path, note.name, lambda data: plan(data, [edit]), nothing, how)

    assert (taken.read_bytes(), copy.read_bytes()) == (b"there before\n", OLD + b"first\n")
    assert note.read_bytes() == NEW + b"second\n"
    assert (beside(note), len(told)) == (sorted([taken.name, copy.name]), 1)


def test_what_is_written_to_the_new_file_before_it_is_taken_back_is_not_lost(note, published):
    first = Once(lambda: atomically(note, OLD + b"first\n"))
    late = Once(lambda: None)

    def exchange_and_hold(folder, new, name):
        first()
        displaced = exchange(folder, new, name)
        if note.read_bytes() == NEW:
            held = os.open(note, os.O_WRONLY | os.O_APPEND)
            late.acts = [lambda: (os.write(held, b"late\n"), os.close(held))]
        return displaced

    published(exchange_=exchange_and_hold, pause=late)

    assert b"first\n" in note.read_bytes()
    assert b"late\n" in note.read_bytes()
    assert b"- [x] b\n" in note.read_bytes()
    assert beside(note) == []


def test_a_program_that_opened_the_note_before_may_write_to_it_after(note, published):
    """As after an exchange on a disk without leases."""
    told = []
    how = EditContext(clock=lambda: NOON, pause=nothing, tell=told.append)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    with (note.parent / done.displaced).open("ab") as late:
        late.write(b"late\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    assert (note.read_bytes(), beside(note), told) == (NEW + b"late\n", [], [])


def test_what_is_added_late_and_ends_as_the_note_does_is_added_all_the_same(note):
    """Kills: a line that somebody has written, taken for one that a run before had added."""
    how = EditContext(clock=lambda: NOON, pause=nothing)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    with (note.parent / done.displaced).open("ab") as late:
        late.write(b"end\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    assert (note.read_bytes(), beside(note)) == (NEW + b"end\n", [])


def test_what_was_added_late_is_not_added_twice(note, published):
    """The run that added it was killed before it had removed the displaced file."""
    how = EditContext(clock=lambda: NOON, pause=nothing)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    (note.parent / done.displaced).write_bytes(OLD + b"late\n")
    note.write_bytes(NEW + b"late\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    assert (note.read_bytes(), beside(note)) == (NEW + b"late\n", [])


def test_any_other_late_write_is_kept_as_a_conflict_copy(note):
    told = []
    how = EditContext(clock=lambda: NOON, pause=nothing, tell=told.append)
    done = publish(note.parent.parent, EDIT.path, change, nothing, how)
    (note.parent / done.displaced).write_bytes(b"rewritten\n")
    (note.parent / "a (Conflicted copy vaultsync 202603021200).md").write_bytes(b"there before\n")

    tidy(note.parent.parent, EDIT.path, done.displaced, done.base, digest(NEW), nothing, how)

    copy = note.with_name("a (Conflicted copy vaultsync 202603021200 2).md")
    assert (note.read_bytes(), copy.read_bytes(), len(told)) == (NEW, b"rewritten\n", 1)
