"""The head of a table that stands without a chart: its title, and the same rows as files."""

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ci.charts.caption import PRODUCT, data_of
from ci.filters import Filters
from ci.frames import Frame
from ci.pages import evidence, links, reads
from ci.pages.text import literal
from ci.when import When

if TYPE_CHECKING:
    from ci.exports import Parcel

KINDS = ("xlsx", "csv", "bib", "ris")
UNSOURCED = ("sources",)
"""What no page proves: our own list of what is asked."""


@dataclass(frozen=True)
class Listed:
    """The rows of a table, whole, and the words for them."""

    rows: pd.DataFrame
    shape: Frame
    subject: str
    """The first part of the name of a file."""
    sentence: str
    """Which rows they are."""
    filters: Filters = field(default_factory=Filters)


def head(words: str, listed: Listed, key: str) -> None:
    """The title of a table, beside it the menu of its files; `key` is that of the table."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(literal(words), anchor=False, width="stretch")
        with st.container(width="content"):
            menu(words, listed, key)


@st.fragment
def menu(title: str, listed: Listed, key: str) -> None:
    """Files are made when they are asked for."""
    place = st.popover("Download", icon=":material/download:", key=f"{key}_menu", on_change="rerun")
    if not place.open:
        return
    from ci.exports import EXPORTS  # what writes files is not needed by the first page

    endings = KINDS[:2] if listed.shape.name in UNSOURCED else KINDS
    with place:
        for ending in endings:
            st.download_button(
                EXPORTS[ending].label,
                data=partial(_bytes, ending, title, listed, links.here()),
                file_name=f"{_stem(listed)}.{ending}",
                mime=EXPORTS[ending].mime,
                key=f"{key}_{ending}",
                on_click="ignore",
            )
        st.caption(literal(f"Exactly what is shown, each row whole: {listed.sentence}"))


def _bytes(ending: str, title: str, listed: Listed, address: str) -> bytes:
    from ci.exports import EXPORTS

    make = EXPORTS[ending].make
    assert make is not None
    return make(parcel(title, listed, address))


def parcel(title: str, listed: Listed, address: str) -> "Parcel":
    """The rows with their proofs, and how they came here."""
    from ci.exports import Parcel

    count, today, version = len(listed.rows), str(When.day(reads.today())), reads.data_version()
    return Parcel(
        title=title,
        rows=listed.rows,
        shape=listed.shape,
        evidence=evidence.of_rows(listed.rows),
        made={
            "Shows": listed.subject,
            "Filter": listed.sentence,
            "As of": today,
            "Curated data": version,
            "Rows": f"{count} ({listed.shape.row_is})",
            "Address": address,
            "Product": PRODUCT,
        },
        filters=listed.sentence,
        source_line=f"{count} rows · {data_of(version)} · as of {today} · {PRODUCT}",
        address=address,
        stem=_stem(listed),
    )


def _stem(listed: Listed) -> str:
    return listed.filters.file_stem(listed.subject, reads.today(), reads.labels())
