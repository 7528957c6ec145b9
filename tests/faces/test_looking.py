"""scan, list, show, check: what people read, and what programs read."""

import io
import json
import os
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import apsw
import pytest

from tests.conftest import ROOT
from tests.store.index.making import take_in
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.oddities import CODES
from vaultsync.core.odd_codes import ODD_CODES
from vaultsync.faces.texts.words import _unseen, clean
from vaultsync.store.index.sqlite import SqliteIndex


def test_scan_counts_down_to_what_is_left_and_writes_nothing_into_the_vault(sample):
    before = {path: path.read_bytes() for path in sample.root.rglob("*") if path.is_file()}
    answer = sample("scan", str(sample.root))

    assert answer.status == 0
    for words in ("checkboxes", "task lines", "in live notes", "not decided", "mine", "overdue", "Said most often:"):
        assert words in answer.out, words
    assert re.search(r"left out: .*archive.*conflict copy.*template", answer.out)
    assert re.search(r"^The index lies in .*index\.db$", answer.out, re.MULTILINE)
    assert {path: path.read_bytes() for path in sample.root.rglob("*") if path.is_file()} == before


def test_scan_says_how_many_lines_are_left_out_apart_from_those_that_count(terminal):
    """Kills: `333 in live notes left out`, the number of what counts read as that of what does not."""
    terminal.write("A.md", "- [ ] Pay #task\n- [ ] Call #task\n- [ ] Mend #task\n")
    assert "\n       3  in live notes\n" in terminal("scan").out
    terminal.write("_archive/B.md", "- [?] Old thing #task #proposed\n")
    terminal.write("Templates/C.md", "- [ ] Ring #task\n")

    assert "\n       3  in live notes  2 more left out: 1 archive, 1 template\n" in terminal("scan").out


def test_the_numbers_of_scan_are_those_of_the_notes(terminal):
    terminal.write(
        "A.md", "- [ ] Pay 📅 2026-01-30 #task\n- [?] Call @Bo #task #proposed\n- [x] Ring #task\n- [ ] no task\n"
    )
    terminal.write("_archive/B.md", "- [?] Old thing #task #proposed\n")
    funnel = json.loads(terminal("scan", "--json").out)["funnel"]

    assert (funnel["boxes"], funnel["lines"], funnel["decided"], funnel["overdue"]) == (5, 4, 1, 1)
    assert funnel["not_live"] == {"archive": 1}
    assert funnel["whose"] == {"mine": 0, "others": 1, "unassigned": 1}


def test_the_next_commands_that_scan_names_can_be_copied(terminal, tmp_path):
    """Kills: a folder with a space in its name that is no longer one word."""
    there = tmp_path / "Ana & Bo"
    there.mkdir()
    said = terminal("scan", str(there)).out

    assert f"  vaultsync list --vault '{there}'\n" in said


