"""The feeds of the settings and of people, each with its tasks."""

from contextlib import closing

import pytest

from tests.faces.exporting.making import words
from vaultsync.wiring import VaultOptions, open_app, workspace_of
from vaultsync.wiring.feed_files import feed_files


@pytest.mark.parametrize(
    ("feed", "kind", "expected"),
    [
        ("events", "VEVENT", ["Pay the pilot", "Mend the net"]),
        ("mine", "VEVENT", ["Pay the pilot"]),
        ("waiting", "VEVENT", ["Mend the net"]),
        ("soon", "VEVENT", ["Pay the pilot"]),
        ("tasks", "VTODO", ["Pay the pilot", "Mend the net", "Coil the rope", "Undated"]),
    ],
)
def test_each_feed_has_its_tasks(harbour, tmp_path, feed, kind, expected):
    assert harbour("export", "--feed", feed, "-o", str(tmp_path / "out.ics")).status == 0
    assert words((tmp_path / "out.ics").read_bytes(), kind) == expected


def test_a_feed_that_is_none_is_answered_with_the_nearest(harbour):
    answer = harbour("export", "--feed", "mien")

    assert (answer.status, answer.out) == (1, "")
    assert "Did you mean `mine`?" in answer.err


def test_persons_have_feeds_if_the_settings_say_so(harbour, tmp_path):
    assert harbour("export", "--feed", "bo-lind").status == 1
    harbour.write(".vaultsync/vaultsync.toml", "me = ['Ana Ruiz']\nfeeds.person = true\n")
    harbour("export", "--feed", "bo-lind", "-o", str(tmp_path / "out.ics"))

    assert words((tmp_path / "out.ics").read_bytes()) == ["Mend the net"]
    assert "ana-ruiz" not in harbour("feed", "list").out, "one's own feed is `mine`"


def test_two_people_whose_names_come_to_one_word_have_a_feed_each(terminal):
    """Kills: the tasks of one person in the feed of another, or in none, without a word."""
    terminal.write(".vaultsync/vaultsync.toml", "feeds.person = true\n")
    people = {"Анна K": "Rope", "Олег K": "Sail", "Events": "Flag", "Bo Lind": "Net"}
    for number, (name, word) in enumerate(people.items()):
        terminal.write(f"{number}.md", f"- [ ] {word} @{name} 📅 2026-02-09 #task\n")
    terminal("sync")
    told = terminal("feed", "list").out.splitlines()

    feeds = {
        word: line.partition(":")[0].partition(" ")[0]
        for name, word in people.items()
        for line in told
        if f"({name}:" in line
    }
    assert len(set(feeds.values())) == 3 and not set(feeds.values()) & {"k", "events"}
    assert f"{feeds['Rope']} (Анна K: another feed, too, would be `k`): 0 addresses" in told
    assert "bo-lind: 0 addresses" in told and "events: 0 addresses" in told
    for word, name in feeds.items():
        assert words(terminal("export", "--feed", name).out.encode()) == [word]
    assert len(words(terminal("export", "--feed", "events").out.encode())) == 4

    for number in range(8):
        terminal.write(f"more {number}.md", f"- [ ] Row {number} @Олег K 📅 2026-02-10 #task\n")
    terminal("sync")
    (line,) = [line for line in terminal("feed", "list").out.splitlines() if "(Анна K:" in line]
    assert line.startswith(feeds["Rope"]), "whoever is asked more often"


def test_somebody_whose_name_is_written_in_two_ways_has_one_feed_of_both(terminal):
    """Kills: the tasks of `@Zoë Alt` in no feed, where most lines write `@Zoe Alt`."""
    terminal.write(".vaultsync/vaultsync.toml", "feeds.person = true\n")
    for number, name in enumerate(("Zoe Alt", "Zoe Alt", "Zoë Alt")):
        terminal.write(f"{number}.md", f"- [ ] Row {number} @{name} 📅 2026-02-09 #task\n")

    assert sorted(words(terminal("export", "--feed", "zoe-alt").out.encode())) == ["Row 0", "Row 1", "Row 2"]


