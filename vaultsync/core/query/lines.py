"""From a query block to its statements: continued lines joined, empty ones left out, placeholders filled in."""

from collections.abc import Sequence
from typing import NamedTuple

from vaultsync.core.query.errors import NOWHERE, Spot, Unreadable, noteless
from vaultsync.core.query.terms import Terms
from vaultsync.core.text import js_trim


class Line(NamedTuple):
    """One statement."""

    text: str
    spot: Spot = NOWHERE
    """Where its first line stands."""


def lines_of(text: str, origin: str = "") -> list[Line]:
    """Return the lines of a text, each with its number; none of an empty one.

    Args:
        text: Its lines end in LF.
        origin: Which text it is, if not the query itself.
    """
    return [Line(line, Spot(number, origin)) for number, line in enumerate(text.split("\n"), 1)] if text else []


def statements(lines: Sequence[Line], terms: Terms) -> list[Line]:
    """Return the statements that some lines make.

    Args:
        lines: As they are written.
        terms: What the placeholders stand for.

    Raises:
        PlaceholderError: A placeholder that stands for nothing, with its line.
    """
    found: list[Line] = []
    for line in continued(lines):
        try:
            texts = expanded(line.text, terms)
        except Unreadable as error:
            raise PlaceholderError(line, error) from None
        found += [line._replace(text=text) for text in texts]
    return found


class PlaceholderError(Exception):
    """An `Unreadable` with the line it stands on."""

    def __init__(self, line: Line, error: Unreadable) -> None:
        super().__init__(error.message)
        self.line = line
        self.error = error


def continued(lines: Sequence[Line]) -> list[Line]:
    """Join each line that ends in one backslash with the next; two backslashes at the end are one of the text."""
    found: list[Line] = []
    joining = False
    for line in lines:
        text = line.text.lstrip(" \t") if joining else line.text
        goes_on = line.text.endswith("\\") and not line.text.endswith("\\\\")
        if text.endswith("\\\\"):
            text = text[:-1]
        elif text.endswith("\\"):
            text = text[:-1].rstrip(" \t")
        if joining:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {text}")
        else:
            found.append(line._replace(text=text))
        joining = goes_on
    return [line for line in found if js_trim(line.text)]


def expanded(text: str, terms: Terms) -> list[str]:
    """Return a statement as one or more lines, trimmed, with its placeholders filled in.

    Raises:
        Unreadable: A placeholder stands for nothing, or there is no note to fill it from.
    """
    _need_note(text, terms)
    if js_trim(text).startswith("#") or "{{" not in text:
        return [js_trim(text)]
    from vaultsync.core.query.placeholders import filled  # few queries have some

    whole = filled(text, terms)
    if whole == text:
        return [js_trim(text)]
    joined = continued([Line(part) for part in whole.split("\n")])
    return [trimmed for line in joined if (trimmed := js_trim(line.text))]


def preset_lines(preset: str, terms: Terms) -> list[str]:
    """Return the statements of a preset; placeholders are filled in by one round, in comments, too.

    What a placeholder stands for remains one statement, even if it has several lines.

    Raises:
        Unreadable: As in `expanded`.
    """
    found = []
    for line in continued([Line(part) for part in preset.split("\n")]):
        text = js_trim(line.text)
        _need_note(text, terms)
        if "{{" in text and "}}" in text:
            from vaultsync.core.query.placeholders import filled_once

            text = filled_once(text, terms)
        found.append(text)
    return found


def _need_note(text: str, terms: Terms) -> None:
    """Refuse any placeholder outside a note, as the plugin does; our own way is to refuse only what asks for it."""
    if terms.strict and terms.file is None and "{{" in text and "}}" in text:
        raise noteless(text)
