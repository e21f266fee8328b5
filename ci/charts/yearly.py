"""Events by year: deals by kind, acts by agency, and the momentum of each mechanism."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from ci.charts.axes import LEGEND_ON_TOP, counted, years_axis
from ci.charts.cells import counted_cells
from ci.charts.looks import LIGHT, OTHER, Look, shade
from ci.charts.matrix import STILL
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    DEAL_FAMILIES,
    canvas,
    empty_figure,
    label_margin,
    mechanism_id,
    plain,
    trace,
)
from ci.model import agency_in_full

YEARS, NARROW_YEARS, PHONE_YEARS = 20, 11, 6
"""So many of the latest years are drawn; fewer where the chart is small, or stands on a phone."""
PATTERNS = ("", "/", "\\", "x", ".", "-", "|", "+")
AGENCIES_SHOWN = 5
SMALL_PX, ROW_PX = 250, 26


class Group(NamedTuple):
    """A colour and pattern of the bars; `keys` are the group ids behind it."""

    name: str
    colour: str
    pattern: str
    keys: tuple[str, ...]


def deals_by_year(yearly: pd.DataFrame, look: Look = LIGHT, years: int = NARROW_YEARS) -> go.Figure:
    """Deals a year, stacked by kind (colour and pattern). Draws frames.YEARLY."""
    present = set(yearly["group_id"])
    families = [(f, tuple(s for s in f.subtypes if s in present)) for f in DEAL_FAMILIES]
    groups = [Group(f.name, look.deals[f.id], f.pattern, keys) for f, keys in families if keys]
    return _bars(yearly, groups, look, years, "No deal matches these filters.")


def acts_by_year(yearly: pd.DataFrame, look: Look = LIGHT, years: int = NARROW_YEARS) -> go.Figure:
    """Regulatory acts a year, stacked by agency (colour and pattern). Draws frames.YEARLY."""
    totals: Counter[str] = Counter()
    for row in rows_of(yearly):
        totals[row["group_id"]] += row["events_count"]
    named = [agency for agency, _ in totals.most_common() if agency in look.agencies][:AGENCIES_SHOWN]
    others = tuple(sorted(set(yearly["group_id"]) - set(named)))
    groups = [
        Group(agency, look.agencies[agency], PATTERNS[number % len(PATTERNS)], (agency,))
        for number, agency in enumerate(named)
    ]
    groups += [Group("Other", look.agencies[OTHER], PATTERNS[-1], others)] * bool(others)
    return _bars(yearly, groups, look, years, "No regulatory act matches these filters.")


def mechanism_momentum(yearly: pd.DataFrame, look: Look = LIGHT, years: int = NARROW_YEARS) -> go.Figure:
    """Events a year (across) of each mechanism (down), counted in the cells. Draws frames.YEARLY."""
    span = years_drawn(yearly, years)
    shown = yearly[yearly["year"].isin(span)]
    if shown.empty:
        return empty_figure("No event matches these filters.")
    totals = shown.groupby("group")["events_count"].sum().sort_values(ascending=False, kind="stable")
    order = [str(group) for group in totals.index]
    figure = canvas(max(120, ROW_PX * len(order) + 34))
    figure.add_trace(_cells(shown, order, look))
    labels = [plain(group) for group in order]
    figure.update_layout(
        margin={"l": label_margin(labels), "r": 6, "t": 26, "b": 4},
        xaxis={
            "tickvals": span,
            "ticktext": [str(year) if years > NARROW_YEARS else f"’{year % 100:02d}" for year in span],
            "tickangle": 0,
            "range": [span[0] - 0.54, span[-1] + 0.54],
            "side": "top",
            **STILL,
        },
        yaxis={
            "tickvals": list(range(len(order))),
            "ticktext": labels,
            "range": [len(order) - 0.4, -0.6],
            **STILL,
        },
        barmode="overlay",
        dragmode=False,
    )
    return figure


TINY = 10
"""Of so few events none is news: the title says how many there are, and when."""


def deals_finding(yearly: pd.DataFrame) -> str:
    """The title: the busiest year of deals."""
    return _busiest(yearly, "deals")


def acts_finding(yearly: pd.DataFrame) -> str:
    """The title: who acted most."""
    totals = yearly.groupby("group")["events_count"].sum().sort_values(ascending=False, kind="stable")
    if totals.empty:
        return "No regulatory act"
    if totals.sum() < TINY or len(totals) == 1:
        by = f" by {totals.index[0] or 'an agency not named'}" if len(totals) == 1 else ""
        return f"{_things(int(totals.sum()), 'regulatory act')}{by}{_span(*_ends(yearly))}"
    first = int(yearly["year"].min())
    name = totals.index[0] or "An agency not named"
    return f"{name} leads with {totals.iloc[0]:,} of {totals.sum():,} acts since {first}"


MOMENTUM_COUNTS = "counted once for each mechanism"


def once_for_each(count: int, events: int) -> str:
    """Why the numbers in the cells do not add up to the events."""
    if count == events:
        return ""
    return "An event on drugs of two mechanisms counts for each, one that names no drug or target of ours for none."


def momentum_finding(yearly: pd.DataFrame) -> str:
    """The title: the mechanism with the most events in the last three years that have any."""
    if yearly.empty:
        return "No event"
    last = int(yearly["year"].max())
    recent = yearly[yearly["year"] > last - 3].groupby("group")["events_count"].sum()
    ranked = recent.sort_values(ascending=False, kind="stable")
    if ranked.sum() < TINY:
        return f"Events of {_things(yearly['group'].nunique(), 'mechanism')}{_span(*_ends(yearly))}"
    return f"Busiest since {last - 2}: {ranked.index[0]} ({ranked.iloc[0]:,} of {ranked.sum():,})"


def _busiest(yearly: pd.DataFrame, things: str) -> str:
    return busiest(_counts(rows_of(yearly)), things)


def busiest(counts: Counter[int], things: str) -> str:
    """ "Most deals in 2020 and 2021: 13 each, of 162 since 1996"; of years (with their counts) none of which stands
    out, how many things there are."""
    if not counts:
        return f"No {things}"
    most, total = max(counts.values()), counts.total()
    best = sorted(year for year, count in counts.items() if count == most)
    if total < TINY or len(best) > 2:
        return f"{_things(total, things.removesuffix('s'))}{_span(min(counts), max(counts))}"
    of = f"{most:,}{' each' * (len(best) > 1)}, of {total:,} since {min(counts)}"
    return f"Most {things} in {' and '.join(map(str, best))}: {of}"


def _span(first: int, last: int) -> str:
    """`, 2011 to 2019`."""
    return f", {first} to {last}" if first < last else f" in {first}"


def _ends(yearly: pd.DataFrame) -> tuple[int, int]:
    return int(yearly["year"].min()), int(yearly["year"].max())


def _things(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def years_drawn(yearly: pd.DataFrame, years: int) -> list[int]:
    """The latest years up to the last that has any event, without a gap."""
    if yearly.empty:
        return []
    last, first = int(yearly["year"].max()), int(yearly["year"].min())
    return list(range(max(first, last - years + 1), last + 1))


def _bars(yearly: pd.DataFrame, groups: list[Group], look: Look, years: int, nothing: str) -> go.Figure:
    span = years_drawn(yearly, years)
    if not span:
        return empty_figure(nothing)
    figure, rows = canvas(SMALL_PX), rows_of(yearly)
    for group in groups:
        counts = _counts(row for row in rows if row["group_id"] in group.keys)
        if any(year in counts for year in span):
            figure.add_trace(_bar(group, counts, span, look))
    figure.update_layout(
        barmode="stack",
        bargap=0.25,
        margin={"l": 30, "r": 6, "t": 44, "b": 24},
        xaxis={**years_axis(span, 6, 2), "fixedrange": True},
        yaxis={**counted(max(n for year, n in _counts(rows).items() if year in span)), "fixedrange": True},
        legend={
            **LEGEND_ON_TOP,
            "font": {"size": 11},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        dragmode=False,
    )
    return figure


def _counts(rows: Iterable[Row]) -> Counter[int]:
    """Year -> events."""
    counts: Counter[int] = Counter()
    for row in rows:
        counts[row["year"]] += row["events_count"]
    return counts


def _bar(group: Group, counts: Mapping[int, int], span: list[int], look: Look) -> go.Bar:
    pattern = {"shape": group.pattern, "bgcolor": group.colour, "fgcolor": look.paper, "size": 6, "solidity": 0.25}
    return trace(
        go.Bar,
        x=span,
        y=[counts.get(year, 0) for year in span],
        name=plain(group.name),
        customdata=[[str(year), *group.keys] for year in span],
        hovertemplate="%{x}: %{y} · " + plain(agency_in_full(group.name)) + "<br>Click for evidence<extra></extra>",
        marker={"color": group.colour, "pattern": pattern},
    )


def _short(count: int) -> str:
    """A count that has room in its cell; the hint holds the whole one."""
    return str(count) if count < 1_000 else f"{round(count / 1_000)}k"


def _cells(shown: pd.DataFrame, order: list[str], look: Look) -> go.Bar:
    rows = rows_of(shown)
    most = max(row["events_count"] for row in rows)
    hues = [look.mechanisms.get(mechanism_id(row["group"]), look.mechanisms[OTHER]) for row in rows]
    return counted_cells(
        [(row["year"], order.index(row["group"])) for row in rows],
        [_short(row["events_count"]) for row in rows],
        [shade(hue, row["events_count"] / most, look.paper) for hue, row in zip(hues, rows, strict=True)],
        look,
        customdata=[[str(row["year"]), row["group_id"]] for row in rows],
        hovertext=[
            f"<b>{plain(row['group'])}, {row['year']}: {row['events_count']:,}</b><br>Click for evidence"
            for row in rows
        ],
    )
