"""Whether a name is new, and whose it is nearly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.people import Newcomer, newcomer

KNOWN = ("Ana Ruiz", "Henrik Vass", "Rosalind Achterberg–Moy", "Capt. Vass")


@pytest.mark.parametrize(
    "name", ["Ana Ruiz", "ana", "RUIZ", "@Ana", "Dr. Ana Ruiz", "rosalind achterberg", "Moy", "", "?"]
)
def test_a_name_or_a_part_of_one_is_nobody_new(name):
    assert newcomer(name, KNOWN) is None


@pytest.mark.parametrize(
    ("name", "nearest", "slip"),
    [
        ("Ana Riuz", "Ana Ruiz", True),
        ("Anna Ruiz", "Ana Ruiz", True),
        ("Henirk", "Henrik Vass", True),
        ("Hendrick Vaas", "Henrik Vass", False),
        ("Rosalin Achterberg Moi", "Rosalind Achterberg–Moy", True),
        ("Henk", "Henrik Vass", False),
        ("An", "Ana Ruiz", False),
        ("Zoltan Bright", "", False),
        ("Anni Rust", "", False),
    ],
)
def test_a_slip_is_told_from_somebody_else(name, nearest, slip):
    assert newcomer(name, KNOWN) == Newcomer(name, nearest, slip)


def test_where_nobody_is_known_everybody_is_new():
    assert newcomer("Ana Ruiz", ()) == Newcomer("Ana Ruiz")


@given(st.sampled_from(KNOWN[:3]), st.integers(0, 30))
def test_two_letters_that_changed_places_are_a_slip_in_the_name_they_stand_in(name, at):
    """Kills: a distance that counts two letters that changed places as two; a slip of somebody else's."""
    at %= len(name) - 1
    typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    found = newcomer(typed, KNOWN)

    if found and name[at : at + 2].isalpha():
        assert (found.nearest, found.slip) == (name, True)
