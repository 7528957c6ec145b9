"""What is asked for all day starts fast because it imports little; here stands what it may not import."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.faces.making import OURS, SLOW, imported
from vaultsync.faces.cli import _COMMANDS as COMMANDS
from vaultsync.faces.cli.in_short import IN_SHORT
from vaultsync.wiring import VaultOptions, workspace_of

PATTERNS = (
    "(f'{module}.{name}' for module, held in sys.modules.items() if module.startswith('vaultsync.')"
    " for name, one in vars(held).items() if type(getattr(one, '_compiled', one)).__name__ == 'Pattern')"
)
"""The names of all patterns that are compiled, also of those that somebody had to ask for."""


def test_a_list_imports_nothing_that_reads_notes_or_settings(terminal):
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")

    modules = imported("list", "--no-sync", cwd=terminal.root)

    assert "vaultsync.store.index.listing" in modules
    assert not modules & (SLOW | OURS)


def test_one_task_is_shown_without_what_reads_notes_or_settings(terminal):
    terminal.write(
        "Kickoff.md", "---\nsource_ref: Mail/A.md\n---\n- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n"
    )
    terminal("sync")

    modules = imported("show", "--no-sync", "send the minutes", cwd=terminal.root)

    assert "vaultsync.store.index.details" in modules
    assert not modules & (SLOW | OURS | {"urllib.parse", "vaultsync.store.index.sqlite", "vaultsync.explaining"})


SEVERAL = {
    "Mail/A.md": "# Minutes\n\n## 2026-01-05 10:00:00 — Ana Ruiz <ana@ferry.example>\n\nPlease send the minutes by 9 January.\n",
    "Kickoff.md": "---\nsource_ref: Mail/A.md\n---\n- [ ] Send the minutes to Ana @Myself 📅 2026-01-05 #task\n",
    "Review.md": "- [ ] Send Ana the minutes of the kickoff @Myself #task\n",
}


def test_several_lines_and_their_mail_are_shown_without_what_groups_or_reads_notes(terminal):
    """Kills: an import, for a task of several lines or with a mail, of what only a grouping or another mail needs."""
    for path, text in SEVERAL.items():
        terminal.write(path, text)
    terminal("sync")

    shown = terminal("show", "--no-sync", "send the minutes to ana").out
    modules = imported("show", "--no-sync", "send the minutes to ana", cwd=terminal.root)

    assert "same task: " in shown
    assert "“Please send the minutes by 9 January.”" in shown
    assert {"vaultsync.explaining", "vaultsync.core.provenance.likely"} <= modules
    assert not modules & (SLOW | OURS | {"unicodedata", "urllib.parse", "vaultsync.core.notes.frontmatter", "xxhash"})
    assert {each.removeprefix("vaultsync.core.reconcile.") for each in modules if ".reconcile." in each} == {
        *(
            "contrast",
            "explain",
            "features",
            "lexicon",
            "likeness",
            "people",
            "ratios",
            "spelled",
            "stems",
            "titles",
            "verbs",
            "words",
        ),
    }


def test_reasons_are_the_same_where_what_was_compared_is_not_kept(terminal):
    """Kills: features that are kept of another reading than the one that would be made now."""
    for path, text in SEVERAL.items():
        terminal.write(path, text)
    index = json.loads(terminal("scan", "--json").out)["index"]
    shown = terminal("show", "--no-sync", "send the minutes to ana").out

    with sqlite3.connect(index) as database:
        database.execute("DELETE FROM feature")
    database.close()

    assert terminal("show", "--no-sync", "send the minutes to ana").out == shown


def test_a_sync_that_finds_nothing_imports_nothing_that_reads_or_groups(terminal):
    """Kills: an import at the head of a module of what only a changed note, or another command, needs."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    os.utime(terminal.root / "Kickoff.md", (1_700_000_000, 1_700_000_000))
    terminal("sync")

    modules = imported("sync", cwd=terminal.root)

    assert "vaultsync.core.reading" in modules
    assert not modules & (SLOW - {"json"} | {"vaultsync.core.model", "vaultsync.core.notes.note"})
    assert {each.removeprefix("vaultsync.store.") for each in modules if each.startswith("vaultsync.store.")} == {
        *("disk", "lock", "refusal", "transaction", "index"),
        *(f"index.{name}" for name in ("listing", "rows", "schema", "search", "short", "sqlite", "tasks", "texts")),
    }


