"""export, feed preview, and the feeds of the settings."""

import json
from contextlib import closing
from datetime import datetime

import pytest
from icalendar import Calendar

from vaultsync.core.errors import NotWritable
from vaultsync.wiring import VaultOptions, open_app, workspace_of
from vaultsync.wiring.feed_files import feed_files


def test_export_is_a_calendar_with_the_same_bytes_every_time(terminal, tmp_path):
    terminal.write(
        "A.md",
        "- [ ] Pay, really; \\ 📅 2026-02-09 #task ^a1\n- [ ] Undated #task\n- [?] Maybe 📅 2026-02-09 #task #proposed\n",
    )
    target = tmp_path / "out.ics"
    first = terminal("export", "-o", str(target))
    data = target.read_bytes()

    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == "☐ Pay, really; \\"
    assert (event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()) == ("2026-02-09", "2026-02-10")
    assert first.err == f"Wrote 1 event to {target}.\n"
    stamp = target.stat().st_mtime_ns
    assert terminal("export", "-o", str(target)).err == f"Unchanged: 1 event to {target}.\n"
    assert (target.read_bytes(), target.stat().st_mtime_ns) == (data, stamp)


def test_an_export_with_nothing_in_it_says_why(terminal):
    terminal.write("A.md", "- [?] Maybe 📅 2026-02-09 #task #proposed\n- [ ] Undated #task\n")
    err = terminal("export", "-o", "out.ics").err

    assert err == (
        "The feed events is empty (out.ics); 1 proposed with a date: see `--include-proposed`;"
        " 1 accepted without a date: see `vaultsync list --undated`.\n"
    )


def test_a_feed_whose_query_finds_nothing_says_that(terminal):
    """Kills: a command named for what it does not say."""
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-02-03 #task\n")
    terminal.write(".vaultsync/vaultsync.toml", '[feeds.none]\nkind = "events"\nquery = "path includes Elsewhere"\n')

    answer = terminal("export", "--feed", "none", "-o", "out.ics")
    assert (answer.status, answer.err) == (0, "The feed none is empty (out.ics); no task fits it.\n")


def test_proposals_are_exported_on_demand(terminal):
    terminal.write("A.md", "- [?] Maybe 📅 2026-02-09 #task #proposed\n")

    assert terminal("export", "--include-proposed", "-o", "out.ics").err.startswith("Wrote 1 event")


@pytest.fixture
def harbour(terminal):
    terminal.write(
        ".vaultsync/vaultsync.toml",
        """me = ["Ana Ruiz"]
[feeds.soon]
query = "due before 2026-02-10"
colour = "tomato"
alarms = "1d 09:00"
path = "calendars/soon.ics"
""",
    )
    terminal.write(
        "A.md",
        "- [ ] Pay the pilot @Ana Ruiz 📅 2026-02-03 #task ^a1\n- [ ] Mend the net @Bo Lind 📅 2026-02-20 #task ^a2\n"
        "- [x] Coil the rope @Ana Ruiz 📅 2026-01-05 #task ✅ 2026-01-10 ^a3\n- [ ] Undated @Ana Ruiz #task ^a4\n",
    )
    return terminal


def words(data: bytes, kind: str = "VEVENT") -> list[str]:
    return [str(part["SUMMARY"]).removeprefix("☐ ") for part in Calendar.from_ical(data).walk(kind)]


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


def test_all_writes_each_feed_to_the_file_of_the_settings_and_only_if_its_bytes_differ(harbour):
    (harbour.root / "calendars").mkdir()
    first, second = harbour("export", "--all"), harbour("export", "--all", "--json")

    assert first.err == f"Wrote 1 event to {harbour.root / 'calendars' / 'soon.ics'}.\n"
    (told,) = json.loads(second.out)["feeds"]
    assert (told["feed"], told["changed"]) == ("soon", False)
    assert told["last_modified"] == datetime.fromisoformat(told["last_modified"]).isoformat(), "ISO 8601, with its T"


def test_all_into_a_folder_writes_every_feed_but_proposals(harbour, tmp_path):
    harbour("export", "--all", "-o", str(tmp_path))

    assert sorted(path.name for path in tmp_path.glob("*.ics")) == [
        "events.ics", "mine.ics", "soon.ics", "tasks.ics", "waiting.ics",
    ]  # fmt: skip


