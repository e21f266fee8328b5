"""Cells of a table drawn as bars: they fill their columns on every width, and any point of them can be clicked."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from ci.charts.looks import Look, ink_on
from ci.charts.theme import trace

CELL_SHARE = 0.94
"""Of the width of its column and the height of its row that a cell takes."""
Middle = tuple[int, float]
"""The column and the middle of the row."""


def cell_bars(middles: Sequence[Middle], shares: Sequence[float] | None = None, **parts: Any) -> go.Bar:
    """Bars over whole cells, or over these shares of their widths."""
    return trace(
        go.Bar,
        orientation="h",
        base=[x - CELL_SHARE / 2 for x, _ in middles],
        x=[CELL_SHARE * share for share in shares or [1.0] * len(middles)],
        y=[y for _, y in middles],
        showlegend=False,
        **parts,
    )


def counted_cells(
    middles: Sequence[Middle], counts: Sequence[str], fills: Sequence[str], look: Look, **parts: Any
) -> go.Bar:
    """Whole cells with a number in the middle of each."""
    return cell_bars(
        middles,
        width=CELL_SHARE,
        text=list(counts),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": [ink_on(fill) for fill in fills], "size": 13, "weight": 700},
        marker={"color": list(fills), "opacity": 1, "line": {"width": 1, "color": look.outline}},
        hoverinfo="text",
        **parts,
    )
