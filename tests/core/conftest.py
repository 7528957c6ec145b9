"""A note for tests whose docstring is the note."""

from textwrap import dedent

import pytest

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Note
from vaultsync.core.notes.note import read_note


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """The test's docstring, read as `Kickoff.md`; line 1 is the one below the quotes."""
    text = dedent(request.function.__doc__).removeprefix("\n").rstrip(" ")
    return read_note("Kickoff.md", text.encode(), Conventions())
