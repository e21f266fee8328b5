"""The picture of a slide as a native chart or a native table."""

from collections import Counter
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from ci.exports.parcel import Parcel
from ci.exports.slide_box import SMALL, Box, Colour, Slide, lines_of
from ci.exports.slide_tables import PAD, add_table, describe, lines_high, share_width, write
from ci.exports.slide_text import clean, rgb

PATTERNS = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "x": MSO_PATTERN.DIAGONAL_CROSS,
    ".": MSO_PATTERN.PERCENT_25,
    "-": MSO_PATTERN.HORIZONTAL,
    "|": MSO_PATTERN.VERTICAL,
    "+": MSO_PATTERN.CROSS,
}
LINES_SHOWN, YEARS_NAMED = 20, 20
NewData: Any = CategoryChartData
WHITE, GRID = Colour(0xFF, 0xFF, 0xFF), Colour(0xDD, 0xE1, 0xE6)


def bars(slide: Slide, parcel: Parcel, box: Box) -> None:
    """Stacked columns; lying bars where the figure's lie."""
    traces = _traces(parcel)
    lies = any(trace.orientation == "h" for trace in traces)
    ticks = _ticks(parcel, "yaxis") if lies else {}
    data: Any = NewData(number_format="General")
    places = list(traces[0].y if lies else traces[0].x) if traces else []
    data.categories = _short_years([clean(str(ticks.get(place, place))) for place in places])
    for trace in traces:
        data.add_series(clean(trace.name or "Drugs"), [float(v) for v in (trace.x if lies else trace.y)])
    kind = XL_CHART_TYPE.BAR_STACKED if lies else XL_CHART_TYPE.COLUMN_STACKED
    chart = _add_chart(slide, kind, data, box, parcel, has_legend=len(traces) > 1)
    chart.plots[0].gap_width = 35
    chart.plots[0].overlap = 100
    for series, trace in zip(chart.plots[0].series, traces, strict=True):
        _fill(series.format.fill, trace)
    if lies:
        chart.category_axis.reverse_order = True
        chart.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM  # the numbers below, although the bars go downwards
        chart.plots[0].has_data_labels = len(traces) == 1
        chart.value_axis.visible = len(traces) > 1
        chart.value_axis.has_major_gridlines = len(traces) > 1
    _whole_numbers(chart.value_axis, traces, is_lying=lies)


def _short_years(names: list[str]) -> list[str]:
    """`’94` for 1994 where many years stand side by side, and would run into one another."""
    is_crowded = len(names) > YEARS_NAMED and all(name.isdigit() and len(name) == 4 for name in names)
    return [f"’{name[2:]}" for name in names] if is_crowded else names


def _whole_numbers(axis: Any, traces: list[Any], *, is_lying: bool) -> None:
    """Events are counted: an axis without halves, and with faint lines."""
    stacked: Counter[Any] = Counter()
    for trace in traces:
        for place, count in zip(trace.y if is_lying else trace.x, trace.x if is_lying else trace.y, strict=True):
            stacked[place] += int(count)
    most = max(stacked.values(), default=1)
    axis.major_unit = next((step for step in (1, 2, 5, 10, 20, 50, 100) if most / step <= 8), 200)
    axis.minimum_scale = 0
    axis.tick_labels.number_format = "0"
    axis.tick_labels.number_format_is_linked = False
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = GRID


def lines(slide: Slide, parcel: Parcel, box: Box) -> None:
    """A line a trace."""
    ticks = _ticks(parcel, "xaxis")
    data: Any = NewData(number_format="0%")
    data.categories = [clean(str(text)) for text in ticks.values()]
    for trace in _traces(parcel):
        known = dict(zip(trace.x, trace.y, strict=True))
        data.add_series(clean(trace.name or ""), [known.get(place) for place in ticks])
    chart = _add_chart(slide, XL_CHART_TYPE.LINE_MARKERS, data, box, parcel, has_legend=True)
    chart.value_axis.maximum_scale = 1.0
    chart.value_axis.major_gridlines.format.line.color.rgb = GRID
    chart.value_axis.tick_labels.number_format = "0%"
    chart.value_axis.tick_labels.number_format_is_linked = False


