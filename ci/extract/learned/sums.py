"""What a sum of money is to a deal: paid at once, all that may be paid, or neither: a linear model over its words.

`python -m scripts.train_sums` makes sums.npz from data/training and the labelled news.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.beside import beside
from ci.extract.learned.traits import as_kind, raw_words
from ci.extract.masked import Masked
from ci.extract.money import Sum

FILE = Path(__file__).with_name("sums.npz")
ROLES = ("upfront", "total")
KINDS = ("rights", "company")
"""What is paid for; the price of a company is its total."""
_SAME = 0.005
"""Two sums differ by less than this share: the whole of other two."""


def kind_of(subtype: str) -> str:
    return "company" if subtype == "acquisition" else "rights"


@dataclass(frozen=True)
class Sums:
    """`weights` is traits x (KINDS x ROLES), to be multiplied by `scale`."""

    place_of: Mapping[str, int]
    weights: NDArray[np.int8]
    scale: float
    bias: NDArray[np.float32]
    """KINDS x ROLES."""
    made_from: str
    """Digest of the texts that it was trained on."""

    def chances(self, traits: Sequence[str], kind: str) -> dict[str, float]:
        """Of each role, how likely a sum has it, by what `sum_traits` says."""
        first = KINDS.index(kind) * len(ROLES)
        places = [place for trait in traits if (place := self.place_of.get(trait)) is not None]
        weighed = self.weights[places, first : first + len(ROLES)].sum(axis=0, dtype=np.int32) * self.scale
        odds = weighed + self.bias[first : first + len(ROLES)]
        return dict(zip(ROLES, (1 / (1 + np.exp(-odds))).tolist(), strict=True))


def sum_traits(masked: Masked, place: int, others: Sequence[Sum]) -> list[str]:
    """Of the sum at a place among the sums of a sentence; `others` are all of the article, this one included."""
    words = raw_words(masked.s)
    at = [number for number, raw in enumerate(words) if raw[0] == "M"][place]
    kinds = [as_kind(raw) for raw in words]
    one = masked.sums()[place]
    after = at + 1
    if kinds[after : after + 3] == _IN_BRACKETS:
        after += 3
    found = [*beside("R", kinds[after:]), *beside("L", kinds[:at][::-1])]
    found += [f"rule:{one.role}", f"zone:{masked.zone}", f"order:{min(place, 3)}", f"of:{min(len(masked.sums()), 4)}"]
    found += [f"{trait}&{one.role}" for trait in _among(one, others)]
    found += [f"in:{word}" for word in set(kinds)]
    return list(dict.fromkeys(found))


_IN_BRACKETS = ["(", "@m", ")"]
"""The same sum in another currency."""


def _among(one: Sum, others: Sequence[Sum]) -> list[str]:
    """How a sum compares with the others of the article in its currency."""
    rest = [other.millions for other in others if other is not one and other.currency == one.currency]
    if not rest:
        return ["alone"]
    found = ["largest" if one.millions >= max(rest) else "smallest" if one.millions <= min(rest) else "between"]
    values = Counter(rest)
    pairs = [(a, b) for a in values for b in values if a != b or values[a] > 1]
    if any(abs(a + b - one.millions) < _SAME * one.millions for a, b in pairs):
        found.append("whole")
    if any(abs(one.millions + a - b) < _SAME * b for a, b in pairs):
        found.append("part")
    return found


@cache
def load_sums(path: Path = FILE) -> Sums:
    with np.load(path, allow_pickle=False) as stored:
        traits = bytes(stored["traits"]).decode("utf-8").split("\n")
        made_from = bytes(stored["made_from"]).decode()
        place_of = {trait: place for place, trait in enumerate(traits)}
        return Sums(place_of, stored["weights"], float(stored["scale"]), stored["bias"], made_from)
