"""What init writes by itself, and what it asks again."""

import io

import pytest


def test_init_detects_the_owner_and_writes_a_configuration_that_counts(terminal):
    for i in range(3):
        head = f"---\nparticipants: [Ana Ruiz, Guest {i}]\n---\n"
        terminal.write(f"{i}.md", f"{head}- [ ] Errand number {i} @Ana Ruiz #task\n")
    assert terminal("init", "--yes").status == 0

    assert 'me = ["Ana Ruiz"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list", "--whose", "mine").out.count("Errand") == 3
    assert terminal("init", "--yes").status == 4, "a configuration is not replaced without --force"


def test_init_takes_every_name_of_the_owner_and_says_whom_it_takes_you_for(terminal):
    """Kills: one of several spellings, so that lists lack what is asked under the others; an owner nobody hears of."""
    for i, name in enumerate(("A. Ruiz", "Ana", "Ana Ruiz")):
        head = f"---\nparticipants: [{name}, Guest {i}]\n---\n"
        terminal.write(f"{i}.md", f"{head}- [ ] Errand number {i} @{name} #task\n")
    terminal.write("People/Ana Ruiz.md", "---\ntype: person\naliases: [A. Ruiz]\n---\n")

    assert terminal("init", "--yes").out.splitlines()[1] == (
        "It takes you for Ana Ruiz, A. Ruiz, Ana. To change that, edit `me` in it."
    )
    assert terminal("list", "--whose", "mine").out.count("Errand") == 3


def test_init_finds_the_owner_of_a_vault_in_which_no_line_is_a_task_yet(terminal):
    """Kills: an owner who is looked for in notes with tasks alone, before it is said what a task is."""
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter": ""}')
    for i in range(3):
        terminal.write(f"{i}.md", f"---\nparticipants: [Ana Ruiz, Guest {i}]\n---\n- [ ] Errand {i}\n")
    for i in range(9):
        terminal.write(f"Templates/{i}.md", "---\nparticipants: [Somebody Else]\n---\n")
        terminal.write(f"Daily/{i}.md", "Nobody was here.\n")

    assert "It takes you for Ana Ruiz." in terminal("init", "--yes").out


def test_init_takes_no_guest_for_the_owner(terminal):
    for i in range(4):
        terminal.write(f"{i}.md", f"---\nparticipants: [Guest {chr(65 + i) * 4}]\n---\n- [ ] Errand {i} #task\n")

    assert "It does not say who you are." in terminal("init", "--yes").out


def test_init_says_where_it_does_not_know_who_you_are(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")

    assert "It does not say who you are. To change that, edit `me` in it." in terminal("init", "--yes").out


def test_init_replaces_a_configuration_that_nothing_else_can_read_and_keeps_it(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal.write(".vaultsync/vaultsync.toml", 'timezone = "Mars"\n')
    assert terminal("list").status == 4

    assert terminal("init", "--force", "--yes").status == 0

    assert "Pay" in terminal("list").out
    assert terminal.read(".vaultsync/vaultsync.toml.old") == 'timezone = "Mars"\n'


def test_init_asks_again_for_what_no_setting_can_be(terminal, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Ana Ruiz, Ani\n\n#a, #b\n#a\nMars\nEurope/Berlin\n"))

    answer = terminal("init")

    assert answer.status == 0
    assert "there is no time zone `Mars`" in answer.out + answer.err
    written = terminal.read(".vaultsync/vaultsync.toml")
    assert 'me = ["Ana Ruiz", "Ani"]' in written
    assert 'proposed_tag = "#a"' in written
    assert 'timezone = "Europe/Berlin"' in written


def test_init_asks_again_for_a_tag_that_no_proposal_has(terminal, monkeypatch):
    """Kills: a tag that is looked for in its own letters, or taken as it comes."""
    terminal.write("A.md", "- [ ] Pay #task #Proposed\n- [ ] Row #task #auto\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n#propsed\n#proposed\nEurope/Berlin\n"))

    answer = terminal("init")

    assert answer.status == 0
    assert "no task line has the tag `#propsed`; 1 has `#proposed`" in answer.out + answer.err
    assert 'proposed_tag = "#proposed"' in terminal.read(".vaultsync/vaultsync.toml")


def test_init_asks_again_for_folders_that_are_no_regular_expression(terminal, monkeypatch):
    """Kills: a setting that is written, and stops every command after it."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\nDrafts/, /(/\nDrafts/, /[0-9]+/\n\nEurope/Berlin\n"))
    answer = terminal("init")

    assert answer.status == 0 and "`/(/` is no regular expression" in answer.out + answer.err
    assert 'exclude = ["Drafts/", "/[0-9]+/"]' in terminal.read(".vaultsync/vaultsync.toml")
    assert terminal("list").status == 0


def test_init_tells_who_cannot_be_asked_of_yes(terminal, monkeypatch):
    """Kills: an end without a word of what to do, a file of half the answers."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Ana Ruiz\n"))
    answer = terminal("init")

    assert answer.status == 1 and "Nothing was written. `--yes` goes on without asking." in answer.err
    assert not (terminal.root / ".vaultsync").exists()


