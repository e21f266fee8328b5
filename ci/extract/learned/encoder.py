"""A small transformer over a sentence and its headline: asked only where rules and linear model leave a doubt.

Three layers of the published sentence model all-MiniLM-L6-v2 (Apache License 2.0), taught with the same texts as the
linear model by `scripts/train_encoder.py`. Here it is only run, with numpy: its weights are whole numbers of eight
bits with a scale for each column, and become floating point numbers when they are first needed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.model import Odds
from ci.extract.learned.pieces import Pieces
from ci.extract.masked import Masked

FILE = Path(__file__).with_name("encoder.npz")
HEADS = 12
SENTENCE_AT_MOST, HEADLINE_AT_MOST = 72, 24
"""Pieces of words; what is beyond is not seen."""
_TOKEN = re.compile(r"\b([CDGAMT])(\d+)\b")
_KIND = {"C": "company", "D": "drug", "G": "target", "A": "agency", "M": "money", "T": "date"}
_LETTERS = "abcdefghij"
Floats = NDArray[np.float32]


class Seen(NamedTuple):
    """A sentence as the encoder is asked about it; `headline` is empty for the headline itself."""

    s: str
    headline: str
    number: int


class Layer(NamedTuple):
    """One layer: attention (query, key and value side by side), its output, and the two steps of the feed-forward."""

    attend: Floats
    attend_bias: Floats
    out: Floats
    out_bias: Floats
    out_norm: Floats
    widen: Floats
    widen_bias: Floats
    narrow: Floats
    narrow_bias: Floats
    narrow_norm: Floats


@dataclass(frozen=True)
class Encoder:
    """`words` is pieces x width, to be multiplied by `word_scale`; `places` and `parts` are added to them."""

    subtypes: tuple[str, ...]
    pieces: Pieces
    words: NDArray[np.int8]
    word_scale: Floats
    places: Floats
    parts: Floats
    norm: Floats
    layers: tuple[Layer, ...]
    head: Floats
    head_bias: Floats
    made_from: str
    """Digest of the texts that it was taught with."""

    def odds(self, sentences: Sequence[Seen]) -> Odds:
        """Logarithms of the odds that each sentence tells an act: sentences x subtypes."""
        if not sentences:
            return np.zeros((0, len(self.subtypes)), dtype=np.float32)
        asked = [asked_of(self.pieces, seen) for seen in sentences]
        ends = np.cumsum([len(numbers) for numbers, _ in asked])
        spans = list(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))
        x = self._embedded(asked)
        for layer in self.layers:
            x = _after(layer, x, spans)
        pooled = np.stack([x[start:end].mean(axis=0) for start, end in spans])
        return np.asarray(pooled @ self.head + self.head_bias, dtype=np.float32)

    def _embedded(self, asked: list[tuple[list[int], int]]) -> Floats:
        """The rows of all pieces of all sentences, one below the other."""
        numbers = np.array([number for one, _ in asked for number in one])
        places = np.concatenate([np.arange(len(one)) for one, _ in asked])
        parts = np.concatenate([np.arange(len(one)) >= second for one, second in asked]).astype(np.intp)
        x = self.words[numbers] * self.word_scale[numbers, None] + self.places[places] + self.parts[parts]
        return _normed(x, self.norm)


def seen_sentences(news: Sequence[Masked]) -> list[Seen]:
    """The sentences of an article, each with its headline."""
    headline = next((m.s for m in news if m.zone == "title"), "")
    return [Seen(m.s, "" if m.zone == "title" else headline, m.sentence.number) for m in news]


def asked_of(pieces: Pieces, seen: Seen) -> tuple[list[int], int]:
    """The numbers that the encoder gets for a sentence, and where those of its headline begin."""
    above = f"{min(seen.number, 3)} {worded(seen.headline)}" if seen.headline else "headline"
    first = [pieces.begin, *pieces.numbers(worded(seen.s))[:SENTENCE_AT_MOST], pieces.end]
    return [*first, *pieces.numbers(above)[:HEADLINE_AT_MOST], pieces.end], len(first)


def worded(s: str) -> str:
    """A masked sentence in words: the encoder has read of companies and drugs before, not of C0 and D1."""
    return _TOKEN.sub(_word, s)


def _word(token: re.Match[str]) -> str:
    kind, number = token[1], int(token[2])
    return f"{_KIND[kind]} {_LETTERS[number % 10]}" if number and kind in "CD" else _KIND[kind]


def _after(layer: Layer, x: Floats, spans: list[tuple[int, int]]) -> Floats:
    attended = _attended(x @ layer.attend + layer.attend_bias, spans)
    x = _normed(x + attended @ layer.out + layer.out_bias, layer.out_norm)
    return _normed(x + _gelu(x @ layer.widen + layer.widen_bias) @ layer.narrow + layer.narrow_bias, layer.narrow_norm)


def _attended(rows: Floats, spans: list[tuple[int, int]]) -> Floats:
    """What each piece takes from the pieces of its own sentence; queries are scaled already."""
    width = rows.shape[1] // 3
    found = np.empty((len(rows), width), dtype=np.float32)
    for start, end in spans:
        query, key, value = rows[start:end].reshape(end - start, 3, HEADS, -1).transpose(1, 2, 0, 3)
        weights = query @ key.transpose(0, 2, 1)
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        found[start:end] = (weights @ value).transpose(1, 0, 2).reshape(end - start, width)
    return found


def _normed(x: Floats, by: Floats) -> Floats:
    """Layer normalization; `by` is the gain above the shift."""
    x = x - x.mean(axis=1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=1, keepdims=True) + 1e-12)
    return np.asarray(x * by[0] + by[1], dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * x * (1 + np.float32(0.044715) * x * x))))


@cache
def load_encoder(path: Path = FILE) -> Encoder:
    with np.load(path, allow_pickle=False) as stored:
        text = {name: bytes(stored[name]).decode("utf-8") for name in ("subtypes", "pieces", "made_from")}
        return Encoder(
            tuple(text["subtypes"].split()),
            Pieces(text["pieces"].split("\n")),
            stored["words"],
            stored["words_scale"],
            stored["places"],
            stored["parts"],
            stored["norm"],
            tuple(_layers(stored)),
            _floats(stored, "head"),
            stored["head_bias"],
            text["made_from"],
        )


def _layers(stored: "np.lib.npyio.NpzFile") -> Iterator[Layer]:
    for number in range(int(stored["layers"])):
        names = (f"{name}{number}" for name in Layer._fields)
        yield Layer(*(_floats(stored, name) for name in names))


def _floats(stored: "np.lib.npyio.NpzFile", name: str) -> Floats:
    """A table as floating point numbers; one of whole numbers is multiplied by the scale of each column."""
    table = stored[name]
    return np.asarray(table * stored[f"{name}_scale"], dtype=np.float32) if table.dtype == np.int8 else table
