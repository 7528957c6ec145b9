"""The lint finds what it is for: each feed here has one defect that most readers accept."""

import pytest

from tests.core.feed.lint import complaints
from tests.core.feed.making import CONTEXT, JANUARY_5, task
from vaultsync.core.feed import calendar, render_todo

CLEAN = calendar("Work", [render_todo(task("Ask, then send", due=JANUARY_5), CONTEXT)])


def test_a_clean_feed_has_no_complaints():
    assert complaints(CLEAN) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (b"SUMMARY:Ask", b"SUMMARY:Ask\nrepeats: weekly", "a bare line break"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask\r\nrepeats: weekly", "no content line"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask\r\nREPEATS:weekly", "a name that vaultsync does not write"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask\r\n\r\n", "blank"),
        (b"SUMMARY:Ask", b"SUMMARY:" + b"x" * 80, "100 octets"),
        (b"SUMMARY:Ask", b"SUMMARY:\xc3\r\n \xa9Ask", "a fold inside a character"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask \r\n x", "ends in a blank"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask\r\n  x", "a fold before a blank"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask\x07", "a control character"),
        (b"SUMMARY:Ask\\,", b"SUMMARY:Ask,", "an unescaped comma"),
        (b"SUMMARY:Ask\\,", b"SUMMARY:Ask\\x", "an escape that RFC 5545 does not know"),
        (b"SUMMARY:Ask", b"SUMMARY:Ask\r\nEND:VTODO", "ends what it did not begin"),
        (b"END:VTODO\r\nEND:VCALENDAR\r\n", b"", "VCALENDAR does not end"),
        (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR", "a control character"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "it does not end in CRLF"),
    ],
)
def test_a_defect_is_named(old, new, complaint):
    assert CLEAN.count(old) == 1
    assert complaint in "\n".join(complaints(CLEAN.replace(old, new)))
