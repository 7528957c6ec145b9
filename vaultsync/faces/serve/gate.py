"""The first code of every request: who is addressed, how, and how often."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from vaultsync.faces.serve import answers
from vaultsync.faces.serve.answers import Header, Response
from vaultsync.faces.serve.proxies import Proxies
from vaultsync.faces.serve.rates import Rates, is_loopback

LOG = logging.getLogger("vaultsync.serve")

StartResponse = Callable[[str, list[Header]], Any]


class Gate:
    """A WSGI application that lets through what may pass."""

    def __init__(
        self,
        answer: Callable[[Mapping[str, Any], str], Response],
        *,
        hosts: Iterable[str],
        requests: Rates,
        misses: Rates,
        exempt: Callable[[str], bool] = is_loopback,
        proxies: Proxies | None = None,
    ) -> None:
        """Stand before a router.

        Args:
            answer: The router; it is handed the request's variables and its path.
            hosts: What a Host header may say, with the port where one is said. A page whose name
                was turned to this machine's address (DNS rebinding) says another one.
            requests: How often an address may ask for anything.
            misses: How often it may ask for what is not there, such as a secret that is none.
            exempt: Addresses that may ask for what is there as often as they like. By default this
                machine: a reverse proxy that is not trusted speaks for everybody.
            proxies: Servers before this one that say who asks; none by default.
        """
        self._answer = answer
        self._hosts = frozenset(host.lower() for host in hosts)
        self._requests = requests
        self._misses = misses
        self._exempt = exempt
        self._client = (proxies or Proxies()).client

    def __call__(self, environ: Mapping[str, Any], start_response: StartResponse) -> list[bytes]:
        """Answer one request."""
        try:
            answer = self._let_through(environ)
        except Exception as error:
            # The server would log the path, and with it the secret.
            LOG.exception("a request failed", exc_info=(type(error), error, None), extra={"event": "defect"})
            answer = answers.BROKEN
        start_response(answer.status, answer.headers)
        return [answer.body] if answer.body and environ["REQUEST_METHOD"] != "HEAD" else []

    def _let_through(self, environ: Mapping[str, Any]) -> Response:
        address = self._client(environ)
        wait = 0 if self._exempt(address) else self._requests.take(address)
        if wait:
            return answers.too_many(wait)
        refusal = self._refused(environ)
        if refusal is not None:
            return refusal
        answer = self._answer(environ, _path(environ["REQUEST_URI"]))
        if answer is answers.NOT_FOUND or answer is answers.WHO:
            wait = self._misses.take(address)
            return answers.too_many(wait) if wait else answer
        return answer

    def _refused(self, environ: Mapping[str, Any]) -> Response | None:
        """Return what keeps a request out."""
        host = environ.get("HTTP_HOST", "").lower()
        if not host or "," in host:  # several headers of one name come as one, with commas
            return answers.BAD_HOST
        if host not in self._hosts:
            return answers.WRONG_HOST
        if environ["REQUEST_METHOD"] not in answers.METHODS:
            return answers.WRONG_METHOD
        target = environ["REQUEST_URI"]
        if not target.startswith("/") and not _is_ours(target, host):
            return answers.WRONG_HOST
        return None


def _path(target: str) -> str:
    """Return the path of a target as it came: `%2e`, `%2f` and `//` are letters like any other, nothing is resolved."""
    path = target.partition("?")[0]
    return path if path.startswith("/") else "/" + path.split("/", 3)[-1]


def _is_ours(target: str, host: str) -> bool:
    """Whether a target in absolute form (RFC 9112, 3.2.2) names the host that the Host header names."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host
