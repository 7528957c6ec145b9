"""Which line of a note a proposal has become whose words somebody has changed."""

import pytest

from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.reworded import reworded

SEND, PAY = "- [?] Send the pricing sheet to Bo Lind #task #proposed", "- [?] Pay the rent #task #proposed"


def lines(*texts):
    return read_note("A.md", "\n".join(texts).encode(), Conventions()).lines


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (["- [?] Give it to Bo #task #proposed", PAY], 1),
        (["Above.", "", SEND.replace("Send", "Mail"), PAY], 3),
        # Its place goes before its words.
        (["- [?] Give it to Bo #task #proposed", PAY, SEND.replace("Send", "Mail")], 1),
        ([PAY], None),
        (["", "- [?] Air the tent #task #proposed", PAY], None),
        (["- [ ] Give it to Bo #task", PAY], None),
        ([], None),
    ],
)
def test_a_line_has_become_the_one_in_its_place_or_the_one_that_says_the_same(now, found):
    """Kills: another proposal that has moved there, one that is none, any new one wherever it stands."""
    (was, _) = before = lines(SEND, PAY)
    line = reworded(was, lines(*now), {each.raw for each in before})

    assert (line and line.line) == found
