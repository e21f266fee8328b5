"""Mechanisms: which targets have drugs at which stage, who owns them, and where nothing is."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from ci.charts.landscape import matrix_note
from ci.charts.owners import COMPANIES_SHOWN, most_drugs
from ci.charts.yearly import MOMENTUM_COUNTS, PHONE_YEARS, YEARS, once_for_each, years_drawn
from ci.filters import Filters
from ci.frames import LANDSCAPE, TARGETS, YEARLY
from ci.model import EventType
from ci.pages import by_year, clicks, drugs_drawer, filter_bar, head, proof, reads
from ci.pages.asking import made
from ci.pages.chart_block import Shown, chart
from ci.pages.room import Room
from ci.pages.table import plain_table
from ci.pages.text import literal

COLUMNS = (
    *("drug", "mechanism", "target", "peak_stage", "stage", "stage_as_of", "companies", "indications", "source_url"),
    "checked_on",
)
OF_TARGETS = (
    *("target", "mechanism", "peak_stage", "drugs_count", "drugs", "family_drugs"),
    *("sourced_stage", "source_url", "checked_on"),
)
OF_YEARS = ("year", "group", "events_count")
TARGET_WIDTHS = {"target": 210, "drugs": 330, "drugs_count": 130}
GAPS = "No drug beyond phase 1"
VIEWS = {
    "Targets by stage": "stage-matrix",
    GAPS: "target-gaps",
    "Companies by mechanism": "company-matrix",
    "Two companies": "company-pair",
    "Momentum": "mechanism-momentum",
    "Tree": "mechanism-treemap",
}
OF_TREE = "“+2” is two more targets with few drugs."
TO_TREE = (
    "A click opens a mechanism, a target, and then the drug with its source; point at a tile without words, or tap it, "
    "to read its name."
)
OF_FAMILIES = (
    "A drug counts for the targets that its source names; one aimed at a whole family, or at three or more of it, may "
    "reach members that no count shows."
)
STARRED = "* Broad drugs on its family may reach it."
TO_STARRED = "Point at an empty cell of such a target, or tap it, to read which drugs may."
FURTHEST = "Stage: the furthest that one of the drugs of a cell ever reached."
OWNERS = "Counted: who owns a drug today, or found it where no owner is known; not those that only deal."
EXTENTS = ("Most drugs", "All companies")


def show() -> None:
    """The landscape of apoptosis-targeted drugs, each with its source."""
    head.title("Mechanisms")
    filters = reads.for_drugs(filter_bar.current())
    drugs, total = reads.landscape(filters), reads.counts()["drugs"]
    words = head.sentence(made(_drugs_count, drugs), total, "drugs", filters)
    sentence = head.place()
    if drugs.empty:
        with sentence:
            head.filtered(words, filters)
        head.empty_state("drugs", total, filters)
        return
    name = VIEWS[head.pick("view", tuple(VIEWS))]
    with sentence:
        if name == "mechanism-momentum":
            head.filtered(_events_words(), _of_momentum())
        else:
            head.filtered(words, filters)
    if name == "target-gaps":
        _gaps(filters)
    else:
        listed = _chart(name, Shown(drugs, filters, "landscape", words))
        if len(listed):
            ask = partial(drugs_drawer.ask_for_row, listed, table="table_landscape")
            plain_table(listed, LANDSCAPE, COLUMNS, "table_landscape", ask)
    proof.open_if_asked(by_year.asked_for(_of_momentum()))
    drugs_drawer.open_if_asked(drugs)


def _chart(name: str, shown: Shown) -> pd.DataFrame:
    """Draws it; returns the drugs that stand in it."""
    on_page = {"is_narrow": head.is_narrow()}
    match name:
        case "mechanism-momentum":
            _momentum()
            return LANDSCAPE.make([])
        case "stage-matrix":
            _to_gaps(shown.filters)
            note = f"{made(matrix_note, shown.rows)} {made(_other_arms, shown.rows)} {OF_FAMILIES} {STARRED}".strip()
            chart(name, shown, drugs_drawer.ask_for_cell, note, on_page, hint=TO_STARRED)
        case "company-matrix":
            count, note = _companies(shown.rows)
            on_page["with_stages"] = head.room() is Room.WIDE  # else there is no room beside the numbers
            note = f"{note} {FURTHEST}".strip()
            chart(name, shown, drugs_drawer.ask_for_cell, note, on_page, companies=count)
            return made(_owned_by, shown.rows, tuple(made(most_drugs, shown.rows)[:count]))
        case "company-pair":
            return _two_companies(shown, on_page)
        case _:
            chart(name, shown, None, f"{OF_TREE} {OF_FAMILIES}", on_page, hint=TO_TREE)
            clicks.watch(name, _ask_for_tile)
    return shown.rows


def _ask_for_tile(tile: list[str]) -> None:
    """A drug's tile; its id ends with the drug's."""
    drugs_drawer.ask((tile[0].rpartition("/")[2],))


def _two_companies(shown: Shown, on_page: dict[str, bool]) -> pd.DataFrame:
    """Chart, downloads and table hold the drugs of these two alone."""
    pair = _pair(made(most_drugs, shown.rows))
    said = f"{pair[0]} beside {pair[1]}" if len(pair) == 2 else ""
    of_pair = made(_owned_by, shown.rows, pair)
    words = f"{shown.sentence}; {said}" if said else shown.sentence
    shown = replace(shown, rows=of_pair, sentence=words)
    chart("company-pair", shown, drugs_drawer.ask_for_cell, FURTHEST, on_page, pair=pair)
    return of_pair


def _owned_by(drugs: pd.DataFrame, companies: Collection[str]) -> pd.DataFrame:
    of_them = drugs["companies"].map(lambda owners: any(owner in companies for owner in owners))
    return drugs[of_them.astype(bool)].reset_index(drop=True)


def _drugs_count(drugs: pd.DataFrame) -> int:
    """A drug has a row for each of its targets."""
    return int(drugs["drug_id"].nunique())


def _to_gaps(filters: Filters) -> None:
    """The targets behind the number in the chart's title, one click away."""
    targets = reads.early_targets(filters)
    if len(targets):
        words = f"Open the list: {_gaps_in_words(targets)}"
        st.button(words, icon=":material/list:", type="tertiary", on_click=_open_gaps, key="to_gaps")


