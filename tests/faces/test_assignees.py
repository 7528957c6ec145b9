"""Queries find a person's tasks under every name of theirs, wherever a query is carried out."""

import json

import pytest

from vaultsync.asking import Asking
from vaultsync.core.people import census
from vaultsync.core.values import ACCEPTED
from vaultsync.core.views.wanted import Wanted
from vaultsync.people import People
from vaultsync.querying import Querying
from vaultsync.wiring import VaultOptions, open_app, workspace_of

HERS = ("Send the minutes", "Book the room", "Fold the map", "Oil the winch")
BOTH = "---\ntype: person\naliases: [Annie]\n---\n"


@pytest.fixture
def desk(terminal):
    """A vault whose Ana Ruiz has four names, and in which there are two people called Ines."""
    terminal.write("People/Ana Ruiz.md", BOTH)
    for name in ("Ines Farrow", "Ines Okoro"):
        terminal.write(f"People/{name}.md", "---\ntype: person\n---\n")
    terminal.write(
        "A.md",
        "- [ ] Send the minutes @Ana 📅 2026-02-03 #task\n"
        "- [ ] Book the room @Ana Ruiz 📅 2026-02-03 #task\n"
        "- [ ] Fold the map @[[Annie]] 📅 2026-02-03 #task\n"
        "- [ ] Oil the winch @annie @Bo Lind 📅 2026-02-03 #task\n"
        "- [ ] Paint the hull @Ines 📅 2026-02-03 #task\n",
    )
    return terminal


@pytest.fixture(params=["", "me = ['gus']\n"], ids=["nobody's", "somebody's"])
def app(request, sample):
    """The sample vault, whose owner is told or not, under a name that their note does not have."""
    if request.param:
        sample.write(".vaultsync/vaultsync.toml", request.param)
        sample.write("People/Gus Pettibone/Gus Pettibone.md", "---\ntype: person\naliases: [Gus]\n---\n")
    app = open_app(workspace_of(VaultOptions(vault=str(sample.root))))
    app.sync()
    yield app
    app.close()


def found(app, *lines, everything=False):
    """The tasks of each group of a query, by its name; without groups they are all in one."""
    answer = Querying(app, everything=everything).ask("\n".join(lines), whole=False)
    return {"".join(group.names): {row.uid for row in group.rows} for group in answer.found.groups if group.rows}


def test_a_person_is_found_as_often_as_people_counts_them(app):
    """Kills: a name by which a person is asked and not found, a task of somebody who has the same words in a name."""
    registry = People(app).registry
    counted = census(registry, (task.speaker for task in app.index.tasks(Wanted(live=None)))).people
    groups = found(app, "group by assignee", everything=True)
    asked = {each.person.name: each.count for each in counted if each.count}

    assert len(asked) > 10
    for name, count in asked.items():
        if name != "Myself":
            assert found(app, f"assignee is {name}", everything=True) == {"": groups[name]}, name
        assert len(groups[name]) == count, name
    nobodys = groups.keys() - asked.keys()
    assert {name for name in nobodys if registry.resolve(name).person} == set()


def test_a_person_is_found_by_what_an_agenda_says_that_they_owe(app):
    """Kills: queries and `agenda` that go by other names."""
    accepted = {task.uid for task in app.index.tasks(Wanted(statuses=ACCEPTED))}
    people = [person.name for person in People(app).registry.people if not person.me]

    owing = 0
    for name in people:
        hers = found(app, f"assignee is {name}").get("", set())
        assert {task.uid for task in Asking(app).agenda(name).they_owe} == hers & accepted, name
        owing += bool(hers & accepted)
    assert owing > 5


def test_groups_of_those_who_are_waited_for_have_the_names_that_waiting_gives_them(app):
    owed = {each.person: {task.uid for task in each.tasks} for each in Asking(app).waiting()}
    me = People(app).person("Myself").name

    assert found(app, "waiting", f"assignee is not {me}", "group by assignee") == owed
    assert len(owed) > 5


def test_an_agenda_of_the_owner_has_what_asks_them_under_each_name(app):
    """Kills: `Myself` is the name in the settings, and the owner's note has another."""
    me = People(app).person("Myself").name
    mine = found(app, "NOT (proposed)", "not done", "group by assignee")[me]

    assert mine
    assert mine <= {task.uid for task in Asking(app).agenda(me).i_owe}


