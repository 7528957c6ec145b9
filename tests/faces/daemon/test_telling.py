"""What is odd in notes, or was decided and is forgotten, is told once."""

from vaultsync.core.errors import StoreError
from vaultsync.core.events import Event, EventKind
from vaultsync.core.model import Diagnostic
from vaultsync.core.walk import UnreadableNote


def test_unreadable_notes_are_named_once_whatever_the_reason(room, monkeypatch):
    reasons = iter(("locked", "busy", "away"))

    def refuse(path):
        raise UnreadableNote(f"the note cannot be read ({next(reasons) if path == '0.md' else 'broken'})")

    monkeypatch.setattr(room.vault, "read", refuse)
    room.follow(Event(10, EventKind.WALK), Event(20, EventKind.WALK))
    said = room.said("unreadable")
    assert [text for text in said if text.startswith("0.md: ")] == ["0.md: the note cannot be read (locked)"]
    assert next(reasons, "") == "", "it was tried at each walk"


def test_of_a_note_with_two_forgotten_decisions_both_are_told_and_again_only_what_is_new(room):
    """Kills: findings that are one because their note is, and one that is two because its line has moved."""
    line = iter(range(1, 100))

    def forgotten(_app):
        return [
            Diagnostic(path="0.md", line=next(line), code="forgotten", message=f"{each} again", remedy="Promote it.")
            for each in ("says", "asks")
        ]

    room.forgotten = forgotten
    walks = [Event(10, EventKind.WALK), Event(20, EventKind.WALK)]
    room.follow(walks[0], lambda: room.vault.notes.update({"0.md": b"- [ ] Moor boat #task"}), walks[1])

    assert room.said("forgotten") == ["0.md: says again. Promote it.", "0.md: asks again. Promote it."]
    assert next(line) == 5, "they were looked for twice"


def test_decisions_that_the_notes_do_not_hold_any_more_are_told_once_and_looked_for_when_notes_have_changed(room):
    """Kills: a person with a daemon who never hears of them, a journal that is read at every walk."""
    asked = []

    def forgotten(_app):
        asked.append(len(asked))
        if len(asked) == 3:
            raise StoreError("the journal is damaged", remedy="Move it away.")
        again = Diagnostic(path="0.md", line=len(asked), code="forgotten", message="says again", remedy="Promote it.")
        return [again] if len(asked) != 4 else []

    def say(text):
        return lambda: room.vault.notes.update({"0.md": text})

    room.forgotten = forgotten
    walks = [Event(10 * number, EventKind.WALK) for number in range(1, 7)]
    changes = [say(b"- [ ] Moor boat %d #task" % number) for number in range(4)]
    room.follow(walks[0], changes[0], walks[1], changes[1], walks[2], changes[2], walks[3], changes[3], *walks[4:])

    assert room.said("forgotten") == ["0.md: says again. Promote it."] * 2, "it was away in between"
    assert asked == [0, 1, 2, 3, 4]
