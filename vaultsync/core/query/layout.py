"""What a query says about showing its results: kept for whoever shows them."""

import re
from typing import NamedTuple

from vaultsync.core.query.errors import Unreadable

_ELEMENTS = {
    "backlink": "backlink",
    "edit button": "edit button",
    "group count": "group count",
    "nested backlink": "nested backlink",
    "postpone button": "postpone button",
    "task count": "task count",
    "toolbar": "toolbar",
    "tree": "tree",
    "urgency": "urgency",
    "priority": "priority",
    "cancelled date": "cancelled",
    "created date": "created",
    "start date": "start",
    "scheduled date": "scheduled",
    "due date": "due",
    "done date": "done",
    "recurrence rule": "recurrence",
    "id": "id",
    "depends on": "depends_on",
    "on completion": "on_completion",
    "tags": "tags",
}
HIDE_SHOW = tuple(_ELEMENTS)
_HIDE = re.compile(r"(hide|show) +(.*)", re.IGNORECASE | re.DOTALL)
_VIEW = re.compile(r"view +(.*)", re.IGNORECASE | re.DOTALL)


class Layout(NamedTuple):
    """How the results are to be shown."""

    hidden: frozenset[str] = frozenset({"group count", "tree", "urgency"})
    """Elements of the results, and fields of a task by their names in `Statement`."""

    short: bool = False
    explain: bool = False
    columns: bool = False
    """Whether the first grouping makes columns."""


def read_layout(line: str, layout: Layout) -> Layout | None:
    """Return the layout after a `hide`, `show`, `short`, `full` or `explain`; None for any other line.

    As in the plugin the first words decide: `shortcut` is `short`.

    Raises:
        Unreadable: There is no such element.
    """
    lower = line.lower()
    if lower.startswith(("short", "full")):
        return layout._replace(short=lower.startswith("short"))
    if lower.startswith("explain"):
        return layout._replace(explain=True)
    match = _HIDE.match(line)
    if match is None:
        return None
    wanted = match[2].lower()
    element = next((name for words, name in _ELEMENTS.items() if wanted.startswith(words)), None)
    if element is None:
        raise Unreadable(f"do not understand `{line}`", word=match[2])
    return layout._replace(
        hidden=layout.hidden | {element} if match[1].lower() == "hide" else layout.hidden - {element}
    )


def layout_end(line: str) -> int:
    """Return where a `hide` or `show` ends, or any other line; what stands behind it counts for nothing.

    A word that only begins like an element is none behind it: `hide backlinks` is `hide backlink`.
    """
    match = _HIDE.match(line)
    words = next((each for each in _ELEMENTS if match and match[2].lower().startswith(each)), "")
    end = match.start(2) + len(words) if match else len(line)
    return end + len(re.split(r"[\s,]", line[end:], maxsplit=1)[0])


def read_view(line: str) -> str | None:
    """Return what a `view` instruction groups columns by, `by KEY`; empty for the list; None for any other line.

    Raises:
        Unreadable: There is no such view.
    """
    match = _VIEW.match(line)
    if match is None:
        return None
    mode, _, rest = match[1].strip().partition(" ")
    if mode.lower() == "list" and not rest.strip():
        return ""
    if mode.lower() == "columns" and rest.strip():
        return rest.strip()
    raise Unreadable(
        f"do not understand `{line}`", word=match[1], remedy="Write `view list` or `view columns by priority`."
    )
