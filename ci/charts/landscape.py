"""The landscape: targets by highest stage, companies by mechanism, and the tree of mechanisms, targets and drugs."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from ci.charts.looks import LIGHT, OTHER, Look, ink_on, tint
from ci.charts.matrix import Line, count_matrix
from ci.charts.rows import Row, rows_of
from ci.charts.theme import MECHANISM_NAMES, canvas, empty_figure, mechanism_name, plain
from ci.model import STAGES


class Tile(NamedTuple):
    """A tile of the tree map."""

    id: str
    label: str
    parent: str
    value: int
    colour: str
    hover: str


EMPTY = "No drug matches these filters."
COMPANIES_SHOWN = 25


def stage_matrix(landscape: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """Targets down, highest stage ever across, drugs counted in each cell. Draws frames.LANDSCAPE."""
    if landscape.empty:
        return empty_figure(EMPTY)
    cells = _cells(landscape, "target", "peak_stage")
    rows = []
    for mechanism in _mechanisms_in(landscape):
        of_mechanism = landscape[landscape["mechanism_id"] == mechanism]
        for target in _home_targets(landscape, of_mechanism, mechanism):
            rows.append(Line(target, look.mechanisms.get(mechanism, look.mechanisms[OTHER]), mechanism_name(mechanism)))
    return count_matrix(rows, list(STAGES), {k: v for k, v in cells.items() if k[1] in STAGES}, look)


def company_matrix(landscape: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """The companies with the most drugs down, mechanisms across, drugs counted in each cell. Draws frames.LANDSCAPE."""
    owned = landscape.explode("companies").dropna(subset=["companies"])
    if owned.empty:
        return empty_figure(EMPTY)
    owned = owned.assign(mechanism=owned["mechanism_id"].map(mechanism_name))
    cells = _cells(owned, "companies", "mechanism")
    ranked = owned.groupby("companies")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    shown = list(ranked.index[:COMPANIES_SHOWN])
    hues = {mechanism_name(m): look.mechanisms.get(m, look.mechanisms[OTHER]) for m in _mechanisms_in(owned)}
    rows = [Line(company, look.faint) for company in shown]
    return count_matrix(rows, list(hues), {k: v for k, v in cells.items() if k[0] in shown}, look, hues)


def company_pair(landscape: pd.DataFrame, look: Look = LIGHT, pair: Sequence[str] = ()) -> go.Figure:
    """Two companies across, the targets of either down, drugs counted in each cell. Draws frames.LANDSCAPE.

    Without a `pair` the two companies with the most drugs are shown.
    """
    owned = landscape.explode("companies").dropna(subset=["companies"])
    shown = list(pair) or most_drugs(landscape)[:2]
    owned = owned[owned["companies"].isin(shown)]
    if owned.empty:
        return empty_figure("Neither company owns a drug that matches these filters.")
    rows = [
        Line(target, look.mechanisms.get(mechanism, look.mechanisms[OTHER]), mechanism_name(mechanism))
        for mechanism in _mechanisms_in(owned)
        for target in _home_targets(owned, owned[owned["mechanism_id"] == mechanism], mechanism)
    ]
    return count_matrix(rows, shown, _cells(owned, "target", "companies"), look)


def pair_finding(landscape: pd.DataFrame, pair: Sequence[str] = ()) -> str:
    """The pair's title: on which targets both have a drug."""
    first, *rest = list(pair) or most_drugs(landscape)[:2] or [""]
    if not rest:
        return "Two companies are needed"
    owned = landscape.explode("companies")
    targets = [set(owned.loc[owned["companies"] == name, "target"]) - {""} for name in (first, rest[0])]
    both = sorted(targets[0] & targets[1])
    met = f"both act on {', '.join(both[:4])}{' and more' * (len(both) > 4)}" if both else "they share no target"
    return f"{first} has {len(targets[0])} target{'s' * (len(targets[0]) != 1)}, {rest[0]} {len(targets[1])}; {met}"


def most_drugs(landscape: pd.DataFrame) -> list[str]:
    """The owners, those with the most drugs first."""
    owned = landscape.explode("companies").dropna(subset=["companies"])
    ranked = owned.groupby("companies")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    return [str(name) for name in ranked.index]