def test_scan_asks_who_one_is_until_the_settings_say_so(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    assert "\n  vaultsync init  (who you are" in terminal("scan").out
    assert "vaultsync init" not in terminal("--set", "me=Ana Ruiz", "scan").out


def test_scan_says_with_its_status_that_a_note_is_in_utf_16(terminal):
    (terminal.root / "A.md").write_bytes("\ufeff- [ ] Pay #task\n".encode("utf-16-le"))
    answer = terminal("scan")
    assert (answer.status, "encoding" in answer.out) == (3, True)


def test_scan_says_with_its_status_that_a_note_could_not_be_read(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    os.symlink("A.md", terminal.root / "link.md")
    assert terminal("scan").status == 0, "a link is passed over, and nothing is missing"

    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    (terminal.root / "A.md").chmod(0)
    assert terminal("scan").status == 3


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


def test_the_list_that_a_scan_recommends_shows_every_proposal_that_it_counts(sample):
    counted = json.loads(sample("scan", "--json").out)["funnel"]["tasks"]["proposed"]

    assert len(json.loads(sample("list", "--status", "proposed", "--json").out)["tasks"]) == counted > 100


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


def test_check_gives_place_message_and_remedy(terminal):
    terminal.write("A.md", "x\n- [ ] Pay 📅 2026-02-30 #task\n")
    answer = terminal("check")

    assert answer.out.startswith("A.md:2: the due date 2026-02-30 is no day of the calendar [bad-date].")
    assert (
        terminal("check", "--kind", "frontmatter").out == "Nothing odd of the kind frontmatter. There is: bad-date.\n"
    )
    assert terminal("check", "--kind", "bad-dat").out.endswith("Did you mean `bad-date`?\n")


def test_check_tells_of_a_date_that_is_written_otherwise(terminal):
    """Kills: a task without a date, and nothing said of the one that somebody wrote."""
    terminal.write("A.md", "- [ ] Pay 📅 2026-2-5 #task\n")
    said = terminal("check", "--kind", "no-date").out

    assert said.startswith("A.md:1: `📅 2026-2-5` is no date")
    assert "Write `📅 2026-02-05`." in said


def test_every_kind_of_what_is_odd_stands_in_the_schema():
    schema = (ROOT / "docs" / "json.md").read_text("utf-8")

    assert set(CODES) < set(ODD_CODES)
    assert [
        f"| `{code}` | {means} |" for code, means in ODD_CODES.items() if f"| `{code}` | {means} |" not in schema
    ] == []


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


def test_a_note_that_hits_a_limit_is_told_every_time_and_the_others_are_read(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal.write("Deep.md", "> " * 3000 + "- [ ] deep #task\n")

    for words in (("sync",), ("sync",), ("scan",), ("check",)):
        assert terminal(*words).status == 3, words
    assert "Pay" in terminal("list").out


def test_no_sign_that_a_terminal_obeys_is_printable():
    """`clean` leaves printable texts as they are without looking further."""
    assert not [point for point in range(0x110000) if _unseen().match(chr(point)) and chr(point).isprintable()]


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


@pytest.fixture
def home(terminal, tmp_path, monkeypatch):
    """A home folder with two notes, one of them hidden from everybody."""
    place = tmp_path / "home" / "ana"
    (place / "Notes").mkdir(parents=True)
    (place / "Notes" / "A.md").write_text("- [ ] Pay #task\n")
    (place / ".cache").mkdir()
    (place / ".cache" / "B.md").write_text("- [ ] Pay #task\n")
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    return place


@pytest.mark.parametrize(
    ("typed", "more", "read"), [("yes\n", [], True), ("", [], False), ("n\n", [], False), ("", ["--yes"], True)]
)
def test_a_home_folder_becomes_a_vault_only_when_that_is_meant(terminal, home, monkeypatch, typed, more, read):
    """Kills: a scan that takes whatever lies on a disk for notes."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    answer = terminal("scan", str(home), *more)

    assert (answer.status, "task lines" in answer.out) == ((0, True) if read else (1, False)), answer
    assert (f"{home} is your home folder: 1 note, all of which would be read." in answer.err) == (not more)
    assert any(Path(os.environ["XDG_STATE_HOME"]).rglob("index.db")) is read


def test_what_holds_a_home_folder_is_asked_about_too(terminal, home, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    answer = terminal("scan", str(home.parent))

    assert (answer.status, "is the folder around your home folder: 1 note" in answer.err) == (1, True), answer
    declined = "Nothing was read. Name the folder of your notes, such as ~/Notes. `--yes` goes on without asking.\n"
    assert answer.err.endswith(f"Type yes to go on: \n{declined}")


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder with two vaults in it, and a plain one."""
    for name in ("Home", "Club/Work", "plain"):
        (tmp_path / "shelf" / name).mkdir(parents=True)
        (tmp_path / "shelf" / name / "A.md").write_text(f"- [ ] Pay for {name} #task\n")
    for name in ("Home", "Club/Work"):
        (tmp_path / "shelf" / name / ".obsidian").mkdir()
    monkeypatch.chdir(tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.mark.parametrize(
    ("typed", "more", "read"), [("yes\n", [], True), ("", [], False), ("n\n", [], False), ("", ["--yes"], True)]
)
def test_a_folder_of_vaults_becomes_one_only_when_that_is_meant(terminal, shelf, monkeypatch, typed, more, read):
    """Kills: a scan that swallows the vaults below."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    answer = terminal("scan", ".", *more)

    assert (answer.status, "task lines" in answer.out) == ((0, True) if read else (1, False)), answer
    asked = f"{shelf} is a folder with vaults in it (Club/Work, Home): 3 notes, all of which would be read."
    assert (asked in answer.err) == (not more)
    named = "Note: 2 other vaults lie in it, whose notes are taken for its own: Club/Work, Home;"
    assert (named in answer.err) == read
    assert any(Path(os.environ["XDG_STATE_HOME"]).rglob("index.db")) is read
    if read:
        again = terminal("scan", ".")
        assert (again.status, named in again.err, "Type yes" in again.err) == (0, True, False)


def test_no_other_command_makes_a_vault_of_a_folder_of_vaults(terminal, shelf):
    answer = terminal("list", "--vault", ".")
    assert (answer.status, answer.out) == (4, "")
    assert "is a folder with vaults in it (Club/Work, Home), and no vault yet" in answer.err
    assert terminal("list", "--vault", "Home").status == 0
    assert terminal("scan", "plain").status == 0


def test_doctor_names_vaults_in_a_vault_and_what_ends_that(terminal, shelf):
    """Kills: a remedy that forgets no vault, and one that would not."""
    terminal("scan", ".", "--yes")
    out = terminal("doctor", "--vault", ".").out
    state = json.loads(terminal("config", "--vault", ".", "--json").out)["state"]
    assert f"warning {shelf}: 2 other vaults lie in it, whose notes are taken for its own: Club/Work, Home\n" in out
    assert f'exclude = ["Club/Work/"], and name each by itself: --vault {shelf}/Club/Work. If' in out
    assert f"delete {state}: its index" in out

    left_out = ("--set", "exclude=Club/Work/")
    assert f"{shelf}: another vault lies in it" in terminal("doctor", "--vault", ".", *left_out).out
    (shelf / ".obsidian").mkdir()
    assert "delete" not in terminal("doctor", "--vault", ".").out
    (shelf / ".obsidian").rmdir()
    (shelf / ".vaultsync").mkdir()
    assert f"delete {state} and {shelf / '.vaultsync'}: its index" in terminal("doctor", "--vault", ".").out
    for folder in (Path(state), shelf / ".vaultsync"):
        shutil.rmtree(folder)
    assert terminal("list").status == 4, "it is forgotten"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_the_remedy_for_vaults_in_a_vault_can_be_copied_whatever_their_name_and_wherever_one_stands(
    terminal, shelf, monkeypatch
):
    """Kills: a name that is no TOML, one that only the vault's folder knows, a list of dozens of vaults."""
    odd = 'A "b" c\\d\'s'
    for name in (odd, "B", "C", "D"):
        (shelf / name / ".obsidian").mkdir(parents=True)
    listed = f"{odd}, B, C, Club/Work, D, …"
    assert f"a folder with vaults in it ({listed})" in terminal("list", "--vault", ".").err
    terminal("scan", ".", "--yes")
    monkeypatch.chdir(shelf.parent)

    out = terminal("doctor", "--vault", str(shelf)).out

    assert f"for its own: {listed}\n" in out
    told = re.search(r"(exclude = \[.*\]), and name each by itself: (--vault .*?)\. If", out)
    assert told and tomllib.loads(told[1]) == {"exclude": [f"{odd}/"]}
    assert shlex.split(told[2]) == ["--vault", str(shelf / odd)]


@pytest.mark.parametrize(
    "words",
    [
        *(["list"], ["list", "--no-sync"], ["list", "not done"], ["sync"], ["show", "pay"], ["done", "pay"], ["check"]),
        *(["export"], ["log"], ["watch"], ["serve"], ["service", "install", "--print"], ["people"], ["digest"]),
        *(["init", "--yes"], ["dashboard", "Notes/A.md"]),
    ],
)
def test_no_other_command_makes_a_vault_of_a_home_folder(terminal, home, monkeypatch, words):
    """Kills: a rule that one command knows, and another passes by."""
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    answer = terminal(*words, "--vault", str(home))

    assert (answer.status, answer.out) == (4, ""), answer
    assert f"Error: {home} is your home folder, and no vault yet" in answer.err
    assert f"`vaultsync scan {home}` asks, and makes a vault of it" in answer.err
    assert not any(Path(os.environ["XDG_STATE_HOME"]).rglob("index.db"))
    assert not (home / ".vaultsync").exists()


def test_a_home_folder_that_was_scanned_is_a_vault_for_every_command(terminal, home):
    terminal("scan", str(home), "--yes")

    assert "Pay" in terminal("list", "--vault", str(home)).out
    assert terminal("sync", "--vault", str(home)).status == 0


def test_a_vault_is_scanned_without_asking_wherever_it_lies(terminal, home, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert terminal("scan", str(home / "Notes")).status == 0
    (home / ".obsidian").mkdir()
    assert terminal("scan", str(home)).status == 0
    (home / ".obsidian").rmdir()
    assert terminal("scan", str(home)).status == 0, "it was scanned before"


def test_a_scan_tells_of_a_tag_of_proposals_that_no_line_has(terminal):
    """Kills: a hundred proposals that are taken for tasks because of a letter in the settings, without a word."""
    terminal.write("A.md", "- [?] Pay the pilot #task #proposed\n")
    terminal.write(".vaultsync/vaultsync.toml", 'proposed_tag = "#propsed"\n')
    assert "Warning: proposed_tag: `#propsed` fits no line" in terminal("scan").err

    terminal.write(".vaultsync/vaultsync.toml", 'proposed_tag = "#proposed"\n')
    assert "Warning" not in terminal("scan").err


def test_a_folder_of_a_vault_is_asked_about_before_it_becomes_another_one(terminal, monkeypatch):
    """Kills: a second vault that nobody asked for; one that `--yes` does not make."""
    terminal.write("Sub/A.md", "- [ ] Send the minutes #task\n")
    terminal("scan", ".")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    asked = terminal("scan", "Sub")
    monkeypatch.chdir(terminal.root / "Sub")

    assert (
        asked.status == 1
        and f"is a folder of the vault {terminal.root}, which has its notes already: 1 note" in asked.err
    )
    assert f"Nothing was read. Name the folder of your notes, such as {terminal.root}." in asked.err
    assert json.loads(terminal("list", "--json").out)["tasks"][0]["path"] == "Sub/A.md"
    assert terminal("scan", ".", "--yes").status == 0
    assert json.loads(terminal("list", "--json").out)["tasks"][0]["path"] == "A.md"


def test_a_line_that_states_no_task_is_told_by_its_note(terminal):
    """Kills: the words of a task that nobody has, for a line that is none."""
    terminal.write("A 1.md", "- [ ] Send the minutes #task\n\n- [ ] Oil the winch #task\n")
    terminal.write("B.md", "# Nothing\n")
    answer = terminal("why", "A 1.md:1", "A 1.md:500")

    assert (
        answer.status == 1 and "A 1.md has no task line 500" in answer.err and "Its task lines are 1, 3." in answer.err
    )
    assert "B.md has no task line 1" in terminal("why", "A 1.md:1", "B.md:1").err
    assert "no task goes by `C.md:1`" in terminal("why", "A 1.md:1", "C.md:1").err


def test_a_scan_says_how_many_lines_ask_for_what_is_decided(terminal):
    """Kills: a task that is in no list since an archived copy of it is done, of which nobody says a word."""
    line = "- [{}] Send the pricing sheet to Bo Lind #task{}\n"
    for name in ("A.md", "B.md"):
        terminal.write(name, line.format("?", " #proposed") + "- [ ] Pay the rent #task\n")
    assert "close-echoes" not in terminal("scan").out
    terminal.write("_archive/C.md", line.format("x", " #proposed"))
    out = terminal("scan").out

    assert (
        "\n2 lines in live notes ask for what is done or rejected already, maybe in an archive:"
        " `vaultsync close-echoes` lists such lines, and closes with --apply what did not come back on purpose.\n"
    ) in out
    assert json.loads(terminal("scan", "--json").out)["funnel"]["echoes"] == 2
    terminal("close-echoes", "--apply")
    assert "close-echoes" not in terminal("scan").out
