"""The gate and the router, asked without a socket."""

import gzip
import logging
from base64 import b64encode
from datetime import timedelta

import pytest

from tests.faces.serve.conftest import DATA, MADE, REVOKED, SECRET, Desk, MemoryShelf
from vaultsync.core.errors import StoreError
from vaultsync.core.feed.access import Secret, digest_of
from vaultsync.faces.serve.proxies import Proxies
from vaultsync.faces.serve.rates import Rates
from vaultsync.faces.serve.router import Room, Router

FOREIGN = {"address": "192.0.2.7"}


def test_a_feed_is_served_with_everything_that_a_client_needs(desk):
    reply = desk.get()
    assert (reply.status, reply.body) == (200, DATA)
    assert reply.headers == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(DATA)),
        "ETag": '"d32"',
        "Last-Modified": "Mon, 02 Feb 2026 12:00:00 GMT",
        "Vary": "Accept-Encoding",
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "none",
        "Content-Security-Policy": "default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def test_head_is_get_without_the_body(desk):
    head, whole = desk.get("HEAD"), desk.get()
    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)
    assert desk.get("HEAD", if_none_match='"d32"').status == 304
    missing = desk.ask("/f/x/events.ics", "HEAD")
    assert (missing.status, missing.body) == (404, b"")


def test_gzip_has_a_tag_of_its_own_and_the_same_bytes_every_time(desk):
    reply = desk.get(accept_encoding="gzip")
    assert gzip.decompress(reply.body) == DATA
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.headers["ETag"] == '"d32-gzip"'
    assert reply.body[4:8] == b"\0\0\0\0", "the stream carries a time"
    assert desk.get(accept_encoding="gzip").body is reply.body, "it was compressed twice"
    assert Desk().get(accept_encoding="gzip").body == reply.body


def test_what_a_client_has_is_not_sent_again(desk):
    reply = desk.get(if_none_match='"d32"')
    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers["ETag"] == '"d32"'
    assert {"Cache-Control", "Vary", "Last-Modified"} <= reply.headers.keys()
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & reply.headers.keys()
    assert desk.get(if_modified_since="Mon, 02 Feb 2026 12:00:00 GMT").status == 304
    assert desk.get(if_none_match='"d32"', accept_encoding="gzip").status == 200, "another coding is another thing"


def test_a_change_is_seen(desk):
    desk.get(accept_encoding="gzip")
    desk.shelf.put("events", DATA + b"X", MADE + timedelta(minutes=1))
    reply = desk.get(accept_encoding="gzip", if_none_match='"d32-gzip"')
    assert (reply.status, gzip.decompress(reply.body)) == (200, DATA + b"X")
    assert reply.headers["Last-Modified"] == "Mon, 02 Feb 2026 12:01:00 GMT"


def test_two_changes_within_a_second_are_not_taken_for_one(desk):
    """RFC 9110, 8.8.2.2: until the second is over its Last-Modified proves nothing."""
    desk.now = MADE + timedelta(milliseconds=900)
    assert "Last-Modified" not in desk.get().headers
    assert desk.get(if_modified_since="Mon, 02 Feb 2026 12:00:00 GMT").status == 200
    desk.now = MADE + timedelta(seconds=1)
    assert desk.get(if_modified_since="Mon, 02 Feb 2026 12:00:00 GMT").status == 304


def test_a_range_is_never_a_partial_answer(desk):
    reply = desk.get(range="bytes=0-3", if_range='"d32"')
    assert (reply.status, reply.body) == (200, DATA)


