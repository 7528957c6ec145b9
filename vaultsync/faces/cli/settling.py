"""Saying which open questions, whether two tasks are one, a command answers, and which it leaves open."""

from contextlib import suppress
from typing import TYPE_CHECKING

from vaultsync.core.errors import StoreError
from vaultsync.faces.cli.prompts import tell_note
from vaultsync.faces.texts.words import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.acts import Plan
    from vaultsync.app import App
    from vaultsync.core.model import Task

    Pairs = Sequence[tuple[Task, Task]]

_TOLD = 10
"""Pairs that are told one by one."""


def settled_by(app: "App", plan: "Plan") -> "Pairs":
    """Return the pairs of tasks that a plan keeps apart, though they may be one; none if the index cannot say."""
    from vaultsync.settling import settled

    with suppress(StoreError):
        return settled(app, plan)
    return ()


def tell_settled(app: "App", pairs: "Pairs", *, done: bool) -> None:
    """Say of pairs of tasks that a command keeps them apart by ids, or would, and how they are joined."""
    if not pairs:
        return
    from vaultsync.faces.texts.suggested import kept_apart
    from vaultsync.settling import as_they_stand

    with suppress(StoreError):
        # What is done has given them other names.
        now = as_they_stand(app, pairs) if done else pairs
        short = app.index.short([task for pair in now for task in pair])
        for one, other in now[:_TOLD]:
            tell_note(kept_apart(one, other, short, done=done))
        if len(now) > _TOLD:
            tell_note(f"so {'are' if done else 'would be'} {many(len(now) - _TOLD, 'more pair')}")


def tell_undecided(app: "App", tasks: "Sequence[Task]") -> None:
    """Say with which other tasks some may be one that a command has acted on."""
    with suppress(StoreError):
        found = {task.uid: app.index.suggested([task.uid]) for task in tasks[:_TOLD]}
        named = [each for pairs in found.values() for pair in pairs for each in (pair.one, pair.other)]
        if not named:
            return
        from vaultsync.faces.texts.suggested import to_decide

        short = app.index.short(named)
        for uid, pairs in found.items():
            for told in to_decide(uid, pairs, short):
                tell_note(f"{short[uid]} may be {told}")
