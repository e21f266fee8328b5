"""A timeline on a slide: the decisions with the newest in words beside them, then every act on slides of its own."""

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from ci.exports import slide_key
from ci.exports import slide_shapes as native
from ci.exports.parcel import Parcel
from ci.exports.slide_box import SMALL, Box, Colour, Slide, cut_to, width_of
from ci.exports.slide_lanes import (
    LANE_PT,
    Act,
    Axis,
    Lane,
    arranged,
    labels_width,
    lanes_of,
    levels_needed,
    only,
    pages,
)
from ci.exports.slide_leaf import Leaf
from ci.exports.slide_tables import newest_table
from ci.exports.slide_text import clean, rgb

LEVELS = 20
"""So many levels stand on one slide; each is then as high as its words need."""
TALLEST = int(Inches(0.4))
TABLE, AIR, AXIS = int(Inches(4.1)), int(Inches(0.25)), int(Inches(0.27))
STRIP, INDENT = int(Inches(0.06)), int(Inches(0.08))
GRID, THREAD, ROAD = Colour(0xDD, 0xE1, 0xE6), Colour(0x9A, 0xA3, 0xAD), Colour(0x5A, 0x66, 0x75)
DAY_NS = 86_400_000_000_000


def timeline(parcel: Parcel, box: Box) -> list[Leaf]:
    """One slide where all acts fit beside a table of the newest; else one of the decisions, then every act."""
    lanes = lanes_of(parcel)
    if not lanes:
        return [Leaf(partial(_nothing, parcel))]
    labels = labels_width(lanes)
    beside = box.width - TABLE - AIR - labels
    shown = _beside(lanes, beside)
    left_out = len(_drugs(lanes) - _drugs(shown))
    first = Leaf(partial(_overview, parcel, shown, left_out), event_ids=_ids(shown))
    if sum(len(lane.acts) for lane in shown) == sum(len(lane.acts) for lane in lanes):
        return [first]
    parts = pages(_made(lanes, box.width - labels), LEVELS)
    titles = [_title(part, number, len(parts)) for number, part in enumerate(parts, start=1)]
    details = [
        Leaf(partial(_all_acts, parcel, part), title, _ids(part)) for part, title in zip(parts, titles, strict=True)
    ]
    return [first, *details]


def _beside(lanes: Sequence[Lane], width: int) -> list[Lane]:
    """All acts, or the decisions and what is expected, or the lanes of the latest decisions: what fits on one slide."""
    decided = only(lanes, lambda lane, act: act.is_decision or lane.begins_road(act) or act.is_open)
    decided = decided if _has_decision(lanes) else []
    for kept in (list(lanes), decided, only(decided, lambda _, act: act.is_decision)):
        if kept and levels_needed(made := arranged(kept, Axis.of(kept, width))) <= LEVELS:
            return made
    ranked = sorted(kept or lanes, key=_latest, reverse=True)
    while len(ranked) > 1 and levels_needed(_made(ranked, width)) > LEVELS:
        ranked.pop()
    left = {lane.name for lane in ranked}
    return pages(_made([lane for lane in kept or lanes if lane.name in left], width), LEVELS)[0]


def _drugs(lanes: Iterable[Lane]) -> set[str]:
    return {lane.drug or lane.name for lane in lanes}


def _made(lanes: Sequence[Lane], width: int) -> list[Lane]:
    return arranged(lanes, Axis.of(lanes, width))


def _has_decision(lanes: Iterable[Lane]) -> bool:
    return any(act.is_decision for lane in lanes for act in lane.acts)


def _latest(lane: Lane) -> tuple[bool, float]:
    return _has_decision([lane]), max(act.day for act in lane.acts)


def _ids(lanes: Iterable[Lane]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(act.event_id for lane in lanes for act in lane.acts))


def _title(part: Sequence[Lane], number: int, count: int) -> str:
    names = [lane.name for lane in part]
    listed = ", ".join(names[:4]) + f" and {len(names) - 4} more" * (len(names) > 4)
    return f"Every act{f' ({number} of {count})' * (count > 1)}: {listed}"


def _nothing(parcel: Parcel, slide: Slide, box: Box) -> None:
    assert isinstance(parcel.drawing, go.Figure)
    native.text(slide, clean(parcel.drawing.layout.annotations[0].text), box, 16)


def _overview(parcel: Parcel, lanes: Sequence[Lane], left_out: int, slide: Slide, box: Box) -> None:
    foot = slide_key.ROW * bool(left_out)
    chart = Box(box.left, box.top, box.width - TABLE - AIR, box.height - foot)
    _chart(slide, chart, lanes, parcel.drawing)
    if left_out:
        words = (
            f"{left_out} drug{'s' * (left_out != 1)} left out for room; all stand on the next slides and in the XLSX"
        )
        native.text(slide, words, chart._replace(top=chart.top + chart.height, height=foot), SMALL)
    table = Box(box.left + box.width - TABLE, box.top, TABLE, box.height)
    has_decision = _has_decision(lanes)
    shown = {act.event_id for lane in lanes for act in lane.acts if act.is_decision or not has_decision}
    newest = parcel.rows[parcel.rows["event_id"].isin(shown)].sort_values("starts_on", ascending=False, kind="stable")
    newest_table(slide, "Newest decisions" if has_decision else "Newest acts", newest, table, parcel)


def _all_acts(parcel: Parcel, lanes: Sequence[Lane], slide: Slide, box: Box) -> None:
    _chart(slide, box, lanes, parcel.drawing)


