"""list: what people read, and what programs read."""

import json

import pytest

from vaultsync.faces.texts.words import _unseen, clean


def test_list_shows_what_is_mine_and_open_before_what_is_proposed(terminal):
    terminal.write("A.md", "- [?] Maybe #task #proposed\n- [ ] Pay @Myself 📅 2026-01-30 #task\n- [ ] Wait @Bo #task\n")
    rows = terminal("list").out.splitlines()

    assert [row.split()[1] for row in rows] == ["STATUS", "open", "proposed"]
    assert "3 days late" in rows[1]
    assert "Wait" not in terminal("list").out
    assert "Wait" in terminal("list", "--whose", "others").out


@pytest.mark.parametrize(
    ("flags", "titles"),
    [
        (["--status", "done", "--whose", "mine"], ["Ring"]),
        (["--overdue"], ["Pay"]),
        (["--overdue", "--due-to", "2025-12-31"], []),
        (["--due-from", "2026-02-02", "--due-to", "+1w"], ["Call"]),
        (["--tag", "home"], ["Call"]),
        (["--note", "b.md"], ["Call"]),
        (["--text", "PA"], ["Pay"]),
        (["--undated"], ["Undated"]),
        (["--owner", "bo"], ["Wait"]),
        (["--all", "--note", "archive"], ["Old"]),
        (["--status", "non-task"], []),
    ],
)
def test_flags_filter(terminal, flags, titles):
    terminal.write(
        "A.md",
        "- [ ] Pay 📅 2026-01-30 #task\n- [x] Ring @Myself #task\n- [ ] Undated #task\n- [ ] Wait @Bo 📅 2026-03-01 #task\n",
    )
    terminal.write("B.md", "- [ ] Call 📅 2026-02-09 #task #home/garden\n")
    terminal.write("_archive/C.md", "- [ ] Old 📅 2026-03-01 #task\n")
    found = json.loads(terminal("list", "--json", *flags).out)["tasks"]

    assert [task["title"] for task in found] == titles


def test_list_looks_for_words_on_every_line_of_a_task_with_a_query_too(terminal):
    terminal.write("A.md", "- [ ] Count the lenses #task ^vs-a\n- [ ] Pay #task\n")
    terminal.write("B.md", "- [ ] Stock-take eyepieces #task 🆔 vs-a\n")

    for words in (["count the"], ["stock-TAKE"], ["count the", "not done"], ["stock-TAKE", "not done"]):
        (task,) = json.loads(terminal("list", "--json", "--text", *words).out)["tasks"]
        assert len(task["lines"]) == 2, words


WHOSE = """
- [ ] Pay @Myself #task
- [ ] Sort the post #task
- [?] Wait @Bo Lind #task #proposed
- [x] Ring @Bo Lind #task
- [/] Build @Acme (unknown) #task
- [ ] Mend @Nobody Smith #task
"""


@pytest.mark.parametrize(
    ("flags", "titles"),
    [
        ([], ["Pay", "Sort the post"]),
        (["--status", "proposed"], ["Wait"]),
        (["--status", "started", "--status", "proposed"], ["Build", "Wait"]),
        (["--status", "proposed", "--whose", "mine"], []),
        (["--whose", "others"], ["Build", "Mend", "Wait"]),
        (["--owner", "me"], ["Pay"]),
        (["--owner", "@Myself"], ["Pay"]),
        (["--owner", "Nobody"], ["Sort the post"]),
        (["--owner", "unassigned"], ["Sort the post"]),
        (["--owner", "nobody s"], ["Mend"]),
        (["--owner", "me", "--whose", "others"], []),
        (["--owner", "bo", "--status", "done"], ["Ring"]),
        (["--owner", "me", "not done"], ["Pay"]),
    ],
)
def test_a_status_is_asked_of_everybody_and_me_and_nobody_are_no_parts_of_names(terminal, flags, titles):
    """Kills: other people's tasks left out although a status was asked for; `me` looked for in `Acme`."""
    terminal.write("A.md", WHOSE)

    assert sorted(task["title"] for task in json.loads(terminal("list", "--json", *flags).out)["tasks"]) == titles


