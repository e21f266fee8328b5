"""Small arrowheads on the lines of a network: who licenses to whom."""

from collections.abc import Mapping, Sequence
from itertools import chain

import plotly.graph_objects as go

from ci.charts.looks import Look
from ci.charts.rows import Row
from ci.charts.theme import trace
from ci.charts.ties import Tie

HEAD_PX = 11
Point = tuple[float, float]


def way(tie: Tie, deals: Sequence[Row]) -> int:
    """1 where the first of the pair licenses to the second, -1 the other way round; 0 where neither, or both, do.

    A licence that ended leads nowhere.
    """
    found = {_way_of(tie.pair, deals[row]) for row in tie.rows} - {0}
    return found.pop() if len(found) == 1 else 0


def _way_of(pair: tuple[str, str], deal: Row) -> int:
    roles: Mapping[str, str] = dict(zip(deal["company_ids"], deal["roles"], strict=True))
    both = roles.get(pair[0], ""), roles.get(pair[1], "")
    if deal["subtype"] == "termination":
        return 0
    return {("licensor", "licensee"): 1, ("licensee", "licensor"): -1}.get(both, 0)


def arrowheads(curves: Sequence[tuple[Sequence[Point], str]]) -> go.Scatter:
    """A head in the middle of each line, which is told from where the licence comes, with its colour.

    Before each stands a point without size: plotly turns a mark away from the one before it, however the sheet is
    drawn out.
    """
    points = [(line[len(line) // 2 - 1], line[len(line) // 2]) for line, _ in curves]
    each = list(chain.from_iterable((*ends, (None, None)) for ends in points))
    return trace(
        go.Scatter,
        x=[x for x, _ in each],
        y=[y for _, y in each],
        mode="markers",
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "size": [0, HEAD_PX, 0] * len(points),
            "color": [colour for _, colour in curves for _ in range(3)],
            "opacity": 1,
            "line": {"width": 0},
        },
        hoverinfo="skip",
        showlegend=False,
    )


def key_entry(look: Look) -> go.Scatter:
    head = {"symbol": "triangle-right", "size": 9, "color": look.muted}
    return trace(go.Scatter, x=[None], y=[None], mode="markers", marker=head, name="Arrow: to the licensee")
