"""How much of a picture can be read on a slide, which is as large as it is however high the chart."""

from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts.theme import SMALLEST_PX

SLIDE_PT = 960.0
"""The width of a slide of 13.333 inches, in points."""
READABLE_PT = 9.0


@dataclass(frozen=True)
class Fit:
    """How high the smallest letters stand on a slide, and about how many of its named lines leave them readable."""

    letters_pt: float
    fitting_count: int
    lines_count: int

    @property
    def is_readable(self) -> bool:
        return round(self.letters_pt, 1) >= READABLE_PT


def sheet_width(drawing: go.Figure, size: tuple[int, int]) -> int:
    """Pixels that the words around a drawing have at least: a drawing higher than the sheet makes it as much wider."""
    width, height = size
    return int(width * max(1.0, (drawing.layout.height or height) / height))


def on_slide(picture: go.Figure, size: tuple[int, int]) -> Fit:
    """Of a figure in its frame, drawn for a sheet of this size; a higher one makes the sheet as much wider."""
    width, height = size
    needed = picture.layout.height or height
    letters = SMALLEST_PX * SLIDE_PT / (width * max(1.0, needed / height))
    lines = len(picture.layout.yaxis.ticktext or ())
    around = (picture.layout.margin.t or 0) + (picture.layout.margin.b or 0)
    readable = height * SMALLEST_PX * SLIDE_PT / (READABLE_PT * width)
    share = (readable - around) / max(1, needed - around)
    return Fit(letters, min(lines, max(1, int(lines * share))), lines)
