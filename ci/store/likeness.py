"""Whether two texts are one text: edited a little, with boilerplate added, or cut to a teaser. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from ci.model import split_index
from ci.store.sameness import ascii_words

Run = tuple[str, str, str]
RUN = 3
"""Words that are compared together: long enough that two reports of one act share few, short enough for edits."""
SHORTEST = 20
"""Texts of fewer words say too little: they are copies only when they are the same word for word."""
LONGEST = 3_000
"""Words compared of a long text, so that one article costs no more than this."""
HEAD, OPENING = 40, 90
"""The words that begin a text, and those among which a copy's first words must stand in a much longer text."""
ALIKE = 0.75
"""So much of the shorter text stands in the longer one. Independent reports that quote one statement reach 0.5."""
SHORT = 60
"""Below so many words a text may be all furniture ("subscribe to read"): then its title must fit the other text too."""
MARKS_OF_ALL, MARKS_OF_HEAD = 8, 6

_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u9fff\uac00-\ud7af]+")
"""A word; Chinese, Japanese and Korean letter by letter."""
_SHORT_ENOUGH = 20_000
"""Characters of a text whose words are all cut at once, which is quicker, before the first of them are taken."""


@dataclass(frozen=True)
class Likeness:
    """What is compared of a text."""

    title: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, title: str, text: str) -> "Likeness | None":
        """None for a text that is too short to be more than equal to another; what an index says of it is no text."""
        words = _words(split_index(text)[0])
        return cls(title, words) if len(words) >= SHORTEST else None

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def runs(self) -> frozenset[Run]:
        return frozenset(_runs(self.words))

    @cached_property
    def head(self) -> frozenset[Run]:
        return frozenset(_runs(self.words[:HEAD]))

    @cached_property
    def opening(self) -> frozenset[Run]:
        return frozenset(_runs(self.words[:OPENING]))

    @cached_property
    def marks(self) -> frozenset[int]:
        """The few runs that it is found by: the smallest of all, which an edited copy shares, and the smallest of the
        first words, which a teaser shares. Numbers of 32 bits with a sign, as both databases keep them; the same on
        every machine."""
        words = " ".join(self.words).encode("utf-8", "replace").split(b" ")
        numbers = list(map(crc32, map(b" ".join, zip(words, words[1:], words[2:], strict=False))))
        smallest = sorted(set(numbers))[:MARKS_OF_ALL]
        smallest += sorted(set(numbers[: HEAD - RUN + 1]))[:MARKS_OF_HEAD]
        return frozenset([number - (1 << 31) for number in smallest])

    @property
    def title_words(self) -> frozenset[str]:
        return frozenset(word for word in _WORD.findall(self.title.casefold()) if len(word) > 3 or not word.isascii())


def alike(one: Likeness, other: Likeness) -> float:
    """How much of the shorter text stands in the other; 0 where they are two texts."""
    if _cannot_stand_in(one, other) and _cannot_stand_in(other, one):
        return 0.0
    short, long = sorted((one, other), key=lambda text: len(text.runs))
    share = _share(short.runs, long.runs)
    if share < ALIKE or not _begin_alike(short, long):
        return 0.0
    return share if len(short.words) >= SHORT or _title_fits(short, long) else 0.0


def _cannot_stand_in(part: Likeness, whole: Likeness) -> bool:
    """Whether so many words of the one are missing in the other that too few runs can be shared: a look at the words
    costs a fifth of one at the runs. Each missing word, but for the last two, begins a run that is missing too."""
    missing = len(part.distinct - whole.distinct) - (RUN - 1)
    return missing > (1 - ALIKE) * (len(part.words) - (RUN - 1))


def _begin_alike(short: Likeness, long: Likeness) -> bool:
    """Two releases that differ above and share a page of boilerplate are two; so are a report and the week's digest."""
    if len(long.runs) > 2 * len(short.runs):
        return _share(short.head, long.opening) >= 0.5
    return max(_share(short.head, long.runs), _share(long.head, short.runs)) >= 0.5


def _title_fits(short: Likeness, long: Likeness) -> bool:
    named = short.title_words
    return not named or len(named & (long.title_words | set(long.words))) >= 0.5 * len(named)


def _share(part: frozenset[Run], whole: frozenset[Run]) -> float:
    return len(part & whole) / len(part)


def _words(text: str) -> tuple[str, ...]:
    if text.isascii() and "_" not in text:
        return tuple(ascii_words(text, LONGEST))
    folded = text.casefold()
    if len(folded) <= _SHORT_ENOUGH:
        return tuple(_WORD.findall(folded)[:LONGEST])
    return tuple(found.group() for found, _ in zip(_WORD.finditer(folded), range(LONGEST), strict=False))


def _runs(words: tuple[str, ...]) -> Iterator[Run]:
    return zip(words, words[1:], words[2:], strict=False)
