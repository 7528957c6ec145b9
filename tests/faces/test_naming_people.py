"""Names that somebody types for a person, and the owner under each of theirs."""

import io
import json

import pytest

INES = "---\ntype: person\n---\n"
RENT = "- [ ] Pay the rent @Bo Lind #task ^a1\n"


@pytest.fixture
def two(terminal):
    """A vault with two people called Ines, whose owner is Ana Ruiz."""
    terminal.write("People/Ines Farrow.md", INES)
    terminal.write("People/Ines Okoro.md", INES)
    terminal.write("A.md", RENT)
    terminal.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz"]\n')
    return terminal


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=["at once", "dry run"])
@pytest.mark.parametrize(
    ("name", "told", "remedy"),
    [
        (
            "Ines",
            "it could be Ines Farrow or Ines Okoro",
            "Write whom you mean: --to 'Ines Farrow' or --to 'Ines Okoro'.",
        ),
        ("nobody", "it stands for nobody", "Write --to '' if nobody is to be in charge any more."),
        ("none", "it stands for nobody", "Write --to '' if nobody is to be in charge any more."),
        (" ", "there is none in it", "Write --to '' if nobody is to be in charge any more."),
        ("tomorrow", "it says when, not who", "A date is moved by `vaultsync defer`, in triage by the key f."),
        ("+3d", "it says when, not who", "A date is moved by `vaultsync defer`, in triage by the key f."),
        *(
            (
                f"Bo Lind{between}Ines Farrow",
                "it names several people, and one is put in charge",
                "Write one of them: --to 'Bo Lind' or --to 'Ines Farrow'.",
            )
            for between in (", ", ",", "/")
        ),
    ],
)
def test_a_name_that_is_nobodys_or_several_peoples_is_refused(two, name, told, remedy, more):
    """Kills: a name is written that a reader of the note cannot tell, and the task is anybody's."""
    answer = two("assign", "a1", "--to", name, *more)

    assert (answer.status, answer.out, two.read("A.md")) == (2, "", RENT)
    assert answer.err == f"Error: `{name}` is no name of a person: {told}\nRemedy: {remedy}\n"


@pytest.mark.parametrize("name", ["Ines Okoro", "Ana Ruiz", "TBD"])
def test_a_name_that_is_one_persons_is_written_as_it_is(two, name):
    assert two("assign", "a1", "--to", name).status == 0
    assert two.read("A.md") == f"- [ ] Pay the rent @{name} #task ^a1\n"


@pytest.mark.parametrize("typed", ["ines farrow", "[[Ines Farrow]]", "[[People/Ines|ines farrow]]", "ines farow"])
def test_a_name_that_cannot_be_written_so_is_answered_with_whose_it_may_be(two, typed):
    """Kills: a known name in small letters, or in a link, that is called no name, and nothing more."""
    answer = two("assign", "a1", "--to", typed)

    assert (answer.status, answer.out, two.read("A.md")) == (2, "", RENT)
    assert f"`{typed}` is no name of a person" in answer.err
    assert "Remedy: Did you mean --to 'Ines Farrow'?" in answer.err


def test_somebody_who_is_called_as_a_day_is_can_be_put_in_charge(two):
    """Kills: a name that stands on tasks already, and is called no name."""
    two.write("B.md", "- [ ] Count the goats @Friday #task\n")

    assert two("assign", "a1", "--to", "Friday").status == 0
    assert two.read("A.md") == "- [ ] Pay the rent @Friday #task ^a1\n"


def test_a_name_that_is_like_nobodys_is_answered_with_how_names_are_written(two):
    assert "Remedy: Write the name alone" in two("assign", "a1", "--to", "send the lamps").err


def test_me_is_the_owner(two):
    """Kills: `@me` is written, which stands for another person in everybody else's copy of the note."""
    assert two("assign", "a1", "--to", "me").status == 0
    assert two.read("A.md") == "- [ ] Pay the rent @Ana Ruiz #task ^a1\n"


def test_me_is_refused_where_nobody_has_said_who_that_is(terminal):
    terminal.write("A.md", RENT)
    answer = terminal("assign", "a1", "--to", "me")

    assert (answer.status, terminal.read("A.md")) == (2, RENT)
    assert "Remedy: Write --to Myself, or let `vaultsync init` say who you are." in answer.err


@pytest.mark.parametrize("alias", ["Ines Farrow", "ines farrow"])
def test_a_name_is_not_merged_with_itself(two, alias):
    """Kills: a person's own name is written among their aliases."""
    answer = two("people", "merge", "Ines Farrow", alias)

    assert (answer.status, two.read("People/Ines Farrow.md")) == (2, INES)
    assert "is the name of Ines Farrow: nothing is to be merged" in answer.err


