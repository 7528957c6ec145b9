"""Addresses, and the names that a server answers to."""

import re

import pytest

from vaultsync.core.errors import ConfigError
from vaultsync.faces.serve.addresses import (
    Address,
    address_of,
    checked_url,
    feed_url,
    hosts_of,
    is_reachable_from_outside,
    url_of,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:9000", Address("127.0.0.1", 9000)),
        ("192.0.2.7", Address("192.0.2.7", 8717)),
        ("localhost:9000", Address("127.0.0.1", 9000)),
        (":9000", Address("127.0.0.1", 9000)),
        ("9000", Address("127.0.0.1", 9000)),
        ("*:9000", Address("0.0.0.0", 9000)),
        ("[::1]:9000", Address("::1", 9000)),
        ("[::1]", Address("::1", 8717)),
        ("::1", Address("::1", 8717)),
        ("::", Address("::", 8717)),
        ("host.example.org:0", Address("host.example.org", 0)),
    ],
)
def test_what_people_type_for_an_address(text, address):
    assert address_of(text) == address


@pytest.mark.parametrize(
    "text", ["127.0.0.1:", "127.0.0.1:x", "127.0.0.1:-1", "127.0.0.1:99999", "http://x", "x:٣", "99999"]
)
def test_what_is_no_address(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)} is no address"):
        address_of(text)


@pytest.mark.parametrize(
    ("host", "is_local"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("0.0.0.0", False), ("192.0.2.7", False), ("a.b", False)],
)
def test_what_only_this_machine_reaches(host, is_local):
    assert Address(host).is_local is is_local


def test_on_loopback_only_its_own_names_are_answered_to():
    assert hosts_of(Address(), ()) == {"127.0.0.1:8717", "localhost:8717", "[::1]:8717"}
    assert hosts_of(Address("::1", 9), ()) == {"127.0.0.1:9", "localhost:9", "[::1]:9"}


def test_another_address_is_answered_to_by_itself():
    assert hosts_of(Address("192.0.2.7"), ()) == {"192.0.2.7:8717"}


def test_a_name_counts_with_this_port_or_none_and_one_with_a_port_as_it_is():
    hosts = hosts_of(Address("192.0.2.7"), ["Calendar.example.org", "other.example.org:444"])
    assert hosts == {
        "192.0.2.7:8717",
        "calendar.example.org",
        "calendar.example.org:8717",
        "other.example.org:444",
    }


def test_the_address_behind_another_server_is_a_name_too():
    local = hosts_of(Address(), ())
    assert hosts_of(Address(), (), "https://Cal.example.org/x") - local == {"cal.example.org", "cal.example.org:443"}
    assert hosts_of(Address(), (), "http://cal.example.org:81") - local == {"cal.example.org:81"}
    # Clients leave out the port that is the usual one.
    assert hosts_of(Address(), (), "https://cal.example.org:443/") - local == {"cal.example.org", "cal.example.org:443"}


def test_digits_of_ipv6_are_a_name_as_clients_say_it():
    """Kills: a name that was allowed, and that no Host header can be."""
    local = hosts_of(Address(), ())
    assert hosts_of(Address(), ["2001:DB8::1"]) - local == {"[2001:db8::1]", "[2001:db8::1]:8717"}
    assert hosts_of(Address(), ["[2001:db8::1]"]) - local == {"[2001:db8::1]", "[2001:db8::1]:8717"}
    assert hosts_of(Address(), ["[2001:db8::1]:81"]) - local == {"[2001:db8::1]:81"}
    assert hosts_of(Address(), (), "https://[2001:db8::1]") - local == {"[2001:db8::1]", "[2001:db8::1]:443"}
    assert url_of(Address("::"), ["2001:db8::1"]) == "http://[2001:db8::1]:8717"


def test_a_server_that_listens_everywhere_has_to_be_told_its_name():
    for host in ("0.0.0.0", "::"):
        with pytest.raises(ConfigError, match="every address of this machine") as caught:
            hosts_of(Address(host), ())
        assert "--allow-host" in caught.value.remedy
    assert {"nas.example.org:8717", "127.0.0.1:8717"} < hosts_of(Address("0.0.0.0"), ["nas.example.org"])
    assert "0.0.0.0:8717" not in hosts_of(Address("0.0.0.0"), ["nas.example.org"])


@pytest.mark.parametrize(
    "text", ["", "https://a.example.org", "http://a.example.org:81", "http://[::1]:81", "HTTPS://nas_1"]
)
def test_where_clients_reach_it(text):
    assert checked_url(text, "--url") == text


@pytest.mark.parametrize(
    "text",
    [
        "a.example.org",
        "ftp://a.example.org",
        "https://",
        "https://a.example.org/calendars",
        "https://a.example.org?x",
        "https://ana@a.example.org",
        "https://a.example.org:x",
        "https://[::1",
        "https://:pw@a.example.org",
        "https://a b.example.org",
        "https://a.exam\nple.org",
        "https://a.example.org?",
        "https://a.example.org#",
        "https://a.example.org:0",
        "https://a.example.org:99999",
        "https://<a>",
        "https://:81",
    ],
)
def test_what_is_no_place_to_reach_it(text):
    with pytest.raises(ConfigError, match="--url: "):
        checked_url(text, "--url")


def test_where_it_is_served():
    assert url_of(Address()) == "http://127.0.0.1:8717"
    assert url_of(Address("::1")) == "http://[::1]:8717"
    assert url_of(Address("0.0.0.0"), ["nas.example.org"]) == "http://nas.example.org:8717"
    assert url_of(Address("0.0.0.0"), ["nas.example.org:80"]) == "http://nas.example.org:80"


def test_the_address_of_a_feed():
    assert feed_url("https://x/", "s", "ana ruíz/ü") == "https://x/f/s/ana%20ru%C3%ADz%2F%C3%BC.ics"


@pytest.mark.parametrize(
    ("url", "is_reachable"),
    [("http://127.0.0.1:1", False), ("http://localhost:1", False), ("http://[::1]:1", False), ("https://x.y", True)],
)
def test_who_reaches_it(url, is_reachable):
    assert is_reachable_from_outside(url) is is_reachable
