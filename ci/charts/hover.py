"""The words of a mark that the pointer rests on: plotly breaks no line by itself, and a phone is narrow."""

import textwrap
from functools import lru_cache

from ci.charts.theme import plain, short

LETTERS = 52


@lru_cache(maxsize=4096)
def folded(text: str, length: int = 150) -> str:
    """The start of a text as lines that fit beside a mark, safe for plotly."""
    return "<br>".join(plain(line) for line in textwrap.wrap(short(text, length), LETTERS))
