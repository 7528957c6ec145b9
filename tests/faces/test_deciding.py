"""One task from many lines: explained, suggested, decided, and remembered in the notes."""

import io
import json
import re
import shlex
from itertools import product
from pathlib import Path

import pytest

from vaultsync import explaining
from vaultsync.core.reconcile.likeness import score


def titles(terminal, *flags):
    return sorted(task["title"] for task in json.loads(terminal("list", "--all", "--json", *flags).out)["tasks"])


@pytest.fixture
def two(terminal):
    """Two lines that only a person can know to be one task."""
    terminal.write("2026-01-05 A.md", "- [?] Ask the harbour office about mooring fees @Bo #task #proposed\n")
    terminal.write("2026-01-12 B.md", "- [?] Find out what a night at the quay costs @Bo #task #proposed\n")
    assert len(titles(terminal)) == 2
    return terminal


def names(terminal):
    return [task["uid"] for task in json.loads(terminal("list", "--all", "--json").out)["tasks"]]


def name_of(terminal, word):
    tasks = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    return next(task["uid"] for task in tasks if word in task["title"])


def forget_the_index(terminal):
    index = Path(json.loads(terminal("scan", "--json").out)["index"])
    for file in index.parent.glob("index.db*"):
        file.unlink()


def test_merged_tasks_stay_one_when_the_index_is_built_again(two):
    assert two("merge", *names(two)).status == 0
    assert len(names(two)) == 1
    forget_the_index(two)

    assert len(names(two)) == 1
    two("undo")
    assert len(names(two)) == 2


def test_a_line_that_is_split_off_is_the_same_task_when_the_index_is_built_again(terminal):
    """Kills: a decision that only the index knows, tasks that get other ids."""
    line = "- [?] Send the pricing sheet to Bo Lind @Ana #task #proposed\n"
    terminal.write("A.md", line)
    terminal.write("B.md", line.replace("Send the pricing sheet to Bo Lind", "Send Bo Lind the pricing sheet"))
    (uid,) = names(terminal)

    document = json.loads(terminal("split", uid, "B.md:1", "--json").out)
    assert [(task["path"], len(task["lines"])) for task in document["tasks"]] == [("A.md", 1), ("B.md", 1)]
    split = names(terminal)
    assert len(split) == 2
    forget_the_index(terminal)
    assert sorted(names(terminal)) == sorted(split)


def test_a_split_shows_both_tasks(terminal):
    terminal.write("A.md", "- [ ] Send the sheet @Ana #task ^a1\n")
    terminal.write("B.md", "- [ ] Send the sheet @Bo 📅 2026-02-05 #task ^a1\n- [ ] Send the sheets #task\n")
    out = terminal("split", "a1", "B.md:1").out.splitlines()

    assert [line.split()[:2] for line in out[1:3]] == [["a1", "open"], [out[2].split()[0], "open"]]
    assert ("Ana" in out[1], "2026-02-05" in out[2], out[3].startswith("Split: 1 line")) == (True, True, True), out


def test_a_line_is_split_off_by_its_name_in_any_case_and_without_its_beginning(terminal):
    line = "- [?] Send the pricing sheet to Bo Lind #task #proposed\n"
    terminal.write("A.md", line)
    terminal.write("B.md", line)
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    (other,) = (each for each in task["lines"] if each["name"] != task["uid"])

    said = terminal("split", task["uid"], other["name"][2:].upper(), "--dry-run").out
    assert said.startswith(f"--- {other['path']}\n") or f"\n--- {other['path']}\n" in said


def test_a_split_takes_the_id_off_a_line_that_it_had_in_common_with_the_others(terminal):
    """Kills: the `🆔` stays beside the new block id, and joins the two lines as before."""
    terminal.write("A.md", "- [ ] Send the minutes to all 🆔 same #task\n")
    terminal.write("B.md", "- [ ] Send the minutes 🆔 same #task\n")
    document = json.loads(terminal("split", "same", "B.md:1", "--json").out)

    assert [[line["path"] for line in task["lines"]] for task in document["tasks"]] == [["A.md"], ["B.md"]]
    assert terminal.read("A.md").endswith("🆔 same #task\n")
    assert "🆔 same" not in terminal.read("B.md")
    terminal("undo")
    assert terminal.read("B.md") == "- [ ] Send the minutes 🆔 same #task\n"


