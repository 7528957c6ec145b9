"""why and suggestions: the reasons for and against one task, in words."""

import json
from itertools import product

from tests.faces.deciding.making import names
from vaultsync import explaining
from vaultsync.core.reconcile.likeness import score


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
