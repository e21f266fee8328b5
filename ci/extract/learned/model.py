"""The trained weights: a linear model over the traits of a sentence, one column for each subtype.

`python -m scripts.train` makes acts.npz from data/training and the labelled news of tests/reading; the same texts give
the same weights. Linear, so that the words which decided can be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
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

    @cached_property
    def lookup(self) -> Lookup:
        return Lookup(self.place_of)

    def odds(self, sentences: Sequence[Masked]) -> Odds:
        """One row for each sentence; the first one with zone "title" is the headline of the others."""
        headline = next((words_of(m.s) for m in sentences if m.zone == "title"), [])
        place_of = self.place_of
        inherited = {place_of[trait] for trait in headline_traits(headline) if trait in place_of}
        found = self.lookup.known([(_pieces(m), m.zone, m.sentence.number) for m in sentences], _CLAUSE)
        known: list[set[int]] = []
        firsts = []
        for masked, own in zip(sentences, found, strict=True):
            firsts.append(len(known))
            known += own if masked.zone == "title" else [places | inherited for places in own]
        if not known:
            return np.zeros((0, len(self.subtypes)), dtype=np.float32)
        return np.maximum.reduceat(self._weigh(known), firsts, axis=0)

    def _weigh(self, known: list[set[int]]) -> Odds:
        """The odds of each set of traits: the square root of their number keeps long sentences in bounds."""
        counts = np.array([max(1, len(places)) for places in known])
        flat = np.fromiter(chain.from_iterable(places or (0,) for places in known), np.intp)
        starts = np.concatenate(([0], counts.cumsum()[:-1]))
        total = np.add.reduceat(self.weights[flat], starts, axis=0, dtype=np.int32)
        odds = np.asarray(
            self.bias + self.scale * total / np.sqrt(counts).astype(np.float32)[:, None], dtype=np.float32
        )
        odds[[not places for places in known]] = self.bias
        return odds

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
            stored["weighing"],
            float(stored["weighing_bias"]),
            bytes(stored["made_from"]).decode(),
        )
