"""When a daemon writes feeds, and what it says of them."""

from collections.abc import Callable

from tests.faces.daemon.making import saved
from vaultsync.core.errors import NotWritable, StoreError
from vaultsync.core.reading import Reading
from vaultsync.store.index.sqlite import SqliteIndex


def test_feeds_follow_what_changes_and_a_save_that_changes_nothing_asks_for_none(room):
    room.feed_names = ["mine"]
    room.follow(
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"), saved(20, "0.md")
    )
    assert "Fold the map" in room.feed
    assert room.feeds_asked == 2
    assert room.said("feed") == ["wrote the feed mine to mine.ics"] * 2
    assert room.told[-1]["feeds"] == {"mine": "12:00"}


def test_other_prose_is_news_for_no_feed(room):
    room.feed_names = ["mine"]
    room.follow(lambda: room.vault.notes.update({"0.md": room.vault.notes["0.md"] + b"\n\nSeen.\n"}), saved(10, "0.md"))

    assert [record.levelname for record in room.records("synced")] == ["INFO", "INFO"]
    assert room.feeds_asked == 1


def test_a_feed_that_could_not_be_written_is_tried_again_at_the_next_save(room):
    room.feed_names = ["mine"]
    room.feed_refusals = [NotWritable("mine.ics cannot be written", remedy="Make room.")]
    room.follow(lambda: room.vault.notes.update({"0.md": room.vault.notes["0.md"] + b"\n\nSeen.\n"}), saved(10, "0.md"))

    assert room.feeds_asked == 1


def test_an_index_that_cannot_be_asked_about_feeds_does_not_end_the_daemon(room, monkeypatch):
    """Kills: a look at the index outside of what the daemon survives."""

    def foreign_writes() -> int:
        raise StoreError("the index cannot be read", remedy="Make room.")

    monkeypatch.setattr(room.index, "foreign_writes", foreign_writes)
    room.follow(lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"))

    assert "Fold the map" in room.titles()
    assert room.said("feeds") == ["the index cannot be read. Make room."]


def test_a_note_that_is_gone_is_news_for_the_feeds(room):
    room.feed_names = ["mine"]
    room.follow(lambda: room.vault.notes.pop("0.md"), saved(10, "0.md"))

    assert room.feeds_asked == 2


def test_what_a_command_has_read_before_the_daemon_could_comes_into_the_feeds(room, tmp_path):
    """Kills: a feed that goes without a completed task until the next walk, since its save was no news any more."""
    room.feed_names = ["mine"]
    room.index, other = (SqliteIndex(tmp_path / "index.db", room.conventions) for _ in range(2))

    def command() -> None:
        room.vault.notes["0.md"] = b"- [ ] Fold the map #task"
        Reading(room.vault, other, room.conventions).sync(["0.md"], accept_loss=False)

    room.follow(command, saved(10, "0.md"), saved(20, "0.md"))

    assert "Fold the map" in room.feed
    assert room.feeds_asked == 2
    room.index.close()
    other.close()


def test_a_feed_that_cannot_be_written_is_said_once_and_notes_are_followed(room):
    room.feed_names = ["mine"]
    room.feed_refusals = [NotWritable("mine.ics cannot be written", remedy="Make room.") for _ in range(2)]
    room.follow(
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"),
        lambda: room.vault.notes.update({"1.md": b"- [ ] Coil the rope #task"}), saved(20, "1.md"),
    )  # fmt: skip
    assert room.said("feeds") == ["mine.ics cannot be written. Make room."]
    assert [facts.get("feeds_trouble", "") != "" for facts in room.told if facts["idle"]] == [True, True, False]
    assert "Coil the rope" in room.feed


def test_what_is_passed_over_in_the_query_of_a_feed_is_said_once_and_again_when_it_is_back(room):
    """Kills: a warning at every save; none at all."""
    room.feed_names = ["soon"]
    room.feed_notes = ("feed soon: `befor` is passed over", "feed soon: `todya` is passed over")

    def changed(text: str, notes: tuple[str, ...]) -> Callable[[], None]:
        def change() -> None:
            room.vault.notes["0.md"], room.feed_notes = text.encode(), notes

        return change

    both = room.feed_notes
    room.follow(
        changed("- [ ] Fold the map #task", both), saved(10, "0.md"),
        changed("- [ ] Coil the rope #task", ()), saved(20, "0.md"),
        changed("- [ ] Mend the net #task", both[:1]), saved(30, "0.md"),
    )  # fmt: skip
    assert room.said("query") == [*both, both[0]]
    assert {record.levelname for record in room.records("query")} == {"WARNING"}
