"""Words as a slide may hold them."""

import html
import re
from typing import Any

from ci.exports.slide_box import Colour

INK, MUTED = Colour(0x1B, 0x24, 0x30), Colour(0x5A, 0x66, 0x75)


def clean(text: str) -> str:
    """A text without the markup that plotly reads, and without signs that XML forbids."""
    plain = html.unescape(re.sub(r"<br\s*/?>", " ", re.sub(r"</?(?:b|span)\b[^>]*>", "", text)))
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", plain)


def rgb(colour: str) -> Any:
    """`#0072B2` as PowerPoint takes it; grey for a colour with transparency."""
    return Colour.from_string(colour[1:7].upper()) if colour.startswith("#") else Colour(0x80, 0x8C, 0x9B)
