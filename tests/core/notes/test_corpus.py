"""Every note of the corpus is read, twice, and says where its tasks stand."""

import pytest

from tests.conftest import ROOT
from vaultsync.core.conventions import Conventions
from vaultsync.core.notation.rewrite import rewrite
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notes.gist import task_lines
from vaultsync.core.notes.note import read_note
from vaultsync.core.odd_codes import ODD_CODES
from vaultsync.core.text import decode, encode, rows

CORPUS = ROOT / "tests" / "corpus"
NOTES = sorted(path for path in CORPUS.glob("*.md") if path.name != "README.md")
DATAVIEW = Conventions(task_tag="", tasks=TasksSettings(dialect="dataview"))

LINES = {
    "line-ends-mixed.md": [2, 4, 7],
    "line-ends-cr.md": [5, 6],
    "no-line-ends.md": [],
    "bom-task.md": [1],
    "bom-frontmatter.md": [4],
    "bytes-latin-1.md": [4],
    "bytes-utf-16.md": [],
    "box-in-frontmatter.md": [],
    "box-statuses.md": [1, 2, 3, 4, 5, 6, 7, 8, 9],
    "deep-quotes.md": [3],
    "deep-one-line.md": [3],
    "fences.md": [17],
    "comments.md": [13, 17],
    "nested.md": [2, 3, 8],
    "yaml-unclosed.md": [3],
    "rules.md": [5],
}


def test_every_note_has_its_reason():
    listed = (CORPUS / "README.md").read_text("utf-8")
    assert NOTES
    assert [path.name for path in NOTES if f"- `{path.name}`: " not in listed] == []
    assert listed.count("- `") == len(NOTES)


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
@pytest.mark.parametrize("conventions", [Conventions(), DATAVIEW], ids=["emoji", "dataview"])
def test_every_note_is_read(path, conventions):
    data = path.read_bytes()
    note = read_note(path.name, data, conventions)
    structure = rows(decode(data))

    assert read_note(path.name, data, conventions) == note
    assert encode("".join(row + end for row, end in structure)) == data
    for line in note.lines:
        assert structure[line.line - 1][0] == line.raw
        assert rewrite(line.said, dialect=conventions.tasks.dialect) == line.said.text
    for line in (*note.lines[:2], *note.lines[-2:]):
        assert line.line in task_lines(data)


@pytest.mark.parametrize("name", LINES)
def test_the_tasks_of_a_note_stand_where_they_stand(name):
    note = read_note(name, (CORPUS / name).read_bytes(), Conventions())
    assert [line.line for line in note.lines] == LINES[name]


@pytest.mark.parametrize("path", [path for path in NOTES if path.name.startswith("yaml-")], ids=lambda path: path.name)
def test_no_frontmatter_hides_the_task_below_it(path):
    assert len(read_note(path.name, path.read_bytes(), Conventions()).lines) == 1


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("yaml-merge-bomb.md", {"frontmatter"}),
        ("yaml-billion-laughs.md", {"frontmatter"}),
        ("yaml-deep.md", {"frontmatter"}),
        ("yaml-long-key.md", {"frontmatter"}),
        ("yaml-bad-dates.md", {"bad-note-date", "bad-date"}),
        ("yaml-wrong-types.md", {"frontmatter-type"}),
        ("yaml-list.md", {"frontmatter"}),
        ("yaml-text.md", {"frontmatter"}),
        ("yaml-python-tag.md", set()),
        ("yaml-doubled.md", {"doubled-key"}),
        ("bytes-latin-1.md", {"not-utf-8"}),
        ("deep-lists.md", {"too-deep"}),
        ("rules.md", set()),
        ("fields.md", {"bad-date", "unread-date", "no-date", "bad-recurrence", "bad-on-completion"}),
    ],
)
def test_what_is_odd_is_told(name, codes):
    note = read_note(name, (CORPUS / name).read_bytes(), Conventions())
    assert {odd.code for odd in note.diagnostics} == codes <= set(ODD_CODES)
