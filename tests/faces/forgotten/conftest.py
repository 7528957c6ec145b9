"""Two lines that are one task."""

import pytest

from tests.faces.forgotten.making import ONE, OTHER


@pytest.fixture
def pallets(terminal):
    """Two lines that are one task."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal.write("2026-01-12 B.md", OTHER)
    return terminal