def test_a_feed_that_is_not_what_was_expected_is_refused(desk):
    assert desk.get(if_match='"other"').status == 412
    assert desk.get(if_match='"d32"').status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/favicon.ico",
        "/f/",
        "/f/.ics",
        "/f//events.ics",
        "/f/events.ics",
        "/f/wrong/events.ics",
        f"/f/{SECRET}",
        f"/f/{SECRET}/",
        f"/f/{SECRET}/events",
        f"/f/{SECRET}/tasks.ics",
        f"/f/{SECRET[:-1]}/events.ics",
        f"/f/{SECRET}x/events.ics",
        f"/f/{SECRET.upper()}/events.ics",
        f"/f/{digest_of(SECRET)}/events.ics",
        f"//f/{SECRET}/events.ics",
        f"/f//{SECRET}/events.ics",
        f"/f/{SECRET}//events.ics",
        f"/f/{SECRET}/./events.ics",
        f"/f/x/../{SECRET}/events.ics",
        f"/f/{SECRET}/x/%2e%2e/events.ics",
        f"/f/{SECRET}/%2e%2e/events.ics",
        f"/f/{SECRET}%2fevents.ics",
        f"/f/{SECRET}%2Fevents.ics",
        f"/f/{SECRET}/events.ics%00",
        f"/f/{SECRET}/events%00.ics",
        f"/f/{SECRET}/events.ics/",
        f"/f/{SECRET}/events.ics#x",
        f"/f/{SECRET}/EVENTS.ics",
        f"/f/{SECRET}/events%.ics",
        f"/f/{SECRET}/events%ff.ics",
        f"/f/%{ord('s'):x}{SECRET[1:]}/events.ics",
        f"/F/{SECRET}/events.ics",
    ],
)
def test_whatever_is_not_the_address_of_a_feed_is_answered_alike(target):
    reply, other = Desk().ask(target), Desk().ask("/f/nobody/nothing.ics")
    assert (reply.status, reply.headers, reply.body) == (404, other.headers, other.body)


def test_the_name_may_be_percent_encoded_in_either_case_and_a_query_is_nothing(desk):
    desk.shelf.put("ana ruíz", DATA, MADE)
    desk.secrets.append(Secret("ana ruíz", "", digest_of("other"), MADE))
    for name in ("ana%20ru%C3%ADz", "ana%20ru%c3%adz", "%61na%20ru%c3%adz"):
        assert desk.ask(f"/f/other/{name}.ics").status == 200
    assert desk.ask(f"/f/{SECRET}/events.ics?cache=1").status == 200


def test_a_secret_that_was_revoked_says_so_and_a_feed_that_is_gone_is_not_there(desk):
    assert desk.ask(f"/f/{REVOKED}/events.ics").status == 410
    assert desk.ask(f"/f/{REVOKED}/tasks.ics").status == 404
    desk.revoke()
    assert desk.get(if_none_match='"d32"').status == 410
    desk.secrets.append(Secret("events", "new", digest_of("fresh"), MADE))
    assert desk.ask("/f/fresh/events.ics").status == 200
    desk.shelf.feeds.clear()
    assert desk.ask("/f/fresh/events.ics").status == 404


def test_before_the_notes_were_read_once_nothing_is_served(desk):
    desk.shelf.is_ready = False
    reply = desk.get()
    assert (reply.status, reply.headers["Retry-After"]) == (503, "10")
    assert desk.ask("/f/wrong/events.ics").status == 404
    assert desk.ask(f"/f/{REVOKED}/events.ics").status == 410


def test_a_feed_that_cannot_be_made_is_put_off_and_logged_once(desk, caplog):
    desk.shelf.refusal = StoreError("the index is damaged", remedy="Repair it.")
    assert [desk.get().status for _ in range(3)] == [503] * 3
    assert [record.getMessage() for record in caplog.records] == ["the index is damaged. Repair it."]
    refusal, desk.shelf.refusal = desk.shelf.refusal, None
    assert desk.get().status == 200
    desk.shelf.refusal = refusal
    assert desk.get().status == 503
    assert len(caplog.records) == 2, "what is back is told again"


def test_an_address_whose_feed_is_gone_is_logged_once(desk, caplog):
    gone = desk.shelf.feeds.pop("events")
    assert [desk.get().status for _ in range(3)] == [404] * 3
    desk.ask(f"/f/{REVOKED}/events.ics")
    desk.ask("/f/guess/other.ics")
    ((level, text),) = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert level == "WARNING" and "the feed events is asked for, and this vault serves none of that name" in text
    assert "`vaultsync doctor` says what to do" in text and SECRET not in text

    desk.shelf.feeds["events"] = gone
    assert desk.get().status == 200
    del desk.shelf.feeds["events"]
    assert desk.get().status == 404
    assert len(caplog.records) == 2, "what was there again is told anew"


