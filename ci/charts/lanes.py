"""Where the marks of a timeline stand: a lane a drug, or a drug in one indication; marks that would touch spread."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from ci.charts.indications import diseases
from ci.charts.looks import OTHER
from ci.charts.roads import Road, road_of
from ci.charts.rows import Row, rows_of
from ci.charts.spread import NOTHING, Mark, days_per_px, spread
from ci.charts.theme import MARKETING_ACTS, MECHANISM_NAMES, mechanism_id
from ci.frames import FIRST_LABELS, FIRST_UNDATED

PLOT_PX = 620
NARROW_PX = 300
"""The width that spreading reckons with: a plot on a screen of 1280 pixels beside the sidebar; and one on a
phone, where the name of a lane stands above it."""
NO_ACT, EXPECTED, LONGEST_MONTH = ", no act", ", expected", 31
OTHER_LABEL = ", partner’s label"
HEAD = 1.0
"""Levels that the name of a lane takes where it stands above it."""
PLACED_BY = (
    *("starts_on", "ends_on", "subtype", "agency", "drugs", "indication", "first_known", "label"),
    *("is_expected", "is_past"),
)
"""What decides where an act stands."""
DECISIONS, ENDS = (
    ("approval", "conditional-approval"),
    ("withdrawal", "complete-response", "clinical-hold", "hold-lifted"),
)


@dataclass
class Lane:
    """The lane of a drug, or of a drug in one indication; `levels` holds the marks of each level, below `head` levels
    for its name."""

    drug: str
    mechanism: str
    latest: pd.Timestamp
    indication: str = ""
    road: Road | None = None
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

    Rows of what is expected have a true `is_expected` and their `slips`. What an act has answered is not among them.
    """
    acts = approvals[approvals["starts_on"].notna()].reset_index(drop=True)
    expected = None if expected is None else expected[expected["answer_id"] == ""].reset_index(drop=True)
    if expected is None or expected.empty:
        return acts
    planned = expected.assign(drugs=expected["drug"].map(lambda drug: (drug,)))
    planned = planned.rename(columns={"expected_id": "event_id", "due": "when", "says": "proof"})
    planned = planned.assign(is_expected=True, is_curated=True, has_dispute=False)
    plain = acts.assign(is_expected=False, is_past=False, slips=acts["drugs"].map(lambda _: ()))
    return planned if acts.empty else pd.concat([plain, planned], ignore_index=True)


def first_lanes(
    approvals: pd.DataFrame,
    expected: pd.DataFrame | None = None,
    levels: int = 70,
    only: Iterable[str] | None = None,
    at_least: int = 10,
    plot_px: int = PLOT_PX,
    by_indication: bool = False,
) -> list[str]:
    """The drugs of the latest decisions, then of the latest other acts: as many as fit into so many levels.

    Some drugs have so many acts that `at_least` so many are taken whatever they need.
    """
    lanes, _, _ = lay_out(dated(approvals, expected), only, plot_px, by_indication)
    by_drug: dict[str, list[Lane]] = {}
    for lane in lanes:
        by_drug.setdefault(lane.drug, []).append(lane)
    ranked = sorted(by_drug.values(), key=_rank, reverse=True)
    chosen: list[str] = []
    room = float(levels)
    for of_drug in ranked:
        room -= sum(lane.height for lane in of_drug)
        if room < 0 and len(chosen) >= at_least:
            break
        chosen.append(of_drug[0].drug)
    return chosen


def _rank(lanes: Sequence[Lane]) -> tuple[bool, pd.Timestamp]:
    return any(mark.is_marketing for lane in lanes for mark in lane.marks), max(lane.latest for lane in lanes)


def lay_out(
    acts: pd.DataFrame, only: Iterable[str] | None = None, plot_px: int = PLOT_PX, by_indication: bool = False
) -> tuple[list[Lane], list[Group], float]:
    """Lanes with the place of each mark, groups, and how many levels there are in all. Acts must be dated.

    A narrow plot has room for the names of the lanes above them alone. By indication an act on two stands in both.
    """
    kept = None if only is None else set(only)
    made = _marks_by_lane(acts, _mechanism_of(acts), by_indication=by_indication)
    lanes = [lane for lane in made if kept is None or lane.drug in kept]
    shown = [mark for lane in lanes for mark in lane.marks]
    scale = days_per_px(shown, plot_px)
    for lane in lanes:
        lane.head = HEAD if plot_px <= NARROW_PX else 0.0
        lane.levels = spread(lane.marks, scale)
    return _stack(lanes)


