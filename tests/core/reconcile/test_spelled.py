"""People read words, and not their stems."""

from hypothesis import given
from hypothesis import strategies as st

from tests.core.reconcile.making import read_title
from vaultsync.core.reconcile.explain import why
from vaultsync.core.reconcile.spelled import spelling_of


def told(*titles: str, owners: tuple[str, ...] = ()) -> str:
    lines = [read_title(title, f"{note}.md") for note, title in enumerate(titles)]
    found = why(*lines, spelling=spelling_of(titles, owners))
    return " | ".join((*found.pro, *found.contra))


def test_reasons_have_the_words_of_the_lines() -> None:
    """Kills: a stem, a synonym that stands in neither line, a number without its last digit, a name in small letters,
    the capital of a first word."""
    one, other = (
        "Categories of timetables: 4,000 fees for Optikon",
        "Categories of the timetable of Optikon: 4,000 fees",
    )
    words = told(one, other)

    assert "categories" in words
    assert "timetable" in words
    assert "4,000" in words
    assert "Optikon" in words
    assert "fees" in words


def test_what_differs_is_told_in_the_words_of_the_lines() -> None:
    """Kills: sides, verbs and owners that are left as they are compared."""
    words = told("Scrutinise the ferry timetable", "Scrutinise the ferry pricelist")
    assert "pricelist / timetable" in words

    verbs = told("Rehearse the ferry timetable", "Laminate the ferry timetable")
    assert "'laminate' / 'rehearse'" in verbs

    owners = told("Draft the lease @Ana Ruiz", "Review the lease @Bo Lind", owners=("Bo Lind", "Ana Ruiz"))
    assert "Ana Ruiz / Bo Lind" in owners


def test_a_first_word_is_told_with_a_small_letter_and_an_abbreviation_as_it_is() -> None:
    """Kills: a capital that a word has only for its place; an abbreviation in small letters."""
    assert spelling_of(["Stock-take pears", "VAT return"], ()) == {
        "stock-tak": "stock-take",
        "stock": "stock",
        "take": "take",
        "pear": "pears",
        "vat": "VAT",
        "return": "return",
    }


@given(one=st.text(alphabet="Pp eéars-4,0", max_size=20), other=st.text(alphabet="Pp eéars-4,0", max_size=20))
def test_the_spelling_does_not_depend_on_which_line_comes_first(one: str, other: str) -> None:
    """Kills: the word of the line that is asked about first."""
    assert spelling_of([one, other], ["Ana", "ana"]) == spelling_of([other, one], ["ana", "Ana"])
