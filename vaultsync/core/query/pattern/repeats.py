"""How costly a regular expression may be: what the plugin's safe-regex2 counts of its repetitions."""

from typing import Final, NamedTuple

MOST_REPETITIONS: Final = 25


class Repeats(NamedTuple):
    """The repetitions that are seen in a part of a pattern."""

    seen: int = 0
    nested: bool = False
    """Whether one stands within another."""

    def beside(self, other: "Repeats") -> "Repeats":
        """Return those of two parts that follow each other."""
        return Repeats(self.seen + other.seen, self.nested or other.nested)

    def repeated(self, *, lazily: bool) -> "Repeats":
        """Return those of a part that is repeated; the inside of a lazy repetition is not seen."""
        return Repeats(1) if lazily else Repeats(self.seen + 1, self.nested or self.seen > 0)

    @property
    def costly(self) -> bool:
        """Whether a pattern with these is refused."""
        return self.nested or self.seen > MOST_REPETITIONS


NO_REPEATS: Final = Repeats()
