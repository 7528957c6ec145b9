"""JSON documents: the same whether a list in them is short or long."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.faces.texts.as_json import VERSION, document

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.sampled_from(["tasks", "groups", "explanation"]), VALUES), st.integers(0, 130), VALUES)
def test_a_document_is_read_as_what_was_written(parts, many, item):
    """Kills: a long list whose items are another's, a line end of a text that is taken for one of the document."""
    parts["odd"] = [item, *range(many)]
    text = document(**parts)

    assert json.loads(text) == {"version": VERSION, **parts}
    assert text.isascii()
    assert not any(letter < " " for letter in text.replace("\n", ""))


def test_each_item_of_a_long_list_stands_in_one_line():
    """Kills: ten thousand tasks that are printed at the pace of an indented document."""
    tasks = [{"uid": f"p-{number}", "due": date(2026, 1, 5), "tags": ["#task"]} for number in range(101)]

    assert document(tasks=tasks).splitlines()[3] == '{"uid": "p-0", "due": "2026-01-05", "tags": ["#task"]},'
    assert len(document(tasks=tasks).splitlines()) == 101 + 5
    assert len(document(tasks=tasks[1:]).splitlines()) > 101 + 5
