"""Lines of one task that disagree, and the commands that settle it."""

import json
import re
import shlex

import pytest

PUMP = "Repair the leaking trellis pump behind the greenhouse"


@pytest.fixture
def unsaid(terminal):
    """A task whose newest line, which speaks for it, has neither date nor assignee."""
    terminal.write("A.md", f"---\ndate: 2026-01-01\n---\n- [?] {PUMP} @Ana Ruiz 📅 2026-02-20 #task #proposed\n")
    terminal.write("B.md", f"---\ndate: 2026-01-02\n---\n- [?] {PUMP} @TBD #task #proposed\n")
    terminal("sync")
    return terminal


def test_a_line_that_speaks_and_leaves_a_date_unsaid_disagrees_with_one_that_has_it(unsaid):
    """Kills: silence that is no answer, so that nobody sees why a list shows neither date nor assignee; an answer of a
    line that does not speak taken for silence."""
    said = unsaid("conflicts").out

    assert "due: nothing in B.md:4 (2026-01-02)\n" in said
    assert "due: 2026-02-20 (newest) in A.md:4 (2026-01-01)\n" in said
    assert "owner: nothing in B.md:4 (2026-01-02)\n" in said
    assert "owner: Ana Ruiz (newest) in A.md:4 (2026-01-01)\n" in said
    unsaid.write("A.md", f"- [?] {PUMP} #task #proposed\n")
    assert unsaid("conflicts").out == "Nothing disagrees.\n"


def test_what_an_accepted_task_lost_with_its_other_lines_is_told(unsaid):
    """Kills: a due date and an assignee that are closed with a duplicate, in silence; one that is told of a task that
    has it, or that was accepted before."""
    answer = unsaid("promote", PUMP.lower())

    assert "B.md: line 4 has no due date, and other lines of the task say 2026-02-20." in answer.err
    assert "has no assignee, and other lines of the task say Ana Ruiz." in answer.err
    taken_over = re.findall("`vaultsync ([^`]*)`", answer.err)
    assert [command.split()[0] for command in taken_over] == ["defer", "assign"]
    for command in taken_over:
        assert unsaid(*shlex.split(command)).status == 0
    assert "@Ana Ruiz #task 📅 2026-02-20 ^vs-" in unsaid.read("B.md")


def test_of_what_an_accepted_task_lost_the_newest_is_told_first(unsaid):
    """Kills: days and names in their own order, as if that said which holds."""
    for day, said in (("02", "@Zed 📅 2026-03-09"), ("03", "@Bo 📅 2026-03-02"), ("04", "")):
        unsaid.write(f"2026-01-{day} C.md", f"- [?] {PUMP} {said} #task #proposed\n")
    told = unsaid("promote", PUMP.lower()).err

    assert "other lines of the task say 2026-03-02, 2026-03-09, 2026-02-20." in told
    assert "other lines of the task say Bo, Zed, Ana Ruiz." in told


@pytest.mark.parametrize(
    ("line", "act"), [("- [?] {} @Bo 📅 2026-03-01 #task #proposed", "promote"), ("- [ ] {} #task", "start")]
)
def test_a_task_that_has_a_date_or_was_accepted_before_lost_nothing(unsaid, line, act):
    """Kills: a word on what another line says where the task says something itself, or nobody has decided just now."""
    unsaid.write("B.md", f"---\ndate: 2026-01-02\n---\n{line.format(PUMP)}\n")

    assert unsaid(act, PUMP.lower()).err == ""


def test_conflicts_name_the_places_and_the_command(terminal):
    terminal.write(
        "2026-01-05 A.md", "- [?] Send the pricing sheet to Bo Lind @Ana Ruiz 📅 2026-01-09 #task #proposed\n"
    )
    terminal.write(
        "2026-01-12 B.md", "- [?] Send the pricing sheet to Bo Lind @Ana Ruiz 📅 2026-01-16 #task #proposed\n"
    )
    answer = terminal("conflicts")

    assert "due: 2026-01-09 in 2026-01-05 A.md:1 (2026-01-05)\n" in answer.out
    assert "due: 2026-01-16 (newest) in 2026-01-12 B.md:1 (2026-01-12)\n" in answer.out
    command = answer.out.split("settle it: vaultsync ")[1].splitlines()[0].split()
    assert terminal(*command).status == 0
    assert terminal("conflicts").out == "Nothing disagrees.\n"


