"""Collaborations: who works with whom on what, and for how much."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ci.charts.collaborations import companies_count
from ci.charts.network import TIGHT_PX
from ci.charts.ties import deals_behind
from ci.frames import COLLABORATIONS
from ci.model import EventType
from ci.pages import filter_bar, head, hints, proof, reads
from ci.pages.asking import made
from ci.pages.chart_block import Shown, chart
from ci.pages.room import Room
from ci.pages.table import WRAPPED_PX, events_table
from ci.pages.text import literal

COLUMNS = (
    *("when", "companies", "drugs", "subtype", "money", "is_curated", "territory", "roles", "targets"),
    *("upfront_usd_m", "total_usd_m", "proofs_count", "source_url"),
)
WIDTHS = {"when": 90, "companies": 200, "drugs": 120, "subtype": 155, "money": 235}
"""Pixels that leave who, what and for how much in sight; the rows wrap."""

VIEWS = ("Network", "Over time", "Top partners", "Mechanism to deal")
EXTENTS = ("Connected companies", "All companies")
ALL_DRAWN = 60
"""Up to so many companies, all are drawn."""
TOO_MANY = 180
"""So many companies in groups fit on no sheet: only the busiest are drawn."""
ON_PHONE = 24
"""So many names fit on a phone."""
MOST_BY_ROOM = {Room.NARROW: ON_PHONE, Room.TIGHT: ALL_DRAWN}
ON_PAGE: dict[Room, dict[str, Any]] = {
    Room.NARROW: {"is_narrow": True, "busiest": ON_PHONE},
    Room.TIGHT: {"width": TIGHT_PX, "busiest": ALL_DRAWN},
    Room.WIDE: {},
}
"""What the page asks of the network beside what its pictures show."""


def show() -> None:
    """Deals between companies on apoptosis-targeted drugs, each with its source."""
    head.title("Collaborations")
    filters = reads.for_deals(filter_bar.current())
    deals, total = reads.collaborations(filters), reads.counts()[EventType.COLLABORATION]
    left = reads.deals_count(filters)
    words = head.sentence(left, total, "collaborations", filters)
    head.filtered(words, filters)
    hints.show(filters, (EventType.COLLABORATION,))
    if deals.empty:
        head.empty_state("collaborations", total, filters)
        return
    shown = Shown(deals, filters, "collaborations", words)
    view = head.pick("deals", VIEWS)
    if view == VIEWS[1] and left > len(deals):
        _all_years(shown, head.newest_only(len(deals), left, "deals", "The chart counts all of them, the table holds"))
    else:
        _chart(view, shown, head.newest_only(len(deals), left, "deals"))
    events_table(deals, COLLABORATIONS, COLUMNS, "table_collaborations", widths=WIDTHS, row_px=WRAPPED_PX)
    proof.open_if_asked(deals)


def _chart(view: str, shown: Shown, newest: str) -> None:
    focus = shown.filters.companies
    if view == VIEWS[0]:
        only_groups, busiest, note = _extent(shown.rows)
        on_page = ON_PAGE[head.room()]
        options: dict[str, Any] = {
            "focus": focus,
            "only_groups": only_groups,
            **({"busiest": busiest} if busiest else {}),
        }
        chart(
            "company-network",
            shown,
            partial(_ask_for_deals, shown.rows),
            f"{newest} {note}".strip(),
            on_page,
            **options,
        )
    elif view == VIEWS[1]:
        chart("deals-over-time", shown, proof.ask_for_marks, newest)
    elif view == VIEWS[2]:
        note = "Only the partners of the chosen companies." if focus else ""
        chart("top-partners", shown, proof.ask_for_marks, f"{newest} {note}".strip(), focus=focus)
    else:
        note = f"{newest} A deal on drugs of two mechanisms is counted for each.".strip()
        chart("mechanism-flows", shown, note=note)


def _ask_for_deals(deals: pd.DataFrame, marks: list[list[Any]]) -> None:
    """Opens the proofs behind marks of the network."""
    proof.ask_for_marks([deals_behind(deals, mark) for mark in marks])


def _all_years(shown: Shown, note: str) -> None:
    """Deals a year where they are too many to be held one by one: counted where they are stored."""
    rows, kinds = reads.yearly(shown.filters).deals, (EventType.COLLABORATION,)
    count = int(rows["events_count"].sum())
    counted = Shown(rows, shown.filters, "deals-by-year", shown.sentence, kinds=kinds, count=(count, "deals"))
    chart("deals-by-year", counted, note=note)


def _extent(deals: pd.DataFrame) -> tuple[bool, int | None, str]:
    """Whether only the groups of companies are drawn: so it is where there are many, until the reader asks for all.
    Where no sheet would hold them all, no more than the busiest are, whatever the reader asks.

    Says in a sentence how many of how many are drawn.
    """
    companies, grouped = made(companies_count, deals), made(companies_count, deals, only_groups=True)
    is_large = companies > ALL_DRAWN and grouped < companies
    is_vast = grouped > TOO_MANY
    only_groups = is_vast or (is_large and head.pick("drawn", EXTENTS) == EXTENTS[0])
    most = MOST_BY_ROOM.get(head.room(), companies)
    busiest = most if most < companies else ALL_DRAWN if is_vast else None
    if busiest:
        drawn = made(companies_count, deals, only_groups, busiest)
        why = f", the busiest; {'a narrower filter' if is_vast else 'a wider window'} shows more"
    else:
        drawn, why = (grouped, "; the others deal only in twos and threes") if only_groups else (companies, "")
    note = f"Drawn: {f'{drawn} of' if drawn < companies else 'all'} {companies} companies{why}."
    st.markdown(literal(note))
    return only_groups, ALL_DRAWN if is_vast else None, note