def test_tasks_that_are_kept_apart_stay_two_in_the_same_words_and_with_another_index(two):
    """Kills: one id for both, ids that the index has and the notes have not."""
    two("keep-apart", *names(two))
    kept = sorted(names(two))
    assert len(kept) == 2 and all(uid.startswith("vs-") for uid in kept)
    assert sorted(two.read(f"{note}.md").split("^")[1].strip() for note in ("2026-01-05 A", "2026-01-12 B")) == kept

    text = two.read("2026-01-12 B.md")
    words = "Find out what a night at the quay costs", "Ask the harbour office about mooring fees"
    two.write("2026-01-12 B.md", text.replace(*words))
    assert titles(two) == [words[1]] * 2
    forget_the_index(two)
    assert sorted(names(two)) == kept


@pytest.mark.parametrize("word", ["keep-apart", "merge"])
def test_nothing_is_decided_between_a_task_and_itself(terminal, word):
    """Kills: both lines get one id, and the command says that they are kept apart, or merged."""
    line = "- [?] Send the pricing sheet to Bo Lind #task #proposed\n"
    terminal.write("A.md", line)
    terminal.write("B.md", line)
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    for names_ in ([each["name"] for each in task["lines"]], [task["uid"]] * 2):
        answer = terminal(word, *names_)

        assert (answer.status, terminal.read("A.md"), terminal.read("B.md")) == (1, line, line)
        assert "Name two different tasks" in answer.err
    assert f"vaultsync split {task['uid']} PATH:LINE" in answer.err


@pytest.fixture
def twins(terminal):
    """A task that stands twice in one note, and another one."""
    line = "- [?] Say what is impossible in the timetable {} #task #proposed\n"
    terminal.write(
        "A.md",
        "---\ntype: meeting\nsource: Sources/call.md\n---\n" + line.format("@Bo Lind") + line.format("@Ana Ruiz"),
    )
    terminal.write("B.md", "- [?] Order twelve cedar hive frames @Bo Lind #task #proposed\n")
    assert len(names(terminal)) == 2
    return terminal


@pytest.mark.parametrize("words", [["keep-apart"], ["merge"]])
def test_what_stands_twice_in_a_note_stays_one_task_whatever_is_decided_of_it(twins, words):
    twins(*words, *names(twins))

    assert len(names(twins)) == (1 if words == ["merge"] else 2)
    assert twins.read("A.md").count("vs-") == 2
    forget_the_index(twins)
    assert len(names(twins)) == (1 if words == ["merge"] else 2)


def test_what_stands_twice_in_a_note_stays_one_task_where_it_is_worded_anew(twins):
    before = twins.read("A.md")
    uid = name_of(twins, "timetable")
    assert twins("defer", uid, "--to", "2026-03-03").status == 0

    assert (len(names(twins)), twins.read("A.md").count("2026-03-03")) == (2, 1)
    twins("undo")
    assert twins.read("A.md") == before


def test_a_split_leaves_what_stands_twice_together(twins):
    twins.write("C.md", "- [?] Say what is impossible in the timetable #task #proposed\n")
    assert len(names(twins)) == 2
    document = json.loads(twins("split", name_of(twins, "timetable"), "C.md:1", "--json").out)

    assert [[line["path"] for line in task["lines"]] for task in document["tasks"]] == [["A.md", "A.md"], ["C.md"]]


@pytest.fixture
def pairs(terminal):
    """Two tasks, each in two wordings; the words of each pair are only just alike."""
    note = "- [?] {} #task #proposed\n"
    terminal.write(
        "A.md", note.format("Photograph some receipts that say YE HAVE PAID and forward them to Suresh. @Tom Wilder")
    )
    terminal.write("B.md", note.format("Send Suresh two or three photographs of the pirate receipts. @Tom Wilder"))
    terminal.write("C.md", note.format("Update the work list with the noise in the port gearbox. @Odalys Penn"))
    terminal.write("D.md", note.format("Measure the port gearbox while it is making the noise. @Odalys Penn"))
    assert len(names(terminal)) == 2
    return terminal


