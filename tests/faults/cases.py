"""The commands that are swept, and how the room looks before each."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.room import SHEET, Room


@dataclass(frozen=True, slots=True)
class Case:
    """A command in a room."""

    name: str
    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = (("sync",),)
    """Commands that were carried out before."""

    then: Callable[[Room], None] = lambda _: None
    """What other programs have done after them."""

    syncs: bool = True
    """Whether it brings the index up to date."""


def _notes_have_changed(room: Room) -> None:
    (room.root / "vault" / "Log.md").unlink()
    room.save("Meetings/Follow-up.md", "# Follow-up\n\n- [ ] Order honey for the fair 📅 2026-02-12 #task\n")
    room.save("Meetings/New.md", f"- [?] {SHEET} #task #proposed\n- [ ] Mend the gate #task\n")


CASES = (
    Case("promote", ("promote", SHEET)),
    Case("done", ("done", "ferns")),
    Case("merge", ("merge", "Order honey for the fair", "Paint the fence at the lake")),
    Case("undo", ("undo", "1"), (("sync",), ("promote", SHEET))),
    Case("sync", ("sync",), then=_notes_have_changed),
    Case("first-sync", ("sync",), ()),
    Case("export", ("export", "-o", "{out}/tasks.ics"), (("promote", SHEET),)),
    Case("list", ("list", "--all", "--json"), (("promote", SHEET),), then=_notes_have_changed),
    Case("log", ("log", "--diff"), (("promote", SHEET),), syncs=False),
    Case("status", ("status",), (("promote", SHEET),), syncs=False),
    Case("doctor", ("doctor",), (("promote", SHEET),), syncs=False),
)
