"""A desk for tests of what a command does to notes."""

import pytest

from tests.app.making import Desk


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)