def test_a_note_is_read_without_the_engine_of_regular_expressions_unless_one_is_an_exclusion(terminal):
    terminal.write("Kickoff.md", "- [ ] Send the minutes #task\n")
    terminal.write(".vaultsync/vaultsync.toml", 'exclude = ["Drafts/", "*.excalidraw.md"]')
    assert "regex" not in imported("sync", cwd=terminal.root)

    terminal.write(".vaultsync/vaultsync.toml", 'exclude = ["/^Drafts/"]')
    assert "regex" in imported("sync", cwd=terminal.root)


def test_completion_of_a_command_imports_no_command(terminal):
    asked = {"_VAULTSYNC_COMPLETE": "bash_complete", "COMP_WORDS": "vaultsync s", "COMP_CWORD": "1"}

    modules = imported(cwd=terminal.root, **asked)

    assert {each for each in modules if each.startswith("vaultsync.faces.cli.")} == {"vaultsync.faces.cli.in_short"}
    assert not modules & (SLOW | OURS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_few_words_for_completion(name):
    assert 0 < len(IN_SHORT[name]) <= 50
    assert set(IN_SHORT) == set(COMMANDS)


def test_completion_offers_the_commands_that_begin_so(terminal, monkeypatch):
    monkeypatch.setenv("_VAULTSYNC_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "vaultsync su")
    monkeypatch.setenv("COMP_CWORD", "1")

    assert terminal().out.split() == ["plain,suggestions"]


def test_people_are_gathered_once_for_queries_that_name_them(terminal):
    """Kills: what is found out of people that is not kept, people gathered for a query that names nobody."""
    terminal.write("Kickoff.md", "---\nparticipants: [Ana Ruiz]\n---\n- [ ] Send the minutes @Ana #task\n")
    terminal("sync")
    gathers = {"rapidfuzz", "vaultsync.core.people.registry"}

    def gathered(*lines: str) -> bool:
        return bool(imported("list", "--no-sync", *lines, cwd=terminal.root) & gathers)

    assert not gathered("not done", "assignee is me", "waiting", "group by due")
    assert [gathered("group by assignee") for _ in range(2)] == [True, False]
    assert [gathered("assignee is Ana Ruiz", "group by assignee") for _ in range(2)] == [True, False]


def test_a_query_imports_only_what_its_words_need(terminal):
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")

    modules = imported("list", "--no-sync", "not done", "due before next week", "sort by due", cwd=terminal.root)

    needless = {
        f"vaultsync.core.query.{name}"
        for name in (
            *("english.reading", "in_note", "meant.date_words", "meant.nearest", "pattern.regexes", "placeholders"),
            *("script.expressed", "script.reading", "script.words"),
        )
    }
    needless |= {
        "difflib",
        "hashlib",
        "icalendar",
        "pathlib",
        "markdown_it",
        "rapidfuzz",
        "regex",
        "vaultsync.faces.texts.dashboard",
        "yaml",
    }
    needless |= {f"vaultsync.core.notation.{name}" for name in ("named_days", "recurrence_next")}
    needless |= {"vaultsync.core.ports", "vaultsync.core.reconcile.grouping"}
    needless |= {"vaultsync.core.model", "vaultsync.faces.texts.funnel", "vaultsync.store.index.lines"}
    assert "vaultsync.core.query.parse" in modules
    assert not modules & needless


def test_whole_tasks_are_read_from_the_index_without_what_reads_notes(terminal):
    """Kills: what reads lines and frontmatters, imported for lines that the index has read; classes that cost."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")

    modules = imported("list", "--no-sync", "--json", cwd=terminal.root)

    assert {"vaultsync.core.model", "vaultsync.core.notes.facts", "vaultsync.core.reconcile.task"} <= modules
    assert not modules & (SLOW - {"json"})
    assert not modules & {f"vaultsync.core.notes.{name}" for name in ("frontmatter", "note", "task_line")}
    assert "vaultsync.core.notation.line" not in modules


def test_a_task_is_done_without_what_only_some_tasks_need(terminal):
    """Kills: rules of recurrence, other dates or the comparing of misread lines, imported for every task."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")
    some = {f"vaultsync.core.notation.{name}" for name in ("postpone", "recurrence", "recurrence_next")}

    modules = imported("done", "send the minutes", cwd=terminal.root)

    assert "vaultsync.core.notation.toggle" in modules
    assert not modules & (some | {"calendar", "difflib"})
    assert terminal.read("Kickoff.md").startswith("- [x] Send")


def test_a_query_compiles_no_pattern_that_its_lines_do_not_come_to(terminal):
    """Kills: a pattern of one kind of instruction, or of its mistakes, that is compiled for all."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")

    compiled = imported("list", "--no-sync", "not done", cwd=terminal.root, told=PATTERNS)

    asked_of_every_line = {f"parse.{name}" for name in ("_LIMIT", "_PRESET")} | {"layout._HIDE", "layout._VIEW"}
    of_queries = {each.removeprefix("vaultsync.core.query.") for each in compiled if ".query." in each}
    assert {each for each in of_queries if not each.startswith(("groupers.", "sorting."))} == {
        *asked_of_every_line,
        *("collation.keys._NUMBER", "collation.keys._PLAIN_NUMBER"),
    }
    assert "vaultsync.core.conventions._CONFLICT" not in compiled

    dated = imported("list", "--no-sync", "due today", cwd=terminal.root, told=PATTERNS)
    assert {each for each in dated if ".filter_reading." in each} == {"vaultsync.core.query.filter_reading._WHEN"}


def test_a_query_makes_no_table_of_letters_unless_texts_are_compared(terminal):
    """Kills: the places of thousands of characters, found for every query."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")
    tables = "[sys.modules['vaultsync.core.query.collation.elements']._places.cache_info().currsize]"

    def made(*lines: str) -> set[str]:
        return imported("list", "--no-sync", *lines, cwd=terminal.root, told=tables)

    assert [made("not done"), made("not done", "group by heading")] == [{"0"}, {"1"}]


