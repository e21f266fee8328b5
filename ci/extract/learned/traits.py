"""What the model sees of a masked sentence: its words, alone and two or three in a row, and the headline's."""

import re
from collections.abc import Iterator
from itertools import pairwise

_WORD = re.compile(r"[CDGAMT]\d+|\d+(?:[.,]\d+)*%?|[a-zà-ÿ]+(?:['’-][a-z]+)*|[^\s\w]")
_KIND = {kind: f"@{kind.lower()}" for kind in "CDGAMT"}
_STEM = 5
"""Letters that stand for a longer word: licens-, approv-, discon-."""


def words_of(s: str) -> list[str]:
    """The words of a masked sentence; a name, sum or date is its kind, a number is a number."""
    return [_as_kind(word) for word in _WORD.findall(s)]


def _as_kind(word: str) -> str:
    if word[0] in _KIND:
        return _KIND[word[0]]
    if word[0].isdigit():
        return "@pct" if word.endswith("%") else "@n"
    return word


def traits_of(words: list[str], headline: list[str], zone: str, number: int) -> list[str]:
    """All traits of a sentence; `number` counts the sentences of the article, `headline` is empty for the headline."""
    found = [f"zone:{'T' if zone == 'title' else 'B'}", f"pos:{min(number, 3)}"]
    found += words
    found += [f"{a}_{b}" for a, b in pairwise(words)]
    found += [f"{a}_{b}_{c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    found += [f"{a}_*_{c}" for a, c in zip(words, words[2:], strict=False)]
    found += [f"{word[:_STEM]}-" for word in words if len(word) > _STEM and word[0] != "@"]
    found.append("has:" + "".join(kind for kind in "acd" if f"@{kind}" in words))
    return found + headline_traits(headline)


def headline_traits(headline: list[str]) -> list[str]:
    """What a sentence of the body inherits from the headline above it."""
    return [f"in:{word}" for word in headline] + [f"in:{a}_{b}" for a, b in pairwise(headline)]


def spans_of(s: str) -> Iterator[tuple[str, int, int]]:
    """(trait, start, end) of every trait that stands at a place of a masked sentence."""
    places = [(_as_kind(found.group()), found.start(), found.end()) for found in _WORD.finditer(s)]
    for at, (word, start, end) in enumerate(places):
        yield word, start, end
        if len(word) > _STEM and word[0] != "@":
            yield f"{word[:_STEM]}-", start, end
        if at + 1 < len(places):
            yield f"{word}_{places[at + 1][0]}", start, places[at + 1][2]
        if at + 2 < len(places):
            yield f"{word}_{places[at + 1][0]}_{places[at + 2][0]}", start, places[at + 2][2]
            yield f"{word}_*_{places[at + 2][0]}", start, places[at + 2][2]
