"""Where the frontmatter stands, and what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.notes.frontmatter import BrokenFrontmatter, frontmatter_end, read_frontmatter


def values(yaml: str) -> dict[str, object]:
    return dict(read_frontmatter(f"---\n{yaml}\n---\n"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_frontmatter_ends_behind_its_second_line_of_hyphens(end):
    block = f"---{end}a: 1{end}---{end}"

    assert frontmatter_end(f"{block}body{end}---{end}") == len(block)
    assert read_frontmatter(block) == {"a": "1"}


@pytest.mark.parametrize(
    "block", ["---\n---\n", "---\na: 1\n---", "--- \t\na: 1\n---  \n", "\ufeff---\na: 1\n---\n", "---\r\na: 1\n---\r"]
)
def test_the_whole_of_it_is_frontmatter(block):
    assert frontmatter_end(block) == len(block)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\na: 1\n",
        "\n---\na: 1\n---\n",
        "----\na: 1\n----\n",
        "---\na: 1\n...\n",
        "---\na: 1\n ---\n",
        "---x\na: 1\n---\n",
        "---\u2028a: 1\n---\n",
    ],
)
def test_what_is_not_closed_or_not_on_the_first_line_is_text(text):
    assert frontmatter_end(text) == 0


def test_a_rule_in_the_body_of_a_note_with_lone_crs_does_not_end_the_frontmatter():
    text = "---\ra: 1\r---\rbody\n---\n"
    assert text[: frontmatter_end(text)] == "---\ra: 1\r---\r"


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("a: 12:30", "12:30"),
        ("a: no", "no"),
        ("a: 2026-02-30", "2026-02-30"),
        ("a: 0x10", "0x10"),
        ("a: 1_000", "1_000"),
        ("a: .inf", ".inf"),
        ('a: "null"', "null"),
        ("a: ''", ""),
        ("a: !!binary aGk=", "aGk="),
        ("a: |\n  x\n  ---\n  y", "x\n---\ny\n"),
        ("a: [x, [y]]", ["x", ["y"]]),
        ("a: {b: c}", {"b": "c"}),
        ("A: 1", "1"),
    ],
)
def test_values_stay_text(yaml, value):
    assert values(yaml) == {"a": value}


@pytest.mark.parametrize("nothing", ["", " ~", " null", " Null", " # a comment"])
def test_an_empty_value_is_none(nothing):
    assert values(f"a:{nothing}") == {"a": None}


@pytest.mark.parametrize("yaml", ["", "# a comment", "\n\n"])
def test_an_empty_frontmatter_says_nothing(yaml):
    assert values(yaml) == {}


def test_a_tag_of_python_runs_nothing():
    assert values("a: !!python/object/apply:os.system ['exit 1']") == {"a": ["exit 1"]}


def test_what_follows_a_second_document_is_not_read():
    assert values("a: 1\n...\nb: 2") == {"a": "1"}


def test_a_key_given_twice_has_its_last_value_and_is_odd():
    told = []
    found = read_frontmatter(
        "---\ndate: 1\nDate: 2\ndate: 3\n---\n", lambda code, message: told.append((code, message))
    )

    assert found == {"date": "3"}
    assert told == [("doubled-key", "the frontmatter gives `date` twice; the last value counts")] * 2


def test_bytes_that_are_no_utf_8_are_odd_and_hide_nothing_else():
    told = []
    block = b"---\nperson: Ren\xe9\ndate: 2026-01-05\n---\n".decode("utf-8", "surrogateescape")
    found = read_frontmatter(block, lambda code, _message: told.append(code))

    assert found == {"person": "Ren\ufffd", "date": "2026-01-05"}
    assert told == ["not-utf-8"]


BILLION = "a: &a [x, x, x]\n" + "\n".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "m0: &m0 {k: v}\n" + "\n".join(f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 50)}]}}" for n in range(1, 5))


@pytest.mark.parametrize(
    ("yaml", "reason"),
    [
        ("a: [", "is no YAML (line 3): did not find expected node content"),
        ("\n\na: 1\nb: c: d", "is no YAML (line 5): mapping values are not allowed in this context"),
        ("a: 1\n----\nb: 2", "is no YAML (line 4): could not find expected ':'"),
        ("\ta: 1", "is no YAML (line 2): found character that cannot start any token"),
        ("- a", "is a list, not a set of keys"),
        ("just text", "is a text, not a set of keys"),
        ("a: 1\n- b", "is no YAML (line 3): did not find expected key"),
        ("a: &x 1\nb: *x", "uses a YAML alias (`*name`), which is not followed"),
        ("a: &x [*x]", "uses a YAML alias (`*name`), which is not followed"),
        (BILLION, "uses a YAML alias (`*name`), which is not followed"),
        (MERGES, "uses a YAML alias (`*name`), which is not followed"),
        ("a: " + "[" * 4000 + "]" * 4000, "nests deeper than 20 levels"),
        ("a: " + "{b: " * 30 + "}" * 30, "nests deeper than 20 levels"),
        ("a: " + "x" * 300_000, "is longer than 256 KiB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(yaml, reason):
    with pytest.raises(BrokenFrontmatter) as broken:
        values(yaml)
    assert str(broken.value) == reason


def test_a_bomb_of_merge_keys_is_small():
    assert len(MERGES) < 2048, "else it would not show that size alone is no guard"


def test_merge_keys_without_aliases_are_keys_like_others():
    yaml = "a: {<<: {<<: {<<: {<<: {k: v}}}}}"
    assert values(yaml) == {"a": {"<<": {"<<": {"<<": {"<<": {"k": "v"}}}}}}


@pytest.mark.parametrize("key", ["k" * 5000, "k" * 1025])
def test_a_key_too_long_for_yaml_is_refused(key):
    with pytest.raises(BrokenFrontmatter, match="is no YAML"):
        values(f"{key}: v")


def test_a_long_key_that_says_that_it_is_one_is_read():
    assert values(f"? {'k' * 5000}\n: v") == {"k" * 5000: "v"}


TOKENS = st.sampled_from(
    "a|date|: |:|- |\n|  |\n  |[|]|{|}|, |&a |*a|<<: |!!map |? |>|'|\"|#|---|...|%YAML 1.1|\t|\r|\0|\x85|\u2028|\ufeff"
    "|\udcff|2026-02-30|@|`".split("|")
)


@settings(max_examples=400)
@given(st.lists(TOKENS, max_size=14).map("".join))
def test_whatever_stands_there_is_values_or_a_reason(yaml):
    # Kills: catching `yaml.YAMLError` alone, which lets TypeError and ValueError out.
    block = f"---\n{yaml}\n---\n"
    try:
        found = read_frontmatter(block[: frontmatter_end(block)])
    except BrokenFrontmatter as broken:
        assert "\n" not in str(broken)
    else:
        assert all(isinstance(key, str) for key in found)


@given(st.sampled_from(["\n", "\r\n", "\r"]), st.lists(st.sampled_from(["a: 1", "", "--", "# ---", " ---", "- x"])))
def test_the_end_lies_behind_the_first_line_of_hyphens_below_the_first(end, lines):
    # Kills: a closing pattern anchored by `^`, which no lone CR starts a line for.
    block = end.join(["---", *lines, "---", ""])
    assert frontmatter_end(block + "text" + end + "---" + end) == len(block)
