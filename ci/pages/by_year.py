"""The events behind a bar or a cell of a chart that counts them by year, asked for when it is clicked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ci.filters import Filters
from ci.frames import NEWEST
from ci.pages import proof, reads

GROUPED_BY = ("agencies", "subtypes", "mechanisms")
NONE = NEWEST.make([])


def ask(custom_data: list[list[Any]]) -> None:
    """A bar or a cell was clicked: its year, and the ids of its groups. For callbacks."""
    if custom_data:
        st.session_state["year_of"] = [str(part) for part in custom_data[0]]


def ask_for_row(yearly: pd.DataFrame, row: int) -> None:
    """The same for a row of frames.YEARLY."""
    ask([[str(yearly[name].iloc[row]) for name in ("year", "group_id")]])


def asked_for(filters: Filters) -> pd.DataFrame:
    """frames.NEWEST of what was clicked in this run, nothing else; asks for the proofs of these events."""
    asked = st.session_state.pop("year_of", None)
    if not asked:
        return NONE
    year, groups = int(asked[0]), tuple(asked[1:])
    events = reads.newest(in_group(filters, year, groups), reads.MOST)
    # an event that goes on into the year is counted where it began
    begun: pd.DataFrame = events[events["starts_on"].dt.year == year]
    proof.ask(list(begun["event_id"]))
    return begun


def in_group(filters: Filters, year: int, groups: tuple[str, ...]) -> Filters:
    """The filter narrowed to a year and to agencies, kinds of acts or mechanisms."""
    offered = reads.choices()
    first, last = date(year, 1, 1), date(year, 12, 31)
    narrowed = replace(filters, since=max(first, filters.since or first), until=min(last, filters.until or last))
    known = {name: bool(set(groups) & {choice.id for choice in offered[name]}) for name in GROUPED_BY}
    query = narrowed.to_query() | {name: list(groups) for name, is_known in known.items() if is_known}
    return Filters.from_query(query)
