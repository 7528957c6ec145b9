"""Values, escapes and folds."""

import re
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.core.feed.lint import complaints
from tests.core.feed.making import CONTEXT, task
from vaultsync.core.feed import calendar, render_todo
from vaultsync.core.feed.card import card_of
from vaultsync.core.feed.rows import words_of
from vaultsync.core.feed.text import clean, content, fold, one_line, parameter_of_uri, text, uri

# Few signs, and mostly those that mean something: in wide-open text an escape
# is so rare that a writer without any passes.
HOSTILE = "\\\\nN;;,,::\"'=^ \t\r\n\v\x00\x07\x1c\x7f\x85\u2028\u2029\u202e\u2066\ufeff\udcff\ud83dab0é日☐😀"
tangled = st.text(alphabet=HOSTILE, max_size=120)
any_text = tangled | st.text(alphabet=st.characters(), max_size=60)


def parsed(lines: list[str]):
    body = content(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VTODO", "UID:u", *lines])
    return Calendar.from_ical(body + b"END:VTODO\r\nEND:VCALENDAR\r\n").walk("VTODO")[0]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain", "plain"),
        ("a,b;c", r"a\,b\;c"),
        ("back\\slash", r"back\\slash"),
        ("two\nlines", r"two\nlines"),
        ("two\r\nlines", r"two\nlines"),
        ("a literal \\n", r"a literal \\n"),
        ('colon: and "quotes"', 'colon: and "quotes"'),
    ],
)
def test_a_value_is_escaped_as_rfc_5545_says(value, written):
    assert text(value) == written


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("a\u2028b\u2029c\x85d\ve\ff\rg", "a\nb\nc\nd\ne\nf\ng"),
        ("nul\x00 bell\x07 del\x7f c1\x9b", "nul bell del c1"),
        ("\ufeffmark", "mark"),
        ("a\tb", "a b"),
        ("pay \u202e001\u202c \u2066x\u2069", "pay 001 x"),
        ("no utf-8: \udcff", "no utf-8: \ufffd"),
        ("שלום \u200f👩\u200d💻", "שלום \u200f👩\u200d💻"),
    ],
)
def test_what_no_reader_should_get_is_left_out(value, kept):
    assert clean(value) == kept


def test_a_summary_is_one_line():
    assert one_line("  a\n\nb \u2028 c\t d ") == "a b c d"
    assert [one_line(value) for value in ("a  b", " a", "a ", "a b")] == ["a b", "a", "a", "a b"]


@given(any_text)
@example("\\\\n \\n \\N \\, \\;")
def test_the_library_reads_back_the_value_that_was_meant(value):
    """Kills: escaping the backslash after the comma, so that `,` comes back as `\\,`."""
    assert str(parsed([f"DESCRIPTION:x{text(value)}"])["DESCRIPTION"]) == f"x{clean(value)}"


@given(any_text)
def test_whatever_a_title_holds_the_bytes_are_clean(title):
    """Kills: U+0085 and U+2028 left in the text."""
    todo = render_todo(task(title, heading=title, tags=(title,), owners=(title,), path=f"{title}x.md"), CONTEXT)
    # Where no place is better a fold may touch a blank; the property of folds below looks after that.
    wrong = [what for what in complaints(calendar("Work", [todo])) if "blank" not in what]
    assert wrong == []


@given(st.text(alphabet="ab é日😀,", max_size=400))
@example("é" * 100)
@example("a " * 100)
@example(" " * 200)
def test_unfolded_bytes_are_the_line(line):
    """Kills: one octet lost at the second fold, where the room is 74."""
    assert fold(f"X:{line}").replace("\r\n ", "") == f"X:{line}"


@given(st.text(alphabet="ab é日😀", max_size=400))
def test_no_part_is_long_or_broken_or_touches_a_blank_without_need(line):
    """Kills: only the octet before the cut is looked at, not the one behind it."""
    parts = fold(f"X:{line}").split("\r\n ")
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        assert len(part.encode()) <= (75 if part is parts[0] else 74)
        if after is not None and (part.endswith(" ") or after.startswith(" ")):
            assert not re.search(r"\S\S", part + after[:1])


@given(st.text(alphabet="ab é日😀", max_size=400))
@example("é " * 100)
@example("日 " * 100)
def test_a_fold_is_never_inside_a_character(line):
    """Kills: a cut at the 75th octet, whatever stands there."""
    rows = content([f"X:{line}"]).removesuffix(b"\r\n").split(b"\r\n ")

    # Each row decodes by itself, and together they say the line.
    assert "".join(row.decode() for row in rows) == f"X:{line}"


def test_a_line_of_75_octets_is_not_folded_and_one_of_76_is():
    assert fold("X" * 75) == "X" * 75
    assert fold("X" * 76) == "X" * 75 + "\r\n X"


def test_a_fold_goes_before_the_word_rather_than_beside_a_blank():
    assert fold("X" * 74 + " yz") == "X" * 73 + "\r\n X yz"


def test_a_fold_steps_back_from_a_character_that_it_would_split():
    assert fold("X" * 74 + "日") == "X" * 74 + "\r\n 日"


def test_a_uri_keeps_what_is_encoded_and_encodes_what_would_break_it():
    assert uri("https://h:1/a b%20;c,d\r\nX:y?q=1&r") == "https://h:1/a%20b%20%3Bc%2Cd%0D%0AX:y?q=1&r"


def test_a_parameter_of_a_uri_is_encoded_whole():
    assert parameter_of_uri("A&B=C/d e,f;g#^h日\udcff") == "A%26B%3DC%2Fd%20e%2Cf%3Bg%23%5Eh%E6%97%A5%3F"


@given(st.text(alphabet="ab-_.~ /%é日\udcff", max_size=20))
def test_a_parameter_of_a_uri_is_what_the_standard_library_makes_of_it(value):
    """Kills: a letter beyond ASCII beside a hyphen is taken for a block id and left as it is."""
    assert parameter_of_uri(value) == quote(value, safe="", errors="replace")


@given(st.integers(0, 170), st.integers(0, 170))
@example(39, 1)  # the link to the note fills its first row
@example(113, 20)  # its second one
def test_the_rows_of_a_url_are_full_wherever_the_link_to_the_note_ends(note, block):
    """Kills: the block begins a row of its own; a row that the link has filled takes one more octet."""
    written = render_todo(task(path=f"{'n' * note}.md", block_id="b" * block), CONTEXT).text
    url = next(line for line in re.split(rb"\r\n(?! )", written) if line.startswith(b"URL:"))
    rows = url.split(b"\r\n")
    assert {len(row) for row in rows[:-1]} <= {75}
    assert 1 < len(rows[-1]) <= 75
    whole = f"URL:obsidian://open?vault=Work&file={'n' * note}" + (f"%23%5E{'b' * block}" if block else "")
    assert b"".join([rows[0], *(row.removeprefix(b" ") for row in rows[1:])]).decode() == whole


@given(st.text(alphabet="aB ẞé\t\n\x1c\x85\xa0\u2003\u2028\udcff", max_size=12))
def test_the_words_of_a_task_are_in_lower_case_and_single_blanks(title):
    """Kills: a blank that is not the common one is left between words."""
    assert words_of(card_of(task(title))) == " ".join(title.casefold().split())
