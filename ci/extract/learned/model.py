"""The trained weights: a linear model over the traits of a sentence, one column for each subtype.

`python -m scripts.train` makes acts.npz from data/training and the labelled news of tests/reading; the same texts give
the same weights. Linear, so that the words which decided can be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.traits import headline_traits, spans_of, traits_of, words_of
from ci.extract.masked import Masked

FILE = Path(__file__).with_name("acts.npz")
_CLAUSE = 30
"""Letters that a clause has at least to be weighed alone."""
Odds = NDArray[np.float32]
"""Logarithms of the odds that a sentence tells an act: sentences x subtypes."""


@dataclass(frozen=True)
class Model:
    """`weights` is traits x subtypes, to be multiplied by `scale`; `weighing` weighs it against the rules."""

    subtypes: tuple[str, ...]
    place_of: dict[str, int]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    weighing: NDArray[np.float32]
    weighing_bias: float
    made_from: str
    """Digest of the texts that it was trained on."""

    def odds(self, sentences: Sequence[Masked]) -> Odds:
        """One row for each sentence; the first one with zone "title" is the headline of the others."""
        headline = next((words_of(m.s) for m in sentences if m.zone == "title"), [])
        inherited = self._known(headline_traits(headline))
        rows = [self._best(m, inherited) for m in sentences]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(self.subtypes))

    def _best(self, masked: Masked, inherited: set[int]) -> Odds:
        """Of the sentence, or of the clause that tells more: two acts in one sentence dilute each other."""
        found = self._row(masked, masked.s, inherited)
        cuts = [0, *masked.borders, len(masked.s)]
        for start, end in pairwise(cuts if len(cuts) > 2 else ()):
            if end - start > _CLAUSE:
                found = np.maximum(found, self._row(masked, masked.s[start:end], inherited))
        return found

    def _row(self, masked: Masked, s: str, inherited: set[int]) -> Odds:
        own = traits_of(words_of(s), [], masked.zone, masked.sentence.number)
        known = self._known(own)
        if masked.zone != "title":
            known |= inherited
        if not known:
            return self.bias
        total = self.weights[list(known)].sum(axis=0, dtype=np.int32)
        return np.asarray(self.bias + self.scale * total / np.float32(len(known) ** 0.5), dtype=np.float32)

    def _known(self, traits: list[str]) -> set[int]:
        place_of = self.place_of
        return {place for trait in traits if (place := place_of.get(trait)) is not None}

    def telling_words(self, s: str, subtype: str) -> tuple[int, int]:
        """Start and end of the words of a masked sentence that weigh most for a subtype."""
        column = self.subtypes.index(subtype)
        best, span = -1e9, (0, min(len(s), 1))
        for trait, start, end in spans_of(s):
            place = self.place_of.get(trait)
            if place is not None and (weight := int(self.weights[place, column])) > best:
                best, span = weight, (start, end)
        return span


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
            stored["weighing"],
            float(stored["weighing_bias"]),
            bytes(stored["made_from"]).decode(),
        )
