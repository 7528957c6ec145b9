"""How often one address may ask."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from math import ceil
from threading import Lock

_KEPT = 4_096


class Rates:
    """A bucket of tokens for each address: one is taken by each request, and they come back with time."""

    def __init__(self, *, per_second: float, burst: int, now: Callable[[], float], kept: int = _KEPT) -> None:
        """Begin with full buckets.

        Args:
            per_second: Tokens that come back.
            burst: Tokens of a full bucket.
            now: Returns seconds of a clock that only goes forward.
            kept: Addresses that are remembered; the one that asked longest ago is forgotten first.
        """
        self._per_second = per_second
        self._burst = float(burst)
        self._now = now
        self._kept = kept
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str) -> int:
        """Take a token for an address; return 0, or the seconds until there is one again."""
        address = _network(address)
        now = self._now()
        with self._lock:
            tokens, at = self._buckets.pop(address, (self._burst, now))
            tokens = min(self._burst, tokens + (now - at) * self._per_second)
            wait = 0 if tokens >= 1 else ceil((1 - tokens) / self._per_second)
            self._buckets[address] = (tokens if wait else tokens - 1), now
            if len(self._buckets) > self._kept:
                self._buckets.popitem(last=False)
        return wait


@lru_cache(maxsize=256)
def is_loopback(address: str) -> bool:
    """Whether a request comes from this machine."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _network(address: str) -> str:
    """One household has a whole network of IPv6 addresses: its first half is what counts."""
    if ":" not in address:
        return address
    try:
        return ip_address(address.partition("%")[0]).exploded[:19]
    except ValueError:
        return address
