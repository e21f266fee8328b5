"""On which side of its mark a company's name stands, so that no tie strikes it out and no other name covers it."""

from ci.charts.network import Positions
from ci.charts.ties import Tie

SHIFT_PX = {"middle right": 0, "top right": -13, "bottom right": 13}
"""Where a name may stand at its mark, the best first, and how far from the middle of it."""
LINE_PX = 14


def sides(ties: list[Tie], names: dict[str, str], placed: Positions, lengths: dict[str, float]) -> dict[str, str]:
    """Where each name stands: beside its mark, or over or under a tie that would strike it out, clear of others."""
    ways: dict[str, list[tuple[float, float]]] = {name: [] for name in placed}
    for tie in ties:
        one, other = (names[company] for company in tie.pair)
        (x0, y0), (x1, y1) = placed[one], placed[other]
        ways[one].append((x1 - x0, y1 - y0))
        ways[other].append((x0 - x1, y0 - y1))
    chosen: dict[str, str] = {}
    taken: list[tuple[float, float, float]] = []
    for name in sorted(placed, key=lambda name: (len(_free([w for w in ways[name] if w[0] > 0])), name)):
        (x, y), free = placed[name], _free([way for way in ways[name] if way[0] > 0])
        boxes = {side: (x, x + lengths[name], y + SHIFT_PX[side]) for side in free}
        side = next((side for side in free if not any(_touch(boxes[side], box) for box in taken)), free[0])
        chosen[name] = side
        taken.append(boxes[side])
    return chosen


def _free(to_the_right: list[tuple[float, float]]) -> list[str]:
    """The sides that no tie crosses; `to_the_right` holds (right, down) of each that leaves where the name stands."""
    crossed = {
        "middle right": any(abs(down) < right for right, down in to_the_right),
        "top right": any(down < -0.1 * right for right, down in to_the_right),
        "bottom right": any(down > 0.1 * right for right, down in to_the_right),
    }
    return [side for side in SHIFT_PX if not crossed[side]] or ["middle right"]


def _touch(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether two lines of words, each (left, right, middle), lie on each other."""
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE_PX
