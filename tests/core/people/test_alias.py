"""One more alias in a person note: no other byte changes, and it is read again."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.splice import inverse, splice
from vaultsync.core.errors import NotWritable
from vaultsync.core.notes.note import read_note
from vaultsync.core.people import alias_edits
from vaultsync.core.text import rows


def with_alias(note: str, alias: str = "Roz") -> str:
    """The note after the edit; bytes that are no UTF-8 as surrogate escapes."""
    data = note.encode("utf-8", "surrogateescape")
    return splice(data, alias_edits("People/R.md", data, alias)).decode("utf-8", "surrogateescape")


def aliases(note: str) -> tuple[str, ...]:
    return read_note("People/R.md", note.encode("utf-8", "surrogateescape"), Conventions()).facts.aliases


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Rosalind\n", "---\naliases:\n  - Roz\n---\n# Rosalind\n"),
        ("Rosalind", "---\naliases:\n  - Roz\n---\nRosalind"),
        ("\ufeff# R\r\nx", "\ufeff---\r\naliases:\r\n  - Roz\r\n---\r\n# R\r\nx"),
        ("---\nnever ends\n", "---\naliases:\n  - Roz\n---\n---\nnever ends\n"),
        ("---\n---\n", "---\naliases:\n  - Roz\n---\n"),
        ("---\ntype: people\n---", "---\ntype: people\naliases:\n  - Roz\n---"),
        ("---\n  type: people\n---\n", "---\n  type: people\n  aliases:\n    - Roz\n---\n"),
        ("---\naliases:\ntype: people\n---\n", "---\naliases:\n  - Roz\ntype: people\n---\n"),
        ("---\naliases: # none\n---\n", "---\naliases: # none\n  - Roz\n---\n"),
        ("---\naliases: ~\n---\n", "---\naliases: [Roz]\n---\n"),
        ("---\nAliases: []\n---\n", "---\nAliases: [Roz]\n---\n"),
        ("---\naliases: [Ana, 'B, C'] # two\n---\n", "---\naliases: [Ana, 'B, C', Roz] # two\n---\n"),
        ("---\naliases: [Ana,]\n---\n", "---\naliases: [Ana, Roz,]\n---\n"),
        ("---\naliases: [\n  Ana, # a\n]\n---\n", "---\naliases: [\n  Ana, Roz, # a\n]\n---\n"),
        ("---\naliases: Odalys # one\n---\n", "---\naliases: [Odalys, Roz] # one\n---\n"),
        ("---\naliases: Ana, A. Ruiz\n---\n", "---\naliases: [Ana, A. Ruiz, Roz]\n---\n"),
        ("---\naliases: |\n  Ana\nb: 1\n---\n", "---\naliases: [Ana, Roz]\nb: 1\n---\n"),
        ("---\raliases:\r- Ana # a\rtags: [x]\r---\r", "---\raliases:\r- Ana # a\r- Roz\rtags: [x]\r---\r"),
        ("---\naliases:\n  - Ana\n\n  - >-\n    A\n    B\n\nx: 1\n---\n",) * 2,
        ("---\naliases:\n- Ana\n-\n---\n- Ana\n", "---\naliases:\n- Ana\n-\n- Roz\n---\n- Ana\n"),
        ("---\naliases: [A]\naliases: [B]\n---\n", "---\naliases: [A]\naliases: [B, Roz]\n---\n"),
        ("---\naliases: [é\udcff, 🎉] # \udcfe\n---\n", "---\naliases: [é\udcff, 🎉, Roz] # \udcfe\n---\n"),
        ("---\n{a: 1, aliases: [x]}\n---\n", "---\n{a: 1, aliases: [x, Roz]}\n---\n"),
    ],
)
def test_an_alias_goes_where_the_note_keeps_them(before, after):
    if before == after:
        after = before.replace("    B\n", "    B\n  - Roz\n")

    assert with_alias(before) == after


@pytest.mark.parametrize(
    ("alias", "written"),
    [
        ("Roz O’Hara-Moy", "Roz O’Hara-Moy"),
        ("A. Ruiz", "A. Ruiz"),
        ("Ruiz: Ana", '"Ruiz: Ana"'),
        ("Ruiz, Ana", '"Ruiz, Ana"'),
        ('the "boss" \\ #1', '"the \\"boss\\" \\\\ #1"'),
        ("- Ana", '"- Ana"'),
        ("No", '"No"'),
        ("null", '"null"'),
        ("12:30", '"12:30"'),
        ("2026-01-02", '"2026-01-02"'),
        ("[x]", '"[x]"'),
        ("a\x07b", '"a\\u0007b"'),
        ("李雷", "李雷"),
        ("  two\n words ", "two words"),
        ("[[People/Ana|Ana]]", "Ana"),
    ],
)
def test_an_alias_is_written_so_that_yaml_reads_it_as_text(alias, written):
    assert with_alias("---\naliases: []\n---\n", alias) == f"---\naliases: [{written}]\n---\n"


@pytest.mark.parametrize(
    ("note", "line", "before"),
    [
        ("# R\n", 1, ("# R",)),
        ("---\na: 1\n---\n", 2, ("a: 1", "---")),
        ("---\na: 1\naliases: [Ana]\n---\n", 3, ("aliases: [Ana]",)),
        ("\ufeff---\na: 1\naliases:\n- Ana\n- B\nc: 1\n---\n", 3, ("aliases:", "- Ana", "- B")),
    ],
)
def test_the_edit_names_the_lines_of_the_aliases_and_no_others(note, line, before):
    (edit,) = alias_edits("People/R.md", note.encode(), "Roz")

    assert (edit.path, edit.line, edit.before) == ("People/R.md", line, before)


def test_an_alias_that_the_note_has_needs_no_edit():
    assert alias_edits("People/R.md", b"---\naliases: [Roz]\n---\n", "Roz") == ()


@pytest.mark.parametrize(
    ("note", "because"),
    [
        ("---\na: [\n---\n", "is no YAML"),
        ("---\n- a\n---\n", "is a list"),
        ("---\naliases: {a: b}\n---\n", "no place"),
        ("---\naliases: [[Ana]]\n---\n", "no place"),
        ("---\n{a: 1}\n---\n", "no place"),
        ("---\na: 1\n...\nb\n---\n", "no place"),
        ("", "is empty"),
    ],
)
def test_a_frontmatter_that_cannot_take_one_more_is_left_alone(note, because):
    with pytest.raises(NotWritable, match=because):
        with_alias(note)


def test_an_alias_without_text_is_refused():
    with pytest.raises(ValueError, match="no text"):
        alias_edits("People/R.md", b"x\n", " \n")


keys = st.sampled_from(["type: people", "title: R", "tags: [a, b]", "# a comment", "x:\n  - Ana", "", "n: |\n  a\n  b"])
lists = st.sampled_from(
    [
        *("aliases:", "aliases: []", "aliases: [Ana]", "aliases: Ana", "aliases:\n- Ana", "aliases: null"),
        *("aliases:\n  - Ana\n  - 'B: c'", 'aliases: "Ana, B"', "aliases: [ Ana , ]", "ALIASES: [\n Ana\n]"),
        *("aliases:\n- Ana # x\n", "aliases: # none\n", "aliases: |\n  Ana"),
    ]
)
bodies = st.sampled_from(["", "# R\n", "- [ ] x #task\n- Ana\n", "---\n", "\udcff\n", "no end"])
blocks = st.builds(
    lambda above, given, below: "---\n" + "".join(f"{row}\n" for row in (*above, *given, *below)) + "---\n",
    st.lists(keys, max_size=2, unique=True),
    st.lists(lists, max_size=1),
    st.lists(keys, max_size=2, unique=True),
)
texts = st.builds(
    lambda bom, block, body, end: bom + (block + body).replace("\n", end),
    st.sampled_from(["", "", "\ufeff"]),
    blocks | st.just(""),
    bodies,
    st.sampled_from(["\n", "\r\n", "\r"]),
)
names = st.sampled_from(["Roz", "A. Ruiz", "Ana", "no", "a: b", '"', "'", "#", "x #y", "B: c", "é", "]", "a\\b", "- a"])
names |= st.text(max_size=12).filter(lambda name: name.strip())


@settings(max_examples=400)
@given(texts, names)
@example("---\naliases: [Ana] # c\n---", "x\u2028y")
def test_the_alias_is_read_again_and_nothing_else_changes(note, alias):
    """Kills: a quote that is not escaped, an item put behind a comment, LF in a note of CR, an anchor on the wrong line."""
    data = note.encode("utf-8", "surrogateescape")
    try:
        edits = alias_edits("People/R.md", data, alias)
    except (NotWritable, ValueError):
        return
    before = read_note("People/R.md", data, Conventions())
    after = splice(data, edits)
    again = read_note("People/R.md", after, Conventions())

    assert again.facts.aliases[: len(before.facts.aliases)] == before.facts.aliases
    assert len(again.facts.aliases) == len(before.facts.aliases) + len(edits)
    # The mark of the byte order goes before the new first line.
    assert [line.raw for line in again.lines] == [line.raw.removeprefix("\ufeff") for line in before.lines]
    assert again.facts.tags == before.facts.tags
    assert alias_edits("People/R.md", after, alias) == ()
    assert splice(after, inverse(edits)) == data
    for edit in edits:
        ends = {end for _, end in rows(note) if end} or {"\n"}
        assert {end for _, end in rows(after.decode("utf-8", "surrogateescape")) if end} <= ends
        assert len(edit.after) - len(edit.before) <= 4


@settings(max_examples=300)
@given(texts)
def test_a_plain_name_finds_a_place_in_every_ordinary_note(note):
    """Kills: refusing whatever is not the simplest; an edit that the editor cannot find."""
    if note.removeprefix("\ufeff"):
        assert aliases(with_alias(note, "Zuzana"))[-1] == "Zuzana"


@given(st.binary(max_size=60) | texts.map(lambda note: note.encode("utf-8", "surrogateescape")), st.text(max_size=8))
def test_any_note_gives_an_edit_or_says_why_not(data, alias):
    try:
        after = splice(data, alias_edits("People/R.md", data, alias))
    except (NotWritable, ValueError) as refused:
        assert str(refused)
        return
    # A `null` says that there is none.
    assert len(after) >= len(re.sub(rb"(?i)null", b"", data)), "an alias is added, and nothing is taken away"
