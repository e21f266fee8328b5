"""What is expected: the hollow marks of the timeline, their table, and what stands behind one."""

import pandas as pd
import streamlit as st

from ci.charts.rows import Row
from ci.charts.theme import act_name, slip_words
from ci.frames import EXPECTED
from ci.pages import drawer, links
from ci.pages.table import plain_table
from ci.pages.text import link, small
from ci.when import When

COLUMNS = ("due", "slips", "drug", "subtype", "agency", "indication", "source_url")


def note(expected: pd.DataFrame) -> str:
    """A sentence for the caption; nothing where nothing is expected."""
    if expected.empty:
        return ""
    return f"Hollow: {len(expected)} expected date{'s' * (len(expected) != 1)}, no acts; ticks: dates given up before."


def table(expected: pd.DataFrame) -> None:
    """The same as rows; a click on one opens its source."""
    if expected.empty:
        return
    st.subheader(f"Expected dates ({len(expected)})", anchor=False)
    in_words = expected.assign(
        slips=expected["slips"].map(lambda slips: tuple(str(When.parse(slip)) for slip in slips))
    )
    plain_table(in_words, EXPECTED, COLUMNS, "table_expected", lambda row: _ask(str(expected["expected_id"].iloc[row])))


def _ask(key: str) -> None:
    drawer.ask("proof", [key], "table_expected")


def heading(row: Row) -> str:
    return f"{row['drug']}: {act_name(row['subtype'], row['agency']).lower()} expected"


def draw(row: Row) -> None:
    """When, how often it slipped, and the checked source, in the drawer."""
    st.text(" · ".join(part for part in (row["due"], row["agency"], row["indication"]) if part))
    st.text(slip_words(row["slips"]))
    links.to_profile("drug", row["drug_id"], row["drug"])
    with st.container(border=True):
        st.caption("Checked source, in our words")
        st.text(row["says"])
        st.markdown(small(f"{link(row['source_url'], row['source_url'])} · {drawer.checked(row['checked_on'])}"))
