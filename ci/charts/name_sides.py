"""On which side of its mark a company's name stands, so that no tie strikes it out and no other name covers it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ci.charts.network import Places, Positions

ACROSS = {"right": 1, "left": -1, "center": 0}
DOWN = {"top": -1, "middle": 0, "bottom": 1}
SIDES = (
    *("middle right", "top right", "bottom right", "middle left", "top left", "bottom left"),
    *("top center", "bottom center"),
)
"""Where a name may stand at its mark, the best first."""
TRIES = 6
"""So often the names are placed anew, those that found no room first."""
LINE_SHARE, AIR_PX = 1.08, 1.0
"""The height of a line of words as a share of its letters; how near a name may come to the next one."""
Span = tuple[float, float, float, float]
"""Where words or a mark stand: left, top, right, bottom."""


@dataclass(frozen=True)
class Label:
    """A name at its mark, in pixels: how wide the words are, how large their letters, how wide the mark."""

    width: float
    font: float
    mark: float

    @property
    def away(self) -> float:
        """How far from the middle of the mark plotly begins the words."""
        return self.mark / 1.6 + 1

    def span(self, place: tuple[float, float], side: str) -> Span:
        down, across = side.split()
        x, y = place[0] + ACROSS[across] * self.away, place[1] + DOWN[down] * (self.away + self.font / 2)
        left = {"right": x, "left": x - self.width, "center": x - self.width / 2}[across]
        half = self.font * LINE_SHARE / 2
        return left, y - half, left + self.width, y + half


def sides(
    placed: Positions,
    labels: Mapping[str, Label],
    lines: Places,
    width: float,
    main: Collection[str] = (),
) -> dict[str, str]:
    """Where each name stands: clear of other names and marks, and struck out by as few points of `lines` as can be.

    The `main` ones choose first, of the others those with the least choice; one that finds no room is left out.
    """
    marks = {name: _mark(place, labels[name].mark) for name, place in placed.items()}
    struck = {name: _struck(lines, place, labels[name]) for name, place in placed.items()}
    free = {name: sum(not count for count in found.values()) for name, found in struck.items()}
    order = sorted(placed, key=lambda name: (name not in main, free[name], name))
    best: dict[str, str] = {}
    for _ in range(TRIES):
        chosen = _in_turn(order, placed, labels, struck, marks, width)
        if len(chosen) > len(best):
            best = chosen
        left = [name for name in order if name not in chosen]
        if not left:
            break
        order = [*left, *(name for name in order if name in chosen)]
    return best


def _in_turn(
    order: Sequence[str],
    placed: Positions,
    labels: Mapping[str, Label],
    struck: Mapping[str, Mapping[str, int]],
    marks: Mapping[str, Span],
    width: float,
) -> dict[str, str]:
    chosen: dict[str, str] = {}
    taken: list[Span] = []
    for name in order:
        others = [*taken, *(mark for other, mark in marks.items() if other != name)]
        for side in sorted(SIDES, key=struck[name].__getitem__):
            words = labels[name].span(placed[name], side)
            if words[0] >= 0 and words[2] <= width and not any(touch(words, other) for other in others):
                chosen[name] = side
                taken.append(words)
                break
    return chosen


def _mark(place: tuple[float, float], size: float) -> Span:
    x, y = place
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2


def _struck(points: Places, place: tuple[float, float], label: Label) -> dict[str, int]:
    """How many of the points lie under the words, side by side of the mark; only those near by are asked for each."""
    spans = {side: label.span(place, side) for side in SIDES}
    low, high = np.array(list(spans.values()))[:, :2].min(axis=0), np.array(list(spans.values()))[:, 2:].max(axis=0)
    near = points[((points > low) & (points < high)).all(axis=1)]
    return {side: _inside(near, span) for side, span in spans.items()}


def _inside(points: Places, span: Span) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(((x > span[0]) & (x < span[2]) & (y > span[1]) & (y < span[3])).sum())


def touch(one: Span, other: Span) -> bool:
    """Whether two boxes lie on each other, or nearer than a name needs."""
    return (
        one[0] < other[2] + AIR_PX
        and other[0] < one[2] + AIR_PX
        and one[1] < other[3] + AIR_PX
        and other[1] < one[3] + AIR_PX
    )
