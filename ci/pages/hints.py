"""One line each under the filter's sentence: similar kinds that it leaves out, open dates that it lets in, what
became of its companies."""

from collections.abc import Sequence

import streamlit as st

from ci.filters import Filters
from ci.model import SUBTYPES, EventType
from ci.pages import filter_bar, reads
from ci.pages.text import literal

FEW = 3
"""Of so many companies it is said what became of them."""


def show(filters: Filters, types: Sequence[EventType]) -> None:
    """Nothing where there is nothing to say."""
    for type_ in types if filters.subtypes else ():
        _similar(type_, filters)
    count = reads.open_dated(tuple(types), filters) if filters.since or filters.until else 0
    if count:
        st.caption(open_dates(count))
    for name, note in reads.company_notes(filters.companies).items() if len(filters.companies) <= FEW else ():
        st.caption(literal(f"{name}: {note}."))


def _similar(type_: EventType, filters: Filters) -> None:
    found = reads.similar_kinds(type_, filters)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kinds = ", ".join(f"{SUBTYPES[type_][kind].lower()} ({count})" for kind, count in found.items())
        st.markdown(literal(f"Similar kinds that the filter leaves out: {kinds}."), width="content")
        st.button(
            "Add them",
            key=f"add_kinds_{type_}",
            type="tertiary",
            icon=":material/add:",
            on_click=filter_bar.add_kinds,
            args=(tuple(found),),
        )


def open_dates(count: int) -> str:
    """Says how many are kept although nobody knows that they lie within the days."""
    of_them = "1 of them is" if count == 1 else f"{count:,} of them are"
    return f"{of_them} dated only to a month or a year that the days of the filter cut: it may lie outside them."
