"""Approval timeline: which regulatory acts, on which drug, when, each with its source."""

import pandas as pd

from ci.charts.approvals import timeline_key
from ci.charts.lanes import NARROW_PX, PLOT_PX, dated, first_lanes
from ci.frames import APPROVALS
from ci.model import EventType
from ci.pages import expectation, filter_bar, head, key, proof, reads
from ci.pages.chart_block import Shown, chart, look
from ci.pages.table import events_table

COLUMNS = (
    "when",
    "drugs",
    "subtype",
    "agency",
    "indication",
    "companies",
    "proofs_count",
    "is_curated",
    "has_dispute",
    "source_url",
)


LANES = ("Latest decisions", "Expected dates", "All drugs")


def show() -> None:
    """Regulatory acts on apoptosis-targeted drugs, each with its source."""
    head.title("Approval timeline")
    filters = reads.for_acts(filter_bar.current())
    approvals, total = reads.approvals(filters), reads.counts()[EventType.REGULATORY]
    words = head.sentence(len(approvals), total, "regulatory acts", filters)
    head.filtered(words, filters)
    expected = reads.expected(filters)
    if approvals.empty and expected.empty:
        head.empty_state("regulatory acts", total, filters)
        return
    only, note = _lanes(approvals, expected)
    note = f"{note} {expectation.note(expected)}".strip()
    key.show([key.Entry(e.words, e.symbol, e.colour) for e in timeline_key(approvals, look(), only, expected)])
    on_page = {"with_key": False, "plot_px": NARROW_PX if head.is_narrow() else PLOT_PX}
    shown = Shown(approvals, filters, "approvals", words, also={"expected": expected})
    chart("approval-timeline", shown, proof.ask_for_marks, note, on_page, only=only)
    events_table(approvals, APPROVALS, COLUMNS, "table_approvals")
    expectation.table(expected)
    proof.open_if_asked(approvals, expected)


def _lanes(approvals: pd.DataFrame, expected: pd.DataFrame) -> tuple[tuple[str, ...] | None, str]:
    """The drugs whose lanes are drawn: those of the latest decisions, or all where the reader asks for them."""
    drugs = dated(approvals, expected)["drugs"].explode().nunique()
    first = first_lanes(approvals, expected)
    if len(first) >= drugs:
        return None, ""
    picked = head.pick("lanes", LANES if len(expected) else (LANES[0], LANES[2]))
    if picked == LANES[2]:
        return None, ""
    if picked == LANES[1]:
        planned = tuple(dict.fromkeys(expected["drug"]))
        return planned, f"Lanes: the {len(planned)} of {drugs} drugs with an expected date."
    return tuple(first), f"Lanes: the {len(first)} of {drugs} drugs with the latest decisions."
