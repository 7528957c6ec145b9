"""Which coding a client gets (RFC 9110, 12.5.3)."""

import re
from functools import lru_cache

IDENTITY, GZIP = "identity", "gzip"

_ITEM = re.compile(
    r"\s*(?P<coding>[!#$%&'*+.^_`|~\w-]+)\s*(?:;\s*q\s*=\s*(?P<q>[0-9.]+)\s*)?", re.ASCII | re.IGNORECASE
)
_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


@lru_cache(maxsize=256)
def coding_for(accepted: str) -> str:
    """Return `gzip` or `identity`.

    Args:
        accepted: The Accept-Encoding of a request. A client that refuses both
            gets the plain text all the same, as the RFC allows (15.5.7).
    """
    qualities: dict[str, float] = {}
    for item in accepted.split(","):
        match = _ITEM.fullmatch(item)
        if match is not None:
            qualities.setdefault(match["coding"].lower().removeprefix("x-"), _quality(match["q"]))
    rest = qualities.get("*", 0.0)
    zipped = qualities.get(GZIP, rest)
    plain = qualities.get(IDENTITY, rest)
    return GZIP if zipped > 0 and zipped >= plain else IDENTITY


def _quality(text: str | None) -> float:
    """A quality that cannot be read counts as a refusal: plain text is never wrong."""
    if text is None:
        return 1.0
    return float(text) if _QUALITY.fullmatch(text) else 0.0
