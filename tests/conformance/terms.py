"""The vectors' terms for our values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from vaultsync.core.model import BadDate, Statement, When, YearZero
from vaultsync.core.notation.recurrence_next import Dates, rule_for
from vaultsync.core.notation.recurrence_text import rule_text
from vaultsync.core.notation.settings import TasksSettings, read_settings
from vaultsync.core.notation.statuses import read_statuses
from vaultsync.core.values import DATES

INVALID = "Invalid date"


def settings_of(question: Mapping[str, Any], dialect: str = "emoji") -> TasksSettings:
    """The plugin's settings that a question is asked under."""
    settings = read_settings({**question, "taskFormat": question.get("format", dialect)})
    if "statuses" in question:
        rows = read_statuses({"coreStatuses": [], "customStatuses": question["statuses"]})
        settings = settings._replace(status_rows=rows)
    return settings


def when(value: When) -> str | None:
    if value is None:
        return None
    if isinstance(value, YearZero):
        return str(value)
    return INVALID if isinstance(value, BadDate) else value.isoformat()


def recurrence_text(said: Statement, settings: TasksSettings) -> str | None:
    """The canonical text of a line's recurrence, or None where the plugin knows no rule."""
    dates = Dates(said.start, said.scheduled, said.due)
    rule = rule_for(said.recurrence, dates, drop_scheduled=settings.remove_scheduled_on_recurrence)
    return rule_text(rule) if rule else None


def meaning(said: Statement, settings: TasksSettings) -> dict[str, Any]:
    """Everything that a line says, for comparing two ways of writing it."""
    return {
        "indentation": said.indentation,
        "listMarker": said.marker,
        "symbol": said.symbol,
        "description": said.description,
        "tags": list(said.tags),
        "priority": said.priority.value,
        **{name: when(getattr(said, name)) for name in DATES},
        "recurrence": recurrence_text(said, settings),
        "onCompletion": said.on_completion,
        "id": said.id,
        "dependsOn": list(said.depends_on),
        "blockLink": said.block_id,
        "hardBreak": said.hard_break,
    }


def day(text: str) -> date:
    return date.fromisoformat(text[:10])
