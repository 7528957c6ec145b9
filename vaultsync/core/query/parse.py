"""From the text of a query to the query. One bad line is one error, and then there is no query at all."""

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from vaultsync.core.query import ours
from vaultsync.core.query.errors import DEFAULTS, GLOBAL, BadQuery, Unreadable
from vaultsync.core.query.file_defaults import file_defaults
from vaultsync.core.query.filter_reading import read_filter
from vaultsync.core.query.filters import Dated, Filter, Fixed, parts_of
from vaultsync.core.query.groupers import Grouper, read_grouper
from vaultsync.core.query.layout import Layout, layout_end, read_layout, read_view
from vaultsync.core.query.lines import Line, PlaceholderError, lines_of, preset_lines, statements
from vaultsync.core.query.passed_over import Kind, PassedOver, rest_of, tag_of
from vaultsync.core.query.query import Named, Query
from vaultsync.core.query.sorting import Sorter, read_sorter
from vaultsync.core.query.terms import Terms
from vaultsync.core.query.worded import Worded
from vaultsync.core.text import js_trim

if TYPE_CHECKING:
    from vaultsync.core.query.meant.nearest import Reader

_LIMIT = re.compile(r"limit (groups )?(?:to )?([0-9]+)(?: tasks?\b)?", re.IGNORECASE)
_PRESET = re.compile(r"preset +(.*)", re.IGNORECASE | re.DOTALL)
_MOST_STATEMENTS = 5_000
_LONGEST = 10_000


def read_query(text: str | Sequence[Line], terms: Terms) -> Query:
    """Read a query block, with the vault's global query and the defaults of its note before it.

    Args:
        text: What stands in the block, its lines ending in LF; or lines that stand in several places.
        terms: The day, the settings and the note.

    Raises:
        BadQuery: A line cannot be understood; it names the line, the word and the nearest instruction.
    """
    own = [*_elsewhere(file_defaults(terms.file), DEFAULTS), *(lines_of(text) if isinstance(text, str) else text)]
    query = _read(own, terms)
    if query.ignores_global or not terms.settings.global_query:
        return query
    return _read([*_elsewhere(terms.settings.global_query, GLOBAL), *own], terms)


def _elsewhere(text: str, origin: str) -> list[Line]:
    """Return lines that no query has; the only one of a text needs no number, and properties have none."""
    numbered = origin == GLOBAL and "\n" in text.strip("\n")
    return [line if numbered else line._replace(spot=line.spot._replace(line=0)) for line in lines_of(text, origin)]


def _read(written: Sequence[Line], terms: Terms) -> Query:
    try:
        lines = statements(written, terms)
    except PlaceholderError as error:
        raise _bad(error.error, error.line, terms) from None
    draft = _Draft(terms)
    for line in lines:
        draft.terms = terms._replace(line=line.spot)
        try:
            draft.take(line.text)
        except Unreadable as error:
            raise _bad(error, line._replace(spot=draft.terms.line), terms) from None
        except RecursionError:
            raise _bad(Unreadable("the line is nested too deeply", word=line.text), line, terms) from None
    return draft.query()


def _bad(error: Unreadable, line: Line, terms: Terms) -> BadQuery:
    from vaultsync.core.query.meant.combining import meant_by
    from vaultsync.core.query.meant.nearest import remedy_for

    text = error.written or line.text
    meant = "" if terms.strict and _is_ours(text, terms) else meant_by(text, reader_of(terms), partial(_meaning, terms))
    if error.remedy and meant.endswith((" NAME", " …")):
        meant = ""  # whoever raised the error knows better what may stand there
    remedy = remedy_for(text, meant, strict=terms.strict) or ("" if meant else error.remedy)
    if terms.strict and _is_ours(text, terms):
        remedy = "It is vaultsync's own instruction, which the Tasks plugin does not know."
    if line.spot.origin == GLOBAL:
        remedy = f"{remedy or (meant and f'Did you mean `{meant}`?')} `ignore global query` leaves it out.".lstrip()
    return BadQuery(
        error.message,
        line=line.spot,
        word=error.word,
        remedy=remedy,
        nearest="" if remedy else meant,
    )


def _advised(over: PassedOver, terms: Terms) -> PassedOver:
    """Return words that do not do what they seem to, with the instructions that were perhaps meant."""
    if over.kind is Kind.COMMENT and " " in over.written:
        from vaultsync.core.query.meant.combining import meant_by

        reader, meaning = reader_of(terms), partial(_meaning, terms)
        whole = over.without if reader.reads(over.without) else meant_by(over.without, reader, meaning)
        return over._replace(without=whole or over.without[1:].partition(")")[0])
    if over.kind not in (Kind.DATE, Kind.WEEK, Kind.TEXT) or over.meant:
        return over
    from vaultsync.core.query.meant.combining import meant_by, meant_by_text
    from vaultsync.core.query.meant.nearest import nearest_instruction

    reader, meaning = reader_of(terms), partial(_meaning, terms)
    if over.kind is Kind.TEXT:
        return over._replace(meant=meant_by_text(over.written, reader, meaning))
    # One date first: `done tuseday or today` has two days, and no second filter.
    meant = nearest_instruction(over.written, reader) or meant_by(over.written, reader, meaning)
    return over._replace(meant=(meant,) if meant else ())


def reader_of(terms: Terms) -> "Reader":
    """Return what tells whether a line is an instruction."""
    from vaultsync.core.query.meant.nearest import Reader

    return Reader(
        reads=lambda line: _read_whole(line, terms) is not None,
        filters=lambda line: bool((draft := _read_whole(line, terms)) and draft.filters),
        wrong=partial(_wrong_in, terms),
        today=terms.today,
        strict=terms.strict,
    )


