"""The scanner answers as the block parser does, or not at all."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from vaultsync.core.notes.blocks import read_blocks
from vaultsync.core.notes.scanner import scan_blocks
from vaultsync.core.text import decode, rows

PLAIN = """# Kickoff

- [ ] Send it
  goes on
    - [ ] nested
- [x] Done

Text that says - [ ] nothing.
1. [ ] first
2. [ ] second

```md
- [ ] in a fence
```

> a quote

#tag at the margin
## Later ##
* [ ] last
\t- [ ] below it
%%
- [ ] in a comment
%%
<!-- one line -->
<div>
- [ ] in HTML
</div>

> [!todo]
> - [ ] in a callout
>   - [ ] nested

      - [ ] code
"""


def scanned(text: str):
    return scan_blocks([row for row, _ in rows(text)], text)


def test_a_plain_note_is_answered():
    blocks = scanned(PLAIN)

    assert blocks is not None
    assert [(item.line, item.parent) for item in blocks.items] == [
        (3, None),
        (5, 3),
        (6, None),
        (9, None),
        (10, None),
        (20, None),
        (21, 20),
        (31, None),
        (32, 31),
    ]
    assert blocks.headings == ((1, "Kickoff"), (19, "Later"))


@pytest.mark.parametrize(
    "text",
    [
        "- a\n  ```\n  - [ ] fence in a list\n",
        "text\n===\n- [ ] below a heading of two lines\n",
        "text\n2. [ ] goes on\n",
        "- a\n\n          - [ ] code\n",
        "- - [ ] two items on one line\n",
        "[a]: /url\n- [ ] x\n",
        "<pre>\n- [ ] html\n</pre>\n",
        "<b>bold</b>\n- [ ] x\n",
        "> > - [ ] a quote in a quote\n",
        "> - [ ] quoted\ngoes on\n",
        "- > [ ] quoted in a list\n",
        "-\t[ ] tab\n",
        "#\tHeading\n",
    ],
)
def test_what_is_ambiguous_is_declined(text):
    assert scanned(text) is None


beginnings = st.sampled_from(["", "", "", "  ", "   ", "    ", "      ", "        ", "\t", "\t\t", " \t"])
pieces = st.sampled_from(
    "- [ ] a|* [x] b|+ c|1. [ ] d|2. [ ] e|10) f|-|- |text|# H|## H #|#tag|---|***|- - -|===|```|~~~|````|``` x`|> q"
    "|> - [ ] q|- [ ] `x`|- # h|- > q|- - [ ] n|[a]: /u|<b>|`c` x|say - [ ] x|||-   [ ] g|-     [ ] h|* * *|__|---x|- ~|1."
    "|> text|>|>- [ ] t|> > - [ ] s|> # h|> ```|> %%|> <div>|>\t- [ ] u|<div>|</div>|<p>- [ ] x|<!--|-->|<!-- x -->|<pre>"
    "|- **b** x|* **b**|- **|- ** x|- ***|- `` x|1. `c` d|- *e* f|%%|%% a %%|%% a|x %%|$$|$$ x $$|- %% a|- $5|$5|-\ta|***\t|#\th|```\t|\t".split(
        "|"
    )
)
tables = st.sampled_from(["| a | b |", "|---|---|", "a | b", "- | -", "--|--"])
notes = st.lists(st.builds(str.__add__, beginnings, pieces | tables), max_size=9).map("\n".join)


@settings(max_examples=2500)
@given(notes)
@example("> %%\n#tag\n>- [ ] t")
@example("> q\n\t> - [ ] r")
@example("%% a %%\n- [ ] b")
@example("- a\n\t- [ ] b\n\n\t\t- [ ] c")
@example("- a\n\ntext\n  - b")
@example("- a\n\na | b\n--|--\nc\n  - d")
@example("- a\nb | c\n--|--\n  - d")
@example("- a | b\n  --|--\nc | d\n  - e")
def test_what_the_scanner_answers_is_what_the_block_parser_finds(text):
    """Kills: a numbered item that interrupts a paragraph, a rule inside a list, a fence that closes a list item late,
    the content column of an item with a wide gap, a parent that was closed by a lesser indentation, a quote that goes
    on below a line of text, a comment that ends in its own line, a tab taken for one space."""
    blocks = scanned(text)

    assert blocks is None or blocks == read_blocks(text)


def corpora():
    shared = ROOT.parent / "shared" / "observatory" / "vault"
    return [
        path for folder in (ROOT / "sample_vault", ROOT / "tests" / "corpus", shared) for path in folder.rglob("*.md")
    ]


def test_the_two_agree_on_every_corpus():
    answered = 0
    for path in corpora():
        text = re.sub(r"\A\ufeff?---\r?\n.*?\n---\r?\n", "", decode(path.read_bytes()), count=1, flags=re.DOTALL)
        blocks = scanned(text)
        answered += blocks is not None
        assert blocks is None or blocks == read_blocks(text), path

    assert answered > 30, "the scanner should answer for most notes"
