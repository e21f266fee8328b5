"""A matrix of counts whose cells can be clicked; empty cells are visibly empty, for white space is the finding."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts.cells import CELL_SHARE, cell_bars, counted_cells
from ci.charts.hover import folded
from ci.charts.looks import Look, shade, tint
from ci.charts.theme import (
    canvas,
    label_margin,
    plain,
    short,
    short_company,
)

ROW_PX = 24
FOOT_SHARE = 0.12
"""Of the height of a row that the bar at the foot of a cell takes."""
ON_PHONE, SMALL_PX = 18, 9
"""So many letters of a name have room on a phone, more where the names of groups need it anyway; the size of letters of
which two lines fit into a row."""
BESIDE_PX = 11
"""The size of the words beside a number."""
Place = tuple[str, str]
"""The label of a row, and a column."""
STILL = {"fixedrange": True, "showgrid": False, "zeroline": False}


@dataclass(frozen=True)
class Line:
    """A row and the hue of its cells; rows with the same `group` stand together under its name."""

    label: str
    colour: str
    group: str = ""


def count_matrix(
    rows: Sequence[Line],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Sequence[str]],
    look: Look,
    hues: Mapping[str, str] | None = None,
    *,
    own: Mapping[Place, str] | None = None,
    ended: Mapping[Place, Sequence[str]] | None = None,
    beside: Mapping[str, Sequence[str]] | None = None,
    furthest: Mapping[Place, str] | None = None,
    printed: Mapping[Place, str] | None = None,
    others: Mapping[Place, str] | None = None,
    is_narrow: bool = False,
) -> go.Figure:
    """`cells` maps (row label, column) to the drugs in it; lightness and the printed number say how many.

    The hue is the row's, or the column's where `hues` names it, or the cell's where it has one of its `own`. A bar at
    the foot of a cell is as long as the share of its drugs that `ended`. A row label with drugs `beside` it, which may
    reach it and are not counted, has a star, and its empty cells name them. `furthest` is the stage that the drugs of a
    cell got to, which its hint tells; what is `printed` stands beside its number. `others` names the mechanism of cells
    whose drugs all belong to another one than the row, which the hint tells. On a phone the names of the columns stand
    upright.
    """
    places, heads, depth = _stack(rows)
    across = _across(columns, is_narrow=is_narrow)
    top = _top(across, is_narrow=is_narrow)
    figure = canvas(int(depth * ROW_PX) + top + 8)
    figure.add_trace(_blanks(places, columns, cells, look, beside or {}))
    if cells:
        fills = {row.label: row.colour for row in rows}
        inks = {place: (own or {}).get(place) or (hues or {}).get(place[1], fills[place[0]]) for place in cells}
        figure.add_trace(
            _counts(places, columns, cells, look, inks, ended or {}, furthest or {}, printed or {}, others or {})
        )
        figure.add_trace(_ended(places, columns, cells, look, ended or {}))
    letters = max([ON_PHONE, *map(len, heads)]) if is_narrow else 26
    names = [_name(label, letters, is_narrow=is_narrow) for label in places]
    labels = [f"{name}{' *' * (label in (beside or {}))}" for name, label in zip(names, places, strict=True)]
    least = [f"{short_company(label, letters)}{' *' * (label in (beside or {}))}" for label in places]
    figure.update_layout(
        margin={"l": label_margin([*least, *heads]), "r": 8, "t": top, "b": 6},
        shapes=[_strip(row, places[row.label]) for row in rows],
        annotations=[_head(group, y) for group, y in heads.items()],
        xaxis={
            "tickvals": list(range(len(columns))),
            "ticktext": across,
            "tickangle": -90 if is_narrow else 0,
            "range": [-0.54, len(columns) - 0.46],
            "side": "top",
            **STILL,
        },
        yaxis={"tickvals": list(places.values()), "ticktext": labels, "range": [depth - 0.4, -0.7], **STILL},
        barmode="overlay",
        dragmode=False,
    )
    return figure


def _name(label: str, letters: int, *, is_narrow: bool) -> str:
    """Of a row: on a phone one that would be cut stands whole on two lines."""
    name = short_company(label, letters)
    if not is_narrow or not name.endswith(" …"):
        return plain(name)
    lines = textwrap.wrap(label, letters, max_lines=2, placeholder=" …", break_on_hyphens=False)
    return f'<span style="font-size:{SMALL_PX}px">{"<br>".join(map(plain, lines))}</span>'


def _across(columns: Sequence[str], *, is_narrow: bool) -> list[str]:
    if is_narrow:
        return [plain(short(column, 24)) for column in columns]
    return [plain(column).replace(" ", "<br>", 1) if len(columns) > 6 else plain(column) for column in columns]


def _top(across: Sequence[str], *, is_narrow: bool) -> int:
    """Room for the names of the columns."""
    if is_narrow:
        return 16 + 7 * max((len(words) for words in across), default=0)
    return 40 if any("<br>" in words for words in across) else 26


def _strip(row: Line, y: float) -> dict[str, object]:
    ends = {"xsizemode": "pixel", "xanchor": 0, "x0": 0, "x1": 4, "y0": y - 0.5, "y1": y + 0.5}
    return {"type": "rect", "xref": "paper", "fillcolor": row.colour, "line": {"width": 0}, **ends}


def _head(group: str, y: float) -> dict[str, object]:
    text = f"<b>{plain(group)}</b>"
    return {"text": text, "xref": "paper", "x": 0, "xanchor": "right", "xshift": -6, "y": y, "showarrow": False}


def _stack(rows: Sequence[Line]) -> tuple[dict[str, float], dict[str, float], float]:
    places: dict[str, float] = {}
    heads: dict[str, float] = {}
    y = 0.0
    for row in rows:
        if row.group and row.group not in heads:
            y += 0.25 * bool(heads)
            heads[row.group] = y
            y += 0.95
        places[row.label] = y
        y += 1
    return places, heads, y


def _blanks(
    places: Mapping[str, float],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Sequence[str]],
    look: Look,
    beside: Mapping[str, Sequence[str]],
) -> go.Bar:
    empty = [
        (x, y, label, column)
        for label, y in places.items()
        for x, column in enumerate(columns)
        if (label, column) not in cells
    ]
    return cell_bars(
        [(x, y) for x, y, *_ in empty],
        width=CELL_SHARE,
        marker={"color": look.paper, "opacity": 1, "line": {"width": 1, "color": tint(look.muted, 0.3, look.paper)}},
        hovertext=[_none(label, column, beside.get(label, ())) for *_, label, column in empty],
        hoverinfo="text",
    )


def _none(label: str, column: str, beside: Sequence[str]) -> str:
    said = f"{plain(label)}, {plain(column)}: none that we know"
    if not beside:
        return said
    return "<br>".join([said, folded(f"May reach it, aimed at several of its family: {_named(beside)}", 200)])


def _counts(
    places: Mapping[str, float],
    columns: Sequence[str],
    cells: Mapping[Place, Sequence[str]],
    look: Look,
    hues: Mapping[Place, str],
    ended: Mapping[Place, Sequence[str]],
    furthest: Mapping[Place, str],
    printed: Mapping[Place, str],
    others: Mapping[Place, str],
) -> go.Bar:
    most = max(len(drugs) for drugs in cells.values())
    shown = list(cells.items())
    fills = [shade(hues[place], len(drugs) / most, look.paper) for place, drugs in shown]
    return counted_cells(
        [(columns.index(column), places[label]) for (label, column), _ in shown],
        [f"{len(drugs)}{_words(printed.get(place, ''))}" for place, drugs in shown],
        fills,
        look,
        customdata=[[label, column] for (label, column), _ in shown],
        hovertext=[
            _hover(*place, drugs, ended.get(place, ()), furthest.get(place, ""), others.get(place, ""))
            for place, drugs in shown
        ],
    )


def _ended(
    places: Mapping[str, float],
    columns: Sequence[str],
    cells: Mapping[Place, Sequence[str]],
    look: Look,
    ended: Mapping[Place, Sequence[str]],
) -> go.Bar:
    """A bar at the foot of each cell that holds drugs that ended."""
    shown = [(place, len(ended[place]) / len(drugs)) for place, drugs in cells.items() if ended.get(place)]
    foot = (CELL_SHARE - FOOT_SHARE) / 2
    return cell_bars(
        [(columns.index(column), places[label] + foot) for (label, column), _ in shown],
        [share for _, share in shown],
        width=FOOT_SHARE,
        marker={"color": look.text, "opacity": 1, "line": {"width": 0}},
        hoverinfo="skip",
    )


def _words(beside: str) -> str:
    return f' <span style="font-size:{BESIDE_PX}px">· {plain(beside)}</span>' if beside else ""


def _hover(label: str, column: str, drugs: Sequence[str], ended: Sequence[str], furthest: str, other: str) -> str:
    got = f", furthest: {furthest}" * bool(furthest)
    lines = [f"<b>{plain(label)}, {plain(column)}: {len(drugs)}{got}</b>", folded(_named(drugs), 200)]
    if other:
        lines.append(folded(f"By drugs of another mechanism alone: {other}", 200))
    if ended:
        lines.append(folded(f"Known to be discontinued, {len(ended)} of {len(drugs)}: {_named(ended)}", 200))
    return "<br>".join([*lines, "Click to open the drugs"])


def _named(drugs: Sequence[str]) -> str:
    return ", ".join(drugs[:8]) + (f" and {len(drugs) - 8} more" if len(drugs) > 8 else "")
