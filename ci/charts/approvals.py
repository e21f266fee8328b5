"""The approval timeline: time across, drug down, agency by colour and label, act by shape."""

import math
import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from ci.charts import timeline_marks as draw
from ci.charts.axes import LEGEND_ON_TOP
from ci.charts.indications import in_sentence
from ci.charts.lanes import NARROW_PX, PLOT_PX, Lane, dated, lay_out
from ci.charts.looks import LIGHT, Look
from ci.charts.rows import Row, rows_of
from ci.charts.spread import days_per_px, last_day
from ci.charts.theme import GRID, canvas, empty_figure, label_margin
from ci.charts.timeline_key import KeyEntry, key_of, legend_entry
from ci.charts.timeline_lines import lines, road_handles
from ci.charts.timeline_marks import Placed
from ci.frames import FIRST_DATED, FIRST_IN_DOUBT, FIRST_UNDATED

ROW_PX, AXIS_PX = 17, 34
PICTURE_PX = 900
"""The width of the plot in a picture that is taken out: it has a key of its own."""
LEGEND_ROW_PX, LEGEND_COLUMNS, LEGEND_PX = 19, 4, 210
LEAST_PX, LETTERS = 130, 28


def approval_timeline(
    approvals: pd.DataFrame,
    look: Look = LIGHT,
    only: Iterable[str] | None = None,
    plot_px: int = PLOT_PX,
    with_key: bool = True,
    expected: pd.DataFrame | None = None,
    by_indication: bool = False,
) -> go.Figure:
    """One mark per act: time across, drug down, agency by colour, act by shape. Draws frames.APPROVALS.

    `only` names the drugs whose lanes are drawn; None draws all. A date known to a month or a year is a bar that wide.
    A ring marks the first approval of a drug in our tables.
    Marks are spread for a plot of about `plot_px`. A page that shows `timeline_key` itself leaves out the key here.
    `by_indication` gives each drug a lane in each disease, and a line from the first designation or submission to the
    first approval there by the same agency.
    `expected` (frames.EXPECTED) becomes hollow marks, each with a tick at every date that was given up before.
    """
    acts = dated(approvals, expected)
    if by_indication and plot_px > NARROW_PX:  # longer names leave less room
        plot_px = int(plot_px * 0.85)
    lanes, groups, depth = lay_out(acts, only, plot_px, by_indication)
    if not lanes:
        return empty_figure("No regulatory act with a known date matches these filters.")
    rows = rows_of(acts)
    placed = draw.place(rows, lanes)
    figure = canvas(450)
    figure.add_traces([draw.marks(placed, look), draw.slips(placed, look), draw.rings(placed, look)])
    if any(mark.half for mark, _, _ in placed):
        figure.add_trace(draw.labels_beyond(placed))
    key = key_of((act for _, _, act in placed), look) if with_key else []
    figure.add_traces([legend_entry(entry) for entry in key])
    roads = [lane for lane in lanes if lane.road]
    figure.add_traces([road_handles(roads, rows)] * bool(roads))
    top = LEGEND_ROW_PX * math.ceil(len(key) / LEGEND_COLUMNS) + AXIS_PX
    _lay_axes(figure, placed, depth, top, plot_px)
    names = _name_lanes(figure, lanes, is_narrow=plot_px <= NARROW_PX)
    scale = days_per_px([mark for mark, _, _ in placed], PICTURE_PX if with_key else plot_px)
    behind = [*lines(lanes, look, scale), *draw.spans(placed, look), *draw.drifts(placed, look)]
    figure.update_layout(
        shapes=[*(draw.strip(group, look) for group in groups), *behind],
        annotations=[*(draw.head(group) for group in groups), *names],
    )
    return figure


def timeline_key(
    approvals: pd.DataFrame,
    look: Look = LIGHT,
    only: Iterable[str] | None = None,
    expected: pd.DataFrame | None = None,
) -> list[KeyEntry]:
    """What the shapes and colours of the timeline mean, for a page that shows them above it."""
    kept = None if only is None else set(only)
    acts = rows_of(dated(approvals, expected))
    return key_of((act for act in acts if kept is None or kept & set(act["drugs"])), look)


