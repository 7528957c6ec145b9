"""The real server on loopback, and what hostile and slow clients get of it. Time limits are short, so nothing sleeps."""

import gzip
import http.client
import logging
import socket
from contextlib import closing, suppress
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import pytest

from tests.faces.serve.conftest import DATA, SECRET, Desk
from vaultsync.core.errors import Busy, ConfigError
from vaultsync.faces.serve.addresses import Address
from vaultsync.faces.serve.server import Limits, Server, listening

PATH = f"/f/{SECRET}/events.ics"
SHORT = Limits(request_seconds=0.2, idle_seconds=0.4, look_seconds=0.05)
HOST = "Host: localhost:8717"


class Served:
    """A desk behind a real server on a port of its own; requests name the port that the gate knows."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        self.desk = desk
        taken, self.address = listening(Address(port=0))
        self.server = Server(desk.gate, taken, limits)
        self.server.start()

    def connect(self) -> socket.socket:
        return socket.create_connection((self.address.host, self.address.port), timeout=10)

    def raw(self, *parts: bytes | str) -> bytes:
        """Send bytes, and return everything that comes until the server closes."""
        with closing(self.connect()) as plug:
            for part in parts:
                plug.sendall(part.encode("latin-1") if isinstance(part, str) else part)
            return everything(plug)

    def ask(self, *lines: str) -> bytes:
        return self.raw("\r\n".join([*lines, "Connection: close", "", ""]))

    def get(self, method: str = "GET", path: str = PATH, **headers: str) -> tuple[int, dict[str, str], bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.address.port, timeout=10)) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            client.request(method, path, headers={"Host": "localhost:8717"} | named)
            reply = client.getresponse()
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()


def everything(plug: socket.socket) -> bytes:
    found = []
    with suppress(ConnectionResetError):
        while piece := plug.recv(1 << 20):
            found.append(piece)
    return b"".join(found)


def statuses(answer: bytes) -> list[int]:
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]] or [
        int(part[:3]) for part in answer.split(b"HTTP/1.0 ")[1:]
    ]


@pytest.fixture
def serve(desk):
    running: list[Served] = []

    def start(limits: Limits = SHORT) -> Served:
        running.append(Served(desk, limits))
        return running[-1]

    yield start
    for each in running:
        each.server.stop()


@pytest.fixture
def served(serve) -> Served:
    return serve(Limits())


def test_a_feed_over_http(served):
    status, headers, body = served.get()
    assert (status, body) == (200, DATA)
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert "date" in headers and "server" not in headers and "transfer-encoding" not in headers
    status, headers, body = served.get(accept_encoding="gzip")
    assert (headers["content-encoding"], gzip.decompress(body)) == ("gzip", DATA)
    status, headers, body = served.get("HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(DATA)), b"")
    status, headers, _ = served.get("PUT")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_a_large_feed_comes_whole(desk, served):
    """Larger than every buffer of the server."""
    data = bytes(range(256)) * 80_000
    desk.shelf.put("events", data, desk.now)
    assert served.get()[2] == data


def test_a_connection_goes_on_after_every_answer(served):
    """waitress by itself closes after a 304, and a client that asks often pays for a connection each time."""
    with closing(served.connect()) as plug:
        stream = plug.makefile("rb")
        for line, status in [("", 200), ('If-None-Match: "d32"\r\n', 304), ("", 200), ("If-Match: x\r\n", 412)]:
            plug.sendall(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n{line}\r\n".encode())
            head = b"".join(iter(stream.readline, b"\r\n"))
            assert head.startswith(f"HTTP/1.1 {status} ".encode()), head
            assert b"connection: close" not in head.lower()
            length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
            stream.read(int(length[0].split()[1]) if length else 0)


def test_a_client_that_wants_the_connection_closed_after_a_304_gets_that(served):
    answer = served.ask(f"GET {PATH} HTTP/1.1", HOST, 'If-None-Match: "d32"')
    assert statuses(answer) == [304] and b"Connection: close" in answer


def test_requests_on_one_connection_are_answered_in_order(served):
    one = f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n"
    answer = served.raw(f"{one}\r\nHEAD / HTTP/1.1\r\n{HOST}\r\n\r\n{one}Connection: close\r\n\r\n")
    assert statuses(answer) == [200, 404, 200]


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([f"GET {PATH} HTTP/1.1"], 400),
        ([f"GET {PATH} HTTP/1.0"], 400),
        ([f"GET {PATH} HTTP/1.1", HOST, HOST], 400),
        ([f"GET {PATH} HTTP/1.1", HOST, "Host: evil.example"], 400),
        ([f"GET {PATH} HTTP/1.1", "Host: evil.example"], 421),
        ([f"GET {PATH} HTTP/1.1", "Host:"], 400),
        ([f"GET {PATH} HTTP/1.1", "Host : localhost:8717"], 400),
        ([f"GET {PATH} HTTP/1.1", "Host_: localhost:8717"], 400),
        ([f"GET http://localhost:8717{PATH} HTTP/1.1", HOST], 200),
        ([f"GET http://evil.example{PATH} HTTP/1.1", HOST], 421),
        ([f"GET {PATH} HTTP/1.0", HOST], 200),
        ([f"GET {PATH}", HOST], 200),
        ([f"GET {PATH} HTTP/9.9", HOST], 200),
        ([f"get {PATH} HTTP/1.1", HOST], 400),
        ([f"GET  {PATH} HTTP/1.1", HOST], 400),
        ([f"GET {PATH} x HTTP/1.1", HOST], 400),
        ([f"GET\t{PATH} HTTP/1.1", HOST], 400),
        (["GET / HTTP/1.1", HOST, "no colon here"], 400),
        (["GET / HTTP/1.1", HOST, "Bad Name: x"], 400),
        (["GET / HTTP/1.1", HOST, "X: a\nY: b"], 400),
        (["GET / HTTP/1.1", HOST, "X: a\rY: b"], 400),
        (["GET / HTTP/1.1", HOST, "X: a\0b"], 400),
        ([" GET / HTTP/1.1", HOST], 404),
        (["GET /\0 HTTP/1.1", HOST], 404),
        (["GET /f/../../etc/passwd HTTP/1.1", HOST], 404),
        (["GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", HOST], 404),
        (["CONNECT localhost:8717 HTTP/1.1", HOST], 405),
        (["OPTIONS * HTTP/1.1", HOST], 405),
        (["GET * HTTP/1.1", HOST], 421),
        (["PRI * HTTP/2.0", HOST], 405),
        (["TRACE / HTTP/1.1", HOST, "Cookie: x"], 405),
        (["POST / HTTP/1.1", HOST, "Content-Length: 5", "Transfer-Encoding: chunked"], 400),
        (["POST / HTTP/1.0", HOST, "Transfer-Encoding: chunked"], 400),
        (["POST / HTTP/1.1", HOST, "Transfer-Encoding: gzip"], 501),
        (["POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked, identity"], 501),
        (["POST / HTTP/1.1", HOST, "Content-Length: -1"], 400),
        (["POST / HTTP/1.1", HOST, "Content-Length: +1"], 400),
        (["POST / HTTP/1.1", HOST, "Content-Length: 1, 1"], 400),
        (["POST / HTTP/1.1", HOST, "Content-Length: 0x10"], 400),
        (["POST / HTTP/1.1", HOST, "Content-Length: 99999999999"], 413),
        (["GET / HTTP/1.1", HOST, "X: " + "x" * 40_000], 431),
        (["GET /" + "x" * 40_000 + " HTTP/1.1", HOST], 431),
        (["GET / HTTP/1.1", HOST, *[f"X{n}: y" for n in range(5_000)]], 431),
    ],
)
def test_a_hostile_request_gets_one_answer_and_no_feed_that_it_may_not_have(served, lines, status):
    answer = served.ask(*lines)
    assert statuses(answer) == [status], answer
    assert (DATA in answer) is (status == 200)
    assert b"nosniff" in answer


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Transfer-Encoding: xchunked\r\nContent-Length: 4",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\x0bchunked",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: 4\r\n Transfer-Encoding: chunked",
    ],
)
def test_a_second_request_is_never_smuggled_in_the_first(served, headers):
    """Whoever stands before this server may read the first request's end elsewhere."""
    hidden = f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n\r\n"
    with closing(served.connect()) as plug:
        plug.sendall(f"POST / HTTP/1.1\r\n{HOST}\r\n{headers}\r\n\r\n0\r\n\r\n{hidden}".encode("latin-1"))
        plug.shutdown(socket.SHUT_WR)
        answer = everything(plug)
    assert DATA not in answer and len(statuses(answer)) == 1, answer