def cut(parcel: Parcel) -> list[Parcel]:
    """A long matrix stands on several slides, so many rows on each."""
    down = list(_ticks(parcel, "yaxis").items())
    if len(down) <= LINES_SHOWN:
        return [parcel]
    return [
        replace(parcel, drawing=_with_ticks(parcel, down[start : start + LINES_SHOWN]))
        for start in range(0, len(down), LINES_SHOWN)
    ]


def _with_ticks(parcel: Parcel, ticks: list[tuple[Any, str]]) -> go.Figure:
    part = go.Figure(parcel.drawing)
    part.layout.yaxis.update(tickvals=[place for place, _ in ticks], ticktext=[text for _, text in ticks])
    return part


def matrix(slide: Slide, parcel: Parcel, box: Box) -> None:
    """A table with the counts in its cells, in the colours of the figure; empty cells stay empty."""
    across, down = _ticks(parcel, "xaxis"), _ticks(parcel, "yaxis")
    counted = [trace for trace in _traces(parcel) if trace.text is not None]
    table = add_table(slide, len(down) + 1, len(across) + 1, box, parcel)
    share_width(table, box, first=0.24)
    _make_room(table, box, list(across.values()))
    for column, text in enumerate(across.values(), start=1):
        write(table.cell(0, column), str(text), SMALL, is_bold=True, align=PP_ALIGN.CENTER)
    for row, text in enumerate(down.values(), start=1):
        write(table.cell(row, 0), str(text), SMALL)
    for trace in counted:
        inks, fills = _each(trace.textfont.color, trace.x), _each(trace.marker.color, trace.x)
        for x, y, text, fill, ink in zip(_middles(trace), trace.y, trace.text, fills, inks, strict=True):
            if y not in down:
                continue
            cell = table.cell(list(down).index(y) + 1, list(across).index(x) + 1)
            write(cell, clean(str(text)), SMALL, ink=rgb(ink), align=PP_ALIGN.CENTER)
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(fill)


def _middles(trace: Any) -> list[int]:
    """The columns that the cells stand in: each is a bar from its left edge, as long as it is wide."""
    return [round(left + width / 2) for left, width in zip(trace.base, trace.x, strict=True)]


def _make_room(table: Any, box: Box, heads: list[str]) -> None:
    """The names of the columns may need more than one line; the other rows share what is left."""
    width = table.columns[1].width - 2 * PAD if heads else box.width
    lines = max((lines_of(clean(str(text)), SMALL, width, is_bold=True) for text in heads), default=1)
    height = max(table.rows[0].height, lines_high(lines))
    others = list(table.rows)[1:]
    for row in others:
        row.height = min(row.height, (box.height - height) // len(others))
    table.rows[0].height = height


def _each(value: Any, like: Any) -> list[Any]:
    return [value] * len(like) if isinstance(value, str) or value is None else list(value)


def _traces(parcel: Parcel) -> list[Any]:
    """The traces that draw something; legend entries hold no place."""
    assert isinstance(parcel.drawing, go.Figure)
    return [t for t in parcel.drawing.data if len(t.x or ()) and any(x is not None for x in t.x)]


def _ticks(parcel: Parcel, axis: str) -> dict[Any, str]:
    """Place -> label."""
    assert isinstance(parcel.drawing, go.Figure)
    described = parcel.drawing.layout[axis]
    return dict(zip(described.tickvals or (), described.ticktext or (), strict=False))


def _add_chart(slide: Slide, kind: Any, data: Any, box: Box, parcel: Parcel, *, has_legend: bool) -> Any:
    frame = slide.shapes.add_chart(kind, *box, data)
    describe(frame, parcel)
    chart = frame.chart
    chart.font.size = Pt(12)
    chart.has_title = False
    chart.has_legend = has_legend
    if has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    return chart


def _fill(fill: Any, trace: Any) -> None:
    colours = trace.marker.color
    if not isinstance(colours, str):  # one series whose bars differ in lightness: the middle one stands for all
        colours = colours[len(colours) // 2]
    pattern = PATTERNS.get(str(trace.marker.pattern.shape or ""))
    if pattern is None:
        fill.solid()
        fill.fore_color.rgb = rgb(colours)
        return
    fill.patterned()
    fill.pattern = pattern
    fill.fore_color.rgb, fill.back_color.rgb = WHITE, rgb(colours)
