"""waiting, agenda, digest, decisions, known."""

import json
import os
from pathlib import Path

import pytest


@pytest.fixture
def week(terminal):
    terminal.write(".vaultsync/vaultsync.toml", "me = ['Ana Ruiz']\n")
    terminal.write(
        "2026-01-05 Kickoff.md",
        "---\nparticipants: [Ana Ruiz, Bo Lind]\nproject: Pier\n---\n"
        "- [ ] Paint the railing @Bo Lind 📅 2026-01-20 #task\n"
        "- [ ] Order the paint @Myself #task\n"
        "## Decisions\n\n- Green, not grey.\n- Two coats.\n\n*Source: [[Kickoff mail]]*\n",
    )
    terminal.write(
        "2026-01-26 Review.md",
        "---\nparticipants: [Ana Ruiz, Bo Lind]\nproject: Pier\n---\n"
        "- [?] Paint the railing @Bo 📅 2026-02-10 #task #proposed\n"
        "- [?] Varnish the benches @Ana Ruiz #task #proposed\n"
        "- [x] Sweep the pier @Cleo Finch ✅ 2026-01-27 #task\n",
    )
    return terminal


def test_waiting_names_who_owes_what_since_when(week):
    out = week("waiting").out

    assert "Bo Lind (1)" in out
    assert "Paint the railing  (open, 13 days late, since 2026-01-05, last said 2026-01-26, ×2)" in out
    assert "Cleo" not in out, "what is done is not owed"


def test_an_agenda_has_both_sides_the_undecided_the_decided_and_the_notes(week):
    document = json.loads(week("agenda", "Bo", "--json").out)

    assert document["person"] == "Bo Lind"
    assert [task["title"] for task in document["they_owe"]] == ["Paint the railing"]
    assert [task["title"] for task in document["i_owe"]] == ["Order the paint"]
    assert [task["title"] for task in document["undecided"]] == ["Varnish the benches"]
    assert [note["noted_on"] for note in document["notes"]] == ["2026-01-26", "2026-01-05"]
    assert [each["text"] for each in document["decisions"]] == ["Green, not grey.", "Two coats."]


def test_an_agenda_says_whose_each_task_is(week):
    """Kills: a proposal that somebody is asked to do, and one that nobody is, told alike."""
    week.write("2026-01-27 Pier.md", "---\nperson: Bo Lind\n---\n- [?] Oil the winch @Bo #task #proposed\n")
    week.write("2026-01-28 Pier.md", "---\nperson: Bo Lind\n---\n- [ ] Sell the raft #task\n")
    for words in ([], ["--markdown"]):
        told = " ".join(week("agenda", "Bo", *words).out.split())

        assert "Paint the railing (open, 13 days late" in told, "the heading says whose it is"
        assert "Order the paint (open, @Myself, since" in told
        assert "Sell the raft (open, nobody's, since" in told
        assert "Varnish the benches (proposed, @Ana Ruiz, since" in told
        assert "Oil the winch (proposed, @Bo, since" in told


def test_what_names_the_person_of_an_agenda_among_its_words_is_not_owed_to_them(week):
    """Kills: a task of theirs that asks nobody, since a field of the other notation stands behind the name, told as
    the owner's; one that names somebody else, or a person besides the assignee, told apart with it."""
    week.write(
        "2026-01-27 Pier.md",
        "---\nparticipants: [Bo Lind]\n---\n"
        "- [ ] Oil the winch @Bo Lind [due:: 2026-02-20] #task\n"
        "- [ ] Sell the raft @Cleo Finch [due:: 2026-02-20] #task\n"
        "- [ ] Ask @Bo about the keys @Myself #task\n",
    )
    document, told = json.loads(week("agenda", "Bo", "--json").out), week("agenda", "Bo").out
    titles = {part: [task["title"] for task in document[part]] for part in ("i_owe", "named", "they_owe")}

    assert titles == {
        "i_owe": ["Order the paint", "Ask @Bo about the keys", "Sell the raft @Cleo Finch [due:: 2026-02-20]"],
        "named": ["Oil the winch @Bo Lind [due:: 2026-02-20]"],
        "they_owe": ["Paint the railing"],
    }
    assert "Nobody's, with @Bo Lind in the words (1)\n" in told


def test_an_agenda_shows_words_without_fields_of_the_other_notation(week):
    week.write("2026-01-27 Pier.md", "- [ ] Oil the winch [due:: 2026-02-20] [priority:: high] @Bo Lind #task\n")

    for words in (["agenda", "Bo"], ["agenda", "Bo", "--markdown"], ["waiting"]):
        assert "Oil the winch  (open" in week(*words).out or "- Oil the winch (open" in week(*words).out, words


def test_a_digest_tells_new_echoed_closed_and_moved_apart(week):
    document = json.loads(week("digest", "--since", "2026-01-20", "--json").out)
    found = {part: [task["title"] for task in document[part]] for part in ("new", "echoed", "closed", "moved")}

    assert found == {
        "new": ["Varnish the benches", "Sweep the pier"],
        "echoed": ["Paint the railing"],
        "closed": ["Sweep the pier"],
        "moved": ["Paint the railing"],
    }


