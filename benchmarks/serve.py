"""What a feed costs over HTTP: `python -m benchmarks.serve [TASKS [SECONDS]]`.

A known ETag (304), the whole feed in gzip, and beside both a file of the same size that the same server
gives without a gate: judge the ratios. Clients are processes of their own that keep their connection.
"""

import gzip
import multiprocessing
import socket
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.feed_render import CONTEXT, tasks
from vaultsync.config import read_config
from vaultsync.core.feed import calendar, render_event
from vaultsync.core.feed.access import Secret, digest_of
from vaultsync.faces.serve.addresses import Address, hosts_of
from vaultsync.faces.serve.gate import Gate
from vaultsync.faces.serve.live import FeedSource, LiveShelf
from vaultsync.faces.serve.rates import Rates
from vaultsync.faces.serve.router import Room, Router
from vaultsync.faces.serve.server import Server, listening
from vaultsync.publishing import Served
from vaultsync.store.feeds.secrets import SecretFile
from vaultsync.wiring import clock_of, seconds
from vaultsync.wiring.feeds import new_secret

_ROUNDS = 5


def feed(number: int) -> bytes:
    """Return a feed of so many events."""
    # Half of the made tasks have no date, and some are done.
    found = [render_event(task, CONTEXT) for task in tasks(number * 3)]
    return calendar("Work", [each for each in found if each][:number])


def ask(port: int, request: bytes, seconds_: float, answers: Any) -> None:
    """Send a request again and again on one connection; put how many answers came, and in how many seconds."""
    with socket.create_connection(("127.0.0.1", port)) as plug:
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        count, began = 0, perf_counter()
        while perf_counter() - began < seconds_:
            plug.sendall(request)
            head, _, body = _until(plug, b"\r\n\r\n")
            assert head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304")), head
            left = _length(head) - len(body)
            while left > 0:
                left -= len(plug.recv(1 << 18))
            count += 1
        answers.put((count, perf_counter() - began))


def _until(plug: socket.socket, end: bytes) -> tuple[bytes, bytes, bytes]:
    found = b""
    while end not in found:
        found += plug.recv(1 << 16)
    return found.partition(end)


def _length(head: bytes) -> int:
    return next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)


def rate(server: int, request: bytes, clients: int, seconds_: float) -> tuple[float, float]:
    """Return answers a second and µs of the server's processor time for each."""
    answers: Any = multiprocessing.Queue()
    began = process_time()
    asking = [multiprocessing.Process(target=ask, args=(server, request, seconds_, answers)) for _ in range(clients)]
    for each in asking:
        each.start()
    found = [answers.get() for _ in asking]
    for each in asking:
        each.join()
    count = sum(each[0] for each in found)
    return count / max(each[1] for each in found), (process_time() - began) / count * 1e6


def serve(application: Callable[[int], Callable[..., Any]]) -> tuple[Server, int]:
    """Serve an application that is made for a port; return its server and the port."""
    taken, address = listening(Address(port=0))
    server = Server(application(address.port), taken)
    server.start()
    return server, address.port


def static(data: bytes) -> Callable[..., Any]:
    """Return an application that gives one file and looks at nothing but its ETag."""
    length = str(len(data))

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        if environ.get("HTTP_IF_NONE_MATCH") == '"x"':
            start_response("304 Not Modified", [("ETag", '"x"')])
            return []
        start_response("200 OK", [("ETag", '"x"'), ("Content-Length", length), ("Content-Type", "text/calendar")])
        return [data]

    return application


def main() -> None:
    """Measure, and print one line for each."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    seconds_ = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    data, moment = feed(number), datetime(2026, 1, 1, tzinfo=UTC)
    words = [new_secret() for _ in range(5)]
    zipped = gzip.compress(data, 6, mtime=0)
    with tempfile.TemporaryDirectory() as folder:
        file = SecretFile(Path(folder), pause=lambda _: None)
        with file.changing() as replace:
            replace(tuple(Secret("events", word[:3], digest_of(word), moment) for word in words))
        source = FeedSource(
            "Work", lambda: ("events",), lambda: 1, tuple, lambda _: Served(data, "e" * 32, moment, number)
        )
        shelf = LiveShelf(source, seconds=seconds)
        router = Router([Room("Work", shelf, file.known)], now=clock_of(read_config("", {}, ())))
        rates = Rates(per_second=20, burst=100, now=seconds)
        server, port = serve(
            lambda port: Gate(router.answer, hosts=hosts_of(Address(port=port), ()), requests=rates, misses=rates)
        )
        plain_server, plain_port = serve(lambda _: static(zipped))
        print(f"{number} events, {len(data):,} bytes, {len(zipped):,} in gzip; five secrets; {seconds_:g} s each")
        head = "GET /f/{}/events.ics HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: gzip\r\n{}\r\n"
        for name, tag, other in (
            ("known ETag (304)", f'If-None-Match: "{"e" * 32}-gzip"\r\n', 'If-None-Match: "x"\r\n'),
            ("whole feed, gzip", "", ""),
        ):
            for clients in (1, 4):
                rounds = [
                    (
                        rate(port, head.format(words[0], port, tag).encode(), clients, seconds_),
                        rate(plain_port, head.format(words[0], plain_port, other).encode(), clients, seconds_),
                    )
                    for _ in range(_ROUNDS)
                ]
                ours, bare = (median(each[side][0] for each in rounds) for side in (0, 1))
                spent, spent_bare = (median(each[side][1] for each in rounds) for side in (0, 1))
                ratio = median(each[0][1] / each[1][1] for each in rounds)
                print(
                    f"{name}, {clients} clients: {ours:,.0f}/s, {spent:.0f} µs of the server; "
                    f"static file {bare:,.0f}/s, {spent_bare:.0f} µs; ratio of processor time {ratio:.2f}"
                )
        server.stop()
        plain_server.stop()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
