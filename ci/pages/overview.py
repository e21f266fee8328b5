"""Overview: what is new, the newest events, and four small pictures of the whole."""

from datetime import datetime
from typing import Literal

import pandas as pd
import streamlit as st

from ci.charts.yearly import MOMENTUM_COUNTS, NARROW_YEARS, PHONE_YEARS, once_for_each, years_drawn
from ci.filters import Filters
from ci.frames import NEWEST
from ci.model import EventType
from ci.pages import by_year, drugs_drawer, filter_bar, head, hints, proof, reads, silence, table_files, visit
from ci.pages.chart_block import Shown, chart
from ci.pages.room import Room
from ci.pages.table import events_table
from ci.pages.text import literal

LISTED = 25
COLUMNS = (
    *("when", "drugs", "subtype", "agency", "indication", "companies", "money", "combination", "is_curated"),
    *("proofs_count", "source_url"),
)
ROWS_SEEN = 7
"""With more rows the table is scrolled, with fewer it ends below the last."""
REACHED = "Each bar counts the drugs that reached this stage or went further; a drug stands in all bars up to its own."
WIDTHS = {
    "is_curated": 75,
    "subtype": 170,
    "drugs": 110,
    "agency": 75,
    "indication": 290,
    "companies": 155,
    "money": 240,
}
LISTS = ("Newest", "New to me")


def show() -> None:
    """What came in since the last visit, the newest events with their proofs, four charts, the sources' health."""
    filters, last_visit = reads.for_events(filter_bar.current()), visit.last()
    _ask_ahead(filters)
    head.title("Overview")
    left, total = reads.events_count(filters), sum(reads.counts()[kind] for kind in EventType)
    head.filtered(head.sentence(left, total, "events", filters), filters)
    hints.show(filters, tuple(EventType))
    _say_what_is_new(last_visit)
    if not left:
        visit.note()
        head.empty_state("events", total, filters)
        return
    listed = _listed(filters, last_visit, head.sentence(left, total, "events", filters))
    events_table(listed, NEWEST, COLUMNS, "table_newest", height=_height(len(listed)), widths=WIDTHS)
    _four_charts(filters, head.sentence(left, total, "events", filters))
    visit.note()
    proof.open_if_asked(listed, by_year.asked_for(filters))
    drugs_drawer.open_if_asked(reads.landscape(filters))


def _ask_ahead(filters: Filters) -> None:
    """All that takes time, before the first word: what reaches the browser in one piece is laid out once."""
    for question in (reads.yearly, reads.momentum, reads.landscape):
        question(filters)
    reads.newest(filters, LISTED)


def _say_what_is_new(last_visit: datetime | None) -> None:
    """One line, whatever it says: since the last visit, and how the sources do."""
    if last_visit is None:
        said = "First visit in this browser; the next one counts what is new."
    else:
        new = reads.arrived(last_visit)
        said = (
            f"Since your last visit on {visit.in_words(last_visit)}: {_count(new.articles_count, 'article')} about our "
            f"subject, {_count(new.events_count, 'event')} read in articles."
        )
    if wrong := silence.on_overview():
        silence.line(f"{literal(said)} {wrong}")
        return
    state = reads.health()
    good = f"{state.good_count} of {state.on_count} sources answered as they should"
    waiting = f", {state.waiting_count} not asked yet" if state.waiting_count else ""
    if state.waiting_count == state.on_count:
        good, waiting = "No source was asked yet", ""
    at = f"; last good answer on {visit.in_words(state.last_good_at)}" if state.last_good_at else ""
    silence.line(literal(f"{said} {good}{waiting}{at}."))


def _listed(filters: Filters, last_visit: datetime | None, of_all: str) -> pd.DataFrame:
    """The newest events, or those that were read since the last visit."""
    with st.container(horizontal=True, vertical_alignment="center"):
        place = st.empty()
        picked = head.pick("list", LISTS) if last_visit else LISTS[0]
        if picked == LISTS[1] and last_visit:
            listed = reads.newest(filters, LISTED, last_visit)
            words = f"{_count(len(listed), 'event')} read since your last visit"
        else:
            listed = reads.newest(filters, LISTED)
            words = _heading(listed)
        place.subheader(words, anchor=False, width="stretch")
        if len(listed):
            newest = table_files.Listed(listed, NEWEST, "newest_events", f"{words}. {of_all}", filters)
            with st.container(width="content"):
                table_files.menu(words, newest, "table_newest")
    return listed


def _heading(listed: pd.DataFrame) -> str:
    """Whether anything happened this week."""
    week = pd.Timestamp(reads.today()) - pd.Timedelta(days=7)
    recent = int((listed["starts_on"] >= week).sum())
    if recent == LISTED:
        return f"The {LISTED} newest events, all of this week"
    if recent:
        return f"{_count(recent, 'event')} this week, then the latest before"
    return f"No event this week; the latest with a date is of {listed['when'].iloc[0]}" if len(listed) else "No event"


def _height(rows: int) -> int | Literal["auto"]:
    return 318 if rows > ROWS_SEEN else "auto"


def _four_charts(filters: Filters, sentence: str) -> None:
    deals, acts, all_kinds = (EventType.COLLABORATION,), (EventType.REGULATORY,), tuple(EventType)
    drugs = reads.landscape(filters)
    of_drugs = head.sentence(drugs["drug_id"].nunique(), reads.counts()["drugs"], "drugs", reads.for_drugs(filters))
    first, second, yearly = st.columns(2), st.columns(2), reads.yearly(filters)
    for place, name, rows, kinds, things in (
        (first[0], "deals-by-year", yearly.deals, deals, "deals"),
        (first[1], "acts-by-year", yearly.acts, acts, "regulatory acts"),
        (second[0], "mechanism-momentum", reads.momentum(filters), all_kinds, MOMENTUM_COUNTS),
    ):
        with place:
            count = int(rows["events_count"].sum())
            shown = Shown(rows, filters, name, sentence, kinds=kinds, count=(count, things))
            note = once_for_each(count, reads.events_count(filters)) if name == "mechanism-momentum" else ""
            fewer = _fewer_years(name)
            chart(name, shown, by_year.ask, note, on_page=fewer, is_small=True)
            head.below(years_left_out(rows, fewer.get("years", NARROW_YEARS)))
    with second[1]:
        shown = Shown(drugs, reads.for_drugs(filters), "landscape", of_drugs)
        chart("stage-funnel", shown, drugs_drawer.ask_for_cell, REACHED, is_small=True)
        head.below(REACHED if len(drugs) else "")


def years_left_out(yearly: pd.DataFrame, years: int) -> str:
    """`The chart shows 2016 to 2026; earlier years are left out.`, where any are."""
    drawn = years_drawn(yearly, years)
    if not drawn or int(yearly["year"].min()) >= drawn[0]:
        return ""
    return f"The chart shows {drawn[0]} to {drawn[-1]}; earlier years are left out."


def _fewer_years(name: str) -> dict[str, int]:
    """The cells of a year have a width of their own, and would touch where there is little room."""
    return {"years": PHONE_YEARS} if name == "mechanism-momentum" and head.room() is not Room.WIDE else {}


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