def test_all_into_a_folder_that_is_missing_makes_it(harbour, tmp_path):
    folder = tmp_path / "calendars" / "mine"
    assert harbour("export", "--all", "-o", str(folder)).status == 0
    assert (folder / "events.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("a/b/soon.ics", True),
        ("{outside}/calendars/soon.ics", True),
        ("{outside}/disk/calendars/soon.ics", False),
        ("../gone/calendars/soon.ics", False),
        ("A.md/soon.ics", False),
    ],
)
def test_the_folder_of_a_feeds_file_is_made_in_the_vault_and_else_only_its_last_part(harbour, tmp_path, path, made):
    """Kills: a path that is refused for want of a folder, and folders made up of a mistyped one."""
    path = path.format(outside=tmp_path)
    harbour.write(".vaultsync/vaultsync.toml", f"[feeds.soon]\nquery = 'not done'\npath = '{path}'\n")
    harbour("approve", "--yes")
    answer = harbour("export", "--all")

    assert (answer.status, (harbour.root / path).is_file()) == ((0, True) if made else (6, False)), answer
    assert made or not (harbour.root / path).parent.is_dir()
    if path.startswith(("..", "/")) and not made:
        assert "calendars is not there, and neither is the one above it" in answer.err
        assert "Remedy: Make it, or correct the `path` of the feed" in answer.err


@pytest.mark.parametrize("name", [".", "..", "/", "Out/", "calendars"])
def test_what_can_only_be_a_folder_is_no_file_for_a_calendar(harbour, name):
    """Kills: a defect for a path without a name, a file that is made of `Out/`, a folder that another program holds."""
    (harbour.root / "calendars").mkdir()
    answer = harbour("export", "-o", name)

    assert (
        (answer.status, answer.out) == (6, "") and f"{name} is a folder" in answer.err and "name a file" in answer.err
    )
    assert not (harbour.root / "Out").exists()


def test_a_name_that_no_disk_takes_is_told(harbour):
    """Kills: a defect over a name that is too long."""
    answer = harbour("export", "-o", "a" * 5000)

    assert answer.status == 6 and "Shorten the name" in answer.err


@pytest.mark.parametrize("words", [["-o", ""], ["--all", "-o", ""], ["--vdir", ""]])
def test_an_empty_name_is_not_the_folder_that_one_stands_in(harbour, words):
    """Kills: calendars all over the vault; a defect."""
    before = sorted(harbour.root.iterdir())
    answer = harbour("export", *words)

    assert answer.status == 2 and "it is empty" in answer.err
    assert sorted(harbour.root.iterdir()) == before


@pytest.mark.parametrize("words", [["-o"], ["--vdir"], ["--all", "-o"]])
def test_a_home_that_nobody_has_is_refused(harbour, words):
    """Kills: a defect where a home cannot be found, a folder that has its name."""
    answer = harbour("export", *words, "~no-such-person/tasks.ics")

    assert answer.status == 6 and "nobody on this machine has that home" in answer.err
    assert not (harbour.root / "~no-such-person").exists()


@pytest.mark.parametrize(("path", "why"), [("calendars/", "is a folder"), ("~no-such-person/a.ics", "that home")])
def test_a_path_of_the_settings_is_judged_alike(harbour, path, why):
    """Kills: a folder's name that becomes a file when the daemon writes feeds; a defect over a home."""
    settings = harbour.read(".vaultsync/vaultsync.toml").replace("calendars/soon.ics", path)
    harbour.write(".vaultsync/vaultsync.toml", settings)
    answer = harbour("export", "--all")

    assert answer.status == 6 and why in answer.err
    assert harbour("approve").status != 6
    assert not {"calendars", "~no-such-person"} & {each.name for each in harbour.root.iterdir()}


def test_all_into_a_file_says_that_it_is_no_folder(harbour, tmp_path):
    (tmp_path / "file").write_text("")
    refused = harbour("export", "--all", "-o", str(tmp_path / "file"))
    assert refused.status == 4
    assert "file is no folder" in refused.err
    assert "name another one" in refused.err
    beneath = harbour("export", "--all", "-o", str(tmp_path / "file" / "calendars"))
    assert beneath.status == 4
    assert "cannot be made one" in beneath.err


def test_what_was_decided_long_ago_is_shown_on_demand(harbour, tmp_path):
    out = tmp_path / "out.ics"
    for since, shown in (("2026-01-10", True), ("2026-01-11", False)):
        harbour("export", "--feed", "tasks", "--since", since, "-o", str(out))
        assert ("Coil the rope" in words(out.read_bytes(), "VTODO")) == shown


def test_a_vdir_has_a_file_for_each_task_and_loses_those_that_are_gone(harbour, tmp_path):
    assert harbour("export", "--feed", "mine", "--vdir", str(tmp_path / "vdir")).status == 0
    assert words(next((tmp_path / "vdir").glob("a1*.ics")).read_bytes()) == ["Pay the pilot"]
    harbour("done", "a1")
    harbour("export", "--feed", "mine", "--vdir", str(tmp_path / "vdir"))

    assert list((tmp_path / "vdir").glob("*.ics")) == []


def _all_files(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "words", [("-o", "A.md"), ("-o", "New.md"), ("-o", "list.txt"), ("--vdir", "."), ("--all", "-o", "Projects")]
)
def test_an_export_replaces_no_note_and_nothing_but_calendars(harbour, words):
    """Kills: a target that is not looked at, of either kind."""
    harbour.write("list.txt", "bread")
    harbour.write("Projects/soon.ics", "a list of ships\n")
    before = _all_files(harbour.root)
    answer = harbour("export", *words)

    assert (answer.status, answer.out) == (6, "")
    assert "Remedy: Name a" in answer.err
    after = _all_files(harbour.root)
    assert {path: after.get(path) for path in before} == before
    assert all(data.startswith(b"BEGIN:VCALENDAR") for path, data in after.items() if path not in before)
    assert len(list(harbour.root.glob("*.ics"))) == 0 and not (harbour.root / "New.md").exists()


