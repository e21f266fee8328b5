"""A timeline or a network drawn anew with native shapes: each mark, tie and label can be moved and coloured."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from ci.exports import slide_shapes as native
from ci.exports.parcel import Parcel
from ci.exports.slide_bodies import clean, rgb
from ci.exports.slide_box import Box, Colour, Slide

LEVELS = 27
"""So many levels of a timeline stand on one slide."""
LABELS = int(Inches(1.7))
AXIS = int(Inches(0.24))
PX = int(Inches(12.3)) / 1060
"""A pixel of the figure on the slide."""

GRID = Colour(0xDD, 0xE1, 0xE6)


@dataclass(frozen=True)
class Scale:
    """Places of the figure -> places on the slide; `box` is the plot without labels and key."""

    box: Box
    x: tuple[float, float]
    y: tuple[float, float]

    def left(self, x: Any) -> int:
        return self.box.left + int(self.box.width * (number(x) - self.x[0]) / (self.x[1] - self.x[0]))

    def top(self, y: float) -> int:
        return self.box.top + int(self.box.height * (1 - (y - self.y[0]) / (self.y[1] - self.y[0])))

    def shows(self, y: float) -> bool:
        low, high = sorted(self.y)
        return low <= y <= high


def cut(parcel: Parcel) -> list[Parcel]:
    """One parcel a slide: a long timeline is cut between its lanes."""
    figure = parcel.drawing
    assert isinstance(figure, go.Figure)
    lanes = list(figure.layout.yaxis.tickvals or ())
    if not lanes:
        return [parcel]
    heads = [note.y for note in figure.layout.annotations]
    end = max(figure.layout.yaxis.range)
    pages = _pages(sorted([*lanes, *heads]), heads, end)
    return [replace(parcel, drawing=_with_range(figure, last - 0.4, first - 0.7)) for first, last in pages]


def _pages(starts: list[float], heads: list[float], end: float) -> list[tuple[float, float]]:
    """(first, last) level of each page; no lane is cut, no head stands alone at the foot of a page."""
    pages, first = [], starts[0]
    for before, start, after in zip(starts, starts[1:], [*starts[2:], end], strict=False):
        if after - first > LEVELS and start > first:
            split = before if before in heads and before > first else start
            pages.append((first, split))
            first = split
    return [*pages, (first, end)]


def _with_range(figure: go.Figure, low: float, high: float) -> go.Figure:
    part = go.Figure(figure)
    part.layout.yaxis.range = [low, high]
    return part


def scene(slide: Slide, parcel: Parcel, box: Box) -> None:
    """Draws what the figure draws: lines, spans, marks, labels, lanes and key."""
    figure = parcel.drawing
    assert isinstance(figure, go.Figure)
    if not figure.data:
        native.text(slide, clean(figure.layout.annotations[0].text), box, 16)
        return
    scale = _scale(figure, box, native.key(slide, figure, box))
    if figure.layout.xaxis.type == "date":
        _years(slide, scale)
    for shape in figure.layout.shapes:
        _shape(slide, shape, scale)
    for trace in figure.data:
        if trace.mode == "lines" and trace.x[0] is not None:
            _curve(slide, trace, scale)
    for trace in figure.data:
        if "markers" in trace.mode and len(trace.x or ()) and trace.x[0] is not None and trace.marker.opacity != 0:
            _marks(slide, trace, scale)
    _lanes(slide, figure, scale)


def number(x: Any) -> float:
    """A place on an axis; a day as its nanoseconds."""
    return float(x) if isinstance(x, int | float) else float(pd.Timestamp(x).value)


def _scale(figure: go.Figure, box: Box, key: int) -> Scale:
    is_dated = figure.layout.xaxis.type == "date"
    room = LABELS if figure.layout.yaxis.tickvals else 0
    top = key + (AXIS if is_dated else 0)
    x, y = (tuple(map(number, axis.range)) for axis in (figure.layout.xaxis, figure.layout.yaxis))
    height = box.height - top
    if is_dated:  # a few lanes keep their natural height
        height = min(height, int(abs(y[1] - y[0]) * Pt(15)))
    plot = Box(box.left + room, box.top + top, box.width - room, height)
    return Scale(plot, (x[0], x[1]), (y[0], y[1]))


def _marks(slide: Slide, trace: Any, scale: Scale) -> None:
    count = len(trace.x)
    symbols, sizes, colours = (
        _each(value, count) for value in (trace.marker.symbol, trace.marker.size, trace.marker.color)
    )
    texts, places = _each(trace.text, count), _each(trace.textposition, count)
    for x, y, symbol, size, colour, text, place in zip(
        trace.x, trace.y, symbols, sizes, colours, texts, places, strict=True
    ):
        if scale.shows(y):
            middle = scale.left(x), scale.top(y)
            across = int(size * PX)
            native.mark(slide, middle, across, str(symbol or "circle"), str(colour))
            if text:
                _label(slide, middle, across, clean(str(text)), str(place or "middle right"))


def _label(slide: Slide, middle: tuple[int, int], size: int, text: str, place: str) -> None:
    width, height = int(Pt(6.2)) * len(text) + int(Pt(6)), int(Pt(13))
    x, y = middle[0] - width // 2, middle[1] - height // 2
    if place.endswith("right"):
        x = middle[0] + size // 2 + int(Pt(1))
    elif place.endswith("left"):
        x = middle[0] - size // 2 - width - int(Pt(1))
    if place.startswith("top"):
        y = middle[1] - size // 2 - height
    elif place.startswith("bottom"):
        y = middle[1] + size // 2
    align = PP_ALIGN.RIGHT if place.endswith("left") else PP_ALIGN.LEFT
    native.text(slide, text, Box(x, y, width, height), 9, PP_ALIGN.CENTER if place.endswith("center") else align)


def _curve(slide: Slide, trace: Any, scale: Scale) -> None:
    points = [(scale.left(x), scale.top(y)) for x, y in zip(trace.x, trace.y, strict=True)]
    builder = slide.shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=False)
    line = builder.convert_to_shape()
    line.fill.background()
    line.shadow.inherit = False
    native.pen(line.line, str(trace.line.color), float(trace.line.width or 1), str(trace.line.dash or "solid"))


def _shape(slide: Slide, shape: Any, scale: Scale) -> None:
    """A span, a thread or a strip beside lanes."""
    low, high = sorted((shape.y0, shape.y1))
    shown_low, shown_high = sorted(scale.y)
    if high < shown_low or low > shown_high or (high > low and min(high, shown_high) - max(low, shown_low) < 0.5):
        return
    top, bottom = (min(max(scale.top(y), scale.box.top), scale.box.top + scale.box.height) for y in (low, high))
    if shape.xsizemode == "pixel":
        left, right = scale.box.left - int(4 * PX), scale.box.left
    else:
        left, right = scale.left(shape.x0), scale.left(shape.x1)
    if shape.type == "line":
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(left), Emu(top), Emu(right), Emu(bottom))
        native.pen(line.line, str(shape.line.color), float(shape.line.width or 1), str(shape.line.dash or "solid"))
        return
    made = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Emu(left), Emu(top), Emu(right - left), Emu(max(1, bottom - top))
    )
    made.shadow.inherit = False
    if str(shape.fillcolor).startswith("#"):
        made.fill.solid()
        made.fill.fore_color.rgb = rgb(str(shape.fillcolor))
    else:
        made.fill.background()
    native.pen(made.line, str(shape.line.color), 0.6, str(shape.line.dash or "solid"))


def _lanes(slide: Slide, figure: go.Figure, scale: Scale) -> None:
    """The names of the lanes, and of the groups that they belong to."""
    height = int(Pt(14))
    for y, name in zip(figure.layout.yaxis.tickvals or (), figure.layout.yaxis.ticktext or (), strict=True):
        if scale.shows(y):
            place = Box(scale.box.left - LABELS, scale.top(y) - height // 2, LABELS - int(Pt(6)), height)
            native.text(slide, clean(name), place, 10, PP_ALIGN.RIGHT)
    for note in figure.layout.annotations:
        if scale.shows(note.y):
            place = Box(scale.box.left + int(Pt(6)), scale.top(note.y) - height // 2, int(Inches(3)), height)
            native.text(slide, clean(note.text), place, 10, is_bold=True)


def _years(slide: Slide, scale: Scale) -> None:
    first, last = (pd.Timestamp(int(value)).year for value in scale.x)
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 14)
    for year in range(-(-(first + 1) // step) * step, last + 1, step):
        x = scale.left(pd.Timestamp(year, 1, 1))
        bottom = scale.box.top + scale.box.height
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(x), Emu(scale.box.top), Emu(x), Emu(bottom))
        line.line.color.rgb, line.line.width = GRID, Pt(0.75)
        place = Box(x - int(Inches(0.4)), scale.box.top - AXIS, int(Inches(0.8)), AXIS)
        native.text(slide, str(year), place, 10, PP_ALIGN.CENTER)


def _each(value: Any, count: int) -> list[Any]:
    return [value] * count if value is None or isinstance(value, str | int | float) else list(value)
