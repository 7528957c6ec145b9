"""The same tasks, the same bytes: whatever machine, day, zone or hash seed."""

import os
import subprocess
import sys
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from tests.core.feed.lint import complaints
from tests.core.feed.making import CONTEXT, line, task
from tests.ical_readers.meant import GOLDEN, feeds
from vaultsync.core.feed import render_todo
from vaultsync.core.model import Status

ROOT = Path(__file__).resolve().parents[3]

PRINT = "import sys; from tests.ical_readers.meant import feeds; sys.stdout.buffer.write(b''.join(feeds().values()))"


@pytest.mark.parametrize("name", ["tasks.ics", "events.ics", "all.ics", "ringing.ics"])
def test_the_golden_feed_is_what_is_rendered(name, pytestconfig):
    feed = feeds()[name]
    if pytestconfig.getoption("--update-golden", default=False):
        (GOLDEN / name).write_bytes(feed)
    assert feed == (GOLDEN / name).read_bytes(), "Look at the difference; if it is meant, run pytest --update-golden."


@pytest.mark.parametrize("name", ["tasks.ics", "events.ics", "all.ics", "ringing.ics"])
def test_the_golden_feed_is_clean(name):
    assert complaints((GOLDEN / name).read_bytes()) == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])
def test_the_zone_of_the_machine_does_not_show(zone):
    """Kills: noon of the done day where the machine is, for noon where the vault is."""
    elsewhere = subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": str(len(zone)), "LC_ALL": "C"},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert elsewhere.stdout == b"".join(feeds().values())
    assert b"DUE;VALUE=DATE:20260105\r\n" in elsewhere.stdout


def test_the_order_of_a_tasks_other_lines_does_not_show():
    others = [line(path=f"{day}.md", done=date(2026, 1, day)) for day in (2, 3, 4)]
    rendered = {render_todo(task(status=Status.DONE, others=tuple(order)), CONTEXT) for order in permutations(others)}
    assert len(rendered) == 1
