"""What belongs to a vault and where it lies, and how the vault is to be read.

Every place is a text, joined by `os.path`; who works with files makes a `Path` of it. pathlib, with what it imports,
takes a third of the time in which Python itself starts, and whoever asks for a list or completes a word would wait.
"""

import os
from contextlib import suppress
from functools import cached_property
from stat import S_ISDIR
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from vaultsync.config import Config
from vaultsync.core.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from vaultsync.core.conventions import Conventions

RECORD = "vault"
"""The file of a state folder that names its vault's folder."""

_FOLDERS = 2_000
"""Before a folder becomes a vault, vaults in it are looked for in at most so many folders."""

_SHOWN = 5

OBSIDIAN_FILE = ".obsidian/app.json"
"""Obsidian's own settings, relative to the vault."""


class _VaultSettings(NamedTuple):
    """What the settings of a vault, its own and Obsidian's, say of how its notes are read."""

    conventions: "Conventions"
    tasks_found: bool
    troubles: tuple[str, ...]


class Workspace:
    """A vault with all that belongs to it: where its folder and its state lie, its settings, how its notes are read."""

    def __init__(self, root: str, state: str, config: Config) -> None:
        """Name a vault.

        Args:
            root: Its folder.
            state: The folder of its index and journal.
            config: Its settings.
        """
        self.root = root
        self.state = state
        self.config = config

    @property
    def name(self) -> str:
        """The name of the vault as Obsidian shows it: its folder's."""
        return os.path.basename(self.root)

    @property
    def index(self) -> str:
        """The database of what was read in the notes."""
        return os.path.join(self.state, "index.db")

    @property
    def journal(self) -> str:
        """The database of what was done to the notes."""
        return os.path.join(self.state, "journal.db")

    @property
    def journal_mark(self) -> str:
        """A file that is there while an operation is open: see `Journal.mark`."""
        return os.path.join(self.state, "journal.open")

    @property
    def register(self) -> str:
        """The database of the names under which tasks were published."""
        return os.path.join(self.state, "register.db")

    @property
    def sync_lock(self) -> str:
        """The file that is locked while the index is brought up to date."""
        return os.path.join(self.state, "sync.lock")

    @property
    def conventions(self) -> "Conventions":
        """How the vault is to be read."""
        return self._settings.conventions

    @property
    def tasks_found(self) -> bool:
        """Whether the vault has settings of the Tasks plugin."""
        return self._settings.tasks_found

    @property
    def tag_undecided(self) -> bool:
        """Whether nothing but a default makes a checkbox a task: no setting, and no filter of the Tasks plugin."""
        return self.config["task_tag"] == "auto" and self.plugin_takes_all

    @property
    def plugin_takes_all(self) -> bool:
        """Whether the Tasks plugin is there and has no global filter: to it every checkbox is a task."""
        from vaultsync.core.notation.settings import TASKS_FILE

        plugin = os.path.join(self.root, os.path.dirname(TASKS_FILE))
        return not self.conventions.tasks.global_filter and os.path.isdir(plugin)

    @property
    def troubles(self) -> tuple[str, ...]:
        """What could not be read of the vault's settings."""
        return self._settings.troubles

    @cached_property
    def _settings(self) -> _VaultSettings:
        # Obsidian's settings say how notes are read; whoever reads none does not wait for them.
        from vaultsync.core.conventions import excluded_by_obsidian
        from vaultsync.core.notation import settings

        troubles: list[str] = []
        tasks = _json(os.path.join(self.root, settings.TASKS_FILE), troubles)
        obsidian = excluded_by_obsidian(_json(os.path.join(self.root, OBSIDIAN_FILE), troubles))
        conventions = self.config.conventions(settings.read_settings(tasks), obsidian)
        return _VaultSettings(conventions, tasks is not None, tuple(troubles))

    def why_hardly_meant(self) -> str:
        """Return what this is if nobody keeps such a folder as a vault; empty if it may be one, or is.

        That is a disk, a home, a folder of a vault, or one that has vaults in it.
        """
        if any(map(is_folder, marks_of(self.root))) or os.path.exists(self.index):
            return ""
        home = os.path.realpath(os.path.expanduser("~"))
        if os.path.dirname(self.root) == self.root:
            return "the root of a file system"
        if self.root == home:
            return "your home folder"
        if home.startswith(os.path.join(self.root, "")):
            return "the folder around your home folder"
        from vaultsync.store.disk import vaults_below

        if self.vault_around:
            return f"a folder of the vault {self.vault_around}, which has its notes already"
        vaults = vaults_below(self.root, folders=_FOLDERS)
        return f"a folder with vaults in it ({first_of(vaults)})" if vaults else ""

    @property
    def vault_around(self) -> str:
        """The nearest folder above that is a vault, or was scanned as one; empty if none is."""
        states = os.path.dirname(self.state)
        for folder in upwards(os.path.dirname(self.root)):
            known = os.path.join(states, state_name(folder), "index.db")
            # A folder that cannot be looked at is nobody's vault here.
            if any(map(os.path.isdir, marks_of(folder))) or os.path.exists(known):
                return folder
        return ""

    def refuse_if_hardly_meant(self) -> None:
        """Refuse to make a vault of a folder that holds everything; only `scan`, which asks, does that.

        Raises:
            ConfigError: Nobody keeps such a folder as a vault.
        """
        if what := self.why_hardly_meant():
            from shlex import quote

            raise ConfigError(
                f"{self.root} is {what}, and no vault yet: all that lies in it would be read",
                remedy="Name the folder of your notes: --vault DIR. If all of it is meant,"
                f" `vaultsync scan {quote(self.root)}` asks, and makes a vault of it.",
            )

    def make_state(self) -> None:
        """Make the folder of index and journal, for its owner alone.

        Raises:
            StoreError: It cannot be made.
        """
        try:
            os.makedirs(self.state, mode=0o700, exist_ok=True)
            self._record_root()
        except OSError as error:
            raise StoreError(
                f"the state folder {self.state} cannot be made ({error.strerror})",
                remedy="Give vaultsync a folder that it can write: --state DIR, or VAULTSYNC_STATE=DIR.",
            ) from error

    def _record_root(self) -> None:
        """Say in the state folder whose it is: `doctor` tells a vault that was moved where its state lies."""
        record, root = os.path.join(self.state, RECORD), os.fsencode(self.root)
        if root_of(self.state) != self.root:
            with suppress(OSError), open(record, "wb") as file:  # it helps, and nothing depends on it
                file.write(root)


