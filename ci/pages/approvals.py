"""Approval timeline: which regulatory acts, on which drug, when, which was the first, each with its source."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ci.charts.approvals import other_labels_note, timeline_key
from ci.charts.firsts import undecided
from ci.charts.lanes import NARROW_PX, PLOT_PX, dated, first_lanes
from ci.charts.looks import Look
from ci.filters import Filters
from ci.frames import APPROVALS, EXPECTED
from ci.model import EventType
from ci.pages import expectation, filter_bar, head, hints, key, proof, reads
from ci.pages.asking import made
from ci.pages.chart_block import Shown, chart, look
from ci.pages.table import WRAPPED_PX, events_table
from ci.pages.text import literal
from ci.queries.approvals import Acts
from ci.when import When

COLUMNS = (
    *("when", "is_curated", "drugs", "subtype", "agency", "indication", "first_known", "combination", "companies"),
    *("proofs_count", "has_dispute", "source_url", "proof"),
)
ACTS = ("All acts", "Approvals", "First approvals")
KEPT = dict(zip(ACTS, Acts, strict=True))
LANES = ("Latest decisions", "Expected dates", "All drugs")
ROWS = ("Lane per drug", "Lane per indication")
OF_EXPECTED = "those with an expected date"
FEW, PHONE_LEVELS = 2, 36
"""Up to so many drugs are drawn by indication at first; so many levels of marks fill a phone."""
BY_INDICATION = (
    "Heavy line: from the first designation or submission that we know to the first approval in that indication, "
    "both of one agency; an act on two indications stands in both."
)
NONE_EXPECTED = EXPECTED.make([])


@dataclass(frozen=True)
class Drawn:
    """Which lanes stand in the chart, and what is said of those that do not."""

    only: tuple[str, ...] | None
    """The drugs; None for all."""
    said: str
    left_out: str
    by_indication: bool
    titled: dict[str, Any]
    """What the title says beside the lanes: of how many drugs they are, and what is expected where that is the view."""


@dataclass(frozen=True)
class Lanes:
    """The drugs of all acts, those that fit the filter, and of these the ones with an expected date."""

    present: tuple[str, ...]
    fitting: tuple[str, ...]
    planned: tuple[str, ...]
    left_out: str


@dataclass(frozen=True)
class View:
    """What the page itself narrows besides the filter: which acts, and what was known by some day."""

    acts: str
    lanes: str
    known_by: date | None

    @property
    def kept(self) -> Acts:
        return KEPT[self.acts]

    @property
    def subject(self) -> str:
        return "first_approvals" if self.acts == ACTS[2] else "approvals"

    def words(self) -> list[str]:
        of_acts = {ACTS[1]: ["approvals alone"], ACTS[2]: ["the first approval of each drug in our tables"]}
        known = [f"as known on {When.day(self.known_by)}"] if self.known_by else []
        return of_acts.get(self.acts, []) + known


def show() -> None:
    """Regulatory acts on apoptosis-targeted drugs, each with its source."""
    head.title("Approval timeline")
    filters = reads.for_acts(filter_bar.current())
    total = reads.counts()[EventType.REGULATORY]
    sentence = head.place()
    view = _view()
    approvals, expected = _rows(filters, view)
    left = reads.approvals_count(filters, view.known_by, view.kept)
    words = _sentence(left, total, filters, view)
    with sentence:
        head.filtered(words, filters)
        if not view.words():
            hints.show(filters, (EventType.REGULATORY,))
    if approvals.empty and expected.empty:
        _nothing(total, filters, view)
        return
    timeline = head.place_kept_free()
    # the tables first: a browser takes a while until a table is whole, and the chart is made meanwhile
    events_table(approvals, APPROVALS, COLUMNS, "table_approvals", row_px=WRAPPED_PX)
    expectation.table(expected, filters, words)
    with timeline:
        _timeline(approvals, expected, filters, view, words)
    proof.open_if_asked(approvals, expected)


def _view() -> View:
    """What the reader chose; on a phone folded away, for the chart to begin on the first screen."""
    place = st.expander("Which acts, which drugs, as known when") if head.is_narrow() else st.container()
    with place, st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        acts = head.pick("acts", ACTS)
        lanes = head.pick("lanes", LANES)
        known_by = st.date_input(
            "As known on",
            value=None,
            key="known",
            bind="query-params",
            max_value=reads.today(),
            format="YYYY-MM-DD",
            width=150,
            help="Only what this database had read in an article or checked at its source by the end of that day",
        )
    return View(acts, lanes, known_by if isinstance(known_by, date) else None)


def _rows(filters: Filters, view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Acts, and what is expected; the latter beside all acts alone."""
    approvals = reads.approvals(filters, view.known_by, view.kept)
    if view.acts == ACTS[0]:
        return approvals, reads.expected(filters, view.known_by)
    return approvals, NONE_EXPECTED


def _sentence(left: int, total: int, filters: Filters, view: View) -> str:
    if not view.words():
        return head.sentence(left, total, "regulatory acts", filters)
    parts = [filters.sentence(reads.labels())] * (not filters.is_empty) + view.words()
    return f"{left:,} of {total:,} regulatory acts: {', '.join(parts)}"


def _nothing(total: int, filters: Filters, view: View) -> None:
    if not total or not view.words():
        head.empty_state("regulatory acts", total, filters)
        return
    words = ", ".join([filters.sentence(reads.labels())] * (not filters.is_empty) + view.words())
    st.info(literal(f"None of the {total:,} regulatory acts matches {words}."), icon=":material/filter_alt_off:")
    st.button("Show all acts, as known today", type="primary", on_click=_widen, key="widen_acts")


