"""The trained weights: a linear model over the traits of a sentence, one column for each subtype.

`python -m scripts.train` makes acts.npz from data/training and the labelled news of tests/reading; the same texts give
the same weights. Linear, so that the words which decided can be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.lookup import Lookup
from ci.extract.learned.traits import headline_traits, spans_of, words_of
from ci.extract.masked import Masked

FILE = Path(__file__).with_name("acts.npz")
_CLAUSE = 30
"""Letters that a clause has at least to be weighed alone."""
Odds = NDArray[np.float32]
"""Logarithms of the odds that a sentence tells an act: sentences x subtypes."""


@dataclass(frozen=True)
class Weighing:
    """How much each sort of evidence counts towards an act being told."""

    weights: NDArray[np.float32]
    bias: float

    def chances(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of right readings among those with evidence like that of each row."""
        return np.asarray(1 / (1 + np.exp(-(rows @ self.weights + self.bias))))


@dataclass(frozen=True)
class Model:
    """`weights` is traits x subtypes, to be multiplied by `scale`.

    `weighing` is how much it counts beside the rules.
    """

    subtypes: tuple[str, ...]
    place_of: dict[str, int]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    weighing: Weighing
    made_from: str
    """Digest of the texts that it was trained on."""

    @cached_property
    def lookup(self) -> Lookup:
        return Lookup(self.place_of)

    @cached_property
    def _rows(self) -> NDArray[np.int8]:
        """The weights, and below them a row for no trait at all, which weighs nothing."""
        return np.vstack((self.weights, np.zeros_like(self.weights[:1])))

    def odds(self, sentences: Sequence[Masked]) -> Odds:
        """One row for each sentence; the first one with zone "title" is the headline of the others."""
        if not sentences:
            return np.zeros((0, len(self.subtypes)), dtype=np.float32)
        found = self.lookup.known([(_pieces(m), m.zone, m.sentence.number) for m in sentences], _CLAUSE)
        inherited = self._inherited(sentences)
        total = np.add.reduceat(self._rows.take(found.places, axis=0), found.starts, axis=0, dtype=np.int32)
        total += found.in_body[:, None] * self.weights.take(inherited, axis=0).sum(axis=0, dtype=np.int32)
        odds = self._weigh(total, found.counts + found.in_body * len(inherited))
        return np.maximum.reduceat(odds, found.firsts, axis=0)

    def _inherited(self, sentences: Sequence[Masked]) -> NDArray[np.intp]:
        """The places of what every sentence of the body has from the headline."""
        headline = next((words_of(m.s) for m in sentences if m.zone == "title"), [])
        traits = dict.fromkeys(headline_traits(headline))
        return np.array([place for t in traits if (place := self.place_of.get(t)) is not None], dtype=np.intp)

    def _weigh(self, total: NDArray[np.int32], counts: NDArray[np.int64]) -> Odds:
        """The odds of sets of traits: the square root of their number keeps long sentences in bounds."""
        roots = np.sqrt(np.maximum(counts, 1)).astype(np.float32)
        return np.asarray(self.bias + self.scale * total / roots[:, None], dtype=np.float32)

    def telling_words(self, s: str, subtype: str) -> tuple[int, int]:
        """Start and end of the words of a masked sentence that weigh most for a subtype."""
        column = self.subtypes.index(subtype)
        best, span = -1e9, (0, min(len(s), 1))
        for trait, start, end in spans_of(s):
            place = self.place_of.get(trait)
            if place is not None and (weight := int(self.weights[place, column])) > best:
                best, span = weight, (start, end)
        return span


def _pieces(masked: Masked) -> list[str]:
    """A sentence cut into clauses: two acts in one sentence dilute each other, so each clause counts for itself too."""
    return [masked.s[start:end] for start, end in pairwise([0, *masked.borders, len(masked.s)])]


@cache
def load_model(path: Path = FILE) -> Model:
    with np.load(path, allow_pickle=False) as stored:
        traits = bytes(stored["traits"]).decode("utf-8").split("\n")
        return Model(
            tuple(bytes(stored["subtypes"]).decode().split()),
            {trait: place for place, trait in enumerate(traits)},
            stored["weights"],
            stored["scale"],
            stored["bias"],
            Weighing(stored["weighing"], float(stored["weighing_bias"])),
            bytes(stored["made_from"]).decode(),
        )
