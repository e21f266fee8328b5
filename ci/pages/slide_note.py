"""What the download menu says of a picture that is too high for a slide."""

from ci.charts.slide_fit import Fit

LINES = {"timeline": "lanes", "matrix": "rows"}
"""What a slide shows in parts -> what its lines are called."""


def too_high(fit: Fit, slide: str) -> str:
    """How small its letters get, how many lines could be read, and which file shows it with larger ones; nothing where
    all can be read."""
    if fit.is_readable:
        return ""
    said = f"On a slide the smallest letters of this picture are {fit.letters_pt:.0f} pt high"
    if slide not in LINES:
        return f"{said}; in the PowerPoint file none is below 11 pt."
    said += f"; with 9 pt about {fit.fitting_count} of its {fit.lines_count} {LINES[slide]} would fit"
    return f"{said}. The PowerPoint file divides it among slides, in letters of 11 pt and more."
