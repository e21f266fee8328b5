"""A name at its place in a text, and the page on which all of them are gathered."""

from collections.abc import Iterator
from dataclasses import dataclass

from ci.extract.lexicon import Hit
from ci.extract.text import Text


@dataclass(slots=True)
class Mention:
    """A name where it stands; `stop` is the end of what belongs to it: legal suffix, ticker, bracketed names."""

    start: int
    end: int
    stop: int
    kind: str
    id: str
    name: str
    is_institute: bool = False
    """A university, hospital or charity: a company only where it is party to an event."""
    is_guess: bool = False
    """In no table: found by its form."""


class Mentions:
    """The mentions of a text: they never overlap, and each letter knows whether it is taken."""

    def __init__(self, text: Text, hits: list[Hit]) -> None:
        self.text = text
        self._taken = bytearray(len(text.low) + 1)
        self._by_start: dict[int, Mention] = {}
        self._in_order: list[Mention] | None = None
        for hit in hits:
            self.add(Mention(hit.start, hit.end, hit.end, hit.entry.kind, hit.entry.id, hit.entry.name))

    def add(self, mention: Mention) -> bool:
        """Adds a mention unless its place is taken."""
        if not self.is_free(mention.start, mention.stop):
            return False
        self._taken[mention.start : mention.stop] = b"\x01" * (mention.stop - mention.start)
        self._by_start[mention.start] = mention
        self._in_order = None
        return True

    def is_free(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) < 0

    def stretch(self, mention: Mention, stop: int) -> None:
        """Lets a mention reach further; smaller names inside (a code in brackets) become part of it."""
        for inner in self.within(mention.end, stop):
            if inner is not mention:
                del self._by_start[inner.start]
                self._in_order = None
        mention.stop = stop
        self._taken[mention.start : stop] = b"\x01" * (stop - mention.start)

    def drop(self, mention: Mention) -> None:
        """Takes a mention out; its place stays taken, so that nothing else is read into it."""
        del self._by_start[mention.start]
        self._in_order = None

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a short stretch."""
        return [self._by_start[place] for place in range(start, end) if place in self._by_start]

    def holds(self, mention: Mention) -> bool:
        """Whether a mention still stands, and has not become part of another."""
        return self._by_start.get(mention.start) is mention

    def of(self, kind: str) -> list[Mention]:
        return [m for m in self if m.kind == kind]

    def __iter__(self) -> Iterator[Mention]:
        if self._in_order is None:
            self._in_order = [self._by_start[place] for place in sorted(self._by_start)]
        return iter(self._in_order)

    def spelling(self, mention: Mention) -> str:
        start, end = self.text.place(mention.start, mention.end)
        return self.text.original[start:end]


def slug(name: str) -> str:
    """The provisional id of a name that is in no table."""
    return "~" + "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
