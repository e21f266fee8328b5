"""Who works with whom: the network of companies."""

import math
from collections import Counter
from collections.abc import Collection

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ci.acts import subtype_name, who_from_whom
from ci.charts import arrows
from ci.charts.axes import LEGEND_ON_TOP
from ci.charts.deals import counted_once
from ci.charts.hover import folded
from ci.charts.looks import LIGHT, Look, halo
from ci.charts.name_sides import Label, sides
from ci.charts.network import FEW, LETTERS, WIDE_PX, Places, Positions, Sheet, positions
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    DEAL_FAMILIES,
    UNSEEN,
    canvas,
    empty_figure,
    plain,
    short,
    trace,
)
from ci.charts.ties import Tie, chosen_ties, company_names, graph_of

LETTER_SHARE, WORDS_SHARE = 0.6, 0.54
"""The width of a letter as a share of the size of the font: with some air, and of words alone."""
HANDLE_PX, NAMED = 14, 20
"""So many companies, those with the most deals, are named in any case."""
BENT_PX = 270
"""A longer line is pulled aside no farther than one of this length: it would leave the sheet."""
WIDTH_WORDS = "Thicker line: more deals"
LARGE, LITTLE, KEY_ROW_PX = 13, 11, 20
"""Sizes of letters; the height of a line of the key."""
TOLD = ["when", "subtype", "status", "drugs", "money", "proof", "companies", "company_ids", "roles"]
"""What a tie tells of its deals."""
Point = tuple[float, float]


def company_network(
    collaborations: pd.DataFrame,
    look: Look = LIGHT,
    focus: Collection[str] = (),
    only_groups: bool = False,
    busiest: int | None = None,
    is_narrow: bool = False,
    width: float = WIDE_PX,
) -> go.Figure:
    """Companies as nodes sized by deals, ties coloured and dashed by kind. Draws frames.COLLABORATIONS.

    The custom data of a mark name whom it stands for: `deals_behind` tells which deals these are.

    `focus` holds ids of companies that are marked; `only_groups` leaves out pairs and threes that deal only with each
    other; `busiest` draws no more than so many companies; names are spread for a sheet of this `width`. The same deals
    give the same picture.
    """
    collaborations = counted_once(collaborations)
    names = company_names(collaborations)
    ties = chosen_ties(collaborations, names, only_groups, busiest)
    if not ties:
        return empty_figure("No collaboration between two named companies matches these filters.")
    graph = graph_of(ties, names)
    deals = Counter(names[c] for row in collaborations["company_ids"] for c in set(row) if names[c] in graph)
    focused = {names[c] for c in focus if names.get(c) in graph}
    sheet = Sheet.of(graph, width, is_narrow=is_narrow)
    is_small = len(graph) <= FEW
    fonts = {name: LARGE if is_small or name in focused or deals[name] > 2 else LITTLE for name in graph}
    lengths = {
        name: LETTER_SHARE * fonts[name] * len(short(name, LETTERS)) + _size(deals[name], is_small=is_small) / 2
        for name in graph
    }
    placed = positions(graph, lengths, sheet)
    figure = canvas(int(sheet.height) + 46)
    main = focused | set(sorted(graph, key=lambda name: (-deals[name], name))[:NAMED])
    labels = {
        name: Label(
            WORDS_SHARE * fonts[name] * len(short(name, LETTERS)), fonts[name], _size(deals[name], is_small=is_small)
        )
        for name in graph
    }
    struck = _struck(ties, names, placed)
    side_of = sides(placed, labels, struck, sheet.width + 12, main)
    nodes = _companies(placed, deals, focused, fonts, look, side_of)
    lines = _lines(ties, names, placed, look)
    told = rows_of(collaborations[TOLD])
    unseen = [_handles(ties, names, placed, told), _labels_to_click(nodes, labels)]
    heads = [(line, look.deals[family]) for line, family in _licensed(ties, names, placed, told)]
    figure.add_traces([*lines, *unseen, *[arrows.arrowheads(heads)] * bool(heads), nodes])
    _add_key(figure, ties, look, has_arrows=bool(heads))
    _lay_sheet(figure, sheet)
    if is_narrow:  # where each entry of the key takes a line
        more = sum(drawn.name is not None for drawn in figure.data) - len(DEAL_FAMILIES)
        figure.update_layout(height=figure.layout.height + KEY_ROW_PX * max(0, more))
    _say_unnamed(figure, len(graph) - len(side_of))
    return figure


def companies_count(collaborations: pd.DataFrame, only_groups: bool = False, busiest: int | None = None) -> int:
    """How many companies deal with another one; of those, how many the network would draw."""
    collaborations = counted_once(collaborations)  # as it is drawn: who is busiest is told by these
    names = company_names(collaborations)
    return graph_of(chosen_ties(collaborations, names, only_groups, busiest), names).number_of_nodes()


