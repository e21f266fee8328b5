"""Axes of counts and of years."""

from collections.abc import Sequence

from ci.charts.theme import GRID

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

LEGEND_ON_TOP = {
    "orientation": "h",
    "traceorder": "normal",
    "y": 1,
    "yref": "container",
    "yanchor": "top",
    "x": 0,
    "xref": "container",
}
"""In a row above the plot, in the order in which the kinds are stacked."""


def counted(most: float, ticks: int = 5) -> dict[str, object]:
    """An axis of whole numbers from nought to a little more than the most: no halves where there is little to count."""
    step = next((step for step in STEPS if most / step <= ticks), STEPS[-1] * 2)
    return {
        "gridcolor": GRID,
        "tickformat": ",d" if most < 1_000 else "~s",
        "tick0": 0,
        "dtick": step,
        "range": [0, max(1.0, most) * 1.05],
    }


def years_axis(span: Sequence[int], each: int, step: int) -> dict[str, object]:
    """Every year is named where there are no more than `each`, else every so many; a single year is no wall."""
    first = min(span[0], span[-1] - 4)
    return {
        "dtick": 1 if span[-1] - first < each else step,
        "tickformat": "d",
        "showgrid": False,
        "range": [first - 0.6, span[-1] + 0.6],
    }