def _read_whole(line: str, terms: Terms) -> "_Draft | None":
    """Return what a line is read as; None if it is no instruction, or if words of it do not count."""
    draft = _Draft(terms)
    try:
        if line:
            draft.take(line)
    except (Unreadable, RecursionError):
        return None
    return draft if line and not draft.passed_over else None


def _wrong_in(terms: Terms, line: str) -> str:
    draft = _Draft(terms)
    try:
        draft.take(line)
    except Unreadable as error:
        return error.word
    except RecursionError:
        return ""
    return next((each.written for each in draft.passed_over), "")


def _meaning(terms: Terms, line: str) -> str:
    draft = _read_whole(line, terms)
    return "".join(each.explained() for each in draft.filters) if draft else ""


def _is_ours(line: str, terms: Terms) -> bool:
    loosely = terms._replace(strict=False)
    try:
        return any(read(line, loosely) for read in (ours.read_filter, read_grouper, read_sorter))
    except Unreadable:
        return False


class _Draft:
    """A query while its lines are read."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.filters: list[Filter] = []
        self.global_filters = 0
        self.sorters: list[Sorter] = []
        self.groupers: list[Grouper] = []
        self.columns: Grouper | None = None
        self.limits: dict[bool, int] = {}
        """By whether they are limits of each group."""

        self.layout = Layout()
        self.ignores_global = False
        self.passed_over: list[PassedOver] = []
        self.people: list[Named] = []
        self.taken = 0

    def query(self) -> Query:
        """Return what was read so far."""
        layout = Layout(self.layout.hidden, self.layout.short, self.layout.explain, self.columns is not None)
        return Query(
            filters=tuple(self.filters),
            global_filters=self.global_filters,
            sorters=tuple(self.sorters),
            groupers=(self.columns, *self.groupers) if self.columns else tuple(self.groupers),
            limit=self.limits.get(False),
            group_limit=self.limits.get(True),
            layout=layout,
            ignores_global=self.ignores_global,
            passed_over=tuple(_advised(each, self.terms) for each in self.passed_over),
            people=tuple(self.people),
        )

    def take(self, line: str, around: tuple[str, ...] = ()) -> None:
        """Take one statement, trying instructions in the plugin's order.

        Args:
            line: The statement.
            around: The presets that it stands in, the outermost first.

        Raises:
            Unreadable: It is none.
        """
        self.taken += 1
        if len(line) > _LONGEST or self.taken > _MOST_STATEMENTS:
            raise Unreadable("the query is too long", word=line[:80])
        if preset := _PRESET.match(line):
            self._take_preset(js_trim(preset[1]), around)
        elif self._take_setting(line) or self._take_order(line):
            return
        elif line.startswith("#"):
            self._pass_over(*filter(None, (tag_of(line),)))
        else:
            found = read_filter(line, self.terms)
            if found is None:
                raise Unreadable(f"do not understand `{line}`", word=line)
            self.filters.append(found)
            self.global_filters += self.terms.line.origin == GLOBAL
            for part in parts_of(found):
                if isinstance(part, Dated | Worded) and part.passed_over:
                    self._pass_over(part.passed_over)
                elif isinstance(part, Fixed) and part.person:
                    self.people.append(Named(part.person, self.terms.line))

    def _pass_over(self, *found: PassedOver) -> None:
        self.passed_over += [each._replace(line=self.terms.line) for each in found]

    def _take_preset(self, name: str, around: tuple[str, ...]) -> None:
        from vaultsync.core.query.placeholders import presets_of

        presets = presets_of(self.terms.settings)
        if not presets.get(name):
            from difflib import get_close_matches

            near = get_close_matches(name, presets, 1)
            remedy = (
                f"Did you mean `preset {near[0]}`?" if near else f"There are {', '.join(sorted(presets)) or 'none'}."
            )
            raise Unreadable(f"there is no preset `{name}`", word=name, remedy=remedy)
        if name in around:
            remedy = "Take it out of itself in the settings of the Tasks plugin."
            which = "it" if name == around[-1] else f"the preset `{name}`"
            raise Unreadable(f"{which} contains itself", word=name, remedy=remedy)
        outer = self.terms
        # Left as it is where something cannot be read: it says where that stands.
        self.terms = outer._replace(line=outer.line._replace(preset=name))
        for line in preset_lines(presets[name], self.terms):
            try:
                self.take(line, (*around, name))
            except Unreadable as error:
                raise error.inside(line) from error
        self.terms = outer

    def _take_setting(self, line: str) -> bool:
        layout = read_layout(line, self.layout)
        if layout is not None:
            self.layout = layout
            self._pass_over(*rest_of(line, layout_end(line)))
            return True
        if line.lower().startswith("ignore global query"):
            self.ignores_global = True
            return True
        if limit := _LIMIT.match(line):
            self.limits[bool(limit[1])] = int(limit[2][:12])
            self._pass_over(*rest_of(line, limit.end()))
            return True
        return False

    def _take_order(self, line: str) -> bool:
        if (sorter := read_sorter(line, self.terms)) is not None:
            self.sorters.append(sorter)
            self._pass_over(*rest_of(line, sorter.end))
            return True
        if (grouper := read_grouper(line, self.terms)) is not None:
            self.groupers.append(grouper)
            return True
        columns = read_view(line)
        if columns is None:
            return False
        self.columns = read_grouper(f"group {columns}", self.terms) if columns else None
        if columns and self.columns is None:
            raise Unreadable(f"do not understand `{line}`", word=columns)
        return True
