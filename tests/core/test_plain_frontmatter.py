"""A plain frontmatter is answered as a YAML parser answers it, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from vaultsync.core.frontmatter import BrokenFrontmatter, frontmatter_end, frontmatter_size, parsed_values
from vaultsync.core.plain_frontmatter import plain_values
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


def test_the_properties_that_obsidian_writes_are_answered():
    found = plain_values(PROPERTIES.split("\n"))

    assert found == {
        "title": "Kick-off: the ferry",
        "date": "2026-01-05",
        "tags": ["meeting", "two words"],
        "participants": ["[[Ana Ruiz]]", "Bo Lind"],
        "entities": {"people": ["Ana"], "companies": [], "note": "x"},
        "work": [{"role": "Captain", "from": "1999"}],
        "bio": "She sails since 1999.",
        "account": None,
        "source_ref": "/mail/a:b#c.md",
    }
    assert judged(PROPERTIES.split("\n")) == (found, [])


@pytest.mark.parametrize(
    "line",
    ["a: *b", "a: |", "a: {b: c}", "a: b: c", "a: b #c", '"a": b', "a: 'b''c'", '- "a"', "  a: b", "a: &b c", "? a"],
)
def test_what_is_ambiguous_is_declined(line):
    assert plain_values([line]) is None


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
    """Kills: a list below a key with a text, items of unequal depth, a key given twice, a text that goes on behind a
    blank line, a comment taken for text."""
    found = plain_values(lines)

    assert found is None or judged(lines) == (found, [])


def test_the_two_agree_on_every_corpus():
    shared = ROOT.parent / "shared" / "observatory" / "vault"
    answered = 0
    for folder in (ROOT / "sample_vault", ROOT / "tests" / "corpus", shared):
        for path in folder.rglob("*.md"):
            data = path.read_bytes()
            block = decode(data)[: frontmatter_end(decode(data))]
            assert len(block.encode("utf-8", "surrogateescape")) == frontmatter_size(data), path
            lines = block.replace("\r\n", "\n").split("\n")[1:-2]
            found = plain_values(lines)
            answered += found is not None
            assert found is None or judged(lines) == (found, []), path

    assert answered > 30, "most frontmatter should be plain"
