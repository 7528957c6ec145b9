"""A command line to type at."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vaultsync.faces.cli import main


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


class Terminal:
    """Types commands in the folder of a vault, with the clock stopped on 2026-02-02."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        self._capsys.readouterr()
        status = 0
        try:
            main(list(words))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        out, err = self._capsys.readouterr()
        return Answer(status, out, err)

    def write(self, path: str, text: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogateescape"))

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode("utf-8", "surrogateescape")


@pytest.fixture
def terminal(tmp_path, capsys, monkeypatch) -> Terminal:
    root = tmp_path / "Notes"
    (root / ".obsidian").mkdir(parents=True)
    monkeypatch.chdir(root)
    monkeypatch.setenv("VAULTSYNC_NOW", "2026-02-02")
    return Terminal(root, capsys)


@pytest.fixture
def sample(tmp_path, capsys, monkeypatch) -> Terminal:
    """The sample vault, in a copy."""
    root = tmp_path / "sample_vault"
    shutil.copytree(ROOT / "sample_vault", root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("VAULTSYNC_NOW", "2026-02-02")
    return Terminal(root, capsys)
