"""A vault that is watched by inotify."""

from pathlib import Path

import pytest


@pytest.fixture
def root(tmp_path) -> Path:
    root = tmp_path / "Notes"
    root.mkdir()
    return root


@pytest.fixture
def index(root):
    from tests.store.watch.inotify.making import Index  # which other systems cannot import

    index = Index(root)
    yield index
    index.gate.set()
    index.emitter.stop()
