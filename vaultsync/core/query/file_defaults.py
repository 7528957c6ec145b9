"""What a note's frontmatter says about the queries in it: the `TQ_…` properties, as instructions."""

from vaultsync.core.query.terms import QueryFile

_SHOWN = (
    "tree",
    "tags",
    "id",
    "depends_on",
    "priority",
    "recurrence_rule",
    "on_completion",
    "created_date",
    "start_date",
    "scheduled_date",
    "due_date",
    "cancelled_date",
    "done_date",
    "urgency",
    "backlink",
    "edit_button",
    "postpone_button",
    "task_count",
)
PROPERTIES = (
    "TQ_show_toolbar",
    "TQ_explain",
    "TQ_short_mode",
    *(f"TQ_show_{name}" for name in _SHOWN),
    "TQ_extra_instructions",
)
"""In the order in which they come to bear."""


def file_defaults(file: QueryFile | None) -> str:
    """Return the instructions that the properties of a note stand for, one a line; empty if there are none.

    A property without a value counts as absent.
    """
    if file is None:
        return ""
    return "\n".join(line for name in PROPERTIES if (line := _instruction(name, file)))


def _instruction(name: str, file: QueryFile) -> str:
    value = file.property_named(name)
    if value is None:
        return ""
    from vaultsync.core.query.placeholders import written  # few notes have such a property
    from vaultsync.core.query.script.words import truthy

    holds = truthy(value)
    if name == "TQ_extra_instructions":
        return written(value) if holds else ""
    if name == "TQ_explain":
        return "explain" if holds else ""
    if name == "TQ_short_mode":
        return "short mode" if holds else "full mode"
    return f"{'show' if holds else 'hide'} {name.removeprefix('TQ_show_').replace('_', ' ')}"
