"""How well it reads: F1 of each field, round by round, at the first pass."""

import pandas as pd
import plotly.graph_objects as go

from ci.charts.looks import LIGHT, Look
from ci.charts.rows import Row, rows_of
from ci.charts.theme import (
    GRID,
    canvas,
    empty_figure,
    plain,
    trace,
)

STYLES = (
    ("solid", "circle"),
    ("dash", "square"),
    ("dot", "diamond"),
    ("dashdot", "triangle-up"),
    ("longdash", "cross"),
    ("longdashdot", "star"),
)
FIRST = "events"
"""The field that matters most: drawn strong, the others faint."""
LABEL_PX, PLOT_PX = 15, 238
TICKS, TICKS_NARROW = 40, 8
"""So many rounds have their number below them."""


def reading_by_round(reading: pd.DataFrame, look: Look = LIGHT, *, is_narrow: bool = False) -> go.Figure:
    """One line a field over the rounds in their order, F1 upwards. Draws frames.READING.

    On a phone the field that matters most alone: seven lines of dozens of rounds would run into one.
    """
    if is_narrow:
        reading = reading[reading["field"] == FIRST]
    if reading.empty:
        return empty_figure("No round was measured yet.")
    rounds = sorted(dict.fromkeys(reading["round"]), key=_number)
    fields = list(dict.fromkeys(reading["field"]))
    rows = rows_of(reading)
    figure = canvas(280)
    for number, field in enumerate(fields):
        of_field = {row["round"]: row for row in rows if row["field"] == field}
        of_rounds = [(place, of_field[r]) for place, r in enumerate(rounds) if r in of_field]
        figure.add_trace(_line(field, of_rounds, number, look, is_narrow=is_narrow))
    low = max(0.0, min(0.8, *reading["f1_low"], *reading["f1"]) - 0.05)
    ticks = _ticks(len(rounds), TICKS_NARROW if is_narrow else TICKS)
    figure.update_layout(
        annotations=_labels(rows, rounds, (1.03 - low) * LABEL_PX / PLOT_PX),
        margin={"l": 44, "r": 88 if is_narrow else 130, "t": 12, "b": 46},
        xaxis={
            "tickvals": ticks,
            "ticktext": [str(_number(rounds[place])[0]) for place in ticks],
            "title": {"text": "Blind round", "font": {"size": 12}},
            "fixedrange": True,
        },
        yaxis={
            "range": [low, 1.03],
            "gridcolor": GRID,
            "tickformat": ".0%",
            "zeroline": False,
            "fixedrange": True,
            "title": {"text": "F1", "font": {"size": 12}},
        },
        dragmode=False,
    )
    figure.update_xaxes(showgrid=False, zeroline=False, range=[-0.3, len(rounds) - 0.7])
    return figure


def finding(reading: pd.DataFrame) -> str:
    """The title: how well events were read in the latest round."""
    events = rows_of(reading[reading["field"] == FIRST])
    if not events:
        return "Not measured yet"
    last = max(events, key=lambda row: _number(row["round"]))
    number, articles = _number(last["round"])[0], f"{last['items_count']} articles"
    return f"Events read at first sight in blind round {number}: F1 {last['f1']:.0%} over {articles}"


def _number(name: str) -> tuple[int, str]:
    """Rounds are numbered in their order: round9 comes before round10."""
    digits = "".join(sign for sign in name if sign.isdigit())
    return int(digits or 0), name


def _ticks(count: int, most: int) -> list[int]:
    """The last and so many before it as have room, evenly apart."""
    return list(range(count - 1, -1, -max(1, -(-count // most))))[::-1]


def _line(field: str, placed: list[tuple[int, Row]], number: int, look: Look, *, is_narrow: bool) -> go.Scatter:
    rows = [row for _, row in placed]
    is_first = field == FIRST
    dash, symbol = STYLES[number % len(STYLES)]
    colour = look.text if is_first else look.muted
    f1, low, high = ([row[name] for row in rows] for name in ("f1", "f1_low", "f1_high"))
    spread = {
        "type": "data",
        "symmetric": False,
        "array": [top - middle for top, middle in zip(high, f1, strict=True)],
        "arrayminus": [middle - bottom for bottom, middle in zip(low, f1, strict=True)],
        "visible": is_first,
        "thickness": 0.8 if is_narrow else 1.2,
        "width": 0 if is_narrow else 4,
    }
    return trace(
        go.Scatter,
        x=[place for place, _ in placed],
        y=f1,
        error_y=spread,
        mode="lines+markers",
        name=plain(field),
        showlegend=False,
        line={"color": colour, "dash": "solid" if is_first else dash, "width": 2.6 if is_first else 1.2},
        marker={"symbol": symbol, "size": 5 if is_narrow else 9 if is_first else 7, "color": colour},
        hovertext=[_hover(row) for row in rows],
        hoverinfo="text",
    )


def _hover(row: Row) -> str:
    return (
        f"<b>{plain(row['field'])}</b>, round {_number(row['round'])[0]}<br>F1 {row['f1']:.1%} "
        f"({row['f1_low']:.1%} to {row['f1_high']:.1%})<br>precision {row['precision']:.1%}, recall {row['recall']:.1%}"
    )


def _labels(rows: list[Row], rounds: list[str], gap: float) -> list[dict[str, object]]:
    """Field and value at the end of each line, moved apart where they would cover each other."""
    ends = sorted((row for row in rows if row["round"] == rounds[-1]), key=lambda row: -row["f1"])
    notes: list[dict[str, object]] = []
    floor = 1.1
    for row in ends:
        floor = min(row["f1"], floor - gap) if notes else row["f1"]
        words = f"{plain(row['field'])} {row['f1']:.0%}"
        text = f"<b>{words}</b>" if row["field"] == FIRST else words
        place = {"x": len(rounds) - 1, "y": floor, "xanchor": "left", "xshift": 12, "showarrow": False}
        notes.append({"text": text, "font": {"size": 12}, **place})
    return notes
