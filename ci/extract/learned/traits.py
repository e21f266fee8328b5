"""What the model sees of a masked sentence: its words, alone and two or three in a row, and the headline's."""

import re
from collections.abc import Iterator
from itertools import pairwise

_WORD = re.compile(r"[CDGAMT]\d+|\d+(?:[.,]\d+)*%?|[a-zà-ÿ]+(?:['’-][a-z]+)*|[^\s\w]")
KINDS = "CDGAMT"
_KIND = {kind: f"@{kind.lower()}" for kind in KINDS}
_STEM = 5
"""Letters that stand for a longer word: licen-, appro-, disco-."""


def words_of(s: str) -> list[str]:
    """The words of a masked sentence; a name, sum or date is its kind, a number is a number."""
    return [as_kind(word) for word in raw_words(s)]


raw_words = _WORD.findall
"""The words of a masked sentence as they stand."""


def as_kind(word: str) -> str:
    """What the model makes of a word: a token its kind, a number a number."""
    if word[0] in _KIND:
        return _KIND[word[0]]
    if word[0].isdigit():
        return "@pct" if word.endswith("%") else "@n"
    return word


def stem_of(word: str) -> str:
    """The trait of a long word's beginning; empty for a short word, and for a kind."""
    return f"{word[:_STEM]}-" if len(word) > _STEM and word[0] != "@" else ""


def is_word(trait: str) -> bool:
    """Whether a trait is a word as `words_of` gives it, and not made of one."""
    return len(trait) == 1 or not ("_" in trait or ":" in trait or trait.endswith("-"))


def is_stem(trait: str) -> bool:
    """Whether a trait is the beginning of a long word."""
    return len(trait) == _STEM + 1 and trait.endswith("-") and "_" not in trait


def traits_of(words: list[str], headline: list[str], zone: str, number: int) -> list[str]:
    """All traits of a sentence; `number` counts the sentences of the article, `headline` is empty for the headline."""
    found = [f"zone:{'T' if zone == 'title' else 'B'}", f"pos:{min(number, 3)}"]
    found += words
    found += [f"{a}_{b}" for a, b in pairwise(words)]
    found += [f"{a}_{b}_{c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    found += [f"{a}_*_{c}" for a, c in zip(words, words[2:], strict=False)]
    found += [stem for word in words if (stem := stem_of(word))]
    found.append("has:" + "".join(kind for kind in "acd" if f"@{kind}" in words))
    return found + headline_traits(headline)


def headline_traits(headline: list[str]) -> list[str]:
    """What a sentence of the body inherits from the headline above it."""
    return [f"in:{word}" for word in headline] + [f"in:{a}_{b}" for a, b in pairwise(headline)]


def spans_of(s: str) -> Iterator[tuple[str, int, int]]:
    """(trait, start, end) of every trait that stands at a place of a masked sentence."""
    places = [(as_kind(found.group()), found.start(), found.end()) for found in _WORD.finditer(s)]
    for at, (word, start, end) in enumerate(places):
        yield word, start, end
        if stem := stem_of(word):
            yield stem, start, end
        if at + 1 < len(places):
            yield f"{word}_{places[at + 1][0]}", start, places[at + 1][2]
        if at + 2 < len(places):
            yield f"{word}_{places[at + 1][0]}_{places[at + 2][0]}", start, places[at + 2][2]
            yield f"{word}_*_{places[at + 2][0]}", start, places[at + 2][2]
