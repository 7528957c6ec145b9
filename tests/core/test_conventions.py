"""What a vault means by its signs and folders."""

import pytest

from vaultsync.core.conventions import Conventions, excluded_by_obsidian
from vaultsync.core.errors import ConfigError
from vaultsync.core.model import Status
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting

PLAIN = Conventions()
WITH_PROPOSED = Conventions(
    tasks=TasksSettings(status_rows=(*CORE, *CUSTOM, StatusSetting("?", "Proposed", " ", "TODO")))
)


def status(line: str, conventions: Conventions) -> Status:
    said = read_line(line, global_filter=conventions.task_tag)
    assert said is not None
    return conventions.status_of(said)


@pytest.mark.parametrize(
    ("line", "with_status", "without"),
    [
        ("- [?] a #task #proposed", Status.PROPOSED, Status.PROPOSED),
        ("- [?] a #task #Proposed #auto", Status.PROPOSED, Status.PROPOSED),
        ("- [ ] a #task #proposed", Status.OPEN, Status.PROPOSED),
        ("- [?] a #task", Status.OPEN, Status.OPEN),
        ("- [?] a #task #proposed/new", Status.OPEN, Status.OPEN),
        ("- [ ] a #task", Status.OPEN, Status.OPEN),
        ("- [/] a #task #proposed", Status.STARTED, Status.STARTED),
        ("- [x] a #task #proposed", Status.DONE, Status.DONE),
        ("- [-] a #task #proposed", Status.CANCELLED, Status.CANCELLED),
        ("- [!] a #task #proposed", Status.OPEN, Status.PROPOSED),
    ],
)
def test_a_proposal_has_the_tag_and_the_status_where_the_vault_knows_one(line, with_status, without):
    assert status(line, WITH_PROPOSED) is with_status
    assert status(line, PLAIN) is without


def test_the_status_for_proposals_is_known_by_its_name_in_any_case():
    assert WITH_PROPOSED.proposed_symbol == "?"
    assert PLAIN.proposed_symbol is None
    assert Conventions(tasks=WITH_PROPOSED.tasks, proposed_status="PROPOSED").proposed_symbol == "?"
    assert Conventions(tasks=WITH_PROPOSED.tasks, proposed_status="").proposed_symbol is None


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("Notes/a.md", ""),
        ("_archive/a.md", "archive"),
        ("Work/Archive/2025/a.md", "archive"),
        ("ARCHIVED/a.md", "archive"),
        ("Archive.md", ""),
        ("Archives of Marrowby/a.md", ""),
        ("Templates/a.md", "template"),
        ("x/_templates/a.md", "template"),
        ("a.sync-conflict-20260104-213045-K7LMN2Q.md", "conflict copy"),
        ("a.sync-conflict-20260104-213045.md", "conflict copy"),
        ("a (Ana's conflicted copy 2026-01-01).md", "conflict copy"),
        ("a (Ana’s conflicted copy 2026-01-01 (1)).md", "conflict copy"),
        ("a (James' conflicted copy 2026-01-01).md", "conflict copy"),
        ("a (conflicted copy 2026-01-01 120000).md", "conflict copy"),
        ("a (Conflicted copy Ana's phone 202601011200).md", "conflict copy"),
        ("a (conflicted copy).md", "conflict copy"),
        ("How to treat a conflicted copy.md", ""),
        ("a.sync-conflict-20260104.md", ""),
        ("x (conflicted copy 2026-01-01)/a.md", ""),
        ("_archive/Templates/a.md", "archive"),
    ],
)
def test_why_a_note_is_not_live(path, why):
    assert PLAIN.why_not_live(path) == why


def test_folders_of_the_vault_are_named_in_any_case():
    mine = Conventions(archive_folders=("Old",), template_folders=("Forms",))

    assert mine.why_not_live("OLD/a.md") == mine.why_not_live("old/a.md") == "archive"
    assert mine.why_not_live("forms/a.md") == "template"
    assert mine.why_not_live("_archive/a.md") == ""


