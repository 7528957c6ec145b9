"""Markdown to plain words, for the places where a calendar shows no markup.

Inline syntax of CommonMark and of Obsidian (wikilinks, embeds, highlights,
comments, footnotes). It does not parse: what it does not know, it leaves.
"""

import re

_MAY_BE_MARKUP = re.compile(r"[\\`*_~=\[<%]")

# The bounds keep a line of ten thousand asterisks from costing quadratic time.
_INLINE = re.compile(
    r"""
    (?P<ticks>(?<!`)`+(?!`)) (?P<code>.{1,400}?) (?<!`)(?P=ticks)(?!`)
    | \\ (?P<escaped>[!-/:-@\[-`{-~])
    | %% .{0,400}? %%
    | !?\[\[ (?P<wiki>[^\[\]]{1,400}) \]\]
    | !?\[ (?P<label>(?:[^\[\]]|\[[^\[\]]{0,400}\]){0,400}) \]
      \( [^()\s]{0,800} (?:\([^()\s]{0,400}\)[^()\s]{0,400})? (?:\s"[^"]{0,400}")? \)
    | \[\^ [^\[\]\s]{1,100} \]
    | < (?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,800}) >
    | </?(?:b|br|code|del|em|font|i|ins|kbd|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,400})?/?>
    | (?P<mark>\*\*|~~|==) (?=\S) (?P<marked>.{1,400}?) (?<=\S)(?P=mark)(?!\*)
    | (?<![\w*])(?P<star>\*)(?=[^\s*]) (?P<starred>.{1,400}?) (?<=[^\s*])\*(?![\w*])
    | (?<!\w)(?P<bar>__?)(?=[^\s_]) (?P<barred>.{1,400}?) (?<=[^\s_])(?P=bar)(?!\w)
    """,
    re.VERBOSE | re.DOTALL,
)


def plain(markdown: str) -> str:
    """Return the words that Obsidian would show.

    A link gives its text, a wikilink its alias or the name of the note and the
    heading, code its content, a comment and a footnote nothing. `2*3*4` and
    `snake_case` are no emphasis.
    """
    if not _MAY_BE_MARKUP.search(markdown):
        return markdown
    return _INLINE.sub(_words, markdown)


def _words(found: re.Match[str]) -> str:
    if found["wiki"] is not None:
        return _link_text(found["wiki"])
    for kept in ("code", "escaped", "address"):
        if found[kept] is not None:
            return found[kept]
    for nested in ("label", "marked", "starred", "barred"):
        if found[nested] is not None:
            return plain(found[nested])
    return ""


def _link_text(link: str) -> str:
    target, _, alias = link.partition("|")
    if alias.strip():
        return plain(alias.strip().rstrip("\\"))
    note, *headings = target.rstrip("\\").split("#")
    name = note.rpartition("/")[2].strip()
    shown = [name, *(heading.strip() for heading in headings if not heading.startswith("^"))]
    return " > ".join(part for part in shown if part)
