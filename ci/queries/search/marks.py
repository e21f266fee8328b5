"""What a reader sees of a hit: its words marked, names that lead to a profile, and the passage where they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ci.queries.search.asked import Phrase

PASSAGE = 260
"""Characters of a passage, about two lines."""
LOOKED_AT = 40
"""So many hits of a text are compared for the passage where most of what was asked stands together."""

Names = Mapping[str, tuple[str, str]]
"""Spelling -> kind and id of what it names."""


@dataclass(frozen=True)
class Piece:
    """A part of a text: `is_hit` where it was searched for, kind and id where it is a name."""

    text: str
    is_hit: bool = False
    kind: str = ""
    id: str = ""


def pattern_of(groups: Iterable[Sequence[Phrase]]) -> re.Pattern[str] | None:
    """Finds the words in a text as it is written; a group of the pattern for each group of phrases."""
    parts = ["|".join(_phrase(phrase) for phrase in _longest_first(phrases)) for phrases in groups]
    return re.compile("|".join(f"({part})" for part in parts), re.IGNORECASE) if parts else None


def _longest_first(phrases: Sequence[Phrase]) -> list[Phrase]:
    return sorted(phrases, key=lambda phrase: -len("".join(phrase.words)))


def _phrase(phrase: Phrase) -> str:
    row = r"[\W_]*".join(_word(word) for word in phrase.words)
    first, last = phrase.words[0], phrase.words[-1]
    before = r"(?<![^\W\d_])" if first.isascii() and first.isalpha() else r"(?<!\d)" if first.isdigit() else ""
    if phrase.is_begun:
        return f"{before}{row}" + r"[^\W_]*"
    after = r"(?![^\W\d_])" if last.isascii() and last.isalpha() else r"(?!\d)" if last.isdigit() else ""
    return f"{before}{row}{after}"


def _word(word: str) -> str:
    """With its plural: words are indexed without."""
    if not (word.isascii() and word.isalpha()) or len(word) < 3:
        return re.escape(word)
    return f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}(?:s|es)?"


def pieces(text: str, pattern: re.Pattern[str] | None, names: Names) -> tuple[Piece, ...]:
    """The text in parts; a name that was searched for is both."""
    hits = [found.span() for found in pattern.finditer(text)] if pattern else []
    named = [(*found.span(), *names[found.group()]) for found in _spellings(names).finditer(text)] if names else []
    edges = sorted({0, len(text), *(edge for span in hits for edge in span), *(e for span in named for e in span[:2])})
    made = []
    for start, end in pairwise(edges):
        is_hit = any(first <= start and end <= last for first, last in hits)
        kind, key = next(((k, i) for first, last, k, i in named if first <= start and end <= last), ("", ""))
        made.append(Piece(text[start:end], is_hit, kind, key))
    return tuple(_joined(made))


def _spellings(names: Names) -> re.Pattern[str]:
    """Whole words only where the spelling begins or ends with a Latin letter or a digit."""
    return re.compile("|".join(_whole(name) for name in sorted(names, key=lambda name: -len(name))))


def _whole(name: str) -> str:
    latin = r"[A-Za-z0-9]"
    before = f"(?<!{latin})" if re.match(latin, name) else ""
    after = f"(?!{latin})" if re.search(f"{latin}$", name) else ""
    return f"{before}{re.escape(name)}{after}"


def _joined(made: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one."""
    last: Piece | None = None
    for piece in made:
        if last and (last.is_hit, last.kind, last.id) == (piece.is_hit, piece.kind, piece.id):
            last = Piece(last.text + piece.text, piece.is_hit, piece.kind, piece.id)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def passage(text: str, pattern: re.Pattern[str] | None) -> str:
    """Where most of what was asked stands together; "" where nothing of it stands in the text."""
    found = [hit for hit, _ in zip(pattern.finditer(text), range(LOOKED_AT), strict=False)] if pattern else []
    if not found:
        return ""
    best = max(found, key=lambda hit: (len(_groups_from(hit.start(), found)), -hit.start()))
    start = max(0, best.start() - PASSAGE // 4)
    cut = text[start : start + PASSAGE]
    if start:
        cut = f"… {cut.partition(' ')[2] if ' ' in cut[:30] else cut}"
    if start + PASSAGE < len(text):
        cut = f"{cut.rpartition(' ')[0] if ' ' in cut[-30:] else cut} …"
    return " ".join(cut.split())


def _groups_from(start: int, found: Sequence[re.Match[str]]) -> set[int | None]:
    return {hit.lastindex for hit in found if start <= hit.start() < start + PASSAGE * 3 // 4}
