"""Texts of recurrence fields for the property tests.

Few words and many joints on purpose: texts of free letters would nearly all be
no rules, and then every property of rules would be true.
"""

from hypothesis import strategies as st

from vaultsync.core.notation.recurrence import Rule, read_rule

_WEEKDAYS = st.sampled_from(["Monday", "tu", "wedn", "THU", "fri", "saturday", "Sundays"])
_MONTHS = st.sampled_from(["jan", "February", "apr", "may", "sept", "december"])
_ORDINALS = st.sampled_from(["1st", "2nd", "third", "5th", "13th", "29th", "31st", "53rd", "last", "second last"])
_JOINERS = st.sampled_from([", ", ",", " and ", " or ", " the ", " on ", " "])
_NUMBERS = st.sampled_from(["1", "2", "3", "7", "12", "36", "101", "99999999999999999999"])


def _list_of(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(_JOINERS, items), max_size=2)
    return st.builds(lambda first, rest: first + "".join(a + b for a, b in rest), items, pairs)


_items = st.one_of(
    _WEEKDAYS,
    _ORDINALS,
    st.builds("{} {}".format, _ORDINALS, _WEEKDAYS),
    _MONTHS,
    st.sampled_from(["weekday", "week 10", "week 1, 53", "15", "the", "foo"]),
)
_on = st.builds("{}{}".format, st.sampled_from([" on ", " on the ", " in ", " the "]), _list_of(_items))
_at = st.builds(" at {}".format, st.sampled_from(["9", "17, 9", "25", "48", "99999999999999999999", "noon"]))
_units = st.builds(
    "{}{}{}".format,
    st.sampled_from(["day", "days", "weekday", "week", "weeks", "month", "months", "year", "years", "hours", "minute"]),
    st.just("") | _on,
    st.just("") | _at,
)
_what = st.one_of(
    _units,
    st.builds("{}{}".format, _list_of(_WEEKDAYS), st.just("") | _at | _on),
    st.builds("{}{}".format, _list_of(_MONTHS), st.just("") | _on),
)
_ends = st.sampled_from(
    [
        *([""] * 6),
        *(" for 1 time", " for 2 times", " for 1441", " for five", " for"),
        *(" until March 1, 2024", " until 2025", " until 1 Feb 99", " until soon", " then stop"),
    ]
)

in_the_grammar = st.builds(
    "every{}{}{}{}".format,
    st.just(" ") | st.builds(" {} ".format, _NUMBERS),
    _what,
    _ends,
    st.sampled_from(["", "", "", " when done", "  WHEN DONE"]),
)
"""Texts that follow the grammar, or nearly."""

_letters = st.text("every dayonthwkfus0123456789,! ", max_size=30)
_words = st.lists(
    st.sampled_from(
        "every every day week weekday month year hour mo tu friday may sept 1st 2nd 13th 367th 5 0 10 on in at the last "
        "first second third for times until til and or , ! one foo when done 2024 99999999999999999999999".split()
    ),
    max_size=12,
).map(" ".join)

any_text = st.one_of(in_the_grammar, _words, _words.map("every {}".format), _letters)
"""Anything that a recurrence field can hold, rules and others."""

rules: st.SearchStrategy[Rule] = in_the_grammar.map(read_rule).filter(lambda rule: rule is not None)