@pytest.mark.parametrize("name", ["Ana Ruiz", "annie", "@Ana"])
def test_every_way_to_carry_out_a_query_finds_the_same(desk, name):
    """Kills: a way that knows no other names of a person."""
    query = f"assignee is {name}"
    desk.write("D.md", f"```tasks\n{query}\n```\n")
    desk.write(".vaultsync/vaultsync.toml", f"[feeds.hers]\nquery = '{query}'\n")

    assert sorted(task["title"] for task in json.loads(desk("list", query, "--json").out)["tasks"]) == sorted(HERS)
    for out in (
        desk("list", query).out,
        desk("dashboard", "D.md").out,
        desk("export", "--feed", "hers").out,
        desk("reject", "--where", query, "--dry-run").out,
    ):
        assert [title for title in (*HERS, "Paint the hull") if title in out] == [*HERS]


def test_a_person_is_one_group(desk):
    groups = json.loads(desk("list", "group by assignee", "--json").out)["groups"]

    assert {group["names"][0]: len(group["uids"]) for group in groups} == {"Ana Ruiz": 4, "Bo Lind": 1, "Ines": 1}


def test_a_feed_follows_the_aliases_of_a_person(desk):
    """Kills: tasks of a feed that stay what they were since no task has moved."""
    desk.write(".vaultsync/vaultsync.toml", "[feeds.hers]\nquery = 'assignee is Ana Ruiz'\n")
    before = desk("export", "--feed", "hers").out
    desk.write("People/Ana Ruiz.md", BOTH.replace("Annie", "Nan"))
    after = desk("export", "--feed", "hers").out

    assert [before.count("BEGIN:VEVENT"), after.count("BEGIN:VEVENT")] == [4, 2]


def test_a_name_that_fits_several_people_finds_what_has_its_words_and_is_told(desk):
    desk.write("B.md", "- [ ] Caulk the deck @Ines Okoro #task\n")
    answer = desk("list", "assignee is ines")

    assert ("Paint the hull" in answer.out, "Caulk the deck" in answer.out) == (True, True)
    assert answer.err == (
        "Note: line 1 of the query: `ines` could be Ines Farrow or Ines Okoro."
        " Write whom you mean, such as `assignee is Ines Farrow`.\n"
    )
    assert "Paint the hull" not in desk("list", "assignee is Ines Okoro").out


@pytest.mark.parametrize("names", ["Ana Ruiz, Bo Lind", "Ana Ruiz or bo", "Ana Ruiz & Bo Lind"])
def test_several_names_in_one_filter_are_told_to_stand_in_one_each(desk, names):
    """Kills: the nearest name, or none, for a text that names two people who are known."""
    told = "Name each in a filter of its own, such as `assignee is Ana Ruiz`.\n"

    assert (
        desk("list", f"assignee is {names}").err
        == f"Note: line 1 of the query: `{names}` is taken for one name. {told}"
    )
    assert told not in desk("list", f"assignee is {names}x y").err


def test_a_name_that_is_only_like_anothers_is_told_and_nothing_is_done_by_it(desk):
    """Kills: a slip in a name that is corrected in silence, and acted on."""
    before = desk.read("A.md")
    noted = "`Ana Ruizz` is taken for Ana Ruiz. Write `assignee is Ana Ruiz` to be sure."

    listed = desk("list", "assignee is Ana Ruizz")
    assert ("Send the minutes" in listed.out, listed.err) == (True, f"Note: line 1 of the query: {noted}\n")
    acted = desk("reject", "--where", "assignee is Ana Ruizz", "--apply", "--yes")
    assert (acted.status, desk.read("A.md")) == (2, before)
    assert "`Ana Ruizz` is taken for Ana Ruiz" in acted.err


@pytest.mark.parametrize("name", ["ana", "Ruiz", "A. Ruiz", "annie", "Annie", "Ana Ruiz", "Skipper"])
def test_a_part_of_a_name_and_every_alias_is_that_person(desk, name):
    """Kills: a warning on names that are short for the whole, or that the notes give the person."""
    desk.write("People/Ana Ruiz.md", BOTH.replace("[Annie]", "[Annie, Skipper]"))

    assert desk("list", f"assignee is {name}").err == ""


def test_nothing_is_done_to_tasks_of_a_name_that_fits_several_people(desk):
    """Kills: what both are asked is rejected."""
    before = desk.read("A.md")
    answer = desk("reject", "--where", "assignee is ines", "--apply", "--yes")

    assert (answer.status, answer.out, desk.read("A.md")) == (2, "", before)
    assert "`ines` could be Ines Farrow or Ines Okoro" in answer.err


def test_a_person_who_is_asked_for_nothing_is_told(desk):
    assert "no task is anybody's who is called `Ines Okoro`" in desk("list", "assignee is Ines Okoro").err


def test_strictly_nobody_has_another_name(desk):
    assert desk("list", "--strict", "assignee is Annie").status == 2
