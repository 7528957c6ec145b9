"""Patterns that are compiled by whoever first asks for them: compiling some takes longer than a short command has."""

import re


class Late:
    """A pattern that nobody has asked for yet: `_DAY = Late(r"\\d+")`, then `_DAY().match(text)`."""

    __slots__ = ("_compiled", "_flags", "_written")

    def __init__(self, written: str, flags: int = 0) -> None:
        """Note what is to be compiled, as for `re.compile`."""
        self._written = written
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __call__(self) -> re.Pattern[str]:
        """Return the pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self._written, self._flags)
        return self._compiled
