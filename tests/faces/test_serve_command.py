"""`serve` and `watch --serve`: a real process on loopback, ended by a signal."""

import http.client
import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import closing, contextmanager, nullcontext
from threading import Event
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT
from vaultsync.core.errors import Busy
from vaultsync.faces.cli import following

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it is ended by signals")


@contextmanager
def running(terminal, *words):
    """Run a command until the block ends; yields its process and a function that reads its log up to an event."""
    process = subprocess.Popen(
        [sys.executable, "-m", "vaultsync", *words, "--json"],
        cwd=terminal.root,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )

    process.lines = []

    def until(event):
        for line in process.stderr:
            process.lines.append(line)
            said = json.loads(line)
            if said["event"] == event:
                return said
        pytest.fail(f"it ended before it said {event}")

    try:
        yield process, until
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
        process.stderr.close()


def get(address, **headers):
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)) as client:
        client.request("GET", parts.path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = client.getresponse()
        return reply.status, dict(reply.getheaders()), reply.read().decode()


def address_of_new(terminal, url, *words):
    return terminal("feed", "create", "events", "--url", url, *words).out.splitlines()[0]


@pytest.fixture(autouse=True)
def _own_log():
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def vault(terminal):
    terminal.write("Kickoff.md", "- [ ] Send the minutes 📅 2026-03-06 #task ^vs-aaaaaaaaaa\n")
    return terminal


@pytest.mark.parametrize("command", [["serve"], ["watch", "--serve"]])
def test_a_feed_is_served_follows_the_notes_and_ends_with_its_secret(vault, command):
    with running(vault, *command, "--listen", "127.0.0.1:0") as (process, until):
        url = until("serving")["url"]
        until("synced")
        address = address_of_new(vault, url)
        status, headers, body = get(address)
        assert (status, "SUMMARY:☐ Send the minutes" in body) == (200, True)
        assert get(address, if_none_match=headers["ETag"])[0] == 304
        assert json.loads(vault("status", "--json").out)["serving"] == url
        # Without --url the address is that of the server that runs.
        assert vault("feed", "create", "events", "--label", "x").out.startswith(url)

        vault.write("Kickoff.md", "- [ ] Send the drawings 📅 2026-03-06 #task ^vs-aaaaaaaaaa\n")
        until("synced")
        # The index is looked at once a second, which is far less than these requests take.
        answers = (get(address, if_none_match=headers["ETag"]) for _ in range(20_000))
        _, _, body = next(each for each in answers if each[0] == 200)
        assert "SUMMARY:☐ Send the drawings" in body

        vault("feed", "revoke", "events", "--all")
        assert get(address)[0] == 410
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=5) == 0
        log = "".join([*process.lines, *process.stderr])
        assert address.split("/")[4] not in log


def test_words_of_a_date_that_are_passed_over_in_a_feed_that_is_only_served_are_logged_at_the_start(vault):
    """Kills: a calendar of other tasks than are meant, of which only `doctor` would ever tell."""
    vault.write(
        ".vaultsync/vaultsync.toml",
        """
        [feeds.soon]
        query = "due befor 2026-03-08"
        [feeds.kept]
        query = "due afterr 2026-03-08"
        path = "kept.ics"
        [feeds.hidden]
        query = "due onn 2026-03-08"
        served = false
        [feeds.wrong]
        query = "is blockd"
        """,
    )
    with running(vault, "serve", "--listen", "127.0.0.1:0") as (process, until):
        until("serving")
        told = [json.loads(line) for line in process.lines if '"query"' in line]
    assert [(each["level"], each["message"]) for each in told] == [
        (
            "warning",
            "feed soon: line 1 of the query: of the date in `due befor 2026-03-08` `befor` is passed over, as Obsidian"
            " Tasks does. Did you mean `due before 2026-03-08`?",
        )
    ]


def test_while_a_daemon_watches_serve_uses_its_index(vault):
    with running(vault, "watch") as (_, until):
        until("synced")
        with running(vault, "serve", "--listen", "127.0.0.1:0") as (_, said):
            url = said("serving")["url"]
            assert "watches this vault already" in said("standing-by")["message"]
            assert get(address_of_new(vault, url))[0] == 200


