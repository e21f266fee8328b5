"""The approval timeline: time across, drug down, agency by colour and label, act by shape."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from ci.charts.lanes import NARROW_PX, PLOT_PX, Group, Lane, Mark, dated, is_expected, lay_out
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
    slip_words,
    subtype_name,
)
from ci.when import When

ROW_PX = 17
Placed = tuple[Mark, float, Row]
"""A mark, its place from the top, and the act that it shows."""

AXIS_PX = 34
LEGEND_ROW_PX, LEGEND_COLUMNS, LEGEND_PX = 19, 4, 118
LEAST_PX, LABEL_PX, LETTERS = 130, 42, 24


class KeyEntry(NamedTuple):
    words: str
    symbol: str
    size: int
    colour: str


def approval_timeline(
    approvals: pd.DataFrame,
    look: Look = LIGHT,
    only: Iterable[str] | None = None,
    plot_px: int = PLOT_PX,
    with_key: bool = True,
    expected: pd.DataFrame | None = None,
) -> go.Figure:
    """One mark per act: time across, drug down, agency by colour, act by shape. Draws frames.APPROVALS.

    `only` names the drugs whose lanes are drawn; None draws all. A date known to a month or a year is a bar that wide.
    Marks are spread for a plot of about `plot_px`. A page that shows `timeline_key` itself leaves out the key here.
    `expected` (frames.EXPECTED) becomes hollow marks, each with a tick at every date that was given up before.
    """
    acts = dated(approvals, expected)
    lanes, groups, depth = lay_out(acts, only, plot_px)
    if not lanes:
        return empty_figure("No regulatory act with a known date matches these filters.")
    placed = _place(rows_of(acts), lanes)
    figure = canvas(450)
    figure.add_trace(_marks(placed, look))
    figure.add_trace(_slips(placed, look))
    key = _key_of([act for _, _, act in placed], look) if with_key else []
    for entry in key:
        figure.add_trace(_legend_entry(entry))
    top = LEGEND_ROW_PX * math.ceil(len(key) / LEGEND_COLUMNS) + AXIS_PX
    _lay_axes(figure, placed, depth, top, plot_px)
    letters = LETTERS if plot_px > NARROW_PX else LETTERS // 2
    _name_lanes(figure, lanes, letters)
    strips = [_strip(group, look) for group in groups]
    threads = [_thread(lane, look) for lane in lanes]
    spans = [_span(act, y, look) for _, y, act in placed if act["starts_on"] != act["ends_on"]]
    drifts = [_drift(act, y, look) for _, y, act in placed if act.get("slips")]
    figure.update_layout(shapes=[*strips, *threads, *spans, *drifts], annotations=[_head(group) for group in groups])
    return figure


def timeline_key(
    approvals: pd.DataFrame,
    look: Look = LIGHT,
    only: Iterable[str] | None = None,
    expected: pd.DataFrame | None = None,
) -> list[KeyEntry]:
    """What the shapes and colours of the timeline mean, for a page that shows them above it."""
    kept = None if only is None else set(only)
    acts = rows_of(dated(approvals, expected))
    return _key_of([act for act in acts if kept is None or kept & set(act["drugs"])], look)


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
            "symbol": [_symbol(act) for _, _, act in shown],
            "size": [_size(mark, act) for mark, _, act in shown],
            "color": fills,
            "opacity": 1,
            "line": {
                "color": [look.outline if c == f else c for c, f in zip(colours, fills, strict=True)],
                "width": [2 if is_expected(act) else 1 for _, _, act in shown],
            },
        },
        customdata=[[act["event_id"]] for _, _, act in shown],
        hovertext=[_hover(act) for _, _, act in shown],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
        unselected={"marker": {"opacity": 0.35}},
    )


def _symbol(act: Row) -> str:
    shape = ACT_SHAPES.get(act["subtype"], "circle-open-dot")
    return f"{shape}-open" if is_expected(act) and not shape.endswith("dot") else shape


def _size(mark: Mark, act: Row) -> int:
    if is_expected(act):
        return 11
    return 13 if mark.is_marketing else 9


def _slips(shown: list[Placed], look: Look) -> go.Scatter:
    """A tick at each date that was given up."""
    ticks = [(slip, y, act) for _, y, act in shown for slip in act.get("slips") or ()]
    return go.Scatter(
        x=[_middle(slip) for slip, _, _ in ticks],
        y=[y for _, y, _ in ticks],
        mode="markers",
        marker={
            "symbol": "line-ns-open",
            "size": 9,
            "color": [agency_colour(act["agency"], look) for *_, act in ticks],
            "line": {"width": 2},
        },
        customdata=[[act["event_id"]] for *_, act in ticks],
        hovertext=[f"Expected {When.parse(slip)} at first<br>{_hover(act)}" for slip, _, act in ticks],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _middle(iso: str) -> pd.Timestamp:
    when = When.parse(iso)
    first, last = pd.Timestamp(when.starts_on), pd.Timestamp(when.ends_on)
    return first + (last - first) / 2


def _drift(act: Row, y: float, look: Look) -> dict[str, object]:
    """The dotted line from the first date that was given up to the one expected last."""
    line = {"color": agency_colour(act["agency"], look), "width": 1.5, "dash": "dot"}
    last = act["starts_on"] + (act["ends_on"] - act["starts_on"]) / 2
    return {
        "type": "line",
        "layer": "below",
        "x0": _middle(act["slips"][0]),
        "x1": last,
        "y0": y,
        "y1": y,
        "line": line,
    }


def _hover(act: Row) -> str:
    precision = "" if act["starts_on"] == act["ends_on"] else " (day not known)"
    lines = [
        f"<b>{plain(', '.join(act['drugs']))}</b>: {subtype_name(act['subtype'])}{' expected' * is_expected(act)}",
        f"{plain(act['agency'])}, {plain(act['region'])} · {plain(act['when'])}{precision}",
        plain(short(act["indication"])),
        slip_words(act["slips"]) if is_expected(act) else "",
        _proof_line(act),
        "Sources disagree on a value" if act["has_dispute"] else "",
        "Click for evidence",
    ]
    return "<br>".join(line for line in lines if line)


def _proof_line(act: Row) -> str:
    """Words of an article in quotation marks; our words for a checked source without them, and said to be ours."""
    words = plain(short(act["proof"]))
    if not words:
        return ""
    return f"Checked source, in our words: {words}" if act["is_curated"] else f"“{words}”"


def _span(act: Row, y: float, look: Look) -> dict[str, object]:
    colour = agency_colour(act["agency"], look)
    fill = "rgba(0,0,0,0)" if is_expected(act) else tint(colour, 0.3, look.paper)
    return {
        "type": "rect",
        "x0": act["starts_on"],
        "x1": act["ends_on"] + pd.Timedelta(days=1),
        "y0": y - 0.45,
        "y1": y + 0.45,
        "layer": "below",
        "fillcolor": fill,
        "line": {"color": colour, "width": 1, "dash": "dot" if is_expected(act) else "solid"},
    }


def _key_of(shown: list[Row], look: Look) -> list[KeyEntry]:
    """The shapes of the acts, then the colours of the agencies."""
    seen = {act["subtype"] for act in shown}
    acts = [
        KeyEntry(_short_name(subtype), ACT_SHAPES[subtype], 12 if subtype in MARKETING_ACTS else 9, look.muted)
        for subtype in ACT_SHAPES
        if subtype in seen
    ]
    counted = Counter(act["agency"] for act in shown)
    named = [agency for agency, _ in counted.most_common() if agency in look.agencies]
    agencies = [KeyEntry(agency, "square", 12, look.agencies[agency]) for agency in named]
    others = [KeyEntry("Other agency", "square", 12, look.agencies[OTHER])] * bool(set(counted) - set(named))
    planned = [KeyEntry("Expected (hollow)", "circle-open", 10, look.muted)] * any(map(is_expected, shown))
    return [*acts, *planned, *agencies, *others]


def _short_name(subtype: str) -> str:
    return re.sub(" (designation|letter)$", "", subtype_name(subtype))


def _legend_entry(entry: KeyEntry) -> go.Scatter:
    marker = {"symbol": entry.symbol, "size": entry.size, "color": entry.colour}
    return go.Scatter(x=[None], y=[None], mode="markers", name=plain(entry.words), marker=marker, hoverinfo="skip")


def _name_lanes(figure: go.Figure, lanes: list[Lane], letters: int) -> None:
    labels = [plain(short(lane.drug, letters)) for lane in lanes]
    figure.update_layout(
        margin={"l": label_margin(labels)}, yaxis={"tickvals": [lane.top for lane in lanes], "ticktext": labels}
    )


def _lay_axes(figure: go.Figure, placed: list[Placed], depth: float, top: int, plot_px: int) -> None:
    first, last = min(act["starts_on"] for _, _, act in placed), max(act["ends_on"] for _, _, act in placed)
    pad = max(pd.Timedelta(days=60), (last - first) * 0.03)
    figure.update_layout(
        height=max(LEAST_PX, int(depth * ROW_PX)) + top + 8,
        margin={"r": 8, "t": top, "b": 8},
        xaxis={
            "type": "date",
            "side": "top",
            "range": [first - pad, last + pad + (last - first) * (LABEL_PX / plot_px)],
            "gridcolor": GRID,
            "zeroline": False,
        },
        yaxis={
            "range": [depth - 0.3, -0.7],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
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
