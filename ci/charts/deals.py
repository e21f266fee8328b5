"""Deals over time."""

from collections import Counter

import pandas as pd
import plotly.graph_objects as go

from ci.charts.axes import LEGEND_ON_TOP, counted, years_axis
from ci.charts.looks import LIGHT, Look
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    DEAL_FAMILIES,
    DealFamily,
    canvas,
    empty_figure,
    family_of,
    trace,
)
from ci.charts.yearly import busiest


def counted_once(collaborations: pd.DataFrame) -> pd.DataFrame:
    """Without the deals that only change an earlier one of these: a licence whose terms were amended is one."""
    return collaborations[collaborations["amends"] == ""].reset_index(drop=True)


def amended_words(collaborations: pd.DataFrame) -> str:
    """How many of them are not counted, where any are."""
    count = int((collaborations["amends"] != "").sum())
    if not count:
        return ""
    s = "s" * (count == 1)
    return f"Not counted again: {count} that amend{s} or follow{s} an earlier deal, as the table says."


def deals_over_time(collaborations: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """Deals a year, stacked by kind (colour and pattern). Draws frames.COLLABORATIONS."""
    collaborations = counted_once(collaborations)
    known = collaborations[collaborations["starts_on"].notna()]
    if known.empty:
        return empty_figure("No collaboration with a known year matches these filters.")
    deals = rows_of(known)
    years = [deal["starts_on"].year for deal in deals]
    span = list(range(min(years), max(years) + 1))
    figure = canvas(300)
    for family in DEAL_FAMILIES:
        of_kind = [deal for deal in deals if family_of(deal["subtype"]) == family]
        if of_kind:
            figure.add_trace(_bars(family, of_kind, span, look))
    figure.update_layout(
        barmode="stack",
        bargap=0.25,
        margin={"l": 36, "r": 8, "t": 40, "b": 28},
        xaxis=years_axis(span, 15, 5),
        yaxis={
            "title": {"text": "Deals", "font": {"size": 12}},
            **counted(max(Counter(years).values())),
        },
        legend=LEGEND_ON_TOP,
    )
    return figure


def _bars(family: DealFamily, deals: list[Row], span: list[int], look: Look) -> go.Bar:
    events: dict[int, list[str]] = {year: [] for year in span}
    for deal in deals:
        events[deal["starts_on"].year].append(deal["event_id"])
    hue = look.deals[family.id]
    pattern = {"shape": family.pattern, "bgcolor": hue, "fgcolor": look.paper, "size": 6, "solidity": 0.25}
    return trace(
        go.Bar,
        x=span,
        y=[len(events[year]) for year in span],
        name=family.name,
        customdata=[events[year] for year in span],
        hovertemplate="%{x}: %{y} · " + family.name + "<br>Click for evidence<extra></extra>",
        marker={"color": hue, "pattern": pattern},
    )


def finding(collaborations: pd.DataFrame) -> str:
    """The title of deals over time: the year with the most."""
    collaborations = counted_once(collaborations)
    known = collaborations[collaborations["starts_on"].notna()]
    years = Counter(deal["starts_on"].year for deal in rows_of(known))
    if not years:
        return "No deal with a known year"
    return busiest(years, "deals")
