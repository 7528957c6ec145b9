"""Tasks to iCalendar: pure, without a clock, the same bytes for the same tasks."""

from vaultsync.core.feed.calendar import STEELBLUE, Colour, calendar
from vaultsync.core.feed.component import Component, event_uid, todo_uid
from vaultsync.core.feed.context import Alarm, FeedContext, Revision
from vaultsync.core.feed.event import render_event, render_instances
from vaultsync.core.feed.todo import render_todo

__all__ = [
    "STEELBLUE",
    "Alarm",
    "Colour",
    "Component",
    "FeedContext",
    "Revision",
    "calendar",
    "event_uid",
    "render_event",
    "render_instances",
    "render_todo",
    "todo_uid",
]
