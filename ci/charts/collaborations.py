"""Who works with whom: the network of companies."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import combinations

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from ci.charts.looks import LIGHT, Look
from ci.charts.network import WIDTH, Positions, in_groups, label_places, positions, sheet_height
from ci.charts.rows import rows_of
from ci.charts.theme import DEAL_FAMILIES, canvas, empty_figure, family_of, plain, short, subtype_name

LABELLED, ALL_LABELLED = 20, 40
"""The largest that always carry a label, and the number of companies up to which all do."""


@dataclass
class Tie:
    """All deals of one family between two companies."""

    pair: tuple[str, str]
    family: str
    rows: list[int] = field(default_factory=list)


def company_network(
    collaborations: pd.DataFrame, look: Look = LIGHT, focus: Collection[str] = (), only_groups: bool = False
) -> go.Figure:
    """Companies as nodes sized by deals, ties coloured and dashed by kind. Draws frames.COLLABORATIONS.

    `focus` holds ids of companies that are marked and always labelled; `only_groups` leaves out pairs and threes that
    deal only with each other. The same deals give the same picture.
    """
    ties = _ties(collaborations)
    if not ties:
        return empty_figure("No collaboration between two named companies matches these filters.")
    names = _company_names(collaborations)
    graph = _graph(ties, names)
    if only_groups and (kept := in_groups(graph)):
        ties = [tie for tie in ties if names[tie.pair[0]] in kept]
        graph = _graph(ties, names)
    placed = positions(graph)
    deals = Counter(names[c] for row in collaborations["company_ids"] for c in set(row) if names[c] in placed)
    focused = {names[c] for c in focus if names.get(c) in placed}
    height = sheet_height(len(placed))
    figure = canvas(int(height) + 46)
    for tie in ties:
        figure.add_trace(_line(tie, names, placed, look))
    figure.add_trace(_handles(ties, names, placed, collaborations))
    figure.add_trace(_companies(collaborations, names, placed, deals, focused, look))
    _add_key(figure, ties, look)
    _lay_sheet(figure, height)
    return figure


def companies_count(collaborations: pd.DataFrame) -> tuple[int, int]:
    """How many companies deal with another one, and how many of these belong to a group of some size."""
    graph = _graph(_ties(collaborations), _company_names(collaborations))
    return graph.number_of_nodes(), len(in_groups(graph))


def finding(collaborations: pd.DataFrame) -> str:
    """The title of the network: who has the most deals."""
    counts = Counter(name for companies in collaborations["companies"] for name in set(companies))
    if not counts:
        return "No collaboration"
    name, most = counts.most_common(1)[0]
    total = len(collaborations)
    if total == 1:
        return f"One deal: {' and '.join(collaborations['companies'].iloc[0])}"
    return f"{name} takes part in {most} of {total} deals between {len(counts)} companies"


def _ties(collaborations: pd.DataFrame) -> list[Tie]:
    ties: dict[tuple[tuple[str, str], str], Tie] = {}
    for row, deal in enumerate(rows_of(collaborations)):
        family = family_of(deal["subtype"]).id
        for pair in combinations(sorted(set(deal["company_ids"])), 2):
            ties.setdefault((pair, family), Tie(pair, family)).rows.append(row)
    return [ties[key] for key in sorted(ties)]


def _company_names(collaborations: pd.DataFrame) -> dict[str, str]:
    """Id -> the name that stands in the picture, once each."""
    pairs = zip(collaborations["company_ids"], collaborations["companies"], strict=True)
    return {key: name for ids, names in pairs for key, name in zip(ids, names, strict=True)}


def _graph(ties: list[Tie], names: dict[str, str]) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((names[a], names[b]) for a, b in (tie.pair for tie in ties))
    return graph


def _curve(tie: Tie, names: dict[str, str], placed: Positions) -> list[tuple[float, float]]:
    """A line between two companies, bent a little by its kind so that two kinds of ties do not hide each other."""
    (x0, y0), (x1, y1) = placed[names[tie.pair[0]]], placed[names[tie.pair[1]]]
    bend = (0.0, 0.14, -0.14, 0.26, -0.26)[[f.id for f in DEAL_FAMILIES].index(tie.family)]
    middle = ((x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend)
    steps = [i / 10 for i in range(11)]
    return [
        (
            (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1,
            (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1,
        )
        for t in steps
    ]


def _line(tie: Tie, names: dict[str, str], placed: Positions, look: Look) -> go.Scatter:
    curve = _curve(tie, names, placed)
    dash = next(f.dash for f in DEAL_FAMILIES if f.id == tie.family)
    return go.Scatter(
        x=[x for x, _ in curve],
        y=[y for _, y in curve],
        mode="lines",
        line={"color": look.deals[tie.family], "dash": dash, "width": min(6.0, 1.2 + 0.9 * len(tie.rows))},
        hoverinfo="skip",
        showlegend=False,
    )


def _handles(ties: list[Tie], names: dict[str, str], placed: Positions, collaborations: pd.DataFrame) -> go.Scatter:
    """Unseen marks in the middle of each tie: what the pointer finds and the click selects."""
    middles = [_curve(tie, names, placed)[5] for tie in ties]
    return go.Scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers",
        marker={"size": 14, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[list(collaborations["event_id"].iloc[tie.rows]) for tie in ties],
        hovertext=[_tie_hover(tie, collaborations) for tie in ties],
        hoverinfo="text",
        showlegend=False,
    )


def _tie_hover(tie: Tie, collaborations: pd.DataFrame) -> str:
    lines = []
    for deal in rows_of(collaborations.iloc[tie.rows[:4]]):
        drugs = f": {plain(', '.join(deal['drugs']))}" if deal["drugs"] else ""
        lines.append(f"<b>{subtype_name(deal['subtype'])}</b>{drugs} · {plain(deal['when'])}")
        lines.append(plain(short(deal["proof"])))
    more = [f"and {len(tie.rows) - 4} more"] if len(tie.rows) > 4 else []
    return "<br>".join([*(line for line in lines if line), *more, "Click for evidence"])


def _companies(
    collaborations: pd.DataFrame,
    names: dict[str, str],
    placed: Positions,
    deals: Counter[str],
    focused: set[str],
    look: Look,
) -> go.Scatter:
    order = sorted(placed, key=lambda name: (name not in focused, -deals[name], name))
    sizes = {name: min(24.0, 8 + 3.4 * (deals[name] - 1) ** 0.7) for name in order}
    must = set(order[: LABELLED + len(focused)]) if len(order) > ALL_LABELLED else set(order)
    fonts = {name: 13 if name in focused or deals[name] > 2 else 11 for name in order}
    where = label_places(placed, sizes, order, must, {name: 0.66 * font for name, font in fonts.items()})
    events: dict[str, list[str]] = {name: [] for name in order}
    for deal in rows_of(collaborations):
        for company in dict.fromkeys(deal["company_ids"]):
            if names[company] in events:
                events[names[company]].append(deal["event_id"])
    return go.Scatter(
        x=[placed[n][0] for n in order],
        y=[placed[n][1] for n in order],
        mode="markers+text",
        text=[plain(n) if n in where else "" for n in order],
        textposition=[where.get(n, "middle right") for n in order],
        textfont={"size": [fonts[n] for n in order]},
        marker={
            "size": [sizes[n] for n in order],
            "color": [look.deals["license"] if n in focused else look.node for n in order],
            "line": {"color": look.paper, "width": 1.5},
            "opacity": 1,
        },
        unselected={"marker": {"opacity": 0.4}},
        customdata=[events[n] for n in order],
        hovertext=[f"<b>{plain(n)}</b><br>{deals[n]} deal{'s' * (deals[n] != 1)}<br>Click for evidence" for n in order],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _add_key(figure: go.Figure, ties: list[Tie], look: Look) -> None:
    present = {tie.family for tie in ties}
    for family in DEAL_FAMILIES:
        if family.id in present:
            line = {"color": look.deals[family.id], "dash": family.dash, "width": 2.5}
            figure.add_trace(go.Scatter(x=[None], y=[None], mode="lines", line=line, name=family.name))


def _lay_sheet(figure: go.Figure, height: float) -> None:
    hidden = {"visible": False, "zeroline": False}
    figure.update_layout(
        margin={"l": 4, "r": 4, "t": 34, "b": 4},
        xaxis={**hidden, "range": [-20, WIDTH + 60]},
        yaxis={**hidden, "range": [height + 8, -8]},
        legend={
            "orientation": "h",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "x": 0,
            "xref": "container",
            "maxheight": 400,
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
