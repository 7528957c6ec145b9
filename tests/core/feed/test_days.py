"""Days and moments of a vault are those of its zone, wherever the machine is."""

import os
import subprocess
import sys
from datetime import date

import pytest

from tests.conftest import ROOT
from tests.core.feed.making import CONTEXT, task, value, with_context
from vaultsync.core.feed import render_event, render_todo

ZONES = ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"]

PRINT = """
import sys, tempfile
from pathlib import Path
from zoneinfo import ZoneInfo
from tests.publishing.making import Desk
from vaultsync.core.feed.definition import events, todos
from vaultsync.publishing import Identity
desk = Desk(Path(tempfile.mkdtemp()))
desk.publishing._identity = Identity("Work", "vault-1", ZoneInfo(sys.argv[1]))
desk.save({"a.md": "- [ ] All day 📅 2026-01-05 #task ^vs-a\\n- [ ] Timed 📅 2026-01-05 00:30 #task ^vs-b\\n"})
for definition in (events(), todos()):
    for uid, values in desk.components(definition).items():
        print(uid, values.get("DTSTART"), values.get("DTEND"), values.get("DUE"))
"""


def told(machine: str, vault: str) -> str:
    """What the feeds say about days, on a machine in one zone, for a vault in another."""
    environment = {**os.environ, "TZ": machine, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PRINT, vault]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("machine", ZONES)
def test_an_all_day_date_stays_on_its_day(machine):
    for vault in ZONES:
        lines = told(machine, vault).splitlines()
        assert lines[0] == "vs-a-due 20260105 20260106 None"
        assert "vs-a None None 20260105" in lines


def test_a_time_of_day_is_one_of_the_vaults_zone_and_not_of_the_machines():
    assert len({told(machine, "Pacific/Kiritimati") for machine in ZONES}) == 1
    assert "vs-b None None 20260104T103000Z" in told("UTC", "Pacific/Kiritimati")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_moment_that_utc_has_no_calendar_for_is_its_day(day):
    for zone in ZONES:
        from zoneinfo import ZoneInfo

        context = with_context(zone=ZoneInfo(zone))
        for time in ("00:00", "23:59"):
            timed = task(f"Call Bo (@{day.isoformat()} {time})")
            todo, event = render_todo(timed, context), render_event(timed, context)
            assert (value(todo, "DUE") or value(todo, "DUE;VALUE=DATE"))[:4] == f"{day.year:04}"
            assert value(event, "SUMMARY") == "☐ Call Bo"


def test_a_timed_task_is_written_in_utc_and_its_words_have_no_clock():
    timed = task("Call Bo 📅 2026-07-05 09:30")
    event, todo = render_event(timed, CONTEXT), render_todo(timed, CONTEXT)
    assert (value(event, "DTSTART"), value(event, "DTEND")) == ("20260705T073000Z", "20260705T080000Z")
    assert value(todo, "DUE") == "20260705T073000Z"
    assert value(todo, "SUMMARY") == "Call Bo"
