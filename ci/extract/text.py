"""A text as it is read: one plain spelling of dashes, spaces and quotes, with a way back to the stored offsets."""

import bisect
import re
import unicodedata
from collections.abc import Iterator

READ_AT_MOST = 200_000

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'", "`": "'"}
_DOUBLE = {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u300c": '"', "\u300d": '"'}
_TRADE = {"\u00ae": " ", "\u2122": " ", "\u2120": " "}
_GONE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u0300-\u036f]")


def _one_to_one() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _DASHES), "-")
    table[0x2014] = "\u2014"  # an em dash parts clauses; the others join words
    table |= dict.fromkeys(map(ord, _SPACES), " ")
    table |= {ord(k): v for k, v in (_QUOTES | _DOUBLE | _TRADE).items()}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0D}
    table |= {0x0130: "I", 0x0D: " ", 0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
    return table


_TABLE = _one_to_one()


_TWO_HYPHENS = re.compile(r"(?<=\w)--(?=[A-Z])")
"""Between a dateline and a name: "Sweden--Skaldic"."""


class Text:
    """`norm` keeps the case, `low` is the same in lower case; both have the same length, `place` leads back."""

    __slots__ = ("_offsets", "low", "norm", "original")

    def __init__(self, original: str) -> None:
        self.original = original
        read = original[:READ_AT_MOST]
        self._offsets: list[int] | None = None
        if not read.isascii() and _GONE.search(read):
            read, self._offsets = _without_gone(read)
        self.norm = read if read.isascii() and "\t" not in read and "`" not in read else read.translate(_TABLE)
        for mark in ("(R)", "(TM)", "(r)"):
            if mark in self.norm:
                self.norm = self.norm.replace(mark, " " * len(mark))
        if "--" in self.norm:
            self.norm = _TWO_HYPHENS.sub(", ", self.norm)
        low = self.norm.lower()
        self.low = low if len(low) == len(self.norm) else "".join(_lower(c) for c in self.norm)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original for a stretch of `norm`."""
        if self._offsets is None:
            return start, end
        return self._offsets[start], self._offsets[end - 1] + 1 if end > start else self._offsets[start]

    def find_back(self, offset: int) -> int:
        """The place in `norm` of an original offset."""
        return offset if self._offsets is None else bisect.bisect_left(self._offsets, offset)


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


def _without_gone(read: str) -> tuple[str, list[int]]:
    """Drops invisible characters; a combining accent is joined with its letter where one character exists for both."""
    kept: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(read):
        if "\u0300" <= char <= "\u036f":
            if kept:
                joined = unicodedata.normalize("NFC", kept[-1] + char)
                kept[-1] = joined if len(joined) == 1 else kept[-1]
        elif not _GONE.match(char):
            kept.append(char)
            offsets.append(place)
    offsets.append(len(read))
    return "".join(kept), offsets


def is_cjk(char: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean, where words have no edges."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"


def is_edge(text: str, start: int, end: int) -> bool:
    """Whether words begin at `start` and end at `end` (always so between Chinese characters)."""
    if start > 0 and text[start - 1].isalnum() and _is_word(text[start - 1]) and _is_word(text[start]):
        return text[start - 1] == "x" and start > 1 and text[start - 2].isdigit()  # CD20xCD3
    if end < len(text) and text[end].isalnum() and _is_word(text[end]) and _is_word(text[end - 1]):
        return text[end] == "x" and text[end - 1].isdigit()
    return True


def find_words(text: str, words: str) -> Iterator[int]:
    """Each place where the words stand with an edge on both sides."""
    at = text.find(words)
    while at >= 0:
        if is_alone(text, at, at + len(words)):
            yield at
        at = text.find(words, at + len(words))


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands there is neither part of a word nor the second part of a compound."""
    return is_edge(text, start, end) and text[start - 1 : start] != "-"


def _is_word(char: str) -> bool:
    return char.isalnum() and (char < "\u3040" or not is_cjk(char))
