"""The picture of a slide as a native chart or a native table."""

import html
import re
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Pt

from ci.exports.parcel import Parcel
from ci.exports.safe import cells
from ci.exports.slide_box import Box, Colour, Slide

PATTERNS = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "x": MSO_PATTERN.DIAGONAL_CROSS,
    ".": MSO_PATTERN.PERCENT_25,
    "-": MSO_PATTERN.HORIZONTAL,
    "|": MSO_PATTERN.VERTICAL,
    "+": MSO_PATTERN.CROSS,
}
ROWS_SHOWN, COLUMNS_SHOWN, LINES_SHOWN, LETTERS = 15, 6, 21, 70
NewData: Any = CategoryChartData
WHITE, INK = Colour(0xFF, 0xFF, 0xFF), Colour(0x1B, 0x24, 0x30)
NO_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's table style with a thin grid and no fill."""


def bars(slide: Slide, parcel: Parcel, box: Box) -> None:
    """Stacked columns; lying bars where the figure's lie."""
    traces = _traces(parcel)
    lies = any(trace.orientation == "h" for trace in traces)
    ticks = _ticks(parcel, "yaxis") if lies else {}
    data: Any = NewData(number_format="General")
    places = list(traces[0].y if lies else traces[0].x) if traces else []
    data.categories = [clean(str(ticks.get(place, place))) for place in places]
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
        chart.value_axis.visible = False
        chart.plots[0].has_data_labels = len(traces) == 1


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
    table = _add_table(slide, len(down) + 1, len(across) + 1, box, parcel)
    _share_width(table, box, first=0.24)
    for column, text in enumerate(across.values(), start=1):
        _write(table.cell(0, column), str(text), 11, is_bold=True)
    for row, text in enumerate(down.values(), start=1):
        _write(table.cell(row, 0), str(text), 11)
    for trace in counted:
        inks, fills = _each(trace.textfont.color, trace.x), _each(trace.marker.color, trace.x)
        for x, y, text, fill, ink in zip(trace.x, trace.y, trace.text, fills, inks, strict=True):
            if y not in down:
                continue
            cell = table.cell(list(down).index(y) + 1, list(across).index(x) + 1)
            _write(cell, str(text), 11, ink=rgb(ink))
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(fill)


def rows(slide: Slide, parcel: Parcel, box: Box) -> None:
    """The first rows as a table, where the picture has no native kind."""
    shown = [
        c for c in parcel.shape.columns if c.kind in ("text", "list", "count") and not c.name.endswith(("id", "ids"))
    ]
    columns = shown[:COLUMNS_SHOWN]
    texts = cells(parcel.rows.head(ROWS_SHOWN), parcel.shape)
    left = len(parcel.rows) - len(texts)
    table = _add_table(slide, len(texts) + 1 + bool(left), len(columns), box, parcel)
    for place, column in enumerate(columns):
        _write(table.cell(0, place), column.title, 11, is_bold=True)
        for row, text in enumerate(texts[column.name], start=1):
            _write(table.cell(row, place), str(text or "")[:LETTERS], 10)
    if left:
        _write(table.cell(len(texts) + 1, 0), f"and {left} more, in the workbook", 10)


def clean(text: str) -> str:
    """A text without the markup that plotly reads, and without signs that XML forbids."""
    plain = html.unescape(re.sub(r"<br\s*/?>", " ", re.sub(r"</?b>", "", text)))
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", plain)


def rgb(colour: str) -> Any:
    """`#0072B2` as PowerPoint takes it; grey for a colour with transparency."""
    return Colour.from_string(colour[1:7].upper()) if colour.startswith("#") else Colour(0x80, 0x8C, 0x9B)


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
    _describe(frame, parcel)
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


def _add_table(slide: Slide, row_count: int, column_count: int, box: Box, parcel: Parcel) -> Any:
    height = min(box.height, row_count * int(Pt(24)))
    frame = slide.shapes.add_table(row_count, column_count, box.left, box.top, box.width, height)
    _describe(frame, parcel)
    frame._element.graphic.graphicData.tbl.tblPr.find(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
    ).text = NO_STYLE
    for row in frame.table.rows:
        row.height = height // row_count
    return frame.table


def _share_width(table: Any, box: Box, first: float) -> None:
    others = len(table.columns) - 1
    table.columns[0].width = int(box.width * first)
    for column in list(table.columns)[1:]:
        column.width = int(box.width * (1 - first) / max(1, others))


def _write(cell: Any, text: str, size: int, *, is_bold: bool = False, ink: Any = INK) -> None:
    cell.margin_top = cell.margin_bottom = 0
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = clean(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, ink


def _describe(frame: Any, parcel: Parcel) -> None:
    """The words for a reader who does not see the picture."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(f"{parcel.title}. {parcel.filters}"))