def test_a_calendar_program_that_sends_everything_hears_that_it_may_not(served):
    """Thunderbird puts the whole calendar when a task is ticked; a 405 makes it read-only."""
    body = b"x" * 3_000_000
    with closing(http.client.HTTPConnection("127.0.0.1", served.address.port, timeout=10)) as client:
        for how in ({"body": body}, {"body": iter([body]), "encode_chunked": True}):
            client.request("PUT", PATH, headers={"Host": "localhost:8717"}, **how)
            reply = client.getresponse()
            assert (reply.status, len(reply.read())) == (405, 24)


def test_nothing_of_a_body_is_kept():
    """What is thrown away cannot fill the memory or the disk."""
    kept = []

    def application(environ, start_response):
        kept.append(environ["wsgi.input"].read())
        start_response("200 OK", [("Content-Length", "0")])
        return []

    taken, address = listening(Address(port=0))
    server = Server(application, taken)
    server.start()
    with closing(http.client.HTTPConnection("127.0.0.1", address.port, timeout=10)) as client:
        for how in ({"body": b"x" * 1_000_000}, {"body": iter([b"x"] * 9), "encode_chunked": True}):
            client.request("PUT", "/", **how)
            client.getresponse().read()
    server.stop()
    assert kept == [b"", b""]


