"""What stands between `{{` and `}}` in a query, filled in as the plugin does it.

Each round has two steps. The first replaces what is asked of the note: its path and name, a property, and, where
functions are understood, any expression. The second is Mustache: it looks up plain dotted names, among them
presets, in what the first step left, leaves out comments, and does not look at what it has put in itself.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from vaultsync.core.late import Late
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import Unreadable, noteless
from vaultsync.core.query.script.expressed import is_script, value_of
from vaultsync.core.query.script.words import nothing, text_of, units
from vaultsync.core.query.terms import QueryFile, Terms
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

_ROUNDS: Final = 10
_LONGEST: Final = 100_000
_PLACEHOLDER = Late(r"\{\{(.*?)\}\}")
_NAME = r"[A-Za-z_$][A-Za-z0-9_$]*"
_PROPERTY = Late(r"query\.file\.(property|hasProperty)\((['\"])([^'\"]*)\2\)")
_FRONTMATTER = Late(rf"query\.file\.frontmatter\.({_NAME})")
_PRESET = Late(rf"preset\.({_NAME})")
_DOTTED = Late(rf"{_NAME}(?:\.{_NAME})*")


def presets_of(settings: TasksSettings) -> dict[str, str]:
    """Return the presets by name."""
    return dict(BUILT_IN_PRESETS if settings.presets is None else settings.presets)


def filled(text: str, terms: Terms) -> str:
    """Return a statement with its placeholders filled in, and those in what they stand for, up to ten rounds deep.

    Raises:
        Unreadable: A placeholder stands for nothing, is not closed, or stands for too long a text.
    """
    for _ in range(_ROUNDS):
        before, text = text, filled_once(text, terms)
        if text == before:
            break
    return text


def filled_once(text: str, terms: Terms) -> str:
    """Return a text with its placeholders filled in by one round of both steps.

    Raises:
        Unreadable: As in `filled`.
    """
    if "{{" not in text:
        return text
    asked = _each(text, lambda match: _asked(match, terms))
    if "{{" in _each(asked, lambda _: ""):
        raise Unreadable("a placeholder is not closed", word=text, remedy="Write {{query.file.path}}.")
    looked_up = _each(asked, lambda match: _looked_up(match[1], terms))
    if len(looked_up) > _LONGEST:
        raise Unreadable("the placeholders stand for too long a text", word=text)
    return looked_up


def _each(text: str, filled_in: Callable[[re.Match[str]], str]) -> str:
    """Replace each placeholder of a text.

    Behind the last one that is closed none is looked for: every `{{` there would look through all that follows.
    """
    ends = ((line, line.rfind("}}") + 2 if "}}" in line else 0) for line in text.split("\n"))
    return "\n".join(_PLACEHOLDER().sub(filled_in, line[:end]) + line[end:] for line, end in ends)


def _asked(match: re.Match[str], terms: Terms) -> str:
    """Return what a placeholder asks of the note; a plain name, and a comment, as they stand."""
    wanted, file = js_trim(match[1]), terms.file
    if file is None:
        if _PRESET().fullmatch(wanted) or _is_comment(wanted):
            return match[0]
        raise noteless(match[0])
    if (plain := _of_file(wanted, file)) is not None:
        return plain
    if asked := _PROPERTY().fullmatch(wanted):
        value = file.property_named(asked[3])
        if asked[1] == "hasProperty":
            return "false" if value is None else "true"
        if value is None:
            raise _nothing(match[1])
        return written(value)
    named = _FRONTMATTER().fullmatch(wanted)
    if named and terms.functions and named[1] in file.properties:
        value = file.properties[named[1]]
    elif named or _PRESET().fullmatch(wanted) or not terms.functions or _is_comment(wanted):
        return match[0]
    else:
        value = value_of(wanted, terms)
    if nothing(value):
        raise _nothing(match[1])
    return written(value)


def _is_comment(wanted: str) -> bool:
    return wanted.startswith("!") and not is_script(wanted)


def _of_file(wanted: str, file: QueryFile) -> str | None:
    """Return what a plain name of the note stands for, None for any other name."""
    asked, name = wanted.startswith("query.file."), wanted.removeprefix("query.file.")
    return file.values.get(name) if asked else None


def _looked_up(expression: str, terms: Terms) -> str:
    """Return what Mustache finds by a plain name."""
    wanted, file = js_trim(expression), terms.file
    if wanted.startswith("!") and terms.functions:
        return ""
    found: Any = {"preset": presets_of(terms.settings)}
    if file is not None:
        found["query"] = {"file": {**file.values, "frontmatter": file.properties}}
    for name in wanted.split(".") if _DOTTED().fullmatch(wanted) else ("",):
        if isinstance(found, Mapping) and name in found:
            found = found[name]
        elif isinstance(found, str | list) and name == "length":
            found = units(found) if isinstance(found, str) else len(found)
        else:
            raise _nothing(expression)
    if isinstance(found, list):
        raise _nothing(expression)  # Mustache is asked for the text of a list, and has none
    return "" if found is None else text_of(found)


def _nothing(expression: str) -> Unreadable:
    return Unreadable(
        f"the placeholder {{{{{expression}}}}} stands for nothing",
        word=js_trim(expression),
        remedy="Placeholders are query.file.path, folder, filename …, query.file.property('name') and preset.name.",
    )


def written(value: Any) -> str:
    """Return a value as the plugin puts it into a query: lists and tables as JSON."""
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return text_of(value)