@pytest.mark.parametrize(
    ("words", "named", "tasks"),
    [
        (["merge"], 2, 1),
        (["keep-apart"], 2, 2),
        (["assign", "--to", "Ana Ruiz"], 1, 2),
        (["defer", "--to", "2026-03-03"], 1, 2),
        (["start"], 1, 2),
    ],
)
def test_no_wording_is_left_behind_whatever_is_decided_of_a_task(pairs, words, named, tasks):
    """Kills: an id on the line that speaks alone, which lets likeness, counted anew, part the others from it."""
    before = [pairs.read(f"{note}.md") for note in "ABCD"]
    assert pairs(*words, *names(pairs)[:named]).status == 0

    assert len(names(pairs)) == tasks
    forget_the_index(pairs)
    assert len(names(pairs)) == tasks
    pairs("undo")
    assert [pairs.read(f"{note}.md") for note in "ABCD"] == before


def test_templates_and_conflict_copies_get_no_id(terminal):
    line = "- [?] Say what is impossible in the timetable #task #proposed\n"
    paths = ("A.md", "Templates/B.md", "A.sync-conflict-20260104-213045-K7LMN2Q.md", "Archive/C.md")
    for path in paths:
        terminal.write(path, line)
    terminal.write("D.md", "- [?] Order twelve cedar hive frames @Bo Lind #task #proposed\n")
    assert terminal("keep-apart", name_of(terminal, "timetable"), name_of(terminal, "hive")).status == 0

    assert [path for path in paths if "vs-" in terminal.read(path)] == ["A.md"]


def test_nobody_else_is_in_charge_once_somebody_was_put_in_charge(pairs):
    pairs("assign", name_of(pairs, "receipts"), "--to", "Ana Ruiz", "--yes")

    assert [pairs.read(f"{note}.md").count("@Ana Ruiz") for note in "ABCD"] == [1, 1, 0, 0]
    assert pairs("conflicts").out == "Nothing disagrees.\n"


def test_a_date_that_is_moved_is_moved_on_every_line_that_states_one(pairs):
    """Kills: a line that gets the id of the task keeps the date, and goes on to disagree."""
    pairs.write("A.md", pairs.read("A.md").replace(" #task", " 📅 2026-01-09 #task"))
    pairs.write("B.md", pairs.read("B.md").replace(" #task", " 📅 2026-01-16 #task"))
    pairs("defer", name_of(pairs, "receipts"), "--to", "2026-03-03")

    assert [pairs.read(f"{note}.md").count("📅 2026-03-03") for note in "AB"] == [1, 1]
    assert [pairs.read(f"{note}.md").count("📅") for note in "CD"] == [0, 0]


def test_a_line_that_proposes_the_task_again_gets_no_voice_when_another_is_put_in_charge(terminal):
    """Kills: the newer line gets the id too, and speaks for the task with its own date."""
    line = "- [?] Send the pricing sheet to Bo Lind 📅 2026-01-09 #task #proposed\n"
    terminal.write("2026-01-05 A.md", line)
    terminal("defer", *names(terminal), "--to", "2026-03-03")
    terminal.write("2026-01-12 B.md", line.replace("01-09", "01-16"))
    terminal("assign", *names(terminal), "--to", "Ana Ruiz", "--yes")

    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    assert (task["due"], task["owners"]) == ("2026-03-03", ["Ana Ruiz"])


def test_why_tells_what_parts_two_rounds_whose_lines_say_the_same(terminal):
    """Kills: `same id` of two lines that are two tasks."""
    said = "Water the ferns 🔁 every week"
    terminal.write("A.md", f"- [x] {said} #task ✅ 2026-01-30 ^a1\n")
    terminal.write("B.md", f"- [-] {said} #task ^a1\n")
    terminal.write("C.md", f"- [ ] {said} #task\n")
    found = json.loads(terminal("why", "B.md:1", "C.md:1", "--json").out)

    assert (found["verdict"], found["against"]) == (
        "different",
        ["as whole tasks, two rounds: 2026-01-30 / without a date"],
    )


