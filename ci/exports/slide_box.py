"""A place on a slide, how much room words need there, and what stands for a slide."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor

Slide = Any
"""python-pptx describes its own shapes only in part."""
Colour: Any = RGBColor

POINT = 12_700
"""A point in EMU."""
LETTER, CAPITAL, WIDE_LETTER, BOLDER = 0.52, 0.68, 1.0, 0.04
"""The width of a letter as a share of its size, an average of Calibri and Arial; of a Chinese one; more if bold."""
LINE = 1.2
"""The height of a line as a share of the size of its letters."""
SMALL = 11
"""No words on a slide are smaller, in points."""


class Box(NamedTuple):
    """In EMU, the unit of PowerPoint."""

    left: int
    top: int
    width: int
    height: int


def width_of(text: str, size: float, *, is_bold: bool = False) -> int:
    """About how wide a text stands on one line, in EMU."""
    wide = sum(WIDE_LETTER if ord(sign) > 0x2E7F else CAPITAL if sign.isupper() else LETTER for sign in text)
    return int((wide + BOLDER * is_bold * len(text)) * size * POINT)


def lines_of(text: str, size: float, width: int, *, is_bold: bool = False) -> int:
    """About how many lines a text takes in a box: words are not cut, so each line ends a little early."""
    lines, used, space = 1, 0, width_of(" ", size)
    for word in text.split():
        need = width_of(word, size, is_bold=is_bold)
        if used and used + space + need > width:
            lines, used = lines + 1, 0
        lines += max(0, need - 1) // max(1, width)
        used += need + space * bool(used)
    return lines


def size_for(text: str, sizes: Sequence[float], width: int, lines: int, *, is_bold: bool = False) -> float:
    """The first of the sizes in which a text takes no more than so many lines; else the last."""
    return next((size for size in sizes if lines_of(text, size, width, is_bold=is_bold) <= lines), sizes[-1])


def cut_to(text: str, size: float, width: int, lines: int = 1, *, is_bold: bool = False) -> str:
    """The start of a text that takes no more than so many lines, cut at a word."""
    if lines_of(text, size, width, is_bold=is_bold) <= lines:
        return text
    words = text.split()
    while len(words) > 1 and lines_of(" ".join([*words, "…"]), size, width, is_bold=is_bold) > lines:
        words.pop()
    kept = " ".join(words)
    while len(kept) > 1 and lines_of(f"{kept} …", size, width, is_bold=is_bold) > lines:
        kept = kept[:-1]
    return f"{kept.rstrip(',;:')} …"
