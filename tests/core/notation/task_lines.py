"""Task lines for the property tests.

Made of few pieces that meet each other: a line of free text is no task line, and then every
property of reading and writing would be true.
"""

from hypothesis import strategies as st

from vaultsync.core.notation.line import read_line

DAYS = st.sampled_from(["2026-01-05", "2026-02-30", "0000-00-00", "9999-12-31"])
_DATE_SIGNS = st.sampled_from("➕🛫⏳⌛📅📆🗓✅❌")
_WORDS = st.sampled_from(
    "Send|it.|@Ana Ruiz|x📅2026-01-05|📅|📅 soon|#|#a/b|#proposed|#proposed,|[[A]]|(note)|^id|[due:: 2026-01-05]|🆔|\ufe0f|a\tb"
    "|  |é|\udce9|%%|#t🆔a".split("|")
)
_TAGS = st.sampled_from(["#task", "#proposed", "#PROPOSED", "#a/b", "#1", "#x;y", "#t\u00a0"])
_EMOJI = st.one_of(
    st.tuples(_DATE_SIGNS, st.sampled_from([" ", "", "\ufe0f ", "   "]), DAYS).map("".join),
    st.sampled_from(
        [
            "🔺",
            "⏫",
            "🔼\ufe0f",
            "🔽",
            "⏬",
            "🔁 every day",
            "🔁 every 2 weeks when done",
            "🏁 delete",
            "🏁 Keep",
            "🏁 x",
        ]
    ),
    st.sampled_from(["🆔 a1", "🆔 id", "⛔ a1", "⛔ a1 , b-2"]),
    _TAGS,
)
_KEYS = st.sampled_from("created start scheduled due completion cancelled".split())
_DATAVIEW = st.one_of(
    st.builds("[{}:: {}]".format, _KEYS, DAYS),
    st.builds("({}::{} ) ,".format, _KEYS, DAYS),
    st.sampled_from(["[priority:: high]", "(priority:: low)", "[repeat:: every day]", "[onCompletion:: delete]"]),
    st.sampled_from(["[id:: id]", "[id:: d]", "[dependsOn:: On, a1]", "[foo:: bar]", "[due:: soon]"]),
    _TAGS,
)
_TAIL = st.sampled_from(
    ["", "", " ^vs-abc", "  ^a", " ^a  ", "  ", " ", "\t", "\u00a0", "\r", "\u2028tail 📅 2026-01-05", " ^a\r"]
)
_BEFORE = st.sampled_from(["- [ ] ", "\t* [x] ", "> - [?] ", "1. [/]  ", "  12) [ ]", "\ufeff- [-] ", "-   [X] "])


def task_lines(dialect: str) -> st.SearchStrategy[str]:
    """Task lines of one dialect, with fields of the other among the words."""
    fields = _EMOJI if dialect == "emoji" else _DATAVIEW
    pieces = st.lists(_WORDS, max_size=3).map(" ".join), _spaced(fields), _TAIL
    return st.tuples(_BEFORE, *pieces).map(lambda parts: parts[0] + parts[1] + parts[2] + parts[3])


def _spaced(fields: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Fields may be glued to what stands before them; tags may not: `#a#b` and a tab make other tags of them."""
    gap = st.sampled_from([" ", " ", " ", "  ", "", "\t"])
    glued = st.tuples(gap, fields).map(lambda parts: " " + parts[1] if parts[1].startswith("#") else "".join(parts))
    return st.lists(glued, max_size=5).map("".join)


def is_filled(line: str) -> bool:
    """Whether anything but white space stands behind the box."""
    said = read_line(line)
    return said is not None and said.body[0] < said.body[1]
