"""The approval timeline: time across, drug down, agency by colour and label, act by shape."""

import math
import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from ci.charts.lanes import Group, Lane, Mark, dated, lay_out
from ci.charts.looks import LIGHT, OTHER, Look, agency_colour, tint
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    ACT_SHAPES,
    GRID,
    MARKETING_ACTS,
    canvas,
    empty_figure,
    label_margin,
    mechanism_name,
    plain,
    short,
    subtype_name,
)

ROW_PX = 17
Placed = tuple[Mark, float, Row]
"""A mark, its place from the top, and the act that it shows."""

AXIS_PX = 34
LEGEND_ROW_PX, LEGEND_COLUMNS, LEGEND_PX = 19, 4, 118
LEAST_PX = 130


def approval_timeline(approvals: pd.DataFrame, look: Look = LIGHT, only: Iterable[str] | None = None) -> go.Figure:
    """One mark per act: time across, drug down, agency by colour, act by shape. Draws frames.APPROVALS.

    `only` names the drugs whose lanes are drawn; None draws all. A date known to a month or a year is a bar that wide.
    """
    acts = dated(approvals)
    lanes, groups, depth = lay_out(acts, only)
    if not lanes:
        return empty_figure("No regulatory act with a known date matches these filters.")
    placed = _place(rows_of(acts), lanes)
    shown = [act for _, _, act in placed]
    figure = canvas(450)
    figure.add_trace(_marks(placed, look))
    entries = _add_legend(figure, shown, look)
    top = LEGEND_ROW_PX * math.ceil(entries / LEGEND_COLUMNS) + AXIS_PX
    _lay_axes(figure, shown, lanes, depth, top)
    strips = [_strip(group, look) for group in groups]
    threads = [_thread(lane, look) for lane in lanes]
    spans = [_span(act, y, look) for _, y, act in placed if act["starts_on"] != act["ends_on"]]
    figure.update_layout(shapes=[*strips, *threads, *spans], annotations=[_head(group) for group in groups])
    return figure


def _place(acts: list[Row], lanes: list[Lane]) -> list[Placed]:
    levels = [(lane.top + depth, level) for lane in lanes for depth, level in enumerate(lane.levels)]
    return [(mark, y, acts[mark.row]) for y, level in levels for mark in level]


def finding(approvals: pd.DataFrame) -> str:
    """The chart's title: how much has been decided, and the latest decision."""
    decided = approvals[approvals["subtype"].isin(("approval", "conditional-approval"))]
    if decided.empty:
        drugs = approvals["drugs"].explode().nunique()
        return f"No approval among {_count(len(approvals), 'regulatory act')} on {_count(drugs, 'drug')}"
    said = f"{_count(len(decided), 'approval')} of {_count(decided['drugs'].explode().nunique(), 'drug')}"
    latest = rows_of(dated(decided).sort_values("starts_on", kind="stable"))[-1:]
    tail = [f"; the latest: {', '.join(act['drugs'])}, {act['agency']}, {act['when']}" for act in latest]
    return said + "".join(tail)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _strip(group: Group, look: Look) -> dict[str, object]:
    """The mechanism's hue along the lanes of its drugs."""
    return {
        "type": "rect",
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "x0": 0,
        "x1": 4,
        "y0": group.top - 0.4,
        "y1": group.bottom - 0.5,
        "fillcolor": look.mechanisms[group.mechanism],
        "line": {"width": 0.5, "color": look.outline},
    }


def _head(group: Group) -> dict[str, object]:
    text = f"<b>{plain(mechanism_name(group.mechanism))}</b>"
    return {"text": text, "xref": "paper", "x": 0, "xshift": 8, "y": group.top, "xanchor": "left", "showarrow": False}


def _thread(lane: Lane, look: Look) -> dict[str, object]:
    """The thin line from a drug's first act to its last."""
    days = [mark.middle for mark in lane.marks]
    ends = {"x0": min(days), "x1": max(days), "y0": lane.top, "y1": lane.top}
    return {"type": "line", "layer": "below", "line": {"color": tint(look.muted, 0.45, look.paper), "width": 1}, **ends}