SCALE = (
    "Of the number with all lines: at 0 or more vaultsync takes two tasks for one by itself; between -1.5 and 0 it asks"
    " you; below -1.5 they are two. Ids on lines go before it."
)


def test_why_and_suggestions_say_the_same_of_two_tasks(sample):
    """Kills: a pair that is explained by lines that are less alike than others, or with another number."""
    suggested = json.loads(sample("suggestions", "--json").out)["suggestions"]
    shown = sample("suggestions").out.split("\n\n")[1:]
    assert any(len(pair["one"]["lines"]) * len(pair["other"]["lines"]) > 1 for pair in suggested)
    for pair, told in list(zip(suggested, shown, strict=False))[:8]:
        uids = pair["one"]["uid"], pair["other"]["uid"]
        found = json.loads(sample("why", *uids, "--json").out)
        assert {"version": 1, **pair["why"]} == found
        assert found["whole"] == pair["score"] <= found["score"], "a mean is no more than the most"
        places = [[f"{line['path']}:{line['line']}" for line in pair[side]["lines"]] for side in ("one", "other")]
        each = [json.loads(sample("why", *both, "--json").out) for both in product(*places)]
        assert found["score"] == max(one["score"] for one in each)
        assert [line["line"] for line in each[-1]["lines"]] == [int(place[-1].split(":")[1]) for place in places]
        explained = sample("why", *uids).out.splitlines()[:2]
        assert [line.rpartition(": ")[2] for line in explained] == [
            line[20:].rpartition(": ")[2] for line in told.splitlines()[:2]
        ]


def test_a_line_that_is_named_is_the_one_that_is_explained(sample):
    pair = next(
        each
        for each in json.loads(sample("suggestions", "--json").out)["suggestions"]
        if len(each["other"]["lines"]) > 1 and not each["one"]["uid"].startswith("vs-")
    )
    others = [line for line in pair["other"]["lines"] if line["name"] != pair["other"]["uid"]]
    assert others
    for line in others:
        found = json.loads(sample("why", pair["one"]["uid"], line["name"][:9], "--json").out)
        assert found["lines"][1]["line"] == line["line"]
        assert found["lines"][1]["path"] == line["path"]


def test_of_one_line_there_is_nothing_to_explain(two):
    """Kills: a line that is compared with itself."""
    (name, _) = names(two)
    for other in (name, "2026-01-05 A.md:1"):
        out = two("why", name, other).out
        assert out == (
            "2026-01-05 A.md:1: Ask the harbour office about mooring fees\n\n"
            "Both names mean this one line; `vaultsync show` says why the lines of its task are one.\n"
        )
    found = json.loads(two("why", name, name, "--json").out)
    assert (found["verdict"], found["score"], found["against"], found["change"]) == ("same", None, [], "")


def test_tasks_that_ids_part_are_explained_by_the_ids(terminal):
    """Kills: two tasks that somebody has parted, explained by lines without ids."""
    line = "- [ ] Send the pricing sheet to Bo Lind @Ana Ruiz #task"
    terminal.write("2026-01-05 A.md", f"{line} ^a1\n")
    terminal.write("2026-01-12 B.md", f"{line} ^b1\n")
    terminal.write("2026-01-19 C.md", f"{line}\n")
    assert "against: different ids: a1 / b1" in terminal("why", "a1", "b1").out


def test_why_gives_verdict_reasons_and_what_would_change_it(two):
    out = two("why", *names(two)).out

    assert "2026-01-05 A.md:1: Ask the harbour office" in out
    assert "\ntwo tasks (alike -" in out
    assert out.endswith(f"\n{SCALE}\n")
    assert "against: " in out
    assert "What would change it: " in out
    document = json.loads(two("why", "2026-01-05 A.md:1", "2026-01-12 B.md:1", "--json").out)
    assert document["verdict"] == "different"


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


def test_no_other_task_is_taken_in_by_one_that_something_is_decided_of(sample):
    """Kills: all lines of a task have its id, and what is like any of them becomes that task, too."""
    before = set(names(sample))
    sample("start", "goat-draft")

    assert set(names(sample)) == before


