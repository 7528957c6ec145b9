"""The instructions of queries, printed."""

import re

import pytest


def test_every_instruction_can_be_printed_and_is_understood_when_it_is_whole(desk):
    """Kills: a list of instructions that has others than the parser."""
    answer = desk("list", "--instructions")
    sections = re.split(r"^(\S.*):\n", answer.out, flags=re.MULTILINE)[1:]
    said = {title: text.splitlines() for title, text in zip(sections[::2], sections[1::2], strict=True)}

    assert answer.status == 0
    assert "  not done" in said["Of the Tasks plugin"] and "  @NAME" in said["A line that stands for others"]
    runs = {title: lines for title, lines in said.items() if "Members" not in title and "stands for" not in title}
    for title, lines in runs.items():
        strict = ["--strict"] if title in ("Of the Tasks plugin", "Filters in one line") else []
        for line in lines:
            words = line.strip().replace("…", "today").replace("NAME", "Bo Lind")
            if "{{" not in words and words != "preset this_file":
                assert desk("list", "--json", words, *strict).status == 0, words
    for name in said["Members of a task, for functions"]:
        assert desk("list", f"group by function {name.strip()} ? 1 : 0").status == 0, name


@pytest.mark.parametrize(
    "form",
    ["above", "after", "on or before", "regex does not match", "AND", "XOR", "sort by due reverse", "tag includes", "tags regex",
     "status.type is not", "assignee is not", "fewer", "by function", "query.file", "task.tags", "@NAME"],
)  # fmt: skip
def test_the_instructions_that_are_printed_have_every_form(desk, form):
    """Kills: an error that points to a list in which its remedy is wanting."""
    assert form in desk("list", "--instructions").out
