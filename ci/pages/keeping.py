"""What is kept in memory for all visitors: no more than so many things, the one not wanted for longest goes first.

Nothing of a visitor belongs in here: what is kept follows from its key alone.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Same:
    """Stands in a key for what cannot be hashed, as that very object: it is held, so that no other takes its place."""

    __slots__ = ("of",)

    def __init__(self, of: object) -> None:
        self.of = of

    def __hash__(self) -> int:
        return id(self.of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.of is self.of


def part_of_key(part: object) -> Hashable:
    """A value as itself; a frame, a list or a mapping as that very object."""
    try:
        hash(part)
    except TypeError:
        return Same(part)
    return part


class _Place:
    """Where one thing is made, by one thread while the others wait for it."""

    __slots__ = ("is_made", "lock", "thing")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_made = False
        self.thing: Any = None


class Shelf:
    """Things by their keys, each made once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under this key, made first where it is not there. If making it fails, nothing is kept."""
        place = self._place(key)
        if not place.is_made:
            with place.lock:
                if not place.is_made:
                    place.thing = make()
                    place.is_made = True
        return cast(T, place.thing)

    def clear(self) -> None:
        with self._lock:
            self._places.clear()

    def _place(self, key: Hashable) -> _Place:
        with self._lock:
            place = self._places.get(key)
            if place is None:
                place = self._places[key] = _Place()
                while len(self._places) > self._most:
                    self._places.popitem(last=False)
            else:
                self._places.move_to_end(key)
            return place
