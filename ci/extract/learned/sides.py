"""Which of two parties gives and which takes: a linear model over the words around their names.

`python -m scripts.train` makes sides.npz from data/training and the labelled news, as it makes the weights of acts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.beside import beside
from ci.extract.learned.traits import as_kind, raw_words
from ci.extract.lexicon import COMPANY
from ci.extract.masked import Masked

FILE = Path(__file__).with_name("sides.npz")
KINDS = ("rights", "company", "end")
"""What changes hands: rights (licence, option, sale), a company, or the rights that go back."""
ONE, OTHER = "X", "Y"
VOTES = "votes"
"""The trait of what the patterns of ci/extract/role_votes.py found."""
_AROUND = 8
"""So many words before and after the pair count."""
_SHORT = 4
"""So few words between the two count as a whole."""
_MOST = 1.5
"""No trait counts more, however often an article repeats it."""
Traits = dict[str, float]


def kind_of(subtype: str) -> str:
    return {"acquisition": "company", "termination": "end"}.get(subtype, "rights")


@dataclass(frozen=True)
class Sides:
    """`weights` is traits x KINDS, to be multiplied by `scale`."""

    place_of: Mapping[str, int]
    weights: NDArray[np.int8]
    scale: float
    made_from: str
    """Digest of the texts that it was trained on."""

    def leaning(self, traits: Traits, kind: str) -> float:
        """Logarithm of the odds that the one takes and the other gives, by what `side_traits` says of them."""
        column = KINDS.index(kind)
        known = ((self.place_of.get(trait), much) for trait, much in traits.items())
        return self.scale * sum(much * int(self.weights[place, column]) for place, much in known if place is not None)


_HEARD = 40
"""So many sentences of an article are heard on two parties, and so many news sentences searched for them eightfold."""


def naming(news: Sequence[Masked], one: str, other: str) -> list[Masked]:
    """The first sentences that name either: a digest of a thousand deals costs no more for each than a short one."""
    wanted = {one, other}
    found = (
        m for m in news[: 8 * _HEARD] if any(m.mention(token).id in wanted for token in m.between(COMPANY, 0, len(m.s)))
    )
    return list(islice(found, _HEARD))


def side_traits(sentences: Sequence[Masked], one: str, other: str, votes: float) -> Traits:
    """What stands around the one less what stands around the other: with the two exchanged, each sign turns."""
    total: Counter[str] = Counter()
    for masked in sentences:
        words = _words(masked, one, other)
        if ONE in words or OTHER in words:
            mine, theirs = Counter(_around(words)), Counter(_around([_SWAPPED.get(word, word) for word in words]))
            total.update({trait: 1 for trait, count in mine.items() if count > theirs[trait]})
            total.update({trait: -1 for trait, count in theirs.items() if count > mine[trait]})
    found = {trait: max(-_MOST, min(_MOST, float(much))) for trait, much in total.items() if much}
    return {**found, VOTES: float(2 * np.tanh(votes / 2))}


_SWAPPED = {ONE: OTHER, OTHER: ONE}


def _words(masked: Masked, one: str, other: str) -> list[str]:
    """The words of a sentence, with the two parties told from all other companies."""
    named = {one: ONE, other: OTHER}
    companies = [named.get(masked.mention(token).id, "@c") for token in masked.between(COMPANY, 0, len(masked.s))]
    return [companies[int(raw[1:])] if raw[0] == COMPANY else as_kind(raw) for raw in raw_words(masked.s)]


def _around(words: list[str]) -> Iterator[str]:
    """The traits of the one in a sentence: the words beside each of its places, and those between it and the other."""
    places = [at for at, word in enumerate(words) if word == ONE]
    others = [at for at, word in enumerate(words) if word == OTHER]
    for at in places:
        yield from beside("R", words[at + 1 :])
        yield from beside("L", words[:at][::-1])
        if others:
            nearest = min(others, key=lambda place: abs(place - at))
            yield from _between("XY" if at < nearest else "YX", words, *sorted((at, nearest)))


def _between(order: str, words: list[str], start: int, end: int) -> Iterator[str]:
    middle = words[start + 1 : end]
    for word in set(middle):
        yield f"{order}:{word}"
    for pair in pairwise(middle):
        yield f"{order}:{' '.join(pair)}"
    if len(middle) <= _SHORT:
        yield f"{order}:={' '.join(middle)}"
    for word in set(words[end + 1 : end + 1 + _AROUND]):
        yield f"{order}after:{word}"
    for word in set(words[max(0, start - _AROUND) : start]):
        yield f"{order}before:{word}"


@cache
def load_sides(path: Path = FILE) -> Sides:
    with np.load(path, allow_pickle=False) as stored:
        traits = bytes(stored["traits"]).decode("utf-8").split("\n")
        made_from = bytes(stored["made_from"]).decode()
        return Sides({t: n for n, t in enumerate(traits)}, stored["weights"], float(stored["scale"]), made_from)
