"""What the vault's Tasks plugin is set to."""

import pytest

from vaultsync.core.notation.settings import TasksSettings, read_settings


@pytest.mark.parametrize(
    "data", [{}, None, [], "x", 3, {"globalFilter": None, "setDoneDate": "yes", "statusSettings": []}]
)
def test_what_is_missing_or_of_the_wrong_type_has_the_plugins_default(data):
    assert read_settings(data) == TasksSettings()


def test_every_setting_that_changes_a_line_is_read():
    read = read_settings(
        {
            "globalFilter": "#todo",
            "taskFormat": "dataview",
            "setCreatedDate": True,
            "setDoneDate": False,
            "setCancelledDate": False,
            "recurrenceOnNextLine": True,
            "removeScheduledDateOnRecurrence": True,
            "useFilenameAsScheduledDate": True,
            "filenameAsScheduledDateFormat": "DDMMYYYY",
            "filenameAsDateFolders": ["Daily", 3],
            "globalQuery": "not done",
            "presets": {"a": "not done", "b": 3},
            "statusSettings": {"coreStatuses": [{"symbol": "x", "type": "DONE"}], "customStatuses": []},
        }
    )
    assert (read.global_filter, read.dialect, read.set_created_date) == ("#todo", "dataview", True)
    assert (read.set_done_date, read.set_cancelled_date, read.recurrence_on_next_line) == (False, False, True)
    assert (read.remove_scheduled_on_recurrence, read.filename_as_scheduled) == (True, True)
    assert (read.filename_format, read.filename_folders, read.global_query) == ("DDMMYYYY", ("Daily",), "not done")
    assert read.presets == {"a": "not done"}
    assert [row.symbol for row in read.statuses] == ["x"]


def test_older_files_call_presets_includes():
    assert read_settings({"includes": {"a": "b"}}).presets == {"a": "b"}
    assert read_settings({"includes": {"a": "b"}, "presets": {"c": "d"}}).presets == {"c": "d"}


@pytest.mark.parametrize("format_", ["tasksPluginEmoji", "nonsense", 3, None])
def test_any_other_format_is_emoji(format_):
    assert read_settings({"taskFormat": format_}).dialect == "emoji"
