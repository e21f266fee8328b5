"""Each shape of the timeline has a letter that looks like it."""

from ci.charts.theme import ACT_SHAPES
from ci.pages.key import GLYPHS


def test_every_shape_has_a_glyph_of_its_own() -> None:
    assert set(ACT_SHAPES.values()) <= set(GLYPHS)
    assert len(set(GLYPHS.values())) == len(GLYPHS)
