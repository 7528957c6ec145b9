"""Who may read a feed: secrets as values, and the questions about them.

Only the digest of a secret is kept. It was drawn from 256 bits of chance, so a plain digest
is as good as a slow one: there is nothing to guess.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens one feed for one client."""

    feed: str
    label: str
    """Whom it was made for; one secret of a feed that counts goes by one label."""

    digest: str
    """SHA-256 of the secret, in hexadecimal digits."""

    made: datetime
    revoked: datetime | None = None
    """None while it counts; one that was revoked is remembered, so that its client can be told."""


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def holder(secret: str, known: Iterable[Secret]) -> Secret | None:
    """Return the entry of a secret, None if it is none.

    Every entry is compared, and each in constant time: the time says nothing about which one came close.
    """
    digest = digest_of(secret)
    found = None
    for each in known:
        if compare_digest(each.digest, digest):
            found = each
    return found


def counting(known: Iterable[Secret], feed: str | None = None, label: str | None = None) -> tuple[Secret, ...]:
    """Return the secrets that are not revoked, of one feed and one label if these are given."""
    return tuple(
        each
        for each in known
        if each.revoked is None and feed in (None, each.feed) and (label is None or each.label == label)
    )


def revoked(known: Iterable[Secret], gone: Iterable[Secret], at: datetime) -> tuple[Secret, ...]:
    """Return all secrets with some of them revoked."""
    digests = {each.digest for each in gone}
    return tuple(replace(each, revoked=at) if each.digest in digests else each for each in known)
