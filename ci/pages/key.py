"""What shapes and colours mean, as a line of text that wraps on a phone where a legend would cover the chart."""

import html
from typing import NamedTuple

import streamlit as st

GLYPHS = {
    "circle": "●",
    "diamond": "◆",
    "triangle-up": "▲",
    "triangle-right": "▶",
    "triangle-down": "▼",
    "star": "★",
    "hexagram": "✶",
    "triangle-ne": "◥",
    "square": "■",
    "pentagon": "⬟",
    "cross": "✚",
    "x": "✖",
    "bowtie": "⧓",
    "hourglass": "⧗",
    "octagon": "⯃",
}
"""A plotly symbol -> the letter that looks like it."""


class Entry(NamedTuple):
    words: str
    symbol: str
    colour: str


def show(entries: list[Entry]) -> None:
    """Shows the key; the colours are those of the marks, so they cannot come from the theme."""
    spans = [
        f'<span style="white-space:nowrap"><span style="color:{entry.colour}">{GLYPHS[entry.symbol]}</span>'
        f"&nbsp;{html.escape(entry.words)}</span>"
        for entry in entries
    ]
    st.html(f"<small>{' &ensp; '.join(spans)}</small>")