@pytest.mark.parametrize("path", ["A.md", "new/New.md", "list.txt"])
def test_neither_the_daemon_nor_all_write_a_feed_of_the_settings_over_a_note(harbour, path):
    harbour.write(".vaultsync/vaultsync.toml", f"[feeds.soon]\nquery = 'not done'\npath = '{path}'\n")
    harbour.write("list.txt", "bread")
    before = _all_files(harbour.root)
    assert harbour("export", "--all").status == 6
    workspace = workspace_of(VaultOptions(vault=harbour.root))
    with closing(open_app(workspace)) as app:
        (one,) = feed_files(workspace)(app)

    assert isinstance(one.refused, NotWritable) and not one.changed
    assert _all_files(harbour.root) == before
    assert not (harbour.root / "new").exists()


def test_a_feed_whose_file_is_refused_keeps_no_other_from_being_written(harbour):
    """Kills: a loop that ends with the first refusal, in `export --all`, of a folder, and of the daemon."""
    settings = '[feeds.a]\npath = "one.txt"\n[feeds.b]\npath = "two.ics"\n[feeds.c]\npath = "three.txt"\n'
    harbour.write(".vaultsync/vaultsync.toml", settings)
    harbour.write("one.txt", "bread")
    harbour.write("three.txt", "milk")
    answer = harbour("export", "--all", "--json")
    assert answer.status == 6 and "one.txt is there already" in answer.err.split("Error: ")[1]
    assert f"Warning: {harbour.root / 'three.txt'} is there already" in answer.err
    assert [each["feed"] for each in json.loads(answer.out)["feeds"]] == ["b"]
    assert (harbour.root / "two.ics").exists()

    (harbour.root / "two.ics").unlink()
    workspace = workspace_of(VaultOptions(vault=harbour.root))
    with closing(open_app(workspace)) as app:
        written = {each.name: each.changed for each in feed_files(workspace)(app)}
    assert written == {"a": False, "b": True, "c": False} and (harbour.root / "two.ics").exists()

    folder = harbour.root / "out"
    (folder / "a.ics").mkdir(parents=True)
    assert harbour("export", "--all", "-o", str(folder)).status == 6
    assert {"b.ics", "c.ics", "events.ics", "tasks.ics"} <= {each.name for each in folder.iterdir()}


def test_json_and_the_calendar_do_not_go_to_one_screen(harbour):
    assert harbour("export", "--json").status == 2


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


def test_a_preview_shows_the_next_days_as_a_calendar_would(harbour):
    out = harbour("feed", "preview", "--days", "7").out

    assert out == "Tue 2026-02-03  in 1 day\n         ☐ Pay the pilot\n\n1 entry later.\n"
    assert "Nothing in the next 1 day." in harbour("feed", "preview", "--days", "1").out
    rows = json.loads(harbour("feed", "preview", "tasks", "--json").out)["entries"]
    assert [(row["day"], row["time"]) for row in rows] == [("2026-02-03", None), ("2026-02-20", None)]


def test_a_preview_shows_times_in_the_zone_of_the_vault(harbour):
    harbour.write("B.md", "- [ ] Weigh anchor 📅 2026-02-04 14:30 #task\n")
    out = harbour("--set", "timezone=Pacific/Kiritimati", "feed", "preview", "--days", "3").out

    assert "  14:30  ☐ Weigh anchor" in out.splitlines()


def test_an_empty_feed_tells_of_what_it_would_hold_and_of_no_other_feeds_tasks(terminal):
    """Kills: counts of the whole vault in the hint of one feed; a limit, or the feed's kind, that hides what is undated."""
    terminal.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz"]\n')
    terminal.write(
        "A.md",
        "- [?] Pay the pilot @Bo Lind 📅 2026-02-03 #task #proposed\n- [?] Mend the net @Ana Ruiz 📅 2026-02-20 #task #proposed\n"
        "- [ ] Undated @Ana Ruiz #task ^a4\n- [ ] Oil the winch @Bo Lind #task\n- [ ] Tar the roof @Bo Lind #task\n",
    )
    waiting = terminal("export", "--feed", "waiting", "-o", "w.ics").err
    document = json.loads(terminal("export", "--feed", "mine", "-o", "m.ics", "--json").out)["feeds"][0]

    assert "empty (w.ics); 1 proposed with a date" in waiting and "; 2 accepted without a date" in waiting
    assert (document["proposed"], document["undated"]) == (1, 1)
    assert "Wrote 1 event" in terminal("export", "--feed", "waiting", "--include-proposed", "-o", "p.ics").err
