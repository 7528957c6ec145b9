"""show: a task with its lines, found by its name or by words."""

import json

import apsw
import pytest

from tests.store.index.making import take_in
from vaultsync.core.conventions import Conventions
from vaultsync.store.index.sqlite import SqliteIndex


def test_show_names_every_line_the_source_and_the_link(terminal):
    terminal.write(
        "Meetings/2026-01-05 Kickoff.md",
        "---\nsource: email\nsource_ref: /Users/x/Sources/2026-01-05_0912_Kickoff.md\n---\n- [ ] Send it @Bo #task ^vs-aaaaaaaaaa\n",
    )
    terminal.write("B.md", "- [-] Send it @Bo ❌ 2026-01-20 #task ^vs-aaaaaaaaaa\n")
    out = terminal("show", "vs-aaa").out

    assert "→ Meetings/2026-01-05 Kickoff.md:5" in out
    assert "B.md:1" in out
    assert "email: 2026-01-05_0912_Kickoff.md" in out
    assert "obsidian://open?vault=Notes&file=Meetings%2F2026-01-05%20Kickoff%23%5Evs-aaaaaaaaaa" in out
    assert "2026-01-20  cancelled in B.md:1" in out


@pytest.mark.parametrize("typed", ["AAAA", "aaaa1", "VS-AAAA1"])
@pytest.mark.parametrize("words", [["show"], ["done", "--dry-run"], ["why", "Feed the seals"]])
def test_a_task_is_named_in_any_case_and_without_the_beginning_of_its_name(terminal, words, typed):
    terminal.write("A.md", "- [ ] Mend the net #task ^vs-aaaa1\n- [ ] Feed the seals #task ^walrus\n")
    answer = terminal(*words, typed)

    assert (answer.status, "Mend the net" in answer.out) == (0, True), answer


def test_words_of_a_task_are_meant_before_the_letters_of_a_name(terminal):
    """Kills: a name that is guessed at although a task says just these words."""
    terminal.write("A.md", "- [ ] Mend the net #task ^vs-sail1\n- [ ] Sail #task ^vs-bbbb1\n")

    assert terminal("show", "sail").out.startswith("Sail\n")
    assert terminal("show", "sail1").out.startswith("Mend the net\n")


def test_letters_of_several_names_show_whose_they_are(terminal):
    terminal.write("A.md", "- [ ] Mend the net #task ^vs-aaaa1\n- [ ] Feed the seals #task ^vs-aaaa2\n")
    answer = terminal("done", "AAAA")

    assert (answer.status, "`AAAA` could be any of 2 tasks" in answer.err, "vs-aaaa2" in answer.err) == (1, True, True)


def test_show_tells_of_one_moment_whatever_a_daemon_takes_in_meanwhile(terminal, monkeypatch):
    """Kills: a look that ends before the lines of the task have been read, or has never begun."""
    terminal.write("A.md", "- [ ] Oil the winch @Bo Lind 📅 2026-02-03 #task ^vs-opn1\n")
    terminal.write("B.md", "- [ ] Oil the winch @Bo Lind #task ^vs-opn1\n")
    index = json.loads(terminal("scan", "--json").out)["index"]
    daemon = SqliteIndex(index, Conventions(), whole_from=2.0)
    saves = (
        "- [ ] Oil the winch @Bo Lind #task ^vs-opn1\n",
        "\n- [x] Oil the winch @Bo Lind 📅 2026-02-04 #task ^vs-opn1\n",
    )
    told = {saved: (take_in(daemon, B=saved), terminal("show", "--no-sync", "vs-opn1").out)[1] for saved in saves}
    assert len(set(told.values())) == 2

    statements, moment = 0, 0
    while statements >= moment:
        take_in(daemon, B=saves[0])
        statements, moment = 0, moment + 1

        def each(*_: object, moment: int = moment) -> bool:
            nonlocal statements
            statements += 1
            if statements == moment:
                take_in(daemon, B=saves[1])
            return True

        with monkeypatch.context() as beside:
            beside.setattr(apsw, "connection_hooks", [lambda database, each=each: database.set_exec_trace(each)])
            shown = terminal("show", "--no-sync", "vs-opn1")
        assert (shown.status, shown.out in told.values()) == (0, True), shown
    assert moment > 5
