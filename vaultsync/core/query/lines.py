"""From a query block to its statements: continued lines joined, empty ones left out, placeholders filled in."""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query import functions
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.terms import Terms
from vaultsync.core.text import js_trim

BUILT_IN_PRESETS: Final = {
    "this_file": "path includes {{query.file.path}}",
    "this_folder": "folder includes {{query.file.folder}}",
    "this_folder_only": "filter by function task.file.folder === query.file.folder",
    "this_root": "root includes {{query.file.root}}",
    "hide_date_fields": "\n".join(
        f"hide {name} date" for name in ("due", "scheduled", "start", "created", "done", "cancelled")
    ),
    "hide_non_date_fields": "hide id\nhide depends on\nhide recurrence rule\nhide on completion\nhide priority",
    "hide_query_elements": "hide toolbar\nhide postpone button\nhide edit button\nhide backlinks",
    "hide_everything": "preset hide_date_fields\npreset hide_non_date_fields\npreset hide_query_elements",
}
"""What the plugin knows by these names where the vault's settings name no presets."""

_ROUNDS = 10
_LONGEST = 100_000
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_PROPERTY = re.compile(r"query\.file\.(property|hasProperty)\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")


class Line(NamedTuple):
    """One statement."""

    text: str
    number: int
    """Number of its first line in the query block; 0 if it comes from elsewhere."""


def statements(sources: Sequence[tuple[str, bool]], terms: Terms) -> list[Line]:
    """Return the statements of some texts that follow each other.

    Args:
        sources: Each text, and whether it is the query block itself.
        terms: What the placeholders stand for.

    Raises:
        PlaceholderError: A placeholder that stands for nothing, with its line.
    """
    numbered = [
        Line(text, number if own else 0)
        for source, own in sources
        if source
        for number, text in enumerate(source.split("\n"), 1)
    ]
    found: list[Line] = []
    for line in continued(numbered):
        try:
            filled = expanded(line.text, terms)
        except Unreadable as error:
            raise PlaceholderError(line, error) from None
        found += [Line(text, line.number) for text in filled]
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
            found[-1] = Line(f"{found[-1].text} {text}", found[-1].number)
        else:
            found.append(Line(text, line.number))
        joining = goes_on
    return [line for line in found if js_trim(line.text)]


def expanded(text: str, terms: Terms) -> list[str]:
    """Return a statement as one or more lines, trimmed, with its placeholders filled in.

    Raises:
        Unreadable: A placeholder stands for nothing, or there is no note to fill it from.
    """
    if "{{" in text and "}}" in text and terms.file is None:
        remedy = "Put the query into a note, and run `vaultsync dashboard NOTE`."
        raise Unreadable("a placeholder needs the note that holds the query", word=text, remedy=remedy)
    if js_trim(text).startswith("#") or terms.file is None:
        return [js_trim(text)]
    filled = text
    for _ in range(_ROUNDS):
        if "{{" not in filled:
            break
        if "}}" not in filled.partition("{{")[2]:
            raise Unreadable("a placeholder is not closed", word=filled, remedy="Write {{query.file.path}}.")
        before = filled
        filled = _PLACEHOLDER.sub(lambda match: _value(match[1], terms), before)
        if len(filled) > _LONGEST:
            raise Unreadable("the placeholders stand for too long a text", word=text)
        if filled == before:
            break
    if filled == text:
        return [js_trim(text)]
    joined = continued([Line(part, 0) for part in filled.split("\n")])
    return [trimmed for line in joined if (trimmed := js_trim(line.text))]


def presets_of(settings: TasksSettings) -> dict[str, str]:
    """Return the presets by name."""
    return dict(BUILT_IN_PRESETS if settings.presets is None else settings.presets)


def _value(expression: str, terms: Terms) -> str:
    """Return what one placeholder stands for."""
    wanted, file = js_trim(expression), terms.file
    assert file is not None
    found: Any = None
    if wanted.startswith("query.file."):
        found = file.values.get(wanted.removeprefix("query.file."))
    elif wanted.startswith("preset."):
        found = presets_of(terms.settings).get(wanted.removeprefix("preset."))
    if found is None and (match := _PROPERTY.fullmatch(wanted)):
        found = file.property_named(match[2] if match[2] is not None else match[3])
        if match[1] == "hasProperty":
            found = found is not None
    if found is None and terms.functions:
        found = functions.value_of(wanted, terms)
    if found is None:
        raise Unreadable(
            f"the placeholder {{{{{expression}}}}} stands for nothing",
            word=wanted,
            remedy="Placeholders are query.file.path, folder, filename …, query.file.property('name') and preset.name.",
        )
    return as_text(found)


def as_text(value: Any) -> str:
    """Return a value as JavaScript writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ",".join("" if part is None else as_text(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