def test_a_header_that_comes_byte_by_byte_is_not_waited_for(serve):
    served = serve()
    with closing(served.connect()) as plug, suppress(ConnectionError):
        plug.sendall(b"GET / HTTP/1.1\r\nX: ")
        plug.settimeout(0.02)
        for _ in range(500):  # ten seconds at most; the server takes a fifth of one
            try:
                if not plug.recv(100):
                    break
            except TimeoutError:
                plug.sendall(b"x")
        else:
            pytest.fail("a connection that says a byte now and then was kept")


def test_a_connection_that_says_nothing_is_closed(serve):
    served = serve()
    assert served.raw() == b""
    assert served.raw(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n\r\n").endswith(DATA), "an idle one too"


def test_a_body_that_does_not_come_is_not_waited_for(serve):
    served = serve()
    assert served.raw(f"PUT {PATH} HTTP/1.1\r\n{HOST}\r\nContent-Length: 100\r\n\r\nabc") == b""


def test_slow_clients_do_not_keep_others_out(serve):
    served = serve(Limits(threads=2))
    slow = [served.connect() for _ in range(40)]
    for plug in slow:
        plug.sendall(b"GET / HTTP/1.1\r\nX: ")
    assert served.get()[0] == 200
    for plug in slow:
        plug.close()


def test_beyond_the_limit_connections_wait_until_others_have_gone(serve):
    served = serve(Limits(connections=3, look_seconds=0.05))
    held = [served.connect() for _ in range(3)]
    for plug in held:
        plug.sendall(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n\r\n".encode())
        plug.recv(10)
    waiting = served.connect()
    waiting.sendall(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\nConnection: close\r\n\r\n".encode())
    waiting.settimeout(0.2)
    with pytest.raises(TimeoutError):
        waiting.recv(10)
    held.pop().close()
    waiting.settimeout(10)
    assert statuses(everything(waiting)) == [200]
    for plug in [*held, waiting]:
        plug.close()


def test_one_other_machine_may_not_have_every_connection(serve, monkeypatch):
    monkeypatch.setattr("vaultsync.faces.serve.server.is_loopback", lambda address: False)
    served = serve(Limits(per_address=2))
    held = [served.connect() for _ in range(2)]
    for plug in held:
        plug.sendall(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n\r\n".encode())
        plug.recv(10)
    assert served.raw(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n\r\n") == b""
    for plug in held:
        plug.close()


def test_nothing_that_is_logged_tells_a_secret(served, desk, caplog):
    caplog.set_level(logging.DEBUG)
    served.get()
    desk.shelf.refusal = ZeroDivisionError("oops")
    served.get()
    served.ask(f"GET {PATH} HTTP/1.1")
    served.ask(f"GET {PATH} HTTP/1.1", HOST, "X: a\0b")
    # What waitress says by itself when a client goes away, or an application fails.
    logging.getLogger("waitress").info("Client disconnected while serving %s", PATH)
    assert caplog.records and SECRET not in caplog.text
    assert "while serving /f/…" in caplog.text


def test_it_stops_at_once_and_leaves_no_thread(desk):
    before = set(enumerate_threads())
    served = Served(desk, Limits())
    idle = served.connect()
    assert served.get()[0] == 200
    served.server.stop()
    for thread in set(enumerate_threads()) - before:
        thread.join(10)
        assert not thread.is_alive()
    assert everything(idle) == b""
    with pytest.raises(ConnectionError):
        served.connect()
    idle.close()


def test_a_server_that_ends_by_itself_says_so(desk, monkeypatch, caplog):
    """Else the daemon would go on without it, and every client would see a refused connection."""
    ended = Event()
    taken, address = listening(Address(port=0))
    server = Server(desk.gate, taken, SHORT, ended=ended.set)
    monkeypatch.setattr("vaultsync.faces.serve.server.wasyncore.loop", lambda **_: 1 / 0)
    server.start()
    assert ended.wait(10)
    with pytest.raises(ZeroDivisionError):
        server.stop()
    assert "the server ended by itself" in caplog.text
    with pytest.raises(ConnectionError):
        socket.create_connection((address.host, address.port), timeout=10)


def test_an_answer_that_has_begun_is_completed_before_it_stops(desk):
    """A calendar program that gets half a feed shows half the tasks."""
    data = b"x" * 40_000_000  # more than the system keeps on its way
    desk.shelf.put("events", data, desk.now)
    served = Served(desk, Limits())
    with closing(served.connect()) as plug:
        plug.sendall(f"GET {PATH} HTTP/1.1\r\n{HOST}\r\n\r\n".encode())
        begun = plug.recv(1_000)
        stopping = Thread(target=served.server.stop)
        stopping.start()
        assert (begun + everything(plug)).endswith(b"\r\n\r\n" + data)
        stopping.join()


def test_a_port_that_is_taken_is_said(served):
    with pytest.raises(Busy, match=f"listens on {served.address} already"):
        listening(served.address)


def test_an_address_that_is_not_this_machines_is_said():
    with pytest.raises(ConfigError, match=r"cannot listen on 192\.0\.2\.1:8717"):
        listening(Address("192.0.2.1", 8717))
