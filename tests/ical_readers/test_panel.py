"""Each independent reader sees in the golden feeds what was meant.

A bug that every reader reads alike would pass a comparison among them, so they
are compared with a manifest written by hand.
"""

from dataclasses import asdict

import pytest

from tests.ical_readers.meant import GOLDEN, MEANT, Meant
from tests.ical_readers.readers import READERS, Reader

ENOUGH = 4


@pytest.fixture(scope="session")
def here() -> dict[str, bool]:
    return {reader.name: reader.here() for reader in READERS}


def as_told(one: Meant) -> dict:
    return asdict(one) | {"categories": list(one.categories), "done": one.status == "COMPLETED"}


def by_name(component: dict) -> tuple[str, str, str]:
    """What tells components apart even for a reader that hides UIDs."""
    return component["kind"], component["summary"], component.get("start") or ""


def in_the_fields_of(seen: dict, meant: dict) -> dict:
    """What was meant, in the fields that the reader shows; khal shows an empty text for what is not there."""
    return {name: "" if meant[name] is None and seen[name] == "" else meant[name] for name in seen}


PAIRS = [
    pytest.param(reader, feed, id=f"{reader.name}-{feed}")
    for reader in READERS
    for feed in MEANT
    if any(one.kind in reader.kinds for one in MEANT[feed])
]


@pytest.mark.parametrize(("reader", "feed"), PAIRS)
def test_a_reader_sees_what_was_meant(reader: Reader, feed: str, here, tmp_path):
    if not here[reader.name]:
        pytest.skip(f"{reader.name} is not here: {reader.install}")
    expected = sorted((as_told(one) for one in MEANT[feed] if one.kind in reader.kinds), key=by_name)

    seen = sorted(reader.read(GOLDEN / feed, tmp_path), key=by_name)

    assert len(seen) == len(expected)
    assert seen == [in_the_fields_of(one, meant) for one, meant in zip(seen, expected, strict=True)]


def test_enough_readers_are_here_to_be_a_panel(here):
    present = sorted(name for name, found in here.items() if found)
    assert len(present) >= ENOUGH, f"only {present}; install the extra `dev`"