def test_a_digest_says_of_another_date_which_and_where_and_what_the_task_goes_by(week):
    """Kills: the date that a task goes by, told as the other one; a row that names no note."""
    told, marked = (
        " ".join(week("digest", "--since", "2026-01-20", *more).out.split()) for more in ([], ["--markdown"])
    )
    (task,) = json.loads(week("digest", "--since", "2026-01-20", "--json").out)["moved"]

    move = "Paint the railing (open, 2026-01-20 → 2026-02-10 in 2026-01-26 Review.md:5, still due 2026-01-20)"
    assert f"Other dates (1) {task['uid'][:7]} {move}" in told and f"- {move} [[2026-01-05 Kickoff]]" in marked
    assert task["move"] == {
        "before": "2026-01-20",
        "after": "2026-02-10",
        "path": "2026-01-26 Review.md",
        "line": 5,
    }


def test_a_digest_of_another_date_says_what_had_no_date(week):
    week("digest", "--since", "last")
    week.write("2026-01-05 Kickoff.md", week.read("2026-01-05 Kickoff.md").replace("@Myself", "@Myself 📅 2026-02-09"))

    assert "(open, no day → 2026-02-09 in 2026-01-05 Kickoff.md:6)" in week("digest", "--since", "last").out


def test_a_digest_tells_what_was_accepted_by_itself_and_until_it_is_taken_back(week):
    """Kills: an accepted task under `Closed`, one that is told of after its undo, one of before the day."""
    proposal = next(task for task in json.loads(week("list", "--json").out)["tasks"] if task["status"] == "proposed")
    week("promote", proposal["uid"])
    told = week("digest", "--since", "2026-02-02").out
    marked = week("digest", "--since", "2026-02-02", "--markdown").out
    document = json.loads(week("digest", "--since", "2026-02-02", "--json").out)

    assert "Accepted (1)" in told and "Closed" not in told
    assert "### Accepted" in marked
    assert [task["title"] for task in document["accepted"]] == [proposal["title"]] and not document["closed"]
    assert "Accepted" not in week("digest", "--since", "2026-02-03").out
    week("undo")
    assert "Accepted" not in week("digest", "--since", "2026-02-02").out


def test_a_digest_goes_by_decisions_that_stand_and_starting_what_is_open_accepts_nothing(week):
    """Kills: a decision that was taken back and counts; work that begins, told as an acceptance."""
    week.write("2026-01-02 Shed.md", "- [?] Tar the roof #task #proposed\n- [ ] Mend the door #task ^d\n")
    week("promote", "Tar the roof")
    week("reject", "Tar the roof")
    week("undo")
    week("start", "Mend the door")
    told = json.loads(week("digest", "--since", "2026-02-02", "--json").out)

    assert [task["title"] for task in told["accepted"]] == ["Tar the roof"]


def test_what_is_done_or_rejected_is_not_late(week):
    """Kills: how far the due date of a decided task is away."""
    week.write("2026-01-28 Shed.md", "- [-] Tar the roof 📅 2026-01-02 ❌ 2026-01-28 #task\n")
    told = week("digest", "--since", "2026-01-20").out

    assert "Tar the roof  (cancelled, since" in told


def test_a_digest_does_without_a_journal_that_cannot_be_read(week):
    """Kills: a digest that ends with the journal."""
    week("scan")
    (index,) = Path(os.environ["XDG_STATE_HOME"]).glob("**/index.db")
    index.with_name("journal.db").write_bytes(b"no database at all " * 100)
    answer = week("digest", "--since", "2026-01-20")

    assert answer.status == 0 and "New (" in answer.out and "journal" in answer.err


def test_a_digest_since_the_last_one_tells_what_came_after_it_whatever_its_date(week):
    first = week("digest", "--since", "last")
    week.write("2020-01-01 Old.md", "- [ ] Find the ledger #task\n")
    peeked = week("digest", "--since", "last", "--peek").out
    second = week("digest", "--since", "last").out

    assert "last 7 days" in first.err and "Varnish the benches" in first.out
    assert "Find the ledger" in peeked and "Find the ledger" in second
    assert "Varnish" not in second
    assert "nothing new" in week("digest", "--since", "last").out


def test_the_last_look_outlives_the_index(week):
    week("digest", "--since", "last")
    indexes = list(Path(os.environ["XDG_STATE_HOME"]).glob("**/index.db*"))
    for index in indexes:
        index.unlink()
    again = week("digest", "--since", "last")

    assert indexes and "nothing new" in again.out and not again.err


def test_a_peek_needs_a_last_digest(week):
    assert "--since last" in week("digest", "--peek").err


def test_decisions_are_listed_by_note_and_filtered_by_person_and_day(week):
    out = week("decisions").out

    assert "2026-01-05 Kickoff (2)" in out
    assert "Source" not in out
    assert "of 2 items none fits" in week("decisions", "--since", "2026-01-20").out
    assert "Two coats." in week("decisions", "--person", "Bo").out


