"""The words beside a place of a sentence, as traits of a linear model."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

_NEAR, _FAR = 3, 6
"""So many words count with their distance, so many with their side."""


def beside(side: str, words: Sequence[str]) -> Iterator[str]:
    """Words on one side, "L" or "R", the nearest first: alone, by distance, and in pairs as they stand in the text."""
    for distance, word in enumerate(words[:_FAR], 1):
        yield f"{side}:{word}"
        if distance <= _NEAR:
            yield f"{side}{distance}:{word}"
    for pair in pairwise(words[: _FAR + 1]):
        yield f"{side}2:{' '.join(pair if side == 'R' else pair[::-1])}"
