"""Bringing the published names and the components of a feed up to date: the cost follows what has changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.context import FeedContext
from vaultsync.core.feed.definition import FeedDefinition
from vaultsync.core.feed.ports import Components, Register
from vaultsync.core.feed.register import Published, Row, publish, words_of
from vaultsync.core.feed.shown import Shown, shown

MERGED_DAYS: Final = 30
"""For how many days the name of a task that became another one's says that it is cancelled."""

_UNUSED_DAYS: Final = 60
"""After so many days the components of a form that no feed has are dropped."""

_AT_ONCE: Final = 4000
"""Tasks that are held in memory together."""

Cards = Mapping[int, Card]
"""By the number of the task in the index."""

Names = Mapping[int, str]
"""Published names by the number of the task."""


class Refreshing:
    """One refreshing, inside transactions of both stores."""

    def __init__(
        self,
        register: Register,
        components: Components,
        definition: FeedDefinition,
        context: FeedContext,
        variant: str,
        *,
        now: datetime,
    ) -> None:
        """Stand between the stores.

        Args:
            register: The published names.
            components: What was made of the tasks of an index.
            definition: The feed.
            context: What it makes of the vault.
            variant: What the form of its components is called.
            now: The moment of what has changed, in the vault's zone.
        """
        self._register = register
        self._components = components
        self._definition = definition
        self._context = context
        self._variant = variant
        self._now = now
        self._new = False

    def run(self) -> None:
        """Publish what has moved, and render it."""
        components, identity = self._components, self._register.identity
        followed = components.followed(identity)
        if followed < 0:
            components.forget()
        since, _ = components.variant(self._variant)
        self._new = since < 0
        rendered: set[int] = set()
        for numbers, cards, rows, parents in self._published(followed):
            self._render(numbers, cards, rows, parents)
            rendered.update(numbers)
        stale = [number for number in components.moved(since) if number not in rendered]
        for part in _parts(stale):
            cards = components.cards(part)
            names = components.uids(cards)
            known = {row.uid: row for row in self._register.called(names.values())}
            rows = {number: known[uid] for number, uid in names.items()}
            self._render(part, cards, rows, self._parents(components.parents_of(cards)))
        today = self._now.date()
        components.follow(identity, components.turn())
        components.follow_variant(self._variant, components.turn(), today.isoformat())
        components.drop_variants((today - timedelta(days=_UNUSED_DAYS)).isoformat())

    def _published(self, followed: int) -> Iterator[tuple[Sequence[int], Cards, Mapping[int, Row], Names]]:
        """Bring the register up to date; yield numbers, cards, rows and parents' names of what has moved."""
        if followed < 0 and self._register.empty():
            yield from self._first()
        elif moved := self._components.moved(followed):
            yield self._again(moved, whole=followed < 0)

    def _first(self) -> Iterator[tuple[Sequence[int], Cards, Mapping[int, Row], Names]]:
        """Publish a vault that was never published, in parts: nothing is to be recognised."""
        components = self._components
        parents = components.parents()
        names: dict[int, str] = {}
        given: set[str] = set()
        later: list[int] = []

        def part_of(numbers: Sequence[int]) -> tuple[Sequence[int], Cards, Mapping[int, Row], Names]:
            cards = components.cards(numbers)
            nested = {number: parents[number] for number in numbers if number in parents}
            above = {parent: names[parent] for parent in nested.values() if parent in names}
            published = publish(cards, (), now=self._now, taken=given.__contains__, parents=nested, parent_uids=above)
            self._keep(numbers, published, new=True)
            for number, row in published.of_card.items():
                names[number] = row.uid
                given.add(row.uid)
            return numbers, cards, published.of_card, _named(nested, names)

        for part in _parts(components.in_order()):
            # One that is nested in a task of another note may come before it.
            here = names.keys() | set(part)
            ready = [number for number in part if parents.get(number, number) in here]
            later += [number for number in part if parents.get(number, number) not in here]
            yield part_of(ready)
        if later:
            yield part_of(later)

    def _again(self, moved: Sequence[int], *, whole: bool) -> tuple[Sequence[int], Cards, Mapping[int, Row], Names]:
        """Publish what has moved, and what is nested in it: that says by name where it is nested."""
        components = self._components
        numbers = {*moved, *components.children(moved)}
        cards = components.cards(sorted(numbers))
        rows = self._concerned(numbers, cards, whole=whole)
        holders = components.holders(rows)
        nested = components.parents_of(cards)
        above = components.uids(set(nested.values()) - numbers)
        published = publish(
            cards,
            rows.values(),
            now=self._now,
            held={uid for uid, number in holders.items() if number not in numbers},
            taken=self._register.has,
            parents=nested,
            parent_uids=above,
        )
        self._keep(sorted(numbers), published)
        components.touch(numbers - {*moved})
        names = above | {number: row.uid for number, row in published.of_card.items()}
        return sorted(numbers), cards, published.of_card, _named(nested, names)

    def _concerned(self, numbers: Collection[int], cards: Cards, *, whole: bool) -> dict[str, Row]:
        """Return every row that belonged to one of the tasks, or that one of them could continue."""
        register = self._register
        if whole or len(numbers) > _AT_ONCE:
            return {row.uid: row for row in register.everything()}
        rows = register.called(self._components.uids(numbers).values())
        rows += register.reached({key for card in cards.values() for key in (*card.ids, *card.names)})
        rows += register.called({uid for card in cards.values() for uid in card.ids})
        rows += register.worded({words_of(card) for card in cards.values()})
        return {row.uid: row for row in rows}

    def _keep(self, numbers: Sequence[int], published: Published, *, new: bool = False) -> None:
        self._register.put(published.changed, new=new)
        uids = {number: row.uid for number, row in published.of_card.items()}
        self._components.publish(uids, [number for number in numbers if number not in uids])

    def _parents(self, nested: Mapping[int, int]) -> Names:
        return _named(nested, self._components.uids(nested.values()))

    def _render(self, numbers: Sequence[int], cards: Cards, rows: Mapping[int, Row], parents: Names) -> None:
        """Render the components of tasks in place of those that they had; one without a card has none."""
        found: list[Shown] = []
        merged = self._merged()
        for number, row in rows.items():
            found += shown(
                number,
                cards[number],
                row,
                definition=self._definition,
                context=self._context,
                parent=parents.get(number, ""),
                merged=merged.get(row.uid, ()),
            )
        self._components.put(self._variant, numbers, found, new=self._new)

    def _merged(self) -> Mapping[str, list[Row]]:
        """Return what was merged lately, by the name that has stayed."""
        cut = self._now.date() - timedelta(days=MERGED_DAYS)
        lately = {row.uid: row for row in self._register.merged(cut.isoformat())}
        found: dict[str, list[Row]] = {}
        for row in lately.values():
            into, seen = row.into, {row.uid}
            while into in lately and into not in seen:
                seen.add(into)
                into = lately[into].into
            found.setdefault(into, []).append(row)
        return found


def _named(nested: Mapping[int, int], names: Names) -> Names:
    return {child: names[parent] for child, parent in nested.items() if parent in names}


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
