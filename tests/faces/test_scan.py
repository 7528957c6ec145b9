"""scan: the numbers of a vault, and what to do next."""

import json
import os
import re

import pytest


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


def test_the_list_that_a_scan_recommends_shows_every_proposal_that_it_counts(sample):
    counted = json.loads(sample("scan", "--json").out)["funnel"]["tasks"]["proposed"]

    assert len(json.loads(sample("list", "--status", "proposed", "--json").out)["tasks"]) == counted > 100


def test_a_scan_tells_of_a_tag_of_proposals_that_no_line_has(terminal):
    """Kills: a hundred proposals that are taken for tasks because of a letter in the settings, without a word."""
    terminal.write("A.md", "- [?] Pay the pilot #task #proposed\n")
    terminal.write(".vaultsync/vaultsync.toml", 'proposed_tag = "#propsed"\n')
    assert "Warning: proposed_tag: `#propsed` fits no line" in terminal("scan").err

    terminal.write(".vaultsync/vaultsync.toml", 'proposed_tag = "#proposed"\n')
    assert "Warning" not in terminal("scan").err


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
