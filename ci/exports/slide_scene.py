"""A timeline or a network drawn anew with native shapes: each mark, tie and label can be moved and coloured."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from ci.exports.parcel import Parcel
from ci.exports.slide_bodies import INK, clean, rgb
from ci.exports.slide_box import Box, Colour, Slide

LEVELS = 27
"""So many levels of a timeline stand on one slide."""
LABELS = int(Inches(1.7))
KEY_ROW, AXIS = int(Pt(15)), int(Inches(0.24))
PX = int(Inches(12.3)) / 1060
"""A pixel of the figure on the slide."""

SHAPES: dict[str, tuple[Any, int]] = {
    "circle": (MSO_SHAPE.OVAL, 0),
    "diamond": (MSO_SHAPE.DIAMOND, 0),
    "triangle-up": (MSO_SHAPE.ISOSCELES_TRIANGLE, 0),
    "triangle-right": (MSO_SHAPE.ISOSCELES_TRIANGLE, 90),
    "triangle-down": (MSO_SHAPE.ISOSCELES_TRIANGLE, 180),
    "triangle-ne": (MSO_SHAPE.RIGHT_TRIANGLE, 180),
    "star": (MSO_SHAPE.STAR_5_POINT, 0),
    "hexagram": (MSO_SHAPE.STAR_6_POINT, 0),
    "star-diamond": (MSO_SHAPE.STAR_4_POINT, 0),
    "square": (MSO_SHAPE.RECTANGLE, 0),
    "pentagon": (MSO_SHAPE.REGULAR_PENTAGON, 0),
    "cross": (MSO_SHAPE.CROSS, 0),
    "x": (MSO_SHAPE.MATH_MULTIPLY, 0),
    "bowtie": (MSO_SHAPE.FLOWCHART_COLLATE, 90),
    "hourglass": (MSO_SHAPE.FLOWCHART_COLLATE, 0),
    "line-ns": (MSO_SHAPE.RECTANGLE, 0),
}
"""A plotly symbol -> the native shape and how far it is turned."""
DASHES = {"dot": MSO_LINE.ROUND_DOT, "dash": MSO_LINE.DASH}
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
        _text(slide, clean(figure.layout.annotations[0].text), box, 16)
        return
    scale = _scale(figure, box, _key(slide, figure, box))
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
            _mark(slide, middle, across, str(symbol or "circle"), str(colour))
            if text:
                _label(slide, middle, across, clean(str(text)), str(place or "middle right"))


def _mark(slide: Slide, middle: tuple[int, int], size: int, symbol: str, colour: str) -> None:
    plain = symbol.removesuffix("-dot").removesuffix("-open")
    kind, turned = SHAPES.get(plain, SHAPES["circle"])
    width = max(1, size // 5) if plain == "line-ns" else size
    shape = slide.shapes.add_shape(kind, Emu(middle[0] - width // 2), Emu(middle[1] - size // 2), Emu(width), Emu(size))
    shape.rotation = turned
    shape.shadow.inherit = False
    if symbol.endswith("-open") and plain != "line-ns":
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = rgb(colour), Pt(1.5)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.color.rgb, shape.line.width = Colour(0x3A, 0x45, 0x52), Pt(0.5)


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
    _text(slide, text, Box(x, y, width, height), 9, PP_ALIGN.CENTER if place.endswith("center") else align)


def _curve(slide: Slide, trace: Any, scale: Scale) -> None:
    points = [(scale.left(x), scale.top(y)) for x, y in zip(trace.x, trace.y, strict=True)]
    builder = slide.shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=False)
    line = builder.convert_to_shape()
    line.fill.background()
    line.shadow.inherit = False
    _pen(line.line, str(trace.line.color), float(trace.line.width or 1), str(trace.line.dash or "solid"))


def _pen(pen: Any, colour: str, width_px: float, dash: str) -> None:
    pen.color.rgb, pen.width = rgb(colour), Pt(max(0.75, width_px * 0.8))
    if dash != "solid":
        pen.dash_style = DASHES["dot" if dash in ("dot", "1.5px,3px", "4px,3px") else "dash"]


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
        _pen(line.line, str(shape.line.color), float(shape.line.width or 1), str(shape.line.dash or "solid"))
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
    _pen(made.line, str(shape.line.color), 0.6, str(shape.line.dash or "solid"))


def _lanes(slide: Slide, figure: go.Figure, scale: Scale) -> None:
    """The names of the lanes, and of the groups that they belong to."""
    height = int(Pt(14))
    for y, name in zip(figure.layout.yaxis.tickvals or (), figure.layout.yaxis.ticktext or (), strict=True):
        if scale.shows(y):
            place = Box(scale.box.left - LABELS, scale.top(y) - height // 2, LABELS - int(Pt(6)), height)
            _text(slide, clean(name), place, 10, PP_ALIGN.RIGHT)
    for note in figure.layout.annotations:
        if scale.shows(note.y):
            place = Box(scale.box.left + int(Pt(6)), scale.top(note.y) - height // 2, int(Inches(3)), height)
            _text(slide, clean(note.text), place, 10, is_bold=True)


def _years(slide: Slide, scale: Scale) -> None:
    first, last = (pd.Timestamp(int(value)).year for value in scale.x)
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 14)
    for year in range(-(-(first + 1) // step) * step, last + 1, step):
        x = scale.left(pd.Timestamp(year, 1, 1))
        bottom = scale.box.top + scale.box.height
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(x), Emu(scale.box.top), Emu(x), Emu(bottom))
        line.line.color.rgb, line.line.width = GRID, Pt(0.75)
        place = Box(x - int(Inches(0.4)), scale.box.top - AXIS, int(Inches(0.8)), AXIS)
        _text(slide, str(year), place, 10, PP_ALIGN.CENTER)


def _key(slide: Slide, figure: go.Figure, box: Box) -> int:
    """What shapes, colours and lines mean, in rows above the picture; how much room they take."""
    x, y = box.left, box.top
    for trace in figure.data:
        if not trace.name or trace.x is None or trace.x[0] is not None:
            continue
        words, size = clean(trace.name), int(Pt(8))
        width = int(Pt(5.2)) * len(words) + int(Pt(24))
        if x + width > box.left + box.width:
            x, y = box.left, y + KEY_ROW
        middle = (x + size, y + int(Pt(7)))
        if trace.mode == "lines":
            line = slide.shapes.add_connector(
                MSO_CONNECTOR.STRAIGHT, Emu(x), Emu(middle[1]), Emu(x + 2 * size), Emu(middle[1])
            )
            _pen(line.line, str(trace.line.color), 2, str(trace.line.dash or "solid"))
        else:
            _mark(slide, middle, size, str(trace.marker.symbol), str(trace.marker.color))
        _text(slide, words, Box(x + 2 * size + int(Pt(2)), y, width, int(Pt(14))), 9)
        x += width + int(Pt(6))
    return y + KEY_ROW + int(Pt(4)) - box.top


def _text(slide: Slide, text: str, box: Box, size: float, align: Any = PP_ALIGN.LEFT, *, is_bold: bool = False) -> None:
    frame = slide.shapes.add_textbox(*map(Emu, box)).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, INK


def _each(value: Any, count: int) -> list[Any]:
    return [value] * count if value is None or isinstance(value, str | int | float) else list(value)
