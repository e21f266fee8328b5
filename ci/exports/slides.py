"""A slide with a native picture that PowerPoint can edit: title, filter, picture, source line, link back."""

import io
from collections.abc import Callable
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Length, Pt

from ci.exports import slide_bodies, slide_scene
from ci.exports.parcel import Parcel
from ci.exports.slide_box import Box, Colour, Slide

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.5)
BODY = Box(MARGIN, Inches(1.45), WIDTH - 2 * MARGIN, Inches(5.2))
PROPERTY_LETTERS = 250
"""A property of a document holds no more."""
INK, MUTED = Colour(0x1B, 0x24, 0x30), Colour(0x5A, 0x66, 0x75)

BODIES: dict[str, Callable[[Slide, Parcel, Box], None]] = {
    "bars": slide_bodies.bars,
    "lines": slide_bodies.lines,
    "matrix": slide_bodies.matrix,
    "rows": slide_bodies.rows,
    "scene": slide_scene.scene,
}
"""How a slide shows a figure: a native chart, a table, or native shapes."""
CUTS: dict[str, Callable[[Parcel], list[Parcel]]] = {"matrix": slide_bodies.cut, "scene": slide_scene.cut}
"""What can be too long for one slide -> what stands on each."""


def pptx_bytes(parcel: Parcel) -> bytes:
    """A presentation of one slide; of several where the lanes of a timeline need the room."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for part in CUTS.get(parcel.slide, _whole)(parcel):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        _write_frame(slide, parcel)
        BODIES[parcel.slide](slide, part, BODY)
    for name, text in (("title", parcel.title), ("subject", parcel.filters), ("comments", parcel.source_line)):
        setattr(deck.core_properties, name, slide_bodies.clean(text)[:PROPERTY_LETTERS])
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _whole(parcel: Parcel) -> list[Parcel]:
    return [parcel]


def _write_frame(slide: Slide, parcel: Parcel) -> None:
    _place(slide.shapes.title, MARGIN, Inches(0.3), Inches(0.65))
    _say(slide.shapes.title.text_frame, parcel.title, Pt(24), INK, is_bold=True)
    under = slide.shapes.add_textbox(MARGIN, Inches(0.95), WIDTH - 2 * MARGIN, Inches(0.4))
    _say(under.text_frame, parcel.filters, Pt(14), MUTED)
    foot = slide.shapes.add_textbox(MARGIN, Inches(6.75), WIDTH - 2 * MARGIN, Inches(0.5))
    _say(foot.text_frame, parcel.source_line, Pt(10), MUTED)
    if parcel.address:
        run = foot.text_frame.paragraphs[0].add_run()
        run.text = " · open this view"
        run.font.size = Pt(10)
        run.hyperlink.address = parcel.address


def _place(shape: Any, left: Length, top: Length, height: Length) -> None:
    for name, value in (("left", left), ("top", top), ("width", Emu(WIDTH - 2 * MARGIN)), ("height", height)):
        setattr(shape, name, value)


def _say(frame: Any, text: str, size: Length, colour: Any, *, is_bold: bool = False) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = slide_bodies.clean(text)
    run.font.size, run.font.bold, run.font.color.rgb = size, is_bold, colour
