"""Mechanisms: which targets have drugs at which stage, who owns them, and where nothing is."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from ci.charts.landscape import most_drugs
from ci.charts.rows import rows_of
from ci.charts.theme import mechanism_name
from ci.charts.yearly import YEARS
from ci.frames import LANDSCAPE
from ci.model import EventType
from ci.pages import filter_bar, head, links, reads
from ci.pages.chart_block import Shown, chart
from ci.pages.table import plain_table
from ci.pages.text import link, literal, small

COLUMNS = (
    "drug",
    "mechanism",
    "target",
    "peak_stage",
    "stage",
    "stage_as_of",
    "companies",
    "indications",
    "source_url",
    "checked_on",
)
VIEWS = {
    "Targets by stage": "stage-matrix",
    "Companies by mechanism": "company-matrix",
    "Two companies": "company-pair",
    "Momentum": "mechanism-momentum",
    "Tree": "mechanism-treemap",
}


def show() -> None:
    """The landscape of apoptosis-targeted drugs, each with its source."""
    head.title("Mechanisms")
    filters = reads.for_drugs(filter_bar.current())
    drugs, total = reads.landscape(filters), reads.counts()["drugs"]
    words = head.sentence(drugs["drug_id"].nunique(), total, "drugs", filters)
    head.filtered(words, filters)
    if drugs.empty:
        head.empty_state("drugs", total, filters)
        return
    name = VIEWS[head.pick("view", tuple(VIEWS))]
    _chart(name, Shown(drugs, filters, "landscape", words))
    plain_table(drugs, LANDSCAPE, COLUMNS, "table_landscape", lambda row: _ask_drug(str(drugs["drug_id"].iloc[row])))
    _open_if_asked(drugs)


def _chart(name: str, shown: Shown) -> None:
    if name == "mechanism-momentum":
        _momentum()
    elif name == "company-pair":
        pair = _pair(most_drugs(shown.rows))
        chart(name, shown, _ask, f"{pair[0]} beside {pair[1]}." if pair else "", pair=pair)
    else:
        chart(name, shown, None if name == "mechanism-treemap" else _ask)


def _momentum() -> None:
    """Events a year of each mechanism: here all of the filter applies, the dates and kinds too."""
    filters = replace(reads.for_events(filter_bar.current()), agencies=())
    rows = reads.momentum(filters)
    left, total = reads.events_count(filters), sum(reads.counts()[kind] for kind in EventType)
    words = head.sentence(left, total, "events", filters)
    count = (int(rows["events_count"].sum()), "events, once for each mechanism")
    shown = Shown(rows, filters, "mechanism-momentum", words, kinds=tuple(EventType), count=count)
    chart("mechanism-momentum", shown, note=f"Counted: {words[:1].lower()}{words[1:]}.", years=YEARS)


def _pair(owners: list[str]) -> tuple[str, ...]:
    """The two companies that the reader compares; the two with the most drugs at first."""
    if len(owners) < 2:
        return tuple(owners)
    first, second = st.columns(2)
    with first:
        one = st.selectbox("First company", owners, key="first", bind="query-params")
    with second:
        others = [owner for owner in owners if owner != one]
        other = st.selectbox("Second company", others, key="second", bind="query-params")
    return (one, other)


def _ask(custom_data: list[list[Any]]) -> None:
    if custom_data and len(custom_data[0]) == 2:
        st.session_state["cell"] = tuple(str(part) for part in custom_data[0])


def _ask_drug(drug_id: str) -> None:
    st.session_state["cell"] = (drug_id,)


def _open_if_asked(drugs: pd.DataFrame) -> None:
    cell = st.session_state.pop("cell", None)
    if not cell:
        return
    chosen = _of_drug(drugs, cell[0]) if len(cell) == 1 else _of_cell(drugs, *cell)
    if len(chosen):
        title = (
            chosen["drug"].iloc[0] if len(cell) == 1 else f"{cell[0]}, {cell[1]}: {chosen['drug_id'].nunique()} drugs"
        )
        st.dialog(literal(str(title)), width="medium", position="right")(_drawer)(chosen)


def _of_drug(drugs: pd.DataFrame, drug_id: str) -> pd.DataFrame:
    return drugs[drugs["drug_id"] == drug_id]


def _of_cell(drugs: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """The drugs of a cell of either matrix: target and stage, or company and mechanism."""
    by_stage = drugs[(drugs["target"] == row) & (drugs["peak_stage"] == column)]
    if len(by_stage):
        return by_stage
    of_pair = (drugs["target"] == row) & drugs["companies"].map(lambda companies: column in companies)
    if of_pair.any():
        return drugs[of_pair]
    of_company = drugs["companies"].map(lambda companies: row in companies)
    return drugs[of_company & (drugs["mechanism_id"].map(mechanism_name) == column)]


def _drawer(drugs: pd.DataFrame) -> None:
    for rows in (rows_of(of_drug) for _, of_drug in drugs.groupby("drug_id", sort=False)):
        drug = rows[0]
        with st.container(border=True):
            links.to_profile("drug", drug["drug_id"], drug["drug"])
            st.text(f"{mechanism_name(drug['mechanism_id'])} · {', '.join(row['target'] for row in rows)}")
            today = f"; today {drug['stage']} (as of {drug['stage_as_of']})" if drug["stage"] else ""
            st.text(f"Furthest: {drug['peak_stage'] or 'not known'}{today}")
            st.text(", ".join(drug["companies"]) or "Owner not known")
            if drug["indications"]:
                st.text(", ".join(drug["indications"]))
            st.markdown(
                small(f"{link(drug['source_url'], drug['source_url'])} · checked on {literal(drug['checked_on'])}")
            )
