"""What shapes, colours and lines of a slide mean, in rows below the picture."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import plotly.graph_objects as go
from pptx.util import Pt

from ci.exports import slide_shapes as native
from ci.exports.slide_box import SMALL, Box, Slide, width_of
from ci.exports.slide_lanes import Act
from ci.exports.slide_text import clean, rgb

ROW, SIGN, AIR = int(Pt(18)), int(Pt(20)), int(Pt(12))
OTHERS = "Other agency"


class Entry(NamedTuple):
    words: str
    symbol: str
    colour: str
    dash: str = ""
    """Of a line; a mark has none."""

    @property
    def width(self) -> int:
        return SIGN + width_of(self.words, SMALL) + AIR


def entries(figure: go.Figure) -> list[Entry]:
    """The legend of a figure: its traces that draw nothing."""
    found = []
    for trace in figure.data:
        if trace.name and trace.x is not None and trace.x[0] is None:
            if trace.mode == "lines":
                found.append(Entry(clean(trace.name), "", str(trace.line.color), str(trace.line.dash or "solid")))
            else:
                found.append(Entry(clean(trace.name), str(trace.marker.symbol), str(trace.marker.color)))
    return found


def of_acts(figure: go.Figure, acts: Iterable[Act]) -> list[Entry]:
    """The part of a timeline's legend that these acts need."""
    acts = list(acts)
    all_entries = entries(figure)
    of_shapes = all_entries[0].colour if all_entries else ""
    named = {entry.words for entry in all_entries}
    agencies = {str(act.row["agency"]) for act in acts}
    needed = {agency if agency in named else OTHERS for agency in agencies}
    symbols = {act.symbol.removesuffix("-open") for act in acts}
    signs = {
        "circle-open-dot": any(act.is_first for act in acts),
        "diamond-open": any(act.is_expected for act in acts),
        "line-ns-open": any(act.slips for act in acts),
        "line-ew-open": any(act.first_day != act.last_day for act in acts),
    }
    return [
        entry
        for entry in all_entries
        if entry.words in needed or signs.get(entry.symbol, entry.colour == of_shapes and entry.symbol in symbols)
    ]


def rows(found: Sequence[Entry], width: int) -> list[list[Entry]]:
    lines: list[list[Entry]] = []
    used = width
    for entry in found:
        if used + entry.width > width:
            lines.append([])
            used = 0
        lines[-1].append(entry)
        used += entry.width
    return lines


def height(found: Sequence[Entry], width: int) -> int:
    return ROW * len(rows(found, width)) + int(Pt(6)) * bool(found)


def draw(slide: Slide, found: Sequence[Entry], box: Box) -> None:
    """At the foot of the box."""
    lines = rows(found, box.width)
    top = box.top + box.height - ROW * len(lines)
    for line in lines:
        left = box.left
        for entry in line:
            middle = left + SIGN // 2, top + ROW // 2
            if entry.dash:
                ends = (left, middle[1]), (left + SIGN - int(Pt(3)), middle[1])
                native.line(slide, *ends, rgb(entry.colour), 2, dash=entry.dash)
            else:
                native.mark(slide, middle, int(Pt(10)), entry.symbol, entry.colour)
            words = width_of(entry.words, SMALL)
            native.text(slide, entry.words, Box(left + SIGN, top, words, ROW), SMALL)
            left += entry.width
        top += ROW
