"""The lines along the lanes of a timeline: from act to act, and heavy from the first designation to the approval."""

import pandas as pd
import plotly.graph_objects as go

from ci.acts import act_name
from ci.charts.lanes import Lane
from ci.charts.looks import Look, tint
from ci.charts.roads import Road
from ci.charts.rows import Row
from ci.charts.theme import (
    UNSEEN,
    plain,
    trace,
)
from ci.model import agency_in_full

ROAD_STEPS = 12
MARK_PX = 7
"""Half a mark."""


def lines(lanes: list[Lane], look: Look, days_per_px: float) -> list[dict[str, object]]:
    """Of each lane, with gaps where labels stand."""
    return [line for lane in lanes for line in _of_lane(lane, look, days_per_px)]


def _of_lane(lane: Lane, look: Look, days_per_px: float) -> list[dict[str, object]]:
    days = [mark.middle for mark in lane.marks]
    gaps = [
        (
            mark.middle + mark.half + _days(MARK_PX * (not mark.half), days_per_px),
            mark.middle + mark.half + _days(mark.needs_px - 2 * MARK_PX, days_per_px),
        )
        for mark in lane.levels[0]
        if mark.label
    ]
    thin = {"color": tint(look.muted, 0.45, look.paper), "width": 1}
    found = [_line(lane, *piece, thin) for piece in pieces(min(days), max(days), gaps)]
    if lane.road:
        heavy = {"color": look.muted, "width": 2.5}
        found += [_line(lane, *piece, heavy) for piece in pieces(lane.road.begins, lane.road.ends, gaps)]
    return found


def _days(px: float, days_per_px: float) -> pd.Timedelta:
    return pd.Timedelta(days=px * days_per_px)


def pieces(
    begins: pd.Timestamp, ends: pd.Timestamp, gaps: list[tuple[pd.Timestamp, pd.Timestamp]]
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """What is left of a line; `gaps` are in order."""
    found = []
    for first, last in gaps:
        if first >= ends or last <= begins:
            continue
        found.append((begins, first))
        begins = max(begins, last)
    return [(one, other) for one, other in [*found, (begins, ends)] if one < other]


def _line(lane: Lane, begins: pd.Timestamp, ends: pd.Timestamp, pen: dict[str, object]) -> dict[str, object]:
    place = {"x0": begins, "x1": ends, "y0": lane.top, "y1": lane.top}
    return {"type": "line", "layer": "below", "line": pen, **place}


def road_handles(lanes: list[Lane], acts: list[Row]) -> go.Scatter:
    """Unseen marks along each such line: what the pointer finds, and a click opens both ends."""
    spots = [(lane, lane.road, step / ROAD_STEPS) for lane in lanes if lane.road for step in range(1, ROAD_STEPS)]
    return trace(
        go.Scatter,
        x=[way.begins + (way.ends - way.begins) * share for _, way, share in spots],
        y=[lane.top for lane, _, _ in spots],
        mode="markers",
        marker=UNSEEN | {"size": 12},
        customdata=[[acts[row]["event_id"] for row in way.rows] for _, way, _ in spots],
        hovertext=[_road_hover(lane, way, acts) for lane, way, _ in spots],
        hoverinfo="text",
        showlegend=False,
    )


def _road_hover(lane: Lane, way: Road, acts: list[Row]) -> str:
    first, approved = (acts[row] for row in way.rows)
    said = [
        f"{act_name(act['subtype'], act['agency'])}, {plain(agency_in_full(act['agency']))}, {plain(act['when'])}"
        for act in (first, approved)
    ]
    head = f"<b>{plain(lane.drug)}, {plain(lane.indication)}: {way.years:.1f} years</b>"
    return "<br>".join(
        [
            head,
            f"from {said[0]}",
            f"to {said[1]}",
            "the first of each there that we know",
            "Click for evidence",
        ]
    )
