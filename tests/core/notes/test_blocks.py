"""Which lines begin list items, and which headings stand above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.notes.blocks import read_blocks


def items(text: str) -> list[int]:
    return [item.line for item in read_blocks(text).items]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n- b\n", [1, 2]),
        ("* a\n+ b\n1. c\n2) d\n", [1, 2, 3, 4]),
        ("> - a\n> > - b\n", [1, 2]),
        ("> [!todo]- Title\n> - a\n", [2]),
        ("- a\n  - b\n    1. c\n", [1, 2, 3]),
        ("- - a\n", [1]),
        ("```\n- a\n```\n- b\n", [4]),
        ("````\n```\n- a\n```\n- b\n````\n- c\n", [7]),
        ("~~~ md\n- a\n```\n- b\n~~~\n- c\n", [6]),
        ("```\n- a\n", []),
        ("- a\n  ```\n  - b\n  ```\n- c\n", [1, 5]),
        ("> ```\n> - a\n\n- b\n", [4]),
        ("text\n\n    - a\n", []),
        ("text\n    - a\n", []),
        ("<div>\n- a\n</div>\n\n- b\n", [5]),
        ("<!--\n- a\n\n- b\n-->\n- c\n", [6]),
        ("%%\n- a\n\n- b\n%%\n- c\n", [6]),
        ("text\n%%\n- a\n%%\n- b\n", [5]),
        ("%% one line %%\n- a\n", [2]),
        ("%%\n- a\n", []),
        ("$$\n- a\n$$\n- b\n", [4]),
        ("$$x$$\n- a\n", [2]),
        ("    %%\n\n- a\n", [3]),
        ("| a |\n|---|\n| - b |\n\n- c\n", [5]),
        ("- a | b\n--- | ---\n- c\n", [1, 3]),
        ("1. a | b\n|---|---|\n> - c | d\n> --|--\n", [1, 3]),
        ("text\n- a | b\n--- | ---\n", [2]),
        ("- | a | b |\n  | - | - |\n  | - c | d |\n", [1]),
        ("text\n2. a\n", []),
        ("text\n1. a\n", [2]),
        ("- - -\n***\n- a\n", [3]),
        ("-a\n1.b\n- c\n", [3]),
        ("a\n-\n- c\n", [3]),
    ],
)
def test_items_of_lists_are_found_and_nothing_else(text, lines):
    assert items(text) == lines
    assert items(text.replace("\n", "\r\n")) == lines
    assert items(text.replace("\n", "\r")) == lines


@pytest.mark.parametrize("text", ["| a |\n|---|\n===\n", "text\n| a |\n|---|\n===\n"])
def test_a_row_of_a_table_is_no_underline(text):
    assert read_blocks(text).headings == ()


def test_an_item_knows_the_item_around_it():
    found = read_blocks("- a\n  - b\n    > - c\n  - d\n\n- - e\n").items
    assert [(item.line, item.parent) for item in found] == [(1, None), (2, 1), (3, 2), (4, 1), (6, None)]


def test_headings_are_those_at_the_top():
    found = read_blocks("# A **b** #\n> # in a quote\n- # in an item\n\nSetext\n===\n```\n# no\n```\n")
    assert found.headings == ((1, "A **b**"), (5, "Setext"))


DEEP = {
    "lists": ["  " * depth + "- x" for depth in range(150)],
    "tabs": ["\t" * depth + "- x" for depth in range(150)],
    "numbers": ["   " * depth + "1. x" for depth in range(150)],
    "quotes": ["> " * depth + "- x" for depth in range(1, 260)],
    "one line": ["- " * 150 + "x"],
    "quotes and lists": ["> - " * 150 + "x"],
}


@pytest.mark.parametrize("kind", DEEP)
def test_what_nests_too_deeply_is_told_and_costs_nothing_below_it(kind):
    text = "\n".join(DEEP[kind])
    after = len(DEEP[kind]) + 3
    found = read_blocks(f"{text}\n\n# After\n- last\n")

    assert found.too_deep
    assert found.headings == ((after - 1, "After"),)
    assert found.items[-1].line == after
    assert not {item.line for item in found.items} & set(found.too_deep) or kind in ("one line", "quotes and lists")


def test_a_hundred_lists_may_nest():
    found = read_blocks("\n".join("  " * depth + "- x" for depth in range(100)))
    assert (len(found.items), found.too_deep) == (100, ())


def test_the_first_list_too_deep_is_named_and_its_shallower_neighbours_are_read():
    depths = [*range(103), 99, 98, 0]
    found = read_blocks("\n".join("  " * depth + "- x" for depth in depths))

    assert found.too_deep == (101,)
    assert [item.line for item in found.items] == [*range(1, 101), 104, 105, 106]


@pytest.mark.parametrize("text", ["> " * 3000 + "q", "- " * 3000 + "x", "1. " * 3000, "> - " * 3000 + "x", "[" * 30000])
def test_lines_of_thousands_of_marks_are_read(text):
    assert items(f"{text}\n\n- last")[-1] == 3


@pytest.mark.parametrize("row", ["-" * 500, "1.2 3.4 " * 80, "* " * 300, " " * 500 + "x"])
def test_a_long_rule_or_a_row_of_numbers_is_not_deep(row):
    found = read_blocks(f"{row}\n\n- a\n")
    assert (found.items[-1].line, found.too_deep) == (3, ())


PARTS = st.sampled_from(
    "- a|  - b|> - c|1. d|```|~~~|%%|$$|<!--|-->|<div>|    - e||text|# h|===|---|\t- f|> ```|[a]: b|\\|a\\||>".split(
        "|"
    )
)


@given(st.lists(PARTS, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_of_any_kind_give_the_same_lines(parts, end):
    # Kills: parsing a text without its CRs.
    assert read_blocks(end.join(parts)) == read_blocks("\n".join(parts))


@given(st.lists(PARTS, max_size=12))
def test_what_stands_below_changes_nothing_above(parts):
    # Kills: reading on behind a closing `%%` (a rule that does not stop at it).
    text = "\n".join(parts)
    longer = read_blocks(f"{text}\n\n```\n- z\n")
    assert [item for item in longer.items if item.line <= len(parts)] == list(read_blocks(text).items)
