"""A plain frontmatter is answered as a YAML parser answers it, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from vaultsync.core.notes.frontmatter import BrokenFrontmatter, frontmatter_end, frontmatter_size, parsed_values
from vaultsync.core.notes.plain_frontmatter import plain_values
from vaultsync.core.text import decode

PROPERTIES = """\
title: "Kick-off: the ferry"
Date: 2026-01-05
tags: [meeting, 'two words']
participants:
- '[[Ana Ruiz]]'
- Bo Lind
entities:
  people:
    - Ana
  companies: []
  note: x
work:
  - role: Captain
    from: '1999'
bio: She sails
  since 1999.
account:

source_ref: /mail/a:b#c.md"""


def judged(lines: list[str]):
    """What the YAML parser makes of the lines, and whether it found something odd."""
    odd = []
    try:
        return parsed_values("---\n" + "\n".join(lines) + "\n---\n", lambda *told: odd.append(told)), odd
    except BrokenFrontmatter:
        return None, odd


ASKED = frozenset({"title", "date", "tags", "participants", "bio", "account", "source_ref", "x", "k", "z", "v"})


def answered(lines: list[str], only=None):
    return plain_values("".join(f"{line}\n" for line in lines), only)


def test_the_properties_that_obsidian_writes_are_answered():
    found = answered(PROPERTIES.split("\n"), ASKED)

    assert found == {
        "title": "Kick-off: the ferry",
        "date": "2026-01-05",
        "tags": ["meeting", "two words"],
        "participants": ["[[Ana Ruiz]]", "Bo Lind"],
        "bio": "She sails since 1999.",
        "account": None,
        "source_ref": "/mail/a:b#c.md",
    }
    values, odd = judged(PROPERTIES.split("\n"))
    assert ({key: value for key, value in values.items() if key in ASKED}, odd) == (found, [])


def test_sets_of_keys_are_passed_over_and_not_answered():
    assert answered(["a:", "- b: c", "  d: e", "f: g"], {"f"}) == {"f": "g"}
    assert answered(["a:", "- b: c", "  d: e", "f: g"]) is None


@pytest.mark.parametrize(
    "line",
    ["a: *b", "a: |", "a: {b: c}", "a: b: c", "a: b #c", '"a": b', "a: 'b''c'", '- "a"', "  a: b", "a: &b c", "? a"],
)
def test_what_is_ambiguous_is_declined(line):
    assert answered([line]) is None


indents = st.sampled_from(["", "", "", "  ", "  ", "    ", " "])
pieces = st.sampled_from(
    "title: A b|title: 'q'|tags: [a, b]|tags: ['[[A B]]', \"c\"]|tags:|people:|x:|- a|-  b c|- '[[X Y]]'|- a: b|- t: y"
    "|- q: 'z'|type: note|companies: []|x: null|y: [ a ]|y: [a,b ]|z: a:b|z: a: b|z: a #c|z: a#c|u: http://x/y|v: 10:30"
    "|w: -x|w: - x|k:v|# c|||  |a b|more words|a, b c|t: ~|- ~|- null|s: 'it''s'|s: \"a\\n\"|m: {a: b}|n: [a, [b]]|é: x"
    "|o: *a|p: é ü|q: ||- [a]|- |-|f: a b  |g: [a, null]|[[X]]|h: ''|i: \"\"|j: [x y, z]|l: 美咲|j: [a:b]|j: [a, ]|'t': x"
    "|bb: x - y|cc: ?x|dd: a ]|ee: 'a' b|...|gg: a\u00a0b|hh: a?|ii: %x|ll: 1_000|mm: a\tb|Title: z".split("|")
)


@settings(max_examples=3000)
@given(st.lists(st.builds(str.__add__, indents, pieces), max_size=7))
def test_what_is_answered_is_what_the_parser_finds(lines):
    """Kills: a list below a key with a text, items of unequal depth, a key given twice, also in a set of keys, a text
    that goes on behind a blank line, a comment taken for text."""
    found = answered(lines)
    some = answered(lines, ASKED)
    values, odd = judged(lines)

    assert found is None or (found, []) == (values, odd)
    assert some is None or (some, []) == ({key: value for key, value in values.items() if key in ASKED}, odd)


def test_the_two_agree_on_every_corpus():
    shared = ROOT.parent / "shared" / "observatory" / "vault"
    plain = 0
    for folder in (ROOT / "sample_vault", ROOT / "tests" / "corpus", shared):
        for path in folder.rglob("*.md"):
            data = path.read_bytes()
            block = decode(data)[: frontmatter_end(decode(data))]
            assert len(block.encode("utf-8", "surrogateescape")) == frontmatter_size(data), path
            lines = block.replace("\r\n", "\n").split("\n")[1:-2]
            found = answered(lines, ASKED)
            plain += found is not None
            values, odd = judged(lines)
            assert found is None or ({key: values[key] for key in found}, odd) == (found, []), path

    assert plain > 30, "most frontmatter should be plain"
