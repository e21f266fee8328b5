"""Finds the traits of an article's sentences among the weights by numbers of words, all at once.

The same traits as `traits_of` names, without joining words to strings; a test compares the two.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from ci.extract.learned.traits import KINDS, as_kind, is_stem, is_word, raw_words, stem_of

NONE = -1
"""The place of a trait that the model does not know."""
_TOKENS = 12
"""So many names of one kind in a sentence have their tokens known beforehand; further ones cost a little more."""
_UNKNOWN = 0
"""The number of a word that stands in no trait, and of what parts two sentences."""
Sentence = tuple[Sequence[str], str, int]
"""Its pieces one after another, its zone, its number in the article."""


class Lookup:
    """Built once from the traits of a model and their places.

    Traits of two and three words stand under whole numbers in one sorted array: it stays in the processor's cache,
    where a dict of all joined strings does not.
    """

    def __init__(self, place_of: Mapping[str, int]) -> None:
        self._place_of = place_of
        longer = [(t.split("_"), place) for t, place in place_of.items() if "_" in t and not t.startswith("in:")]
        words = dict.fromkeys(w for ws in ([t for t in place_of if is_word(t)], *(w for w, _ in longer)) for w in ws)
        stems = [trait for trait in place_of if is_stem(trait)]
        self._numbers = {word: number for number, word in enumerate((*words, *stems), _UNKNOWN + 1)}
        self._base = len(self._numbers) + 1
        own = [[place_of.get(word, NONE), place_of.get(stem_of(word), NONE)] for word in words]
        self._own = [[NONE, NONE], *own, *([NONE, place_of[stem]] for stem in stems)]
        by_key = dict(self._keyed(longer))
        self._keys = np.array([*sorted(by_key), np.iinfo(np.int64).max])
        self._places = np.array([*(by_key[key] for key in sorted(by_key)), NONE])
        self._numbers |= {f"{k}{n}": self._numbers.get(as_kind(k), _UNKNOWN) for k in KINDS for n in range(_TOKENS)}
        self._kinds = [(letter, self._numbers.get(f"@{letter}", NONE)) for letter in "acd"]

    def _keyed(self, longer: Sequence[tuple[list[str], int]]) -> Iterator[tuple[int, int]]:
        """(key, place); two words of which one was left out between lie above all pairs, three words above those."""
        base, numbers = self._base, self._numbers
        for words, place in longer:
            pair = numbers[words[0]] * base + numbers[words[1]]
            if len(words) == 2:
                yield pair, place
                continue
            yield (pair + 2 * base) * base + numbers[words[2]], place
            if words[1] == "*":
                yield (numbers[words[0]] + base) * base + numbers[words[2]], place

    def _number(self, raw: str) -> int:
        word = as_kind(raw)
        return self._numbers.get(word) or self._numbers.get(stem_of(word), _UNKNOWN)

    def known(self, sentences: Sequence[Sentence], at_least: int) -> list[list[set[int]]]:
        """Of each sentence: the places of its traits, then those of each of its pieces that has so many letters."""
        numbers: list[int] = []
        spans: list[list[tuple[int, int]]] = []
        for pieces, _, _ in sentences:
            first, cuts = len(numbers), []
            for piece in pieces:
                start = len(numbers)
                numbers += [self._numbers.get(raw) or self._number(raw) for raw in raw_words(piece)]
                if len(piece) > at_least and len(pieces) > 1:
                    cuts.append((start, len(numbers)))
            spans.append([(first, len(numbers)), *cuts])
            numbers += (_UNKNOWN, _UNKNOWN)
        at_words = self._at_words(numbers)
        return [
            [self._of_span(numbers, at_words, start, end, zone, number) for start, end in own]
            for own, (_, zone, number) in zip(spans, sentences, strict=True)
        ]

    def _at_words(self, numbers: list[int]) -> tuple[list[list[int]], list[int], list[int], list[int]]:
        """Of each word: the places of what it is itself, and of what begins with it."""
        base, count = self._base, len(numbers)
        first = np.array(numbers)
        pairs = first[:-1] * base + first[1:]
        skips = (first[:-2] + base) * base + first[2:]
        wanted = np.concatenate((pairs, skips, (pairs[:-1] + 2 * base) * base + first[2:]))
        at = self._keys.searchsorted(wanted)
        found = np.where(self._keys[at] == wanted, self._places[at], NONE).tolist()
        own = self._own
        return [own[n] for n in numbers], found[: count - 1], found[count - 1 : 2 * count - 3], found[2 * count - 3 :]

    def _of_span(
        self,
        numbers: list[int],
        at_words: tuple[list[list[int]], list[int], list[int], list[int]],
        start: int,
        end: int,
        zone: str,
        number: int,
    ) -> set[int]:
        own, twos, skips, threes = at_words
        held = numbers[start:end]
        kinds = "".join(letter for letter, kind in self._kinds if kind in held)
        about = (f"zone:{'T' if zone == 'title' else 'B'}", f"pos:{min(number, 3)}", f"has:{kinds}")
        places = {self._place_of.get(trait, NONE) for trait in about}
        places.update(chain.from_iterable(own[start:end]))
        places.update(twos[start : max(start, end - 1)])
        for longer in (threes, skips):
            places.update(longer[start : max(start, end - 2)])
        places.discard(NONE)
        return places
