"""What the daemon finds odd at every look, and says once."""

from collections.abc import Callable, Hashable, Iterable

from vaultsync.core.model import Diagnostic


class Once:
    """Says what is odd when it is new; what has gone and comes again is new."""

    def __init__(self, say: Callable[[str, Diagnostic], None]) -> None:
        """Have said nothing yet.

        Args:
            say: Says one thing, after the name of its event.
        """
        self._say = say
        self._said: dict[str, frozenset[Hashable]] = {}

    def say(self, event: str, odd: Iterable[Diagnostic], *, same: Callable[[Diagnostic], Hashable]) -> None:
        """Say what was not odd at the look before.

        Args:
            event: What kind of oddity it is.
            odd: All of that kind that is odd at this look.
            same: Returns what two findings have in common that are the same one.
        """
        before = self._said.get(event, frozenset())
        now = {same(each): each for each in odd}
        for key, each in now.items():
            if key not in before:
                self._say(event, each)
        self._said[event] = frozenset(now)