def plants(terminal):
    terminal.write("Daily/2026-01-04.md", "- [ ] Water the plants #task\n")
    terminal.write("Daily/2026-01-05.md", "- [x] Water the plants #task ✅ 2026-01-05\n")
    terminal.write("Daily/2026-01-20.md", "- [ ] Water the plants #task\n")
    terminal.write("Daily/2026-01-21.md", "- [?] Water the plants #task #proposed\n")
    return terminal


def test_an_open_line_that_is_newer_than_the_decision_is_listed_apart_and_stays_open(terminal):
    """Kills: a task that came back closed in bulk, at once or, its neighbours closed today, by the next command."""
    plants(terminal)

    listed = terminal("close-echoes").out
    for _ in range(2):
        terminal("close-echoes", "--apply")

    assert "2 lines of 1 task; --apply closes them." in listed
    assert "1 line of 1 task perhaps came back after the decision, and stays open" in listed
    assert "  Daily/2026-01-20.md:1  - [ ] Water the plants #task\n" in listed
    assert terminal.read("Daily/2026-01-20.md") == "- [ ] Water the plants #task\n"
    assert [terminal.read(f"Daily/2026-01-{day}.md")[:5] for day in ("04", "21")] == ["- [-]"] * 2


def test_what_came_back_is_closed_when_that_is_said(terminal):
    plants(terminal)

    assert "3 lines of 1 task; --apply closes them.\n" in terminal("close-echoes", "--newer").out
    terminal("close-echoes", "--newer", "--apply")

    assert terminal.read("Daily/2026-01-20.md").startswith("- [-]")


def test_the_split_that_is_offered_makes_what_came_back_a_task_of_its_own(terminal):
    """Kills: a decision that is forgotten, a name of a note that the shell would take apart."""
    plants(terminal)
    terminal.write("Daily/2026-01-20.md", "")
    terminal.write("Home and garden.md", "- [ ] Water the plants #task\n")

    listed = terminal("close-echoes").out
    _, _, offered = listed.partition("a task of its own: vaultsync ")
    shown = terminal("show", shlex.split(offered)[1]).out
    assert "'Home and garden.md:1'` makes that a task of its own" in shown
    assert offered.strip() in terminal("conflicts").out
    assert terminal(*shlex.split(offered)).status == 0

    assert terminal("list").out.count("Water the plants") == 1
    assert "done" in terminal("list", "--all").out
    terminal("close-echoes", "--apply")
    assert "- [ ]" in terminal.read("Home and garden.md")
    assert "- [-]" in terminal.read("Daily/2026-01-04.md")


def test_echoes_of_a_decided_task_are_counted_and_closed_on_demand(terminal):
    terminal.write("2026-01-05 A.md", "- [x] Send the pricing sheet to Bo Lind @Ana ✅ 2026-01-06 #task\n")
    terminal.write("2026-01-12 B.md", "- [?] Send Bo Lind the pricing sheet @Ana #task #proposed\n")
    (uid,) = names(terminal)

    assert "proposed 1× since it was decided, last on 2026-01-12" in terminal("show", uid).out
    assert "--apply closes them" in terminal("close-echoes").out
    assert terminal.read("2026-01-12 B.md").startswith("- [?]")
    terminal("close-echoes", "--apply")
    assert terminal.read("2026-01-12 B.md").startswith("- [-]")
    assert terminal("close-echoes").out == "No decided task was proposed again.\n"
    assert json.loads(terminal("close-echoes", "--json").out) == {"version": 1, "dry_run": True, "edits": []}


def test_suggestions_come_the_likely_ones_first_and_then_by_their_score(sample):
    """Kills: an order that puts what two lines say alike behind what shares some words only."""
    document = json.loads(sample("suggestions", "--json").out)
    order = [(pair["why"]["score"] >= 0, pair["score"]) for pair in document["suggestions"]]

    assert order == sorted(order, reverse=True)
    assert {likely for likely, _ in order} == {True, False}
    assert all(-1.5 <= score < 0 for _, score in order)


