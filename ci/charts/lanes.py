"""Where the marks of a timeline stand: one lane a drug, lanes grouped by mechanism, marks that would touch spread."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pandas as pd

from ci.charts.looks import OTHER
from ci.charts.rows import Row, rows_of
from ci.charts.theme import MARKETING_ACTS, MECHANISM_NAMES, mechanism_id
from ci.frames import FIRST_PERHAPS

PLOT_PX = 620
NARROW_PX = 300
"""The width that spreading reckons with: a plot on a screen of 1280 pixels beside the sidebar; and one on a
phone, where the name of a lane stands above it."""
MARK_PX, LETTER_PX = 15, 6.4


@dataclass(frozen=True)
class Mark:
    """One act in one lane; `row` is its position in the frame, `label` the agency that is printed beside it."""

    row: int
    middle: pd.Timestamp
    is_marketing: bool
    label: str

    @property
    def needs_px(self) -> float:
        """The room that mark and label take to the right of its middle."""
        return MARK_PX + LETTER_PX * len(self.label)


@dataclass
class Lane:
    """A drug's lane; `levels` holds the marks of each level, below `head` levels for its name."""

    drug: str
    mechanism: str
    latest: pd.Timestamp
    levels: list[list[Mark]] = field(default_factory=list)
    top: float = 0.0
    head: float = 0.0

    @property
    def height(self) -> float:
        return self.head + max(1, len(self.levels))

    @property
    def marks(self) -> list[Mark]:
        return [mark for level in self.levels for mark in level]


@dataclass(frozen=True)
class Group:
    """The lanes of one mechanism; its name stands at `top`, its lanes end at `bottom`."""

    mechanism: str
    top: float
    bottom: float


def dated(approvals: pd.DataFrame, expected: pd.DataFrame | None = None) -> pd.DataFrame:
    """The acts whose date is known at least to a range, then what is expected in the columns of acts.

    Rows of what is expected have a true `is_expected` and their `slips`.
    """
    acts = approvals[approvals["starts_on"].notna()].reset_index(drop=True)
    if expected is None or expected.empty:
        return acts
    planned = expected.assign(drugs=expected["drug"].map(lambda drug: (drug,)))
    planned = planned.rename(columns={"expected_id": "event_id", "due": "when", "says": "proof"})
    planned = planned.assign(is_expected=True, is_curated=True, has_dispute=False)
    plain = acts.assign(is_expected=False, slips=acts["drugs"].map(lambda _: ()))
    return planned if acts.empty else pd.concat([plain, planned], ignore_index=True)


def first_lanes(
    approvals: pd.DataFrame,
    expected: pd.DataFrame | None = None,
    levels: int = 70,
    only: Iterable[str] | None = None,
    at_least: int = 10,
) -> list[str]:
    """The drugs of the latest decisions, then of the latest other acts: as many lanes as fit into so many levels.

    Some drugs have so many acts that `at_least` so many lanes are taken whatever they need.
    """
    lanes, _, _ = lay_out(dated(approvals, expected), only)
    ranked = sorted(lanes, key=lambda lane: (any(m.is_marketing for m in lane.marks), lane.latest), reverse=True)
    chosen: list[str] = []
    room = float(levels)
    for lane in ranked:
        room -= lane.height
        if room < 0 and len(chosen) >= at_least:
            break
        chosen.append(lane.drug)
    return chosen


def lay_out(
    acts: pd.DataFrame, only: Iterable[str] | None = None, plot_px: int = PLOT_PX
) -> tuple[list[Lane], list[Group], float]:
    """Lanes with the place of each mark, groups, and how many levels there are in all. Acts must be dated.

    A narrow plot has room for the names of the lanes above them alone.
    """
    kept = None if only is None else set(only)
    lanes = [lane for lane in _marks_by_drug(acts, _mechanism_of(acts)).values() if kept is None or lane.drug in kept]
    shown = [mark for lane in lanes for mark in lane.marks]
    days_per_px = max(1, (last_day(shown, plot_px) - _first_day(shown)).days if shown else 1) / plot_px
    for lane in lanes:
        lane.head = 0.9 if plot_px <= NARROW_PX else 0.0
        lane.levels = _spread(lane.marks, days_per_px)
    return _stack(lanes)


