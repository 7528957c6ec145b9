"""The statuses that a vault knows, as the Tasks plugin keeps them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from vaultsync.core.values import Status

TODO, IN_PROGRESS, ON_HOLD = "TODO", "IN_PROGRESS", "ON_HOLD"
DONE, CANCELLED, NON_TASK = "DONE", "CANCELLED", "NON_TASK"

TYPES = (TODO, IN_PROGRESS, ON_HOLD, DONE, CANCELLED, NON_TASK)

_MEANING = {
    TODO: Status.OPEN,
    IN_PROGRESS: Status.STARTED,
    ON_HOLD: Status.ON_HOLD,
    DONE: Status.DONE,
    CANCELLED: Status.CANCELLED,
    NON_TASK: Status.NON_TASK,
}


USUAL = {TODO: " ", IN_PROGRESS: "/", ON_HOLD: "h", DONE: "x", CANCELLED: "-", NON_TASK: "~"}
"""The symbol that a status of each type mostly has."""


class StatusSetting(NamedTuple):
    """One row of the plugin's status settings."""

    symbol: str
    """The character between the brackets."""

    name: str
    next_symbol: str
    """What a toggle writes next; may be a symbol that no row has, or empty."""

    type: str
    """One of `TYPES`; a core row may lack it (empty)."""

    @property
    def meaning(self) -> Status:
        """What the row says about the task; a row without a type says open."""
        return _MEANING.get(self.type, Status.OPEN)

    @property
    def counts_as_done(self) -> bool:
        """The plugin's `done` in queries: DONE, CANCELLED and NON_TASK."""
        return self.type in (DONE, CANCELLED, NON_TASK)


CORE = (StatusSetting(" ", "Todo", "x", TODO), StatusSetting("x", "Done", " ", DONE))
CUSTOM = (StatusSetting("/", "In Progress", "x", IN_PROGRESS), StatusSetting("-", "Cancelled", " ", CANCELLED))


class Statuses:
    """The registry: core rows before custom ones, the first row of a symbol wins."""

    def __init__(self, settings: Iterable[StatusSetting] = CORE + CUSTOM) -> None:
        self._by_symbol: dict[str, StatusSetting] = {}
        for setting in settings:
            self._by_symbol.setdefault(setting.symbol, setting)

    def __iter__(self) -> Iterator[StatusSetting]:
        return iter(self._by_symbol.values())

    def __getitem__(self, symbol: str) -> StatusSetting:
        """Return the row of a symbol; one that no row has is `Unknown`, TODO, next `x`, as in the plugin."""
        return self._by_symbol.get(symbol) or StatusSetting(symbol, "Unknown", "x", TODO)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._by_symbol

    def named(self, name: str) -> StatusSetting | None:
        """Return the first row with a name, in any case, or None."""
        wanted = name.casefold()
        return next((row for row in self._by_symbol.values() if row.name.casefold() == wanted), None)

    def symbol_of(self, type_: str) -> str | None:
        """Return the symbol that is read again as a status of a type, or None if the vault has none.

        The usual one goes before the others, if it has a row. One that has none is TODO to the plugin
        and to us, so it says nothing else; one that is no single character makes no checkbox.
        """
        meaning, usual = _MEANING[type_], self[USUAL[type_]]
        rows = sorted((*self, usual), key=lambda row: (row.symbol not in self, row != usual))
        return next((row.symbol for row in rows if row.meaning is meaning and len(row.symbol) == 1), None)

    def after_recurring(self, done: StatusSetting) -> StatusSetting:
        """Return the status of the next occurrence of a task that has become `done`.

        The chain of next symbols is followed to the first TODO, failing that to
        the first IN_PROGRESS, failing that it is a space (Tasks plugin, 7.x).
        """
        for wanted in (TODO, IN_PROGRESS):
            symbol, seen = done.next_symbol, set[str]()
            while symbol not in seen:
                seen.add(symbol)
                row = self[symbol]
                if row.type == wanted:
                    return row
                symbol = row.next_symbol
        return self[" "]


def read_statuses(raw: object) -> tuple[StatusSetting, ...] | None:
    """Read `statusSettings` of the plugin's data.json; None if it is not of that shape.

    The custom list is repaired as the plugin does it (unknown or missing type
    TODO, missing symbol a space, missing next symbol `x`), the core list is not.
    """
    if not isinstance(raw, Mapping):
        return None
    core = [_row(row, repair=False) for row in _mappings(raw.get("coreStatuses"))]
    custom = [_row(row, repair=True) for row in _mappings(raw.get("customStatuses"))]
    return tuple(core + custom)


def _mappings(raw: object) -> list[Mapping[str, Any]]:
    return [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []


def _row(raw: Mapping[str, Any], *, repair: bool) -> StatusSetting:
    def word(key: str, default: str) -> str:
        value = raw.get(key, default)
        return value if isinstance(value, str) else default

    type_ = word("type", "")
    if repair and type_ not in TYPES and type_ != "EMPTY":
        type_ = TODO
    return StatusSetting(
        symbol=word("symbol", " " if repair else ""),
        name=word("name", ""),
        next_symbol=word("nextStatusSymbol", "x" if repair else ""),
        type=type_,
    )
