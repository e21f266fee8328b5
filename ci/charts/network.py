"""Where the companies of a network stand: same deals, same picture. Components are laid out one by one and packed."""

import math

import networkx as nx
import numpy as np

Positions = dict[str, tuple[float, float]]
Places = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Box = tuple[float, float, float, float]

ROUNDS = 120
STRETCH = 2.3
"""A layout is drawn out at most so much more in one direction than in the other."""
WIDTH = 1000.0
"""The sheet that labels reckon with, in pixels; its height follows the number of companies."""
SMALL = 4
COLUMN, ROW = 178.0, 27.0
"""Components below this size stand as short columns in which each name has room."""


def sheet_height(companies: int) -> float:
    return min(640.0, 200.0 + 9 * companies)


def positions(graph: "nx.Graph[str]") -> Positions:
    """Name -> (x, y) in pixels of the sheet, y downwards; large components left, small ones in columns beside them."""
    height = sheet_height(len(graph))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    large = [part for part in parts if len(part) >= SMALL]
    small = [part for part in parts if len(part) < SMALL]
    columns = _columns([_in_a_row(graph, part) for part in small], height)
    right = COLUMN * len(columns) if large else WIDTH
    placed: Positions = {}
    for column, members in enumerate(columns):
        step = right / len(columns)
        placed |= _column(members, height, WIDTH - right + step * column + (24 if large else step / 3))
    placed |= _large(graph, large, WIDTH - right - 40 if small else WIDTH, height)
    return placed


def in_groups(graph: "nx.Graph[str]") -> set[str]:
    """The companies that belong to a component of some size; the others deal only with one or two."""
    return {name for part in nx.connected_components(graph) if len(part) >= SMALL for name in part}


def _in_a_row(graph: "nx.Graph[str]", part: set[str]) -> list[str]:
    """Two or three companies in such an order that neighbours in the column are neighbours in the network."""
    ends = sorted(part, key=lambda name: (graph.degree[name], name))
    return [ends[0], ends[2], ends[1]] if len(ends) == 3 else ends


def _columns(small: list[list[str]], height: float) -> list[list[list[str]]]:
    """Shares the small components among at most three columns of like height."""
    rows = sum(len(part) + 0.8 for part in small)
    count = min(3, max(1, math.ceil(rows * 15 / height))) if small else 0
    columns: list[list[list[str]]] = [[] for _ in range(count)]
    heights = [0.0] * count
    for part in small:
        shortest = heights.index(min(heights))
        columns[shortest].append(part)
        heights[shortest] += len(part) + 0.8
    return columns


def _column(members: list[list[str]], height: float, x: float) -> Positions:
    rows = sum(len(part) + 0.8 for part in members)
    step = min(ROW, (height - 20) / rows)
    y, placed = 14.0, {}
    for part in members:
        for name in part:
            placed[name] = (x, y)
            y += step
        y += step * 0.8
    return placed


def _large(graph: "nx.Graph[str]", parts: list[set[str]], width: float, height: float) -> Positions:
    """The components of some size: the first takes a share of the sheet by its size, the others stand below it."""
    if not parts:
        return {}
    first, rest = parts[0], parts[1:]
    below = 0.0 if not rest else max(0.22, min(0.4, sum(map(len, rest)) / sum(map(len, parts))))
    placed = _fit(graph.subgraph(first), 0, 0, width, height * (1 - below))
    x, total = 0.0, sum(math.sqrt(len(part)) for part in rest)
    for part in rest:
        share = width * math.sqrt(len(part)) / total
        placed |= _fit(graph.subgraph(part), x, height * (1 - below), share, height * below)
        x += share
    return placed


def _fit(graph: "nx.Graph[str]", left: float, top: float, width: float, height: float) -> Positions:
    """Stress layout over sorted names, stretched into a box with room for labels at its edges, then pushed apart."""
    names = sorted(graph.nodes)
    raw = _stress(graph, names)
    pad = np.array([min(70.0, width / 5), min(24.0, height / 6)])
    low, high = raw.min(axis=0), raw.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    scale = (np.array([width, height]) - 2 * pad) / span
    scale = np.minimum(scale, scale.min() * STRETCH)
    scaled = (raw - low - span / 2) * scale + np.array([width, height]) / 2
    apart = _push_apart(scaled, np.array([64.0, 30.0]))
    inside = np.clip(apart, 10, np.array([width, height]) - 10)
    return {name: (round(left + x, 1), round(top + y, 1)) for name, (x, y) in zip(names, inside.tolist(), strict=True)}


def _stress(graph: "nx.Graph[str]", names: list[str]) -> Places:
    """Places whose distances follow the number of deals between two companies (stress majorisation, weights d**-2).

    The start is turned so that the picture is wider than high; no chance is involved.
    """
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    distance = np.array([[lengths[a][b] for b in names] for a in names], dtype=float)
    weight = np.where(distance > 0, 1 / np.maximum(distance, 1) ** 2, 0.0)
    inverse = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    angle = np.arange(len(names)) * 2.399963
    place = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt(np.arange(1, len(names) + 1))[:, None]
    for _ in range(ROUNDS):
        gap = np.linalg.norm(place[:, None] - place[None, :], axis=2)
        ratio = np.where(gap > 1e-9, -weight * distance / np.maximum(gap, 1e-9), 0.0)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        place = inverse @ ratio @ place
    _, _, axes = np.linalg.svd(place - place.mean(axis=0), full_matrices=False)
    turned: Places = place @ axes.T
    return turned


def _push_apart(place: Places, room: Places) -> Places:
    """Moves marks that stand within `room` (width, height) of each other until few do."""
    place = place.copy()
    for _ in range(60):
        delta = (place[:, None] - place[None, :]) / room
        gap = np.linalg.norm(delta, axis=2)
        np.fill_diagonal(gap, 1.0)
        close = gap < 1
        if not close.any():
            break
        step = np.where(close, (1 - gap) / np.maximum(gap, 1e-6), 0.0)[:, :, None] * delta * room * 0.3
        place += step.sum(axis=1)
    return place


def label_places(
    placed: Positions, sizes: dict[str, float], order: list[str], must: set[str], letters: dict[str, float]
) -> dict[str, str]:
    """Name -> where its label stands beside the mark. First come, first served; a label that would cover another
    label or mark is left out, unless the name is one that must be readable. `letters` is the width of a letter."""
    boxes = [(x - s / 2, y - s / 2, x + s / 2, y + s / 2) for n, (x, y) in placed.items() for s in [sizes[n]]]
    found: dict[str, str] = {}
    for name in order:
        options = _label_boxes(placed[name], sizes[name] / 2 + 3, letters[name] * len(name) + 4)
        inside = {w: box for w, box in options.items() if box[0] > -20 and box[2] < WIDTH + 64} or options
        covered = {where: sum(_overlap(box, other) for other in boxes) for where, box in inside.items()}
        best = min(covered, key=lambda where: covered[where])
        if covered[best] == 0 or name in must:
            found[name] = best
            boxes.append(inside[best])
    return found


def _label_boxes(place: tuple[float, float], gap: float, length: float) -> dict[str, Box]:
    x, y = place
    return {
        "middle right": (x + gap, y - 7, x + gap + length, y + 7),
        "middle left": (x - gap - length, y - 7, x - gap, y + 7),
        "top center": (x - length / 2, y - gap - 13, x + length / 2, y - gap),
        "bottom center": (x - length / 2, y + gap, x + length / 2, y + gap + 13),
    }


def _overlap(a: Box, b: Box) -> float:
    """The area that two boxes share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
