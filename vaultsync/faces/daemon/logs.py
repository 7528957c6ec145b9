"""The daemon's log: one line an event, for people or for machines."""

import json
import logging
from typing import TextIO

from vaultsync.faces.texts.words import clean

_MOMENT = "%Y-%m-%dT%H:%M:%S%z"


def log_to(stream: TextIO, *, as_json: bool, verbose: bool) -> None:
    """Write everything that is logged as lines to a stream.

    Args:
        stream: Usually standard error.
        as_json: One JSON object a line, in ASCII.
        verbose: Also what was looked at and had not changed.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson() if as_json else AsText())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("vaultsync").setLevel(logging.DEBUG if verbose else logging.INFO)


class AsText(logging.Formatter):
    """`2026-02-02T12:00:00+0100 INFO [Notes] 1 changed (Kickoff.md)`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, whatever line breaks and controls the message has."""
        vault = getattr(record, "vault", "")
        where = f"[{vault}] " if vault else ""
        return clean(f"{self.formatTime(record, _MOMENT)} {record.levelname} {where}{_said(record)}")


class AsJson(logging.Formatter):
    """One JSON object: `at`, `level`, `event`, `vault`, `message`, and the facts of the event."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line in ASCII."""
        document = {
            "at": self.formatTime(record, _MOMENT),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
            "vault": getattr(record, "vault", ""),
            "message": _said(record),
            **getattr(record, "facts", {}),
        }
        return json.dumps(document, default=str)


def _said(record: logging.LogRecord) -> str:
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        return f"{record.getMessage()}: {type(error).__name__}: {error}"
    return record.getMessage()
