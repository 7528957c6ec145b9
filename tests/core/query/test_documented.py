"""docs/query.md lists what the parser accepts."""

import re
from collections.abc import Iterable

import pytest

from tests.conftest import ROOT
from vaultsync.core.query import ours
from vaultsync.core.query.file_defaults import PROPERTIES
from vaultsync.core.query.filter_reading import DATE_FIELDS, FIXED_INSTRUCTIONS, STATUS_TYPES, TEXT_FIELDS
from vaultsync.core.query.groupers import GROUP_KEYS
from vaultsync.core.query.layout import HIDE_SHOW
from vaultsync.core.query.placeholders import BUILT_IN_PRESETS
from vaultsync.core.query.sorting import SORT_KEYS


def words_of(*sections: str) -> set[str]:
    """Return the words between backquotes of some sections of the page."""
    text = (ROOT / "docs" / "query.md").read_text("utf-8")
    parts = {part.partition("\n")[0]: part for part in text.split("\n## ")}
    quoted = re.findall(r"`([^`\n]+)`", "".join(parts[section] for section in sections))
    return words(quoted)


def words(texts: Iterable[str]) -> set[str]:
    return {word for each in texts for word in re.split(r"[^\w.]+", each) if word and not word.isdigit()}


@pytest.mark.parametrize(
    ("names", "section"),
    [
        (SORT_KEYS, "Order"),
        (GROUP_KEYS, "Groups"),
        (TEXT_FIELDS, "Filters"),
        (STATUS_TYPES, "Filters"),
        (["starts" if each == "start" else each for each in DATE_FIELDS], "Filters"),
        (FIXED_INSTRUCTIONS, "Filters"),
        (ours.INSTRUCTIONS, "Filters"),
        (HIDE_SHOW, "Showing"),
        (BUILT_IN_PRESETS, "Presets and placeholders"),
        ([each.removeprefix("TQ_show_") for each in PROPERTIES], "Presets and placeholders"),
    ],
)
def test_every_word_of_every_instruction_is_documented(names, section):
    """Kills: a key, an element or an instruction that the parser accepts and the page does not name."""
    assert words(names) <= words_of(section)
