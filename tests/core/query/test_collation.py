import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.core.query.collation.elements import DIGIT, _expanded
from vaultsync.core.query.collation.keys import (
    _full_key,
    _plain_key,
    beginning_key,
    collation_key,
    names_in_order,
    ranks,
)
from vaultsync.core.query.collation.order import ORDER
from vaultsync.core.query.collation.plain import letters_together, plain_letters


@pytest.mark.parametrize(
    "texts",
    [
        ["_", "-", "—", ",", ";", ":", "!", "?", ".", "'", '"', "(", "[", "{", "@", "*", "/", "\\", "&", "#", "%"],
        ["%", "`", "^", "+", "<", "=", ">", "|", "~", "🙂", "$", "0", "a", "Ω", "ж", "中"],
        ["a", "A", "á", "Á", "ä", "aa", "ab", "b", "B"],
        ["item 9", "Item 9", "item 10", "item_9", "item-9", "item.9"],
        ["1", "1.5", "1.10", "2", "10"],
        ["n", "ñ", "o", "oe", "œ", "of"],
        ["ss", "ß", "st"],
        ["d", "đ", "e", "l", "ł", "m", "o", "ø", "p"],
        ["и", "й", "к"],
        ["ab", "áb", "áB", "ac"],
        ["", " ", "a"],
        ["한", "あ", "ん", "中"],
        ["-", "゠", ",", "゛", "゜", "ゝ", "$", "a", "한", "あ", "ま", "〼", "中", "\ufffd"],
        ["1", "9", "10", "¹", "¼", "¹a", "②", "❸", "a"],
        ["ice", "id", "🆔", "idea", "news", "no", "o", "🆗", "old"],
        ["a", "A", "ª", "b", "🅱️", "c"],
    ],
)
def test_texts_are_in_the_order_of_icu(texts):
    assert sorted(texts, key=collation_key) == texts
    assert len({collation_key(text) for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("one", "other"), [("01", "1"), ("a\u200b", "a"), ("é", "e\u0301"), ("00", "0"), ("\x01a", "a")]
)
def test_some_texts_are_equal(one, other):
    assert collation_key(one) == collation_key(other)


def test_digits_have_the_place_that_the_order_of_characters_gives_them():
    assert [*_expanded(ORDER)].index("0") + 1 == DIGIT


@given(st.text("abc", min_size=1), st.text("abc", min_size=1))
def test_accents_and_case_decide_only_between_the_same_letters(one, other):
    """Kills: accents that are compared letter by letter."""
    dressed = (one[0] + "\u0301" + one[1:]).upper()

    if one != other:
        assert (collation_key(dressed) < collation_key(other)) == (one < other)
    else:
        assert collation_key(dressed) > collation_key(other)


NUMBERS = st.integers(0, 10**30) | st.integers(10**95, 10**105)


@given(NUMBERS, NUMBERS, st.text("ab ", max_size=3))
def test_numbers_are_compared_by_value(one, other, before):
    """Kills: digits that are compared as letters, numbers whose length only short ones tell."""
    assert (collation_key(f"{before}{one}") < collation_key(f"{before}{other}")) == (one < other)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12))
def test_plain_text_is_ordered_as_any_other(text):
    """Kills: a number or a capital that the fast key takes otherwise."""
    assert _plain_key(text) == _full_key(text)


@given(st.text("aßÄй7٣０1½ \x01e\u0301한\u1100\u1161ﷺ", max_size=12))
def test_a_key_is_made_of_what_stands_for_each_character(text):
    """Kills: digits of another script that are no number, a letter that is composed only behind it."""
    numbered = re.sub(r"\d+", lambda found: str(int(found[0])) if int(found[0]) else "0", text)

    assert collation_key(text) == collation_key(unicodedata.normalize("NFD", text)) == collation_key(numbered)


ENDS = st.text("aA 19\x01é\u0301", max_size=90)
ZEROS = st.sampled_from(["", "0", "0" * 6, "0" * 10])
SAME_NUMBERS = st.lists(st.tuples(ZEROS, ZEROS, st.sampled_from(["0-", "1-"])), max_size=9).map(
    lambda numbers: tuple("".join(number[side] + number[2] for number in numbers) for side in (0, 1))
)
"""The same numbers twice, with more or fewer zeros in front, which count for nothing."""


@example("b", "a", ("00000000-0000-0000-0000-", "0-0-0-0-"))
@example("1", "1", ("0" * 24 + " ", "0 "))
@example("1" * 30, "2" * 26, ("", ""))
@given(ENDS, ENDS, st.sampled_from([0, 13, 22]).map(lambda many: ("b" * many,) * 2) | SAME_NUMBERS)
def test_beginnings_that_differ_are_in_the_order_of_the_whole(one, other, before):
    """Kills: a number that is cut, a beginning that is longer than what it begins, zeros that leave little of it."""
    one, other = before[0] + one, before[1] + other
    if beginning_key(one) != beginning_key(other):
        assert (beginning_key(one) < beginning_key(other)) == (collation_key(one) < collation_key(other))


@example(["b", "A", "a", "a", "\u00e1", "c"])
@example(["01", "1", "2", "A1", "a1", "a01"])
@example(["a", "1" * 100, "2" * 100, "1" * 101, "0" * 101, "b\x01c", "\x02", "\0", "007", "7 07"])
@example(["08\0000b", "9@", "8\u4e00"])
@given(st.lists(st.text("aAbß 019\x01\x02\0\n²é\u0301٣ж", max_size=4), max_size=12))
def test_places_are_in_the_order_of_keys_and_equal_where_these_are(texts):
    """Kills: texts with the same letters that share a rank, or that share it with what comes behind them, equals
    that do not share one, texts that come in the order of their letters as they are written, letters that are found
    together and go to another text."""
    keys = sorted(set(map(collation_key, texts)))
    found = ranks(texts)

    assert sorted(set(found)) == [*range(len(keys))]
    assert found == [keys.index(collation_key(text)) for text in texts]


LONG = st.lists(
    st.sampled_from(["a", "A", "b", "0", "1", " ", "\u00e1", "\u0301", "\x01", "b" * 31, "0" * 40, " " * 36]),
    max_size=5,
)


@example(["b" * 33 + " b", "b" * 33 + " a", "b" * 31, "b" * 32, "b" * 32 + "\x01"], False)
@example(["0" * 40 + "1 2", "0" * 40 + "1 1", "1 1", "01 1"], True)
@given(st.lists(LONG.map("".join), unique=True, max_size=12), st.booleans())
def test_long_names_come_in_the_order_of_their_keys_and_equals_as_they_came(names, reverse):
    """Kills: names with the same beginnings that are not told apart, a beginning that is longer than what it is
    compared with, zeros that leave little of it, equals that are turned about or do not share a rank."""
    keys = [*map(collation_key, names)]
    found, ranks_of = names_in_order(names, reverse=reverse)
    order = sorted(set(keys), reverse=reverse)

    assert found == sorted(names, key=collation_key, reverse=reverse)
    assert [*ranks_of] == [order.index(collation_key(name)) for name in found]


@example(["1 ice", "", "007", "100 or 1000", "é 1", "ç"])
@given(st.lists(st.text("aZé _0123456789", max_size=12), min_size=1, max_size=12))
def test_letters_of_plain_texts_are_found_together(texts):
    """Kills: a table that is too short, so that only the time tells; a digit that tells of what is another text's."""
    assert letters_together(texts) == [plain_letters(text) for text in texts]
    assert [plain_letters(text) for text in texts] == [_full_key(text).partition("\0")[0] for text in texts]
