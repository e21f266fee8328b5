"""A figure as a browser draws it sooner; nothing of it looks otherwise."""

from itertools import groupby
from typing import Any


def lightened(figure: dict[str, Any]) -> dict[str, Any]:
    """Lines with gaps to which nobody points, in a figure as JSON has it, become one path each, below all marks.

    plotly makes each piece between two gaps an element of the page: three hundred ties of a network took it as long as
    everything else in it. What leaves the page (files, slides) keeps them as lines.
    """
    paths = [_path(trace) for trace in figure["data"] if _is_idle(trace)]
    if not paths:
        return figure
    kept = [trace for trace in figure["data"] if not _is_idle(trace)]
    shapes = [*(figure["layout"].get("shapes") or ()), *paths]
    return {"data": kept, "layout": {**figure["layout"], "shapes": shapes}}


def _is_idle(trace: dict[str, Any]) -> bool:
    is_line = trace["type"] == "scatter" and trace.get("mode") == "lines"
    return is_line and trace.get("hoverinfo") == "skip" and trace.get("showlegend") is False and None in trace["x"]


def _path(trace: dict[str, Any]) -> dict[str, Any]:
    points = list(zip(trace["x"], trace["y"], strict=True))
    pieces = [list(piece) for is_there, piece in groupby(points, lambda point: point[0] is not None) if is_there]
    path = "".join("M" + "L".join(f"{x},{y}" for x, y in piece) for piece in pieces)
    return {"type": "path", "path": path, "layer": "below", "line": trace["line"]}
