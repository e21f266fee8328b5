"""The approval timeline: time across, drug down, agency by colour and label, act by shape."""

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from ci.charts.lanes import Group, Lane, dated, lay_out
from ci.charts.theme import (
    ACT_SHAPES,
    GRID,
    LIGHT,
    MARKETING_ACTS,
    Look,
    agency_colour,
    canvas,
    empty_figure,
    label_margin,
    mechanism_name,
    plain,
    short,
    subtype_name,
    tint,
)

ROW_PX = 17
TOP_PX = 96


def approval_timeline(approvals: pd.DataFrame, look: Look = LIGHT, only: Iterable[str] | None = None) -> go.Figure:
    """One mark per act: time across, drug down, agency by colour, act by shape. Draws frames.APPROVALS.

    `only` names the drugs whose lanes are drawn; None draws all. A date known to a month or a year is a bar that wide.
    """
    acts = dated(approvals)
    lanes, groups, rows = lay_out(acts, only)
    if not lanes:
        return empty_figure("No regulatory act with a known date matches these filters.")
    height = int(rows * ROW_PX) + TOP_PX + 8
    figure = canvas(height)
    figure.add_trace(_marks(acts, lanes, look))
    shown = acts.iloc[sorted({mark.row for lane in lanes for mark in lane.marks})]
    _add_legends(figure, shown, look)
    _lay_axes(figure, shown, lanes, rows, height)
    strips = [_strip(group, look) for group in groups]
    threads = [_thread(lane, look) for lane in lanes]
    figure.update_layout(shapes=[*strips, *threads, *_spans(acts, lanes, look)], annotations=[_head(g) for g in groups])
    return figure


def finding(approvals: pd.DataFrame) -> str:
    """The chart's title: how much has been decided, and the latest decision."""
    decided = approvals[approvals["subtype"].isin(("approval", "conditional-approval"))]
    if decided.empty:
        drugs = approvals["drugs"].explode().nunique()
        return f"No approval among {_count(len(approvals), 'regulatory act')} on {_count(drugs, 'drug')}"
    drugs = decided["drugs"].explode().nunique()
    known = dated(decided)
    latest = known.loc[known["starts_on"].idxmax()] if len(known) else None
    tail = f"; the latest: {', '.join(latest['drugs'])}, {latest['agency']}, {latest['when']}" if latest is not None else ""
    return f"{_count(len(decided), 'approval')} of {_count(drugs, 'drug')}{tail}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _strip(group: Group, look: Look) -> dict[str, object]:
    """The mechanism's hue along the lanes of its drugs."""
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 0.005,
        "y0": group.top - 0.4,
        "y1": group.bottom - 0.5,
        "fillcolor": look.mechanisms[group.mechanism],
        "line": {"width": 0.5, "color": look.outline},
    }


def _head(group: Group) -> dict[str, object]:
    text = f"<b>{plain(mechanism_name(group.mechanism))}</b>"
    return {"text": text, "xref": "paper", "x": 0, "xshift": 9, "y": group.top, "xanchor": "left", "showarrow": False}


def _thread(lane: Lane, look: Look) -> dict[str, object]:
    """The thin line from a drug's first act to its last."""
    days = [mark.middle for mark in lane.marks]
    ends = {"x0": min(days), "x1": max(days), "y0": lane.top, "y1": lane.top}
    return {"type": "line", "layer": "below", "line": {"color": look.muted, "width": 1}, **ends}


def _marks(acts: pd.DataFrame, lanes: list[Lane], look: Look) -> go.Scatter:
    placed = [(m, lane.top + depth) for lane in lanes for depth, level in enumerate(lane.levels) for m in level]
    shown = [(mark, y, acts.iloc[mark.row]) for mark, y in placed]
    colours = [agency_colour(act["agency"], look) for _, _, act in shown]
    fills = [c if act["is_curated"] else tint(c, 0.45, look.paper) for c, (_, _, act) in zip(colours, shown, strict=True)]
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


def _hover(act: pd.Series) -> str:
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


def _spans(acts: pd.DataFrame, lanes: list[Lane], look: Look) -> list[dict[str, object]]:
    """A bar as wide as the month or year within which an act happened, for acts whose day is not known."""
    placed = [(m.row, lane.top + depth) for lane in lanes for depth, level in enumerate(lane.levels) for m in level]
    vague = set(acts.index[acts["starts_on"] != acts["ends_on"]])
    return [_span(acts.loc[row], y, look) for row, y in placed if row in vague]


def _span(act: pd.Series, y: float, look: Look) -> dict[str, object]:
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


def _add_legends(figure: go.Figure, shown: pd.DataFrame, look: Look) -> None:
    for subtype in [s for s in ACT_SHAPES if s in set(shown["subtype"])]:
        size = 12 if subtype in MARKETING_ACTS else 9
        marker = {"symbol": ACT_SHAPES[subtype], "size": size, "color": look.muted}
        figure.add_trace(_key(subtype_name(subtype), marker, "legend"))
    for agency in shown["agency"].value_counts().index:
        marker = {"symbol": "square", "size": 11, "color": agency_colour(agency, look)}
        figure.add_trace(_key(plain(agency), marker, "legend2"))


def _key(name: str, marker: dict[str, object], legend: str) -> go.Scatter:
    return go.Scatter(x=[None], y=[None], mode="markers", name=name, marker=marker, legend=legend, hoverinfo="skip")


def _lay_axes(figure: go.Figure, shown: pd.DataFrame, lanes: list[Lane], rows: float, height: int) -> None:
    first, last = shown["starts_on"].min(), shown["ends_on"].max()
    pad = max(pd.Timedelta(days=60), (last - first) * 0.03)
    labels = [plain(short(lane.drug, 24)) for lane in lanes]
    keys = {
        "orientation": "h",
        "x": 0,
        "xref": "container",
        "yref": "container",
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": 12},
    }
    figure.update_layout(
        margin={"l": label_margin(labels), "r": 8, "t": TOP_PX, "b": 8},
        xaxis={
            "type": "date",
            "side": "top",
            "range": [first - pad, last + pad * 2.4],
            "gridcolor": GRID,
            "zeroline": False,
        },
        yaxis={
            "range": [rows - 0.3, -0.7],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": [lane.top for lane in lanes],
            "ticktext": labels,
        },
        legend={**keys, "y": 1},
        legend2={**keys, "y": 1 - 40 / height},
    )
