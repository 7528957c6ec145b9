import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.query.making import asked, found
from vaultsync.core.query.errors import BadQuery

ROWS = tuple(
    asked(f"- [{symbol}] {name}")
    for symbol, name in (
        (" ", "n"),
        ("x", "d"),
        (" ", "i 🆔 i"),
        ("x", "di 🆔 di"),
        (" ", "u 📅 2026-01-01"),
        ("x", "du 📅 2026-01-01"),
        (" ", "iu 🆔 iu 📅 2026-01-01"),
        ("x", "diu 🆔 diu 📅 2026-01-01"),
    )
)


def names(query: str) -> set[str]:
    return set(found(query, *ROWS, strict=True))


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("(done) AND (has id)", lambda n: "d" in n and "i" in n),
        ("NOT (done) AND (has id)", lambda n: "d" not in n and "i" in n),
        ("(done) OR (has id) AND (has due date)", lambda n: "d" in n or ("i" in n and "u" in n)),
        ("(done) XOR (has id) AND (has due date)", lambda n: ("d" in n) != ("i" in n) and "u" in n),
        ("(done) AND (has id) XOR (has due date)", lambda n: "d" in n and ("i" in n) != ("u" in n)),
        ("NOT (done) XOR (has id)", lambda n: ("d" not in n) != ("i" in n)),
        ("((done) OR (has id)) AND (has due date)", lambda n: ("d" in n or "i" in n) and "u" in n),
        ("[done]OR[has id]", lambda n: "d" in n or "i" in n),
        ("{done} AND  NOT  {has id}", lambda n: "d" in n and "i" not in n),
        ('"done" OR NOT "has id"', lambda n: "d" in n or "i" not in n),
        ("[(done) OR (has id)] AND [has due date]", lambda n: ("d" in n or "i" in n) and "u" in n),
        ("(done)", lambda n: "d" in n),
        ("NOT (NOT (done))", lambda n: "d" in n),
    ],
)
def test_operators_bind_as_in_the_plugin(query, holds):
    assert names(query) == {row.said.description for row in ROWS if holds(row.said.description)}


@pytest.mark.parametrize(
    "query",
    [
        "(done) and (has id)",
        "(done) AND [has id]",
        "(done) AND",
        "NOT NOT (done)",
        "(done) NAND (has id)",
        "(nonsense) OR (done)",
        "(sort by due) AND (done)",
        "(preset mine) AND (done)",
        "()",
        "((done)",
        "(done))",
        "(description includes (x)) OR (done)",
        "(description includes d\t) OR (done)",
        "(\u00a0done) OR (description includes d)",
        "(description includes d\u2028d) OR (done)",
        "(description includes d\r)",
    ],
)
def test_what_is_no_combination_is_an_error(query):
    with pytest.raises(BadQuery):
        names(query)


def test_there_are_only_so_many_brackets():
    with pytest.raises(BadQuery, match="brackets"):
        names("(" * 3000 + "done" + ")" * 3000)


def test_very_many_filters_can_be_joined_and_no_more():
    assert names(" OR ".join(["(done)"] * 150)) == names("done")
    with pytest.raises(BadQuery):
        names(" OR ".join(["(done)"] * 300))


atoms = st.sampled_from(["(done)", "(has id)", "(has due date)"])
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("(NOT {})".format, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR", "XOR"]), inner),
    ),
    max_leaves=6,
)


@given(trees, trees)
def test_de_morgan_and_the_law_of_xor_hold(one, other):
    """Kills: an operator that is taken for another; `NOT` that takes the whole rest."""
    everything = {row.said.description for row in ROWS}

    assert names(f"NOT ({one} AND {other})") == names(f"(NOT {one}) OR (NOT {other})")
    assert names(f"{one} XOR {other}") == names(f"{one} OR {other}") - names(f"{one} AND {other}")
    assert names(f"NOT {one}") == everything - names(one)


@given(trees, trees)
def test_two_lines_are_one_line_with_and(one, other):
    """Kills: filters of which only the last counts."""
    assert names(f"{one}\n{other}") == names(f"{one} AND {other}")
