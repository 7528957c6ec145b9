"""Feeds from the settings of a vault."""

from datetime import time, timedelta

import pytest

from tests.conftest import ROOT
from vaultsync.core.feed.context import Alarm
from vaultsync.core.feed.definition import FeedDefinition, Kind, mine
from vaultsync.core.feed.settings import KEYS, read_feeds


def test_without_settings_there_are_the_ready_made_feeds():
    found = read_feeds({})

    assert list(found.feeds) == ["events", "tasks", "mine", "waiting", "proposals"]
    assert not found.persons
    assert not any(feed.path or feed.configured for feed in found.feeds.values())


def test_a_ready_made_feed_keeps_what_the_settings_do_not_change():
    feed = read_feeds({"mine": {"kind": "todos", "served": False}}).feeds["mine"]

    assert (feed.definition.kind, feed.definition.query) == (Kind.TODOS, mine().query)
    assert (feed.served, feed.configured) == (False, True)


def test_every_setting_reaches_its_part_of_the_definition():
    said = {
        "query": ["not done", "due today"], "kind": "all", "title": "T", "description": "D", "colour": "Tomato",
        "alarms": ["1h"], "done_days": 3, "instances": 2, "proposed": True, "scheduled": True, "prefix": "! ",
        "done_prefix": "x ", "refresh": "6h", "path": "a.ics", "served": False,
    }  # fmt: skip
    assert set(said) == {key.name for key in KEYS}
    feed = read_feeds({"a": said}).feeds["a"]
    plain = FeedDefinition(name="a")

    assert feed.definition.query == ("not done", "due today")
    assert feed.definition.colour.rgb == "#ff6347"
    assert feed.definition.refresh == timedelta(hours=6)
    assert all(getattr(feed.definition, key.field) != getattr(plain, key.field) for key in KEYS if key.field)
    assert feed.path == "a.ics"


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("30m", Alarm(before=timedelta(minutes=30))),
        ("2 hours", Alarm(before=timedelta(hours=2))),
        ("1 day before", Alarm(before=timedelta(days=1))),
        ("9:05", Alarm(at=time(9, 5))),
        ("1d 09:00", Alarm(before=timedelta(days=1), at=time(9))),
        ("1 week before at 18:00", Alarm(before=timedelta(weeks=1), at=time(18))),
    ],
)
def test_reminders_as_people_write_them(text, alarm):
    assert read_feeds({"a": {"alarms": text}}).feeds["a"].definition.alarms == (alarm,)


def test_the_manual_has_every_setting():
    manual = (ROOT / "docs" / "calendar.md").read_text("utf-8")

    assert [key.name for key in KEYS if f"| `{key.name}` | {key.meaning} |" not in manual] == []


def test_a_feed_called_person_is_a_feed():
    found = read_feeds({"person": {"kind": "todos"}})

    assert found.feeds["person"].definition.kind is Kind.TODOS
    assert not found.persons
    assert read_feeds({"person": True}).persons
