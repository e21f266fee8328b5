"""A deck that PowerPoint can edit: the finding as title, the filter in words, the picture, its source, and notes."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from ci.exports import slide_bodies, slide_tables
from ci.exports.parcel import Parcel
from ci.exports.slide_box import LINE, POINT, SMALL, Box, Slide, cut_to, lines_of, size_for
from ci.exports.slide_leaf import Leaf
from ci.exports.slide_network import network
from ci.exports.slide_notes import notes, reachable
from ci.exports.slide_text import INK, MUTED, clean
from ci.exports.slide_timeline import timeline

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.45)
ROOM = int(WIDTH - 2 * MARGIN)
TITLE, UNDER, FOOT = Inches(0.35), Inches(0.06), Inches(0.3)
TITLE_SIZES, UNDER_SIZES = (28, 26, 24, 22, 20), (14, 13, 12)
BOTTOM = HEIGHT - Inches(0.3)
PROPERTY_LETTERS = 250
"""A property of a document holds no more."""

Plan = Callable[[Parcel, Box], list[Leaf]]


def _one(draw: Callable[[Slide, Parcel, Box], None]) -> Plan:
    """One slide that is drawn so."""
    return lambda parcel, _: [Leaf(lambda slide, box: draw(slide, parcel, box))]


def _several(parcel: Parcel, _: Box) -> list[Leaf]:
    """A long matrix stands on several slides."""
    return [Leaf(partial(_matrix, part)) for part in slide_bodies.cut(parcel)]


def _matrix(part: Parcel, slide: Slide, box: Box) -> None:
    slide_bodies.matrix(slide, part, box)


BODIES: dict[str, Plan] = {
    "bars": _one(slide_bodies.bars),
    "lines": _one(slide_bodies.lines),
    "matrix": _several,
    "rows": _one(slide_tables.rows),
    "network": network,
    "timeline": timeline,
}
"""How slides show a figure: a native chart, a table, or native shapes."""


def pptx_bytes(parcel: Parcel) -> bytes:
    """A presentation: one slide where all fits on one, further ones where a timeline, a matrix or the deals of
    a network need the room."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for leaf in BODIES[parcel.slide](parcel, _body(parcel, parcel.title)):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        title = leaf.title or parcel.title
        _write_frame(slide, parcel, title)
        leaf.draw(slide, _body(parcel, title))
        slide.notes_slide.notes_text_frame.text = notes(parcel, leaf.event_ids)
    for name, text in (("title", parcel.title), ("subject", parcel.filters), ("comments", parcel.source_line)):
        setattr(deck.core_properties, name, clean(text)[:PROPERTY_LETTERS])
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _head(text: str, sizes: tuple[float, ...], *, is_bold: bool = False) -> tuple[str, float, int]:
    """A text of two lines at most, its size, and how high it stands."""
    size = size_for(clean(text), sizes, ROOM, 1, is_bold=is_bold)
    if lines_of(clean(text), size, ROOM, is_bold=is_bold) > 1:  # two lines need not be small
        size = size_for(clean(text), sizes[len(sizes) // 2 :], ROOM, 2, is_bold=is_bold)
    words = cut_to(clean(text), size, ROOM, 2, is_bold=is_bold)
    return words, size, int(lines_of(words, size, ROOM, is_bold=is_bold) * size * LINE * POINT)


def _body(parcel: Parcel, title: str) -> Box:
    """What title, filter and source leave."""
    top = TITLE + _head(title, TITLE_SIZES, is_bold=True)[2] + UNDER + _head(parcel.filters, UNDER_SIZES)[2]
    top += Inches(0.15)
    return Box(MARGIN, int(top), ROOM, int(BOTTOM - FOOT - Inches(0.1) - top))


def _write_frame(slide: Slide, parcel: Parcel, title: str) -> None:
    words, size, height = _head(title, TITLE_SIZES, is_bold=True)
    shape = slide.shapes.title
    for name, value in (("left", MARGIN), ("top", TITLE), ("width", Emu(ROOM)), ("height", Emu(height))):
        setattr(shape, name, value)
    _say(shape.text_frame, words, size, INK, is_bold=True)
    under, under_size, under_height = _head(parcel.filters, UNDER_SIZES)
    box = slide.shapes.add_textbox(MARGIN, Emu(TITLE + height + UNDER), Emu(ROOM), Emu(under_height))
    _say(box.text_frame, under, under_size, MUTED)
    foot = slide.shapes.add_textbox(MARGIN, BOTTOM - FOOT, Emu(ROOM), FOOT)
    address = reachable(parcel.address)
    source = cut_to(clean(parcel.source_line), SMALL, ROOM - Inches(1.6) * bool(address))
    _say(foot.text_frame, source, SMALL, MUTED)
    if address:
        run = foot.text_frame.paragraphs[0].add_run()
        run.text = " · open this view"
        run.font.size = Pt(SMALL)
        run.hyperlink.address = address


def _say(frame: Any, text: str, size: float, colour: Any, *, is_bold: bool = False) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour
