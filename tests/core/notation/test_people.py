"""Who is asked to do it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.people import TAG, assigned, mentioned, reassigned, words_and_names
from vaultsync.core.notes.task_line import words_of


@pytest.mark.parametrize(
    ("description", "words", "names"),
    [
        ("Send it. @Ana Ruiz", "Send it.", ["Ana Ruiz"]),
        ("Send it. @Ana", "Send it.", ["Ana"]),
        ("Send it. @ana", "Send it.", ["ana"]),
        ("Send it. @Rosanne Kincaid–Smith", "Send it.", ["Rosanne Kincaid–Smith"]),
        ("Send it. @Suresh (unknown last name)", "Send it.", ["Suresh (unknown last name)"]),
        ("Send it. @Ludwig van der Meer", "Send it.", ["Ludwig van der Meer"]),
        ("Send it. @Conall O’Neill-Vass", "Send it.", ["Conall O’Neill-Vass"]),
        ("Send it. @Jean d'Arc", "Send it.", ["Jean d'Arc"]),
        ("Send it. @Conall o’Neill-Vass", "Send it.", ["Conall o’Neill-Vass"]),
        ("Send it. @Dina al-Farrow", "Send it.", ["Dina al-Farrow"]),
        ("Send it. @山田 太郎", "Send it.", ["山田 太郎"]),
        ("Send it. @Fees circle", "Send it.", ["Fees circle"]),
        ("Send it. @7th floor", "Send it.", ["7th floor"]),
        ("Send it. @Ana Ruiz.", "Send it.", ["Ana Ruiz"]),
        ("Send it. @Ana Ruiz, @Bo Vass", "Send it.", ["Ana Ruiz", "Bo Vass"]),
        ("Send it. @Ana Ruiz and @Bo", "Send it.", ["Ana Ruiz", "Bo"]),
        ("Send it. @Ana/@Bo & @Cy; @Dee", "Send it.", ["Ana", "Bo", "Cy", "Dee"]),
        ("Send it. @Ana @Ana", "Send it.", ["Ana"]),
        ("Send it. @TBD", "Send it.", []),
        ("Send it. @tbd @Ana", "Send it.", ["Ana"]),
        ("Send it. @?", "Send it.", []),
        ("Send it. @Myself", "Send it.", ["Myself"]),
        ("@Ana", "", ["Ana"]),
        ("", "", []),
    ],
)
def test_assignees_stand_at_the_end(description, words, names):
    found = assigned(description)
    assert (found.words, found.names) == (words, tuple(names))


@pytest.mark.parametrize(
    "description",
    [
        "Ask @Ana Ruiz about the keys",
        "Ask @Ana about the keys",
        "Fetch @Ana's keys",
        "Fetch @Ana Ruiz’s keys",
        "Write to a@b.com",
        "Write to ana@Marrowby",
        "@Ana Send it",
        "Meet @ noon",
        "Meet @ @",
        "Wait until @Ana has answered",
        "Ask @Ana quickly",
        "Send it (@Ana)",
        "Send it @ana and the others please",
        "Send @Ana Bo Cy Dee Eve Fay Gus",
        "Send it @!",
        "Send it @Ana re-Send Now Then",
        "Ask @Ana for l'eau",
        "Send it @Ana 📅 soon",
        "Send it @Ana [due:: soon]",
    ],
)
def test_who_is_only_mentioned_is_not_asked(description):
    found = assigned(description)
    assert (found.words, found.names, found.spans) == (description, (), ())


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("- [ ] Send it", "Bo Vass", "- [ ] Send it @Bo Vass"),
        ("- [ ] Send it @Ana Ruiz", "Bo", "- [ ] Send it @Bo"),
        ("- [ ] Send it @Ana Ruiz.", "Bo", "- [ ] Send it @Bo."),
        ("- [ ] Send it. @Ana Ruiz 📅 2026-01-05 #task ^id  ", "Bo", "- [ ] Send it. @Bo 📅 2026-01-05 #task ^id  "),
        ("- [ ] Send it. @Ana #task @Bo ⏫", "Cy", "- [ ] Send it. @Cy #task ⏫"),
        ("- [ ] Send it. @Ana and @Bo", "Cy", "- [ ] Send it. @Cy"),
        ("- [ ] Send it. @TBD #task", "Cy", "- [ ] Send it. @Cy #task"),
        ("- [ ] Send it. @Ana Ruiz #task", "", "- [ ] Send it. #task"),
        ("- [ ] Send it. @Ana #a @Bo #task", "", "- [ ] Send it. #a #task"),
        ("- [ ] Send it. #task", "", "- [ ] Send it. #task"),
        ("- [ ] Send #now it #task", "Bo", "- [ ] Send #now it @Bo #task"),
        ("- [ ] #task", "Bo", "- [ ] @Bo #task"),
        ("- [ ] 📅 2026-01-05", "Bo", "- [ ] @Bo 📅 2026-01-05"),
        ("- [ ]", "Bo", "- [ ] @Bo"),
        ("- [ ] ", "Bo", "- [ ] @Bo"),
        ("- [ ] Ask @Ana about it", "Bo", "- [ ] Ask @Ana about it @Bo"),
        ("- [ ] Send it  @Ana   📅 2026-01-05", "Bo", "- [ ] Send it  @Bo   📅 2026-01-05"),
        ("- [ ] Send it @Ana\u2028tail", "Bo", "- [ ] Send it @Bo\u2028tail"),
        ("- [ ] a@b.com", "Bo", "- [ ] a@b.com @Bo"),
    ],
)
def test_one_assignee_takes_the_place_of_all(before, name, after):
    assert reassigned(read_line(before), name) == after


def test_a_task_tag_that_is_a_word_is_no_part_of_a_name():
    said = read_line("- [ ] Send it @Ana TODO", global_filter="TODO")

    assert reassigned(said, "Bo", "TODO") == "- [ ] Send it @Bo TODO"
    assert reassigned(said, "", "TODO") == "- [ ] Send it TODO"
    said = read_line("- [ ] Sort TODOS @Ana TODO", global_filter="TODO")
    assert reassigned(said, "Bo", "TODO") == "- [ ] Sort TODOS @Bo TODO", "a part of a word is none"


PIECES = st.sampled_from(
    "Send|it.|@Ana|@Ana Ruiz|@Bo Vass,|and|@TBD|about|#a|#task|📅 2026-01-05|⏫|a@b.com|@Ana's|keys|(old)|@|,|TODO|é".split(
        "|"
    )
)


@settings(max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=7), st.sampled_from(["", " ^id", "  ", "\u2028@Cy"]))
def test_whoever_is_put_in_charge_is_in_charge_alone(pieces, end):
    # Kills: offsets of `assigned` taken in the words without their tags, and a name put in front of the last tag.
    said = read_line("- [ ] " + " ".join(pieces) + end)
    again = read_line(reassigned(said, "Dee Farrow"))
    nobody = read_line(reassigned(said, ""))

    assert words_of(again, "")[1] == ("Dee Farrow",)
    assert again.tags == said.tags
    assert (again.due, again.priority, again.block_id) == (said.due, said.priority, said.block_id)
    assert again.text.endswith(end)
    assert words_of(again, "")[0] == words_of(said, "")[0]
    assert nobody.tags == said.tags
    assert not set(words_of(nobody, "")[1]) & {"Dee Farrow"}


@given(st.lists(PIECES | st.sampled_from(["@", "@@", "and @", "@(", "@.", "'s @x"]), max_size=8).map(" ".join))
def test_words_and_spans_make_up_the_description(description):
    # Kills: spans that overlap, or that leave a name between them.
    found = assigned(description)
    ends = [len(found.words) if not found.spans else found.spans[0][0], *(end for _, end in found.spans)]

    assert description.startswith(found.words)
    assert [start for start, _ in found.spans] == ends[:-1]
    assert all(description[start] == "@" for start, _ in found.spans)
    assert not found.spans or found.spans[-1][1] == len(description)
    assert len(found.names) <= len(found.spans)


@given(
    st.lists(
        st.sampled_from("Send it @Ana Ruiz, @Bo and @TBD @@ a@b.c @\u00a0 \u00a0@Cy @me; . (@x) \t\n".split(" ")),
        max_size=8,
    )
)
def test_who_is_asked_does_not_depend_on_what_is_remembered(pieces):
    """Kills: an address whose part behind the `@` is taken for a name, words that are lost before it."""
    text = " ".join(pieces)
    split = assigned(text)

    words, names = words_and_names(text)

    assert (words.rstrip(), names) == (split.words, split.names)


@given(st.lists(st.sampled_from("Send a#b #c #d, #e\u00a0x # ## #f/g @Ana \u00a0#h 10:30".split(" ")), max_size=8))
def test_tags_leave_the_same_words_wherever_they_stand(pieces):
    """Kills: a `#` within a word taken for the beginning of a tag."""
    said = read_line("- [ ] " + " ".join(pieces), global_filter="")
    split = assigned(TAG.sub(" ", said.description).strip())

    assert words_of(said, "#task") == (" ".join(split.words.split()), split.names)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ask @Ana about the keys", ["Ana"]),
        ("Count them. @Wren Osgood [due:: 2026-02-09]", ["Wren Osgood"]),
        ("Call @Wren Osgood Monday, or @ana's aunt", ["Wren Osgood Monday", "Wren Osgood", "ana"]),
        ("Tell @Wren, Bo has it", ["Wren"]),
        ("Tell @Wren Osgood's Aunt", ["Wren Osgood"]),
        ("Mail a@b.com @ noon", []),
        ("Send it @", []),
    ],
)
def test_whom_words_name_that_ask_nobody(words, names):
    """Kills: a name that ends with the text; a first name of somebody who is named in full; half an address."""
    assert [name for each in mentioned(words) for name in each] == names