@pytest.mark.parametrize(("typed", "more", "taken"), [("", [], False), ("yes\n", [], True), ("", ["--yes"], True)])
def test_a_name_that_means_somebody_else_so_far_is_asked_about_first(two, monkeypatch, typed, more, taken):
    """Kills: lines that move to another person, unasked; an answer that counts for nothing."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    two.write("B.md", "- [ ] Count the lamps @Okoro #task\n- [ ] Fill the jars @Okoro #task\n")
    answer = two("people", "merge", "Ines Farrow", "Okoro", *more)

    assert (answer.status == 0) is taken is ("Okoro" in two.read("People/Ines Farrow.md"))
    assert ("`Okoro` means Ines Okoro so far, on 2 lines.\nType yes if it is meant: " in answer.err) is (not more)
    assert ("Nothing was changed. Write --yes if Ines Farrow is meant by `Okoro`." in answer.err) is not taken


def test_a_doubt_is_settled_and_a_new_name_is_taken_in_unasked(two):
    """Kills: a question about a name that nobody has for sure."""
    assert two("people", "merge", "Ines Farrow", "Ines").status == 0
    assert two("people", "merge", "Ines Farrow", "Iffy").status == 0
    assert "Ines" in two.read("People/Ines Farrow.md") and "Iffy" in two.read("People/Ines Farrow.md")


@pytest.mark.parametrize("words", [["agenda"], ["decisions", "--person"]], ids=" ".join)
def test_a_part_of_a_name_that_stands_on_tasks_alone_is_answered_with_the_whole(terminal, words):
    """Kills: a first name counts as known, so that no name is the nearest."""
    terminal.write("A.md", RENT)
    answer = terminal(*words, "Bo")

    assert answer.status == 1
    assert "Did you mean `Bo Lind`?" in answer.err


def test_names_of_the_owner_that_lists_do_not_know_are_told(two):
    """Kills: tasks of the owner that are in no list of theirs, in silence; advice to take a name that means another
    person in another note."""
    two.write(
        "B.md", "---\nparticipants: [Ana Ruiz]\n---\n- [ ] Count lamps @A. Ruiz #task\n- [ ] Fold maps @Ana #task\n"
    )
    two.write(
        "C.md", "---\nparticipants: [Ana Bell]\n---\n- [ ] Fill jars @Ana #task\n- [ ] Cut keys @Ana Ruiz #task\n"
    )

    assert two("people").out.endswith(
        'Lists do not take these names for yours, since the setting `me` lacks them: "A. Ruiz".\n'
    )
    assert json.loads(two("people", "--json").out)["unlisted"] == ["A. Ruiz"]
    two.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz", "A. Ruiz"]\n')
    assert "Lists do not" not in two("people").out


def test_the_owner_owes_nobody_under_any_of_their_names(two):
    """Kills: only the names in the settings are the owner's, and not those that mean them."""
    for number, name in enumerate(("A. Ruiz", "Ana", "Ana Ruiz", "Myself", "Bo Lind")):
        two.write(f"{number}.md", f"- [ ] Count the {'lamps ropes keys maps jars'.split()[number]} @{name} #task\n")
    two.write("A.md", "")

    waiting = two("waiting").out
    assert "Bo Lind (1)" in waiting
    assert "Ana" not in waiting
    agenda = two("agenda", "Ana").out
    assert "Ana Ruiz owes" not in agenda
    assert all(word in agenda for word in ("lamps", "ropes", "keys"))


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("Bo Lnd", "Note: no task is anybody's who is called `Bo Lnd`. The nearest name is `Bo Lind`.\n"),
        ("Rene", "Note: no task is anybody's who is called `Rene`. The nearest name is `René Orr`.\n"),
        ("Xyqqvw", "Note: no task is anybody's who is called `Xyqqvw`.\n"),
        ("lin", ""),
    ],
)
def test_a_name_that_no_assignee_has_is_answered_with_the_nearest_by_a_list(two, owner, told, more):
    """Kills: a slip that is told as an empty list; a part of a name, whose tasks are left out by another flag, told as
    nobody's; a word among what a program reads."""
    two.write("B.md", "- [ ] Count the lamps @René Orr #task\n")
    answer = two("list", "--owner", owner, "--text", "goat", *more)

    assert (answer.status, answer.err) == (0, told)
    assert json.loads(answer.out)["tasks"] == [] if more else answer.out.startswith("No task fits, of 2 known.")
    assert two("list", "--text", "goat", *more).err == ""


def test_people_of_the_notes_are_several_also_where_the_first_alone_seems_to_be_meant(sample):
    """Kills: a second person who is taken for the rest of the first one's name."""
    answer = sample("assign", "p-ktrgm", "--to", "Gus Pettibone, Henrik Vass")

    assert (answer.status, answer.out) == (2, "")
    assert "Write one of them: --to 'Gus Pettibone' or --to 'Henrik Vass'." in answer.err


def test_a_name_with_a_comma_that_somebody_has_is_one_name(two):
    """Kills: a person who is written with the last name first, and whom nobody can put in charge."""
    two.write("B.md", "- [ ] Call the bank @Lind, Bo #task\n- [ ] Call the vet @Lind #task\n- [ ] Sing @Bo #task\n")

    assert two("assign", "a1", "--to", "Lind, Bo").status == 0
    assert "@Lind, Bo" in two.read("A.md")