def test_markdown_fits_into_a_note_and_makes_no_new_task(week):
    markdown = week("waiting", "--markdown").out

    assert markdown.startswith("## Waiting for others\n\n### Bo Lind\n\n- Paint the railing")
    assert "[[2026-01-05 Kickoff]]" in markdown
    assert "[ ]" not in markdown
    week.write("Pasted.md", markdown)
    assert json.loads(week("sync", "--json").out)["lines_after"] == 5


def test_known_tasks_of_a_note_are_those_near_it_decided_ones_too(week):
    week.write("Elsewhere.md", "- [ ] Feed the goat #task\n")
    document = json.loads(week("known", "--for", "2026-01-26 Review.md", "--json").out)
    found = [task["title"] for task in document["tasks"]]

    assert {"Sweep the pier", "Varnish the benches", "Order the paint"} <= set(found)
    assert "Feed the goat" not in found
    assert week("known", "--for", "Nowhere.md").status == 1


def test_known_says_which_sentence_of_the_mail_behind_a_note_asks_for_a_task_already(week):
    week.write("Elsewhere.md", "- [x] Feed the goat behind the chandlery #task\n")
    week.write("Mails/Goat.md", "# Goat\n\nDear all. Somebody has to feed the goat behind the chandlery.\n")
    week.write("2026-02-01 Goat.md", "---\nsource_ref: Mails/Goat.md\n---\n# Goat\n")
    document = json.loads(week("known", "--for", "2026-02-01 Goat.md", "--json").out)

    assert [(task["title"], task["status"], task["sentence"]) for task in document["tasks"]] == [
        ("Feed the goat behind the chandlery", "done", "Somebody has to feed the goat behind the chandlery.")
    ]


@pytest.mark.parametrize("command", ["waiting", "digest", "decisions", "conflicts", "suggestions", "close-echoes"])
def test_an_empty_vault_is_answered_in_words(terminal, command):
    answer = terminal(command)

    assert answer.status == 0
    assert answer.out.strip()


@pytest.mark.parametrize("words", [["agenda", "Cloe Lind"], ["decisions", "--person", "Cloe Lind"]])
def test_a_name_that_nobody_has_is_answered_with_the_nearest(week, words):
    week.write("Loose.md", "- [ ] Oil the winch @Chloe Linde #task\n")
    answer = week(*words)

    assert (answer.status, answer.out) == (1, "")
    assert "`Cloe Lind` is nobody in this vault" in answer.err
    assert "Did you mean `Chloe Linde`?" in answer.err


def test_decisions_of_a_name_that_fits_several_people_say_so(week):
    """Kills: nothing is found for somebody who decided much, under a name that somebody else has too."""
    for name in ("Ines Farrow", "Ines Okoro"):
        week.write(f"People/{name}.md", "---\ntype: person\n---\n")

    assert week("decisions", "--person", "Ines").err == (
        "Note: `Ines` could be Ines Farrow or Ines Okoro."
        " Write whom you mean: --person 'Ines Farrow' or --person 'Ines Okoro'.\n"
    )
    assert week("decisions", "--person", "Ines Okoro").err == ""


@pytest.mark.parametrize("command", ["digest", "decisions"])
def test_a_first_day_that_is_yet_to_come_is_told(week, command):
    assert week(command, "--since", "tomorrow").err == "Note: --since 2026-02-03 is yet to come; today is 2026-02-02.\n"
    assert week(command, "--since", "today").err == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [("friday", "2026-01-30"), ("Sun", "2026-02-01"), ("monday", "2026-01-26"), ("tuesday", "2026-01-27")],
)
def test_a_weekday_since_which_something_is_told_is_the_last_one(week, typed, first):
    """Kills: the next one, since which there is nothing to tell; today, of which little is known yet."""
    assert json.loads(week("digest", "--since", typed, "--json").out)["since"] == first
    assert week("decisions", "--since", typed).out == week("decisions", "--since", first).out


@pytest.mark.parametrize("command", ["digest", "decisions"])
@pytest.mark.parametrize("typed", ["7d", "2 weeks"])
def test_a_step_since_which_something_is_told_leads_back(week, command, typed):
    answer = week(command, "--since", typed)

    assert answer.status == 2
    assert f"`{typed}` is yet to come; write -{typed} for the day that is so long ago." in answer.err
    assert week(command, "--since", f"-{typed}").status == 0


def test_where_no_note_has_decisions_no_filter_is_blamed(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    assert terminal("decisions", "--since", "2026-01-20").out == "Decisions: 0 items: no note has any.\n"


def test_somebody_whom_only_a_task_names_has_an_agenda(week):
    week.write("Loose.md", "- [ ] Oil the winch @Zed #task\n")

    assert [task["title"] for task in json.loads(week("agenda", "zed", "--json").out)["they_owe"]] == ["Oil the winch"]
    assert "of 2 items none fits" in week("decisions", "--person", "zed").out
    assert "Two coats." in week("decisions", "--person", "me").out
