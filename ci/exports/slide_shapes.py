"""Native shapes of a slide: a mark, a line, a text."""

from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from ci.exports.slide_box import Box, Colour, Slide
from ci.exports.slide_text import INK, clean, rgb

WHITE = Colour(0xFF, 0xFF, 0xFF)
SHAPES: dict[str, tuple[Any, int]] = {
    "circle": (MSO_SHAPE.OVAL, 0),
    "diamond": (MSO_SHAPE.DIAMOND, 0),
    "arrow": (MSO_SHAPE.ISOSCELES_TRIANGLE, 0),
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
    "line-ew": (MSO_SHAPE.RECTANGLE, 0),
}
"""A plotly symbol -> the native shape and how far it is turned."""
DASHES = {"dot": MSO_LINE.ROUND_DOT, "dash": MSO_LINE.DASH}
DOTTED = ("dot", "1.5px,3px", "4px,3px")


def mark(slide: Slide, middle: tuple[int, int], size: int, symbol: str, colour: str, *, turned_by: float = 0) -> None:
    """`turned_by` degrees, clockwise."""
    if symbol.endswith("-open-dot"):
        mark(slide, middle, size, symbol.removesuffix("-dot"), colour)
        mark(slide, middle, size // 2, symbol.removesuffix("-open-dot"), colour)
        return
    plain = symbol.removesuffix("-open")
    kind, turned = SHAPES.get(plain, SHAPES["circle"])
    width = max(1, size // 5) if plain == "line-ns" else size
    height = size // 2 if plain == "line-ew" else size
    corner = Emu(middle[0] - width // 2), Emu(middle[1] - height // 2)
    shape = slide.shapes.add_shape(kind, *corner, Emu(width), Emu(height))
    shape.rotation = turned + turned_by
    shape.shadow.inherit = False
    if symbol.endswith("-open") and not plain.startswith("line"):
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = rgb(colour), Pt(1.5)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.color.rgb, shape.line.width = Colour(0x3A, 0x45, 0x52), Pt(0.5)


def pen(line: Any, colour: str, width_px: float, dash: str) -> None:
    line.color.rgb, line.width = rgb(colour), Pt(max(0.75, width_px * 0.8))
    if dash != "solid":
        line.dash_style = DASHES["dot" if dash in DOTTED else "dash"]


def line(
    slide: Slide, begin: tuple[int, int], end: tuple[int, int], colour: Any, width: float, *, dash: str = "solid"
) -> None:
    made = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Emu, (*begin, *end)))
    made.line.color.rgb, made.line.width = colour, Pt(width)
    if dash != "solid":
        made.line.dash_style = DASHES["dot" if dash in DOTTED else "dash"]


def text(
    slide: Slide,
    words: str,
    box: Box,
    size: float,
    align: Any = PP_ALIGN.LEFT,
    *,
    is_bold: bool = False,
    paper: bool = False,
    is_folded: bool = False,
) -> None:
    """One line, in the middle of its box; on white `paper` where it would be crossed by a line. `is_folded`: in a box
    with room to spare a line is folded rather than let out of it, and stands where `align` says in every program."""
    shape = slide.shapes.add_textbox(*map(Emu, box))
    if paper:
        shape.fill.solid()
        shape.fill.fore_color.rgb = WHITE
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = is_folded, MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = clean(words)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, INK