def is_expected(act: Row) -> bool:
    return act.get("is_expected") is True


def is_wide(act: Row) -> bool:
    """Whether its date is known to no month, so that its bar is wider than its mark."""
    return bool((act["ends_on"] - act["starts_on"]).days > LONGEST_MONTH)


def is_past(act: Row) -> bool:
    """Whether it was expected by a day that has passed, and did not come as far as we know."""
    return act.get("is_past") is True


def _marks_by_lane(acts: pd.DataFrame, mechanisms: dict[str, str], *, by_indication: bool) -> list[Lane]:
    lanes: dict[tuple[str, str], Lane] = {}
    rows = rows_of(acts[[name for name in PLACED_BY if name in acts]])
    middles = (acts["starts_on"] + (acts["ends_on"] - acts["starts_on"]) / 2).tolist()
    for row, (act, middle) in enumerate(zip(rows, middles, strict=True)):
        is_decision = act["subtype"] in MARKETING_ACTS and not is_expected(act)
        half = act["ends_on"] - middle + pd.Timedelta(days=1) if is_wide(act) else NOTHING
        mark = Mark(row, middle, is_decision, _label(act), is_first(act), half)
        for drug in act["drugs"] or ("Drug not named",):
            for indication in diseases(act["indication"] or "") if by_indication else ("",):
                lane = lanes.setdefault(
                    (drug, indication), Lane(drug, mechanisms.get(drug, OTHER), middle, indication, levels=[[]])
                )
                lane.levels[0].append(mark)
                lane.latest = max(lane.latest, middle)
    if by_indication:
        for lane in lanes.values():
            own = [mark for mark in lane.marks if not is_expected(rows[mark.row]) and not other_label(rows[mark.row])]
            lane.road = road_of([(mark.row, mark.middle) for mark in own], rows)
    return list(lanes.values())


def is_first(act: Row) -> bool:
    """Whether it is marked as the first approval; not one that may be earlier, for all that is known."""
    return first_words(act) not in ("", FIRST_UNDATED)


def first_words(act: Row) -> str:
    said = act.get("first_known")
    return said if isinstance(said, str) else ""


def other_label(act: Row) -> str:
    """Of an act on the label of a drug given with ours; what is expected has no label yet."""
    said = act.get("label")
    return said if isinstance(said, str) else ""


def _label(act: Row) -> str:
    """The agency, and whether its approval was the first of the drug that we know, or did not come when expected, or is
    on another drug's label."""
    first = first_words(act)
    if other_label(act):
        return f"{act['agency']}{OTHER_LABEL}"
    if not first:
        came = NO_ACT if is_past(act) else EXPECTED * is_expected(act)
        return f"{act['agency']}{came}"
    return f"\N{EN SPACE}{act['agency']}, {FIRST_LABELS[first]}"


def _mechanism_of(acts: pd.DataFrame) -> dict[str, str]:
    """Drug -> the mechanism that most of its acts carry, so that a partner's act does not move a lane."""
    each = zip(acts["drugs"].tolist(), acts["mechanisms"].tolist(), strict=True)
    pairs = [(drug, mechanism_id(m)) for drugs, mechanisms in each for drug in drugs for m in mechanisms[:1]]
    found: dict[str, str] = {}
    for (drug, mechanism), _ in Counter(pairs).most_common():
        found.setdefault(drug, mechanism)
    return found


def _stack(lanes: list[Lane]) -> tuple[list[Lane], list[Group], float]:
    order = [*MECHANISM_NAMES, OTHER]
    top, ordered, groups = 0.0, [], []
    for mechanism in order:
        members = _ordered([lane for lane in lanes if lane.mechanism == mechanism])
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


def _ordered(lanes: list[Lane]) -> list[Lane]:
    """The drug with the latest act first; of one drug the indications with a decision first, then the latest."""
    latest = {lane.drug: lane.latest for lane in sorted(lanes, key=lambda lane: lane.latest)}
    return sorted(
        lanes,
        key=lambda lane: (latest[lane.drug], lane.drug, any(m.is_marketing for m in lane.marks), lane.latest),
        reverse=True,
    )
