"""Names that are typed, as they may stand behind `@`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.notation.assignable import BadName, assignable, is_day
from vaultsync.core.notation.line import DIALECTS, read_line
from vaultsync.core.notation.people import STOPS, UNASSIGNED, reassigned
from vaultsync.core.notes.task_line import words_of


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Bo Lind", "Bo Lind"),
        (" @Bo  Lind\n", "Bo Lind"),
        ("ana", "ana"),
        ("", ""),
        ("TBD", "TBD"),
        ("?", "?"),
        *(
            (name, name)
            for name in (
                *("J. R. Farrow", "Bo Lind Jr.", "Conall O’Neill-Vass", "Jean-Luc d'Arc", "Rosanne Kincaid–Smith"),
                *("Suresh (unknown last name)", "Ludwig van der Meer", "Fees circle", "7th floor", "[[Ana]]"),
                *("山田 太郎", "Ольга Тестова", "فاطمه آزمون", "अनिल परख", "אנה בדיקה", "Ελένη Δοκιμή", "Ņina Ēka"),
            )
        ),
    ],
)
def test_a_name_of_any_script_is_written_as_it_was_typed(typed, name):
    assert assignable(typed) == name


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        (" ", "there is none in it"),
        ("@", "there is none in it"),
        ("A #b 📅 2026-01-01", "📅 begins a field"),
        ("Ana 🆔 x1", "🆔 begins a field"),
        ("Ana ⏫", "⏫ begins a field"),
        ("Ana #later", "#later is a tag"),
        ("Ana [due:: 2026-01-01]", "due:: begins a field"),
        ("Ana ^vs-1", "is the id of a block"),
        ("Ana\nBo", "line break"),
        ("Ana\u2028Bo", "line break"),
        ("Ana\x00", "control character"),
        ("[x] Ana", "[x] is a sign of Markdown"),
        ("Ana %% Bo", "%% is a sign of Markdown"),
        ("Ana `Bo", "` is a sign of Markdown"),
        ("[[Ana", "a link is opened"),
        ("Ana]]", "a link is opened"),
        ("Ana @Bo", "a second @"),
        ("ana@example.org", "a second @"),
        ("🦊", "no letter"),
        ("!!", "no letter"),
        ("ana ruiz", "would not be read as the name"),
        ("Ana and", "would not be read as the name"),
        ("Ana Bo Cy Dee Eve Fay Gus", "would not be read as the name"),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(typed, because):
    with pytest.raises(BadName) as refused:
        assignable(typed)
    assert because in refused.value.message


PIECES = (
    "Ana|Bo|van|d'Arc|(old)|📅|2026-01-05|⏫|#a|🆔|x1|@|@Cy|,|.|and|[[|]]|[x]|due::|^id|\n|\t|\u2028|山田|ā|🦊|14:00|%%"
)


@given(
    st.lists(st.sampled_from(PIECES.split("|")) | st.text(max_size=3), max_size=4).map(" ".join),
    st.sampled_from(["- [ ] Send it #task ^id", "- [ ] Send it @Bo 📅 2026-01-05 #task", "- [ ] Send @Ana, @Cy. #a"]),
    st.sampled_from([*DIALECTS]),
)
def test_whatever_is_typed_is_refused_or_names_one_person_and_nothing_else(typed, line, dialect):
    """Kills: a name that writes a date, a tag or a second task line."""
    try:
        name = assignable(typed)
    except BadName:
        return
    said = read_line(line, dialect)
    again = read_line(reassigned(said, name), dialect)

    assert words_of(again, "")[1] == ((name.rstrip(STOPS),) if name and name.lower() not in UNASSIGNED else ())
    assert (again.tags, again.due, again.block_id, len(again.fields)) == (
        said.tags,
        said.due,
        said.block_id,
        len(said.fields),
    )
    assert len(again.text.splitlines()) == 1


@pytest.mark.parametrize(
    "name", ["tomorrow", "Next Monday", "friday", "next week", "2026-02-03", "+3d", "2 weeks", "asap", "EOD", "Q2"]
)
def test_what_says_when_is_a_day(name):
    assert is_day(name)


@pytest.mark.parametrize("name", ["April", "June", "Sun", "May", "Dominic Friday", "Tomorrow People", "7th floor"])
def test_a_name_that_begins_or_ends_as_a_day_does_is_none(name):
    """Kills: people whose names are those of months, or of days cut short, who can be asked for nothing."""
    assert not is_day(name)
