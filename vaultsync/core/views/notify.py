"""When the digest of a day is due, and what it tells: `[notify]` of a vault's settings."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vaultsync.core.errors import ConfigError, did_you_mean

if TYPE_CHECKING:
    from vaultsync.core.model import Task

_DAYS_IN_FULL: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
DAYS: Final = [day[:3] for day in _DAYS_IN_FULL]
_DAYS_ARE: Final = f'Write days = ["mon", "fri"], of {", ".join(DAYS)}; without `days` it is every day.'
_KEYS: Final = ("at", "days", "command")
_KEPT: Final = 60
"""How many days are remembered: a clock that was wrong for a while must not bring a second digest of one."""


class NotifyWish(NamedTuple):
    """When a digest is wanted, and by which way."""

    at: time | None
    """Time of day in the zone of the vault's owner; None: never by itself."""

    days: frozenset[int]
    """Days of the week; Monday is 0."""

    command: tuple[str, ...]
    """Gets the digest on standard input, and in place of `{title}` and `{text}`; empty: the desktop is told."""


class Pending(NamedTuple):
    """What a digest tells of: tasks that are mine or nobody's."""

    due: "tuple[Task, ...]"
    """Accepted, and due today."""

    overdue: "tuple[Task, ...]"
    proposed: "tuple[Task, ...]"
    """Proposed since the last digest."""


def read_notify(values: Mapping[str, Any]) -> NotifyWish:
    """Return what `[notify]` says.

    Raises:
        ConfigError: A key is unknown, or a value cannot be understood.
    """
    for name in values:
        if name not in _KEYS:
            remedy = f"{did_you_mean(name, _KEYS)} There are {', '.join(_KEYS)}."
            raise ConfigError(f"[notify]: there is no setting `{name}`", remedy=remedy.lstrip())
    return NotifyWish(_time(values.get("at", "")), _days(values.get("days", DAYS)), _command(values.get("command", [])))


def is_due(wish: NotifyWish, now: datetime, sent: Collection[date]) -> bool:
    """Whether a digest is to be sent.

    It is a matter of the calendar day and of what the wall clock says: a machine that slept sends it on waking, an
    hour that comes twice, or a clock that is put back, brings no second one.

    Args:
        wish: When it is wanted.
        now: The present, in the zone of the vault's owner.
        sent: The days whose digest was sent.
    """
    today = now.date()
    return wish.at is not None and today.weekday() in wish.days and today not in sent and now.time() >= wish.at


def seconds_until(wish: NotifyWish, now: datetime, sent: Collection[date]) -> float | None:
    """Return how long it takes until a digest is due; None if it never is. See `is_due`."""
    if wish.at is None or not wish.days:
        return None
    if is_due(wish, now, sent):
        return 0.0
    for ahead in range(7 * len(sent) + 8):
        day = now.date() + timedelta(days=ahead)
        if day.weekday() in wish.days and day not in sent:
            # By way of UTC: between two wall clocks of one zone an hour that is skipped would count.
            at = datetime.combine(day, wish.at, tzinfo=now.tzinfo).astimezone(UTC)
            return (at - now.astimezone(UTC)).total_seconds()
    return None


def with_sent(sent: Collection[date], day: date) -> tuple[date, ...]:
    """Return the days whose digest was sent, with `day` added; the oldest are dropped."""
    return tuple(sorted({*sent, day}))[-_KEPT:]


def _time(value: Any) -> time | None:
    if isinstance(value, time):
        return value
    if value == "":
        return None
    try:
        return time.fromisoformat(value).replace(tzinfo=None)
    except (TypeError, ValueError):
        raise ConfigError(f"[notify]: `at` is no time of day: {value!r}", remedy='Write at = "08:30".') from None


def _days(value: Any) -> frozenset[int]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigError(f"[notify]: `days` is no list of days: {value!r}", remedy=_DAYS_ARE)
    return frozenset(map(_day, names))


def _day(name: str) -> int:
    """Return the number of a day of the week, whose name may be cut short behind its third letter."""
    word = name.strip().lower()
    for number, day in enumerate(_DAYS_IN_FULL):
        if len(word) > 2 and day.startswith(word):
            return number
    hint = did_you_mean(word, (*_DAYS_IN_FULL, *DAYS))
    raise ConfigError(f"[notify]: in `days`, `{name}` is no day of the week", remedy=f"{hint} {_DAYS_ARE}".lstrip())


def _command(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and "\0" not in word for word in value):
        raise ConfigError(
            f"[notify]: `command` is no list of words: {value!r}",
            remedy='Write command = ["notify-send", "{title}", "{text}"]: it is run without a shell.',
        )
    return tuple(value)
