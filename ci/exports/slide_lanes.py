"""The marks of a timeline laid out anew for a slide: which lane, which level, what fits on a page. Draws nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ci.exports.parcel import Parcel
from ci.exports.slide_box import POINT, SMALL, width_of
from ci.exports.slide_text import clean
from ci.frames import FIRST_LABELS, FIRST_UNDATED

DECISIONS = ("approval", "conditional-approval", "withdrawal", "complete-response")
LONGEST_MONTH = 31
LANE_PT, BESIDE = 12, 14 * POINT
NARROWEST, WIDEST = 75 * POINT, 175 * POINT
MARK, GAP = 13 * POINT, 2 * POINT
"""The room that a mark takes, and the air beside it."""


@dataclass(frozen=True)
class Act:
    """A mark of the timeline and the row behind it."""

    event_id: str
    day: float
    first_day: float
    last_day: float
    symbol: str
    colour: str
    label: str
    row: Mapping[str, Any]
    is_expected: bool
    slips: tuple[float, ...] = ()

    @property
    def is_decision(self) -> bool:
        return self.row["subtype"] in DECISIONS and not self.is_expected

    @property
    def is_open(self) -> bool:
        """Whether it is expected still."""
        return self.is_expected and not self.row["is_past"]

    @property
    def is_wide(self) -> bool:
        """Whether its bar is wider than its mark: its label stands right of the bar."""
        return self.last_day - self.first_day > LONGEST_MONTH

    @property
    def ends(self) -> float:
        """The day that the label stands right of."""
        return self.last_day + 1 if self.is_wide else self.day

    @property
    def is_first(self) -> bool:
        return self.row.get("first_known", "") not in ("", FIRST_UNDATED) and not self.is_expected


@dataclass(frozen=True)
class Lane:
    """A drug, or a drug in one indication; `levels` are filled by `arranged`."""

    name: str
    group: str
    colour: str
    acts: tuple[Act, ...]
    thread: tuple[float, float] | None = None
    is_road: bool = False
    """Whether the line leads from the first designation or submission to the first approval."""
    levels: tuple[tuple[Act, ...], ...] = ()
    drug: str = ""
    """Whose lane it is, where the name holds the indication alone."""

    def begins_road(self, act: Act) -> bool:
        return self.is_road and self.thread is not None and abs(act.day - self.thread[0]) < 1

    @property
    def height(self) -> int:
        return max(1, len(self.levels))


@dataclass(frozen=True)
class Axis:
    """Days -> EMU from the left of a plot; the last labels end within it."""

    first: float
    last: float
    width: int

    def left(self, day: float) -> int:
        return int(self.width * (day - self.first) / max(1.0, self.last - self.first))

    @classmethod
    def of(cls, lanes: Iterable[Lane], width: int) -> "Axis":
        acts = [act for lane in lanes for act in lane.acts]
        first = min(min(act.first_day, *act.slips, act.day) for act in acts)
        last = max(max(act.last_day, act.day) for act in acts)
        end = max(first + (act.ends - first) * width / (width - min(_right(act), width // 2)) for act in acts)
        pad = max(60.0, (last - first) * 0.015)
        return cls(first - pad, max(last, end) + pad, width)


def lanes_of(parcel: Parcel) -> list[Lane]:
    """The lanes of a timeline's figure, with the rows behind its marks."""
    figure = parcel.drawing
    assert isinstance(figure, go.Figure)
    if not figure.data:
        return []
    names = list(zip(figure.layout.yaxis.tickvals or (), figure.layout.yaxis.ticktext or (), strict=True))
    heads = sorted((note.y, clean(note.text)) for note in figure.layout.annotations)
    strips = [shape for shape in figure.layout.shapes if shape.xsizemode == "pixel"]
    found: list[Lane] = []
    acts = list(_acts(figure, parcel))
    for (top, name), (end, _) in zip(names, [*names[1:], (float("inf"), "")], strict=True):
        group = [text for y, text in heads if y < top][-1:]
        colour = next((str(s.fillcolor) for s in strips if s.y0 <= top <= s.y1), "#9aa3ad")
        of_lane = tuple(act for y, act in acts if top <= y < end)
        drug, dot, _ = clean(name).partition(" · ")
        whose = drug if dot else (found[-1].drug if found else "")
        thread, is_road = _thread(figure, top)
        found.append(Lane(clean(name), "".join(group), colour, of_lane, thread, is_road, drug=whose))
    return found


