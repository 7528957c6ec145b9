"""What an export holds, and what is said where it holds nothing."""

import json

from icalendar import Calendar


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


def test_json_and_the_calendar_do_not_go_to_one_screen(harbour):
    assert harbour("export", "--json").status == 2


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