def test_while_the_secrets_cannot_be_read_nobody_is_sent_away(desk, caplog):
    def unreadable():
        raise StoreError("feeds.json cannot be understood", remedy="Delete it.")

    router = Router([Room("Notes", desk.shelf, unreadable)], now=lambda: desk.now)
    statuses = [router.answer({}, path).status[:3] for path in (f"/f/{SECRET}/events.ics", "/f/x/events.ics", "/x")]
    assert statuses == ["503", "503", "404"]
    assert [record.getMessage() for record in caplog.records] == ["feeds.json cannot be understood. Delete it."]


def test_two_vaults_are_served_by_one_server(desk):
    other = MemoryShelf(events=b"the other's")
    secrets = [Secret("events", "", digest_of("other"), MADE)]
    rooms = [Room("Notes", desk.shelf, lambda: desk.secrets), Room("Notes", other, lambda: secrets)]
    router = Router(rooms, now=lambda: desk.now)
    for _ in range(2):
        assert router.answer({}, f"/f/{SECRET}/events.ics").body == DATA
        assert router.answer({}, "/f/other/events.ics").body == b"the other's"
    assert router.answer({}, "/f/neither/events.ics").status.startswith("404")


def test_a_defect_is_a_500_whose_log_does_not_tell_the_secret(desk, caplog):
    desk.shelf.refusal = ZeroDivisionError("oops")
    reply = desk.get()
    assert (reply.status, b"oops" in reply.body) == (500, False)
    assert "oops" in caplog.text and SECRET not in caplog.text


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "MKCALENDAR", "BREW"]
)
@pytest.mark.parametrize("target", [f"/f/{SECRET}/events.ics", "/f/wrong/events.ics", "/", "*"])
def test_feeds_can_only_be_read(desk, method, target):
    reply = desk.ask(target, method)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8717", 200),
        ("localhost:8717", 200),
        ("LOCALHOST:8717", 200),
        ("", 400),
        ("127.0.0.1:8717, 127.0.0.1:8717", 400),
        ("127.0.0.1:8717,evil.example", 400),
        ("127.0.0.1", 421),
        ("127.0.0.1:80", 421),
        ("localhost.:8717", 421),
        ("evil.example:8717", 421),
        ("localhost:8717@evil.example", 421),
        ("localhost:8717 ", 421),
        ("[::1]:8717", 421),
    ],
)
def test_only_the_names_that_were_allowed_are_answered_to(desk, host, status):
    assert desk.get(host=host).status == status


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://127.0.0.1:8717/f/{}/events.ics", 200),
        ("HTTP://127.0.0.1:8717/f/{}/events.ics", 200),
        ("https://127.0.0.1:8717/f/{}/events.ics?x", 200),
        ("http://localhost:8717/f/{}/events.ics", 421),
        ("http://evil.example/f/{}/events.ics", 421),
        ("http://u@127.0.0.1:8717/f/{}/events.ics", 421),
        ("ftp://127.0.0.1:8717/f/{}/events.ics", 421),
        ("http://[::1/f/{}/events.ics", 421),
        ("http:/f/{}/events.ics", 421),
        ("f/{}/events.ics", 421),
        ("*", 421),
    ],
)
def test_a_whole_address_as_the_target_has_to_name_the_same_host(desk, target, status):
    assert desk.ask(target.format(SECRET)).status == status


def test_no_page_of_another_site_may_read_an_answer(desk):
    for reply in (desk.get(origin="https://evil.example"), desk.ask("/", origin="https://evil.example")):
        assert not [name for name in reply.headers if name.lower().startswith("access-control")]


def test_wrong_secrets_are_slowed_down_and_the_right_one_is_not(desk):
    statuses = [desk.ask(f"/f/guess{n}/events.ics").status for n in range(8)]
    assert statuses == [404] * 5 + [429] * 3
    reply = desk.ask("/")
    assert (reply.status, reply.headers["Retry-After"]) == (429, "2")
    assert desk.get().status == 200
    assert desk.ask("/", address="192.0.2.7").status == 404
    desk.seconds += 2
    assert [desk.ask("/").status, desk.ask("/").status] == [404, 429]


def test_another_machine_may_not_ask_as_often_as_it_likes(desk):
    assert [desk.get(**FOREIGN).status for _ in range(4)] == [200, 200, 200, 429]
    assert desk.get(address="192.0.2.8").status == 200
    desk.seconds += 1
    assert [desk.get(**FOREIGN).status for _ in range(2)] == [200, 429]
    assert {desk.get().status for _ in range(50)} == {200}


