"""Each shape of the timeline is drawn in the key too."""

from ci.charts.theme import ACT_SHAPES
from ci.pages.key import SHAPES


def test_every_shape_can_be_drawn_and_looks_like_no_other() -> None:
    assert set(ACT_SHAPES.values()) <= set(SHAPES)
    assert len({tuple(points) for points in SHAPES.values()}) == len(SHAPES)
    assert all(abs(x) <= 8 and abs(y) <= 8 for points in SHAPES.values() for x, y in points)