def marks_of(folder: str) -> tuple[str, ...]:
    """Return the folders of settings, Obsidian's and ours, of which a vault has at least one."""
    return os.path.join(folder, ".obsidian"), os.path.join(folder, ".vaultsync")


def upwards(folder: str) -> "Iterator[str]":
    """Yield a folder and those around it, from the inside out."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def state_name(root: str) -> str:
    """Return the folder name of a vault's state: its own name, and letters that tell vaults of one name apart."""
    name = os.path.basename(root)
    word = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_"))
    return f"{word[:40] or 'vault'}-{crc32(os.fsencode(root)):08x}"


def first_of(paths: "Sequence[str]") -> str:
    """Return the first of some paths for a person, and whether there are more."""
    return ", ".join(paths[:_SHOWN]) + (", …" if len(paths) > _SHOWN else "")


def root_of(state: str) -> str:
    """Return the folder of the vault that a state folder belongs to; empty if it does not say."""
    try:
        with open(os.path.join(state, RECORD), "rb") as file:
            return os.fsdecode(file.read())
    except OSError:
        return ""


def text_of(name: "str | Path") -> str:
    """Return the text of a file of settings; empty if there is none.

    Raises:
        ConfigError: It cannot be read.
    """
    try:
        with open(name, encoding="utf-8-sig") as file:  # some editors of Windows begin it with a byte order mark
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{name} cannot be read ({error})", remedy="Correct its permissions or its encoding."
        ) from None


def is_folder(name: str) -> bool:
    """Return whether there is a folder.

    Raises:
        ConfigError: The system does not say: permissions, or a disk that fails.
    """
    try:
        return S_ISDIR(os.stat(name).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        from vaultsync.store.refusal import reason, remedy

        raise ConfigError(f"{name} cannot be looked at: {reason(error)}", remedy=remedy(error)) from error


def _json(name: str, troubles: list[str]) -> Any:
    text = text_of(name)
    if not text:
        return None
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        troubles.append(f"{name} is no JSON ({error}); its settings are not used")
        return None