def test_what_was_decided_long_ago_is_shown_on_demand(harbour, tmp_path):
    out = tmp_path / "out.ics"
    for since, shown in (("2026-01-10", True), ("2026-01-11", False)):
        harbour("export", "--feed", "tasks", "--since", since, "-o", str(out))
        assert ("Coil the rope" in words(out.read_bytes(), "VTODO")) == shown


@pytest.mark.parametrize(
    ("settings", "complaint", "remedy"),
    [
        ("[feeds.a]\ncolur = 'red'", "there is no setting `colur`", "Did you mean `colour`?"),
        ("[feeds.a]\ncolour = 'redd'", "CSS name", ""),
        ("[feeds.a]\nkind = 'event'", '"events" or "todos"', "all-day"),
        ("[feeds.a]\nalarms = ['soon']", '"1d 09:00"', "reminded"),
        ("[feeds.a]\nalarms = '2h 09:00'", "whole days", ""),
        ("[feeds.a]\ninstances = 99", "0 to 12", "vaultsync.toml"),
        ("[feeds.'a b']\nkind = 'todos'", "no name for a feed", ""),
        ("[feeds]\na = 'due today'", "a table", "[feeds.week]"),
    ],
)
def test_a_mistake_in_a_feeds_settings_says_what_to_write(terminal, settings, complaint, remedy):
    terminal.write(".vaultsync/vaultsync.toml", settings)
    answer = terminal("export")

    assert (answer.status, answer.out) == (4, "")
    assert complaint in answer.err and remedy in answer.err


def test_a_query_that_cannot_be_understood_is_named_with_its_feed(terminal):
    terminal.write(".vaultsync/vaultsync.toml", "[feeds.week]\nquery = 'frob'")
    assert "Error: feed week: line 1 of the query: do not understand" in terminal("export", "--feed", "week").err


@pytest.mark.parametrize(("more", "shown"), [("", ["Pay the pilot"]), ("proposed = true", ["Maybe"])])
def test_a_limit_of_a_feeds_query_counts_what_the_feed_can_show(terminal, more, shown):
    """Kills: a feed of the next three that is empty, since the next three are proposals."""
    terminal.write(".vaultsync/vaultsync.toml", f"[feeds.next]\nquery = ['sort by path', 'limit 1']\n{more}\n")
    terminal.write("A.md", "- [ ] Undated #task\n- [ ] Bad 📅 2026-02-30 #task\n")
    terminal.write("B.md", "- [?] Maybe 📅 2026-02-09 #task #proposed\n")
    terminal.write("C.md", "- [ ] Pay the pilot 📅 2026-02-10 #task\n- [ ] Mend the net 📅 2026-02-11 #task\n")

    assert words(terminal("export", "--feed", "next").out.encode()) == shown


def test_words_of_a_date_that_are_passed_over_in_the_query_of_a_feed_are_noted(terminal):
    """Kills: a calendar of other tasks than are meant, without a word."""
    terminal.write(".vaultsync/vaultsync.toml", '[feeds.soon]\nquery = "due befor 2026-02-10"\npath = "soon.ics"\n')
    terminal.write("A.md", "- [ ] Pay the pilot 📅 2026-02-10 #task ^a1\n")
    note = (
        "Note: feed soon: line 1 of the query: of the date in `due befor 2026-02-10` `befor` is passed over, as Obsidian"
        " Tasks does. Did you mean `due before 2026-02-10`?\n"
    )

    answer = terminal("export", "--feed", "soon")
    assert (answer.status, answer.err) == (0, note + "Printed 1 event.\n")
    assert answer.out.startswith("BEGIN:VCALENDAR")
    assert terminal("export", "--all").err.startswith(note + "Wrote 1 event")
    assert "Note" not in terminal("export").err

    here = workspace_of(VaultOptions(str(terminal.root)))
    with closing(open_app(here)) as app:
        (written,) = feed_files(here)(app)
    assert f"Note: {written.noted[0]}\n" == note, "the daemon says the same"