def finding(
    approvals: pd.DataFrame,
    by_indication: bool = False,
    only: Iterable[str] | None = None,
    drugs_count: int = 0,
    expected: pd.DataFrame | None = None,
) -> str:
    """The chart's title, of the lanes that are drawn: how much has been decided, and the latest decision; or who
    approved first; or how long one drug took to its approvals by indication; or, given `expected`, what comes next.

    `only` is what the chart was given; `drugs_count` says how many drugs could be drawn, where these are fewer.
    """
    drawn = None if only is None else tuple(only)
    said = _finding_of(_of_drugs(approvals, drawn), by_indication)
    if expected is not None:
        said = _expected_finding(expected, drawn) or said
    return f"{said} ({len(drawn or ())} of {_count(drugs_count, 'drug')} drawn)" if drugs_count else said


def _of_drugs(approvals: pd.DataFrame, drawn: tuple[str, ...] | None) -> pd.DataFrame:
    """The acts on these drugs, as acts on no other: each is counted where it is drawn."""
    if drawn is None:
        return approvals
    kept = set(drawn)
    of_them = approvals["drugs"].map(lambda drugs: tuple(drug for drug in drugs if drug in kept))
    return approvals.assign(drugs=of_them)[of_them.map(bool).astype(bool)]


def _expected_finding(expected: pd.DataFrame, drawn: tuple[str, ...] | None) -> str:
    """What is expected next; nothing where nothing is expected."""
    of_them = expected if drawn is None else expected[expected["drug"].isin(drawn)]
    open_ = of_them[of_them["answer_id"] == ""]
    coming = open_[~open_["is_past"]].sort_values(["ends_on", "starts_on"], kind="stable")
    passed = len(open_) - len(coming)
    if coming.empty:
        return f"{_count(passed, 'expected date')} passed, our tables hold no act" if passed else ""
    first = coming[coming["due"] == coming["due"].iloc[0]]
    said = f"{_count(len(coming), 'date')} expected for {_count(coming['drug'].nunique(), 'drug')}"
    said += f"; the next: {_said_of(first['drug'], first['agency'], first['due'].iloc[0])}"
    return f"{said}; {passed} passed without an act in our tables" if passed else said


def _finding_of(approvals: pd.DataFrame, by_indication: bool) -> str:
    if by_indication and (said := _roads_finding(approvals)):
        return said
    decided = approvals[approvals["subtype"].isin(("approval", "conditional-approval"))]
    if decided.empty:
        drugs = approvals["drugs"].explode().nunique()
        return f"No approval among {_count(len(approvals), 'regulatory act')} on {_count(drugs, 'drug')}"
    if len(decided) == len(approvals) and (decided["first_known"] != "").all():
        return _first_finding(decided)
    return _counted(decided) + _latest(decided)


def _counted(decided: pd.DataFrame) -> str:
    """An approval of another drug's label for use with ours is none of ours: it is counted beside those."""
    own, others = decided[decided["label"] == ""], int((decided["label"] != "").sum())
    drugs = decided["drugs"].explode().nunique()
    if own.empty:
        return f"{_count(others, 'approval')} for use with {_count(drugs, 'drug')}, on the labels of others"
    said = f"{_count(len(own), 'approval')} of {_count(own['drugs'].explode().nunique(), 'drug')}"
    beside = "it" if drugs == 1 else "one of them"
    return said + f", and {others} on the label of a drug given with {beside}" * bool(others)


def other_labels_note(approvals: pd.DataFrame, only: Iterable[str] | None = None) -> str:
    """What “partner’s label” at a mark means, where any mark has it."""
    drawn = _of_drugs(approvals, None if only is None else tuple(only))
    if not (drawn["label"] != "").any():
        return ""
    return (
        "“Partner’s label”: an act on another drug’s label, for use with the drug of the lane; not counted as its own."
    )


def _first_finding(firsts: pd.DataFrame) -> str:
    is_open = firsts["first_known"].isin((FIRST_DATED, FIRST_UNDATED, FIRST_IN_DOUBT))
    is_doubted = (firsts["first_known"] == FIRST_IN_DOUBT).any()
    undecided, firsts = firsts.loc[is_open, "drugs"].explode().nunique(), firsts[~is_open]
    if firsts.empty:
        why = "" if is_doubted else ": not every day is known"
        return f"Who approved first is not decided for {_count(undecided, 'drug')}{why}"
    drugs, agencies = firsts["drugs"].explode().nunique(), Counter(firsts["agency"])
    left = f"; not decided for {undecided} more" * bool(undecided)
    if len(agencies) == 1:
        (agency,) = agencies
        said = f"{agency or 'An agency not named'} was the first to approve {_count(drugs, 'drug')}, as far as we know"
        last = rows_of(dated(firsts).sort_values("starts_on", kind="stable"))[-1:]
        return said + "".join(f"; the latest: {', '.join(act['drugs'])}, {act['when']}" for act in last) + left
    counted = ", ".join(f"{agency} {count}" for agency, count in agencies.most_common(4))
    return f"First to approve {_count(drugs, 'drug')}, as far as we know: {counted}{left}"


