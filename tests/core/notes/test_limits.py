"""What a note may hold without harm to the others: each limit is told, and nothing costs n²."""

import os
from collections import Counter

import pytest

from tests.conftest import ROOT
from tests.core.reconcile.making import note_lines
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.gist import MAX_BOXES, MAX_ROWS, MAX_TASK
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.candidates import keys_of
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.line_features import CROWD
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.words import READ, read
from vaultsync.core.walk import UnreadableNote
from vaultsync.faces.texts.table import Yielding, table
from vaultsync.store.disk import DiskVault

EVERY_BOX = Conventions(task_tag="")
MIB = 1024 * 1024


def features(*titles: str) -> list[Features]:
    return note_features(note_lines("\n".join(f"- [ ] {title}" for title in titles)))


def most_on_one_key(lines: list[Features]) -> int:
    """How many lines the fullest key has: so many are compared with each other, pair by pair."""
    units = {line.unit: line for line in lines}.values()
    keys = (keys_of(line.heavy, line.identifiers, line.ids) for line in units)
    posted = Counter(key for each in keys for key in (*each.posted, *each.lasting))
    return max(posted.values(), default=0)


def test_a_line_too_long_for_a_task_is_told_and_hides_no_other():
    text = f"- [ ] before\n- [ ] {'y' * MAX_TASK}\n- [ ] behind\n"
    note = read_note("a.md", text.encode(), EVERY_BOX)

    assert [line.title for line in note.lines] == ["before", "behind"]
    assert [(odd.code, odd.line) for odd in note.diagnostics] == [("too-large", 2)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_note_in_utf_16_is_told(encoding: str):
    text = "\ufeff- [ ] Count the buoys #task\n"
    odd = [(each.code, each.line) for each in read_note("a.md", text.encode(encoding), EVERY_BOX).diagnostics]
    assert odd == [("encoding", 0)]
    assert not read_note("a.md", text.encode(), EVERY_BOX).diagnostics


def test_a_long_line_is_read_up_to_the_limit():
    start = "- [ ] "
    note = read_note("a.md", (start + "y" * (MAX_TASK - len(start))).encode(), EVERY_BOX)
    assert (len(note.lines), note.diagnostics) == (1, ())


@pytest.mark.parametrize("ends", ["\n", "\r"])
def test_a_note_of_millions_of_lines_is_told_and_not_read(ends: str):
    note = read_note("a.md", (ends * (MAX_ROWS + 1) + "- [ ] a").encode(), EVERY_BOX)
    assert ([odd.code for odd in note.diagnostics], note.lines) == (["too-large"], ())


def test_a_note_of_too_many_checkboxes_is_told_and_not_read():
    note = read_note("a.md", b"- [ ] a\n" * (MAX_BOXES + 1), EVERY_BOX)
    assert ([odd.code for odd in note.diagnostics], note.lines) == (["too-large"], ())
    assert note.boxes == MAX_BOXES + 1


def test_a_file_of_17_mib_is_no_note(tmp_path):
    with (tmp_path / "a.md").open("wb") as file:
        os.truncate(file.fileno(), 17 * MIB)
    with pytest.raises(UnreadableNote, match="larger than 16 MiB"):
        DiskVault(tmp_path, now=lambda: 0).read("a.md")


def test_a_heading_of_spaces_is_read_in_one_go():
    # Finishes only if the closing `#`s are not looked for behind every space.
    note = read_note("a.md", f"# a{' ' * 300_000}b\n\n- [ ] x\n".encode(), EVERY_BOX)
    assert note.lines[0].heading == f"a{' ' * 300_000}b"


def test_headings_with_tabs_and_closing_signs_read_as_markdown_has_them():
    note = read_note("a.md", (ROOT / "tests" / "corpus" / "headings.md").read_bytes(), EVERY_BOX)
    assert [(line.title, line.heading) for line in note.lines] == [
        ("a", "Plan"),
        ("b", ""),
        ("c", "Plan#"),
        ("d", "Later"),
    ]


def test_a_title_of_open_links_is_compared_by_its_beginning():
    # Finishes only if the rest is not searched: each `[[` would be looked for to the end.
    assert [word.stem for word in read("Send it " + "[[" * 500_000).words] == ["send"]


def test_long_lines_that_differ_at_the_end_are_two():
    one, other, same = features(*("say " * READ + end for end in ("yes", "no", "yes")))
    assert one.unit == same.unit != other.unit


def test_a_generated_list_is_not_compared_pair_by_pair():
    lines = features(*(f"Check page {number} of the honey ledger" for number in range(CROWD * 2)))
    assert most_on_one_key(lines) == 1


def test_lines_with_ids_of_their_own_and_one_word_are_not_compared_pair_by_pair():
    lines = features(*(f"t 🆔 i{number}" for number in range(CROWD * 2)))
    assert most_on_one_key(lines) == 1


def test_a_list_of_the_ordinary_kind_keeps_all_its_words():
    lines = features(*(f"Check page {number} of the honey ledger" for number in range(CROWD)))
    assert all("honey" in line.heavy for line in lines)


def test_equal_lines_are_no_crowd():
    lines = features(*["Paint the shed door blue"] * (CROWD * 2), "Feed the bees")
    assert "shed" in lines[0].heavy
    assert len({line.unit for line in lines}) == 2


class Heading(str):
    """A heading that notes how far it was padded."""

    padded = 0

    def ljust(self, width: int, fill: str = " ", /) -> str:  # type: ignore[override]  # `str` overloads it for literals
        type(self).padded = max(self.padded, width)
        return super().ljust(width, fill)


def test_one_long_line_does_not_pad_the_others():
    assert table(("TASK", Heading("WHAT")), [("p-1", "x" * 5000), ("p-2", "y")], Yielding(wide=1)).endswith("\np-2   y")
    assert Heading.padded < 5000
