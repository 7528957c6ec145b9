"""From an address to a feed: `/f/<secret>/NAME.ics`, or `/f/NAME.ics` with the secret as a password."""

import logging
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote_to_bytes

from vaultsync.core.errors import VaultSyncError
from vaultsync.core.feed.access import Secret, holder
from vaultsync.faces.serve import answers
from vaultsync.faces.serve.answers import Response
from vaultsync.faces.serve.offer import Offer
from vaultsync.faces.serve.shelf import FeedShelf, NotYet

LOG = logging.getLogger("vaultsync.serve")

_PREFIX, _SUFFIX = "/f/", ".ics"


@dataclass(frozen=True, slots=True)
class Room:
    """One vault: its feeds, and who may read them."""

    name: str
    """The vault's, for the log."""

    shelf: FeedShelf
    secrets: Callable[[], Sequence[Secret]]
    """Returns them as they are now; raises VaultSyncError."""


class Router:
    """Answers requests for the feeds of some vaults."""

    def __init__(self, rooms: Sequence[Room], *, now: Callable[[], datetime], basic_auth: bool = False) -> None:
        """Stand before rooms.

        Args:
            rooms: One for each vault.
            now: Returns the present, with its time zone.
            basic_auth: Whether a secret may also come as the password of Basic authentication (RFC 7617).
        """
        self._rooms = rooms
        self._now = now
        self._basic = basic_auth
        self._offers: dict[tuple[Room, str], Offer] = {}
        self._troubles: dict[str, str] = {}

    def answer(self, environ: Mapping[str, Any], path: str) -> Response:
        """Return the answer to a GET or HEAD of a path that is still percent-encoded.

        A secret that is none, one of another feed, and a path that is none are answered alike.
        """
        if not path.startswith(_PREFIX) or not path.endswith(_SUFFIX):
            return answers.NOT_FOUND
        secret, slash, name = path[len(_PREFIX) : -len(_SUFFIX)].partition("/")
        if slash:
            return self._opened(environ, secret, _decoded(name)) or answers.NOT_FOUND
        if not self._basic:
            return answers.NOT_FOUND
        return self._opened(environ, _password(environ.get("HTTP_AUTHORIZATION", "")), _decoded(secret)) or answers.WHO

    def _opened(self, environ: Mapping[str, Any], secret: str, name: str) -> Response | None:
        """Return the answer to the holder of a secret, None if it is not one of that feed."""
        otherwise = None
        for room in self._rooms:
            try:
                found = holder(secret, room.secrets())
            except VaultSyncError as error:
                # Nobody can be told that a secret is none while it cannot be looked up.
                otherwise = answers.NOT_YET
                self._say(room, "secrets", error)
                continue
            if found is not None and found.feed == name:
                answer = answers.REVOKED if found.revoked else self._feed(environ, room, name)
                if LOG.isEnabledFor(logging.DEBUG):
                    self._log(
                        logging.DEBUG, room, "fetched", f"{name} for {found.label or '(no label)'}: {answer.status}"
                    )
                return answer
        return otherwise

    def _feed(self, environ: Mapping[str, Any], room: Room, name: str) -> Response:
        try:
            served = room.shelf.get(name)
        except NotYet:
            return answers.NOT_YET
        except VaultSyncError as error:
            self._say(room, name, error)
            return answers.NOT_YET
        if served is None:
            gone = f"an address of the feed {name} is asked for, and this vault serves none of that name any more"
            self._once(logging.WARNING, room, name, f"{gone}. `vaultsync doctor` says what to do.")
            return answers.NOT_FOUND
        self._troubles.pop(f"{room.name}/{name}", None)
        offer = self._offers.get((room, name))
        if offer is None or offer.served.etag != served.etag:
            offer = self._offers[room, name] = Offer(served)
        return offer.answer(environ, self._now)

    def _say(self, room: Room, what: str, error: VaultSyncError) -> None:
        """Log what is in the way, once."""
        self._once(logging.ERROR, room, what, f"{error.message}. {error.remedy}")

    def _once(self, level: int, room: Room, what: str, text: str) -> None:
        key = f"{room.name}/{what}"
        if self._troubles.get(key) != text:
            self._log(level, room, "trouble", text)
        self._troubles[key] = text

    def _log(self, level: int, room: Room, event: str, text: str) -> None:
        LOG.log(level, text, extra={"event": event, "vault": room.name})


def _decoded(name: str) -> str:
    return unquote_to_bytes(name).decode("utf-8", "replace") if "%" in name else name


def _password(header: str) -> str:
    """Return the password of an Authorization header, whoever the user; empty if there is none."""
    scheme, _, words = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(words.strip(), validate=True).decode("utf-8").partition(":")[2]
    except ValueError:
        return ""
