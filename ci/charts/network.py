"""Where the companies of a network stand: same deals, same picture. Components are laid out one by one and packed."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import networkx as nx

Positions = dict[str, tuple[float, float]]
Places = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

ROUNDS, ROUNDS_APART = 120, 300
STRETCH = 2.3
"""A layout is drawn out at most so much more in one direction than in the other."""
SMALL = 4
COLUMN, ROW, WIDE_ROW, LETTERS = 210.0, 22.0, 34.0, 32
"""Components below this size stand as short columns in which each name has room; longer names are cut."""
WIDE_PX, TIGHT_PX = 900.0, 660.0
"""The width of the paper on a wide page, and where less room is."""
FEW, FEW_PARTS = 16, 4
"""So few companies in so few components have the whole sheet: each component is laid out by itself."""
MANY = 30
"""Beside so many companies there is no room for columns: they stand below."""
LABEL_PX, GAP_PX = 17.0, 12.0


@dataclass(frozen=True)
class Sheet:
    """The paper that labels reckon with, in pixels; its height follows the number of companies."""

    width: float
    height: float
    foot: float = 0.0
    """Of the height, what is kept for the columns below."""

    @classmethod
    def of(cls, graph: "nx.Graph[str]", width: float = WIDE_PX, *, is_narrow: bool = False) -> "Sheet":
        companies = graph.number_of_nodes()
        small = [part for part in _parts(graph) if len(part) < SMALL]
        apart = sum(map(len, small))
        width = 345.0 if is_narrow else width
        foot = ROW * (apart + 0.8 * len(small)) / int(width // COLUMN) + 2 * ROW if small else 0.0
        if is_narrow:
            foot *= apart < companies
            return cls(width, 160.0 + 20 * (companies - apart if foot else companies) + foot, foot)
        if companies - apart <= MANY:
            return cls(width, min(1080.0, 200.0 + 7 * companies))
        return cls(width, min(1080.0, 200.0 + 9 * (companies - apart)) + foot, foot)


def positions(graph: "nx.Graph[str]", label_px: Mapping[str, float], sheet: Sheet) -> Positions:
    """Name -> (x, y) in pixels of the sheet, y downwards; large components left, small ones in columns beside them.

    `label_px` is the width of the name that stands right of each mark: nobody else stands on it.
    """
    parts = sorted(_parts(graph), key=lambda part: (-len(part), min(part)))
    if len(graph) <= FEW and len(parts) <= FEW_PARTS and not sheet.foot:
        return _large(graph, parts, label_px, sheet)
    large = [part for part in parts if len(part) >= SMALL]
    small = [_in_a_row(graph, part) for part in parts if len(part) < SMALL]
    if sheet.foot:
        above = Sheet(sheet.width, sheet.height - sheet.foot)
        return _small(small, Sheet(sheet.width, sheet.foot), 0, above.height) | _large(graph, large, label_px, above)
    columns = len(_columns(small, sheet))
    right = min(sheet.width, COLUMN * columns) if large else sheet.width
    beside = Sheet(sheet.width - right * bool(columns), sheet.height)
    return _small(small, Sheet(right, sheet.height), beside.width, 0) | _large(graph, large, label_px, beside)


def _small(small: list[list[str]], sheet: Sheet, left: float, top: float) -> Positions:
    """Columns that share a sheet whose corner stands there."""
    columns = _columns(small, sheet)
    placed: Positions = {}
    for number, members in enumerate(columns):
        placed |= _column(members, sheet.height, left + sheet.width / len(columns) * number + 12, top)
    return placed


def _parts(graph: "nx.Graph[str]") -> Iterable[set[str]]:
    from networkx import connected_components  # the library is needed by this picture alone

    return connected_components(graph)


def in_groups(graph: "nx.Graph[str]") -> set[str]:
    """The companies that belong to a component of some size; the others deal only with one or two."""
    return {name for part in _parts(graph) if len(part) >= SMALL for name in part}


def _in_a_row(graph: "nx.Graph[str]", part: set[str]) -> list[str]:
    """Two or three companies in such an order that neighbours in the column are neighbours in the network."""
    ends = sorted(part, key=lambda name: (graph.degree[name], name))
    return [ends[0], ends[2], ends[1]] if len(ends) == 3 else ends


def _columns(small: list[list[str]], sheet: Sheet) -> list[list[list[str]]]:
    """Shares the small components among a few columns of like height."""
    rows = sum(len(part) + 0.8 for part in small)
    most = max(1, int(sheet.width // COLUMN))
    count = min(most, len(small), max(1, math.ceil(rows * ROW / sheet.height))) if small else 0
    columns: list[list[list[str]]] = [[] for _ in range(count)]
    heights = [0.0] * count
    for part in small:
        shortest = heights.index(min(heights))
        columns[shortest].append(part)
        heights[shortest] += len(part) + 0.8
    return columns


def _column(members: list[list[str]], height: float, x: float, top: float) -> Positions:
    rows = sum(len(part) + 0.8 for part in members)
    step = min(WIDE_ROW, (height - 20) / rows)
    y, placed = top + 14.0, {}
    for part in members:
        for name in part:
            placed[name] = (x, y)
            y += step
        y += step * 0.8
    return placed


def _large(graph: "nx.Graph[str]", parts: list[set[str]], label_px: Mapping[str, float], sheet: Sheet) -> Positions:
    """The components of some size: the first takes a share of the sheet by its size, the others stand below it."""
    if not parts:
        return {}
    first, rest = parts[0], parts[1:]
    share = sum(map(len, rest)) / sum(map(len, parts))
    below = 0.0 if not rest else max(0.2, min(0.45, share)) * sheet.height
    raw = _fit(graph.subgraph(first), (0, 0, sheet.width, sheet.height - below))
    x, total = 0.0, sum(math.sqrt(len(part)) for part in rest)
    for part in rest:
        width = sheet.width * math.sqrt(len(part)) / total
        raw |= _fit(graph.subgraph(part), (x, sheet.height - below, width, below))
        x += width
    return _make_room(raw, label_px, sheet)


def _fit(graph: "nx.Graph[str]", box: tuple[float, float, float, float]) -> Positions:
    """Stress layout over sorted names, stretched into a box (left, top, width, height) with room at its edges."""
    left, top, width, height = box
    names = sorted(graph.nodes)
    raw = _stress(graph, names)
    if height > width:  # the longer axis of the layout along the longer side of the paper
        raw = raw[:, ::-1]
    pad = np.array([min(70.0, width / 5), min(24.0, height / 6)])
    low, high = raw.min(axis=0), raw.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    scale = (np.array([width, height]) - 2 * pad) / span
    scale = np.minimum(scale, scale.min() * STRETCH)
    scaled = (raw - low - span / 2) * scale + np.array([left + width / 2, top + height / 2])
    return {name: (x, y) for name, (x, y) in zip(names, scaled.tolist(), strict=True)}


def _make_room(placed: Positions, label_px: Mapping[str, float], sheet: Sheet) -> Positions:
    """Moves companies apart until no name stands on another one; no chance is involved."""
    names = sorted(placed)
    place = np.array([placed[name] for name in names])
    wide = np.array([label_px[name] + GAP_PX for name in names])
    low = np.array([8.0, 10.0])
    high = np.column_stack([np.maximum(8.0, sheet.width - wide), np.full(len(names), sheet.height - 10)])
    place = np.clip(place, low, high)
    rooms = _Rooms(wide)
    for _ in range(ROUNDS_APART):
        push = rooms.push(place)
        if push is None or not push.any():
            break
        place = np.clip(place + push, low, high)
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in zip(names, place.tolist(), strict=True)}


class _Rooms:
    """How far companies must go apart, up or down or aside, whichever is the shorter way.

    What stays the same from round to round is worked out once, and each direction by itself: there are hundreds of
    rounds, and a picture is drawn anew for every filter.
    """

    def __init__(self, wide: Places) -> None:
        count = np.arange(len(wide))
        self._aside = (wide[:, None] + wide[None, :]) / 2 + GAP_PX / 2
        self._order = np.sign(count[:, None] - count[None, :]).astype(float)
        self._middle = wide / 2 - GAP_PX / 2

    def push(self, place: Places) -> Places | None:
        """The way of each; None where there is room for all."""
        x, y = place[:, 0] + self._middle, place[:, 1]
        right, down = x[:, None] - x[None, :], y[:, None] - y[None, :]
        over_aside, over_down = self._aside - np.abs(right), LABEL_PX - np.abs(down)
        np.fill_diagonal(over_aside, 0.0)
        is_over = (over_aside > 0.01) & (over_down > 0.01)
        if not is_over.any():
            return None
        is_down = over_down * 3 < over_aside
        aside = np.where(is_over & ~is_down, over_aside * self._way(right) * 0.35, 0.0)
        downwards = np.where(is_over & is_down, over_down * self._way(down) * 0.35, 0.0)
        pushed: Places = np.column_stack([aside.sum(axis=1), downwards.sum(axis=1)])
        return pushed

    def _way(self, delta: Places) -> Places:
        way: Places = np.where(delta == 0, self._order, np.sign(delta))
        return way


def _stress(graph: "nx.Graph[str]", names: list[str]) -> Places:
    """Places whose distances follow the number of deals between two companies (stress majorisation, weights d**-2).

    The start is turned so that the picture is wider than high; no chance is involved.
    """
    distance = _steps(graph, names)
    count = len(names)
    weight = np.where(distance > 0, 1 / np.maximum(distance, 1) ** 2, 0.0)
    pull, level = weight * distance, np.full((count, count), 1 / count)
    inverse = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + level) - level
    angle = np.arange(count) * 2.399963
    place = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt(np.arange(1, count + 1))[:, None]
    for _ in range(ROUNDS):
        x, y = place[:, 0], place[:, 1]
        gap = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
        ratio = np.where(gap > 1e-9, -pull / np.maximum(gap, 1e-9), 0.0)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        place = inverse @ (ratio @ place)
    _, _, axes = np.linalg.svd(place - place.mean(axis=0), full_matrices=False)
    turned: Places = place @ axes.T
    return turned


def _steps(graph: "nx.Graph[str]", names: list[str]) -> Places:
    """How many ties lie between each two companies of one component: all of them go one tie further at once."""
    number = {name: place for place, name in enumerate(names)}
    is_tied = np.zeros((len(names), len(names)), dtype=bool)
    for one, other in graph.edges:
        is_tied[number[one], number[other]] = is_tied[number[other], number[one]] = True
    steps, is_seen = np.zeros(is_tied.shape), np.eye(len(names), dtype=bool)
    frontier = is_seen
    for step in range(1, len(names)):
        frontier = (frontier @ is_tied) & ~is_seen
        if not frontier.any():
            break
        steps[frontier] = step
        is_seen |= frontier
    return steps
