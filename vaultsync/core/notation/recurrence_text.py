"""A recurrence rule as the Tasks plugin writes it.

The text is that of rrule.js 2.8.1, and it does not always read back as the same
rule. At the next reading are lost:

- the months of `every 2 years January` and `every 101 months January`;
- the days of `every week in May on the 1st` and `every 2 months in May on the
  last Friday`: `on the` is not understood behind `in`;
- the days of `every January on weekdays` (from a monthly rule) and of `every 2
  weeks days` (the whole week);
- the counted weekdays of `on Monday and on the 2nd Friday`;
- the century of an `until` in the years 0 to 99;
- every rule with a number from 10**21 on, which is written `1e+21`.
"""

from collections.abc import Callable, Iterable

from vaultsync.core.notation.recurrence import WORKDAYS, Frequency, Rule, Weekday
from vaultsync.core.notation.recurrence_words import MONTHS, WEEKDAYS, in_digits

_SUFFIXES = {1: "st", 21: "st", 31: "st", 2: "nd", 22: "nd", 3: "rd", 23: "rd"}


def rule_text(rule: Rule) -> str:
    """Return the text that the plugin writes for a rule."""
    words = ["every", *_WRITERS[rule.frequency](rule)]
    if rule.until:
        words += ["until", f"{MONTHS[rule.until.month - 1]} {rule.until.day}, {rule.until.year}"]
    elif rule.count:
        words += ["for", in_digits(rule.count), _unit("time", rule.count)]
    if rule.when_done:
        words.append("when done")
    return " ".join(words)


def _yearly(rule: Rule) -> list[str]:
    words = [*_number(rule), "years"] if rule.interval != 1 else []
    words = [*words, _months(rule)] if rule.months else _interval(rule, "year")
    words += _monthdays(rule) or _weekdays(rule)
    if rule.weeknumbers:
        words += ["in", _unit("week", len(rule.weeknumbers)), _listed(map(in_digits, rule.weeknumbers), "and")]
    return words


def _monthly(rule: Rule) -> list[str]:
    if not rule.months:
        words = _interval(rule, "month")
    elif rule.interval == 1:
        words = [_months(rule)]
    else:
        # The `in` is missing for 101, 201 … as in rrule.js.
        words = [*_number(rule), "months", *(["in"] if _plural(rule.interval) else []), _months(rule)]
    if rule.monthdays:
        return words + _monthdays(rule)
    return words + (["on", "weekdays"] if _workdays(rule) else _weekdays(rule))


def _weekly(rule: Rule) -> list[str]:
    words = [] if rule.interval == 1 else _interval(rule, "week")
    if _workdays(rule):
        return ["weekday"] if rule.interval == 1 else [*words, "on", "weekdays"]
    if len({weekday.day for weekday in rule.weekdays}) == 7:
        return [*words, _unit("day", rule.interval)]
    words = words or ["week"]
    if rule.months:
        words += ["in", _months(rule)]
    return words + (_monthdays(rule) or _weekdays(rule)) + _hours(rule)


def _daily(rule: Rule) -> list[str]:
    return _interval(rule, "day") + _hours(rule)


def _hourly(rule: Rule) -> list[str]:
    return _interval(rule, "hour")


def _minutely(rule: Rule) -> list[str]:
    return _interval(rule, "minute")


_WRITERS: dict[Frequency, Callable[[Rule], list[str]]] = {
    Frequency.YEARLY: _yearly,
    Frequency.MONTHLY: _monthly,
    Frequency.WEEKLY: _weekly,
    Frequency.DAILY: _daily,
    Frequency.HOURLY: _hourly,
    Frequency.MINUTELY: _minutely,
}


def _number(rule: Rule) -> list[str]:
    return [] if rule.interval == 1 else [in_digits(rule.interval)]


def _interval(rule: Rule, unit: str) -> list[str]:
    return [*_number(rule), _unit(unit, rule.interval)]


def _plural(number: int) -> bool:
    """Whether rrule.js takes a plural: not for 1, 101, 201 …."""
    return number % 100 != 1


def _unit(word: str, number: int) -> str:
    return f"{word}s" if _plural(number) else word


def _workdays(rule: Rule) -> bool:
    """Whether the days are just Monday to Friday, counted ones included."""
    return {weekday.day for weekday in rule.weekdays} == {weekday.day for weekday in WORKDAYS}


def _months(rule: Rule) -> str:
    return _listed((MONTHS[month - 1] for month in rule.months), "and")


def _monthdays(rule: Rule) -> list[str]:
    """`on the 1st and last`, `on Friday the 13th`; counted weekdays are left out."""
    if not rule.monthdays:
        return []
    days = sorted(rule.monthdays, key=lambda day: (day < 0, abs(day)))
    plain = _by_day(rule, counted=False)
    if plain:
        return ["on", _listed(map(_weekday, plain), "or"), "the", _listed(map(_nth, days), "or")]
    return ["on the", _listed(map(_nth, days), "and")]


def _weekdays(rule: Rule) -> list[str]:
    plain, counted = _by_day(rule, counted=False), _by_day(rule, counted=True)
    words = ["on", ", ".join(map(_weekday, plain))] if plain and not _workdays(rule) else []
    if plain and counted:
        words.append("and")
    return [*words, "on the", _listed(map(_weekday, counted), "and")] if counted else words


def _hours(rule: Rule) -> list[str]:
    return ["at", _listed(map(in_digits, rule.hours), "and")] if rule.hours else []


def _by_day(rule: Rule, *, counted: bool) -> list[Weekday]:
    return sorted((w for w in rule.weekdays if bool(w.ordinal) == counted), key=lambda weekday: weekday.day)


def _weekday(weekday: Weekday) -> str:
    name = WEEKDAYS[weekday.day]
    return f"{_nth(weekday.ordinal)} {name}" if weekday.ordinal else name


def _nth(number: int) -> str:
    if number == -1:
        return "last"
    nth = f"{abs(number)}{_SUFFIXES.get(abs(number), 'th')}"
    return nth if number > 0 else f"{nth} last"


def _listed(words: Iterable[str], last: str) -> str:
    """`a, b and c`."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
