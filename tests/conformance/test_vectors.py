"""The plugin's own answers: ours agree, or deviate as docs/deviations.md says."""

import pytest

from tests.conformance.__main__ import main, shown
from tests.conformance.asking import Answer, ask, kinds
from tests.conformance.toggle import answer as toggle
from tests.conftest import ROOT, SHARED

HERE = ROOT / "tests" / "vectors"
DEVIATIONS = (ROOT / "docs" / "deviations.md").read_text("utf-8")


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("folder", [HERE, SHARED / "vectors"], ids=["sample", "all"])
def test_every_answer_agrees_or_deviates_as_documented(kind, folder):
    file = folder / f"{kind}.jsonl"
    if not file.is_file():
        pytest.skip(f"{file.name} is not beside this clone")
    answers = ask(kind, file)
    wrong = [answer for answer in answers if not answer.agrees and not answer.deviation]

    assert answers
    assert not wrong, f"{len(wrong)} of {len(answers)} disagree:\n" + "\n".join(map(shown, wrong[:5]))
    for answer in answers:
        assert answer.agrees or f"## {answer.deviation}\n" in DEVIATIONS, "a deviation without its heading"


@pytest.mark.parametrize("kind", ["parse_emoji", "parse_dataview", "file", "urgency"])
def test_deviations_are_rare(kind):
    answers = ask(kind, HERE / f"{kind}.jsonl")

    assert sum(not answer.agrees for answer in answers) <= 1


def test_a_wrong_answer_fails_the_command(tmp_path, capsys):
    row = (HERE / "urgency.jsonl").read_text("utf-8").split("\n")[0].replace('"urgency": ', '"urgency": 1')
    (tmp_path / "wrong.jsonl").write_text(row + "\n", "utf-8")

    assert main(["urgency", str(tmp_path / "wrong.jsonl")]) == 1
    assert capsys.readouterr().out.startswith("urgency: 0 of 1 agree\n")


def test_a_file_without_questions_is_no_success(tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")

    assert main(["urgency", str(tmp_path / "empty.jsonl")]) == 2


def test_a_deviation_is_counted_apart():
    question = {"id": "x", "line": "- [ ] x"}

    assert not Answer(question, 1, 2, "Year 0").agrees
    assert Answer(question, 1, 1, "Year 0").agrees


def test_a_rule_that_the_plugin_rewords_into_another_deviates_and_no_other_rule_does():
    def asked(rule, written):
        line = f"- [ ] a 🔁 {rule} 📅 2026-01-05"
        return toggle(
            "toggle",
            {
                "line": line,
                "symbol": "/",
                "today": "2026-01-05",
                "expected": {"kind": "task", "lines": [f"- [/] a 🔁 {written} 📅 2026-01-05"]},
            },
        )

    reworded = asked("every 2 January", "every 2 years January")
    wrong = asked("every 2 weeks", "every week")

    assert (reworded.agrees, reworded.deviation) == (False, "Only what changes is written")
    assert (wrong.agrees, wrong.deviation) == (False, "")
    assert asked("every 2 weeks", "every 2 weeks").agrees


def test_a_task_whose_next_symbol_is_empty_is_compared_by_what_it_says():
    rows = [{"symbol": " ", "name": "T", "nextStatusSymbol": "", "type": "TODO"}]
    question = {"line": "-  [ ] a 📅2026-01-05", "today": "2026-01-05", "statuses": rows}

    assert toggle("toggle", question | {"expected": {"kind": "task", "lines": ["- [] a 📅 2026-01-05"]}}).agrees
    assert not toggle("toggle", question | {"expected": {"kind": "task", "lines": ["- [] a 📅 2026-01-06"]}}).agrees
