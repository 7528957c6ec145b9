"""Saved queries of the settings."""

import pytest

from tests.faces.querying.making import titles

SETTINGS = """[queries]
week = "not done\\ndue before next week"
mine = ["@week", "assignee is me"]
loop = "@round"
round = "@loop"

[queries.waits]
query = "waiting"
"""


def test_saved_queries_stand_in_the_settings(desk):
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)

    assert titles(desk, "@week", "sort by due") == ["Pay the rent", "Call the bank"]
    assert titles(desk, "@mine") == ["Pay the rent"]
    assert titles(desk, "@waits", "proposed") == ["Send the sheet"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("@weke", "Did you mean `@week`?"),
        ("@WEEK", "Did you mean `@week`?"),
        ("@loop", "contains itself"),
        ("@xyz", "@mine, @round"),
    ],
)
def test_a_saved_query_that_is_none_is_named(desk, name, told):
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)
    answer = desk("list", name)

    assert (answer.status, told in answer.err) == (2, True), answer


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (["@week", "sort by dew"], "line 2 of the query: do not understand `sort by dew`"),
        (["@mine", "sort by dew"], "line 2 of the query: do not understand `sort by dew`"),
        (["not done", "@bad"], "line 2 of the saved query `bad`: do not understand `nott done`"),
        (["not done", "@deep"], "line 2 of the saved query `bad`: do not understand `nott done`"),
        (["@week", "@lost"], "line 1 of the saved query `lost`: there is no saved query `weke`"),
        (["@loop"], "line 1 of the saved query `round`: the saved query `loop` contains itself"),
        (["@self"], "line 1 of the saved query `self`: it contains itself"),
        (["limit 3", "@fails"], "line 2 of the saved query `fails`: `task.tags` is neither true nor false"),
        (["@asks"], "line 1 of the saved query `asks`: no task is anybody's who is called `Xq`"),
    ],
)
def test_what_is_wrong_with_a_saved_query_names_the_line_as_it_was_written(desk, lines, where):
    """Kills: the line of a query that nobody sees, in which each `@name` is filled in."""
    desk.write(
        ".vaultsync/vaultsync.toml",
        f"{SETTINGS}\n[queries.bad]\nquery = ['has id', 'nott done']\n[queries.deep]\nquery = ['done', '@week', '@bad']\n"
        "[queries.lost]\nquery = '@weke'\n[queries.self]\nquery = '@self'\n[queries.asks]\nquery = 'assignee is Xq'\n"
        "[queries.fails]\nquery = ['not done', 'filter by function task.tags']\n",
    )

    assert where in desk("list", *lines).err


def test_the_name_of_a_saved_query_without_its_sign_is_answered_with_it(desk):
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)

    assert "Remedy: Did you mean `@week`?" in desk("list", "week").err
    assert "put it in quotes" in desk("list", "weak", "today").err


def test_where_may_stand_before_each_line_as_with_the_commands_that_act(desk, monkeypatch):
    """Kills: an option that every command knows that acts on a query, and the one that only shows it does not."""
    desk.write(".vaultsync/vaultsync.toml", SETTINGS)

    assert titles(desk, "--where", "@week", "--where", "sort by due") == titles(desk, "@week", "sort by due") != []
    assert titles(desk, "not done", "--where", "due before next week") == titles(desk, "@week")
    assert "needs a terminal" in desk("triage", "--where", "proposed").err


@pytest.mark.parametrize("entry", ["week = 3", "[queries.week]\nquary = 'done'", "week = [1]"])
def test_a_saved_query_of_the_wrong_type_is_refused(desk, entry):
    desk.write(".vaultsync/vaultsync.toml", f"[queries]\n{entry}\n")
    answer = desk("list")

    assert (answer.status, "`queries.week` should be a list of texts" in answer.err) == (4, True), answer


def test_a_label_in_place_of_a_saved_query_is_answered_with_the_filter_of_a_tag_too(desk):
    assert "`assignee is errand`, for a tag `tags include errand`." in desk("list", "@errand").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "p-6896j"], "Remedy: A task is shown by `vaultsync show p-6896j`."),
        (["list", "goat"], "are found by `description includes goat`, or by `--text goat`."),
        (["reject", "--where", "goat"], "are found by `description includes goat`."),
    ],
)
def test_words_in_place_of_a_query_are_answered_with_what_takes_them(desk, words, told):
    """Kills: an option that only `list` has, told of a command that acts."""
    answer = desk(*words)

    assert answer.status == 2
    assert " ".join(answer.err.split()).endswith(told)


@pytest.mark.parametrize(("typed", "who"), [("@me", "me"), ("@Bo Lind", "Bo Lind")])
def test_a_person_in_place_of_a_saved_query_is_answered_with_the_filter(desk, typed, who):
    answer = desk("list", typed)

    assert f"For a person write `assignee is {who}`." in answer.err
    assert desk("list", f"assignee is {who}").status == 0
