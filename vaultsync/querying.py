"""Queries over the tasks of one vault: typed, saved, or in the blocks of a note."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from posixpath import basename
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.app import App
from vaultsync.core.errors import NoSuchNote, did_you_mean
from vaultsync.core.query.errors import NOWHERE, BadQuery
from vaultsync.core.query.narrowing import Linked, Narrowing
from vaultsync.core.query.ours import goes_by
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.query import Query
from vaultsync.core.query.row import row_of_task
from vaultsync.core.query.run import Found, narrowing, run_query
from vaultsync.core.query.saved import filled
from vaultsync.core.query.terms import QueryFile, Terms
from vaultsync.core.text import decode
from vaultsync.core.views.listed import Listed
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import UnreadableNote
from vaultsync.resolving import Resolving

if TYPE_CHECKING:
    from vaultsync.core.model import Task
    from vaultsync.core.query.in_note import QueryBlock, QueryNote
    from vaultsync.core.query.lines import Line
    from vaultsync.core.query.passed_over import PassedOver


class Answer(NamedTuple):
    """A query and what it finds."""

    query: Query
    found: Found
    listed: Mapping[str, Listed] = MappingProxyType({})
    """What a list shows of each, by uid, where that is all that was asked for; in order."""

    @property
    def tasks(self) -> tuple["Task", ...]:
        """The tasks in order, each once, whatever groups it is in; none where only a list was asked for."""
        return tuple(row.task for row in self.found.rows if row.task is not None)


class Dashboard(NamedTuple):
    """A note and what its query blocks find."""

    note: "QueryNote"
    answers: "Mapping[QueryBlock, Answer | BadQuery]"
    """In the order of the note; a bad block has its error."""

    @property
    def errors(self) -> int:
        """How many blocks could not be carried out."""
        return sum(isinstance(answer, BadQuery) for answer in self.answers.values())

    def passed_over(self) -> "Iterator[tuple[QueryBlock, PassedOver]]":
        """Yield the words of each block that do not do what they seem to."""
        for block, answer in self.answers.items():
            if not isinstance(answer, BadQuery):
                yield from ((block, each) for each in answer.query.passed_over if each.line.of_query)

    def strangers(self, querying: "Querying") -> "Iterator[tuple[QueryBlock, BadQuery]]":
        """Yield an error for each name in a block by which somebody else may be meant: see `Querying.strangers`."""
        for block, answer in self.answers.items():
            if not isinstance(answer, BadQuery):
                yield from ((block, each) for each in querying.strangers(answer.query) if each.line.of_query)


class Querying:
    """Queries to one vault, whose index is up to date."""

    def __init__(
        self,
        app: App,
        saved: Mapping[str, Sequence[str]] | None = None,
        *,
        everything: bool = False,
        strict: bool = False,
    ) -> None:
        """Ask an application.

        Args:
            app: The application.
            saved: The lines of saved queries by name.
            everything: Search tasks that stand only in archives and templates too.
            strict: Understand only the plugin's instructions, without functions.
        """
        self._app = app
        self._index = app.index
        self._saved = saved or {}
        self._live = None if everything else True
        self._strict = strict
        self._settings = app.conventions.query_settings
        self._resolving = Resolving(app.index, app.conventions)

    @property
    def names(self) -> Collection[str]:
        """The names of the saved queries."""
        return self._saved.keys()

    def filled(self, lines: Iterable[str]) -> "Sequence[Line]":
        """Return the query that some lines make, each `@name` replaced by the lines of the saved query.

        Raises:
            BadQuery: There is no saved query of a name, or it contains itself.
        """
        return filled(lines, self._saved)

    def ask(
        self,
        text: "str | Sequence[Line]",
        *,
        file: QueryFile | None = None,
        besides: Wanted | None = None,
        limit: int | None = None,
        whole: bool = True,
    ) -> Answer:
        """Carry out a query.

        Args:
            text: Its instructions, as of a block or as `filled`; the vault's global query and presets count.
            file: The note that holds it.
            besides: What else must hold for a task.
            limit: How many rows at most, if the query itself does not say fewer.
            whole: Whether to read all that tasks say, and not only what a list shows of them.

        Raises:
            BadQuery: A line cannot be understood, or a search takes too long.
        """
        query = read_query(text, self._terms(file))
        if limit is not None and (query.limit is None or limit < query.limit):
            query = query._replace(limit=limit)
        with self._index.reading():
            found = self._found(query, besides or Wanted())
            if whole:
                return Answer(query, self._with_tasks(found))
            return Answer(query, found, {row.uid: row for row in self._index.listed_with(_uids(found))})

    def strangers(self, query: Query) -> "Iterator[BadQuery]":
        """Yield an error for each name in a query by which somebody else may be meant.

        It fits several people, no assignee of a task has it, or it is taken for another one like it.
        """
        owners = tuple(self._index.owners()) if query.people else ()
        for person in query.people:
            people = dict.fromkeys(self._resolving(person.name))
            if several := self._several(person.name, owners):
                message = f"`{person.name}` is taken for one name"
                remedy = f"Name each in a filter of its own, such as `assignee is {several[0]}`."
                yield BadQuery(message, line=person.line, word=person.name, remedy=remedy)
            elif len(people) > 1:
                message = f"`{person.name}` could be {' or '.join(people)}"
                remedy = f"Write whom you mean, such as `assignee is {next(iter(people))}`."
                yield BadQuery(message, line=person.line, word=person.name, remedy=remedy)
            elif not any(map(goes_by(person.name, self._terms(None)), owners)):
                from vaultsync.core.people import newcomer

                found = newcomer(person.name, owners)
                near = f"The nearest name is `{found.nearest}`." if found and found.nearest else ""
                remedy = near or "`vaultsync people` lists who is named in the vault."
                message = f"no task is anybody's who is called `{person.name}`"
                yield BadQuery(message, line=person.line, word=person.name, remedy=remedy)
            elif people:
                (meant,) = people
                if not any(_is_short_for(person.name, name) for name in self._names_of(meant, owners)):
                    message = f"`{person.name}` is taken for {meant}"
                    remedy = f"Write `assignee is {meant}` to be sure."
                    yield BadQuery(message, line=person.line, word=person.name, remedy=remedy)

    def _several(self, name: str, owners: Sequence[str]) -> list[str]:
        """Return the names in a text, if it is several people's: `Ana, Bo or Cy`."""
        import re

        parts = re.split(r"\s*[,;&/]\s*|\s+(?i:and|or)\s+", name)
        known = all(any(map(goes_by(part, self._terms(None)), owners)) for part in parts)
        return parts if known and len(parts) > 1 else []

    def _names_of(self, person: str, owners: "Iterable[str]") -> "Iterator[str]":
        """Yield every name by which tasks ask a person, and those that notes and settings give them."""
        yield person
        yield from (owner for owner in owners if self._resolving(owner) == (person,))
        yield from self._resolving.names(person)

    def refuse_doubtful(self, query: Query) -> None:
        """Refuse to change what a query finds if it may find other tasks than the person means; a list may show them.

        Raises:
            BadQuery: It has no filter, words of it do not do what they seem to, or nobody has a name in it.
        """
        if not query.filters:
            remedy = "Say which, such as `proposed` or `due before today`."
            raise BadQuery("it has no filter, so that it finds every task", line=NOWHERE, word="", remedy=remedy)
        for each in query.passed_over:
            raise BadQuery(
                f"{each.told()}, as Obsidian Tasks does: other tasks might be found than are meant",
                line=each.line,
                word=each.words[0],
                remedy=each.hint(),
            )
        for stranger in self.strangers(query):
            raise stranger

    def passed_over(self, lines: Iterable[str]) -> tuple["PassedOver", ...]:
        """Return the words of a query that do not do what they seem to, such as those of a date that mean nothing.

        Args:
            lines: Its instructions; `@name` stands for a saved query.

        Raises:
            BadQuery: A line cannot be understood, or there is no saved query of a name.
        """
        return read_query(self.filled(lines), self._terms(None)).passed_over

    def uids(self, lines: Iterable[str], besides: Wanted) -> frozenset[str]:
        """Return the tasks that a query finds, by their uids alone.

        Args:
            lines: Its instructions; `@name` stands for a saved query.
            besides: What else must hold for a task before a limit counts it.

        Raises:
            BadQuery: A line cannot be understood, there is no saved query of a name, or a search takes too long.
        """
        query = read_query(self.filled(lines), self._terms(None))
        with self._index.reading():
            return frozenset(_uids(self._found(query, besides)))

    def _found(self, query: Query, besides: Wanted) -> Found:
        today, live = self._app.today, Wanted(live=self._live)
        narrowed = self._index.narrowed(besides._replace(live=self._live), narrowing(query, today))
        found = run_query(query, narrowed, today, lambda: self._index.narrowed(live, Narrowing(Linked())).rows)
        self._resolving.keep()
        return found

    def _with_tasks(self, found: Found) -> Found:
        """Return what was found with whole tasks in place of what queries ask about."""
        tasks = self._index.with_uids(_uids(found))
        whole = {task.uid: row_of_task(task, self._settings) for task in tasks}
        groups = tuple(
            group._replace(rows=tuple(whole[row.uid] for row in group.rows if row.uid in whole))
            for group in found.groups
        )
        return Found(groups, found.before_limit)

    def dashboard(self, path: str) -> Dashboard:
        """Carry out every query block of a note; a bad one does not stop the others.

        Raises:
            NoSuchNote: There is no such note, or it cannot be read.
        """
        from vaultsync.core.query.in_note import read_query_note

        try:
            if path.startswith("/") or ".." in path.split("/"):
                raise FileNotFoundError(path)
            data = self._app.vault.read(path)[0]
        except FileNotFoundError:
            paths = [note.path for note in self._index.note_facts()]
            elsewhere = [each for each in paths if basename(each).lower() == basename(path).lower()]
            hint = did_you_mean(path, elsewhere or paths, cutoff=0.0 if elsewhere else 0.6)
            remedy = f"{hint} Name it relative to the vault, with its `.md`."
            raise NoSuchNote(f"there is no note {path}", remedy=remedy.lstrip()) from None
        except UnreadableNote as error:
            raise NoSuchNote(f"{path}: {error}", remedy="See whether the note can be opened.") from None
        note = read_query_note(path, decode(data))
        return Dashboard(note, {block: self._answer(block, note.file) for block in note.blocks})

    def _answer(self, block: "QueryBlock", file: QueryFile) -> Answer | BadQuery:
        try:
            return self.ask(block.text, file=file)
        except BadQuery as error:
            return error

    def _terms(self, file: QueryFile | None) -> Terms:
        return Terms(
            today=self._app.today,
            settings=self._settings,
            file=file,
            strict=self._strict,
            functions=not self._strict,
            meant=self._resolving,
            me=self._app.conventions.me,
        )


def _is_short_for(typed: str, name: str) -> bool:
    """Return whether each word somebody types begins a word of a name: `A. Ruiz` and `ana` are `Ana Ruiz`."""
    words = iter(name.casefold().split())
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().replace(".", " ").split())


def _uids(found: Found) -> list[str]:
    return [row.uid for row in found.rows]
