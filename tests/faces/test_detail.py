"""What `show` tells of a task beside its lines."""


def test_only_notes_of_later_days_than_the_decision_propose_a_task_again(terminal):
    """Kills: a count of every line that was left open; one that says nothing of these."""
    terminal.write("2026-01-05 Kickoff.md", "- [?] Send the minutes #task #proposed ^m\n")
    terminal.write("2026-01-12 Review.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal("done", "m", "--keep-duplicates")
    before = terminal("show", "m").out
    terminal.write("2026-02-02 Harbour.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal.write("2026-02-09 Pier.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    after = terminal("show", "m").out

    assert "since it was decided" not in before and "Left open 1 line;" in before
    assert "proposed 1× since it was decided, last on 2026-02-09" in after and "Left open 2 lines;" in after


def test_of_a_decision_without_a_day_nobody_knows_what_came_after_it(terminal):
    """Kills: a count that takes the unknown day for the first of all."""
    terminal.write("2026-01-05 Kickoff.md", "- [x] Send the minutes #task ^m\n")
    terminal.write("2026-01-12 Review.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    told = terminal("show", "m").out

    assert "since it was decided" not in told and "Left open 1 line;" in told
    assert "1 line of 1 task" in terminal("close-echoes").out
