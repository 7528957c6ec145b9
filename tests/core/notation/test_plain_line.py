"""A plain line is read as the full grammar reads it, or left to that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.notation.task_lines import task_lines
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.plain_line import plain_line

PLAIN = [
    "- [ ] Send the minutes #task",
    "- [?] Send the sheet. @Ana Ruiz 📅 2026-01-05 ⏫ #task #proposed #auto ^id",
    "  * [x]  Send  the #57x. minutes #a;b #c/d  @Zoë 🗓\ufe0f2026-02-30 🔽 #task ✅ 2026-01-05  ",
    "> 1. [/] Send #task 🔁 every week when done 🆔 ab-1 📅 2026-01-05 📅 2026-01-06",
    "\t12) [-]#task",
    "- [ ] Send a#task #task #other #task",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_line_is_read(text):
    said = plain_line(text, "#task")

    assert said is not None
    assert said == read_line(text, global_filter="#task")


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] Send 📅 2026-01-05 the minutes #task",
        "- [ ] Send #task🆔a",
        "- [ ] Send #task⏫",
        "- [ ] Send #task\udce9",
        "- [ ] Send #task #🦊",
        "- [ ] Send #task 🏁 delete",
        "- [ ] Send\u00a0#task",
        "- [ ] Send #task\t⏫",
        "- [ ] Send #task\u2028⏫",
        "- [ ] Send 📅 2026-01-05 14:00 #task",
        "- [ ] Send x^2 #task",
        "- [ ] ^task",
        "- [ ] Send the minutes",
        "- [ ]  ",
        "- [ ] Send " + "#task " * 21,
        "- [ ] #task Send" + " the minutes" * 200,
    ],
)
def test_what_is_not_sure_is_left(text):
    assert plain_line(text, "#task") is None


pieces = st.sampled_from(
    "Send the minutes @Ana Ruiz a@b.c #task #task #t #proposed #57x. #a;b #a#b # #! x# 📅 2026-01-05 2026-02-30 0000-02-29"
    " 📅\ufe0f2026-01-05 ⏫ 🔽\ufe0f ✅ 🆔 ab3 🔁 every week, when done! ^vs-abc ^a ^ 🏁 delete ⛔ x📅 [[A]] 🗓️ É… caf\u00a0e"
    " #tag⏫ #t🆔a #grüße \ufeff ⏫⏫ ⏫2026-01-05 \x1f#t \udce9".split(" ")
)
lines = st.builds(
    "{}{}{}".format,
    st.sampled_from(["- [ ] ", "- [x]", "* [?]  ", "  1. [/] ", "> - [-] ", "\t- [ ]", "+ []] "]),
    st.lists(st.builds(str.__add__, pieces, st.sampled_from([" ", " ", " ", "  ", "", "\t"])), max_size=9).map("".join),
    st.sampled_from(["", "", " ", "  ", " ^a", " #task" * 19, " #task #t"]),
)


@settings(max_examples=1_500)
@given(lines | task_lines("emoji"), st.sampled_from(["", "#task", "Send"]))
def test_what_is_read_is_what_the_full_grammar_reads(text, global_filter):
    """Kills: a tag behind a letter taken for one, a block id that is the whole body, a sign glued to a tag, a field
    given twice with the second value, more fields than the passes reach, a tag among the words that is lost."""
    said = plain_line(text, global_filter)

    assert said is None or said == read_line(text, global_filter=global_filter)
