"""A notification of the desktop: `python -m vaultsync.faces.daemon.popup TITLE`, the text on standard input.

A process of its own: what the desktop's library does to it, or how long it waits for a bus, is not the daemon's matter.
"""

import logging
import sys


class _Heard(logging.Handler):
    """Keeps what the library logs: where it fails it raises nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.troubles: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message and the error behind it."""
        error = record.exc_info[1] if record.exc_info else None
        self.troubles.append(f"{record.getMessage()}: {error}" if error else record.getMessage())


def main(title: str, text: str) -> None:
    """Show a notification.

    Raises:
        SystemExit: It cannot be shown.
    """
    from desktop_notifier.sync import DesktopNotifierSync

    heard = _Heard()
    logging.getLogger("desktop_notifier").addHandler(heard)
    DesktopNotifierSync(app_name="vaultsync").send(title=title, message=text)
    if heard.troubles:
        sys.exit("; ".join(heard.troubles))


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer.read().decode("utf-8", "replace"))
