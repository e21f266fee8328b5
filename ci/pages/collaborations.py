"""Collaborations: who works with whom on what, and for how much."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ci.charts.collaborations import companies_count
from ci.charts.deals import amended_words
from ci.charts.network import TIGHT_PX
from ci.charts.partners import SHOWN, beside_count, deals_of_band, named_count, partners_count
from ci.charts.ties import deals_behind
from ci.frames import COLLABORATIONS
from ci.model import EventType
from ci.pages import by_year, clicks, filter_bar, head, hints, proof, reads
from ci.pages.asking import made
from ci.pages.chart_block import Shown, chart
from ci.pages.room import Room
from ci.pages.table import WRAPPED_PX, events_table
from ci.pages.text import literal

COLUMNS = (
    *("when", "companies", "drugs", "subtype", "money", "is_curated", "territory", "roles", "targets"),
    *("upfront_usd_m", "total_usd_m", "proofs_count", "source_url", "proof"),
)
WIDTHS = {"when": 95, "companies": 320, "drugs": 180, "subtype": 155, "money": 235}
"""Pixels that leave who, what and for how much in sight; the rows wrap, but not links."""

ONLY_PARTNERS = "Only the partners of the chosen companies, who are not counted themselves. "
VIEWS = ("Network", "Over time", "Top partners", "Mechanism to deal")
EXTENTS = ("Busiest companies", "Connected companies", "All companies")
ALL_DRAWN = 60
"""Up to so many companies are drawn in a narrower window."""
FEW = 40
"""Up to so many companies, all are drawn; of more, so many are at first, the busiest that deal with one another."""
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
    above = head.place()
    with above:
        hints.show(filters, (EventType.COLLABORATION,))
    if deals.empty:
        head.empty_state("collaborations", total, filters)
        return
    shown = Shown(deals, filters, "collaborations", words)
    drawn = head.place_kept_free()
    # the table first: a browser takes a while until a table is whole, and the chart is made meanwhile
    events_table(deals, COLLABORATIONS, COLUMNS, "table_collaborations", widths=WIDTHS, row_px=WRAPPED_PX)
    with above:
        view = head.pick("deals", VIEWS)
        is_counted = view == VIEWS[1] and left > len(deals)
        what = "The chart counts all of them, the table holds" if is_counted else head.HELD
        newest = head.newest_only(len(deals), left, "deals", what)
        extent = _extent(deals) if view == VIEWS[0] else None
    with drawn:
        if is_counted:
            _all_years(shown, newest)
        else:
            _chart(view, shown, f"{newest} {made(amended_words, deals)}".strip(), extent)
    proof.open_if_asked(deals, by_year.asked_for(filters))


def _chart(view: str, shown: Shown, newest: str, extent: tuple[bool, int | None, str] | None) -> None:
    focus = shown.filters.companies
    if extent:
        only_groups, busiest, note = extent
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
        companies = made(partners_count, shown.rows, focus)
        drawn = f"Drawn: the {SHOWN} with the most deals, of {companies} companies." * (companies > SHOWN)
        drawn = drawn or f"Drawn: all {companies} companies."
        note = f"{ONLY_PARTNERS * bool(focus)}{drawn} {_beside_chosen(made(beside_count, shown.rows, focus))}".strip()
        chart("top-partners", shown, proof.ask_for_marks, f"{newest} {note}".strip(), focus=focus)
    else:
        note = f"{newest} A deal on drugs of two mechanisms has a band from each; the numbers count it once.".strip()
        chart("mechanism-flows", shown, None, note, {"is_narrow": head.is_narrow()})
        clicks.watch("mechanism-flows", partial(_ask_for_band, shown.rows))


def _ask_for_deals(deals: pd.DataFrame, marks: list[list[Any]]) -> None:
    """Opens the proofs behind marks of the network."""
    proof.ask_for_marks([deals_behind(deals, mark) for mark in marks])


def _ask_for_band(deals: pd.DataFrame, ends: list[str]) -> None:
    """Opens the proofs behind a band from a mechanism to a kind of deal, or behind one of its ends."""
    proof.ask_for_marks([deals_of_band(deals, ends)])


def _all_years(shown: Shown, note: str) -> None:
    """Deals a year where they are too many to be held one by one: counted where they are stored."""
    rows, kinds = reads.yearly(shown.filters).deals, (EventType.COLLABORATION,)
    count = int(rows["events_count"].sum())
    counted = Shown(rows, shown.filters, "deals-by-year", shown.sentence, kinds=kinds, count=(count, "deals"))
    chart("deals-by-year", counted, by_year.ask, note)


def _extent(deals: pd.DataFrame) -> tuple[bool, int | None, str]:
    """Whether only groups of companies are drawn, and how many at most: the busiest where there are many, until the
    reader asks for more. Where no sheet would hold them all, no more than the busiest are, whatever the reader asks.

    Says in a sentence how many of how many are drawn.
    """
    companies, grouped = made(companies_count, deals), made(companies_count, deals, only_groups=True)
    is_vast = grouped > TOO_MANY
    is_set = is_vast or (head.is_narrow() and companies > ON_PHONE)
    picked = EXTENTS[0] if is_set else _picked(companies, grouped)
    only_groups = picked != EXTENTS[2]
    busiest = FEW if picked == EXTENTS[0] else None
    fitting = min(MOST_BY_ROOM.get(head.room(), companies), busiest or companies)
    drawn = made(companies_count, deals, only_groups, fitting)
    said = f"Drawn: {_drawn_words(drawn, companies)}"
    why = why_left_out(drawn, companies, fitting, busiest, is_vast=is_vast)
    alone = _without_partner(made(named_count, deals) - companies)
    st.markdown(literal(f"{said}{why}. {alone}".strip()))
    return only_groups, busiest, f"{said}{why.partition(';')[0] if busiest else why}. {alone}".strip()


def _without_partner(count: int) -> str:
    """Of the companies in the title those that no network can hold."""
    if count < 1:
        return ""
    are = "1 more company stands" if count == 1 else f"{count} more companies stand"
    return f"{are} in deals whose other side is not named: in the table and in “Top partners” alone."


def _beside_chosen(count: int) -> str:
    """Why a chosen company takes part in fewer deals than the filter keeps."""
    if not count:
        return ""
    return f"{count} of the deals {'is' if count == 1 else 'are'} by companies that belong to the chosen ones."


def _picked(companies: int, grouped: int) -> str:
    """The reader's choice, among those that differ; each set of choices is remembered by itself."""
    if companies <= FEW:
        return EXTENTS[2]
    if grouped > FEW:
        return head.pick("drawn", EXTENTS if grouped < companies else (EXTENTS[0], EXTENTS[2]))
    return head.pick("extent", EXTENTS[1:]) if 0 < grouped < companies else EXTENTS[2]


def _drawn_words(drawn: int, companies: int) -> str:
    return f"{drawn} of {companies} companies" if drawn < companies else f"all {companies} companies"


def why_left_out(drawn: int, companies: int, fitting: int, busiest: int | None, *, is_vast: bool) -> str:
    """Why not all are drawn, and what shows the others."""
    if drawn == companies:
        return ""
    if is_vast:
        return ", the busiest; a narrower filter shows more"
    if busiest or fitting < companies:
        more = "“All companies” shows the others" if fitting == busiest else "a wider window shows more"
        return f", the busiest that deal with one another; {more}"
    return "; the others deal only in twos and threes"
