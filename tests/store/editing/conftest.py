"""A workspace for an editor."""

import pytest

from tests.store.editing.making import Workspace


@pytest.fixture
def place(tmp_path):
    return Workspace(tmp_path)
