"""A shelf in memory, a gate before it, and requests without a socket."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vaultsync.core.feed.access import Secret, digest_of
from vaultsync.faces.serve.gate import Gate
from vaultsync.faces.serve.rates import Rates
from vaultsync.faces.serve.router import Room, Router
from vaultsync.faces.serve.shelf import NotYet

MADE = datetime(2026, 2, 2, 12, tzinfo=UTC)
SECRET = "s3cret-" + "a" * 36
REVOKED = "r3voked" + "b" * 36
DATA = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@dataclass(frozen=True)
class Published:
    data: bytes
    etag: str
    last_modified: datetime


class MemoryShelf:
    """Feeds as a mapping; it is not ready until it is said to be."""

    def __init__(self, **feeds: bytes) -> None:
        self.is_ready = True
        self.refusal: Exception | None = None
        self.feeds = {name: Published(data, f"d{len(data)}", MADE) for name, data in feeds.items()}

    def get(self, name: str) -> Published | None:
        if self.refusal:
            raise self.refusal
        if not self.is_ready:
            raise NotYet
        return self.feeds.get(name)

    def put(self, name: str, data: bytes, at: datetime) -> None:
        self.feeds[name] = Published(data, f"d{len(data)}", at)


class Reply:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status[:3])
        self.headers = dict(headers)
        self.body = body
        assert len(self.headers) == len(headers), "a header stands there twice"


class Desk:
    """A gate with everything behind it, and a clock that is turned by hand."""

    def __init__(self, **how: Any) -> None:
        self.now = MADE + timedelta(hours=1)
        self.seconds = 0.0
        self.shelf = MemoryShelf(events=DATA)
        self.secrets = [
            Secret("events", "phone", digest_of(SECRET), MADE),
            Secret("events", "old", digest_of(REVOKED), MADE, revoked=MADE),
        ]
        self.router = Router(
            [Room("Notes", self.shelf, lambda: self.secrets)],
            now=lambda: self.now,
            basic_auth=how.pop("basic_auth", False),
        )
        rates = {
            "requests": Rates(per_second=1, burst=3, now=lambda: self.seconds),
            "misses": Rates(per_second=0.5, burst=5, now=lambda: self.seconds),
        }
        self.gate = Gate(self.router.answer, hosts=["127.0.0.1:8717", "localhost:8717"], **(rates | how))

    def ask(self, target: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for a target; headers are named as variables: `if_none_match=…`; an empty one is left out."""
        environ = {
            "REQUEST_METHOD": method,
            "REQUEST_URI": target,
            "REMOTE_ADDR": headers.pop("address", "127.0.0.1"),
            "HTTP_HOST": "127.0.0.1:8717",
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        if not environ["HTTP_HOST"]:
            del environ["HTTP_HOST"]
        begun: list[Any] = []
        body = b"".join(self.gate(environ, lambda status, headers: begun.append((status, headers))))
        ((status, said),) = begun
        return Reply(status, said, body)

    def get(self, method: str = "GET", **headers: str) -> Reply:
        """Ask for the feed with its secret."""
        return self.ask(f"/f/{SECRET}/events.ics", method, **headers)

    def revoke(self) -> None:
        self.secrets[0] = replace(self.secrets[0], revoked=self.now)


@pytest.fixture
def desk() -> Desk:
    return Desk()
