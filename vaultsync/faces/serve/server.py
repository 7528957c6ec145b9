"""waitress, with what it lacks: a limit on the time of a request, and connections that outlive a 304.

waitress closes a connection that says nothing for a while; one that says a byte now and then it would keep.
"""

import errno
import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from waitress import wasyncore
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.server import create_server as create
from waitress.task import WSGITask
from waitress.utilities import build_http_date

from vaultsync.core.errors import Busy, ConfigError, VaultSyncError
from vaultsync.faces.serve.addresses import Address
from vaultsync.faces.serve.answers import SAFE
from vaultsync.faces.serve.logs import keep_secrets_out
from vaultsync.faces.serve.rates import is_loopback

LOG = logging.getLogger("vaultsync.serve")

_AT_ONCE_BYTES = 256 * 1024
_TICK_SECONDS = 0.05
_STALLED_TICKS = 18  # most of the second that `stop` waits: a busy machine keeps a client from reading for half of it
_JOIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may take of the server."""

    header_bytes: int = 32 * 1024
    body_bytes: int = 32 * 1024 * 1024
    """A calendar program that wants to write sends the whole calendar, and has to hear that it may not (405)."""

    request_seconds: float = 20.0
    """From the first byte of a request to its last."""

    idle_seconds: float = 60.0
    """Without a byte in either direction."""

    connections: int = 200
    per_address: int = 32
    """Connections of one address that is not this machine's."""

    threads: int = 4
    look_seconds: float = 5.0
    """Between looks for connections that are over their time."""


# waitress comes without types: whatever stands on its classes is unknown to mypy.
class _Nothing(OverflowableBuffer):  # type: ignore[misc]  # the same of each below
    """Takes a request's body and keeps none of it: nothing here reads one."""

    def append(self, s: bytes) -> None:
        """Forget some bytes."""


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # see above
    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        # Two lengths, or a coding that HTTP/1.0 does not know: a proxy may see another end (RFC 9112, 6.3).
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("Content-Length and Transfer-Encoding disagree")
        if self.body_rcv is not None:
            self.body_rcv.buf = _Nothing(0)


class _Task(WSGITask):  # type: ignore[misc]  # see above
    wrote_header: bool = False

    def build_response_header(self) -> bytes:
        # waitress ends the connection after every answer without a length; a 304 has none and needs none.
        # It also sorts and spells every header anew, which costs more than all of the gate.
        keeps = self.version == "1.1" and self.request.headers.get("CONNECTION", "").lower() != "close"
        if not keeps or (self.has_body and self.content_length is None):
            return super().build_response_header()  # type: ignore[no-any-return]  # see above
        lines = "".join([f"{name}: {value}\r\n" for name, value in self.response_headers])
        date = build_http_date(self.start_time)
        return f"HTTP/1.1 {self.status}\r\n{lines}Date: {date}\r\n\r\n".encode("latin-1")

    def write(self, data: bytes) -> None:
        if self.wrote_header or not self.has_body or self.content_length != len(data) or len(data) > _AT_ONCE_BYTES:
            super().write(data)
            return
        # Sent in one piece, so that a client is woken once.
        self.channel.write_soon(self.build_response_header() + data)
        self.wrote_header = True
        self.content_bytes_written += len(data)


class _ErrorTask(HTTPChannel.error_task_class):  # type: ignore[misc]  # see above
    def start(self) -> None:
        super().start()
        self.response_headers.extend(SAFE)


class _Channel(HTTPChannel):  # type: ignore[misc]  # see above
    task_class = _Task
    error_task_class = _ErrorTask
    parser_class = _Parser

    since: float | None = None
    """When the request began that has not come whole yet."""

    def received(self, data: bytes) -> bool:
        before = self.request
        going_on = super().received(data)
        if self.request is not before:
            self.since = None if self.request is None else self.last_activity
        return bool(going_on)


