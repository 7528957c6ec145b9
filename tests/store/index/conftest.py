"""What tests of an index share: each kind of it, and one of many tasks beside the plain one that judges it."""

from itertools import product

import pytest

from tests.store.index.making import CONVENTIONS, take_in
from vaultsync.core.ports import Index
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex


@pytest.fixture(params=["memory", "sqlite"])
def index(request, tmp_path) -> Index:
    return MemoryIndex(CONVENTIONS) if request.param == "memory" else SqliteIndex(tmp_path / "index.db", CONVENTIONS)


HEADINGS = ("", "# Steps\n", "# steps\n", "# Step 01\n", "# Step 1\n", "# \u200b\n", "# Ärger\n", "# A\u0308rger\n")
SIGNS = (
    "", "⏫", "🔁 every day", "#home", "#Home #work", "#work", "#work #alpha #zoo", "📅 2026-02-02", "📅 2026-02-30", "⏳ 2026-02-02",
    "✅ 2026-01-30", "🛫 2026-05-05", "⏳ 2026-05-05", "📅 2027-01-01 #home", "📅 2027-01-02",
)  # fmt: skip


WORDS = ("send 2 🆔 {}", "Send 02 🆔 _{}_", "*Send* 10 🆔 {}", "{} is sent")


def said_in(note: str) -> str:
    """Lines that are a task each: none has the same words as another without having an id."""
    return "".join(
        f"{heading}- [{' x/-'[n % 3]}] {WORDS[n % 4].format(f'{note}{7 * n % 31}-{n}')} {sign} #task\n"
        for n, (heading, sign) in enumerate(product(HEADINGS, SIGNS), len(note))
    )


@pytest.fixture(scope="module")
def indexes(tmp_path_factory):
    """Notes of the same name in two folders, in an index whose rows are in another order than anything sorted."""
    plain = MemoryIndex(CONVENTIONS)
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    for index in (plain, clever):
        take_in(index, **{path: said_in(path.replace("/", "-")) for path in ("Zoo/Plan", "b", "Plan", "A")})
    yield plain, clever
    clever.close()