def _acts(figure: go.Figure, parcel: Parcel) -> Iterable[tuple[float, Act]]:
    """(level in the figure, act)."""
    marks = figure.data[0]
    rows = {row["event_id"]: row for row in _rows(parcel.rows)}
    planned = {row["expected_id"]: row for _, more in parcel.also if "due" in more for row in _rows(more)}
    looks = marks.marker
    each = zip(marks.x, marks.y, looks.symbol, looks.color, marks.customdata, strict=True)
    for x, y, symbol, colour, (event_id, *_) in each:
        row = rows.get(event_id) or planned[event_id]
        ends = [_day(row[name]) for name in ("starts_on", "ends_on")]
        slips = tuple(_day(slip) for slip in row.get("slips") or ())
        is_expected = event_id not in rows
        act = Act(event_id, _day(x), ends[0], ends[1], symbol, colour, _label(row), row, is_expected, slips)
        yield float(y), act


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _label(row: Mapping[str, Any]) -> str:
    """The agency, and whether it was the first, as far as we know."""
    said = str(row.get("first_known") or "")
    first = f", {FIRST_LABELS[said]}" if said else ""
    return f"{row['agency']}{first}{', no act' * bool(row.get('is_past'))}"


def _day(value: Any) -> float:
    """Days since 1970; a month or a year that is known no better stands in its middle."""
    if isinstance(value, str) and len(value) < 10:
        span = pd.Period(value)
        return (span.start_time.value + span.end_time.value) / 2 / 86_400e9
    return float(pd.Timestamp(value).value) / 86_400e9


def _thread(figure: go.Figure, top: float) -> tuple[tuple[float, float] | None, bool]:
    """The line along a lane, the heaviest of them, from its first piece to its last; whether it is a heavy one."""
    pieces = [s for s in figure.layout.shapes if s.type == "line" and s.y0 == s.y1 == top and s.line.dash != "dot"]
    if not pieces:
        return None, False
    heaviest = max(piece.line.width for piece in pieces)
    days = [_day(day) for piece in pieces if piece.line.width == heaviest for day in (piece.x0, piece.x1)]
    return (min(days), max(days)), heaviest > 1


def only(lanes: Iterable[Lane], kept: Callable[[Lane, Act], bool]) -> list[Lane]:
    """The lanes with the acts that `kept` says yes to; a lane without any is left out."""
    chosen = (replace(lane, acts=tuple(act for act in lane.acts if kept(lane, act))) for lane in lanes)
    return [lane for lane in chosen if lane.acts]


def labels_width(lanes: Iterable[Lane]) -> int:
    """Room for the names beside the lanes."""
    longest = max(width_of(lane.name, LANE_PT) for lane in lanes)
    return min(WIDEST, max(NARROWEST, longest + BESIDE))


def arranged(lanes: Sequence[Lane], axis: Axis) -> list[Lane]:
    """Each lane with its levels: decisions take the first; what would touch a neighbour goes one level down."""
    return [replace(lane, levels=_levels(lane.acts, axis)) for lane in lanes]


def _levels(acts: Iterable[Act], axis: Axis) -> tuple[tuple[Act, ...], ...]:
    levels: list[list[Act]] = []
    for act in sorted(acts, key=lambda a: (not a.is_decision, a.day)):
        home = next((level for level in levels if _fits(named([*level, act]), axis)), None)
        if home is None:
            levels.append([act])
        else:
            home.append(act)
    return tuple(tuple(named(level)) for level in levels)


def named(level: Iterable[Act]) -> list[Act]:
    """In order of time; of neighbours with the same label only the last shows it."""
    ordered = sorted((replace(act, label=_label(act.row)) for act in level), key=lambda act: act.day)
    following = [*(act.label for act in ordered[1:]), None]
    return [
        replace(act, label="") if act.label == after else act for act, after in zip(ordered, following, strict=True)
    ]


def _fits(level: Sequence[Act], axis: Axis) -> bool:
    return all(
        axis.left(one.ends) + _right(one) + MARK // 2 <= axis.left(other.first_day if other.is_wide else other.day)
        for one, other in pairwise(level)
    )


def _right(act: Act) -> int:
    """The room that mark and label take to the right of its middle."""
    return MARK // 2 + GAP + (width_of(act.label, SMALL, is_bold=act.is_first) + GAP + MARK // 4) * bool(act.label)


def levels_needed(lanes: Sequence[Lane]) -> float:
    """Levels of the lanes, and one for the name of each group."""
    return sum(lane.height for lane in lanes) + len({lane.group for lane in lanes})


def pages(lanes: Sequence[Lane], levels: int) -> list[list[Lane]]:
    """What stands on each page: no lane is cut unless it is longer than a page, no group stands without a lane."""
    found: list[list[Lane]] = [[]]
    for lane in (piece for whole in lanes for piece in _pieces(whole, levels - 1)):
        if found[-1] and levels_needed([*found[-1], lane]) > levels:
            found.append([])
        found[-1].append(lane)
    return [[_with_drug(page[0]), *page[1:]] for page in found if page]


def _with_drug(lane: Lane) -> Lane:
    """The first lane of a page says of what drug it is."""
    is_said = not lane.drug or lane.name.startswith(f"{lane.drug} · ")
    return lane if is_said else replace(lane, name=f"{lane.drug} · {lane.name}")


def _pieces(lane: Lane, levels: int) -> list[Lane]:
    starts = range(0, len(lane.levels), levels)
    return [
        replace(lane, levels=part, acts=tuple(act for level in part for act in level))
        for part in (lane.levels[start : start + levels] for start in starts)
    ]