def _widen() -> None:
    st.session_state["acts"], st.session_state["known"] = ACTS[0], None


def _timeline(approvals: pd.DataFrame, expected: pd.DataFrame, filters: Filters, view: View, words: str) -> None:
    is_narrow = head.is_narrow()
    with head.place():
        newest = head.newest_only(len(approvals), reads.approvals_count(filters, view.known_by, view.kept), "acts")
    drawn = _lanes(approvals, expected, filters, view.lanes)
    entries = made(_key, approvals, look(), drawn.only, expected)
    if not is_narrow:
        key.show(entries)
    on_page = {"with_key": False, "plot_px": NARROW_PX if is_narrow else PLOT_PX}
    shown = Shown(
        approvals,
        filters,
        view.subject,
        words,
        kinds=(EventType.REGULATORY,),
        is_narrowed=bool(view.words()),
        also={"expected": expected},
    )
    parts = (newest, drawn.said, BY_INDICATION * drawn.by_indication, made(_note, approvals, expected, drawn.only))
    note = " ".join(part for part in parts if part)
    lanes: dict[str, Any] = {"only": drawn.only, "by_indication": drawn.by_indication}
    chart("approval-timeline", shown, proof.ask_for_marks, note, on_page, titled=drawn.titled, **lanes)
    with head.place():
        if is_narrow:
            key.show(entries, is_folded=True)
        if drawn.left_out:
            st.caption(literal(drawn.left_out))


def _key(
    approvals: pd.DataFrame, colours: Look, only: tuple[str, ...] | None, expected: pd.DataFrame
) -> list[key.Entry]:
    return [key.Entry(e.words, e.symbol, e.colour) for e in timeline_key(approvals, colours, only, expected)]


def _note(approvals: pd.DataFrame, expected: pd.DataFrame, only: tuple[str, ...] | None) -> str:
    """What marks that are not sure mean, where there are any."""
    dates = expected if only is None else expected[expected["drug"].isin(only)]
    unsure = undecided(approvals, only)
    return " ".join(part for part in (other_labels_note(approvals, only), unsure, expectation.note(dates)) if part)


def _lanes(approvals: pd.DataFrame, expected: pd.DataFrame, filters: Filters, picked: str) -> Drawn:
    """Draws the choice between them too."""
    lanes = made(_present, approvals, expected, reads.drug_names(filters))
    fitting = lanes.fitting
    with st.container(horizontal=True, vertical_alignment="center"):
        by_indication = _by_indication(len(fitting))
        first = _first(approvals, expected, fitting, by_indication=by_indication)
        chosen, why = _picked(picked, first, lanes.planned, fitting)
        words = _drawn_words(len(chosen), len(fitting), why)
        st.markdown(literal(words), width="content")
        if len(chosen) < len(fitting):
            st.button(f"Draw all {len(fitting)}", type="tertiary", on_click=_draw_all, key="all_lanes")
    only = None if set(chosen) == set(lanes.present) else chosen
    is_part = len(chosen) < len(fitting)
    titled: dict[str, Any] = {"drugs_count": len(fitting)} if is_part else {}
    if why == OF_EXPECTED:
        titled["expected"] = expected
    return Drawn(only, words if is_part else "", lanes.left_out, by_indication, titled)


def _present(approvals: pd.DataFrame, expected: pd.DataFrame, named: list[str] | None) -> Lanes:
    acts = dated(approvals, expected)
    present = tuple(dict.fromkeys(acts["drugs"].explode().dropna()))
    fitting = tuple(drug for drug in present if named is None or drug in named) or present
    planned = [drug for drug in dict.fromkeys(expectation.unanswered(expected)["drug"]) if drug in fitting]
    return Lanes(present, fitting, tuple(planned), _left_out(acts, fitting))


def _by_indication(drugs: int) -> bool:
    """One or two drugs have a lane for each indication unless the reader wants one for each drug, and many the other
    way round; each case remembers its own choice."""
    rows = ROWS if drugs > FEW else ROWS[::-1]
    return head.pick("rows" if drugs > FEW else "row", rows) == ROWS[1]


def _first(
    approvals: pd.DataFrame, expected: pd.DataFrame, fitting: tuple[str, ...], *, by_indication: bool
) -> tuple[str, ...]:
    """The drugs that are drawn before the reader asks for all."""
    if head.is_narrow():
        return tuple(made(first_lanes, approvals, expected, PHONE_LEVELS, fitting, 3, NARROW_PX, by_indication))
    at_least = 4 if by_indication else 10
    return tuple(made(first_lanes, approvals, expected, only=fitting, at_least=at_least, by_indication=by_indication))


def _picked(
    picked: str, first: tuple[str, ...], planned: tuple[str, ...], fitting: tuple[str, ...]
) -> tuple[tuple[str, ...], str]:
    if picked == LANES[1] and planned:
        return planned, OF_EXPECTED
    if picked == LANES[0]:
        return first, "those with the latest decisions"
    return fitting, ""


def _drawn_words(drawn: int, fitting: int, why: str) -> str:
    if drawn < fitting:
        return f"Drawn: {drawn} of {fitting} drugs, {why}."
    return f"Drawn: all {fitting} drugs." if fitting > 1 else "Drawn: the one drug."


def _left_out(acts: pd.DataFrame, fitting: tuple[str, ...]) -> str:
    """Acts that the filter keeps for a drug given beside another one: they have no lane of their own here."""
    count = sum(1 for drugs in acts["drugs"] if drugs and not set(drugs) & set(fitting))
    if not count:
        return ""
    return f"{count} act{'s' * (count != 1)} on other drugs, kept by the filter too: in the table alone."


def _draw_all() -> None:
    st.session_state["lanes"] = LANES[2]
