"""Bringing the published names and the components of a feed up to date: the cost follows what has changed.

Everything is read as the index stands at one moment, without keeping anybody from
writing there: what a sync changes meanwhile has moved after that moment, and is
for the next refreshing. The index is locked only to take in what was made.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.context import FeedContext
from vaultsync.core.feed.definition import FeedDefinition
from vaultsync.core.feed.ports import Components, Register
from vaultsync.core.feed.register import publish, surely_unchanged
from vaultsync.core.feed.rows import RegisterRow, words_of
from vaultsync.core.feed.shown import MERGED_DAYS, Shown, Window, shown

_UNUSED_DAYS: Final = 60
"""After so many days the components of a form that no feed has are dropped."""

_AT_ONCE: Final = 500
"""Tasks that are held in memory together: few enough for the caches of a processor."""

_FEW: Final = 4000
"""Up to so many tasks that have moved, the rows that they may continue are looked up one by one."""

Cards = Mapping[int, Card]
"""By the number of the task in the index."""

Names = Mapping[int, str]
"""Published names by the number of the task."""


class Refreshing:
    """One refreshing of one feed's components, and of the names of all that has moved."""

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
        self._uids: dict[int, str] = {}
        self._given: set[str] = set()
        self._nameless: set[int] = set()
        self._touched: set[int] = set()
        self._merged: dict[str, list[RegisterRow]] = {}

    def run(self) -> None:
        """Publish what has moved, and render it; one at a time, since the register is locked first and to the end."""
        register, components = self._register, self._components
        with register.writing() as commit:
            identity = register.identity
            if components.followed(identity) < 0:
                components.forget()
            with components.reading():
                turn = components.turn()
                since, used = components.variant(self._variant)
                # By a clock that was put back, what had left the feed may be in it again.
                self._make(components.followed(identity), -1 if used > self._now.date().isoformat() else since)
            with components.keeping(self._variant):
                others = components.turn() != turn
                components.publish(self._uids, self._nameless)
                components.touch(self._touched)
                # What others have moved meanwhile is still to be followed, and what was touched goes with it.
                self._follow(identity, turn if others else components.turn())
                # Before the index: names that only the index knows would be lost with it.
                commit()

    def _follow(self, identity: str, turn: int) -> None:
        components, today = self._components, self._now.date()
        components.follow(identity, turn)
        components.follow_variant(self._variant, turn, today.isoformat())
        components.drop_variants((today - timedelta(days=_UNUSED_DAYS)).isoformat())

    def _make(self, followed: int, since: int) -> None:
        """Bring the register up to date, and lay ready the components of what has moved."""
        components = self._components
        components.begin(new=since < 0, kept=Window.of(self._now.date(), self._definition.kept_days))
        rendered: set[int] = set()
        if followed < 0 and self._register.empty():
            self._first()
            return
        if moved := components.moved(followed):
            rendered = self._again(moved, whole=followed < 0)
        self._take_in_merged()
        self._render_again(sorted(rendered))
        if since >= 0:
            self._render_again([number for number in components.moved(since) if number not in rendered])
            return
        for cards in components.in_order():
            left = {number: card for number, card in cards.items() if number not in rendered}
            self._render_named(left, left, components.uids(left))

    def _first(self) -> None:
        """Publish and render a vault that was never published, note by note: nothing is to be recognised."""
        parents = self._components.parents()
        later: dict[int, Card] = {}
        for cards in self._components.in_order():
            # One that is nested in a task of another note may come before it.
            early = {
                number
                for number in parents.keys() & cards.keys()
                if parents[number] not in cards and parents[number] not in self._uids
            }
            ready = cards
            if early:
                later |= {number: card for number, card in cards.items() if number in early}
                ready = {number: card for number, card in cards.items() if number not in early}
            self._publish_first(ready, parents)
        if later:
            self._publish_first(later, parents)

    def _publish_first(self, cards: Cards, parents: Mapping[int, int]) -> None:
        names = self._uids
        nested = {number: parents[number] for number in cards.keys() & parents.keys()}
        above = {parent: names[parent] for parent in nested.values() if parent in names}
        published = publish(cards, (), now=self._now, taken=self._given.__contains__, parents=nested, parent_uids=above)
        self._register.put(published.changed, new=True)
        given = {number: row.uid for number, row in published.of_card.items()}
        names.update(given)
        self._given.update(given.values())
        self._render(cards, cards, published.of_card, _named(nested, names))

    def _again(self, moved: Sequence[int], *, whole: bool) -> set[int]:
        """Publish what has moved, and what is nested in it: that says by name where it is nested."""
        components = self._components
        if whole:
            self._name_surely_unchanged()
        numbers = {*moved, *components.children(moved)} - self._uids.keys()
        cards = components.cards(sorted(numbers))
        rows = self._concerned(numbers, cards, whole=whole)
        holders = components.holders(rows)
        nested = components.parents_of(cards)
        above = self._names_of({*nested.values()} - numbers)
        published = publish(
            cards,
            rows.values(),
            now=self._now,
            held={uid for uid, number in holders.items() if number not in numbers},
            taken=self._register.has,
            parents=nested,
            parent_uids=above,
        )
        self._register.put(published.changed)
        self._touched = numbers - {*moved}
        self._nameless = numbers - published.of_card.keys()
        numbers |= self._uids.keys()
        self._uids.update((number, row.uid) for number, row in published.of_card.items())
        return numbers

    def _name_surely_unchanged(self) -> None:
        """Name the tasks of a new index that are what the register says: to match them too would fill the memory."""
        nested = self._components.parents()
        for cards in self._components.in_order():
            rows = {row.uid: row for row in self._register.called(card.uid for card in cards.values())}
            for number, card in cards.items():
                row = rows.get(card.uid)
                if row is not None and number not in nested and surely_unchanged(card, row, self._now):
                    self._uids[number] = row.uid

    def _concerned(self, numbers: Collection[int], cards: Cards, *, whole: bool) -> dict[str, RegisterRow]:
        """Return every row that belonged to one of the tasks, or that one of them could continue."""
        register = self._register
        if whole or len(numbers) > _FEW:
            named = {*self._uids.values()}
            return {row.uid: row for row in register.everything() if row.uid not in named}
        rows = register.called(self._components.uids(numbers).values())
        rows += register.reached({key for card in cards.values() for key in (*card.ids, *card.names)})
        rows += register.called({uid for card in cards.values() for uid in card.ids})
        rows += register.worded({words_of(card) for card in cards.values()})
        return {row.uid: row for row in rows}

    def _names_of(self, numbers: Collection[int]) -> Names:
        """Return the names of tasks as they are from now on."""
        known = {number: self._uids[number] for number in numbers if number in self._uids}
        others = {*numbers} - known.keys() - self._nameless
        return self._components.uids(others) | known

    def _render_again(self, numbers: Sequence[int]) -> None:
        """Render tasks in parts: all their cards at once would fill the memory."""
        for start in range(0, len(numbers), _AT_ONCE):
            part = numbers[start : start + _AT_ONCE]
            cards = self._components.cards(part)
            self._render_named(part, cards, self._names_of(cards))

    def _render_named(self, numbers: Iterable[int], cards: Cards, names: Names) -> None:
        known = {row.uid: row for row in self._register.called(names.values())}
        rows = {number: known[uid] for number, uid in names.items()}
        nested = self._components.parents_of(cards)
        self._render(numbers, cards, rows, _named(nested, self._names_of({*nested.values()})))

    def _render(self, numbers: Iterable[int], cards: Cards, rows: Mapping[int, RegisterRow], parents: Names) -> None:
        """Lay ready the components of tasks in place of those that they had; one without a card has none."""
        definition, context, merged = self._definition, self._context, self._merged
        found: list[Shown] = []
        for number, row in rows.items():
            found += shown(
                number,
                cards[number],
                row,
                definition=definition,
                context=context,
                parent=parents.get(number, ""),
                merged=merged.get(row.uid, ()),
            )
        self._components.put(numbers, found)

    def _take_in_merged(self) -> None:
        """Learn what was merged lately, by the name that has stayed."""
        cut = self._now.date() - timedelta(days=MERGED_DAYS)
        lately = {row.uid: row for row in self._register.merged(cut.isoformat())}
        for row in lately.values():
            into, seen = row.into, {row.uid}
            while into in lately and into not in seen:
                seen.add(into)
                into = lately[into].into
            self._merged.setdefault(into, []).append(row)


def _named(nested: Mapping[int, int], names: Names) -> Names:
    return {child: names[parent] for child, parent in nested.items() if parent in names}
