"""A matrix of counts whose cells can be clicked; empty cells are visibly empty, for white space is the finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts.hover import folded
from ci.charts.looks import Look, ink_on, shade, tint
from ci.charts.theme import (
    canvas,
    label_margin,
    plain,
    short,
    trace,
)

ROW_PX = 24
STILL = {"fixedrange": True, "showgrid": False, "zeroline": False}


@dataclass(frozen=True)
class Line:
    """A row and the hue of its cells; rows with the same `group` stand together under its name."""

    label: str
    colour: str
    group: str = ""


def count_matrix(
    rows: Sequence[Line],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Sequence[str]],
    look: Look,
    hues: Mapping[str, str] | None = None,
    *,
    is_narrow: bool = False,
) -> go.Figure:
    """`cells` maps (row label, column) to the drugs in it; lightness and the printed number say how many.

    The hue is the row's, or the column's where `hues` names it. On a phone the names of the columns stand upright.
    """
    places, heads, depth = _stack(rows)
    across = _across(columns, is_narrow=is_narrow)
    top = _top(across, is_narrow=is_narrow)
    figure = canvas(int(depth * ROW_PX) + top + 8)
    figure.add_trace(_blanks(places, columns, cells, look))
    if cells:
        figure.add_trace(_counts(rows, places, columns, cells, look, hues or {}))
    labels = [plain(short(label, 18 if is_narrow else 26)) for label in places]
    figure.update_layout(
        margin={"l": label_margin([*labels, *heads]), "r": 8, "t": top, "b": 6},
        shapes=[_strip(row, places[row.label]) for row in rows],
        annotations=[_head(group, y) for group, y in heads.items()],
        xaxis={
            "tickvals": list(range(len(columns))),
            "ticktext": across,
            "tickangle": -90 if is_narrow else 0,
            "range": [-0.7, len(columns) - 0.4],
            "side": "top",
            **STILL,
        },
        yaxis={"tickvals": list(places.values()), "ticktext": labels, "range": [depth - 0.4, -0.7], **STILL},
        dragmode=False,
    )
    return figure


def _across(columns: Sequence[str], *, is_narrow: bool) -> list[str]:
    if is_narrow:
        return [plain(short(column, 24)) for column in columns]
    return [plain(column).replace(" ", "<br>", 1) if len(columns) > 6 else plain(column) for column in columns]


def _top(across: Sequence[str], *, is_narrow: bool) -> int:
    """Room for the names of the columns."""
    if is_narrow:
        return 16 + 7 * max((len(words) for words in across), default=0)
    return 40 if any("<br>" in words for words in across) else 26


def _strip(row: Line, y: float) -> dict[str, object]:
    ends = {"xsizemode": "pixel", "xanchor": 0, "x0": 0, "x1": 4, "y0": y - 0.5, "y1": y + 0.5}
    return {"type": "rect", "xref": "paper", "fillcolor": row.colour, "line": {"width": 0}, **ends}


def _head(group: str, y: float) -> dict[str, object]:
    text = f"<b>{plain(group)}</b>"
    return {"text": text, "xref": "paper", "x": 0, "xanchor": "right", "xshift": -6, "y": y, "showarrow": False}


def _stack(rows: Sequence[Line]) -> tuple[dict[str, float], dict[str, float], float]:
    places: dict[str, float] = {}
    heads: dict[str, float] = {}
    y = 0.0
    for row in rows:
        if row.group and row.group not in heads:
            y += 0.25 * bool(heads)
            heads[row.group] = y
            y += 0.95
        places[row.label] = y
        y += 1
    return places, heads, y


def _blanks(
    places: Mapping[str, float],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Sequence[str]],
    look: Look,
) -> go.Scatter:
    empty = [
        (x, y, label, column)
        for label, y in places.items()
        for x, column in enumerate(columns)
        if (label, column) not in cells
    ]
    return trace(
        go.Scatter,
        x=[x for x, *_ in empty],
        y=[y for _, y, *_ in empty],
        mode="markers",
        marker={"symbol": "square-open", "size": 19, "color": tint(look.muted, 0.3, look.paper), "line": {"width": 1}},
        hovertext=[f"{plain(label)}, {plain(column)}: none that we know" for *_, label, column in empty],
        hoverinfo="text",
        showlegend=False,
    )


def _counts(
    rows: Sequence[Line],
    places: Mapping[str, float],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Sequence[str]],
    look: Look,
    hues: Mapping[str, str],
) -> go.Scatter:
    own = {row.label: row.colour for row in rows}
    most = max(len(drugs) for drugs in cells.values())
    shown = list(cells.items())
    fills = [
        shade(hues.get(column, own[label]), 0.35 + 0.65 * len(drugs) / most, look.paper)
        for (label, column), drugs in shown
    ]
    return trace(
        go.Scatter,
        x=[columns.index(column) for (_, column), _ in shown],
        y=[places[label] for (label, _), _ in shown],
        mode="markers+text",
        text=[str(len(drugs)) for _, drugs in shown],
        textfont={"color": [ink_on(fill) for fill in fills], "size": 13, "weight": 700},
        marker={
            "symbol": "square",
            "size": 23,
            "color": fills,
            "opacity": 1,
            "line": {"width": 1, "color": look.outline},
        },
        customdata=[[label, column] for (label, column), _ in shown],
        hovertext=[_hover(label, column, drugs) for (label, column), drugs in shown],
        hoverinfo="text",
        showlegend=False,
    )


def _hover(label: str, column: str, drugs: Sequence[str]) -> str:
    named = ", ".join(drugs[:8]) + (f" and {len(drugs) - 8} more" if len(drugs) > 8 else "")
    return f"<b>{plain(label)}, {plain(column)}: {len(drugs)}</b><br>{folded(named, 200)}<br>Click to open the drugs"
