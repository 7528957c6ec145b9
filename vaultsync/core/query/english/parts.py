"""What a piece of text says of a day and an hour: what it states, and what it only suggests."""

import re
from dataclasses import dataclass, field

from vaultsync.core.query.english.moment import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    added,
    civil,
    day_number,
    weekday,
    within_reach,
)

AM, PM = 0, 1


@dataclass(slots=True)
class Parts:
    """The parts of a date and a time, each stated or suggested: `year`, `month` …, `weekday`, `meridiem`, `zone`.

    Unless said otherwise it is noon of the day of reference. `zone` counts minutes east of Greenwich.
    """

    reference: int
    stated: dict[str, int] = field(default_factory=dict)
    suggested: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.suggested:
            self.suggest_day(self.reference)
            self.suggest(hour=12, minute=0, second=0, millisecond=0)

    def get(self, name: str) -> int | None:
        """Return a part, stated or suggested."""
        return self.stated.get(name, self.suggested.get(name))

    def at(self, name: str) -> int:
        """Return a part that every text has: those of the day and of the hour."""
        return self.stated[name] if name in self.stated else self.suggested[name]

    def suggest(self, **parts: int) -> None:
        """Take parts that hold unless they are stated."""
        for name, value in parts.items():
            if name not in self.stated:
                self.suggested[name] = value

    def state(self, **parts: int) -> None:
        """Take parts that the text states."""
        self.stated |= parts
        for name in parts:
            self.suggested.pop(name, None)

    def suggest_day(self, moment: int) -> None:
        """Suggest year, month and day of a moment."""
        self.suggest(**_day_of(moment))

    def state_day(self, moment: int) -> None:
        """State year, month and day of a moment."""
        self.state(**_day_of(moment))

    def suggest_time(self, moment: int) -> None:
        """Suggest the hour of a moment."""
        self.suggest(**_time_of(moment))

    def copy(self) -> "Parts":
        """Return parts that can be changed on their own."""
        return Parts(self.reference, dict(self.stated), dict(self.suggested))

    @property
    def only_date(self) -> bool:
        """Whether no time is stated."""
        return self.stated.keys().isdisjoint(("hour", "minute", "second"))

    @property
    def only_time(self) -> bool:
        """Whether no day is stated."""
        return self.stated.keys().isdisjoint(("weekday", "day", "month"))

    @property
    def only_weekday(self) -> bool:
        """Whether of the day nothing but its weekday is stated."""
        return "weekday" in self.stated and self.stated.keys().isdisjoint(("day", "month"))

    def _reckoned(self) -> int | None:
        """Return the moment before its time zone is taken into account."""
        year, of_day = self.at("year"), 0
        for name, unit in (("hour", HOUR), ("minute", MINUTE), ("second", SECOND), ("millisecond", 1)):
            of_day += self.at(name) * unit
        more_days, of_day = divmod(of_day, DAY)
        # JavaScript sets the year once more after days have run over into the next.
        _, month, day = civil(day_number(year, self.at("month"), self.at("day")) + more_days)
        number = day_number(year, month, day)
        return number * DAY + of_day if within_reach(number) else None

    def moment(self) -> int | None:
        """Return the moment in UTC, or None where JavaScript has no such date."""
        reckoned = self._reckoned()
        return None if reckoned is None else reckoned - (self.get("zone") or 0) * MINUTE

    def valid(self) -> bool:
        """Whether the parts name a day and an hour that exist."""
        reckoned = self._reckoned()
        if reckoned is None:
            return False
        parts = _day_of(reckoned) | _time_of(reckoned)
        return all(parts[name] == self.at(name) for name in ("year", "month", "day", "hour", "minute"))


def _day_of(moment: int) -> dict[str, int]:
    year, month, day = civil(moment // DAY)
    return {"day": day, "month": month, "year": year}


def _time_of(moment: int) -> dict[str, int]:
    of_day = moment % DAY
    return {
        "hour": of_day // HOUR,
        "minute": of_day % HOUR // MINUTE,
        "second": of_day % MINUTE // SECOND,
        "millisecond": of_day % SECOND,
    }


@dataclass(slots=True)
class FoundDate:
    """A date where it stands in a text."""

    index: int
    text: str
    start: Parts
    end: Parts | None = None

    @property
    def behind(self) -> int:
        """The offset behind it."""
        return self.index + len(self.text)


Units = dict[str, float]
"""An amount for each unit of time, in the order in which they are added."""


_NEVER = 10**7
"""A year beyond JavaScript's reach: parts that name it are not valid."""


def counted_from(reference: int, units: Units) -> Parts:
    """Return the day that lies so many units from a moment; beyond JavaScript's reach it is not valid.

    What it states depends on the units: hours state day and time, days the day, months
    the month, years the year, weeks nothing at all.
    """
    parts = Parts(reference)
    moment = reference
    for unit, amount in units.items():
        later = added(moment, amount, unit)
        if later is None:
            parts.state(year=_NEVER)
            return parts
        moment = later
    day = _day_of(moment)
    if any(units.get(unit) for unit in ("hour", "minute", "second")):
        time = _time_of(moment)
        parts.state(**time, meridiem=AM if time["hour"] < 12 else PM, **day, zone=0)
        return parts
    parts.suggest_time(moment)
    parts.suggest(zone=0)
    if units.get("day"):
        parts.state(**day)
        return parts
    if units.get("week"):
        parts.suggest(weekday=weekday(moment // DAY))
    parts.suggest(**day)
    if units.get("month"):
        parts.state(month=day["month"], year=day["year"])
    elif units.get("year"):
        parts.state(year=day["year"])
    return parts


Match = re.Match[str]
