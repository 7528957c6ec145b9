"""A room with a daemon in it."""

import pytest

from tests.faces.daemon.making import Room


@pytest.fixture
def room(caplog) -> Room:
    return Room(caplog)
