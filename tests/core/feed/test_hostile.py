"""A note comes from outside: nothing in it may add a property, hide one, or lead elsewhere."""

from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from tests.core.feed.lint import complaints
from tests.core.feed.making import CONTEXT, JANUARY_5, task, value, with_context
from vaultsync.core.feed import calendar, render_event, render_todo
from vaultsync.core.model import Source

ESCAPES = {
    "newline and END": "x\nEND:VTODO\nBEGIN:VTODO\nUID:evil",
    "CRLF and END": "x\r\nEND:VTODO\r\nEND:VCALENDAR",
    "lone CR": "x\rSTATUS:COMPLETED",
    "a fold": "x\r\n \r\nSTATUS:COMPLETED",
    "an escaped newline as typed": "x\\nSTATUS:COMPLETED",
    "a backslash before the newline": "x\\\nSTATUS:COMPLETED",
    "U+2028": "x\u2028STATUS:COMPLETED",
    "U+2029": "x\u2029STATUS:COMPLETED",
    "U+0085": "x\x85STATUS:COMPLETED",
    "vertical tab and form feed": "x\vSTATUS:COMPLETED\fDUE:20300101",
    "separators of Python's splitlines": "x\x1cSTATUS:COMPLETED\x1d\x1eDUE:20300101",
    "NUL": "x\x00STATUS:COMPLETED",
    "a trailing backslash": "x\\",
    "a bidirectional override": "x \u202eDETELPMOC:SUTATS",
    "a byte order mark": "\ufeffBEGIN:VCALENDAR",
    "bytes that are no UTF-8": "x\udc80\udcff\nSTATUS:COMPLETED",
    "a parameter": 'x";X=1:STATUS:COMPLETED',
    "caret escapes": "x^nSTATUS:COMPLETED",
    "a carriage return at the fold": "x" * 67 + "\r\nSTATUS:COMPLETED",
    "a newline at the fold": "x" * 66 + "\nSTATUS:COMPLETED",
}

EVERY = pytest.mark.parametrize("said", ESCAPES.values(), ids=ESCAPES)


def attacked(said: str):
    """A task with the same words in every field that a note can fill."""
    return task(
        said,
        due=JANUARY_5,
        path=f"Meetings/{said}.md",
        heading=said,
        owners=(said,),
        tags=(f"#{said}",),
        recurrence=said,
        depends_on=(said,),
        block_id=said,
        source=Source(link=said),
    )


@EVERY
def test_no_words_become_a_property(said):
    harmless, hostile = attacked("harmless"), attacked(said)
    for render in (render_todo, render_event):
        feed = calendar("Work", [render(hostile, CONTEXT)])
        assert complaints(feed) == []
        (ours,) = Calendar.from_ical(feed).subcomponents
        (expected,) = Calendar.from_ical(calendar("Work", [render(harmless, CONTEXT)])).subcomponents
        assert list(ours) == list(expected)
        assert [str(ours[name]) for name in ("UID", "STATUS", "CLASS")] == [
            str(expected[name]) for name in ("UID", "STATUS", "CLASS")
        ]


@EVERY
def test_no_reader_that_splits_at_more_than_crlf_sees_a_line_more(said):
    todo = render_todo(attacked(said), CONTEXT)
    assert todo.text.decode().splitlines() == todo.text.decode().removesuffix("\r\n").split("\r\n")


@EVERY
def test_the_uids_of_task_and_vault_are_text_too(said):
    todo = render_todo(task(uid=said), with_context(vault_id=said), parent=said)
    assert complaints(calendar("Work", [todo])) == []


def test_a_typed_backslash_and_n_stay_two_signs():
    assert value(render_todo(task(recurrence=r"every\nweek"), CONTEXT), "X-VAULTSYNC-RECURRENCE") == r"every\\nweek"


