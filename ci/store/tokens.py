"""The words that a text is found by: one way of cutting for what is stored, for what is asked and for what is marked.

A code is cut where letters meet digits, so that APG-115, APG115 and APG 115 are the same two words. Each Chinese,
Japanese or Korean character is a word, because these scripts set no blanks: a name is found as a row of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

VERSION = "1"
"""Part of the index: another way of cutting fills it anew."""

_ALONE = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_ALONE}]|[^\W\d_{_ALONE}]+|\d+")
_ASCII_WORD = re.compile(r"[a-z]+|[0-9]+")
"""The same in a row of letters and digits without accents, in lower case."""
_LOW = bytes(n if n < 128 and chr(n).isalnum() else 32 for n in b"".join([bytes(range(128)).lower(), bytes(128)]))
"""Letters in lower case, digits; a blank for all else."""
LONGEST = 64
"""Longer rows of letters are no words of a language."""


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text with their places in it."""
    for found in _WORD.finditer(text):
        yield Token(plain(found.group()), found.start(), found.end())


def words(text: str) -> list[str]:
    """The same without places."""
    if not text.isascii():
        return [plain(word) for word in _WORD.findall(text)]
    found = text.encode("ascii").translate(_LOW).decode("ascii").split()
    joined = "".join(found)
    if not joined.isalpha():
        found = [word for row in found for word in ((row,) if row.isalpha() else _ASCII_WORD.findall(row))]
    if found and max(map(len, found)) > LONGEST:
        return [_singular(word)[:LONGEST] for word in found]
    return [_singular(word) if word[-1] == "s" else word for word in found] if "s" in joined else found


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """A word without case, accents, width and plural: what two spellings of it share."""
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word).casefold()
        word = unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char)))
        return (_singular(word) if word.isascii() else word)[:LONGEST]
    return _singular(word.lower())[:LONGEST]


def _singular(word: str) -> str:
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
