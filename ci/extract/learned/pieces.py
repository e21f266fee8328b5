"""Cuts text into the pieces of words that the encoder knows: WordPiece as BERT defined it (Devlin et al. 2019)."""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST = 60
"""Letters of the longest word that is cut; a longer one is unknown as a whole."""
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class Pieces:
    """Built once from a vocabulary; a piece that goes on with a word begins with `##`."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.begin, self.end = self._numbers[BEGIN], self._numbers[END]
        self._unknown = [self._numbers[UNKNOWN]]

    def numbers(self, text: str) -> list[int]:
        """The numbers of the pieces of a text in lower case, one after another."""
        found: list[int] = []
        for word in _WORD.findall(_without_accents(text)):
            whole = self._numbers.get(word)
            if whole is None:
                found += self._pieces(word)
            else:
                found.append(whole)
        return found

    def _pieces(self, word: str) -> list[int]:
        """A word that is no piece itself: the longest known beginning, then the longest that goes on, to its end."""
        if len(word) > _LONGEST:
            return self._unknown
        found, at, mark = [], 0, ""
        while at < len(word):
            end = next((e for e in range(len(word), at, -1) if mark + word[at:e] in self._numbers), at)
            if end == at:
                return self._unknown
            found.append(self._numbers[mark + word[at:end]])
            at, mark = end, "##"
        return found


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter) != "Mn")
