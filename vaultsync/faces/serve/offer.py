"""One feed, ready to be sent: its bytes in each coding, its headers, its tags."""

import gzip
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property

from vaultsync.faces.serve.answers import CHANGED, SAFE, Header, Response
from vaultsync.faces.serve.conditions import refused, unchanged
from vaultsync.faces.serve.encodings import GZIP, coding_for
from vaultsync.faces.serve.shelf import Served

_LEVEL = 6


class Offer:
    """A feed as it is now; whoever asks for it gets what was made for the first who did."""

    def __init__(self, served: Served) -> None:
        """Prepare a feed; it is compressed when that is first asked for."""
        self.served = served
        self._modified = served.last_modified.astimezone(UTC).replace(microsecond=0)
        self._strong = False

    def answer(self, environ: Mapping[str, str], now: Callable[[], datetime]) -> Response:
        """Return the answer to a request that may read the feed.

        Args:
            environ: The request's variables.
            now: Returns the present. A feed that changed within this second may change once more
                within it, so its Last-Modified is not said yet (RFC 9110, 8.8.2.2).
        """
        variant = self._zipped if coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")) == GZIP else self._plain
        if not self._strong:
            self._strong = (now() - self._modified).total_seconds() >= 1
        modified = self._modified if self._strong else None
        if refused(environ, variant.tag, modified):
            return CHANGED
        if unchanged(environ, variant.tag, modified):
            return variant.known if modified else variant.known_young
        return variant.whole if modified else variant.whole_young

    @cached_property
    def _plain(self) -> "_Variant":
        return _Variant(self.served.data, f'"{self.served.etag}"', self._modified)

    @cached_property
    def _zipped(self) -> "_Variant":
        # No time of its own in the stream: the same feed gives the same bytes.
        data = gzip.compress(self.served.data, _LEVEL, mtime=0)
        return _Variant(data, f'"{self.served.etag}-gzip"', self._modified, ("Content-Encoding", "gzip"))


class _Variant:
    """A feed in one coding, with every answer that it can be."""

    def __init__(self, data: bytes, tag: str, modified: datetime, *coding: Header) -> None:
        self.tag = tag
        # What a 304 has to repeat of the 200; it should say nothing else (RFC 9110, 15.4.5).
        said = [("ETag", tag), ("Cache-Control", "private, no-cache"), ("Vary", "Accept-Encoding")]
        whole = [
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Content-Length", str(len(data))),
            ("Accept-Ranges", "none"),
            *coding,
            *said,
            *SAFE,
        ]
        stamp = ("Last-Modified", format_datetime(modified, usegmt=True))
        self.whole_young = Response("200 OK", whole, data)
        self.whole = Response("200 OK", [*whole, stamp], data)
        self.known_young = Response("304 Not Modified", said)
        self.known = Response("304 Not Modified", [*said, stamp])
