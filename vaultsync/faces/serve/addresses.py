"""Where the server listens, by which names it is called, and the addresses of feeds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from vaultsync.core.errors import ConfigError
from vaultsync.faces.serve.rates import is_loopback

PORT = 8717
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  # to be warned of
_STANDARD = {"http": 80, "https": 443}
_URL = re.compile(r"https?://([\w.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this machine."""

    host: str = "127.0.0.1"
    """Digits, without brackets; `0.0.0.0` and `::` are all."""

    port: int = PORT

    def __str__(self) -> str:
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether only programs of this machine reach it."""
        return is_loopback(self.host)

    @property
    def is_everywhere(self) -> bool:
        """Whether it is every address that the machine has."""
        return self.host in _EVERYWHERE


def address_of(text: str) -> Address:
    """Read `HOST:PORT`, `HOST`, `:PORT`, `PORT` or `[HOST]:PORT`.

    Raises:
        ValueError: It is none.
    """
    whole = f":{text}" if text.isascii() and text.isdigit() else text
    head, closed, tail = whole.rpartition("]")
    host, colon, port = tail.partition(":") if closed or whole.count(":") < 2 else (tail, "", "")
    host = head.removeprefix("[") if closed else host
    if (colon and not (port.isascii() and port.isdigit())) or int(port or PORT) > 65_535 or "/" in host:
        raise ValueError(f"{text} is no address; write 127.0.0.1:{PORT}")
    host = {"": "127.0.0.1", "localhost": "127.0.0.1", "*": "0.0.0.0"}.get(host, host)  # noqa: S104  # asked for by `*`
    return Address(host, int(port or PORT))


def checked_url(text: str, origin: str) -> str:
    """Return where clients reach the server, as it was said.

    Args:
        text: Such as `https://calendar.example.org`, or empty.
        origin: Where it was said, for the message.

    Raises:
        ConfigError: It is no address, or has more than a name and a port: a path, which the router would not know, a
            password, a question.
    """
    try:
        # Not by what `urlsplit` makes of it: it drops line ends, and takes blanks for part of a name.
        is_one = bool(_URL.fullmatch(text)) and urlsplit(text).port != 0
    except ValueError:
        is_one = False
    if text and not is_one:
        raise ConfigError(
            f"{origin}: `{text}` is not where a server is reached",
            remedy="Write https://calendar.example.org, without a path.",
        )
    return text.rstrip("/")


def hosts_of(address: Address, names: Iterable[str], url: str = "") -> frozenset[str]:
    """Return what a Host header may say.

    Args:
        address: Where the server listens, its port known.
        names: Further names (`calendar.example.org`, `2001:db8::1`, with this port or none), or names with a port.
        url: Where clients reach it, by way of another server.

    Raises:
        ConfigError: The server listens everywhere, and nothing says what it is called there.
    """
    hosts = {f"{name}:{address.port}" for name in _LOCAL} if address.is_local or address.is_everywhere else set()
    if not address.is_everywhere:
        hosts.add(str(address))
    for name in map(_bracketed, names):
        hosts |= {name} if _has_port(name) else {name, f"{name}:{address.port}"}
    if url:
        parts = urlsplit(url)
        host, usual = _bracketed(parts.hostname or ""), _STANDARD.get(parts.scheme, 80)
        hosts |= {f"{host}:{parts.port or usual}"} | ({host} if parts.port in (None, usual) else set())
    if address.is_everywhere and not [*names] and not url:
        raise ConfigError(
            f"{address} is every address of this machine, and nothing says by which name clients call it",
            remedy="Name it: --allow-host NAME, or --allow-host 192.0.2.7 (an address of this machine).",
        )
    return frozenset(host.lower() for host in hosts)


def url_of(address: Address, names: Iterable[str] = ()) -> str:
    """Return the beginning of every address that is served, without a path."""
    host = _bracketed(next(iter(names), "127.0.0.1") if address.is_everywhere else address.host)
    return f"http://{host}" if _has_port(host) else f"http://{host}:{address.port}"


def feed_url(base: str, secret: str, name: str) -> str:
    """Return the address of a feed."""
    return f"{base.rstrip('/')}/f/{secret}/{quote(name, safe='')}.ics"


def is_reachable_from_outside(url: str) -> bool:
    """Whether a URL may be opened on other machines: not one of `localhost` or of a loopback address."""
    host = urlsplit(url).hostname or ""
    return host != "localhost" and not is_loopback(host)


def _bracketed(host: str) -> str:
    """Return a name as it stands before a port: digits of IPv6 in brackets, all else as it is."""
    return f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host


def _has_port(name: str) -> bool:
    return name.rpartition("]")[2].partition(":")[2].isdigit()