def test_suggestions_are_told_in_words_without_what_holds_for_most_of_them(sample):
    """Kills: numbers that nobody can read, a reason that is repeated at every pair."""
    document = json.loads(sample("suggestions", "--json").out)
    first, *told = sample("suggestions", "--limit", "0").out.split("\n\n")

    assert first == (
        "Likely one task: two of their lines say much the same, the others less so. Perhaps: only some words are the"
        " same."
    )
    assert [each.split()[0] for each in told[:-1]] == [
        "likely" if pair["why"]["score"] >= 0 else "perhaps" for pair in document["suggestions"]
    ]
    assert "alike" not in "".join(told)
    for pair, words in zip(document["suggestions"], told, strict=False):
        contra = [each for each in pair["why"]["against"] if not each.startswith("these two lines are alike")]
        lines = [row.strip() for row in words.splitlines()]
        assert [row for row in lines if row.startswith(("for:", "against:"))] == [
            *([f"for: {'; '.join(pair['why']['for'])}"] if pair["why"]["for"] else []),
            *([f"against: {'; '.join(contra)}"] if contra else []),
        ]
        explained = sample("why", pair["one"]["uid"], pair["other"]["uid"]).out
        likely = "likely" if words.startswith("likely") else "perhaps"
        assert f"\n{likely} one task (alike {pair['score']:+.2f} with all lines of the two tasks" in explained


def test_a_suggestion_says_both_commands_that_decide_it(sample, monkeypatch, tmp_path):
    """Kills: a command that lacks its tasks, or the vault that it is about."""
    (pair, *others) = json.loads(sample("suggestions", "--json").out)["suggestions"]
    monkeypatch.chdir(tmp_path)
    out = sample("suggestions", "--limit", "1", "--vault", "sample_vault").out

    assert pair["one"]["title"] in out
    assert f"{len(others) + 1} pairs to decide, {len(others)} more than shown" in out
    (apart,) = (line.split() for line in out.splitlines() if "keep-apart" in line)
    (merge,) = (line.split() for line in out.splitlines() if "vaultsync merge" in line)
    assert (merge[4:], apart[-2:]) == (apart[4:], ["--vault", "sample_vault"])
    assert "Kept apart: " in sample(*apart[3:]).out


def test_show_names_the_source_the_message_and_its_sentence(sample):
    with_source = [
        task
        for task in json.loads(sample("list", "--all", "--json").out)["tasks"]
        if any(line["path"].startswith("Projects/Goat") for line in task["lines"])
    ]
    shown = [sample("show", task["uid"]).out for task in with_source]

    assert any("  From      " in text and "message" in text for text in shown)
    assert any("  Message   " in text and "“" in text for text in shown)


def test_people_are_counted_and_an_alias_is_written_into_the_person_note(terminal):
    terminal.write("People/Bo Lind.md", "---\ntype: people\n---\n# Bo\n")
    terminal.write("A.md", "- [?] Send the minutes @Bo Lind #task #proposed\n- [?] Pay @Bobby #task #proposed\n")
    assert "Bobby" in terminal("people").out
    answer = terminal("people", "merge", "Bo Lind", "Bobby")

    assert answer.status == 0, answer
    assert "Bobby" in terminal.read("People/Bo Lind.md")
    people = json.loads(terminal("people", "--json").out)["people"]
    assert {"Bo Lind": 2}.items() <= {each["name"]: each["lines"] for each in people}.items()
    terminal("undo")
    assert terminal.read("People/Bo Lind.md") == "---\ntype: people\n---\n# Bo\n"


def test_an_alias_of_a_person_without_a_note_goes_into_the_configuration(terminal):
    terminal.write(".vaultsync/vaultsync.toml", "# mine\nme = ['Ana Ruiz']\n")
    terminal.write("A.md", "---\nparticipants: [Bo Lind]\n---\n- [?] Send the minutes @Bo Lind #task #proposed\n")
    assert terminal("people", "merge", "Bo Lind", "Bobby").status == 0

    assert terminal.read(".vaultsync/vaultsync.toml").startswith("# mine\nme = ['Ana Ruiz']\n")
    assert '"Bo Lind" = ["Bobby"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list").status == 0


