"""Days to which a task is put off."""

import pytest


def test_a_date_ahead_is_moved_from_itself(terminal):
    terminal.write("A.md", "- [ ] Pay the rent ⏳ 2026-02-10 #task ^a1\n")
    terminal("defer", "a1", "--to", "+1w")

    assert terminal.read("A.md") == "- [ ] Pay the rent ⏳ 2026-02-17 #task ^a1\n"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("next monday", "2026-02-09"),
        ("in 3 days", "2026-02-05"),
        ("in two weeks", "2026-02-16"),
        ("tomorrow", "2026-02-03"),
        ("mon", "2026-02-09"),
        ("fri", "2026-02-06"),
        ("14 October", "2025-10-14"),
    ],
)
def test_a_task_is_put_off_to_the_one_day_that_words_mean_in_a_query(terminal, words, day):
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-01-30 #task ^a1\n")
    answer = terminal("defer", "a1", "--to", words)

    assert (answer.status, terminal.read("A.md")) == (0, f"- [ ] Pay the rent 📅 {day} #task ^a1\n"), answer
    assert ("Note: 2025-10-14 is past, 111 days ago." in answer.err) == (day < "2026-02-02")


@pytest.mark.parametrize(("due", "day"), [("2026-01-10", "2026-01-30"), ("2026-02-04", "2026-02-01")])
def test_a_step_that_leads_into_the_past_is_told(terminal, due, day):
    """Kills: only days that are named are looked at, and a step back passes in silence."""
    terminal.write("A.md", f"- [ ] Pay the rent 📅 {due} #task ^a1\n- [ ] Paint 📅 2026-02-09 #task ^a2\n")
    answer = terminal("defer", "a1", "a2", "--to=-3d")

    assert f"📅 {day} #task ^a1\n" in terminal.read("A.md")
    assert answer.err.count("Note:") == answer.err.count(f"Note: {day} is past, ") == 1


@pytest.mark.parametrize(("days", "told", "more"), [(10, 10, 0), (11, 10, 1), (28, 10, 1)])
def test_of_many_days_that_are_past_ten_are_told(terminal, days, told, more):
    """Kills: one note for each day, however many there are."""
    terminal.write("A.md", "".join(f"- [ ] Paint {n} 📅 2026-03-{n:02} #task ^a{n}\n" for n in range(1, days + 1)))
    answer = terminal("defer", "--where", "not done", "--to=-100d")

    assert answer.err.count(" is past, ") == told
    assert answer.err.count("Note: the step leads to more days that are past.") == more
    assert answer.err.count("Note:") == told + more


@pytest.mark.parametrize("words", [["defer", "a1", "--to={}"], ["list", "--due-to={}"]])
@pytest.mark.parametrize("step", ["+9000y", "-3000y", "-99999m"])
def test_a_step_that_leads_out_of_the_calendar_is_a_mistake_and_no_defect(terminal, words, step):
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-02-04 #task ^a1\n")
    answer = terminal(*words[:-1], words[-1].format(step))

    assert (answer.status, "is no day of the years 1 to 9999" in answer.err) == (2, True), answer


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("next week", "`next week` is several days, 2026-02-09 to 2026-02-15: write one of them."),
        ("2026-03", "`2026-03` is several days, 2026-03-01 to 2026-03-31: write one of them."),
        ("next monday maybe", "`next monday maybe` is no day; write 2026-01-05"),
        ("6/3/2026", "Did you mean `2026-06-03` or `2026-03-06`?"),
        ("5/2", "Did you mean `2026-05-02` or `2026-02-05`?"),
        ("5.2.2026", "`5.2.2026` is not written as a day is here. Did you mean `2026-02-05`?"),
        ("2026/02/05", "Did you mean `2026-02-05`?"),
        ("weekend", "`weekend` is several days, 2026-02-07 to 2026-02-08: write one of them."),
        ("next weekend", "`next weekend` is several days, 2026-02-14 to 2026-02-15"),
        ("tomorow", "`tomorow` is no day; write 2026-01-05"),
        ("tomorow", "Did you mean `tomorrow`?"),
        ("none", "A date is taken away in the note itself."),
        ("no date", "A date is taken away in the note itself."),
        ("someday", "`someday` is no day; write 2026-01-05"),
    ],
)
def test_words_for_no_day_or_several_put_nothing_off(terminal, words, told):
    """Kills: the first of several days taken, or words passed over."""
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-01-30 #task ^a1\n")
    answer = terminal("defer", "a1", "--to", words)

    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err
    assert "2026-01-30" in terminal.read("A.md")
