"""Titles without their markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.feed.markdown import plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Send the minutes", "Send the minutes"),
        ("Ask [[Ana Ruiz]]", "Ask Ana Ruiz"),
        ("Ask [[People/Ana Ruiz|Ana]]", "Ask Ana"),
        ("Ask [[People/Ana Ruiz]]", "Ask Ana Ruiz"),
        ("See [[Plan#Costs]]", "See Plan > Costs"),
        ("See [[Plan#Costs#Travel]]", "See Plan > Costs > Travel"),
        ("See [[Plan#^vs-1]]", "See Plan"),
        ("See [[#Costs]]", "See Costs"),
        ("See ![[chart.png]]", "See chart.png"),
        (r"In a table [[Plan\|the plan]]", "In a table the plan"),
        ("Read [the offer](https://example.org/a_b_c)", "Read the offer"),
        ('Read [the **new** offer](<x> "t")', "Read the new offer"),
        ("Read [the offer](https://example.org/a_(b))", "Read the offer"),
        ("![logo](logo.png) new", "logo new"),
        ("Open <https://example.org/x>", "Open https://example.org/x"),
        ("**Bold**, *italic*, ***both***", "Bold, italic, both"),
        ("__Bold__, _italic_", "Bold, italic"),
        ("~~old~~ ==new==", "old new"),
        ("call `f(*x*)` now", "call f(*x*) now"),
        ("call ``a`b`` now", "call a`b now"),
        ("keep %%not this%% that", "keep  that"),
        ("claim[^1] stands", "claim stands"),
        ("H<sub>2</sub>O and <br/>", "H2O and "),
        (r"\*not italic\*", "*not italic*"),
        ("[[**odd**|*Ana*]]", "Ana"),
    ],
)
def test_markup_becomes_the_words_that_are_shown(markdown, words):
    assert plain(markdown) == words


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4 = 24",
        "rename snake_case_name",
        "rename file_a_ now",
        "a == b and c == d",
        "a < b and c > d",
        "50% of 3%",
        "an open [ bracket",
        "[not a link] (at all)",
        "[[never closed",
        "a * b * c",
        "**never closed",
        "x ~ y",
        "[ ] unticked",
    ],
)
def test_what_is_no_markup_stays(text):
    assert plain(text) == text


@given(st.text(alphabet="*_~=`[]()|#\\<>%! ab", max_size=80))
def test_no_sign_is_made_up(markdown):
    """Kills: a wikilink's heading joined by a sign of its own, where there is no heading."""
    assert set(plain(markdown)) <= set(markdown) | set(" >")
    assert sum(map(plain(markdown).count, "ab")) <= sum(map(markdown.count, "ab"))


@pytest.mark.parametrize(
    "sign", ["*", "**", "_", "`", "[", "[[", "![", "%%", "==", "~~", "<", "\\", "[a](", "*a", "[a", "_a "]
)
def test_a_very_long_line_of_signs_is_read_to_its_end(sign):
    assert plain(sign * 5_000 + " end").endswith("end")
