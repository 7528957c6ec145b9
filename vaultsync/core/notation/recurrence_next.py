"""The dates of the line that follows a completed recurring one, as the Tasks plugin finds them."""

from datetime import date
from typing import NamedTuple

from vaultsync.core.notation.recurrence import Frequency, Rule, read_rule
from vaultsync.core.notation.recurrence_days import DayFilter, first_after, names_days
from vaultsync.core.values import BadDate, When


class Dates(NamedTuple):
    """The dates of a line that move with its recurrence."""

    start: When = None
    scheduled: When = None
    due: When = None

    def reference(self, *, drop_scheduled: bool = False) -> When:
        """The date that the others follow: due, else scheduled, else start, or with start first."""
        order = (self.start, self.scheduled) if drop_scheduled else (self.scheduled, self.start)
        return next((when for when in (self.due, *order) if when is not None), None)


def rule_for(text: str, dates: Dates, *, drop_scheduled: bool = False) -> Rule | None:
    """Read the rule that a recurrence text is on a line with these dates.

    Args:
        text: What stands behind `🔁` or `repeat::`.
        dates: The dates of the line.
        drop_scheduled: The plugin's setting `removeScheduledDateOnRecurrence`.

    Returns:
        The rule; None if the text is none, and also if the rule would count from
        a date that no calendar has.
    """
    rule = read_rule(text)
    if rule and not rule.when_done and isinstance(dates.reference(drop_scheduled=drop_scheduled), BadDate):
        return None
    return rule


def next_dates(rule: Rule, dates: Dates, *, today: date, drop_scheduled: bool = False) -> Dates | None:
    """Return the dates of the next line.

    All dates keep their distance from the reference date. One that no calendar
    has falls on the new reference date itself; so do all if the reference date
    is the bad one.

    Args:
        rule: A rule of `rule_for`.
        dates: The dates of the completed line. Without any, the next has none.
        today: The day of completion, from which a `when done` rule counts.
        drop_scheduled: The plugin's setting `removeScheduledDateOnRecurrence`: the
            scheduled date goes if a start or due date remains.

    Returns:
        The dates, or None if nothing follows: the rule is impossible, used up or
        past its `until`, or a date would leave the years 1 to 9999. The plugin
        writes `Invalid date` there.
    """
    reference = dates.reference(drop_scheduled=drop_scheduled)
    if reference is None:
        return dates
    base = today if rule.when_done else reference
    if isinstance(base, BadDate):
        return None
    found = _next_day(rule, base)
    if found is None:
        return None
    dropped = drop_scheduled and not (dates.start is None and dates.due is None)
    try:
        return Dates(
            start=_moved(dates.start, reference, found),
            scheduled=None if dropped else _moved(dates.scheduled, reference, found),
            due=_moved(dates.due, reference, found),
        )
    except OverflowError:
        return None


def _moved(when: When, reference: date | BadDate, found: date) -> When:
    if when is None:
        return None
    if isinstance(when, BadDate) or isinstance(reference, BadDate):
        return found
    return found + (when - reference)


def _next_day(rule: Rule, base: date) -> date | None:
    """The next occurrence; where a month or year lacks the day of the base, from an earlier base.

    A month or a year too far is taken for a day that was lacking: the base goes
    back until the occurrence lies within one interval. This is meant for 31 January,
    whose next month ends on the 28th. It also meets rules that rightly skip years
    (`every year on the 53rd Monday`); for those the plugin answers with the last
    occurrence before the base, and so does this.
    """
    found = first_after(rule, base)
    while found and _too_far(rule, base, found):
        earlier = _earlier(rule, base)
        if earlier < 1:
            return None
        base = date.fromordinal(earlier)
        found = first_after(rule, base)
    return found


def _too_far(rule: Rule, base: date, found: date) -> bool:
    # Written as a list of months, the rule says no unit that could be skipped.
    if rule.months and rule.interval == 1:
        return False
    years = found.year - base.year
    if rule.frequency is Frequency.YEARLY:
        return years > rule.interval
    fixed = rule.weekdays or rule.monthdays
    return rule.frequency is Frequency.MONTHLY and not fixed and years * 12 + found.month - base.month > rule.interval


def _earlier(rule: Rule, base: date) -> int:
    """The next earlier base from which something else may follow, as proleptic ordinal; 0 is before the year 1.

    The plugin tries day by day. For a rule that names its days, only its
    occurrences and the ends of periods make a difference.
    """
    day = base.toordinal()
    which = DayFilter.of(rule)
    if not names_days(rule) or which.passes(base):
        return day - 1
    start = base.replace(day=1) if rule.frequency is Frequency.MONTHLY else date(base.year, 1, 1)
    occurrences = which.days(start.toordinal(), day - 1)
    return occurrences[-1] if occurrences else start.toordinal() - 1
