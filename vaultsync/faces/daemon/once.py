"""What the daemon finds odd at every look, and says once."""

from collections.abc import Callable, Iterable

from vaultsync.core.model import Diagnostic


class Once:
    """Says what is odd when it is new; what has gone and comes again is new."""

    def __init__(self, say: Callable[[str, Diagnostic], None]) -> None:
        """Have said nothing yet.

        Args:
            say: Says one thing, after the name of its event.
        """
        self._say = say
        self._said: dict[str, frozenset[tuple[str, str]]] = {}

    def say(self, event: str, odd: Iterable[Diagnostic]) -> None:
        """Say what was not odd at the look before."""
        before = self._said.get(event, frozenset())
        # Its line may move, and what is in the way may have other words: it is the same.
        now = {(each.path, each.message if event == "forgotten" else ""): each for each in odd}
        for key, each in now.items():
            if key not in before:
                self._say(event, each)
        self._said[event] = frozenset(now)
