"""A network on a slide, drawn anew with native shapes: each company, tie and name can be moved and coloured."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from ci.exports import slide_key
from ci.exports import slide_shapes as native
from ci.exports.parcel import Parcel
from ci.exports.slide_box import SMALL, Box, Slide, width_of
from ci.exports.slide_deals import deal_tables
from ci.exports.slide_leaf import Leaf
from ci.exports.slide_tables import newest_table
from ci.exports.slide_text import clean

TABLE, AIR = int(Inches(3.75)), int(Inches(0.25))
LARGEST = 20
FEW = 30
"""Up to so many companies leave room for a table of the newest deals."""
PX = int(Pt(0.95))
"""A pixel of the figure on the slide, for sizes of marks."""
SLACK = 0.15
"""By so much of its width a name's box is wider than the name should be."""
LEAST = 20.0
"""Places that lie nearer to each other than this, in pixels of the figure, are no width to draw out."""

Point = tuple[int, int]


@dataclass(frozen=True)
class Node:
    name: str
    middle: tuple[int, int]
    size: int
    colour: str

    @property
    def box(self) -> Box:
        return Box(self.middle[0] - self.size // 2, self.middle[1] - self.size // 2, self.size, self.size)


@dataclass(frozen=True)
class Scale:
    """Places of the figure -> places on the slide: the network takes all the room that there is."""

    box: Box
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[int, int]:
        across, down = ((v - ends[0]) / (ends[1] - ends[0]) for v, ends in ((x, self.x), (y, self.y)))
        return self.box.left + int(self.box.width * across), self.box.top + int(self.box.height * down)


def network(parcel: Parcel, box: Box) -> list[Leaf]:
    """One slide; the deals of many companies stand in tables on the next ones, for none has room beside them."""
    named = _named(parcel)
    return [
        Leaf(partial(_draw, parcel)),
        *(deal_tables(parcel, box) if named is not None and len(named.x) > FEW else []),
    ]


def _named(parcel: Parcel) -> Any:
    """The trace of the companies; None where nothing is drawn."""
    assert isinstance(parcel.drawing, go.Figure)
    return next((trace for trace in parcel.drawing.data if "text" in str(trace.mode)), None)


def _draw(parcel: Parcel, slide: Slide, box: Box) -> None:
    figure = parcel.drawing
    assert isinstance(figure, go.Figure)
    named = _named(parcel)
    if named is None:
        native.text(slide, clean(figure.layout.annotations[0].text), box, 16)
        return
    is_small = len(named.x) <= FEW
    place = box._replace(width=box.width - (TABLE + AIR) * is_small)
    key = slide_key.entries(figure)
    plot = place._replace(height=place.height - slide_key.height(key, place.width) - slide_key.ROW)
    scale = _scale(named, plot)
    drawn: list[list[Point]] = []
    for trace in figure.data:
        if trace.mode == "lines" and trace.x[0] is not None:
            ties = list(_ties(trace, scale))
            drawn += ties
            for points in ties:
                _tie(slide, points, trace)
        elif trace.mode == "markers" and trace.marker.symbol == "arrow":
            _arrowheads(slide, trace, scale)
    nodes = _nodes(named, scale)
    for node in nodes:
        native.mark(slide, node.middle, node.size, "circle", node.colour)
    left_out = _names(slide, nodes, drawn, plot)
    if left_out:
        words = f"{left_out} name{'s' * (left_out != 1)} left out for room; all are in the XLSX and in the page’s table"
        native.text(slide, words, plot._replace(top=plot.top + plot.height, height=slide_key.ROW), SMALL)
    slide_key.draw(slide, key, place)
    if is_small:
        _deals(slide, parcel, box)


def _deals(slide: Slide, parcel: Parcel, box: Box) -> None:
    newest = parcel.rows.sort_values("starts_on", ascending=False, kind="stable")
    beside = Box(box.left + box.width - TABLE, box.top, TABLE, box.height)
    newest_table(slide, "Newest deals", newest, beside, parcel)


def _scale(trace: Any, plot: Box) -> Scale:
    """Room is left at the right for the longest name of those that stand there, and around all for the marks."""
    pad = int(Inches(0.25))
    x, y = _ends(trace.x), _ends(trace.y)
    widths = [width_of(name, SMALL) for name in _names_of(trace)]
    right = min(plot.width // 2, max(widths) + pad)
    return Scale(Box(plot.left + pad, plot.top + pad, plot.width - pad - right, plot.height - 2 * pad), x, y)


def _ends(places: Iterable[float]) -> tuple[float, float]:
    places = list(places)
    low, high = min(places), max(places)
    return (low, high) if high - low > LEAST else (low - LEAST, high + LEAST)


def _nodes(trace: Any, scale: Scale) -> list[Node]:
    colours = trace.marker.color
    each = zip(_names_of(trace), trace.x, trace.y, trace.marker.size, colours, strict=True)
    return [Node(name, scale.at(x, y), int(size * PX), str(colour)) for name, x, y, size, colour in each]


def _names_of(trace: Any) -> list[str]:
    """Those too that found no room on the page: a slide has room of its own."""
    return [clean(text or name) for text, name in zip(trace.text, trace.ids, strict=True)]


def _names(slide: Slide, nodes: Sequence[Node], ties: Sequence[Sequence[Point]], place: Box) -> int:
    """The names of the largest first, beside, above or below their mark, where no line runs through them if there is
    such a place; how many had no room.

    The name of a large company may cover the mark of a small one, which then goes without a name.
    """
    named: list[Box] = []
    inked = [point for points in ties for point in _along(points)]
    for rank, node in enumerate(sorted(nodes, key=lambda node: -node.size)):
        others = [other.box for other in nodes if other != node and (rank >= LARGEST or other.size * 2 > node.size)]
        free = [
            (sum(_holds(box, point) for point in inked), number, box, align)
            for number, (box, align) in enumerate(_places(node))
            if _is_within(box, place) and not any(_touch(box, other) for other in (*others, *named))
        ]
        if free:
            _, _, box, align = min(free, key=lambda one: one[:2])
            native.text(slide, node.name, _with_slack(box, align, place), SMALL, align, is_folded=True)
            named.append(box)
    return len(nodes) - len(named)


def _along(points: Sequence[Point]) -> Iterator[Point]:
    """Places on a line so near to each other that no name stands between two of them."""
    for (x0, y0), (x, y) in pairwise(points):
        steps = max(1, int(math.dist((x0, y0), (x, y)) / Pt(SMALL / 3)))
        yield from ((x0 + (x - x0) * n // steps, y0 + (y - y0) * n // steps) for n in range(steps + 1))


def _holds(box: Box, point: Point) -> bool:
    return box.left <= point[0] <= box.left + box.width and box.top <= point[1] <= box.top + box.height


def _with_slack(box: Box, align: Any, place: Box) -> Box:
    """Wider on the side that looks away from the mark, for a font with wider letters, as far as there is room."""
    more = int(box.width * SLACK)
    left = box.left - more * (align != PP_ALIGN.LEFT)
    right = box.left + box.width + more * (align != PP_ALIGN.RIGHT)
    left, right = max(left, min(place.left, box.left)), min(right, max(place.left + place.width, box.left + box.width))
    return box._replace(left=left, width=right - left)


def _places(node: Node) -> list[tuple[Box, Any]]:
    """Where a name may stand, the best first: beside, above, below, then at the four corners."""
    width, height, (x, y) = width_of(node.name, SMALL), int(Pt(SMALL * 1.2)), node.middle
    away = node.size // 2 + int(Pt(2))
    near = node.size // 3
    right = Box(x + away, y - height // 2, width, height)
    left = right._replace(left=x - away - width)
    over = Box(x - width // 2, y - away - height + int(Pt(2)), width, height)
    under = over._replace(top=y + away - int(Pt(2)))
    return [
        (right, PP_ALIGN.LEFT),
        (left, PP_ALIGN.RIGHT),
        (over, PP_ALIGN.CENTER),
        (under, PP_ALIGN.CENTER),
        (over._replace(left=x + near), PP_ALIGN.LEFT),
        (under._replace(left=x + near), PP_ALIGN.LEFT),
        (over._replace(left=x - near - width), PP_ALIGN.RIGHT),
        (under._replace(left=x - near - width), PP_ALIGN.RIGHT),
    ]


def _is_within(box: Box, place: Box) -> bool:
    across = box.left >= place.left and box.left + box.width <= place.left + place.width
    return across and box.top >= place.top and box.top + box.height <= place.top + place.height


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def _ties(trace: Any, scale: Scale) -> Iterator[list[Point]]:
    """A line of its own for each stretch between two gaps, so that each can be moved alone."""
    points: list[Point] = []
    for x, y in [*zip(trace.x, trace.y, strict=True), (None, None)]:
        if x is not None:
            points.append(scale.at(x, y))
        elif points:
            yield points
            points = []


def _arrowheads(slide: Slide, trace: Any, scale: Scale) -> None:
    """Each turned away from the point before it."""
    points = list(zip(trace.x, trace.y, trace.marker.size, trace.marker.color, strict=True))
    for (x0, y0, *_), (x, y, size, colour) in pairwise(points):
        if size and None not in (x0, x):
            before, middle = scale.at(x0, y0), scale.at(x, y)
            turned = math.degrees(math.atan2(middle[0] - before[0], before[1] - middle[1]))
            native.mark(slide, middle, int(size * PX * 0.8), "arrow", str(colour), turned_by=turned % 360)


def _tie(slide: Slide, points: list[tuple[int, int]], trace: Any) -> None:
    builder = slide.shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=False)
    made = builder.convert_to_shape()
    made.fill.background()
    made.shadow.inherit = False
    native.pen(made.line, str(trace.line.color), float(trace.line.width or 1), str(trace.line.dash or "solid"))
