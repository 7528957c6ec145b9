"""Under which terms a query is read: the day, the vault's settings, the note that holds it, whose vault it is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import NOWHERE, Spot

_NO_PROPERTIES: Final[Mapping[str, Any]] = {}


class QueryFile(NamedTuple):
    """The note that holds a query block."""

    path: str
    """Relative to the vault, with `/`."""

    properties: Mapping[str, Any] = _NO_PROPERTIES
    """Its frontmatter as YAML reads it."""

    def property_named(self, name: str) -> Any:
        """Return a property by its name in any case, or None; a list without its empty places."""
        wanted = name.lower()
        found = next((value for key, value in self.properties.items() if str(key).lower() == wanted), None)
        return [part for part in found if part is not None] if isinstance(found, list) else found

    @property
    def values(self) -> dict[str, str]:
        """What `query.file.…` stands for, by name; folders end in `/`."""
        folder, _, name = self.path.rpartition("/")
        root, slash, _ = self.path.partition("/")
        return {
            "path": self.path,
            "pathWithoutExtension": without_extension(self.path),
            "root": root + slash if slash else "/",
            "folder": folder + "/",
            "filename": name,
            "filenameWithoutExtension": without_extension(name),
        }


def without_extension(path: str) -> str:
    """Return a path or a file name without `.md`."""
    return path[:-3] if path.endswith(".md") else path


class Terms(NamedTuple):
    """What else a query depends on."""

    today: date
    settings: TasksSettings = TasksSettings()
    file: QueryFile | None = None
    strict: bool = False
    """Whether only the plugin's instructions are understood, and none of ours."""

    functions: bool = False
    """Whether `by function` is understood, as far as it can be without JavaScript."""

    meant: Callable[[str], tuple[str, ...]] = lambda _: ()
    """Returns the names of the people whom a name may mean: one if that is known, none if it is nobody's.

    It is asked only by queries that name an assignee, or group by them.
    """

    me: tuple[str, ...] = ()
    """The names of the vault's owner, for `assignee is me`."""

    line: Spot = NOWHERE
    """Where the line stands that is read; what goes wrong only when a row is judged names it then."""

    def person(self, name: str) -> str:
        """Return the one name of a person who is written in several ways; a doubtful one as it is written."""
        people = self.meant(name)
        return people[0] if len(people) == 1 else name
