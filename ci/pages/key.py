"""What shapes and colours mean, as a line of text that wraps on a phone where a legend would cover the chart."""

import base64
import html
import math
from typing import NamedTuple

import streamlit as st

Points = list[tuple[float, float]]


class Entry(NamedTuple):
    words: str
    symbol: str
    colour: str


def show(entries: list[Entry], *, is_folded: bool = False) -> None:
    """Shows the key, folded on a phone; the colours are those of the marks, so they cannot come from the theme."""
    spans = [
        f'<span style="white-space:nowrap">{_drawn(entry.symbol, entry.colour)}&nbsp;{html.escape(entry.words)}</span>'
        for entry in entries
    ]
    with st.expander("What the marks mean") if is_folded else st.container():
        st.html(f"<small>{' &ensp; '.join(spans)}</small>")


def _drawn(symbol: str, colour: str) -> str:
    """As an image with its data inside: drawn alike in every font, and markup for it would be stripped."""
    is_ringed, symbol = symbol.endswith("-dot"), symbol.removesuffix("-dot")
    points = " ".join(f"{x:g},{y:g}" for x, y in SHAPES[symbol.removesuffix("-open")])
    ink = f'fill="none" stroke="{colour}" stroke-width="2.4"' if symbol.endswith("-open") else f'fill="{colour}"'
    dot = f'<circle r="4" fill="{colour}"/>' if is_ringed else ""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="11" height="11" viewBox="-9 -9 18 18">'
        f'<polygon points="{points}" {ink}/>{dot}</svg>'
    )
    packed = base64.b64encode(svg.encode()).decode()
    return f'<img alt="" width="11" height="11" src="data:image/svg+xml;base64,{packed}">'


def _ring(corners: int, turn: float = 0.0, inner: float = 0.0) -> Points:
    """A regular polygon, or with `inner` a star of so many points; the first points up."""
    steps = corners * (2 if inner else 1)
    radii = (8.0, 8.0 * inner) if inner else (8.0, 8.0)
    angles = [turn + 2 * math.pi * i / steps for i in range(steps)]
    return [(round(radii[i % 2] * math.sin(a), 1), round(-radii[i % 2] * math.cos(a), 1)) for i, a in enumerate(angles)]


SHAPES: dict[str, Points] = {
    "circle": _ring(24),
    "diamond": _ring(4),
    "triangle-up": [(-7, 6), (0, -7), (7, 6)],
    "triangle-right": [(-6, -7), (7, 0), (-6, 7)],
    "triangle-down": [(-7, -6), (7, -6), (0, 7)],
    "star": _ring(5, inner=0.4),
    "hexagram": _ring(6, inner=0.58),
    "triangle-ne": [(-7, -7), (7, -7), (7, 7)],
    "square": [(-6, -6), (6, -6), (6, 6), (-6, 6)],
    "pentagon": _ring(5),
    "cross": [
        (-2, -7),
        (2, -7),
        (2, -2),
        (7, -2),
        (7, 2),
        (2, 2),
        (2, 7),
        (-2, 7),
        (-2, 2),
        (-7, 2),
        (-7, -2),
        (-2, -2),
    ],
    "x": [(-7, -4), (-4, -7), (0, -3), (4, -7), (7, -4), (3, 0), (7, 4), (4, 7), (0, 3), (-4, 7), (-7, 4), (-3, 0)],
    "bowtie": [(-7, -7), (0, 0), (7, -7), (7, 7), (0, 0), (-7, 7)],
    "hourglass": [(-7, -7), (7, -7), (0, 0), (7, 7), (-7, 7), (0, 0)],
    "star-diamond": _ring(4, inner=0.4),
    "line-ns": [(-1.5, -8), (1.5, -8), (1.5, 8), (-1.5, 8)],
    "line-ew": [(-8, -4.5), (8, -4.5), (8, 4.5), (-8, 4.5)],
}
"""A plotly symbol -> its corners, within 8 of the middle."""
