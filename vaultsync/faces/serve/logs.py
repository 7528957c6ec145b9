"""Secrets are kept out of the log, also where the server itself logs what was asked for."""

import logging
import re

_SECRET = re.compile(r"(/f/)\S+", re.IGNORECASE)


def keep_secrets_out() -> None:
    """Take the secrets out of what waitress logs, and leave out what it says of its queue."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = logging.getLogger("waitress")
    if not any(isinstance(each, WithoutSecrets) for each in server.filters):
        server.addFilter(WithoutSecrets())


class WithoutSecrets(logging.Filter):
    """Cuts every address of a feed before its secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change a record's words; it is logged all the same."""
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


def without_secrets(text: str) -> str:
    """Return a text with `/f/…` for whatever begins like the address of a feed."""
    return _SECRET.sub(r"\1…", text)
