"""What the vault's Tasks plugin is set to: `.obsidian/plugins/obsidian-tasks-plugin/data.json`."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from vaultsync.core.notation.statuses import CORE, CUSTOM, Statuses, StatusSetting, read_statuses

TASKS_FILE = ".obsidian/plugins/obsidian-tasks-plugin/data.json"
"""Where the plugin keeps its settings, relative to the vault."""


class _Settings(NamedTuple):
    """Every default is the plugin's own."""

    global_filter: str = ""
    dialect: str = "emoji"
    """`emoji` or `dataview` (the plugin's `taskFormat`)."""

    status_rows: tuple[StatusSetting, ...] = CORE + CUSTOM
    set_created_date: bool = False
    set_done_date: bool = True
    set_cancelled_date: bool = True
    recurrence_on_next_line: bool = False
    remove_scheduled_on_recurrence: bool = False
    filename_as_scheduled: bool = False
    filename_format: str = ""
    """A moment.js format that the whole file name may match."""

    filename_folders: tuple[str, ...] = ()
    """Folders in which file names count; empty means all."""

    global_query: str = ""
    presets: Mapping[str, str] | None = None
    """Named pieces of query; None means the plugin's built-in ones."""


class TasksSettings(_Settings):
    """The settings of the Tasks plugin that change what a line means or what an edit writes."""

    @cached_property
    def statuses(self) -> Statuses:
        """The status rows by symbol."""
        return Statuses(self.status_rows)


def read_settings(data: object) -> TasksSettings:
    """Read the parsed data.json; what is missing or of the wrong type has the plugin's default.

    Settings are merged one level deep, as in the plugin: a present
    `statusSettings` replaces the default one whole.
    """
    if not isinstance(data, Mapping):
        return TasksSettings()
    found: dict[str, Any] = {}
    for key, name in _NAMES.items():
        default = _DEFAULTS[name]
        if isinstance(data.get(key), type(default)):
            found[name] = data[key]
    if data.get("taskFormat") == "dataview":
        found["dialect"] = "dataview"
    folders = data.get("filenameAsDateFolders")
    if isinstance(folders, list):
        found["filename_folders"] = tuple(folder for folder in folders if isinstance(folder, str))
    presets = data.get("presets", data.get("includes"))
    if isinstance(presets, Mapping):
        found["presets"] = {str(name): text for name, text in presets.items() if isinstance(text, str)}
    rows = read_statuses(data.get("statusSettings"))
    if rows is not None:
        found["status_rows"] = rows
    return TasksSettings(**found)


_NAMES = {
    "globalFilter": "global_filter",
    "setCreatedDate": "set_created_date",
    "setDoneDate": "set_done_date",
    "setCancelledDate": "set_cancelled_date",
    "recurrenceOnNextLine": "recurrence_on_next_line",
    "removeScheduledDateOnRecurrence": "remove_scheduled_on_recurrence",
    "useFilenameAsScheduledDate": "filename_as_scheduled",
    "filenameAsScheduledDateFormat": "filename_format",
    "globalQuery": "global_query",
}
_DEFAULTS: dict[str, str | bool] = {name: getattr(TasksSettings(), name) for name in _NAMES.values()}
