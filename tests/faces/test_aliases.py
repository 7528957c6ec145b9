"""The people of the notes counted, and aliases written where they belong."""

import json


def test_people_are_counted_and_an_alias_is_written_into_the_person_note(terminal):
    terminal.write("People/Bo Lind.md", "---\ntype: people\n---\n# Bo\n")
    terminal.write("A.md", "- [?] Send the minutes @Bo Lind #task #proposed\n- [?] Pay @Bobby #task #proposed\n")
    assert "Bobby" in terminal("people").out
    answer = terminal("people", "merge", "Bo Lind", "Bobby")

    assert answer.status == 0, answer
    assert "Bobby" in terminal.read("People/Bo Lind.md")
    people = json.loads(terminal("people", "--json").out)["people"]
    assert {"Bo Lind": 2}.items() <= {each["name"]: each["lines"] for each in people}.items()
    terminal("undo")
    assert terminal.read("People/Bo Lind.md") == "---\ntype: people\n---\n# Bo\n"


def test_an_alias_of_a_person_without_a_note_goes_into_the_configuration(terminal):
    terminal.write(".vaultsync/vaultsync.toml", "# mine\nme = ['Ana Ruiz']\n")
    terminal.write("A.md", "---\nparticipants: [Bo Lind]\n---\n- [?] Send the minutes @Bo Lind #task #proposed\n")
    assert terminal("people", "merge", "Bo Lind", "Bobby").status == 0

    assert terminal.read(".vaultsync/vaultsync.toml").startswith("# mine\nme = ['Ana Ruiz']\n")
    assert '"Bo Lind" = ["Bobby"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list").status == 0


def test_an_alias_of_a_person_whose_note_is_archived_goes_into_the_configuration(terminal):
    """Kills: an edit of a note that is out of use, or one that `undo` cannot take back."""
    archived = "---\ntype: people\n---\n# Bo\n"
    terminal.write("_archive/People/Bo Lind/README.md", archived)
    answer = terminal("people", "merge", "Bo Lind", "Bobby")

    assert answer.status == 0 and "vaultsync.toml" in answer.out
    assert terminal.read("_archive/People/Bo Lind/README.md") == archived
    assert '"Bo Lind" = ["Bobby"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("log").out == "Nothing was done yet.\n"
    assert terminal("agenda", "Bobby").out.startswith("Agenda: Bo Lind")


def test_a_name_that_fits_two_people_is_never_decided_silently(terminal):
    terminal.write("A.md", "---\nparticipants: [Ines Calloway, Ines Farrow]\n---\n- [?] Pay @Ines #task #proposed\n")
    answer = terminal("agenda", "Ines")

    assert answer.status == 1
    assert "Ines Calloway or Ines Farrow" in answer.err
