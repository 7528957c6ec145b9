"""What is shown of a proposal before it is decided."""

import pytest

from tests.faces.triaging.making import TENT, shown


def test_v_shows_what_show_does(desk):
    desk.write("B.md", "- [?] Call the bank now 📅 2026-02-05 #task #proposed\n")
    whole = desk.type("show", "Call the bank").out
    answer = desk.triage("v", "q")

    assert "  2 lines:\n" in whole
    assert whole in answer.out


WHOLE = """---
date: 2026-01-20
source_ref: Mail/A.md
---
## Actions

- [?] Send the pricing sheet to Bo @Ana Ruiz ⏫ ⏳ 2026-02-01 📅 2026-02-09 #task #proposed
"""
MAIL = (
    "# Sheet\n\n## 2026-01-05 10:00:00 — Bo Lind <bo@ferry.example>\n\nPlease send the pricing sheet by 9 February.\n"
)


def test_a_proposal_is_shown_with_what_a_person_has_to_know(desk):
    """Kills: another line's day or owner that nobody is told of, a mail that nobody finds, the oldest note for the
    newest."""
    desk.write("Mail/A.md", MAIL)
    desk.write("A.md", WHOLE)
    desk.write(
        "2026-01-12 B.md", "- [?] Send the pricing sheet to Bo @Cy Dale 🔁 every week 📅 2026-02-07 #task #proposed\n"
    )
    desk.write("2026-01-08 C.md", "- [?] Send the pricing sheet to Bo @Ana Ruiz #task #proposed\n")
    desk.write("_archive/2026-01-30 D.md", "- [?] Send the pricing sheet to Bo @Di Roe 📅 2025-02-07 #task #proposed\n")
    answer = desk.triage("q", words=("proposed",))

    assert shown(answer) == ["Send the pricing sheet to Bo"]
    facts = answer.out.split("Send the pricing sheet to Bo\n")[1].split("[a r d")[0]
    assert facts == (
        "  Due       2026-02-09 (in 7 days)\n"
        "  Scheduled 2026-02-01\n"
        "  Who       Ana Ruiz\n"
        "  Priority  high\n"
        "  Stands    on 4 lines in 4 notes\n"
        "  Newest    A.md:7, under “Actions”\n"
        "  Message   2026-01-05 10:00 Bo Lind: “Please send the pricing sheet by 9 February.”\n"
        "  But       due 2026-02-07 and @Cy Dale in 2026-01-12 B.md:1\n"
    )


def test_a_day_that_only_older_lines_name_is_told_with_the_newest_of_them(desk):
    """Kills: a proposal that seems to have no day, since the line that speaks has none."""
    desk.write("A.md", TENT)
    desk.write("2026-01-05 B.md", "- [?] Air the tent 📅 2026-02-20 #task #proposed\n")
    desk.write("2026-01-12 C.md", "- [?] Air the tent 📅 2026-02-20 #task #proposed\n")
    desk.write("2026-01-19 D.md", TENT)
    answer = desk.triage("q")

    assert "  Due       no day\n" in answer.out
    assert "  But       due 2026-02-20 in 2026-01-12 C.md:1\n" in answer.out


def test_one_person_under_two_spellings_is_no_other_owner(desk):
    """Kills: a warning at every first name, which nobody reads any more."""
    desk.write("A.md", "---\nparticipants: [Ana Ruiz]\n---\n- [?] Send the sheet to Bo @Ana Ruiz #task #proposed\n")
    desk.write("B.md", "---\nparticipants: [Ana Ruiz]\n---\n- [?] Send the sheet to Bo @Ana #task #proposed\n")
    answer = desk.triage("q", words=("proposed",))

    assert "  Stands    on 2 lines in 2 notes\n" in answer.out
    assert "  But " not in answer.out


def test_a_task_without_a_day_or_an_owner_says_so(desk):
    desk.write("A.md", TENT)
    desk.write("B.md", "- [?] Weed the bed 📅 2026-01-30 #task #proposed\n")
    out = desk.triage("s", "s").out

    assert "  Due       no day\n  Who       nobody\n  Stands in A.md:1\n" in out
    assert "  Due       2026-01-30 (3 days late)\n" in out


def test_nothing_that_a_terminal_obeys_comes_out_of_a_note(desk):
    """Kills: a title that clears the screen, a heading that does."""
    desk.write(
        "A.md",
        "## Ro\x1b[2Jom\n\n- [?] Weed \x1b[2Jbed #task #proposed\n- [?] Call \x1b[2J\u202ebank #task #proposed\n",
    )
    answer = desk.triage("v", desk.replace("[?] Call", "[x] Call"), "s")

    assert "\x1b" not in answer.out + answer.err
    assert "Passed over, for it is done by now: Call ␛[2J�bank\n" in answer.out
    assert "under “Ro␛[2Jom”" in answer.out


@pytest.mark.parametrize("colours", [True, False])
def test_words_are_bold_unless_colours_are_unwanted(desk, monkeypatch, colours):
    if colours:
        monkeypatch.delenv("NO_COLOR")
    answer = desk.triage("q")

    assert ("\x1b[1mCall the bank\x1b[0m\n" in answer.out) == colours
    assert ("\x1b" in answer.out) == colours


def test_a_narrow_terminal_cuts_nothing_and_parts_no_key_from_its_word(desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    (desk.root / "A.md").unlink()
    asked = "- [?] Send the pricing sheet to everybody who has asked for one since spring #task #proposed\n"
    desk.write("Partners/Lind and Daughters/Walk on the pier.md", asked)
    out = desk.triage("q").out

    head = out.split("[a r d")[0]
    # But for the path, which is to be copied.
    assert [row.strip() for row in head.splitlines() if len(row) > 40] == [
        "Partners/Lind and Daughters/Walk on the pier.md:1"
    ]
    assert "Send the pricing sheet to everybody who\nhas asked for one since spring\n" in head
    assert [word.strip() for word in head.split("\n\n")[0].split("proposal.\n")[1].replace("\n", " ").split("·")] == [
        *(
            f"{key}\u00a0{word}"
            for key, word in zip("ardfwmvs", "accept reject done defer assign merge view skip".split(), strict=True)
        ),
        *(f"{key}\u00a0{word}" for key, word in zip("bu?q", "back undo help quit".split(), strict=True)),
    ]
