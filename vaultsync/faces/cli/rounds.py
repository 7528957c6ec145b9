"""What is said of recurring tasks that a command completes: those that do not come back, and those that it leaves."""

from typing import TYPE_CHECKING

from vaultsync.acts import Plan
from vaultsync.faces.cli.prompts import tell_note
from vaultsync.faces.texts.words import many

if TYPE_CHECKING:
    # A shell that completes a name waits for what is imported here.
    from vaultsync.app import App

DONE = "Done"
"""What is said to be done by the command that completes tasks."""

TOLD = 10
"""Tasks of which it is said that they do not come back, and days of which it is said that they are past."""


def tell_ended(app: "App", plan: Plan) -> None:
    """Say which recurring tasks a plan completes for good."""
    from vaultsync.core.editing.ended import ended

    found = list(ended(plan.tasks, plan.edits, app.conventions))
    for task, why in found[:TOLD]:
        tell_note(f"no further occurrence: {why} ({task.title})")
    if len(found) > TOLD:
        tell_note(f"no further occurrence of {many(len(found) - TOLD, 'more task')}")


def tell_done_today(app: "App", plan: Plan, verb: str) -> None:
    """Say which recurring tasks a plan leaves alone: see `left_for_today`."""
    for each in left_for_today(app, plan, verb):
        tell_note(each)


def left_for_today(app: "App", plan: Plan, verb: str) -> list[str]:
    """Return, in a sentence each, which tasks a plan leaves alone, since their round of today is done."""
    if verb != DONE:
        return []
    from vaultsync.core.editing.ended import done_today

    found = list(done_today(plan.tasks, plan.edits))
    short = app.index.short(found)
    told = [
        f"today's round of {short[task.uid]} is done already, and without a date the next one is another day's"
        f" ({task.title}). `vaultsync defer {short[task.uid]} --to DAY` gives it a date."
        for task in found[:TOLD]
    ]
    more = len(found) - TOLD
    return [*told, f"so is today's round of {many(more, 'more task')}."] if more > 0 else told
