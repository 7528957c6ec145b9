"""What a vault means by its signs: which lines are tasks, which are proposals, which notes are live."""

import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from vaultsync.core import defaults
from vaultsync.core.errors import ConfigError
from vaultsync.core.late import Late
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.values import Status

if TYPE_CHECKING:
    from vaultsync.core.model import Statement

_CONFLICT = Late(
    r"\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[A-Z0-9]+)?"  # Syncthing
    # Dropbox, with the name of a person; Nextcloud, without; Obsidian Sync, with a device behind it.
    r"|\((?:[^()]+ )?conflicted copy[^()]*(?:\([0-9]+\))?\)",
    re.IGNORECASE,
)


_NO_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {}


class _Conventions(NamedTuple):
    """Every default is what a vault without settings means."""

    tasks: TasksSettings = TasksSettings()
    task_tag: str = defaults.TASK_TAG
    """Text that the body of a task line contains; empty means that every checkbox counts."""

    proposed_tag: str = defaults.PROPOSED_TAG
    proposed_status: str = defaults.PROPOSED_STATUS
    """Name of the status that marks a proposal where the vault's settings know one."""

    archive_folders: tuple[str, ...] = defaults.ARCHIVE_FOLDERS
    """Names of folders, in any case, whose notes are evidence but ask for nothing."""

    template_folders: tuple[str, ...] = defaults.TEMPLATE_FOLDERS
    exclude: tuple[str, ...] = ()
    """Folders (`Drafts/`), globs (`*.excalidraw.md`) or, between slashes, regular expressions."""

    me: tuple[str, ...] = ()
    """The names of the vault's owner, besides `@Myself`."""

    aliases: Mapping[str, tuple[str, ...]] = _NO_ALIASES
    """Other names of people, by the name they are known by."""


class Conventions(_Conventions):
    """How the notes of one vault are to be read."""

    @cached_property
    def proposed_symbol(self) -> str | None:
        """The symbol of the vault's own status for proposals, or None if it has none."""
        row = self.tasks.statuses.named(self.proposed_status) if self.proposed_status else None
        return row.symbol if row else None

    @cached_property
    def query_settings(self) -> TasksSettings:
        """The plugin's settings as queries read them: what makes a line a task here is the global filter."""
        return self.tasks._replace(global_filter=self.task_tag)

    @cached_property
    def fingerprint(self) -> str:
        """A text that changes whenever the same bytes would be read otherwise."""
        return repr(self)

    def status_of(self, said: "Statement") -> Status:
        """Return how far a line has come.

        A proposal has the tag and, where the vault knows a status for proposals,
        also that status: there one click in Obsidian makes `[ ]` of `[?]`, and that
        click accepts it.
        """
        return self.status_by(said.symbol, proposed=self.has_proposed_tag(said))

    def status_by(self, symbol: str, *, proposed: bool) -> Status:
        """Return the status of a line with this symbol in its checkbox, and with or without the tag of proposals."""
        known = self._statuses.get((symbol, proposed))
        if known is None:
            known = self._statuses[symbol, proposed] = self._status_by(symbol, proposed=proposed)
        return known

    @cached_property
    def _statuses(self) -> dict[tuple[str, bool], Status]:
        """What was asked about: a vault has few symbols."""
        return {}

    def _status_by(self, symbol: str, *, proposed: bool) -> Status:
        meaning = self.tasks.statuses[symbol].meaning
        if not proposed:
            return meaning
        if self.proposed_symbol is not None:
            return Status.PROPOSED if symbol == self.proposed_symbol else meaning
        return Status.PROPOSED if meaning is Status.OPEN else meaning

    def has_proposed_tag(self, said: "Statement") -> bool:
        """Whether the line carries the tag of proposals, in any case."""
        return self.proposed_tag.lower() in map(str.lower, said.tags)

    def why_not_live(self, path: str) -> str:
        """Return why a note can ask for nothing, or an empty text if it can.

        Args:
            path: Relative to the vault, with `/`.

        Raises:
            ConfigError: An exclusion takes too long.
        """
        folder, _, name = path.rpartition("/")
        if folder not in self._not_live_folders:
            self._not_live_folders[folder] = self._why_not_live_folder(folder)
        if because := self._not_live_folders[folder]:
            return because
        if "conflict" in name.lower() and _CONFLICT().search(name):
            return "conflict copy"
        if self._excluded and any(fits(path) for fits in self._excluded):
            return "excluded"
        return ""

    @cached_property
    def _not_live_folders(self) -> dict[str, str]:
        """Why the notes of each folder that was asked about are not live: many notes share one."""
        return {}

    def _why_not_live_folder(self, path: str) -> str:
        folders = path.lower().split("/")
        if any(folder.lower() in folders for folder in self.archive_folders):
            return "archive"
        return "template" if any(folder.lower() in folders for folder in self.template_folders) else ""

    @cached_property
    def _excluded(self) -> tuple[Callable[[str], object], ...]:
        """The exclusions, as Obsidian's own "Excluded files" are read; each compiled alone, since groups have names."""
        return tuple(fits for fits in map(_exclusion, self.exclude) if fits)


def python_pattern(text: str) -> re.Pattern[str]:
    """Compile a regular expression that somebody wrote.

    Without what Python remarks to programmers about signs that may once have another meaning, such as `[[`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(text)


def _exclusion(text: str) -> Callable[[str], object] | None:
    """Return what says whether an entry fits a path, None for an empty one.

    What is no regular expression is taken by its letters.
    """
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        try:
            python_pattern(text[1:-1])
        except (re.error, OverflowError, RecursionError):
            return re.compile(re.escape(text), re.IGNORECASE).search
        return _expression(text)
    if "*" in text or "?" in text:
        from fnmatch import translate

        return re.compile(r"\A" + translate(f"{text}*" if text.endswith("/") else text), re.IGNORECASE).search
    folder = text.strip("/")
    return re.compile(rf"\A{re.escape(folder)}(?:/|\Z)", re.IGNORECASE).search if folder else None


def _expression(text: str) -> Callable[[str], bool]:
    """Return what says whether a regular expression between slashes fits a path.

    Raises:
        ConfigError: It cannot be read, or, when a path is looked at, takes too long.
    """
    import regex  # type: ignore[import-untyped]  # it comes without types; most vaults have no such entry

    from vaultsync.core.bounded import bounded

    try:
        compiled = regex.compile(text[1:-1], regex.VERSION0 | regex.IGNORECASE)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        raise _refused(text, f"cannot be read: {error}", "Correct it") from None
    easier = "Write it with fewer repetitions that can stand for the same text"
    return bounded(compiled, lambda path: _refused(text, f"takes too long with the path {path}", easier))


def _refused(text: str, why: str, remedy: str) -> ConfigError:
    return ConfigError(
        f"in `exclude`, the regular expression `{text}` {why}",
        remedy=f"{remedy}, or name a folder (Drafts/) or a glob (*.excalidraw.md) instead. It stands in `exclude`"
        ' of the settings, or among Obsidian\'s own "Excluded files", which `obsidian_exclude = false` passes over.',
    )


def excluded_by_obsidian(settings: object) -> tuple[str, ...]:
    """Return `userIgnoreFilters` of a parsed `.obsidian/app.json`; nothing if it has none."""
    filters = settings.get("userIgnoreFilters") if isinstance(settings, dict) else None
    return _strings(filters) if isinstance(filters, list) else ()


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str) and value)