def test_init_proposes_what_the_old_file_says_and_keeps_what_it_does_not_ask_for(terminal):
    """Kills: a file written anew without a word, so that saved queries and calendars are gone."""
    terminal.write("A.md", "---\nparticipants: [Bo Lind]\n---\n- [ ] Pay @Bo Lind #task\n")
    old = '# mine\nme = ["Ana Ruiz"]\nexclude = ["Drafts/"]\n\n[queries]\nweek = "due this week" # by Friday\n'
    terminal.write(".vaultsync/vaultsync.toml", old)

    answer = terminal("--set", "timezone=Europe/Berlin", "init", "--force", "--yes")

    assert answer.status == 0 and "The old file lies beside it, as vaultsync.toml.old." in answer.out
    assert "What else the old one says stays in it." in answer.out
    assert terminal.read(".vaultsync/vaultsync.toml") == old.replace(
        '["Drafts/"]\n\n', '["Drafts/"]\nproposed_tag = "#proposed"\ntimezone = "Europe/Berlin"\n\n'
    )
    assert terminal.read(".vaultsync/vaultsync.toml.old") == old


def test_init_says_where_it_keeps_nothing_of_a_file_that_cannot_be_understood(terminal):
    """Kills: a fault of the old file that stands in the new one, and stops every command."""
    terminal.write("A.md", "- [ ] Pay #task\n")
    for old in ("me = [", 'colour = "red"\n', "[queries]\nweek = 7\n", "\udcff"):
        terminal.write(".vaultsync/vaultsync.toml", old)
        answer = terminal("init", "--force", "--yes")

        assert "Of the old one, which cannot be understood, nothing is in it." in answer.out, old
        assert terminal("list").status == 0
        assert terminal.read(".vaultsync/vaultsync.toml.old") == old


@pytest.fixture
def novak(terminal):
    """Notes of a meeting that name Jan Novák, in a vault in which every checkbox may be a task."""
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter": ""}')
    for i in range(3):
        head = f"---\nparticipants: [Jan Novák, Guest {i}]\n---\n"
        terminal.write(f"Drafts/{i}.md", f"{head}- [ ] Errand {i} @Jan Novák\n- [ ] Walk #legs\n")
    return terminal


QUESTIONS = ("me", "task_tag", "exclude", "proposed_tag", "timezone")


@pytest.mark.parametrize(
    ("question", "typed", "told", "written"),
    [
        ("me", ["Jan Novak", ""], "no note names `Jan Novak`, the nearest name is `Jan Novák`", '["Jan Novák"]'),
        ("me", ["Jan Novkk", "Jan Novkk"], "`Jan Novkk`, the nearest name is `Jan Novák`; type it", '["Jan Novkk"]'),
        ("me", ["Jan Novák, Jan Novak"], "", '["Jan Novák", "Jan Novak"]'),
        ("task_tag", ["ALL"], "", '""'),
        ("task_tag", ["#legs"], "", '"#legs"'),
        ("task_tag", ["none", "#legs"], "0 of 6 checkboxes have `none`; type it again if it is meant", '"#legs"'),
        ("task_tag", ["#new", "#new"], "0 of 6 checkboxes have `#new`; type it again if it is meant", '"#new"'),
        ("task_tag", [" ", ""], "it is one tag, such as #task, or `all`", '""'),
        ("exclude", ["Darfts/", "Drafts/"], "no note lies in `Darfts/`; type it again if it is meant", '["Drafts/"]'),
        ("exclude", ["Drafts/, New/", "Drafts/, New/"], "no note lies in `New/`;", '["Drafts/", "New/"]'),
    ],
)
def test_init_asks_again_for_what_the_notes_do_not_know(novak, monkeypatch, question, typed, told, written):
    """Kills: a slip that is written without a word, one that cannot be meant, a blank that makes all of them tasks."""
    answers = [*(each for key in QUESTIONS[:4] for each in (typed if key == question else [""])), "Europe/Berlin"]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in answers)))

    answer = novak("init")

    assert answer.status == 0, answer
    said = answer.out + answer.err
    assert told in said if told else "Error" not in said, said
    assert f"{question} = {written}\n" in novak.read(".vaultsync/vaultsync.toml")
