"""The drugs behind a cell, a target or a row of the landscape, each with its stage and its source."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ci.charts.funnel import FURTHER, drugs_behind
from ci.charts.rows import Row, rows_of
from ci.charts.theme import mechanism_name
from ci.model import STAGES
from ci.pages import drawer, links, reads
from ci.pages.proof import joined
from ci.pages.text import link, literal, small
from ci.when import When

KIND, AT_ONCE = "cell", 20
UNKNOWN = "No drug that the filter of this page keeps stands where the link points to; another filter may show it."


def ask(place: Sequence[str], table: str = "") -> None:
    """A drug (its id), a target ("MDM2", ""), or a cell: target and stage, or company; company and mechanism."""
    drawer.ask(KIND, place, table)


def ask_for_cell(custom_data: list[list[Any]]) -> None:
    """The same for a cell of a matrix, whose custom data are its row and its column."""
    if custom_data and len(custom_data[0]) == 2:
        ask([str(part) for part in custom_data[0]])


def ask_for_row(drugs: pd.DataFrame, row: int, table: str) -> None:
    """The same for a row of a table of drugs, whose key is `table`."""
    ask((str(drugs["drug_id"].iloc[row]),), table)


def open_if_asked(drugs: pd.DataFrame) -> None:
    """Opens the drawer if a cell or a row was chosen, or the address names one."""
    wanted = drawer.wanted(KIND)
    if not wanted:
        return
    found = drugs[drugs["drug_id"] == wanted[0]] if len(wanted) == 1 else _of_cell(drugs, wanted[0], wanted[1])
    if found.empty:
        drawer.say_unknown(KIND, UNKNOWN, wanted)
        return
    count = found["drug_id"].nunique()
    place = " ".join(wanted) if _is_stage(wanted) else ", ".join(part for part in wanted if part)
    words = f"{place}: {count} drug{'s' * (count != 1)}"
    title = str(found["drug"].iloc[0]) if len(wanted) == 1 else words
    drawer.show(KIND, title, lambda: _draw(found))


def _of_cell(drugs: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """The drugs of a cell of any matrix; of a target where no column is named."""
    if _is_stage((row, column)):
        return drugs_behind(drugs, row)
    of_target = drugs["target"] == row
    if not column:
        return drugs[of_target]
    for is_meant in (
        of_target & (drugs["peak_stage"] == column),
        of_target & drugs["companies"].map(lambda companies: column in companies),
    ):
        if is_meant.any():
            return drugs[is_meant]
    of_company = drugs["companies"].map(lambda companies: row in companies)
    return drugs[of_company & (drugs["mechanism_id"].map(mechanism_name) == column)]


def _is_stage(place: Sequence[str]) -> bool:
    """Whether it is a bar of the stages: all that got there, or further."""
    return len(place) > 1 and place[0] in STAGES and place[1] == FURTHER


def _draw(drugs: pd.DataFrame) -> None:
    every = [rows_of(of_drug) for _, of_drug in drugs.groupby("drug_id", sort=False)]
    drawn = drawer.begun(every, AT_ONCE)
    for rows in drawn:
        with st.container(border=True):
            _drug(rows[0], [row["target"] for row in rows if row["target"]])
    drawer.show_more(len(drawn), len(every), AT_ONCE)


def _drug(drug: Row, targets: list[str]) -> None:
    with st.container(horizontal=True, gap="small"):
        links.to_profile("drug", drug["drug_id"], drug["drug"])
        for kind, names in (("target", targets), ("company", drug["companies"])):
            for name in names:
                links.to_profile(kind, reads.profiled()[kind].get(name, ""), name)
    st.text(joined(mechanism_name(drug["mechanism_id"]), ", ".join(targets)))
    st.text(f"Furthest: {drug['peak_stage'] or 'not known'}")
    if drug["stage"]:
        known = f" (as of {When.parse(drug['stage_as_of'])})" if drug["stage_as_of"] else ""
        st.markdown(f"Today: {literal(drug['stage'] + known)} {_source_of_stage(drug)}")
    if not drug["companies"]:
        st.text("Owner not known")
    if drug["indications"]:
        st.text(", ".join(drug["indications"]))
    st.markdown(small(joined(link(drug["source_url"], drug["source_url"]), drawer.checked(drug["checked_on"]))))


def _source_of_stage(drug: Row) -> str:
    return f"({link(drug['stage_source_url'], 'source')})" if drug["stage_source_url"] else ""