def mechanism_treemap(landscape: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """Mechanism (hue), its targets, their drugs; a later stage is a fuller colour. Draws frames.LANDSCAPE."""
    if landscape.empty:
        return empty_figure(EMPTY)
    tiles = [tile for mechanism in _mechanisms_in(landscape) for tile in _tiles(landscape, mechanism, look)]
    colours = [tile.colour for tile in tiles]
    figure = canvas(560)
    figure.add_trace(
        go.Treemap(
            ids=[tile.id for tile in tiles],
            labels=[tile.label for tile in tiles],
            parents=[tile.parent for tile in tiles],
            values=[tile.value for tile in tiles],
            branchvalues="total",
            marker={
                "colors": colours,
                "line": {"width": 1, "color": look.paper},
                "pad": {"t": 20, "l": 3, "r": 3, "b": 3},
            },
            textfont={"color": [ink_on(colour) for colour in colours]},
            hovertext=[tile.hover for tile in tiles],
            hoverinfo="text",
            maxdepth=4,
            tiling={"packing": "squarify"},
        )
    )
    figure.update_layout(margin={"l": 2, "r": 2, "t": 26, "b": 2})
    return figure


def finding(landscape: pd.DataFrame) -> str:
    """The matrix's title: where nothing is approved yet."""
    if landscape.empty:
        return "No drug"
    named = landscape[landscape["target"] != ""]  # a drug of unknown target is no target
    by_target = named.assign(rank=named["peak_stage"].map(_rank)).groupby("target")["rank"].max()
    approved = int((by_target == len(STAGES) - 1).sum())
    early = int((by_target <= _rank("phase 1")).sum())
    drugs = landscape["drug_id"].nunique()
    said = f"{approved} of {len(by_target)} targets have an approved drug"
    return f"{said}; {early} have none beyond phase 1 ({drugs} drugs)"


def owners_finding(landscape: pd.DataFrame) -> str:
    """The company matrix's title: who holds the most drugs."""
    owned = landscape.explode("companies").dropna(subset=["companies"])
    counts = owned.groupby("companies")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    if counts.empty:
        return "No drug with a known owner"
    total = landscape["drug_id"].nunique()
    return f"{counts.index[0]} holds {counts.iloc[0]} of {total} drugs; {len(counts)} owners in all"


def tree_finding(landscape: pd.DataFrame) -> str:
    """The tree's title: the mechanism with the most drugs."""
    counts = landscape.groupby("mechanism_id")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    if counts.empty:
        return "No drug"
    total = landscape["drug_id"].nunique()
    return f"{mechanism_name(str(counts.index[0]))} holds {counts.iloc[0]} of {total} drugs"


def _rank(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else -1


def _mechanisms_in(landscape: pd.DataFrame) -> list[str]:
    present = set(landscape["mechanism_id"])
    return [m for m in MECHANISM_NAMES if m in present] + sorted(present - set(MECHANISM_NAMES))


def _home_targets(landscape: pd.DataFrame, of_mechanism: pd.DataFrame, mechanism: str) -> list[str]:
    """Targets most of whose drugs belong to this mechanism, those with the most drugs first."""
    counts = of_mechanism.groupby("target")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    homes = landscape.groupby("target")["mechanism_id"].agg(lambda ids: ids.value_counts(sort=True).index[0])
    return [str(target) for target in counts.index if target and homes[target] == mechanism]


def _cells(landscape: pd.DataFrame, row: str, column: str) -> dict[tuple[str, str], list[str]]:
    cells: dict[tuple[str, str], list[str]] = {}
    for drug in rows_of(landscape):
        named = cells.setdefault((drug[row], drug[column]), [])
        if drug[row] and drug["drug"] not in named:
            named.append(drug["drug"])
    return {place: drugs for place, drugs in cells.items() if drugs}


def _tiles(landscape: pd.DataFrame, mechanism: str, look: Look) -> list[Tile]:
    drugs = rows_of(landscape[landscape["mechanism_id"] == mechanism])
    hue = look.mechanisms.get(mechanism, look.mechanisms[OTHER])
    name = plain(mechanism_name(mechanism))
    count = len({drug["drug_id"] for drug in drugs})
    tiles = [Tile(mechanism, name, "", len(drugs), hue, f"{name}: {count} drugs")]
    for target in dict.fromkeys(drug["target"] for drug in drugs):
        of_target = [drug for drug in drugs if drug["target"] == target]
        label, key = plain(target or "Target not known"), f"{mechanism}/{target}"
        hover = f"{label}: {len(of_target)} drug{'s' * (len(of_target) != 1)}"
        tiles.append(Tile(key, label, mechanism, len(of_target), tint(hue, 0.75, look.paper), hover))
        tiles += [_leaf(drug, key, hue, look) for drug in of_target]
    return tiles


def _leaf(drug: Row, parent: str, hue: str, look: Look) -> Tile:
    shade = tint(hue, 0.15 + 0.17 * max(0, _rank(drug["peak_stage"])), look.paper)
    hover = f"<b>{plain(drug['drug'])}</b><br>{plain(drug['peak_stage'] or 'stage not known')} at its furthest"
    return Tile(f"{parent}/{drug['drug_id']}", plain(drug["drug"]), parent, 1, shade, hover)
