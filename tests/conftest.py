"""What all tests share: a stopped clock, a vault in memory, the folder of facts beside the project."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from vaultsync.core.conventions import Conventions

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "gate",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    # A gate gives the same answer to the same tree; at a desk every run tries something new.
    derandomize="CI" in os.environ,
)
settings.load_profile("gate")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write golden files anew; look at the difference.")


@pytest.fixture
def conventions() -> Conventions:
    return Conventions()


@pytest.fixture
def shared() -> Path:
    """The folder of facts and vectors; a stranger's clone has none."""
    if not SHARED.is_dir():
        pytest.skip("the folder of facts and vectors is not beside this clone")
    return SHARED


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the state or the settings of the person who runs it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    for name in ("XDG_CONFIG_HOME", "VAULTSYNC_VAULT", "VAULTSYNC_STATE", "VAULTSYNC_NOW"):
        monkeypatch.delenv(name, raising=False)


def no_lock() -> Callable[[], AbstractContextManager[None]]:
    return nullcontext
