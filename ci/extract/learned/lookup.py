"""Finds the traits of an article's sentences among the weights by numbers of words, all at once.

The same traits as `traits_of` names, without joining words to strings; a test compares the two.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.traits import KINDS, as_kind, is_stem, is_word, raw_words, stem_of

_TOKENS = 12
"""So many names of one kind in a sentence have their tokens known beforehand; further ones cost a little more."""
_PARTED = "\n"
"""What stands between the words of two traits; no word holds it."""
_UNKNOWN = 0
"""The number of a word that stands in no trait, and of what parts two sentences."""
_ABOUT = ("zone", "pos", "has")
"""The traits of a sentence as a whole: where it stands, and of what kinds it names something."""
_TOLD_KINDS = "acd"
_REACH = np.array([[0], [0], [1], [2], [2]])
"""How far beyond its word goes what begins there: the word, its stem, pair, three in a row, two around one left out."""
_SLOTS = 20
"""Bits of the number of places in the table of what may be known: a tenth of it is taken."""
_SCATTER = np.int64(-7046029254386353131)
"""2 to the 64 by the golden ratio, an odd number: keys that lie together are scattered over the table."""
Numbers = NDArray[np.int64]
Sentence = tuple[Sequence[str], str, int]
"""Its pieces one after another, its zone, its number in the article."""


class Found(NamedTuple):
    """The traits of all sentences of an article and of their pieces, span by span."""

    places: Numbers
    """The places of the traits, span after span; each span ends with that of nothing, so that none is empty."""
    starts: Numbers
    """Where each span begins in `places`."""
    counts: Numbers
    """How many traits each span has."""
    in_body: NDArray[np.bool_]
    """Whether each span stands below the headline."""
    firsts: list[int]
    """Of each sentence the span that is all of it; its pieces follow."""


class Lookup:
    """Built once from the traits of a model and their places.

    Traits of two and three words stand under whole numbers in one sorted array: it stays in the processor's cache,
    where a dict of all joined strings does not. Words that stand in many traits have the lowest numbers, so that what
    is asked for most lies together.
    """

    def __init__(self, place_of: Mapping[str, int]) -> None:
        self.nothing = len(place_of)
        """The place of a trait that the model does not know."""
        longer = {t: place for t, place in place_of.items() if "_" in t and not t.startswith("in:")}
        parts = f"_{_PARTED}_".join(longer).split("_")
        held = Counter(filter(is_word, place_of))
        held.update(parts)
        del held[_PARTED]
        words = "\n".join(word for word, _ in held.most_common()).split("\n")  # copies, which lie together, too
        stems = [trait for trait in place_of if is_stem(trait)]
        self._numbers = {word: number for number, word in enumerate((*words, *stems), _UNKNOWN + 1)}
        self._base = len(self._numbers) + 1
        none = self.nothing
        own = [(place_of.get(word, none), place_of.get(stem_of(word), none)) for word in words]
        self._own = np.array([(none, none), *own, *((none, place_of[stem]) for stem in stems)]).T
        numbers = np.array([self._numbers.get(part, _UNKNOWN) for part in parts])
        keys, places = self._keyed(numbers, np.array([*longer.values()]))
        order = keys.argsort()
        self._keys = np.append(keys[order], np.iinfo(np.int64).max)
        self._places = np.append(places[order], none)
        self._may_be_known = np.zeros(1 << _SLOTS, dtype=np.bool_)
        self._may_be_known[_slot(self._keys)] = True
        self._numbers |= {f"{k}{n}": self._numbers.get(as_kind(k), _UNKNOWN) for k in KINDS for n in range(_TOKENS)}
        held_kinds = ["".join(some) for count in range(4) for some in combinations(_TOLD_KINDS, count)]
        self._abouts = {
            about: (*(place_of.get(f"{told}:{what}", none) for told, what in zip(_ABOUT, about, strict=True)), none)
            for about in product("TB", range(4), held_kinds)
        }
        self._kinds = [(letter, self._numbers.get(f"@{letter}", -1)) for letter in _TOLD_KINDS]

    def _keyed(self, numbers: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
        """The keys of traits of two and three words, and their places; the traits follow one another, each but the
        last with an unknown word behind it. Two words of which one was left out between lie above all pairs, three
        words above those."""
        base = self._base
        ends = np.append(np.flatnonzero(numbers == _UNKNOWN), len(numbers))
        starts = np.append(0, ends[:-1] + 1)
        is_pair = ends - starts == 2
        pairs = numbers[starts] * base + numbers[starts + 1]
        starts, places_of_three = starts[~is_pair], places[~is_pair]
        threes = (pairs[~is_pair] + 2 * base) * base + numbers[starts + 2]
        is_around = numbers[starts + 1] == self._numbers.get("*", -1)
        around = (numbers[starts] + base) * base + numbers[starts + 2]
        return (
            np.concatenate((pairs[is_pair], threes, around[is_around])),
            np.concatenate((places[is_pair], places_of_three, places_of_three[is_around])),
        )

    def _number(self, raw: str) -> int:
        word = as_kind(raw)
        return self._numbers.get(word) or self._numbers.get(stem_of(word), _UNKNOWN)

    def known(self, sentences: Sequence[Sentence], at_least: int) -> Found:
        """The traits of each sentence, then those of each of its pieces that has so many letters."""
        numbers: list[int] = []
        spans: list[tuple[int, int]] = []
        about: list[tuple[int, ...]] = []
        in_body: list[bool] = []
        firsts: list[int] = []
        number_of, slowly = self._numbers.get, self._number
        for pieces, zone, number in sentences:
            first, cuts = len(numbers), []
            for piece in pieces:
                start = len(numbers)
                numbers += [number_of(raw) or slowly(raw) for raw in raw_words(piece)]
                if len(piece) > at_least and len(pieces) > 1:
                    cuts.append((start, len(numbers)))
            firsts.append(len(spans))
            for start, end in ((first, len(numbers)), *cuts):
                spans.append((start, end))
                about.append(self._about(numbers[start:end], zone, number))
                in_body.append(zone != "title")
            numbers += (_UNKNOWN, _UNKNOWN)
        places, ends = self._by_span(np.array(numbers), np.array(spans), np.array(about))
        starts = np.concatenate(([0], ends[:-1] + 1))
        return Found(places, starts, ends - starts, np.array(in_body), firsts)

    def _about(self, held: list[int], zone: str, number: int) -> tuple[int, ...]:
        """What is told of a span as a whole, and the place of nothing."""
        kinds = "".join([letter for letter, kind in self._kinds if kind in held])
        return self._abouts["T" if zone == "title" else "B", min(number, 3), kinds]

    def _by_span(self, numbers: Numbers, spans: Numbers, about: Numbers) -> tuple[Numbers, Numbers]:
        """The places of all spans, each once a span, and where the spans end."""
        ends, counts = spans[:, 1], spans[:, 1] - spans[:, 0]
        order = np.arange(len(spans))
        owners = order.repeat(counts)
        words = np.arange(len(owners)) + (ends - counts.cumsum()).take(owners)
        places = self._at_words(numbers).take(words, axis=1)
        is_held = (places < self.nothing) & (words + _REACH < ends.take(owners))
        size = self.nothing + 1
        at_words, whole = owners * size + places, order[:, None] * size + about
        keys = np.sort(np.concatenate((at_words[is_held], whole.ravel())))
        found = keys[np.concatenate(([True], keys[1:] != keys[:-1]))] % size
        return found, np.flatnonzero(found == self.nothing)

    def _at_words(self, numbers: Numbers) -> Numbers:
        """Of each word: the places of what it is itself (two rows), and of what begins with it."""
        base = self._base
        first, second, third = numbers[:-2], numbers[1:-1], numbers[2:]
        pairs = first * base + second
        wanted = np.array((pairs, (pairs + 2 * base) * base + third, (first + base) * base + third))
        longer = np.full(wanted.size, self.nothing)
        likely = np.flatnonzero(self._may_be_known.take(_slot(wanted)))
        keys = wanted.ravel().take(likely)
        at = self._keys.searchsorted(keys)
        longer[likely] = np.where(self._keys.take(at) == keys, self._places.take(at), self.nothing)
        return np.concatenate((self._own.take(first, axis=1), longer.reshape(wanted.shape)))


def _slot(keys: Numbers) -> Numbers:
    """Where a key stands in the table that tells at once of most of the unknown ones that they are."""
    return np.asarray((keys * _SCATTER) >> np.int64(64 - _SLOTS) & np.int64((1 << _SLOTS) - 1))
