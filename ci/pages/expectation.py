"""What is expected: the hollow marks of the timeline, their table, and what stands behind one."""

import pandas as pd
import streamlit as st

from ci.acts import act_name, within
from ci.charts.rows import Row
from ci.charts.theme import slip_words
from ci.filters import Filters
from ci.frames import EXPECTED
from ci.model import agency_in_full
from ci.pages import drawer, links, table_files
from ci.pages.asking import made
from ci.pages.table import plain_table
from ci.pages.text import link, literal, small

COLUMNS = ("due", "came", "drug", "subtype", "agency", "indication", "slips", "source_url")
WIDTHS = {"due": 150, "came": 260, "drug": 150, "subtype": 100, "agency": 75, "indication": 300, "slips": 110}


def unanswered(expected: pd.DataFrame) -> pd.DataFrame:
    """What no act of our tables has answered."""
    return expected[expected["answer_id"] == ""]


def note(expected: pd.DataFrame) -> str:
    """A sentence for the caption; nothing where nothing is expected."""
    drawn = unanswered(expected)
    if drawn.empty:
        return ""
    said = f"Hollow: {len(drawn)} expected date{'s' * (len(drawn) != 1)}, no acts"
    said += "; ticks: dates given up before." if any(drawn["slips"]) else "."
    return said + " “No act”: the date has passed, and our tables hold no act." * bool(drawn["is_past"].any())


def table(expected: pd.DataFrame, filters: Filters, sentence: str) -> None:
    """The same as rows, with those that an act has answered; a click on one opens its source."""
    if expected.empty:
        return
    words = f"Expected dates ({len(expected)})"
    said = f"{made(counted, expected)} Beside: {sentence}"
    table_files.head(words, table_files.Listed(expected, EXPECTED, "expected_dates", said, filters), "table_expected")
    st.caption(made(counted, expected))
    plain_table(
        expected,
        EXPECTED,
        COLUMNS,
        "table_expected",
        lambda row: _ask(str(expected["expected_id"].iloc[row])),
        widths=WIDTHS,
    )


def counted(expected: pd.DataFrame) -> str:
    """`3 still expected, 6 passed without an act in our tables, 13 answered by an act.`."""
    past, open_ = int(expected["is_past"].sum()), unanswered(expected)
    parts = (
        (len(open_) - past, "still expected"),
        (past, "passed without an act in our tables"),
        (len(expected) - len(open_), "answered by an act, and no longer drawn above"),
    )
    return ", ".join(f"{count} {words}" for count, words in parts if count) + "."


def _ask(key: str) -> None:
    drawer.ask("proof", [key], "table_expected")


def heading(row: Row) -> str:
    was = "was " * bool(row["answer_id"] or row["is_past"])
    return f"{row['drug']}: {within(act_name(row['subtype'], row['agency']))} {was}expected"


def draw(row: Row) -> None:
    """When, how often it slipped, and the checked source, in the drawer."""
    st.text(" · ".join(part for part in (row["due"], agency_in_full(row["agency"]), row["indication"]) if part))
    st.text(slip_words(row["slips"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**What came:** {literal(row['came'])}", width="content")
        if row["answer_id"] and st.button("Its proof", type="tertiary", key=f"answer_{row['expected_id']}"):
            drawer.ask("proof", [row["answer_id"]])
            st.rerun()  # of the whole page: a drawer alone would go on to show what it shows
    links.to_profile("drug", row["drug_id"], row["drug"])
    with st.container(border=True):
        st.caption("Checked source, in our words")
        st.text(row["says"])
        st.markdown(small(f"{link(row['source_url'], row['source_url'])} · {drawer.checked(row['checked_on'])}"))
