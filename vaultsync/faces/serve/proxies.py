"""Which client asks by way of a server that stands before this one."""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from vaultsync.core.errors import ConfigError


class Proxies:
    """Servers whose word about their clients is believed."""

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        """Trust addresses and networks.

        Args:
            trusted: Such as `127.0.0.1`, `::1`, `192.0.2.0/24`.

        Raises:
            ConfigError: One of them is neither.
        """
        self._networks = [_network(each) for each in trusted]

    def client(self, environ: Mapping[str, Any]) -> str:
        """Return the address of whoever asks.

        It is that of the connection, unless a trusted server holds it: then the last address of X-Forwarded-For that
        is not such a server's itself. What stands before that one was said by the client, and may be anything.
        """
        nearest = str(environ.get("REMOTE_ADDR") or "")
        if not self._networks or not self._trusts(_address(nearest)):
            return nearest
        for said in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = _address(said)
            if address is None:
                break
            nearest = str(address)
            if not self._trusts(address):
                break
        return nearest

    def _trusts(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self._networks)


def _network(text: str) -> Any:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        raise ConfigError(
            f"trusted_proxies: `{text}` is neither an address nor a network",
            remedy='Write for example trusted_proxies = ["127.0.0.1", "::1"].',
        ) from None


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address, with or without a port: `203.0.113.9`, `203.0.113.9:4711`, `[2001:db8::1]:4711`."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return ip_address(text)
    except ValueError:
        return None