def _marks(shown: list[Placed], look: Look) -> go.Scatter:
    colours = [agency_colour(act["agency"], look) for _, _, act in shown]
    fills = [
        c if act["is_curated"] else tint(c, 0.45, look.paper) for c, (_, _, act) in zip(colours, shown, strict=True)
    ]
    return go.Scatter(
        x=[mark.middle for mark, _, _ in shown],
        y=[y for _, y, _ in shown],
        mode="markers+text",
        text=[plain(mark.label) for mark, _, _ in shown],
        textposition="middle right",
        textfont={"size": 10.5},
        marker={
            "symbol": [ACT_SHAPES.get(act["subtype"], "circle-open-dot") for _, _, act in shown],
            "size": [13 if mark.is_marketing else 9 for mark, _, _ in shown],
            "color": fills,
            "opacity": 1,
            "line": {"color": [look.outline if c == f else c for c, f in zip(colours, fills, strict=True)], "width": 1},
        },
        customdata=[[act["event_id"]] for _, _, act in shown],
        hovertext=[_hover(act) for _, _, act in shown],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
        unselected={"marker": {"opacity": 0.35}},
    )


def _hover(act: Row) -> str:
    precision = "" if act["starts_on"] == act["ends_on"] else " (day not known)"
    lines = [
        f"<b>{plain(', '.join(act['drugs']))}</b>: {subtype_name(act['subtype'])}",
        f"{plain(act['agency'])}, {plain(act['region'])} · {plain(act['when'])}{precision}",
        plain(short(act["indication"])),
        f"“{plain(short(act['proof']))}”" if act["proof"] else "",
        "Sources disagree on a value" if act["has_dispute"] else "",
        "Click for evidence",
    ]
    return "<br>".join(line for line in lines if line)


def _span(act: Row, y: float, look: Look) -> dict[str, object]:
    colour = agency_colour(act["agency"], look)
    return {
        "type": "rect",
        "x0": act["starts_on"],
        "x1": act["ends_on"] + pd.Timedelta(days=1),
        "y0": y - 0.45,
        "y1": y + 0.45,
        "layer": "below",
        "fillcolor": tint(colour, 0.3, look.paper),
        "line": {"color": colour, "width": 1},
    }


def _add_legend(figure: go.Figure, shown: list[Row], look: Look) -> int:
    """The shapes of the acts, then the colours of the agencies; returns how many entries there are."""
    seen = {act["subtype"] for act in shown}
    acts = [subtype for subtype in ACT_SHAPES if subtype in seen]
    for subtype in acts:
        size = 12 if subtype in MARKETING_ACTS else 9
        name = re.sub(" (designation|letter)$", "", subtype_name(subtype))
        figure.add_trace(_key(name, ACT_SHAPES[subtype], size, look.muted))
    counted = Counter(act["agency"] for act in shown)
    agencies = [agency for agency, _ in counted.most_common() if agency in look.agencies]
    for agency in agencies:
        figure.add_trace(_key(plain(agency), "square", 12, look.agencies[agency]))
    if others := set(counted) - set(agencies):
        figure.add_trace(_key("Other agency", "square", 12, look.agencies[OTHER]))
    return len(acts) + len(agencies) + bool(others)


def _key(name: str, symbol: str, size: int, colour: str) -> go.Scatter:
    marker = {"symbol": symbol, "size": size, "color": colour}
    return go.Scatter(x=[None], y=[None], mode="markers", name=name, marker=marker, hoverinfo="skip")


def _lay_axes(figure: go.Figure, shown: list[Row], lanes: list[Lane], depth: float, top: int) -> None:
    first, last = min(act["starts_on"] for act in shown), max(act["ends_on"] for act in shown)
    pad = max(pd.Timedelta(days=60), (last - first) * 0.03)
    labels = [plain(short(lane.drug, 24)) for lane in lanes]
    figure.update_layout(
        height=max(LEAST_PX, int(depth * ROW_PX)) + top + 8,
        margin={"l": label_margin(labels), "r": 8, "t": top, "b": 8},
        xaxis={
            "type": "date",
            "side": "top",
            "range": [first - pad, last + pad * 2.4],
            "gridcolor": GRID,
            "zeroline": False,
        },
        yaxis={
            "range": [depth - 0.3, -0.7],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": [lane.top for lane in lanes],
            "ticktext": labels,
        },
        legend={
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "maxheight": 400,
            "entrywidth": LEGEND_PX,
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 12},
        },
    )
