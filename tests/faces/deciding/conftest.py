"""Lines of which a person decides whether they are one task."""

import pytest

from tests.faces.deciding.making import names, titles


@pytest.fixture
def two(terminal):
    """Two lines that only a person can know to be one task."""
    terminal.write("2026-01-05 A.md", "- [?] Ask the harbour office about mooring fees @Bo #task #proposed\n")
    terminal.write("2026-01-12 B.md", "- [?] Find out what a night at the quay costs @Bo #task #proposed\n")
    assert len(titles(terminal)) == 2
    return terminal


@pytest.fixture
def pairs(terminal):
    """Two tasks, each in two wordings; the words of each pair are only just alike."""
    note = "- [?] {} #task #proposed\n"
    terminal.write(
        "A.md", note.format("Photograph some receipts that say YE HAVE PAID and forward them to Suresh. @Tom Wilder")
    )
    terminal.write("B.md", note.format("Send Suresh two or three photographs of the pirate receipts. @Tom Wilder"))
    terminal.write("C.md", note.format("Update the work list with the noise in the port gearbox. @Odalys Penn"))
    terminal.write("D.md", note.format("Measure the port gearbox while it is making the noise. @Odalys Penn"))
    assert len(names(terminal)) == 2
    return terminal