@pytest.mark.parametrize(
    ("entry", "inside", "outside"),
    [
        ("Drafts/", ["Drafts/a.md", "drafts/b/c.md"], ["My Drafts/a.md", "Drafts.md", "x/Drafts/a.md"]),
        ("Drafts", ["Drafts/a.md"], ["Draftsman.md"]),
        ("a.md", ["a.md"], ["x/a.md", "a.md.md"]),
        ("*.excalidraw.md", ["x/a.excalidraw.md", "b.excalidraw.md"], ["a.excalidraw.md.md"]),
        ("Tmp*/", ["Tmp/a.md", "tmp 2/b/a.md"], ["x/Tmp/a.md"]),
        ("Log ?.md", ["Log 1.md"], ["Log 10.md"]),
        ("/^Daily/", ["Daily/a.md"], ["x/Daily/a.md"]),
        ("/draft/", ["My Drafts/a.md"], ["a.md"]),
        ("a+(b).md", ["a+(b).md"], ["aa(b).md"]),
    ],
)
def test_exclusions_are_folders_globs_or_patterns(entry, inside, outside):
    conventions = Conventions(exclude=(entry,))

    assert [conventions.why_not_live(path) for path in inside] == ["excluded"] * len(inside)
    assert [conventions.why_not_live(path) for path in outside] == [""] * len(outside)


@pytest.mark.parametrize("entry", ["/(/", "/a)|(b/", "/a{99999999999}/", "/*/", "//", "/", ""])
def test_an_exclusion_that_is_no_pattern_excludes_nothing_else(entry):
    conventions = Conventions(exclude=(entry, "Drafts/"))
    assert (conventions.why_not_live("ab.md"), conventions.why_not_live("Drafts/a.md")) == ("", "excluded")


@pytest.mark.parametrize("second", ["/(?i)b/", "/(?P<x>b)/", r"/(b)\1/"])
def test_exclusions_do_not_meet_in_one_pattern(second):
    conventions = Conventions(exclude=("/(?P<x>a)a/", second))
    assert [conventions.why_not_live(path) for path in ("aa.md", "bb.md", "c.md")] == ["excluded", "excluded", ""]


@pytest.mark.parametrize("entry", ["/(a|a)*$/", "/(a|aa)+\\.md$/"])
def test_an_exclusion_without_end_is_named_with_the_path_and_decides_nothing(entry):
    """Kills: a search by Python's own engine, which comes to no end."""
    conventions = Conventions(exclude=(entry, "Drafts/"))
    with pytest.raises(ConfigError, match="takes too long") as caught:
        conventions.why_not_live(f"{'a' * 80}!")
    assert f"`{entry}` takes too long with the path aaa" in caught.value.message
    assert "fewer repetitions" in caught.value.remedy


def test_a_repetition_in_a_repetition_that_comes_to_an_end_is_an_exclusion_like_any():
    conventions = Conventions(exclude=(r"/^(\d+-)+log\.md$/",))
    assert [conventions.why_not_live(path) for path in ("2026-01-log.md", "2026-01.md")] == ["excluded", ""]


def test_an_expression_that_only_one_engine_can_read_is_refused():
    with pytest.raises(ConfigError, match="cannot be read"):
        Conventions(exclude=("/{e<=1}a/",)).why_not_live("a.md")


@pytest.mark.parametrize(
    ("settings", "excluded"),
    [
        ({"userIgnoreFilters": ["Drafts/", 3, "", "/x/"]}, ("Drafts/", "/x/")),
        ({"userIgnoreFilters": None}, ()),
        ({"userIgnoreFilters": "Drafts/"}, ()),
        ({}, ()),
        ([], ()),
        (None, ()),
    ],
)
def test_obsidians_own_exclusions_are_taken_as_they_come(settings, excluded):
    assert excluded_by_obsidian(settings) == excluded