def last_day(marks: Sequence[Mark], plot_px: int) -> pd.Timestamp:
    """Where a plot of this width must end for no label to be cut at its edge."""
    first = _first_day(marks)
    needs = [(mark.middle - first, min(mark.needs_px, plot_px * 0.7)) for mark in marks]
    return first + max(since * (plot_px / (plot_px - px)) for since, px in needs)


def _first_day(marks: Sequence[Mark]) -> pd.Timestamp:
    return min(mark.middle for mark in marks)


def is_expected(act: Row) -> bool:
    return act.get("is_expected") is True


def _marks_by_drug(acts: pd.DataFrame, mechanisms: dict[str, str]) -> dict[str, Lane]:
    lanes: dict[str, Lane] = {}
    for row, act in enumerate(rows_of(acts)):
        middle = act["starts_on"] + (act["ends_on"] - act["starts_on"]) / 2
        is_decision = act["subtype"] in MARKETING_ACTS and not is_expected(act)
        mark = Mark(row, middle, is_decision, _label(act))
        for drug in act["drugs"] or ("Drug not named",):
            lane = lanes.setdefault(drug, Lane(drug, mechanisms.get(drug, OTHER), middle, [[]]))
            lane.levels[0].append(mark)
            lane.latest = max(lane.latest, middle)
    return lanes


def _label(act: Row) -> str:
    """The agency, and whether its approval was the first anywhere, as far as we know."""
    first = act.get("first_known") or ""
    if not isinstance(first, str) or not first:
        return str(act["agency"])
    return f"\N{EN SPACE}{act['agency']}, first{'?' * (first == FIRST_PERHAPS)}"


def _mechanism_of(acts: pd.DataFrame) -> dict[str, str]:
    """Drug -> the mechanism that most of its acts carry, so that a partner's act does not move a lane."""
    pairs = [(d, mechanism_id(m)) for act in rows_of(acts) for d in act["drugs"] for m in act["mechanisms"][:1]]
    found: dict[str, str] = {}
    for (drug, mechanism), _ in Counter(pairs).most_common():
        found.setdefault(drug, mechanism)
    return found


def _spread(marks: list[Mark], days_per_px: float) -> list[list[Mark]]:
    """First fit: decisions take the first level; what would touch a neighbour, or its label, goes one level down."""
    levels: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: (not m.is_marketing, m.middle)):
        for level in levels:
            if _fits([*level, mark], days_per_px):
                level.append(mark)
                break
        else:
            levels.append([mark])
    return [_labelled(level) for level in levels]


def _labelled(level: list[Mark]) -> list[Mark]:
    """In order of time; of neighbours with the same label only the last shows it."""
    ordered = sorted(level, key=lambda m: m.middle)
    following = [*ordered[1:], None]
    return [
        replace(mark, label="") if after is not None and after.label == mark.label else mark
        for mark, after in zip(ordered, following, strict=True)
    ]


def _fits(level: list[Mark], days_per_px: float) -> bool:
    ordered = _labelled(level)
    for mark, after in pairwise(ordered):
        room_px = (after.middle - mark.middle).days / days_per_px
        if room_px < mark.needs_px:
            return False
    return True


def _stack(lanes: list[Lane]) -> tuple[list[Lane], list[Group], float]:
    order = [*MECHANISM_NAMES, OTHER]
    top, ordered, groups = 0.0, [], []
    for mechanism in order:
        members = sorted(
            (lane for lane in lanes if lane.mechanism == mechanism), key=lambda lane: lane.latest, reverse=True
        )
        if not members:
            continue
        group_top = top
        top += 1
        for lane in members:
            lane.top = top + lane.head
            top += lane.height
            ordered.append(lane)
        groups.append(Group(mechanism, group_top, top))
        top += 0.3
    return ordered, groups, top