class Server:
    """Serves an application on one address, in threads of its own."""

    def __init__(
        self,
        application: Callable[..., Any],
        taken: socket.socket,
        limits: Limits | None = None,
        *,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Let connections wait; `start` begins to answer.

        Args:
            application: A WSGI application.
            taken: The socket that `listening` returned.
            limits: What a client may take.
            ended: Called when it ends, whether that was asked for or not.
        """
        keep_secrets_out()
        self._limits = limits = limits or Limits()
        self._ended = ended
        self._failure: Exception | None = None
        self._stopping = Event()
        self._map: dict[int, Any] = {}
        self._server: TcpWSGIServer = create(
            application,
            map=self._map,
            sockets=[taken],
            ident=None,
            threads=limits.threads,
            connection_limit=limits.connections + 2,  # the server's own two ends are counted too
            cleanup_interval=int(limits.look_seconds),
            max_request_header_size=limits.header_bytes,
            max_request_body_size=limits.body_bytes,
            expose_tracebacks=False,
            clear_untrusted_proxy_headers=False,  # nothing here reads one
            log_socket_errors=False,
        )
        self._server.channel_class = self._channel
        self._server.maintenance = self._maintain
        self._thread = Thread(target=self._run, name="vaultsync-serve", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Let the answers that are on their way leave, within a second; then close everything.

        Raises:
            Exception: What ended it before, if something did.
        """
        self._stopping.set()
        with suppress(OSError):  # it may have seen that by itself, and closed everything
            self._server.pull_trigger()
        self._thread.join(_JOIN_SECONDS)
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                wasyncore.loop(timeout=self._limits.look_seconds, use_poll=True, map=self._map, count=1)
            self._server.accepting = False
            self._send_rest()
        except Exception as error:  # noqa: BLE001  # raised again by `stop`
            LOG.critical("vaultsync has a defect: the server ended by itself", extra={"event": "defect"})
            self._failure = error
        finally:
            self._server.task_dispatcher.shutdown(timeout=_TICK_SECONDS)
            for channel in list(self._server.active_channels.values()):
                channel.handle_close()
            wasyncore.close_all(self._map, ignore_all=True)
            self._ended()

    def _send_rest(self) -> None:
        """Go on until everything is sent, or nothing more of it leaves."""
        stalled, before = 0, None
        while (left := self._unsent()) and stalled < _STALLED_TICKS:
            if left == before:
                # While another thread sends, the connection looks writable, and the loop would not wait by itself.
                Event().wait(_TICK_SECONDS)
            stalled, before = (stalled + 1 if left == before else 0), left
            wasyncore.loop(timeout=_TICK_SECONDS, use_poll=True, map=self._map, count=1)

    def _unsent(self) -> list[tuple[int, int]]:
        """Return how many requests and bytes each connection still waits for, of those that do."""
        waiting = [(len(each.requests), each.total_outbufs_len) for each in self._server.active_channels.values()]
        return [each for each in waiting if any(each)]

    def _channel(self, server: Any, conn: socket.socket, addr: tuple[str, int], adj: Any, **rest: Any) -> Any:
        """Take in a connection, unless its address has enough of them."""
        others = sum(each.addr[0] == addr[0] for each in server.active_channels.values())
        if others >= self._limits.per_address and not is_loopback(addr[0]):
            conn.close()
            return None
        return _Channel(server, conn, addr, adj, **rest)

    def _maintain(self, now: float) -> None:
        """Close connections that are silent, and requests that do not come to an end."""
        for channel in self._server.active_channels.values():
            silent = not channel.requests and channel.last_activity < now - self._limits.idle_seconds
            if silent or (channel.since is not None and channel.since < now - self._limits.request_seconds):
                channel.will_close = True


def listening(address: Address) -> tuple[socket.socket, Address]:
    """Return a socket that is bound to an address, and the address; port 0 is any that is free.

    Raises:
        Busy: Another program listens there.
        ConfigError: This machine has no such address, or gives the port to nobody else.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform != "win32":  # there it would let two programs share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((address.host, address.port))
    except OSError as error:
        taken.close()
        raise _why_not(address, error) from error
    return taken, Address(address.host, taken.getsockname()[1])


def _why_not(address: Address, error: OSError) -> VaultSyncError:
    if error.errno == errno.EADDRINUSE:
        return Busy(
            f"another program listens on {address} already",
            remedy="End it if it is a vaultsync that was forgotten, or take another port: --listen 127.0.0.1:8718.",
        )
    return ConfigError(
        f"vaultsync cannot listen on {address} ({error.strerror})",
        remedy="Give an address of this machine and a port from 1024 on: --listen 127.0.0.1:8717.",
    )