def _roads_finding(approvals: pd.DataFrame) -> str:
    """ "venetoclax: from an agency’s first designation or submission to its approval 3.6 years in CLL / SLL (FDA)";
    nothing of several drugs."""
    lanes, _, _ = lay_out(dated(approvals), by_indication=True)
    roads = sorted(((lane.road.ends, lane) for lane in lanes if lane.road), key=lambda pair: pair[0])
    decided = {lane.drug for lane in lanes if any(mark.is_marketing for mark in lane.marks)}
    if not roads or len(decided) > 1:
        return ""
    times = [
        f"{lane.road.years:.1f} in {in_sentence(lane.indication)} ({lane.road.agency})"
        for _, lane in roads[:3]
        if lane.road
    ]
    said = ", ".join([times[0].replace(" in ", " years in ", 1), *times[1:]]) + f" and {len(roads) - 3} more" * (
        len(roads) > 3
    )
    return f"{roads[0][1].drug}: from an agency’s first designation or submission to its approval {said}"


def _latest(decided: pd.DataFrame) -> str:
    """Of several on the last day each drug is named."""
    known = dated(decided)
    last = rows_of(known[known["starts_on"] == known["starts_on"].max()])
    if not last:
        return ""
    drugs = [drug for act in last for drug in act["drugs"]] if len(last) > 1 else [_with_companions(last[0])]
    return f"; the latest: {_said_of(drugs, (act['agency'] for act in last), last[0]['when'])}"


def _with_companions(act: Row) -> str:
    """ "venetoclax with decitabine and cedazuridine (Taiho)", or whose label it is on."""
    drugs = " and ".join(act["drugs"])
    if act["label"]:
        return f"{drugs}, on the {act['label']}{_who(act)}"
    if not act["combination"]:
        return drugs
    return f"{drugs} with {', '.join(act['combination'])}{_who(act)}"


def _who(act: Row) -> str:
    return f" ({', '.join(act['companies'])})" if act["companies"] else ""


def _said_of(drugs: Iterable[str], agencies: Iterable[str], when: str) -> str:
    """`lisaftoclax and venetoclax, FDA and NMPA, 10 Jul 2025`."""
    named = sorted(set(drugs))
    who = " and ".join(named) if len(named) < 3 else f"{', '.join(named[:2])} and {len(named) - 2} more"
    return f"{who}, {' and '.join(sorted(set(agencies)))}, {when}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _name_lanes(figure: go.Figure, lanes: list[Lane], *, is_narrow: bool) -> list[dict[str, object]]:
    """Names beside the lanes; on a phone above them, as notes that are returned."""
    if is_narrow:
        figure.update_layout(margin={"l": 6}, yaxis={"showticklabels": False})
        return [draw.name_above(lane) for lane in lanes]
    before = [lanes[0].drug if len({lane.drug for lane in lanes}) == 1 else "", *(lane.drug for lane in lanes)]
    pairs = zip(lanes, before, strict=False)
    labels = [draw.lane_name(lane, LETTERS, with_drug=lane.drug != drug) for lane, drug in pairs]
    figure.update_layout(
        margin={"l": label_margin([re.sub("</?b>", "", label) for label in labels])},
        yaxis={"tickvals": [lane.top for lane in lanes], "ticktext": labels},
    )
    return []


def _lay_axes(figure: go.Figure, placed: list[Placed], depth: float, top: int, plot_px: int) -> None:
    first, last = min(act["starts_on"] for _, _, act in placed), max(act["ends_on"] for _, _, act in placed)
    pad = max(pd.Timedelta(days=60), (last - first) * (14 / plot_px))
    end = max(last, last_day([mark for mark, _, _ in placed], plot_px))
    figure.update_layout(
        height=max(LEAST_PX, int(depth * ROW_PX)) + top + 8,
        margin={"r": 8, "t": top, "b": 8},
        xaxis={
            "type": "date",
            "side": "top",
            "range": [first - pad, end + pad],
            "gridcolor": GRID,
            "zeroline": False,
        },
        yaxis={"range": [depth - 0.3, -0.7], "fixedrange": True, "showgrid": False, "zeroline": False},
        legend={
            **LEGEND_ON_TOP,
            "maxheight": 400,
            "entrywidth": LEGEND_PX,
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 12},
        },
    )
