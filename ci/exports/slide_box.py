"""A place on a slide, and what stands for a slide: python-pptx describes its own shapes only in part."""

from typing import Any, NamedTuple

from pptx.dml.color import RGBColor

Slide = Any
Colour: Any = RGBColor


class Box(NamedTuple):
    """In EMU, the unit of PowerPoint."""

    left: int
    top: int
    width: int
    height: int
