"""Answers: a status, headers and a body, made once and given often."""

from typing import NamedTuple

Header = tuple[str, str]

SAFE: tuple[Header, ...] = (
    ("Content-Security-Policy", "default-src 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
"""What every answer says: a browser is to show nothing, load nothing, guess nothing and tell nobody."""


class Response(NamedTuple):
    """One answer, without what belongs to the connection."""

    status: str
    headers: list[Header]
    body: bytes = b""


def refusal(status: str, said: str, *headers: Header) -> Response:
    """Return an answer that is no feed: one line of plain text, kept by nobody."""
    body = f"{said}\n".encode("ascii")
    own = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    return Response(status, [*own, *SAFE, *headers], body)


METHODS = ("GET", "HEAD")

BAD_HOST = refusal("400 Bad Request", "One Host header is needed.")
WRONG_HOST = refusal(
    "421 Misdirected Request", "This server does not answer to that name; see `vaultsync serve --allow-host`."
)
WRONG_METHOD = refusal("405 Method Not Allowed", "Feeds can only be read.", ("Allow", ", ".join(METHODS)))
NOT_FOUND = refusal("404 Not Found", "There is nothing here.")
REVOKED = refusal("410 Gone", "This address was revoked. Ask for a new one.")
CHANGED = refusal("412 Precondition Failed", "The feed is not what the request expects.")
NOT_YET = refusal("503 Service Unavailable", "The notes are being read.", ("Retry-After", "10"))
BROKEN = refusal("500 Internal Server Error", "vaultsync has a defect; its log names it.")
WHO = refusal(
    "401 Unauthorized", "A secret is needed.", ("WWW-Authenticate", 'Basic realm="vaultsync", charset="UTF-8"')
)


def too_many(seconds: int) -> Response:
    """Return the answer to a client that asks too often; it may come back after so many seconds."""
    return refusal("429 Too Many Requests", "Too many requests.", ("Retry-After", str(seconds)))
