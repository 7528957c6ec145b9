"""The filter that asks what the texts of a row have in them: words, or a match of a pattern."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.errors import NOWHERE, Spot, Unreadable
from vaultsync.core.query.filters import Predicate
from vaultsync.core.query.narrowing import Condition
from vaultsync.core.query.passed_over import PassedOver
from vaultsync.core.query.row import QueryRow, Search, folder_of, root_of

if TYPE_CHECKING:
    from vaultsync.core.query.pattern.regexes import Pattern

_TEXT_OF: dict[str, tuple[str, Callable[[str], str]]] = {
    **{name: (name, str) for name in ("description", "heading", "path", "filename", "id", "recurrence")},
    "status.name": ("name", str),
    "folder": ("path", folder_of),
    "root": ("path", root_of),
}
"""For a name in `Worded`, the text that an index has, and what of it is meant."""

_WHOLE = {
    "path": "path",
    "filename": "filename",
    "heading": "heading",
    "recurrence": "recurrence",
    "status.name": "name",
    "tag": "tags",
}
"""For a name in `Worded`, the text that many rows of an index share, and all of which is meant."""

_NOTE_TEXTS = ("source", "participants")
"""Names in `Worded` of what a note says of itself."""


class Worded(NamedTuple):
    """A text of a row has some words in it, or a match of a pattern, or has not."""

    name: str
    texts: Callable[[QueryRow], tuple[str, ...]]
    """What is searched: the filter holds if any of the texts has it."""

    wanted: "str | Pattern"
    """Words in lower case, or a regular expression."""

    negated: bool = False
    passed_over: PassedOver | None = None
    """Words of it that were probably not meant to be looked for."""

    line: Spot = NOWHERE
    """Where it stands; a pattern that takes too long names it."""

    def predicate(self, _: Search, /) -> Predicate:
        """Return the function that judges a row; words are found in any case.

        Raises:
            Unreadable: When judging: the regular expression takes too long; it names the line of the query and the row.
        """
        texts, found, negated = self.texts, self._found(), self.negated

        def judge(row: QueryRow) -> bool:
            try:
                return any(found(text) for text in texts(row)) != negated
            except Unreadable as error:
                raise error.at(self.line, f", in the {self.name} of {row.path}:{row.line}") from error

        return judge

    def condition(self) -> Condition:
        """Return the judge of a text that an index has."""
        found, negated = self._found(), self.negated
        if self.name == "description" and isinstance(self.wanted, str):
            words = narrow.Words(self.wanted)
            return narrow.neither(words) if negated else words
        judged: Condition = narrow.ANYTHING
        if self.name in _WHOLE and isinstance(self.wanted, str) and "\n" not in self.wanted:
            judged = narrow.Includes(_WHOLE[self.name], self.wanted, negated)
        elif self.name in _TEXT_OF:
            field, part = _TEXT_OF[self.name]
            judged = narrow.Text(field, lambda text: found(part(text)) != negated)
        elif self.name == "tag":
            judged = narrow.Text("tags", lambda text: any(map(found, text.split("\n") if text else ())) != negated)
        elif self.name in _NOTE_TEXTS:
            judged = narrow.Noted(self.name, lambda texts: any(map(found, texts)) != negated)
        # A pattern that takes too long is an error only if the row counts at all.
        return judged if isinstance(self.wanted, str) or judged is narrow.ANYTHING else narrow.Rough(judged)

    def _found(self) -> Callable[[str], bool]:
        wanted = self.wanted
        return (lambda text: wanted in text.lower()) if isinstance(wanted, str) else wanted.searching()

    def explained(self) -> str:
        """Return the condition."""
        if isinstance(self.wanted, str):
            return f"the {self.name} {'does not include' if self.negated else 'includes'} “{self.wanted}”, in any case"
        pattern = f"/{self.wanted.source}/{self.wanted.flags}"
        return f"the {self.name} {'does not match' if self.negated else 'matches'} the regular expression {pattern}"