def test_the_json_of_every_task_has_every_line_with_its_place(terminal):
    raw = "- [?] Send it  \udcff 📅 2026-02-30 #task #proposed"
    terminal.write("Meetings/A.md", f"# One\r\n{raw}\r\n")
    terminal.write("_archive/B.md", "- [x] Done thing #task")
    document = json.loads(terminal("list", "--all", "--json").out)

    assert document["version"] == 1
    lines = [line for task in document["tasks"] for line in task["lines"]]
    assert {"path": "Meetings/A.md", "line": 2, "raw": raw, "status": "proposed", "live": True}.items() <= lines[
        0
    ].items()
    assert (lines[1]["path"], lines[1]["live"], lines[1]["status"]) == ("_archive/B.md", False, "done")
    assert document["tasks"][0]["due"] == "2026-02-30"


def test_a_long_list_says_how_much_is_missing(terminal):
    terminal.write("A.md", "".join(f"- [ ] Errand number {i} for {i * 37} people #task\n" for i in range(60)))
    answer = terminal("list")

    assert answer.out.count("open") == 50
    assert "… and 10 more" in answer.out
    assert terminal("list", "--limit", "0").out.count("open") == 60


def test_an_empty_list_says_why(terminal):
    assert "There is no note in the folder" in terminal("list").out
    terminal.write("A.md", "- [x] Pay\n")
    assert terminal("list").out == (
        "No task line carries `#task` in 1 note (1 checkbox). If every checkbox is a task to you, as to a Tasks plugin"
        ' without a global filter, write `task_tag = ""` into .vaultsync/vaultsync.toml.\n'
    )
    terminal.write("A.md", "- Pay\n")
    assert terminal("list").out == "No task line carries `#task` in 1 note (0 checkboxes).\n"
    terminal.write("A.md", "- [x] Pay #task\n")
    assert "No task fits, of 1 known" in terminal("list").out


FITTING = """
- [ ] Sell raffle tickets @Bo #task #fair
- [x] Print raffle tickets #task #fair
- [ ] Fold the raffle tickets @Bo #task #fair
- [x] Fetch the tombola @Bo #task
- [ ] Buy prizes @Bo #task
- [ ] Order the prizes list #task
"""


@pytest.mark.parametrize(
    ("flags", "out", "noted"),
    [
        (["--text", "sell raffle"], "of 6 known. 1 of others' fits: add --all.", ""),
        (["--text", "raffle"], "of 6 known. 2 of others' and 1 decided or archived fit: add --all.", ""),
        (["--tag", "fair"], "of 6 known. 2 of others' and 1 decided or archived fit: add --all.", ""),
        (["--text", "tombola"], "of 6 known. 1 decided or archived fits: add --all.", ""),
        (["--text", "prizes"], "Order the prizes list", "Note: 1 of others' fits: add --all.\n"),
        (["--note", "a.md"], "Order the prizes list", "Note: 3 of others' fit: add --all.\n"),
        (["--text", "kite"], "No task fits, of 6 known. `vaultsync list --all` prints them all.", ""),
        (["--text", "sell raffle", "--whose", "mine"], "No task fits, of 6 known.", ""),
        (["--text", "kite", "--all"], "No task fits, of 6 known.", ""),
        ([], "Order the prizes list", ""),
    ],
)
def test_list_says_what_fits_of_that_which_it_leaves_out_where_nobody_is_named(terminal, flags, out, noted):
    """Kills: a hint where --all would not help, none where others' tasks are all there is."""
    terminal.write("A.md", FITTING)
    answer = terminal("list", *flags)

    assert out in answer.out
    assert answer.err == noted


def test_control_characters_of_notes_never_reach_the_terminal(terminal):
    terminal.write(
        "A\x1b[2J.md", "- [ ] Pay \x1b]0;title\x07 \x9b2J \u202eevil\u2066 \u200b\ufeff \U000e0041 \x7f now #task ^a1\n"
    )
    for words in (("list",), ("show", "a1"), ("list", "--json"), ("check",), ("done", "a1", "--dry-run"), ("doctor",)):
        answer = terminal(*words)
        printed = (answer.out + answer.err).replace("\n", "")
        assert clean(printed) == printed, words


def test_nothing_is_coloured_and_nothing_is_cut_when_piped(terminal):
    terminal.write("A.md", f"- [ ] {'long ' * 60}#task\n")
    out = terminal("list").out

    assert "\x1b" not in out
    assert ("long " * 60).strip() in out


def test_no_sign_that_a_terminal_obeys_is_printable():
    """`clean` leaves printable texts as they are without looking further."""
    assert not [point for point in range(0x110000) if _unseen().match(chr(point)) and chr(point).isprintable()]