def test_an_alias_of_a_person_whose_note_is_archived_goes_into_the_configuration(terminal):
    """Kills: an edit of a note that is out of use, or one that `undo` cannot take back."""
    archived = "---\ntype: people\n---\n# Bo\n"
    terminal.write("_archive/People/Bo Lind/README.md", archived)
    answer = terminal("people", "merge", "Bo Lind", "Bobby")

    assert answer.status == 0 and "vaultsync.toml" in answer.out
    assert terminal.read("_archive/People/Bo Lind/README.md") == archived
    assert '"Bo Lind" = ["Bobby"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("log").out == "Nothing was done yet.\n"
    assert terminal("agenda", "Bobby").out.startswith("Agenda: Bo Lind")


def test_a_name_that_fits_two_people_is_never_decided_silently(terminal):
    terminal.write("A.md", "---\nparticipants: [Ines Calloway, Ines Farrow]\n---\n- [?] Pay @Ines #task #proposed\n")
    answer = terminal("agenda", "Ines")

    assert answer.status == 1
    assert "Ines Calloway or Ines Farrow" in answer.err


def test_tasks_of_many_lines_in_the_same_words_are_explained_by_a_line_of_each_wording(terminal, monkeypatch):
    """Kills: each line that is compared with each, which takes ten seconds for five hundred notes."""
    door = "- [?] Order the brass plates for the museum door from the foundry. @Bo Lind #task #proposed\n"
    gate = door.replace("the brass plates", "new brass plates and screws").replace(
        "door from the", "gate from the north"
    )
    for day in range(10, 22):
        terminal.write(f"2026-01-{day} M.md", door + gate)
    compared = []
    monkeypatch.setattr(explaining, "score", lambda *lines: compared.append(lines) or score(*lines))

    answer = terminal("why", *names(terminal))
    assert (answer.status, answer.out.count("M.md:")) == (0, 2)
    assert len(compared) == 2  # the lines that speak, and the wordings


def test_merged_tasks_that_have_ids_go_by_the_line_that_speaks_and_are_found_by_either(terminal):
    """Kills: an id that a calendar knows and that goes with a merge; a help that promises the first one."""
    terminal.write("2026-01-05 A.md", "- [ ] Send the minutes #task ^one\n")
    terminal.write("2026-01-12 B.md", "- [ ] Mail the minutes #task ^two\n")
    merged = terminal("merge", "one", "two")
    (by_first,), (by_second,) = (json.loads(terminal("show", name, "--json").out)["tasks"] for name in ("one", "two"))

    assert merged.status == 0 and by_first["uid"] == by_second["uid"] == "two"
    assert {"one", "two"} <= set(by_first["names"]) and len(by_first["lines"]) == 2
    help_ = " ".join(terminal("merge", "--help").out.split())
    assert "goes by the id of the line that speaks for it, and is found by either" in help_


@pytest.fixture
def alike(terminal):
    """Two proposals of which only a person can know whether they are one task, and a third."""
    terminal.write("A.md", "- [?] Air the tent in the garden 📅 2026-01-05 #task #proposed\n")
    terminal.write("B.md", "- [?] Dry the tent in the garden 📅 2026-01-06 #task #proposed\n")
    terminal.write("C.md", "- [?] Pay the rent 📅 2026-01-07 #task #proposed\n")
    assert len(json.loads(terminal("suggestions", "--json").out)["suggestions"]) == 1
    return terminal


EVERYTHING = ("--where", "due before today")
BOTH = "air the tent in the garden", "dry the tent in the garden"


@pytest.mark.parametrize(
    "command",
    [
        ("defer", *EVERYTHING, "--to", "2026-03-01", "--apply"),
        ("assign", *EVERYTHING, "--to", "Bo Lind", "--yes", "--apply"),
        ("promote", *EVERYTHING, "--apply"),
        ("promote", *BOTH),
        ("defer", *BOTH, "--to", "2026-03-01"),
        ("start", *BOTH),
    ],
)
def test_a_command_that_settles_whether_two_tasks_are_one_says_so_and_how_they_are_joined(alike, command):
    """Kills: a question that is answered in silence by the ids that a command writes, names that are gone by then."""
    said = alike(*command).err
    (told,) = (row for row in said.splitlines() if "may be one task" in row)
    uids = [name_of(alike, word) for word in ("Air", "Dry")]

    assert [uid.startswith("vs-") for uid in uids] == [True, True]
    assert re.fullmatch(
        r"Note: (vs-\w+) “(Air|Dry) the tent in the garden” and (vs-\w+) “(Air|Dry) the tent in the garden” may be one"
        r" task, and are two tasks now, each with an id of its own; `vaultsync merge \1 \3` makes them one",
        told,
    ), told
    assert alike("suggestions").out == "Nothing to decide.\n"
    assert alike(*shlex.split(told.split("`")[1])[1:]).status == 0
    assert len(names(alike)) == 2


