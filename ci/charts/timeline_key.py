"""What the shapes, colours, rings and bars of the timeline mean."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import plotly.graph_objects as go

from ci.acts import subtype_name
from ci.charts.lanes import is_expected, is_first
from ci.charts.looks import OTHER, Look
from ci.charts.rows import Row
from ci.charts.theme import (
    ACT_SHAPES,
    MARKETING_ACTS,
    plain,
    trace,
)


class KeyEntry(NamedTuple):
    words: str
    symbol: str
    size: int
    colour: str


BAR, SLIP, RINGED = "line-ew", "line-ns", "circle-open-dot"
"""The symbols of a bar as wide as the span that a date is known to, of a date that was given up, and of a ring around
a mark: a hollow circle alone would be an approval that is expected."""
WORDS = {"ind-clearance": "IND clearance or trial authorisation"}


def key_of(shown: Iterable[Row], look: Look) -> list[KeyEntry]:
    """The shapes of the acts, what is marked besides, then the colours of the agencies."""
    acts = list(shown)
    return [*_shapes(acts, look), *_signs(acts, look), *_agencies(acts, look)]


def _shapes(acts: list[Row], look: Look) -> list[KeyEntry]:
    seen = {act["subtype"] for act in acts}
    return [
        KeyEntry(_short_name(subtype), ACT_SHAPES[subtype], 12 if subtype in MARKETING_ACTS else 9, look.muted)
        for subtype in ACT_SHAPES
        if subtype in seen
    ]


def _signs(acts: list[Row], look: Look) -> list[KeyEntry]:
    signs = (
        ("Ring: first approval in our tables", RINGED, 15, any(map(is_first, acts))),
        ("Hollow: expected", "diamond-open", 10, any(map(is_expected, acts))),
        ("Date given up", SLIP, 10, any(act.get("slips") for act in acts)),
        ("Day not known: as wide as the span", BAR, 14, any(act["starts_on"] != act["ends_on"] for act in acts)),
    )
    return [KeyEntry(words, symbol, size, look.muted) for words, symbol, size, is_there in signs if is_there]


def _agencies(acts: list[Row], look: Look) -> list[KeyEntry]:
    counted = Counter(act["agency"] for act in acts)
    named = [agency for agency, _ in counted.most_common() if agency in look.agencies]
    others = [KeyEntry("Other agency", "square", 12, look.agencies[OTHER])] * bool(set(counted) - set(named))
    return [*(KeyEntry(agency, "square", 12, look.agencies[agency]) for agency in named), *others]


def _short_name(subtype: str) -> str:
    return WORDS.get(subtype) or re.sub(" (designation|letter)$", "", subtype_name(subtype))


def legend_entry(entry: KeyEntry) -> go.Scatter:
    """A trace that draws nothing but its line in the legend."""
    symbol = f"{entry.symbol}-open" if entry.symbol in (BAR, SLIP) else entry.symbol
    marker = {"symbol": symbol, "size": entry.size, "color": entry.colour, "line": {"width": _width(entry)}}
    return trace(
        go.Scatter, x=[None], y=[None], mode="markers", name=plain(entry.words), marker=marker, hoverinfo="skip"
    )


def _width(entry: KeyEntry) -> float:
    return {BAR: 7, SLIP: 2}.get(entry.symbol, 2 if entry.symbol.endswith(("-open", RINGED)) else 0)
