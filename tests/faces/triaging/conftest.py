"""A desk with three proposals."""

import pytest

from tests.faces.triaging.making import Desk


@pytest.fixture
def desk(terminal, monkeypatch):
    return Desk(terminal, monkeypatch)
