"""Exclusions that are no regular expression, never end, or that Python remarks about."""

import json
import re

import pytest


def test_an_exclusion_that_is_no_regular_expression_stops_every_command(terminal):
    """Kills: an exclusion that leaves nothing out, while its owner believes that the drafts are."""
    terminal.write(".vaultsync/vaultsync.toml", 'exclude = ["Drafts/", "/(Drafts/"]\n')

    for command in ("list", "doctor"):
        answer = terminal(command)
        assert answer.status == 4
        assert "vaultsync.toml: in `exclude`, `/(Drafts/` is no regular expression" in answer.err
        assert "write `(Drafts/`" in answer.err


@pytest.mark.parametrize("expression", ["/dra[[f]ts/", "/dra[f||]ts/", "/d[!--r]*afts/"])
@pytest.mark.parametrize("ours", [True, False])
def test_what_python_remarks_about_an_exclusion_reaches_nobody(terminal, expression, ours):
    """Kills: a `FutureWarning` with a path of the program and a line of its source on standard error."""
    # What was compiled before is remarked upon no more.
    re.purge()
    if ours:
        terminal.write(".vaultsync/vaultsync.toml", f'exclude = ["{expression}"]\n')
    else:
        terminal.write(".obsidian/app.json", json.dumps({"userIgnoreFilters": [expression]}))
    terminal.write("drafts.md", "- [ ] Pay #task\n")
    terminal.write("A.md", "- [ ] Call #task\n")
    answer = terminal("list")

    assert (answer.status, answer.err, "Call" in answer.out, "Pay" in answer.out) == (0, "", True, False)


def test_a_broken_exclusion_of_obsidians_own_is_obsidians_matter(terminal):
    terminal.write(".obsidian/app.json", '{"userIgnoreFilters": ["/(Drafts/"]}')
    terminal.write("A.md", "- [ ] Pay #task\n")

    assert "Pay" in terminal("list").out


@pytest.mark.parametrize("file", [".vaultsync/vaultsync.toml", ".obsidian/app.json"])
def test_an_exclusion_without_end_stops_a_command_instead_of_holding_it_up(terminal, file):
    entry = "/(a|a)*$/"
    terminal.write(file, f'exclude = ["{entry}"]' if file.endswith("toml") else f'{{"userIgnoreFilters": ["{entry}"]}}')
    terminal.write(f"{'a' * 80}!.md", "- [ ] Pay #task\n")

    for command in ("list", "doctor"):
        answer = terminal(command)
        assert (answer.status, answer.out) == (4, "")
        assert f"Error: in `exclude`, the regular expression `{entry}` takes too long with the path aaa" in answer.err
        assert "`obsidian_exclude = false`" in answer.err
