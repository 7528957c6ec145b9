"""How a vault without settings is read; apart from `conventions`, since settings are known without reading notes."""

TASK_TAG = "#task"
"""What marks a task line where the vault's Tasks plugin has no global filter."""

PROPOSED_TAG = "#proposed"
PROPOSED_STATUS = "Proposed"
"""Name of the status that marks a proposal where the vault's settings know one."""

ARCHIVE_FOLDERS = ("_archive", "archive", "archives", "_archived", "archived")
TEMPLATE_FOLDERS = ("templates", "_templates", "template")
