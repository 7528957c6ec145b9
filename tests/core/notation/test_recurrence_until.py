"""The date behind `until`. The expectations are those of Node 20's `Date.parse` in UTC."""

import pytest

from vaultsync.core.notation.recurrence_until import Until, read_until


@pytest.mark.parametrize(
    ("text", "until"),
    [
        (" March 1, 2024", (2024, 3, 1)),
        (" 1 March 2024", (2024, 3, 1)),
        (" Mar 1 2024", (2024, 3, 1)),
        (" 2024 March 1", (2024, 3, 1)),
        (" marchish 2024", (2024, 3, 1)),
        (" Mar 2024", (2024, 3, 1)),
        (" March 5", (2001, 3, 5)),
        (" 2025", (2025, 1, 1)),
        ("2025", (2025, 1, 1)),
        (" 3 1 2024", (2024, 3, 1)),
        (" 2024 3 1", (2024, 3, 1)),
        (" 5", (2001, 5, 1)),
        (" Friday, March 1, 2024", (2024, 3, 1)),
        (" Jan 2 2024 Mar", (2024, 3, 2)),
        (" Feb 30 2024", (2024, 3, 1)),
        (" Feb 30 2023", (2023, 3, 2)),
        (" Mar 1 24", (2024, 3, 1)),
        (" Mar 1 50", (1950, 3, 1)),
        ("0050", (50, 1, 1)),
        (" 0050", (1950, 1, 1)),
        ("0000", (0, 1, 1)),
        (" Mar 1 00000000002024", (2024, 3, 1)),
        (" Mar 1 12024", (12024, 3, 1)),
        (" Mar 1 2024 est", (2024, 3, 1, 5)),
        (" Mar 1 2024 Z", (2024, 3, 1)),
        (" Jan 1 1970 PST", (1970, 1, 1, 8)),
        (" EST Mar 1 2024", (2024, 3, 1)),
        (" Sep 13 275760", (275760, 9, 13)),
    ],
)
def test_what_chromium_takes_for_a_date(text: str, until: tuple[int, ...]):
    assert read_until(text) == Until(*until)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", " tomorrow", " March", " 13 13 2024", " 2024 13 1", " March 32 2024", " 0 1 2024", " 1 0 2024"),
        *(" March 1st 2024", " Mar 1 2024 CET", " 2024foo", " foo2024", " T2024", " Mar 1 2024 ESTx", " Z2024"),
        *(" 1 2 3 4", " 20240301", " Sep 14 275760", " Sep 13 275760 EST", " Jan 1 1970", " 1970", "1970"),
    ],
)
def test_what_is_no_date(text: str):
    assert read_until(text) is None
