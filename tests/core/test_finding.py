"""How what was typed reaches a task or a line."""

import pytest

from vaultsync.core.finding import place_in


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("A.md:12", ("A.md", 12)),
        ("Meetings/10:30 Kickoff.md:7", ("Meetings/10:30 Kickoff.md", 7)),
        ("odd\nname.md:007", ("odd\nname.md", 7)),
        ("A.md", None),
        (":12", None),
        ("A.md:", None),
        ("A.md:-1", None),
        ("A.md:²", None),
        ("A.md:٣", None),
        ("A.md:1\n", None),
        ("A.md:" + "9" * 5000, None),
    ],
)
def test_a_line_is_named_by_its_path_and_a_number_in_plain_digits(name, place):
    """Kills: what Python calls a digit and no number, numbers that it refuses to read."""
    assert place_in(name) == place