def _gaps_in_words(targets: pd.DataFrame) -> str:
    """Says of both counts what it counts: the chart draws only the targets that have a drug."""
    without = int((targets["drugs_count"] == 0).sum())
    return f"{len(targets) - without} targets with drugs, none beyond phase 1, and {without} without any drug"


def _open_gaps() -> None:
    st.session_state["view"] = GAPS


def _gaps(chosen: Filters) -> None:
    """The list; a stage in the filter has no part in it, for it would hide the later drugs of a target."""
    filters = replace(chosen, stages=())
    drugs, targets = reads.landscape(filters), reads.early_targets(filters)
    behind = made(_behind, drugs, targets)
    of_drugs = head.sentence(made(_drugs_count, drugs), reads.counts()["drugs"], "drugs", filters)
    said = f"{_gaps_in_words(targets)}; {of_drugs[:1].lower()}{of_drugs[1:]}"
    shown = Shown(targets, filters, "targets_no_drug_beyond_phase_1", said, also={"landscape": behind})
    stages = " The stages of the filter do not apply here." * bool(chosen.stages)
    note = f"{made(_other_arms, drugs)} {OF_FAMILIES} {STARRED}{stages}".strip()
    chart("target-gaps", shown, drugs_drawer.ask_for_cell, note, {"is_narrow": head.is_narrow()}, hint=TO_STARRED)
    plain_table(
        targets, TARGETS, OF_TARGETS, "table_targets", lambda row: _ask_target(targets, row), widths=TARGET_WIDTHS
    )


def _behind(drugs: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """The drugs on these targets."""
    return drugs[drugs["target_id"].isin(targets["target_id"]) & ~drugs["is_other_arm"]].reset_index(drop=True)


def _ask_target(targets: pd.DataFrame, row: int) -> None:
    drugs_drawer.ask((str(targets["target"].iloc[row]), ""), "table_targets")


def _other_arms(drugs: pd.DataFrame) -> str:
    """What is no target here, and why."""
    names = sorted(set(drugs.loc[drugs["is_other_arm"], "target"]))
    if not names:
        return ""
    return f"Not counted as targets: {', '.join(names)}, which only lead an antibody or a conjugate to the cell."


def _companies(drugs: pd.DataFrame) -> tuple[int, str]:
    """How many companies are drawn, and the sentence that says of how many."""
    owners = len(made(most_drugs, drugs))
    if owners <= COMPANIES_SHOWN:
        return owners, ""
    is_all = head.pick("owners", EXTENTS) == EXTENTS[1]
    drawn = (
        f"Drawn: {'all' if is_all else f'{COMPANIES_SHOWN} of'} {owners} companies, those with the most drugs first."
    )
    note = f"{drawn} {OWNERS}"
    st.markdown(literal(note))
    return owners if is_all else COMPANIES_SHOWN, note


def _momentum() -> None:
    """Events a year of each mechanism: here all of the filter applies, the dates and kinds too."""
    filters = _of_momentum()
    rows = reads.momentum(filters)
    left, words = reads.events_count(filters), _events_words()
    count = (int(rows["events_count"].sum()), MOMENTUM_COUNTS)
    shown = Shown(rows, filters, "mechanism-momentum", words, kinds=tuple(EventType), count=count)
    on_page = {"years": PHONE_YEARS} if head.is_narrow() else {}
    note = f"{once_for_each(count[0], left)} {_years_words(rows, on_page)}"
    chart("mechanism-momentum", shown, by_year.ask, note.strip(), on_page, years=YEARS)
    listed = made(_latest, rows, on_page.get("years", YEARS))
    plain_table(listed, YEARLY, OF_YEARS, "table_momentum", partial(by_year.ask_for_row, listed))


def _events_words() -> str:
    """What the momentum counts: events, to which more of the filter applies than to drugs."""
    filters = _of_momentum()
    total = sum(reads.counts()[kind] for kind in EventType)
    return head.sentence(reads.events_count(filters), total, "events", filters)


def _of_momentum() -> Filters:
    return replace(reads.for_events(filter_bar.current()), agencies=())


def _latest(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    drawn = rows[rows["year"].isin(years_drawn(rows, years))]
    return drawn.sort_values(["year", "events_count"], ascending=False, kind="stable").reset_index(drop=True)


def _years_words(rows: pd.DataFrame, on_page: dict[str, int]) -> str:
    """Which years are drawn, where there are earlier ones."""
    drawn = years_drawn(rows, on_page.get("years", YEARS))
    early = int(rows.loc[rows["year"] < drawn[0], "events_count"].sum()) if drawn else 0
    return f"Drawn: {drawn[0]} to {drawn[-1]}; {early:,} earlier ones are not." if early else ""


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
