"""What the timeline draws: marks, rings around what came first, ticks for dates given up, bars for spans."""

import pandas as pd
import plotly.graph_objects as go

from ci.acts import act_name, on_label
from ci.charts.hover import folded
from ci.charts.lanes import Group, Lane, first_words, is_expected, is_first, is_past, other_label
from ci.charts.looks import Look, agency_colour, tint
from ci.charts.rows import Row
from ci.charts.spread import Mark
from ci.charts.theme import (
    ACT_SHAPES,
    SMALLEST_PX,
    mechanism_name,
    plain,
    short,
    slip_words,
    trace,
)
from ci.frames import FIRST_WORDS
from ci.model import agency_in_full
from ci.when import When

Placed = tuple[Mark, float, Row]
"""A mark, its place from the top, and the act that it shows."""


def place(acts: list[Row], lanes: list[Lane]) -> list[Placed]:
    levels = [(lane.top + depth, level) for lane in lanes for depth, level in enumerate(lane.levels)]
    return [(mark, y, acts[mark.row]) for y, level in levels for mark in level]


def marks(shown: list[Placed], look: Look) -> go.Scatter:
    colours = [agency_colour(act["agency"], look) for _, _, act in shown]
    fills = [
        c if act["is_curated"] else tint(c, 0.45, look.paper) for c, (_, _, act) in zip(colours, shown, strict=True)
    ]
    return trace(
        go.Scatter,
        x=[mark.middle for mark, _, _ in shown],
        y=[y for _, y, _ in shown],
        mode="markers+text",
        text=["" if mark.half else _label(mark, act) for mark, _, act in shown],
        textposition="middle right",
        textfont={"size": SMALLEST_PX},
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
    )


def labels_beyond(shown: list[Placed]) -> go.Scatter:
    """The labels of marks with wide bars, right of the bar."""
    wide = [(mark, y, act) for mark, y, act in shown if mark.half and mark.label]
    return trace(
        go.Scatter,
        x=[mark.middle + mark.half for mark, _, _ in wide],
        y=[y for _, y, _ in wide],
        mode="text",
        text=[f"\N{EN SPACE}{_label(mark, act).lstrip()}" for mark, _, act in wide],
        textposition="middle right",
        textfont={"size": SMALLEST_PX},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _label(mark: Mark, act: Row) -> str:
    words = plain(mark.label)
    return f"<b>{words}</b>" if words and is_first(act) else words


def _symbol(act: Row) -> str:
    shape = ACT_SHAPES.get(act["subtype"], "circle-open-dot")
    return f"{shape}-open" if is_expected(act) and not shape.endswith("dot") else shape


def _size(mark: Mark, act: Row) -> int:
    if is_expected(act):
        return 11
    return 13 if mark.is_marketing else 9


def rings(shown: list[Placed], look: Look) -> go.Scatter:
    """A ring around each approval that is the first of its drug in our tables."""
    ringed = [(mark, y) for mark, y, act in shown if is_first(act)]
    return trace(
        go.Scatter,
        x=[mark.middle for mark, _ in ringed],
        y=[y for _, y in ringed],
        mode="markers",
        marker={"symbol": "circle-open", "size": 19, "color": look.text, "line": {"width": 1.6}},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def slips(shown: list[Placed], look: Look) -> go.Scatter:
    """A tick at each date that was given up."""
    ticks = [(slip, y, act) for _, y, act in shown for slip in act.get("slips") or ()]
    return trace(
        go.Scatter,
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


def _hover(act: Row) -> str:
    precision = "" if act["starts_on"] == act["ends_on"] else " (day not known)"
    what = act_name(act["subtype"], act["agency"])
    lines = [
        f"<b>{plain(', '.join(act['drugs']))}</b>: {what}{' expected' * is_expected(act)}",
        folded(agency_in_full(act["agency"])),
        f"{plain(act['region'])} · {plain(act['when'])}{precision}",
        folded(act["indication"]),
        folded(on_label(other_label(act))),
        folded(FIRST_WORDS[first_words(act)]) if first_words(act) else "",
        slip_words(act["slips"]) if is_expected(act) else "",
        str(act["came"]) if is_past(act) else "",
        _proof_line(act),
        "Sources disagree on a value" if act["has_dispute"] else "",
        "Click for evidence",
    ]
    return "<br>".join(line for line in lines if line)


def _proof_line(act: Row) -> str:
    """Words of an article in quotation marks; our words for a checked source without them, and said to be ours."""
    words = act["proof"]
    if not words:
        return ""
    return folded(f"Checked source, in our words: {words}" if act["is_curated"] else f"“{short(words, 140)}”")


# ---------------------------------------------------------------- shapes behind the marks


def spans(shown: list[Placed], look: Look) -> list[dict[str, object]]:
    """A bar as wide as the month or year that a date is known to."""
    return [_span(act, y, look) for _, y, act in shown if act["starts_on"] != act["ends_on"]]


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


def drifts(shown: list[Placed], look: Look) -> list[dict[str, object]]:
    """The dotted line from the first date that was given up to the one expected last."""
    return [_drift(act, y, look) for _, y, act in shown if act.get("slips")]


def _drift(act: Row, y: float, look: Look) -> dict[str, object]:
    line = {"color": agency_colour(act["agency"], look), "width": 1.5, "dash": "dot"}
    last = act["starts_on"] + (act["ends_on"] - act["starts_on"]) / 2
    ends = {"x0": _middle(act["slips"][0]), "x1": last, "y0": y, "y1": y}
    return {"type": "line", "layer": "below", "line": line, **ends}


def strip(group: Group, look: Look) -> dict[str, object]:
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


def head(group: Group) -> dict[str, object]:
    text = f"<b>{plain(mechanism_name(group.mechanism))}</b>"
    return {"text": text, "xref": "paper", "x": 0, "xshift": 8, "y": group.top, "xanchor": "left", "showarrow": False}


def name_above(lane: Lane) -> dict[str, object]:
    """The name of a lane above it, where there is no room beside it."""
    place_ = {"xref": "paper", "x": 0, "xshift": 10, "y": lane.top - lane.head, "xanchor": "left"}
    return {"text": lane_name(lane), "showarrow": False, "font": {"size": 12}, **place_}


def lane_name(lane: Lane, letters: int = 40, *, with_drug: bool = True) -> str:
    """ "venetoclax"; by indication "venetoclax · AML", or "AML" where the drug stands above."""
    if not lane.indication:
        return plain(short(lane.drug, letters))
    if not with_drug:
        return plain(short(lane.indication, letters))
    return f"<b>{plain(short(lane.drug, max(12, letters - len(lane.indication) - 3)))}</b> · {plain(lane.indication)}"