def _chart(slide: Slide, box: Box, lanes: Sequence[Lane], figure: go.Figure) -> None:
    key = slide_key.of_acts(figure, [act for lane in lanes for act in lane.acts])
    foot = slide_key.height(key, box.width)
    labels = labels_width(lanes)
    plot = Box(box.left + labels, box.top + AXIS, box.width - labels, box.height - AXIS - foot)
    axis = Axis.of(lanes, plot.width)
    height = min(TALLEST, int(plot.height / levels_needed(lanes)))
    plot = plot._replace(height=int(height * levels_needed(lanes)))
    _years(slide, plot, axis)
    top, group = plot.top, ""
    for lane in lanes:
        if lane.group != group:
            group = lane.group
            of_group = [other for other in lanes if other.group == group]
            _head(slide, plot, top, int(height * levels_needed(of_group)), lane, height)
            top += height
        _lane(slide, plot, top, height, lane, axis)
        top += height * lane.height
    slide_key.draw(slide, key, box)


def _years(slide: Slide, plot: Box, axis: Axis) -> None:
    first, last = (pd.Timestamp(int(day * DAY_NS)).year for day in (axis.first, axis.last))
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= plot.width / Inches(0.62))
    for year in range(-(-(first + 1) // step) * step, last + 1, step):
        x = plot.left + axis.left(pd.Timestamp(year, 1, 1).value / DAY_NS)
        native.line(slide, (x, plot.top), (x, plot.top + plot.height), GRID, 0.75)
        place = Box(x - int(Inches(0.3)), plot.top - AXIS, int(Inches(0.6)), AXIS)
        native.text(slide, str(year), place, SMALL, PP_ALIGN.CENTER)


def _head(slide: Slide, plot: Box, top: int, height: int, lane: Lane, level: int) -> None:
    """The hue of a mechanism along its lanes, and its name above them."""
    strip = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(plot.left - STRIP), Emu(top), Emu(STRIP), Emu(height))
    strip.shadow.inherit = False
    strip.fill.solid()
    strip.fill.fore_color.rgb = rgb(lane.colour)
    strip.line.fill.background()
    width = width_of(lane.group, LANE_PT, is_bold=True) + INDENT
    native.text(slide, lane.group, Box(plot.left + INDENT, top, width, level), LANE_PT, is_bold=True)


def _lane(slide: Slide, plot: Box, top: int, level: int, lane: Lane, axis: Axis) -> None:
    labels = labels_width([lane])
    name = Box(plot.left - labels, top, labels - STRIP - INDENT, level)
    native.text(slide, cut_to(lane.name, LANE_PT, name.width), name, LANE_PT, PP_ALIGN.RIGHT)
    days = [act.day for act in lane.acts]
    begins, ends = lane.thread or (min(days), max(days))
    y = top + level // 2
    begins, ends = max(begins, min(days)), min(ends, max(days))
    if ends > begins:
        along = (plot.left + axis.left(begins), y), (plot.left + axis.left(ends), y)
        native.line(slide, *along, *((ROAD, 2.25) if lane.is_road else (THREAD, 1.25)))
    for number, acts in enumerate(lane.levels):
        middle = top + number * level + level // 2
        for act in acts:
            _span(slide, plot, middle, level, act, axis)
        for act in acts:
            _mark(slide, plot, middle, level, act, axis, is_on_line=number == 0 and ends > begins)


def _span(slide: Slide, plot: Box, middle: int, level: int, act: Act, axis: Axis) -> None:
    """A bar as wide as the month or year that a date is known to, and the line from dates given up."""
    y = plot.left + axis.left(act.first_day), plot.left + axis.left(act.last_day + 1)
    if act.last_day > act.first_day:
        bar = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(y[0]), Emu(middle - level * 2 // 5), Emu(max(1, y[1] - y[0])), Emu(level * 4 // 5)
        )
        bar.shadow.inherit = False
        bar.fill.solid()
        bar.fill.fore_color.rgb = Colour(0xEE, 0xF1, 0xF4)
        native.pen(bar.line, act.colour, 0.9, "dot" if act.is_expected else "solid")
    for slip in act.slips:
        x = plot.left + axis.left(slip)
        native.line(slide, (x, middle - level // 3), (x, middle + level // 3), rgb(act.colour), 2)
    if act.slips:
        ends = (plot.left + axis.left(min(act.slips)), middle), (plot.left + axis.left(act.day), middle)
        native.line(slide, *ends, rgb(act.colour), 1, dash="dot")


def _mark(slide: Slide, plot: Box, middle: int, level: int, act: Act, axis: Axis, *, is_on_line: bool) -> None:
    x = plot.left + axis.left(act.day)
    size = min(int(level * 0.8), int(Pt(13 if act.is_decision else 10.5)))
    if act.is_first:
        native.mark(slide, (x, middle), min(int(Pt(20)), int(level * 1.15)), "circle-open", "#1b2430")
    native.mark(slide, (x, middle), size, act.symbol, act.colour)
    if act.label:
        width = width_of(act.label, SMALL, is_bold=act.is_first)
        beyond = plot.left + axis.left(act.ends) + int(Pt(3)) if act.is_wide else x
        left = max(beyond, x + int(Pt(11 if act.is_first else 8.5)))
        place = Box(left, middle - level // 2, width, level)
        native.text(
            slide, act.label, place, SMALL, is_bold=act.is_first, paper=is_on_line and act.first_day == act.last_day
        )
