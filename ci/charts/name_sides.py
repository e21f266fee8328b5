"""On which side of its mark a company's name stands, so that no tie strikes it out and no other name covers it."""

from collections.abc import Collection

from ci.charts.network import Positions
from ci.charts.ties import Tie

SHIFT_PX = {"middle right": 0, "top right": -13, "bottom right": 13, "middle left": 0}
"""Where a name may stand at its mark, the best first, and how far from the middle of it."""
LEFT = "middle left"
LINE_PX, MARK_PX = 14, 5
Span = tuple[float, float, float]
"""Where words stand: left, right, middle."""


def sides(
    ties: list[Tie],
    names: dict[str, str],
    placed: Positions,
    lengths: dict[str, float],
    main: Collection[str] = (),
) -> dict[str, str]:
    """Where each name stands: beside its mark, or over or under a tie that would strike it out, clear of others.

    The `main` ones choose first and always stand somewhere; another one that finds no room is left out.
    """
    ways: dict[str, list[tuple[float, float]]] = {name: [] for name in placed}
    for tie in ties:
        one, other = (names[company] for company in tie.pair)
        (x0, y0), (x1, y1) = placed[one], placed[other]
        ways[one].append((x1 - x0, y1 - y0))
        ways[other].append((x0 - x1, y0 - y1))
    chosen: dict[str, str] = {}
    marks = {name: (x - MARK_PX, x + MARK_PX, y) for name, (x, y) in placed.items()}
    taken: list[Span] = []
    for name in sorted(placed, key=lambda name: (name not in main, len(_free(ways[name])), name)):
        free = _free(ways[name]) or ["middle right"]
        others = [*taken, *(mark for other, mark in marks.items() if other != name)]
        tried = {side: span(placed[name], lengths[name], side) for side in (*free, *SHIFT_PX)}
        clear = (side for side, words in tried.items() if words[0] >= 0 and not any(_touch(words, o) for o in others))
        side = next(clear, free[0] if name in main else "")
        if side:
            chosen[name] = side
            taken.append(tried[side])
    return chosen


def span(place: tuple[float, float], length: float, side: str) -> Span:
    x, y = place
    return (x - length, x, y) if side == LEFT else (x, x + length, y + SHIFT_PX[side])


def _free(ways: list[tuple[float, float]]) -> list[str]:
    """The sides that no tie crosses; `ways` holds (right, down) of each tie that leaves the mark."""
    to_the_right = [way for way in ways if way[0] > 0]
    crossed = {
        "middle right": any(abs(down) < right for right, down in to_the_right),
        "top right": any(down < -0.1 * right for right, down in to_the_right),
        "bottom right": any(down > 0.1 * right for right, down in to_the_right),
        LEFT: any(abs(down) < -right for right, down in ways if right < 0),
    }
    return [side for side in SHIFT_PX if not crossed[side]]


def _touch(one: Span, other: Span) -> bool:
    """Whether two lines of words lie on each other."""
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE_PX
