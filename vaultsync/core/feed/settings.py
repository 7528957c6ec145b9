"""`[feeds.NAME]` of a vault's settings → feeds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any, Final, NamedTuple

from vaultsync.core.errors import ConfigError, did_you_mean
from vaultsync.core.feed.calendar import Colour
from vaultsync.core.feed.context import Alarm
from vaultsync.core.feed.definition import FeedDefinition, Kind, events, mine, proposals, todos, waiting

PERSONS: Final = "person"
"""`feeds.person = true`: one feed for each person who is asked."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and where it goes."""

    definition: FeedDefinition
    path: str = ""
    """The file that is kept current, relative to the vault; empty: none."""

    served: bool = True
    """Whether `vaultsync serve` may answer for it, once it has a secret address."""

    configured: bool = False
    """Whether the vault's settings name it."""

    shared_name: str = ""
    """What it would be called if nothing else were; empty: it is called so."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The feeds that follow from the settings alone."""

    feeds: Mapping[str, Feed]
    persons: bool = False


class FeedKey(NamedTuple):
    """One setting of a feed."""

    name: str
    field: str
    """Of `FeedDefinition`."""

    read: Callable[[Any], Any]
    """Raises ValueError, with what it should be, for what it cannot read."""

    meaning: str


_SPAN = re.compile(r"(\d{1,4}) ?(m|h|d|w)[a-z]*")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ALARM = re.compile(r"(?:(?P<span>\d{1,4} ?[mhdw][a-z]*)(?: before)?)? ?(?:at )?(?P<at>\d{1,2}:\d\d)?")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("a whole number")
    return value


def _lines(value: Any) -> tuple[str, ...]:
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise ValueError("a text or a list of texts")
    return tuple(line for text in lines for line in text.splitlines())


def _kind(value: Any) -> Kind:
    try:
        return Kind(value)
    except ValueError:
        raise ValueError(" or ".join(f'"{kind}"' for kind in Kind)) from None


def _colour(value: Any) -> Colour:
    from webcolors import name_to_hex

    name = _text(value).lower()
    try:
        return Colour(name, name_to_hex(name))
    except ValueError:
        raise ValueError('a CSS name of a colour, such as "steelblue"') from None


def _span(value: Any) -> timedelta:
    match = _SPAN.fullmatch(_text(value).strip().lower())
    if match is None:
        raise ValueError('a number and a unit, such as "30m", "6h", "1d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _alarms(value: Any) -> tuple[Alarm, ...]:
    return tuple(_alarm(text) for text in _lines(value))


def _alarm(text: str) -> Alarm:
    match = _ALARM.fullmatch(text.strip().lower())
    if match is None or not match[0]:
        raise ValueError('a list of reminders: "1h", "1d", "09:00", or "1d 09:00" for 9 o\'clock on the day before')
    before = _span(match["span"]) if match["span"] else timedelta()
    if match["at"] is None:
        return Alarm(before=before)
    if before % timedelta(days=1):
        raise ValueError("whole days before a time of day, such as 1d 09:00")
    hour, minute = match["at"].split(":")
    try:
        return Alarm(before=before, at=time(int(hour), int(minute)))
    except ValueError:
        raise ValueError(f"a time of day, which {match['at']} is not") from None


KEYS: Final = (
    FeedKey("query", "query", _lines, "which tasks: lines of the query language, or @NAME of [queries]"),
    FeedKey("kind", "kind", _kind, "events (all-day, for every calendar), todos (for task programs), or all"),
    FeedKey("title", "title", _text, "what calendars call it"),
    FeedKey("description", "description", _text, "what calendars show besides"),
    FeedKey("colour", "colour", _colour, "what calendars draw it in"),
    FeedKey("alarms", "alarms", _alarms, "when to be reminded of what is due"),
    FeedKey("done_days", "done_days", _number, "days for which decided tasks are still shown"),
    FeedKey("instances", "instances", _number, "coming days of a recurring task, 0 to 12"),
    FeedKey("proposed", "include_proposed", _switch, "show proposals too, as tentative"),
    FeedKey("scheduled", "scheduled_events", _switch, "events for tasks that are scheduled, but not due"),
    FeedKey("prefix", "prefix", _text, "before the words of an event"),
    FeedKey("done_prefix", "done_prefix", _text, "before those of a done one; empty: done tasks have no events"),
    FeedKey("refresh", "refresh", _span, 'how often clients are asked to look: "1h"'),
    FeedKey("path", "", _text, "file that the daemon and `export --all` keep current, relative to the vault"),
    FeedKey("served", "", _switch, "false: never over HTTP"),
)
_BY_NAME = {key.name: key for key in KEYS}


def ready_made() -> dict[str, FeedDefinition]:
    """Return the feeds that every vault has."""
    return {each.name: each for each in (events(), todos(), mine(), waiting(), proposals())}


def read_feeds(table: Mapping[str, Any]) -> FeedSettings:
    """Return the feeds of a vault: the ready-made ones, as the settings change them, and those that they add.

    Args:
        table: `feeds` of the settings, as TOML reads it.

    Raises:
        ConfigError: A key is unknown, a value is of the wrong type, a name is none for a feed.
    """
    feeds = {name: Feed(definition) for name, definition in ready_made().items()}
    persons = table.get(PERSONS, False)
    for name, values in table.items():
        if name == PERSONS and isinstance(values, bool):
            continue
        if not isinstance(values, dict):
            raise _wrong(name, values, "a table: [feeds.NAME]", "")
        feeds[name] = _feed(name, values, feeds[name].definition if name in feeds else None)
    return FeedSettings(feeds, persons is True)


def _feed(name: str, values: Mapping[str, Any], base: FeedDefinition | None) -> Feed:
    read = {key: _value(name, key, value) for key, value in values.items()}
    fields = {_BY_NAME[key].field: value for key, value in read.items() if _BY_NAME[key].field}
    try:
        definition = replace(base or FeedDefinition(name=name), **fields)
    except ValueError as error:
        raise ConfigError(f"[feeds.{name}]: {error}", remedy="Correct it in .vaultsync/vaultsync.toml.") from None
    return Feed(definition, read.get("path", ""), read.get("served", True), configured=True)


def _value(feed: str, name: str, value: Any) -> Any:
    key = _BY_NAME.get(name)
    if key is None:
        remedy = f"{did_you_mean(name, _BY_NAME)} There are: {', '.join(_BY_NAME)}."
        raise ConfigError(f"[feeds.{feed}]: there is no setting `{name}`", remedy=remedy.lstrip())
    try:
        return key.read(value)
    except ValueError as error:
        raise _wrong(f"{feed}.{name}", value, str(error), key.meaning) from None


def _wrong(name: str, value: Any, wanted: str, meaning: str) -> ConfigError:
    remedy = f"It is {meaning}." if meaning else 'Write for example [feeds.week] and under it query = "due this week".'
    return ConfigError(f"feeds.{name} should be {wanted}, not {value!r}", remedy=remedy)