def test_whether_a_daemon_follows_is_asked_without_paths_as_objects(terminal):
    """Kills: pathlib, for a command that brings the index up to date before it looks."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes @Myself 📅 2026-01-05 #task\n")
    terminal("sync")

    modules = [imported("list", *lines, cwd=terminal.root) for lines in ((), ("not done",))]

    assert all("vaultsync.store.watch.presence" in each for each in modules)
    assert not (modules[0] | modules[1]) & {"hashlib", "pathlib", "vaultsync.core.model", "vaultsync.core.ports"}
    assert "dataclasses" not in modules[0]


def _in_a_process(root, *words, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "vaultsync", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_whatever_the_locale_a_note_has_one_name(terminal):
    """Kills: names of notes, and words of the command line, that are other texts in an ASCII locale."""
    terminal.write("Caf\u00e9/Bj\u00f6rn.md", "- [ ] Grind the beans @Myself #task\n- [ ] Order the cups #task\n")
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    asked = ("list", "--json", "--note", "Caf\u00e9")
    first = _in_a_process(terminal.root, *asked, **ascii_alone)
    others = [
        _in_a_process(terminal.root, *asked, *more, **locale)
        for more, locale in [((), {"PYTHONUTF8": "1"}), (("--set", "me=Bo"), {"PYTHONUTF8": "1"}), ((), ascii_alone)]
    ]

    assert (first[0], first[2]) == (0, "")
    assert [task["title"] for task in json.loads(first[1])["tasks"]] == ["Grind the beans", "Order the cups"]
    assert others[0] == others[2] == first
    assert others[1][0] == 0
    with sqlite3.connect(workspace_of(VaultOptions(vault=terminal.root)).index) as index:
        assert index.execute("SELECT path FROM note").fetchall() == [("Caf\u00e9/Bj\u00f6rn.md",)]
