"""What the settings of a vault do outside it, and whether this person has approved that on this machine.

Settings travel with the vault: whoever can write into it, a sync service or another person's machine, can change them.
A program that they name, and a file outside the vault, are therefore asked about where they are to run and to lie.
A file of the vault that a word of the program names counts by what it holds: it may be the program itself.
A calendar (`….ics`) that is new or was written by vaultsync does no harm, and is not asked about.
Programs and files stand in tables, which no variable and no option can give: all of them come from the vault.
"""

import json
import os
import shlex
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from vaultsync.core.errors import ConfigError, NotApproved
from vaultsync.core.feed.settings import Feed, read_feeds
from vaultsync.core.views.notify import read_notify
from vaultsync.store.feeds.target import is_ours
from vaultsync.store.programs import files_named
from vaultsync.wiring import remember, remembered
from vaultsync.wiring.feed_files import file_of
from vaultsync.workspace import Workspace

_APPROVED = "approved.json"
"""Of the state folder: digests of what was approved."""

_FORMAT = 1


class Outside(NamedTuple):
    """One thing that a vault's settings do outside it."""

    setting: str
    """As the file names it: `[notify] command`."""

    value: str
    """The words of the program, quoted as for a shell, or the whole path of the file."""

    digest: str
    """Of what it does: another program or another file has another one, and so has a program that lies in the vault
    and was changed."""


def outside(workspace: Workspace) -> list[Outside]:
    """Return all that the settings of a vault do outside it.

    Raises:
        ConfigError: They cannot be understood.
        NotApproved: The program is a file of the vault that nobody can approve.
    """
    command = read_notify(workspace.config["notify"]).command
    files = [_file_outside(workspace, feed) for feed in read_feeds(workspace.config["feeds"]).feeds.values()]
    return [*([_program_outside(workspace, command)] if command else []), *(each for each in files if each)]


def unapproved(workspace: Workspace) -> list[Outside]:
    """Return what of `outside` is not approved; see there for what it raises."""
    known = _approved(workspace)
    return [each for each in outside(workspace) if each.digest not in known]


def approve(workspace: Workspace, shown: Sequence[Outside]) -> None:
    """Remember that a person has approved what was shown, and nothing else: what the settings said before is forgotten.

    Raises:
        StoreError: The state folder cannot be made.
        NotWritable: It cannot be written.
    """
    workspace.make_state()
    digests = sorted(each.digest for each in shown)
    remember(workspace, _APPROVED, json.dumps({"format": _FORMAT, "approved": digests}))


def check_command(workspace: Workspace, command: Sequence[str]) -> None:
    """Refuse to run the program of `[notify]` as long as it is not approved.

    Raises:
        NotApproved: It is not.
    """
    _check(workspace, _program_outside(workspace, command))


def check_feed(workspace: Workspace, feed: Feed) -> None:
    """Refuse to write the file of a feed as long as that lies outside the vault and is not approved.

    Raises:
        NotApproved: It does, and is not.
    """
    if file := _file_outside(workspace, feed):
        _check(workspace, file)


def refusals(workspace: Workspace) -> list[NotApproved]:
    """Return what is refused because nobody has approved it; a mistake in the settings is told elsewhere."""
    try:
        return [_refusal(workspace, each) for each in unapproved(workspace)]
    except NotApproved as error:
        return [error]
    except ConfigError:
        return []


def _refusal(workspace: Workspace, one: Outside) -> NotApproved:
    return NotApproved(
        f"{one.setting} = {one.value}: the vault's settings ask for this outside it, and nobody has approved it"
        " on this machine",
        remedy=f"If you mean it: `vaultsync approve --vault {shlex.quote(workspace.root)}`.",
    )


def _check(workspace: Workspace, one: Outside) -> None:
    if one.digest not in _approved(workspace):
        raise _refusal(workspace, one)


def _approved(workspace: Workspace) -> frozenset[str]:
    """Return the digests of what was approved; none if the file does not say."""
    try:
        document = json.loads(remembered(workspace, _APPROVED) or "{}")
        return frozenset(map(str, document["approved"])) if document.get("format") == _FORMAT else frozenset()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return frozenset()


def _program_outside(workspace: Workspace, command: Sequence[str]) -> Outside:
    files = files_named(command, vault=workspace.root)
    # Their number first: no file may pass for a word.
    return Outside("[notify] command", shlex.join(command), _digest("command", str(len(command)), *command, *files))


def _file_outside(workspace: Workspace, feed: Feed) -> Outside | None:
    if not feed.path:
        return None
    file = file_of(workspace, feed)
    # By the folders that it really leads through: a link in the vault travels with it. The file itself is replaced.
    real = Path(os.path.realpath(file.parent)) / file.name
    if real.is_relative_to(os.path.realpath(workspace.root)) and file.name != os.pardir:
        return None
    if real.suffix.lower() == ".ics" and is_ours(real):
        return None
    return Outside(f"[feeds.{feed.definition.name}] path", str(real), _digest("file", str(real)))


def _digest(*words: str) -> str:
    return sha256(json.dumps(words).encode("ascii")).hexdigest()