@pytest.mark.parametrize(
    ("vault", "path"),
    [
        ("Work", "a&vault=Other&file=b.md"),
        ("Work&file=Other", "a.md"),
        ("Work", "a#^other.md"),
        ("Work", "../../etc/passwd.md"),
        ("Work", "obsidian://open?vault=Other.md"),
        ("Work", "a%26vault=Other.md"),
        ("Work", "a\r\nURL:https://evil.example.org.md"),
        ("Work", "javascript:alert(1)//.md"),
        ("Wörk, ; ☐", "日本, ; +.md"),
    ],
)
def test_the_link_opens_the_note_of_this_vault_and_nothing_else(vault, path):
    url = value(render_todo(task(path=path, block_id="vs-1"), with_context(vault_name=vault)), "URL")
    link = urlsplit(url)
    assert (link.scheme, link.netloc, link.path, link.fragment) == ("obsidian", "open", "", "")
    assert parse_qs(link.query, strict_parsing=True) == {
        "vault": [vault],
        "file": [f"{path.removesuffix('.md')}#^vs-1"],
    }
    assert not set(url) & set(" ,;\r\n\"'<>\\")


def test_a_link_in_the_title_is_words_and_not_the_url():
    todo = render_todo(task("Open [here](obsidian://open?vault=Other) or obsidian://open?vault=Evil"), CONTEXT)
    assert value(todo, "SUMMARY") == "Open here or obsidian://open?vault=Evil"
    assert value(todo, "URL") == "obsidian://open?vault=Work&file=Meetings%2FKickoff"


def test_a_path_that_is_no_utf_8_makes_a_link_all_the_same():
    assert value(render_todo(task(path="caf\udce9.md"), CONTEXT), "URL").endswith("&file=caf%3F")


@EVERY
def test_what_is_left_of_a_merged_task_is_as_harmless(said):
    from vaultsync.core.feed.definition import Kind
    from vaultsync.core.feed.rows import RegisterRow
    from vaultsync.core.feed.shown import cancelled

    row = RegisterRow(
        uid=said, keys=(said,), named=1, path="a.md", line=1, words=said, summary=said, due="2026-01-05",
        recurrence="", decided=False, shown=True, digest="", sequence=1, changed="20260105T000000Z", into=said,
    )  # fmt: skip
    components = cancelled(row, Kind.ALL, CONTEXT)
    assert [complaints(calendar("Work", [each])) for each in components] == [[], []]
    todo, event = (Calendar.from_ical(calendar("Work", [each])).subcomponents[0] for each in components)
    assert {*todo} == {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "STATUS", "CLASS", "RELATED-TO"}
    assert {*event} == {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "STATUS", "TRANSP", "CLASS"),
    }


@EVERY
def test_what_a_feed_is_called_is_text_too(said):
    feed = calendar(said, [], description=said, source=f"https://example.org/{said}")
    assert complaints(feed) == []
    assert b"STATUS:COMPLETED" not in feed.replace(b"\r\n ", b"").split(b"\r\n")


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "\x1b]0;owned\x07 \x1b[31mred",
        "[[obsidian://advanced-uri?vault=Work&commandid=app:reload|innocent]]",
        "obsidian://advanced-uri?vault=Work&eval=1",
        "![x](file:///etc/passwd)",
        "{{DTSTART}} %0D%0AURL:https://evil.example.org",
    ],
)
def test_script_and_links_of_a_title_stay_words(title):
    for render in (render_todo, render_event):
        component = render(task(title, due=JANUARY_5), CONTEXT)
        (read,) = Calendar.from_ical(calendar("Work", [component])).subcomponents
        assert read["URL"] == "obsidian://open?vault=Work&file=Meetings%2FKickoff"
        assert "javascript:" not in str(read["SUMMARY"])
        assert "file:" not in str(read["SUMMARY"])
        assert str(read["SUMMARY"]).isprintable()
        assert b"\x1b" not in component.text


@pytest.mark.parametrize("block", ["vs-1&file=Other", "a#^b", "x%26vault=Other", "日本", "a b"])
def test_a_block_id_adds_nothing_to_the_link(block):
    link = urlsplit(value(render_todo(task(block_id=block), CONTEXT), "URL"))
    assert parse_qs(link.query, strict_parsing=True) == {"vault": ["Work"], "file": [f"Meetings/Kickoff#^{block}"]}
