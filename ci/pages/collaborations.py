"""Collaborations: who works with whom on what, and for how much."""

import pandas as pd
import streamlit as st

from ci.charts.collaborations import companies_count
from ci.frames import COLLABORATIONS
from ci.model import EventType
from ci.pages import filter_bar, head, proof, reads
from ci.pages.chart_block import Shown, chart
from ci.pages.table import events_table
from ci.pages.text import literal

COLUMNS = (
    *("when", "is_curated", "companies", "roles", "drugs", "subtype", "upfront_usd_m", "total_usd_m"),
    *("money_as_stated", "territory", "targets", "proofs_count", "source_url"),
)

VIEWS = ("Network", "Over time", "Top partners", "Mechanism to deal")
EXTENTS = ("Connected companies", "All companies")
ALL_DRAWN = 60
"""Up to so many companies, all are drawn."""
ON_PHONE = 24
"""So many names fit on a phone."""


def show() -> None:
    """Deals between companies on apoptosis-targeted drugs, each with its source."""
    head.title("Collaborations")
    filters = reads.for_deals(filter_bar.current())
    deals, total = reads.collaborations(filters), reads.counts()[EventType.COLLABORATION]
    words = head.sentence(len(deals), total, "collaborations", filters)
    head.filtered(words, filters)
    if deals.empty:
        head.empty_state("collaborations", total, filters)
        return
    shown = Shown(deals, filters, "collaborations", words)
    _chart(head.pick("deals", VIEWS), shown)
    events_table(deals, COLLABORATIONS, COLUMNS, "table_collaborations", widths={"companies": 300})
    proof.open_if_asked(deals)


def _chart(view: str, shown: Shown) -> None:
    focus = shown.filters.companies
    if view == VIEWS[0]:
        only_groups, note = _extent(shown.rows)
        on_page = {"is_narrow": True, "busiest": ON_PHONE} if head.is_narrow() else {}
        chart("company-network", shown, proof.ask_for_marks, note, on_page, focus=focus, only_groups=only_groups)
    elif view == VIEWS[1]:
        chart("deals-over-time", shown, proof.ask_for_marks)
    elif view == VIEWS[2]:
        note = "Only the partners of the chosen companies." if focus else ""
        chart("top-partners", shown, proof.ask_for_marks, note, focus=focus)
    else:
        chart("mechanism-flows", shown, note="A deal on drugs of two mechanisms is counted for each.")


def _extent(deals: pd.DataFrame) -> tuple[bool, str]:
    """Whether only the groups of companies are drawn: so it is where there are many, until the reader asks for all.

    Says in a sentence how many of how many are drawn.
    """
    companies, grouped = companies_count(deals), companies_count(deals, only_groups=True)
    is_large = companies > ALL_DRAWN and grouped < companies
    only_groups = is_large and head.pick("drawn", EXTENTS) == EXTENTS[0]
    if head.is_narrow() and companies > ON_PHONE:
        drawn, why = companies_count(deals, only_groups, ON_PHONE), ", the busiest; a wider screen shows more"
    else:
        drawn, why = (grouped, "; the others deal only in twos and threes") if only_groups else (companies, "")
    note = f"Drawn: {f'{drawn} of' if drawn < companies else 'all'} {companies} companies{why}."
    st.markdown(literal(note))
    return only_groups, note