def test_whoever_comes_by_a_trusted_proxy_is_told_from_its_other_clients():
    """Kills: an address that a client made up counts; everybody behind a proxy is one."""
    desk = Desk(proxies=Proxies(["127.0.0.1", "192.0.2.0/28"]))
    one, other = "203.0.113.9", "198.51.100.4"
    assert [desk.get(x_forwarded_for=one).status for _ in range(4)] == [200, 200, 200, 429]
    assert desk.get(x_forwarded_for=f"198.51.100.77, {one}").status == 429, "what a client says of itself counts"
    assert desk.get(x_forwarded_for=f"{one}:4711, 192.0.2.1").status == 429, "a proxy behind a proxy hides its client"
    assert desk.get(x_forwarded_for=other).status == 200
    assert {desk.get().status for _ in range(9)} == {200}, "this machine itself may ask as often as it likes"


@pytest.mark.parametrize("proxies", [(), ("192.0.2.1",)])
def test_nobody_else_is_believed_about_who_asks(proxies):
    desk = Desk(proxies=Proxies(proxies))
    asked = [desk.get(x_forwarded_for=f"203.0.113.{n}", **FOREIGN).status for n in range(4)]
    assert asked == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        (" [2001:db8::7]:80 ", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("unknown", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("203.0.113.9, x, 127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_what_a_proxy_says_is_read_from_its_end(said, client):
    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": said}
    assert Proxies(["127.0.0.1"]).client(environ) == client


def test_one_household_is_one_address():
    rates = Rates(per_second=1, burst=1, now=lambda: 0.0)
    assert rates.take("2001:db8:1:2::1") == 0
    assert rates.take("2001:db8:1:2:ffff::9") == 1
    assert rates.take("2001:db8:1:3::1") == 0
    assert rates.take("no address") == 0


def test_whoever_was_quiet_for_long_may_not_ask_more_at_once(desk):
    desk.get(**FOREIGN)
    desk.seconds += 1_000
    assert [desk.get(**FOREIGN).status for _ in range(4)] == [200, 200, 200, 429]


def test_only_so_many_addresses_are_remembered():
    rates = Rates(per_second=1, burst=1, now=lambda: 0.0, kept=2)
    assert [rates.take(each) for each in "ab"] == [0, 0]
    assert [rates.take(each) for each in "ac"] == [1, 0]
    assert [rates.take(each) for each in "ab"] == [1, 0], "b asked longest ago, and was forgotten"


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def test_a_secret_may_come_as_a_password_where_that_is_wanted():
    desk = Desk(basic_auth=True)
    assert desk.ask("/f/events.ics", authorization=basic("anybody", SECRET)).body == DATA
    assert desk.ask("/f/events.ics", authorization=basic("", SECRET).replace("Basic", "basic")).status == 200
    assert desk.ask("/f/events.ics", authorization=basic("u", REVOKED)).status == 410
    assert desk.get().status == 200


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic ?", "Basic /w==", "Bearer " + SECRET, basic("u", "wrong"), basic("u", ""), basic(SECRET, "x")],
)
@pytest.mark.parametrize("name", ["events", "nothing"])
def test_a_wrong_password_is_asked_for_again_whatever_the_feed(header, name):
    desk = Desk(basic_auth=True)
    reply = desk.ask(f"/f/{name}.ics", authorization=header)
    assert (reply.status, reply.headers["WWW-Authenticate"]) == (401, 'Basic realm="vaultsync", charset="UTF-8"')
    assert [desk.ask(f"/f/{name}.ics", authorization=header).status for _ in range(5)] == [401] * 4 + [429]


def test_without_basic_authentication_a_password_opens_nothing(desk):
    reply = desk.ask("/f/events.ics", authorization=basic("u", SECRET))
    assert (reply.status, "WWW-Authenticate" in reply.headers) == (404, False)


def test_who_fetched_is_logged_by_label_on_demand(desk, caplog):
    caplog.set_level(logging.DEBUG, "vaultsync.serve")
    desk.get()
    desk.ask("/f/guess/events.ics")
    assert [record.getMessage() for record in caplog.records] == ["events for phone: 200 OK"]
    assert SECRET not in caplog.text
