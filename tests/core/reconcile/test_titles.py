"""What is no word of a title is taken out of it, whether or not it was worth looking for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.core.reconcile import titles
from vaultsync.core.reconcile.titles import strip

CLAUSES = """
    as agreed|As needed|as a next step|as the next steps|per the meeting notes|per the e-mail|(date not specified)
    |(exact time tbd)|(owner unknown)|report back|note the outcome|including any open questions|if possible|if required
    |coordinating with the people on the thread|to keep the work moving|so as to keep momentum|to avoid losing time
    |before the next check-in|by the next 1:1|ASAP|as soon as possible|if needed|when possible|(deadline was not yet set)
    |by 8 March|3 to 5 sept|Sep. 21st|2026-01-05|until Friday 12 Dec 2026|1994-03-04
""".strip()
PARTS = st.sampled_from(
    [*(each.strip() for each in CLAUSES.split("|")), "Send", "the", "21", "Mar", "-", "(", ")", "é"]
)
TEXTS = st.lists(PARTS, max_size=6).map(" ".join)


@pytest.mark.parametrize("clause", CLAUSES.split("|"))
def test_a_clause_or_a_date_is_no_word_of_a_title(clause):
    """Kills: a sign of a clause that is not looked for."""
    assert strip(f"Send it {clause.strip()}, please").text.split() == ["Send", "it", ",", "please"]


@example("KEEP THE WORK", str.upper)
@given(
    TEXTS, st.sampled_from([str, str.upper, str.title, lambda text: text.replace("s", "\u017f").replace("k", "\u212a")])
)
def test_what_a_pattern_finds_is_always_looked_for(text, written):
    """Kills: a sign of a clause that is not looked for, a letter that is one of ASCII only when case is ignored."""
    plain = titles._plain(written(text))

    assert len(plain) == len(text)
    assert titles._may_have_phrase(plain) or not titles._PHRASES().search(plain)
    assert titles._may_have_date(plain) or not titles._DATE().search(plain)


def test_letters_that_are_others_in_another_case_make_a_month_all_the_same():
    assert strip("Paint the hull on 8 Augu\u017ft").dates == ("08-08",)
