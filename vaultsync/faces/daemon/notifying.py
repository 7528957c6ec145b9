"""The digest of a day: worded, delivered once, and remembered."""

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.app import App
from vaultsync.core.errors import ConfigError, NotDelivered, StoreError
from vaultsync.core.views.notify import NotifyWish, Pending, is_due, read_notify, seconds_until, with_sent
from vaultsync.faces.texts.words import SEE_FORGOTTEN, clean, due_in_words, forgotten_told, many
from vaultsync.wiring import Workspace, deliver, desktop_can_be_told, remember, remembered
from vaultsync.wiring.consent import check_command

if TYPE_CHECKING:
    from vaultsync.core.model import Task

_SENT = "notify.json"
"""The days whose digest was sent."""

_LOOK = "notify-look.json"
"""What the tasks looked like at the last one."""

_TOLD = 5
"""Tasks of each kind that are named."""

_TRIES = 3
"""How often the digest of one day is tried; then it is given up."""

_PAUSE = timedelta(minutes=5)
"""Between two tries: just after log-in a desktop may not be there yet."""


class Notice(NamedTuple):
    """What is delivered."""

    title: str
    text: str
    """Empty if there is nothing to say."""


class Notifier:
    """Sends the digests of one vault at their time."""

    def __init__(self, workspace: Workspace) -> None:
        """Read the settings.

        Raises:
            ConfigError: They cannot be understood.
        """
        self._workspace = workspace
        self._wish = read_notify(workspace.config["notify"])
        self._failed: list[datetime] = []

    def refuse_without_a_way(self) -> None:
        """Refuse to send digests by itself where nothing is there to deliver them by.

        Raises:
            ConfigError: Nothing is.
        """
        if self._wish.at is not None:
            _refuse_without_a_way(self._wish)

    def __call__(self, app: App) -> float | None:
        """Send the digest if it is due; return the seconds until the next one, None if there is none.

        Raises:
            NotApproved: The program that gets it waits for approval; a later call asks again.
            NotDelivered: It could not be delivered; a later call tries again, a few times.
        """
        if self._wish.at is None:
            return None
        self._check()
        now = app.clock()
        if self._failed and abs(now - self._failed[-1]) < _PAUSE:
            return _PAUSE.total_seconds()
        if is_due(self._wish, now, self._sent()):
            self._send(app, now)
        return seconds_until(self._wish, now, self._sent())

    def notice(self, app: App) -> Notice:
        """Return the digest that would be sent now."""
        # A daemon that sends none does without what tells tasks and people apart.
        from vaultsync.asking import Asking
        from vaultsync.core.views.digest import snapshot_from_text

        pending = Asking(app).pending(snapshot_from_text(remembered(self._workspace, _LOOK)))
        forgotten = 0
        with suppress(StoreError):  # without its journal a vault has its digest all the same
            forgotten = len(app.forgotten())
        return worded(pending, app.today, forgotten)

    def deliver(self, notice: Notice) -> None:
        """Deliver a digest; nothing is remembered of it.

        Raises:
            ConfigError: Nothing is there to deliver by.
            NotApproved: The program that gets it waits for approval.
            NotDelivered: It could not be delivered.
        """
        _refuse_without_a_way(self._wish)
        self._check()
        if self._wish.command:
            command = [_filled(word, notice) for word in self._wish.command]
            deliver(command, f"{notice.title}\n\n{notice.text}\n")
        else:
            # -P: a module of that name in the present folder, which may be a vault, is not meant.
            deliver([sys.executable, "-P", "-m", "vaultsync.faces.daemon.popup", notice.title], notice.text)

    def _check(self) -> None:
        if self._wish.command:
            check_command(self._workspace, self._wish.command)

    def _send(self, app: App, now: datetime) -> None:
        from vaultsync.asking import Asking
        from vaultsync.core.views.digest import snapshot_to_text

        notice, before = self.notice(app), self._sent()
        # Remembered first: who is killed in between has one digest less, not two.
        self._remember(with_sent(before, now.date()))
        if notice.text:
            try:
                self.deliver(notice)
            except NotDelivered:
                self._failed = [*(each for each in self._failed if each.date() == now.date()), now]
                if len(self._failed) < _TRIES:
                    self._remember(before)
                raise
        remember(self._workspace, _LOOK, snapshot_to_text(Asking(app).snapshot()))
        self._failed = []

    def _remember(self, sent: Iterable[date]) -> None:
        remember(self._workspace, _SENT, json.dumps([day.isoformat() for day in sent]))

    def _sent(self) -> tuple[date, ...]:
        try:
            return tuple(date.fromisoformat(day) for day in json.loads(remembered(self._workspace, _SENT) or "[]"))
        except (ValueError, TypeError):
            return ()


def worded(pending: Pending, today: date, forgotten: int) -> Notice:
    """Return a digest in words, without anything that a terminal or a desktop would obey.

    Args:
        pending: What waits.
        today: The day of the vault's owner.
        forgotten: How many decisions the notes do not hold any more.
    """
    parts = [
        (many(len(pending.overdue), "task") + " overdue", "Overdue", pending.overdue),
        (f"{len(pending.due):,} due today", "Due today", pending.due),
        (many(len(pending.proposed), "new proposal"), "Proposed", pending.proposed),
    ]
    told = [part for part in parts if part[2]]
    rows = [row for _, heading, tasks in told for row in _rows(heading, tasks, today)]
    titles = [words for words, _, _ in told]
    if forgotten:
        titles.append(f"{many(forgotten, 'decision')} lost")
        rows.append(f"{forgotten_told(forgotten)}: {SEE_FORGOTTEN}")
    return Notice(", ".join(titles), "\n".join(rows))


def _rows(heading: str, tasks: "Sequence[Task]", today: date) -> list[str]:
    rows = [f"{heading}:"]
    for task in tasks[:_TOLD]:
        late = due_in_words(task.due, today) if isinstance(task.due, date) and task.due < today else ""
        rows.append(f"- {clean(task.title)}{f' ({late})' if late else ''}")
    more = len(tasks) - _TOLD
    return [*rows, f"… and {more:,} more"] if more > 0 else rows


def _filled(word: str, notice: Notice) -> str:
    return word.replace("{title}", notice.title).replace("{text}", notice.text)


def _refuse_without_a_way(wish: NotifyWish) -> None:
    if not wish.command and not desktop_can_be_told():
        raise ConfigError(
            "[notify]: the library that shows notifications of the desktop is not installed",
            remedy="Install it (pip install 'vaultsync[notify]'), or name a program, "
            'such as command = ["notify-send", "{title}", "{text}"].',
        )