def test_when_the_daemon_ends_serve_takes_its_place(monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(following, "_STAND_BY_SECONDS", 0)
    held, finished = [], []

    @contextmanager
    def hold():
        held.append(True)
        if len(held) < 4:
            raise Busy("a daemon watches this vault already", remedy="Let it run.")
        yield

    followed = SimpleNamespace(hold=hold, follower=SimpleNamespace(run=lambda: None))
    following._stand_by(followed, Event(), finished)
    assert (len(held), finished) == (4, [followed.follower])
    assert [record.getMessage() for record in caplog.records] == [
        "a daemon watches this vault already; its index is used"
    ]


def test_serve_stands_by_again_when_another_daemon_has_replaced_it(monkeypatch):
    """Kills: a server that ends because somebody has deleted its state folder."""
    monkeypatch.setattr(following, "_STAND_BY_SECONDS", 0)
    runs, finished = [], []

    def run():
        runs.append(True)
        if len(runs) < 3:
            raise Busy("a daemon watches this vault already", remedy="Let it run.")

    followed = SimpleNamespace(hold=nullcontext, follower=SimpleNamespace(run=run))
    following._stand_by(followed, Event(), finished)
    assert (len(runs), finished) == (3, [followed.follower])


def test_whoever_stands_by_ends_when_that_is_asked():
    @contextmanager
    def hold():
        raise Busy("a daemon watches this vault already", remedy="Let it run.")
        yield

    stop, finished = Event(), []
    stop.set()
    following._stand_by(SimpleNamespace(hold=hold, follower="f"), stop, finished)
    assert finished == ["f"]


def test_others_may_reach_it_only_when_there_is_a_secret_and_a_name(vault):
    answer = vault("serve", "--listen", "0.0.0.0:0", "--allow-host", "nas.example.org")
    assert (answer.status, "vaultsync feed create" in answer.err) == (4, True)
    vault("feed", "create", "events")
    answer = vault("serve", "--listen", "0.0.0.0:0")
    assert (answer.status, "--allow-host NAME" in answer.err) == (4, True)


def test_of_an_address_that_is_none_nothing_is_said_but_that(vault):
    """Kills: a warning of who reaches a host that nobody has ever heard of."""
    vault("feed", "create", "events")
    answer = vault("serve", "--listen", "nope.invalid", "--allow-host", "x")

    assert (answer.status, "cannot listen on nope.invalid:8717" in answer.err) == (4, True)
    assert "encrypted" not in answer.err


def test_widening_it_warns(vault):
    vault("feed", "create", "events")
    with running(vault, "serve", "--listen", "0.0.0.0:0", "--allow-host", "localhost") as (_, until):
        assert "can be reached by other machines" in until("exposed")["message"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--listen", "127.0.0.1:x"], "is no address; write 127.0.0.1:8717"),
        (["--listen", "192.0.2.1:8717", "--allow-host", "x"], "no feed has a secret address yet"),
        (["--lisen", "x"], "--listen"),
        (["--allow-host", "https://calendar.example.org"], "is no name; write calendar.example.org"),
        (["--set", "trusted_proxies=proxy"], "neither an address nor a network"),
        (["--set", "serve_url=calendar.example.org"], "Write https://calendar.example.org, without a path"),
    ],
)
def test_mistakes_are_answered_with_what_to_do(vault, words, told):
    answer = vault("serve", *words)
    assert answer.status in (2, 4) and told in answer.err


def test_options_about_serving_need_a_watch_that_serves(vault):
    for words in (["--listen", "127.0.0.1:9"], ["--allow-host", "x"], ["--basic-auth"]):
        answer = vault("watch", *words)
        assert (answer.status, "go with --serve" in answer.err) == (2, True)


def test_a_port_that_is_taken_is_said(vault):
    with running(vault, "serve", "--listen", "127.0.0.1:0") as (_, until):
        port = urlsplit(until("serving")["url"]).port
        answer = vault("serve", "--listen", f"127.0.0.1:{port}")
        assert (answer.status, f"listens on 127.0.0.1:{port} already" in answer.err) == (7, True)
