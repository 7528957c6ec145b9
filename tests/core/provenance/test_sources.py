"""A note's source is found by path, by name, as the same mail under another id, or by its link."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Source
from vaultsync.core.notes.note import read_note
from vaultsync.core.provenance.sources import How, Sources

VAULT = ROOT / "sample_vault"
PATHS = (
    "Sources/Email/2026/2026-01-02_092145_6574_Re-Cheese-freight.md",
    "Sources/Email/2026/2026-01-05_101010_1111_Kiosk.md",
    "Sources/Email/2026/2026-01-05_101010_2222_Kiosk.md",
    "Sources/Transcripts/2026/2026-01-22 - Round table.md",
    "Sources/Transcripts/2026/2026-02-22 - Round table.md",
    "_archive/Mail/Hull policy.md",
    "A/Notes.md",
    "B/Notes.md",
    "Top.md",
)
SOURCES = Sources(PATHS)


def found(ref: str = "", link: str = "", noted_on: date | None = None, of: str = "") -> tuple[str, How] | None:
    answer = SOURCES.find(Source(ref=ref, link=link), noted_on, of=of)
    return (answer.path, answer.how) if answer else None


@pytest.mark.parametrize(
    ("ref", "path", "how"),
    [
        (PATHS[0], PATHS[0], How.PATH),
        ("[[Sources/Email/2026/2026-01-05_101010_1111_Kiosk|the mail]]", PATHS[1], How.PATH),
        ("./sources/transcripts/2026/2026-01-22 - round table", PATHS[3], How.PATH),
        ("Ferry Notes/A/Notes.md", PATHS[6], How.PATH),
        ("Top.md", PATHS[8], How.PATH),
        (f"/Users/ana/Ferry Notes/{PATHS[1]}", PATHS[1], How.FOREIGN_PATH),
        ("C:\\Users\\ana\\Ferry Notes\\B\\Notes.md", PATHS[7], How.FOREIGN_PATH),
        ("file:///home/ana/Ferry%20Notes/B/Notes.md", PATHS[7], How.FOREIGN_PATH),
        ("Inbox/Hull policy.md", PATHS[5], How.NAME),
        ("/Users/ana/Elsewhere/Top.md", PATHS[8], How.NAME),
        ("hull policy", PATHS[5], How.NAME),
        ("Inbox/2026-01-02_092145_8515_Re-Cheese-freight.md", PATHS[0], How.SAME_MAIL),
        ("2026-01-02_092145_8515_Cheese-freight", PATHS[0], How.SAME_MAIL),
        ("2026-01-02_092145_8515_Fwd-Re-Cheese-frei.md", PATHS[0], How.SAME_MAIL),
    ],
)
def test_what_a_reference_means(ref, path, how):
    assert found(ref) == (path, how)


def test_the_sign_of_an_answer_stands_at_the_beginning_of_a_subject_not_in_a_word():
    sources = Sources(["Mail/2026-03-04_110000_1234_Software-upgrade.md"])
    answer = sources.find(Source(ref="Mail/2026-03-04_110000_9999_Re-Software-upgrade.md"))
    assert answer is not None
    assert answer.how is How.SAME_MAIL


@pytest.mark.parametrize(
    "ref",
    ["", "Nowhere.md", "2026-01-02_092145_8515_Hull-policy.md", "2026-01-02_092146_6574_Re-Cheese-freight.md", "/"],
)
def test_what_is_nowhere_is_none(ref):
    assert found(ref) is None


def test_a_file_that_moved_says_where_it_lies_now():
    answer = SOURCES.find(Source(ref="Inbox/Hull policy.md"))

    assert answer is not None
    assert answer.because == "name; it lies in _archive/Mail now"


def test_several_files_are_all_named():
    by_name = SOURCES.find(Source(ref="/home/ana/Notes.md"))
    by_mail = SOURCES.find(Source(ref="2026-01-05_101010_3333_Kiosk.md"))

    assert by_name is not None
    assert by_mail is not None
    assert (by_name.path, by_name.how, by_name.candidates) == ("", How.NAME, (PATHS[6], PATHS[7]))
    assert (by_mail.path, by_mail.how, by_mail.candidates) == ("", How.SAME_MAIL, (PATHS[1], PATHS[2]))


def test_of_several_the_one_in_like_folders_is_meant():
    assert found("/home/ana/Old/B/Notes.md") == (PATHS[7], How.FOREIGN_PATH)
    assert Sources(["X/2026/N.md", "X/2025/N.md"]).find(Source(ref="Mail/2025/N.md")).path == "X/2025/N.md"


def test_of_several_the_one_that_the_link_names_is_meant():
    assert found("Elsewhere/Notes.md", link="B/Notes") == (PATHS[7], How.NAME)
    assert found("Elsewhere/Notes.md", link="Top") == ("", How.NAME)


def test_a_link_counts_where_the_reference_leads_nowhere():
    assert found("Transcripts/January.md", link="2026-01-22 - Round table") == (PATHS[3], How.LINK)
    assert found(link="2026-01-02_092145_1234_Re-Cheese-freight") == (PATHS[0], How.SAME_MAIL)


def test_a_link_may_leave_out_the_date_and_the_day_of_the_note_tells_which():
    assert found(link="Round table", noted_on=date(2026, 2, 22)) == (PATHS[4], How.LINK)
    assert found(link="Round table") == ("", How.LINK)


def test_a_note_is_not_its_own_source():
    assert found(link="Top", of="Top.md") is None
    assert found("Elsewhere/Notes.md", of="A/Notes.md") == (PATHS[7], How.NAME)


def test_a_path_that_is_given_twice_is_one_file():
    assert Sources(["A.md", "A.md"]).find(Source(ref="x/A.md")).path == "A.md"


def test_letters_of_either_composition_are_the_same():
    assert Sources(["Caf\u00e9.md"]).find(Source(ref="Cafe\u0301.md")).path == "Caf\u00e9.md"


def test_every_source_of_the_sample_vault_is_found():
    notes = [
        read_note(path.relative_to(VAULT).as_posix(), path.read_bytes(), Conventions())
        for path in sorted(VAULT.rglob("*.md"))
    ]
    sources = Sources(note.path for note in notes)
    named = [note.facts for note in notes if (note.facts.source.ref or note.facts.source.link) and note.facts.live]

    answers = [sources.find(facts.source, facts.noted_on, of=facts.path) for facts in named]

    assert len(named) >= 20
    assert all(answer is not None and answer.path.startswith("Sources/") for answer in answers)
    assert {answer.how for answer in answers} == set(How)


paths = st.lists(
    st.sampled_from(["A/", "A/B/", "B/", ""]).flatmap(
        lambda folder: st.sampled_from(
            ["x", "y", "2026-01-01_101010_1111_S", "2026-01-01_101010_2222_S", "2026-01-01_101010_3333_Re-S"]
        ).map(lambda name: f"{folder}{name}.md")
    ),
    max_size=6,
    unique=True,
)


@given(paths, paths, paths, st.booleans())
def test_the_order_of_paths_never_matters_and_an_answer_names_files_of_the_vault(vault, refs, links, absolute):
    """Kills: taking the first of several; answering with the note itself."""
    one, other = Sources(vault), Sources(reversed(vault))
    for ref in refs or [""]:
        for link in links or [""]:
            source = Source(ref=f"/home/ana/{ref}" if absolute and ref else ref, link=link.removesuffix(".md"))
            answer = one.find(source, of=vault[0] if vault else "")

            assert answer == other.find(source, of=vault[0] if vault else "")
            if answer:
                assert set(answer.candidates) <= set(vault[1:])
                assert answer.candidates == ((answer.path,) if answer.path else answer.candidates)
                assert (len(answer.candidates) == 1) is bool(answer.path)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_too_odd_for_a_reference(ref, link):
    answer = SOURCES.find(Source(ref=ref, link=link))

    assert answer is None or set(answer.candidates) <= set(PATHS)
