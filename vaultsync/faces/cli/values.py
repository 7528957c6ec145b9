"""What people type for a day, a status or a person."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from vaultsync.core.errors import did_you_mean, nearest
from vaultsync.core.values import Status
from vaultsync.core.views.wanted import Whose
from vaultsync.faces.cli import meant
from vaultsync.faces.texts.words import clean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vaultsync.core.query.dates import Range

Later = Callable[[date], date]
"""A day that depends on today."""

_SOME_DAY = date(2026, 2, 2)
"""Whether words name a day hardly depends on today; whoever reads a command line does not know it yet."""

_LARGEST = 2**63 - 1
"""SQLite counts no further."""

_NO_DATE = frozenset(("none", "no date", "no", "never", "nothing", "empty", "clear", "remove", ""))
"""What people type who want a date to be gone."""

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


class _Day(click.ParamType):  # type: ignore[type-arg]  # older click takes none
    """`2026-01-05`, `today`, `tomorrow`, `friday` (the next one), `+3d`, `2 weeks`, or one day as queries name it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Later:
        if callable(value):
            return value  # type: ignore[no-any-return]  # click converts a default again
        text = str(value).strip().lower()
        found = _read(text)
        if found is None:
            told = f"`{value}` is no day; write 2026-01-05, today, tomorrow, friday, 'next monday', +3d or 2w."
            self.fail(f"{told} {_hint(text, param)}".rstrip(), param, ctx)
        return found


class _FirstDay(_Day):
    """The day from which on something is told that lies behind: a weekday is the last one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Later:
        text = "" if callable(value) else str(value).strip().lower()
        if text[:1].isdigit() and _is_step(text):
            self.fail(f"`{value}` is yet to come; write -{text} for the day that is so long ago.", param, ctx)
        number = _weekday(text)
        if number is None:
            return super().convert(value, param, ctx)
        return lambda today: today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)


def _weekday(text: str) -> int | None:
    """Return the number of a day of the week, Monday's being 0: `fri` is as good as `friday`."""
    return next((at for at, name in enumerate(_WEEKDAYS) if text in (name, name[:3])), None)


def _is_step(text: str) -> bool:
    from vaultsync.core.notation.postpone import read_step

    return read_step(text) is not None


def _read(text: str) -> Later | None:
    return _relative(text) or _exact(text) or _weekend(text) or _worded(text)


def _hint(text: str, param: click.Parameter | None) -> str:
    """Return what was perhaps meant by a text that is no day."""
    if text in _NO_DATE:
        if param is not None and param.name in ("due_from", "due_to"):
            return "`--undated` lists what has no date."
        return "A date is taken away in the note itself."
    from vaultsync.core.query.meant.date_words import with_known_words

    # The first word is taken for a field.
    known = with_known_words(f"due {text}").removeprefix("due ")
    return f"Did you mean `{known}`?" if known != text and _read(known) else ""


def _weekend(text: str) -> Later | None:
    """Return what refuses a weekend, which a query takes for the week: it names the two days when asked for one."""
    from vaultsync.core.query.meant.date_words import with_weekend

    def later(today: date) -> date:
        first, last = with_weekend(text, today).split()[-2:]
        raise click.UsageError(f"`{text}` is several days, {first} to {last}: write one of them.")

    return later if with_weekend(text, _SOME_DAY).startswith("due ") and not text.startswith("due ") else None


def _exact(text: str) -> Later | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return lambda _today: day


def _worded(text: str) -> Later | None:
    """Return the one day that a text means in a query, or None if it means none; several are refused when asked for."""
    from vaultsync.core.query.dates import phrase_of

    # In one word a query means one day by it, in two a whole week: nobody who leaves out a blank wants another answer.
    text = re.sub("(this|last|next)(week|month|quarter|year)", r"\1 \2", text)

    def understood(today: date) -> "Range | None":
        phrase = phrase_of(text, today)
        return phrase.days if phrase and not phrase.passed_over else None

    # Which number of `6/3` is the month, nobody knows.
    guessed = "/" in text or not (any(map(str.isalpha, text)) or text[:4].isdecimal())

    def later(today: date) -> date:
        days = understood(today)
        if guessed and days:
            from vaultsync.core.query.passed_over import month_first_of

            over = month_first_of(text, today)
            readings = (over.meant or (over.without,)) if over else (str(days.first),)
            meant = " or ".join(f"`{each}`" for each in readings)
            raise click.UsageError(f"`{text}` is not written as a day is here. Did you mean {meant}?")
        if days is None or days.first != days.last:
            several = f"several days, {days.first} to {days.last}: write one of them" if days else "no day"
            raise click.UsageError(f"`{text}` is {several}.")
        return days.first

    return later if understood(_SOME_DAY) else None


def _relative(text: str) -> Later | None:
    days = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(text)
    if days is not None:
        return lambda today: today + timedelta(days=days)
    number = _weekday(text)
    if number is not None:
        return lambda today: today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    from vaultsync.core.notation.postpone import postponed, read_step

    step = read_step(text)
    return (lambda today: postponed(None, *step, today=today)) if step else None


class _Word(click.ParamType):  # type: ignore[type-arg]  # older click takes none
    """One word of a set; a wrong one is answered with the right one that is meant."""

    def __init__(self, words: type[StrEnum], name: str, also: Mapping[str, str], none: Mapping[str, str]) -> None:
        """Say what is wanted.

        Args:
            words: The right words.
            name: What they are, for the help.
            also: What others say for them: answered with the right one.
            none: What others say that is none of them, and the sentence that it is answered with.
        """
        self._words = words
        self.name = name
        self._also = also
        self._none = none

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        try:
            return self._words(str(value).lower())
        except ValueError:
            every = [word.value for word in self._words]
            word = nearest(str(value), [*self._also, *every])
            hint = self._none.get(str(value).lower()) or did_you_mean(self._also.get(word, word), every)
            self.fail(f"`{value}` is none of {', '.join(every)}. {hint}".rstrip(), param, ctx)

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """Offer the words that begin so."""
        from click.shell_completion import CompletionItem

        begun = incomplete.lower()
        return [CompletionItem(word.value) for word in self._words if word.value.startswith(begun)]

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return self.name.upper()


class Whole(click.IntRange):
    """A whole number; what is none, or lies outside, is answered with what is wanted.

    One that is larger than anything that can be counted stands for all.
    """

    def __init__(self, first: int, last: int | None = None) -> None:
        """Say what is wanted.

        Args:
            first: The smallest one.
            last: The largest one; None: there is none.
        """
        super().__init__(first, last)
        until = f"from {first} on" if last is None else f"from {first} to {last}"
        self._wanted = f"a whole number {until} is wanted"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number that was typed."""
        try:
            return min(int(super().convert(value, param, ctx)), _LARGEST)
        except click.BadParameter:
            self.fail(f"`{clean(str(value))}` does not do: {self._wanted}.", param, ctx)


DAY = _Day()
FIRST_DAY = _FirstDay()
STATUS = _Word(Status, "status", meant.STATUSES, meant.NO_STATUSES)
WHOSE = _Word(Whose, "whose", meant.WHOSE, {})


def reached(value: Any, today: date) -> Any:
    """Return a day that was typed as it falls from today; anything else as it is."""
    return value(today) if callable(value) else value