@pytest.mark.parametrize(("more", "printed"), [([], 20), (["--limit", "2"], 2), (["--limit", "0"], 22)])
def test_conflicts_are_counted_first_and_printed_up_to_a_limit(terminal, more, printed):
    """Kills: the number behind all that scrolls away; a limit that hides that there are more; one for a program."""
    for day in ("09", "16"):
        lines = (f"- [ ] Order lamp {n} 📅 2026-01-{day} #task ^a{n}\n" for n in range(22))
        terminal.write(f"2026-01-{day} A.md", "".join(lines))
    told = terminal("conflicts", *more).out

    assert told.startswith("22 conflicts.\n\n") and told.count("settle it: ") == printed
    assert told.endswith(f"\n… and {22 - printed} more (--limit 0 prints all)\n") is (printed < 22)
    assert len(json.loads(terminal("conflicts", *more, "--json").out)["conflicts"]) == 22


def test_what_two_notes_of_one_day_say_is_offered_both_ways(terminal):
    """Kills: one of them called the newest, or the only command."""
    for note, on in (("A", "09"), ("B", "16")):
        terminal.write(
            f"2026-01-05 {note}.md", f"- [?] Send Bo Lind the pricing sheet 📅 2026-01-{on} #task #proposed\n"
        )
    told, (conflict,) = terminal("conflicts").out, json.loads(terminal("conflicts", "--json").out)["conflicts"]

    assert re.findall(r"(settle it|or): vaultsync defer \S+ --to (\S+)", told) == [
        ("settle it", "2026-01-16"),
        ("or", "2026-01-09"),
    ]
    assert [said["newest"] for said in conflict["said"]] == [True, True]
    assert conflict["settle"] == conflict["settles"][0] == "vaultsync defer TASK --to 2026-01-16"


def test_what_is_done_is_settled_as_done_whatever_is_said_later(terminal):
    """Kills: a done task that its newest line opens again by a command."""
    terminal.write("2026-01-05 A.md", "- [x] Send Bo Lind the pricing sheet ✅ 2026-01-06 #task ^a1\n")
    terminal.write("2026-01-12 B.md", "- [ ] Send Bo Lind the pricing sheet #task ^a1\n")

    told = terminal("conflicts").out
    assert "status: open (newest) in 2026-01-12 B.md:1 (2026-01-12)\n           settle it: vaultsync done a1\n" in told
    assert "                  or: vaultsync split a1 '2026-01-12 B.md:1'\n" in told
    terminal.write("2026-01-12 B.md", "- [ ] Send Bo Lind the pricing sheet #task ➕ 2026-01-02 ^a1\n")
    assert "split" not in terminal("conflicts").out, "it is older than the decision"


def test_the_sample_settles_what_an_old_note_says_against_two_others_as_the_newest_says(sample):
    """Kills: the answers in the order of their first lines."""
    for conflict in json.loads(sample("conflicts", "--json").out)["conflicts"]:
        dated = [(line["noted_on"] or "", each) for each in conflict["said"] if each["value"] for line in each["lines"]]
        last = max(noted_on for noted_on, _ in dated)
        newest = {each["value"] for noted_on, each in dated if noted_on == last}
        assert {each["value"] for _, each in dated if each["newest"]} == (newest if last else set()), conflict["uid"]
        # Each of several people is offered alone.
        offered = {part for value in newest for part in value.split(", ")}
        assert {shlex.split(settle)[-1] for settle in conflict["settles"]} == offered, conflict["uid"]
