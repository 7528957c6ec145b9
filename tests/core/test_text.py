"""Lines, line ends and white space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.text import JS_SPACE, decode, encode, js_trim, js_trim_end, rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("a", [("a", "")]),
        ("a\n", [("a", "\n")]),
        ("\n\n", [("", "\n"), ("", "\n")]),
        ("a\nb", [("a", "\n"), ("b", "")]),
        ("a\r\nb\r\n", [("a", "\r\n"), ("b", "\r\n")]),
        ("a\rb\r", [("a", "\r"), ("b", "\r")]),
        ("a\r\nb\nc\rd", [("a", "\r\n"), ("b", "\n"), ("c", "\r"), ("d", "")]),
        ("a\n\rb", [("a", "\n"), ("", "\r"), ("b", "")]),
    ],
)
def test_lf_crlf_and_a_lone_cr_end_a_line(text, found):
    assert rows(text) == found


@pytest.mark.parametrize("sign", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_nothing_else_ends_a_line(sign):
    assert rows(f"a{sign}b\nc") == [(f"a{sign}b", "\n"), ("c", "")]


@given(st.text(st.sampled_from("ab\r\n\u2028\f\x85"), max_size=12))
def test_the_lines_of_a_text_make_the_text_again(text):
    # Kills: `_ROW` without `\r\n` before `\r`, which makes two lines of one.
    found = rows(text)

    assert "".join(row + end for row, end in found) == text
    assert [row for row, _ in found] == text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split(
        "\n"
    ) or (not text)


@given(st.binary(max_size=40) | st.sampled_from([b"caf\xe9", b"\xf0\x9f\x93", b"\xed\xa0\x80", b"\xc0\xaf", b"\0"]))
def test_any_bytes_come_back_from_their_text(data):
    # Kills: decoding with errors="replace".
    assert encode(decode(data)) == data


@pytest.mark.parametrize("sign", "\t\n\v\f\r \u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff")
def test_what_javascript_trims_is_trimmed(sign):
    assert js_trim(f"{sign}a{sign}") == "a"
    assert js_trim_end(f"{sign}a{sign}") == f"{sign}a"
    assert sign in JS_SPACE or "\u2000" <= sign <= "\u200a"


@pytest.mark.parametrize("sign", "\x1c\x1f\x85\u200b\u2060")
def test_what_only_python_trims_is_left(sign):
    assert js_trim(f"{sign}a{sign}") == js_trim_end(f"{sign}a{sign}") == f"{sign}a{sign}"