def finding(collaborations: pd.DataFrame) -> str:
    """The title of the network: who has the most deals."""
    collaborations = counted_once(collaborations)
    counts = Counter(name for companies in collaborations["companies"] for name in set(companies))
    if not counts:
        return "No collaboration"
    name, most = counts.most_common(1)[0]
    total = len(collaborations)
    if total == 1:
        return f"One deal: {' and '.join(collaborations['companies'].iloc[0])}"
    if most == 1 or list(counts.values()).count(most) > 1:
        return f"{total} deals between {len(counts)} companies"
    return f"{name} takes part in {most:,} of {total:,} deals between {len(counts):,} companies"


def _bent(tie: Tie, names: dict[str, str], placed: Positions) -> tuple[Point, Point, Point]:
    """Both ends of a line between two companies, and between them the point that pulls it aside: a little by its
    kind, so that two kinds of ties do not hide each other."""
    (x0, y0), (x1, y1) = placed[names[tie.pair[0]]], placed[names[tie.pair[1]]]
    bend = (0.0, 0.14, -0.14, 0.26, -0.26)[[f.id for f in DEAL_FAMILIES].index(tie.family)]
    bend *= min(1.0, BENT_PX / max(1.0, math.dist((x0, y0), (x1, y1))))
    middle = ((x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend)
    return (x0, y0), middle, (x1, y1)


def _curve(tie: Tie, names: dict[str, str], placed: Positions, steps: int = 10) -> list[Point]:
    (x0, y0), middle, (x1, y1) = _bent(tie, names, placed)
    shares = [i / steps for i in range(steps + 1)]
    return [
        (
            round((1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1, 1),
            round((1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1, 1),
        )
        for t in shares
    ]


def _struck(ties: list[Tie], names: dict[str, str], placed: Positions, steps: int = 50) -> Places:
    """Points of all lines, which no name should stand on."""
    t = np.linspace(0, 1, steps + 1)
    shares = np.column_stack([(1 - t) ** 2, 2 * t * (1 - t), t * t])
    points: Places = (shares @ np.array([_bent(tie, names, placed) for tie in ties])).round(1).reshape(-1, 2)
    return points


def _lines(ties: list[Tie], names: dict[str, str], placed: Positions, look: Look) -> list[go.Scatter]:
    """All ties of one kind and width as one trace with gaps: a browser takes as long for a trace as for its points."""
    alike: dict[tuple[str, float], list[Tie]] = {}
    for tie in ties:
        alike.setdefault((tie.family, min(6.0, 1.2 + 0.9 * len(tie.rows))), []).append(tie)
    dashes = {family.id: family.dash for family in DEAL_FAMILIES}
    lines = []
    for (family, width), members in alike.items():
        points = [point for tie in members for point in (*_curve(tie, names, placed), (None, None))][:-1]
        lines.append(
            trace(
                go.Scatter,
                x=[x for x, _ in points],
                y=[y for _, y in points],
                mode="lines",
                line={"color": look.deals[family], "dash": dashes[family], "width": width},
                connectgaps=False,
                hoverinfo="skip",
                showlegend=False,
            )
        )
    return lines


def _handles(ties: list[Tie], names: dict[str, str], placed: Positions, deals: list[Row]) -> go.Scatter:
    """Unseen marks in the middle of each tie: what the pointer finds and the click selects."""
    middles = [_curve(tie, names, placed)[5] for tie in ties]
    return trace(
        go.Scatter,
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers",
        marker=UNSEEN | {"size": 14},
        customdata=[[*(names[company] for company in tie.pair), tie.family] for tie in ties],
        hovertext=[_tie_hover(tie, deals) for tie in ties],
        hoverinfo="text",
        showlegend=False,
    )


def _licensed(
    ties: list[Tie], names: dict[str, str], placed: Positions, deals: list[Row]
) -> list[tuple[list[Point], str]]:
    """The lines of licences, each from who gives it to who takes it, and its family."""
    ways = [(tie, arrows.way(tie, deals)) for tie in ties]
    return [(_curve(tie, names, placed)[::way], tie.family) for tie, way in ways if way]


def _tie_hover(tie: Tie, deals: list[Row]) -> str:
    lines = []
    for deal in (deals[row] for row in tie.rows[:4]):
        drugs = f": {plain(', '.join(deal['drugs']))}" if deal["drugs"] else ""
        facts = [
            plain(str(part)) for part in (deal["when"], deal["status"], deal["money"]) if part not in ("", "not known")
        ]
        who = who_from_whom(deal["companies"], deal["roles"], deal["subtype"])
        what = f"{subtype_name(deal['subtype'])}{f', {plain(who)}' * bool(who)}"
        lines.append(f"<b>{what}</b>{drugs} · {' · '.join(facts)}")
        lines.append(folded(deal["proof"], 110))
    more = [f"and {len(tie.rows) - 4} more"] if len(tie.rows) > 4 else []
    return "<br>".join([*(line for line in lines if line), *more, "Click for evidence"])


def _size(deals: int, *, is_small: bool = False) -> float:
    """Of a mark in pixels; larger where there are few of them."""
    return min(24.0, 8 + 3.4 * math.pow(deals - 1, 0.7)) * (1.5 if is_small else 1)


def _companies(
    placed: Positions,
    deals: Counter[str],
    focused: set[str],
    fonts: dict[str, int],
    look: Look,
    side_of: dict[str, str],
) -> go.Scatter:
    order = sorted(placed, key=lambda name: (name not in focused, -deals[name], name))
    return trace(
        go.Scatter,
        x=[placed[n][0] for n in order],
        y=[placed[n][1] for n in order],
        mode="markers+text",
        text=[plain(short(n, LETTERS)) if n in side_of else "" for n in order],
        textposition=[side_of.get(n, "middle right") for n in order],
        textfont={"size": [fonts[n] for n in order], "shadow": halo(look)},
        marker={
            "size": [_size(deals[n], is_small=len(order) <= FEW) for n in order],
            "color": [look.deals["license"] if n in focused else look.node for n in order],
            "line": {"color": look.paper, "width": 1.5},
            "opacity": 1,
        },
        ids=order,
        customdata=[[n] for n in order],
        hovertext=[f"<b>{plain(n)}</b><br>{deals[n]} deal{'s' * (deals[n] != 1)}<br>Click for evidence" for n in order],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _labels_to_click(nodes: go.Scatter, labels: dict[str, Label]) -> go.Scatter:
    """Unseen marks along each name: the pointer finds only marks, and a reader points at the name."""
    spots = []
    texts, whom, hover = nodes.text, nodes.customdata, nodes.hovertext  # plotly copies a whole list whenever it is read
    for row, (name, x, y, side) in enumerate(zip(nodes.ids, nodes.x, nodes.y, nodes.textposition, strict=True)):
        left, top, right, bottom = labels[name].span((x, y), side)
        steps = range(0, (int(right - left) + HANDLE_PX // 2) * bool(texts[row]), HANDLE_PX)
        spots += [(left + step, (top + bottom) / 2, row) for step in steps]
    return trace(
        go.Scatter,
        x=[x for x, _, _ in spots],
        y=[y for _, y, _ in spots],
        mode="markers",
        marker=UNSEEN | {"size": HANDLE_PX},
        customdata=[whom[row] for *_, row in spots],
        hovertext=[hover[row] for *_, row in spots],
        hoverinfo="text",
        showlegend=False,
    )


def _add_key(figure: go.Figure, ties: list[Tie], look: Look, *, has_arrows: bool) -> None:
    present = {tie.family for tie in ties}
    for family in DEAL_FAMILIES:
        if family.id in present:
            line = {"color": look.deals[family.id], "dash": family.dash, "width": 2.5}
            figure.add_trace(trace(go.Scatter, x=[None], y=[None], mode="lines", line=line, name=family.name))
    if has_arrows:
        figure.add_trace(arrows.key_entry(look))
    if any(len(tie.rows) > 1 for tie in ties):
        line = {"color": look.muted, "dash": "solid", "width": 5}
        figure.add_trace(trace(go.Scatter, x=[None], y=[None], mode="lines", line=line, name=WIDTH_WORDS))


def _say_unnamed(figure: go.Figure, count: int) -> None:
    if count:
        told = f"{count} name{'s' * (count != 1)} left out for room"
        place = {"xref": "paper", "x": 0, "yref": "paper", "y": 0, "xanchor": "left", "yanchor": "top"}
        figure.add_annotation(text=told, showarrow=False, font={"size": LITTLE}, **place)
        figure.update_layout(margin={"b": 22}, height=figure.layout.height + 18)


def _lay_sheet(figure: go.Figure, sheet: Sheet) -> None:
    hidden = {"visible": False, "zeroline": False}
    figure.update_layout(
        margin={"l": 4, "r": 4, "t": 34, "b": 4},
        xaxis={**hidden, "range": [-8, sheet.width + 12]},
        yaxis={**hidden, "range": [sheet.height + 8, -8]},
        legend={
            **LEGEND_ON_TOP,
            "maxheight": 400,
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
