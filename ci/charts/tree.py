"""The tree of mechanisms, their targets and their drugs."""

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from ci.charts.landscape import EMPTY, acting, mechanisms_in, rank
from ci.charts.looks import LIGHT, OTHER, Look, ink_on, tint
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    canvas,
    empty_figure,
    mechanism_name,
    plain,
    trace,
)


class Tile(NamedTuple):
    """A tile of the tree map."""

    id: str
    label: str
    parent: str
    value: int
    colour: str
    hover: str


FLAT, LONG = 2, 20
TINY = 0.008
"""The share of all tiles below which a target has no room for its name: such targets of a mechanism share a tile."""


LEAST_PX = 9
"""A name that would be smaller is not drawn; the hint and the table hold it."""
ON_PHONE = {"Mitochondrial activators": "Mitochondrial"}


def mechanism_treemap(landscape: pd.DataFrame, look: Look = LIGHT, *, is_narrow: bool = False) -> go.Figure:
    """Mechanism (hue), its targets, their drugs; a later stage is a fuller colour. Draws frames.LANDSCAPE.

    Drugs show when a target is clicked: all at once their names would be too small to read.
    """
    if landscape.empty:
        return empty_figure(EMPTY)
    landscape = acting(landscape)
    tiles = [tile for mechanism in mechanisms_in(landscape) for tile in _tiles(landscape, mechanism, look)]
    colours = [tile.colour for tile in tiles]
    figure = canvas(600)
    figure.add_trace(
        trace(
            go.Treemap,
            ids=[tile.id for tile in tiles],
            labels=[_broken(tile, is_narrow=is_narrow) for tile in tiles],
            parents=[tile.parent for tile in tiles],
            values=[tile.value for tile in tiles],
            branchvalues="total",
            marker={
                "colors": colours,
                "line": {"width": 1, "color": look.paper},
                "pad": {"t": 20, "l": 3, "r": 3, "b": 3},
            },
            textfont={"color": [ink_on(colour) for colour in colours], "size": 14},
            hovertext=[tile.hover for tile in tiles],
            hoverinfo="text",
            maxdepth=2,
            tiling={"packing": "squarify"},
        )
    )
    smallest = {"minsize": LEAST_PX, "mode": "hide"}
    figure.update_layout(margin={"l": 2, "r": 2, "t": 2, "b": 2}, uniformtext=smallest)
    return figure


def tree_finding(landscape: pd.DataFrame) -> str:
    """The tree's title: the mechanism with the most drugs."""
    counts = landscape.groupby("mechanism_id")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    if counts.empty:
        return "No drug"
    total = landscape["drug_id"].nunique()
    return f"{mechanism_name(str(counts.index[0]))} holds {counts.iloc[0]} of {total} drugs"


def _tiles(landscape: pd.DataFrame, mechanism: str, look: Look) -> list[Tile]:
    drugs = rows_of(landscape[landscape["mechanism_id"] == mechanism])
    hue = look.mechanisms.get(mechanism, look.mechanisms[OTHER])
    name = plain(mechanism_name(mechanism))
    count = len({drug["drug_id"] for drug in drugs})
    tiles = [Tile(mechanism, f"{name} ({count})", "", len(drugs), hue, f"{name}: {count} drugs")]
    by_target: dict[str, list[Row]] = {}
    for drug in drugs:
        by_target.setdefault(drug["target"], []).append(drug)
    tiny = {target for target, of_target in by_target.items() if len(of_target) <= max(1, TINY * len(landscape))}
    if len(tiny) > 1:
        more = sum(len(by_target[target]) for target in tiny)
        words, colour = f"{len(tiny)} more targets", tint(hue, 0.75, look.paper)
        tiles.append(
            Tile(_more(mechanism), f"+{len(tiny)} ({more})", mechanism, more, colour, f"{words}: a click opens them")
        )
    for target, of_target in by_target.items():
        parent = _more(mechanism) if target in tiny and len(tiny) > 1 else mechanism
        tiles += _of_target(target, of_target, f"{mechanism}/{target}", parent, hue, look)
    return tiles


def _broken(tile: Tile, *, is_narrow: bool) -> str:
    """A name above its number; on one line in the smallest tiles, which are flat; a long one on two."""
    if not tile.parent and is_narrow:
        for name, brief in ON_PHONE.items():
            tile = tile._replace(label=tile.label.replace(name, brief))
    if not tile.parent or tile.value <= FLAT:
        return tile.label
    return tile.label.replace(" ", "<br>", 1 if len(tile.label) > LONG else -1)


def _more(mechanism: str) -> str:
    """The id of the tile that several small targets share."""
    return f"{mechanism}//more"


def _of_target(target: str, drugs: list[Row], key: str, parent: str, hue: str, look: Look) -> list[Tile]:
    label = plain(target or "Target not known")
    hover = f"{label}: {len(drugs)} drug{'s' * (len(drugs) != 1)}"
    tile = Tile(key, f"{label} ({len(drugs)})", parent, len(drugs), tint(hue, 0.75, look.paper), hover)
    return [tile, *(_leaf(drug, key, hue, look) for drug in drugs)]


def _leaf(drug: Row, parent: str, hue: str, look: Look) -> Tile:
    shade = tint(hue, 0.15 + 0.17 * max(0, rank(drug["peak_stage"])), look.paper)
    hover = "<br>".join(
        [
            f"<b>{plain(drug['drug'])}</b>",
            f"{plain(drug['peak_stage'] or 'stage not known')} at its furthest",
            "Click for its source",
        ]
    )
    return Tile(f"{parent}/{drug['drug_id']}", plain(drug["drug"]), parent, 1, shade, hover)