@pytest.mark.parametrize(
    "command",
    [
        ("defer", *EVERYTHING, "--to", "2026-03-01"),
        ("defer", *EVERYTHING, "--to", "2026-03-01", "--apply", "--dry-run"),
        ("promote", *BOTH, "--dry-run"),
    ],
)
def test_a_preview_says_what_it_would_settle_and_how_that_is_settled_otherwise(alike, command):
    (told,) = (row for row in alike(*command).err.splitlines() if "may be one task" in row)
    uids = [name_of(alike, word) for word in ("Air", "Dry")]

    assert [uid.startswith("p-") for uid in uids] == [True, True]
    assert "may be one task, and would be two tasks, each with an id of its own; `vaultsync merge p-" in told
    assert alike(*shlex.split(told.split("`")[1])[1:]).status == 0
    assert len(names(alike)) == 2
    assert "may be one task" not in alike(*command[:-1]).err


def test_before_the_number_of_lines_is_typed_it_is_said_what_would_be_settled(alike, monkeypatch):
    monkeypatch.setattr("vaultsync.faces.cli.bulk.UNASKED", 2)
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    answer = alike("defer", *EVERYTHING, "--to", "2026-03-01", "--apply")

    assert answer.err.index("and would be two tasks, each") < answer.err.index("Type 3 to go on")


def test_of_many_pairs_that_a_command_settles_the_first_are_told(alike):
    things = "carpet flag quilt hammock sail jacket blanket mattress towel rug kite".split()
    rooms = "cellar attic stable hangar loft barn harbour chapel kitchen lodge tower".split()
    for thing, room in zip(things, rooms, strict=True):
        for verb in ("Air", "Dry"):
            words = f"{verb} the {thing} in the {room}"
            alike.write(f"{words}.md", f"- [?] {words} 📅 2026-01-05 #task #proposed\n")
    pairs = len(json.loads(alike("suggestions", "--json").out)["suggestions"])
    told = [
        row for row in alike("defer", *EVERYTHING, "--to", "2026-03-01", "--apply").err.splitlines() if "Note" in row
    ]

    assert pairs > 10
    assert [row.count("may be one task") for row in told if "past" not in row] == [1] * 10 + [0]
    assert told[-1] == f"Note: so are {pairs - 10} more pair{'s' if pairs > 11 else ''}"


def test_what_is_decided_of_one_of_two_leaves_the_question_open_and_a_promotion_says_so(alike):
    """Kills: a pair that is told as settled although nothing parts it, an open question that nobody hears of."""
    deferred = alike("defer", BOTH[0], "--to", "2026-03-01").err
    promoted = alike("promote", BOTH[0]).err

    assert ("may be" in deferred, "are two tasks now" in promoted) == (False, False)
    uid = name_of(alike, "Air")
    assert f"Note: {uid[:7]}" in promoted or f"Note: {uid[:8]}" in promoted
    assert " may be one with p-" in promoted
    assert len(json.loads(alike("suggestions", "--json").out)["suggestions"]) == 1


def test_who_keeps_two_tasks_apart_is_told_nothing_and_a_second_time_why_nothing_changes(alike):
    uids = [name_of(alike, word) for word in ("Air", "Dry")]

    assert alike("keep-apart", *uids).err == ""
    assert alike("keep-apart", *uids).out == (
        "Nothing to change: each has an id of its own, and different ids keep tasks apart already.\n"
    )
    assert "What changes a task gives it an id, and different ids are two tasks." in alike("why", *uids).out
