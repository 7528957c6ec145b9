"""Conditional requests (RFC 9110, 13.1 and 13.2.2)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_DATE = re.compile(r"[A-Za-z]{3,9},? [0-9A-Za-z: -]+")
_LIST = re.compile(r'[\s,]*(?:(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"\s*(?:,[\s,]*|$))+')


def unchanged(environ: Mapping[str, str], tag: str, modified: datetime | None) -> bool:
    """Whether a client has what it asks for: the answer is 304.

    Args:
        environ: The request's variables.
        tag: The strong entity tag of what it would get.
        modified: Its Last-Modified, None if that is not said.
    """
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:  # then If-Modified-Since does not count
        return tags == tag or tags.strip() == "*" or tag in _opaque(tags)
    since = _moment(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return since is not None and modified is not None and modified <= since


def refused(environ: Mapping[str, str], tag: str, modified: datetime | None) -> bool:
    """Whether a client wants what it asks for only as it was: the answer is 412."""
    tags = environ.get("HTTP_IF_MATCH")
    if tags is not None:
        return tags.strip() != "*" and tag not in _opaque(tags, weak=False)
    since = _moment(environ.get("HTTP_IF_UNMODIFIED_SINCE"))
    return since is not None and (modified is None or modified > since)


def _opaque(tags: str, *, weak: bool = True) -> list[str]:
    """Return the quoted parts of a list of tags; none of a list that cannot be read."""
    if not _LIST.fullmatch(tags):
        return []
    return [match[2] for match in _TAG.finditer(tags) if weak or not match[1]]


def _moment(text: str | None) -> datetime | None:
    if not text or not _DATE.fullmatch(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
