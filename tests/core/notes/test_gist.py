"""Which lines of a note state a task is told from their bytes, or by the full reading: never otherwise than by that."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.task_line import is_task

TAGS = ["#task", "#t", "", "task", "#t^x", "#t a", "#tâsk", "^vs-abc"]
heads = st.sampled_from(["- [ ] ", "- [x] ", "* [?]  ", "  1. [/] ", "> - [-] ", "- [ ]", "+ [é] ", "- [\u2028] "])
words = st.sampled_from(
    "Send @Ana #task #t #tasks #t^x #t-a task tâsk #tâsk 📅 2026-01-05 ⏫ ^vs-abc ^t ‚è´ caf√© #ta\u2028sk \u2028 \u2029 \u00a0"
    " ‚Äì#task √#t".split(" ")
)
lines = st.builds(
    str.__add__,
    heads,
    st.lists(st.builds(str.__add__, words, st.sampled_from([" ", " ", ""])), max_size=5).map("".join),
)


@settings(max_examples=1500)
@example("- [ ] ask ^task", "task")
@example("- [ ] ask\u2028#task", "#task")
@example("- [\u2028] ask #task", "#task")
@given(lines, st.sampled_from(TAGS))
def test_what_is_found_is_what_the_full_reading_calls_a_task(line, tag):
    """Kills: a tag found in the block id, behind a line end of the Tasks plugin, or in the checkbox."""
    every, vault = Conventions(task_tag=""), Conventions(task_tag=tag)
    boxes = [row for row in [line] if read_gist("a.md", line.encode(), vault).boxes]

    found = [each.raw for each in read_gist("a.md", line.encode(), vault).stated]

    assert found == [row for row in boxes if is_task(row, vault)]
    assert len(boxes) == read_gist("a.md", line.encode(), every).boxes


def test_an_item_that_is_no_task_has_no_heading_and_the_next_has_its_own():
    gist = read_gist("a.md", b"# One\n- [ ] a\n# Two\n- [ ] b #task\n## Three\n  - [ ] c #task\n", Conventions())

    assert [(each.line, each.heading, each.parent) for each in gist.stated] == [(4, "Two", None), (6, "Three", None)]
    assert gist.boxes == 3
