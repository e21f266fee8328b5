"""Who deals most, and how mechanisms lead to kinds of deals."""

from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from ci.acts import subtype_name
from ci.charts.axes import LEGEND_ON_TOP, counted
from ci.charts.deals import counted_once
from ci.charts.looks import LIGHT, OTHER, Look, halo, tint
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    DEAL_FAMILIES,
    DealFamily,
    canvas,
    empty_figure,
    family_of,
    label_margin,
    mechanism_id,
    plain,
    short_company,
    trace,
)

SHOWN, ROW_PX, LETTERS, LETTERS_NARROW = 15, 24, 30, 17
NO_MECHANISM = "No drug named"


def top_partners(collaborations: pd.DataFrame, look: Look = LIGHT, focus: Collection[str] = ()) -> go.Figure:
    """The companies with the most deals, by kind of deal (colour and pattern). Draws frames.COLLABORATIONS.

    With `focus` (ids of companies) only their partners are shown.
    """
    deals = rows_of(counted_once(collaborations))
    order = [name for name, _ in _ranked(deals, focus)[:SHOWN]]
    if not order:
        return empty_figure("No collaboration between named companies matches these filters.")
    figure = canvas(ROW_PX * len(order) + 84)
    for family in DEAL_FAMILIES:
        of_kind = [deal for deal in deals if family_of(deal["subtype"]) == family]
        if any(set(_partners(deal, focus)) & set(order) for deal in of_kind):
            figure.add_trace(_bar(family, of_kind, order, focus, look))
    labels = [plain(short_company(name, LETTERS)) for name in order]
    figure.update_layout(
        barmode="stack",
        bargap=0.25,
        margin={"l": label_margin(labels), "r": 10, "t": 44, "b": 26},
        xaxis={**counted(_ranked(deals, focus)[0][1], 8), "fixedrange": True},
        yaxis={
            "tickvals": list(range(len(order))),
            "ticktext": labels,
            "range": [len(order) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        legend={
            **LEGEND_ON_TOP,
            "itemclick": False,
            "itemdoubleclick": False,
        },
        dragmode=False,
    )
    return figure


def finding(collaborations: pd.DataFrame, focus: Collection[str] = ()) -> str:
    """The title: how much the busiest companies hold together; with a focus its closest partner."""
    collaborations = counted_once(collaborations)
    ranked = _ranked(rows_of(collaborations), focus)
    if not ranked:
        return "No collaboration"
    if focus:
        name, count = ranked[0]
        return f"Closest partner: {name}, in {count:,} of {len(collaborations):,} deals with {len(ranked):,} partners"
    top = {name for name, _ in ranked[:5]}
    held = sum(bool(top & set(companies)) for companies in collaborations["companies"])
    if len(ranked) <= 5:
        return f"{len(collaborations)} deals between {len(ranked)} companies"
    return f"The five busiest companies take part in {held:,} of {len(collaborations):,} deals"


def partners_count(collaborations: pd.DataFrame, focus: Collection[str] = ()) -> int:
    """How many companies have a bar, or would have one were there room for all."""
    return len(_ranked(rows_of(collaborations), focus))


def named_count(collaborations: pd.DataFrame) -> int:
    """How many companies the deals name, also those whose partner is not named."""
    return int(collaborations["companies"].explode().dropna().nunique())


def beside_count(collaborations: pd.DataFrame, focus: Collection[str]) -> int:
    """How many of the deals are not the chosen companies' own but those of companies that belong to them."""
    return sum(not set(focus) & set(of_deal) for of_deal in collaborations["company_ids"]) if focus else 0


def mechanism_flows(collaborations: pd.DataFrame, look: Look = LIGHT, *, is_narrow: bool = False) -> go.Figure:
    """Bands from the mechanism (hue) to the kind of deal, as wide as their number. Draws frames.COLLABORATIONS.

    A deal on drugs of two mechanisms is counted for each. On a phone a long name stands in two lines.
    """
    flows = _flows(collaborations)
    if not flows:
        return empty_figure("No collaboration matches these filters.")
    left = [name for name, _ in _totals(flows, 0)]
    right = [name for name, _ in _totals(flows, 1)]
    hues = {name: look.mechanisms.get(mechanism_id(name), look.mechanisms[OTHER]) for name in left}
    pairs = sorted(flows, key=lambda pair: (left.index(pair[0]), right.index(pair[1])))
    counts = _deals_at(flows)
    figure = canvas(440)
    figure.add_trace(
        trace(
            go.Sankey,
            arrangement="fixed",
            textfont={"color": look.text, "size": 13, "shadow": halo(look)},
            node={
                "label": [f"{_end(name, is_narrow=is_narrow)} ({counts[name]})" for name in (*left, *right)],
                "color": [*hues.values(), *[look.node] * len(right)],
                "line": {"color": look.outline, "width": 0.5},
                "pad": 14,
                "thickness": 14,
                "customdata": [*([name, ""] for name in left), *(["", name] for name in right)],
                "hovertemplate": "%{label}<br>Click for evidence<extra></extra>",
            },
            link={
                "source": [left.index(a) for a, _ in pairs],
                "target": [len(left) + right.index(b) for _, b in pairs],
                "value": [len(flows[pair]) for pair in pairs],
                "color": [tint(hues[a], 0.45, look.paper) for a, _ in pairs],
                "customdata": [list(pair) for pair in pairs],
                "hovertemplate": "%{source.label} → %{target.label}: %{value:d}<br>Click for evidence<extra></extra>",
            },
        )
    )
    figure.update_layout(margin={"l": 6, "r": 6, "t": 10, "b": 14})
    return figure


def _end(name: str, *, is_narrow: bool) -> str:
    is_long = is_narrow and len(name) > LETTERS_NARROW
    return "<br>".join(plain(part) for part in name.rsplit(" ", 1)) if is_long else plain(name)


def _deals_at(flows: dict[tuple[str, str], list[str]]) -> dict[str, int]:
    """End of a band -> its deals, each once, so that a kind has as many here as in the filter."""
    found: dict[str, set[str]] = {}
    for ends, deals in flows.items():
        for end in ends:
            found.setdefault(end, set()).update(deals)
    return {end: len(deals) for end, deals in found.items()}


def deals_of_band(collaborations: pd.DataFrame, ends: Sequence[str]) -> list[str]:
    """The events that a band stands for, by the names of its two ends; one of them empty for all bands of an end."""
    flows = _flows(collaborations).items()
    behind = [deals for pair, deals in flows if all(end in ("", of) for end, of in zip(ends, pair, strict=True))]
    return list(dict.fromkeys(deal for deals in behind for deal in deals))


def flows_finding(collaborations: pd.DataFrame) -> str:
    """The title: the widest band."""
    flows = _flows(collaborations)
    named = {pair: deals for pair, deals in flows.items() if pair[0] != NO_MECHANISM}
    if not named:
        return "No deal on a drug of a known mechanism"
    (mechanism, kind), deals = max(named.items(), key=lambda item: len(item[1]))
    return f"Most often: {mechanism}, {kind.lower()} ({len(deals):,} of {len(counted_once(collaborations)):,} deals)"


def _partners(deal: Row, focus: Collection[str]) -> list[str]:
    """The companies of a deal; with a focus those that stand opposite to it."""
    pairs = list(zip(deal["company_ids"], deal["companies"], strict=True))
    others = [name for key, name in pairs if key not in focus]
    return list(dict.fromkeys(others or ([] if focus else [name for _, name in pairs])))


def _ranked(deals: list[Row], focus: Collection[str]) -> list[tuple[str, int]]:
    counts = Counter(name for deal in deals for name in _partners(deal, focus))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _bar(family: DealFamily, deals: list[Row], order: list[str], focus: Collection[str], look: Look) -> go.Bar:
    events: dict[str, list[str]] = {name: [] for name in order}
    for deal in deals:
        for name in _partners(deal, focus):
            if name in events:
                events[name].append(deal["event_id"])
    hue = look.deals[family.id]
    return trace(
        go.Bar,
        x=[len(events[name]) for name in order],
        y=list(range(len(order))),
        orientation="h",
        name=family.name,
        customdata=[events[name] for name in order],
        hovertext=[f"{plain(name)}: {len(events[name])} · {family.name}<br>Click for evidence" for name in order],
        hoverinfo="text",
        marker={
            "color": hue,
            "pattern": {"shape": family.pattern, "bgcolor": hue, "fgcolor": look.paper, "size": 6, "solidity": 0.25},
        },
    )


def _flows(collaborations: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    flows: dict[tuple[str, str], list[str]] = {}
    for deal in rows_of(counted_once(collaborations)):
        for mechanism in deal["mechanisms"] or (NO_MECHANISM,):
            flows.setdefault((mechanism, subtype_name(deal["subtype"])), []).append(deal["event_id"])
    return flows


def _totals(flows: dict[tuple[str, str], list[str]], side: int) -> list[tuple[str, int]]:
    """What stands on one side, the largest first; what is not known comes last."""
    counts: Counter[str] = Counter()
    for pair, deals in flows.items():
        counts[pair[side]] += len(deals)
    return sorted(counts.items(), key=lambda item: (item[0] == NO_MECHANISM, -item[1], item[0]))
