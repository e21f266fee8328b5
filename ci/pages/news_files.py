"""The stories of a search as files: a table, a workbook with the proofs of their events, citations."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ci.charts.caption import PRODUCT
from ci.filters import Filters
from ci.frames import STORIES
from ci.pages import evidence, links, reads
from ci.pages.text import literal
from ci.queries.search.table import cited, stories
from ci.when import When

if TYPE_CHECKING:
    from ci.exports import Parcel

AT_MOST = 1000
"""So many stories a file holds, the newest."""
KINDS = ("csv", "xlsx", "bib", "ris")


@st.fragment
def menu(typed: str, filters: Filters, words: str) -> None:
    """Files are made when they are asked for."""
    place = st.popover("Download", icon=":material/download:", key="news_menu", on_change="rerun")
    if not place.open:
        return
    from ci.exports import EXPORTS  # what writes files is not needed by the first page

    with place:
        for ending in KINDS:
            st.download_button(
                EXPORTS[ending].label,
                data=partial(_bytes, ending, typed, filters, words, links.here()),
                file_name=f"{_stem(filters)}.{ending}",
                mime=EXPORTS[ending].mime,
                key=f"news_{ending}",
                on_click="ignore",
            )
        st.caption(literal(f"News: {words}. A file holds up to {AT_MOST:,} stories, the newest, each once."))


def _bytes(ending: str, typed: str, filters: Filters, words: str, address: str) -> bytes:
    from ci.exports import EXPORTS

    make = EXPORTS[ending].make
    assert make is not None
    return make(parcel(ending, typed, filters, words, address))


def parcel(ending: str, typed: str, filters: Filters, words: str, address: str) -> "Parcel":
    """Citations are of the stories; a workbook holds the proofs of what was read in them."""
    from ci.exports import Parcel

    found = reads.search(typed, filters, AT_MOST)
    rows = stories(found.hits)
    today = str(When.day(reads.today()))
    rest = "" if found.is_all else f"the {AT_MOST:,} newest stories; there are more"
    made = {
        "Shows": "news",
        "Filter": words,
        "As of": today,
        "Rows": f"{len(rows)} ({rest or 'story'})",
        "Address": address,
        "Product": PRODUCT,
    }
    return Parcel(
        title="News",
        rows=rows,
        shape=STORIES,
        evidence=cited(found.hits) if ending in ("bib", "ris") else _proofs(rows),
        made=made,
        filters=words,
        source_line=f"{len(rows)} stories · as of {today} · {PRODUCT}",
        address=address,
        stem=_stem(filters),
    )


def _proofs(rows: pd.DataFrame) -> pd.DataFrame:
    ids = list(dict.fromkeys(event_id for event_ids in rows["event_ids"] for event_id in event_ids))
    return evidence.of_events(ids)


def _stem(filters: Filters) -> str:
    return reads.for_news(filters).file_stem("news", reads.today(), reads.labels())
