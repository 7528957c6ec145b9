"""check: what is odd in the notes, by its place."""

from tests.conftest import ROOT
from vaultsync.core.notes.oddities import CODES
from vaultsync.core.odd_codes import ODD_CODES


def test_check_gives_place_message_and_remedy(terminal):
    terminal.write("A.md", "x\n- [ ] Pay 📅 2026-02-30 #task\n")
    answer = terminal("check")

    assert answer.out.startswith("A.md:2: the due date 2026-02-30 is no day of the calendar [bad-date].")
    assert (
        terminal("check", "--kind", "frontmatter").out == "Nothing odd of the kind frontmatter. There is: bad-date.\n"
    )
    assert terminal("check", "--kind", "bad-dat").out.endswith("Did you mean `bad-date`?\n")


def test_check_tells_of_a_date_that_is_written_otherwise(terminal):
    """Kills: a task without a date, and nothing said of the one that somebody wrote."""
    terminal.write("A.md", "- [ ] Pay 📅 2026-2-5 #task\n")
    said = terminal("check", "--kind", "no-date").out

    assert said.startswith("A.md:1: `📅 2026-2-5` is no date")
    assert "Write `📅 2026-02-05`." in said


def test_every_kind_of_what_is_odd_stands_in_the_schema():
    schema = (ROOT / "docs" / "json.md").read_text("utf-8")

    assert set(CODES) < set(ODD_CODES)
    assert [
        f"| `{code}` | {means} |" for code, means in ODD_CODES.items() if f"| `{code}` | {means} |" not in schema
    ] == []


def test_a_note_that_hits_a_limit_is_told_every_time_and_the_others_are_read(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal.write("Deep.md", "> " * 3000 + "- [ ] deep #task\n")

    for words in (("sync",), ("sync",), ("scan",), ("check",)):
        assert terminal(*words).status == 3, words
    assert "Pay" in terminal("list").out


def test_a_line_that_states_no_task_is_told_by_its_note(terminal):
    """Kills: the words of a task that nobody has, for a line that is none."""
    terminal.write("A 1.md", "- [ ] Send the minutes #task\n\n- [ ] Oil the winch #task\n")
    terminal.write("B.md", "# Nothing\n")
    answer = terminal("why", "A 1.md:1", "A 1.md:500")

    assert (
        answer.status == 1 and "A 1.md has no task line 500" in answer.err and "Its task lines are 1, 3." in answer.err
    )
    assert "B.md has no task line 1" in terminal("why", "A 1.md:1", "B.md:1").err
    assert "no task goes by `C.md:1`" in terminal("why", "A 1.md:1", "C.md:1").err
