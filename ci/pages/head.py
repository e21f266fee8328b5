"""The top of a page: title, link to copy, what is filtered; and the words where nothing is left."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ci.filters import Filters
from ci.pages import browser, filter_bar, moving, reads, saved, silence, sorting
from ci.pages.room import Room, measured, watch
from ci.pages.text import literal


def title(words: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(words, anchor=False, width="stretch")
        saved.menu()
        browser.copy_link()
    with st.sidebar:  # where what shows nothing takes no room either
        watch()
        moving.watch()
        sorting.watch()
    silence.show()


def sentence(left: int, total: int, things: str, filters: Filters) -> str:
    """`34 of 151 regulatory acts: BCL-2, FDA, since 2020`, or `All 151 regulatory acts`."""
    if not total:
        return f"No {things} yet"
    if filters.is_empty:
        return f"All {total:,} {things}"
    return f"{left:,} of {total:,} {things}: {filters.sentence(reads.labels())}"


HELD = "Chart and table hold"


def place() -> DeltaGenerator:
    """For lines that come and go: what stands below them keeps its place. The browser tells pieces of a page by their
    place, and draws anew what has moved."""
    return st.container()


_KEPT_FREE = "<style>.st-key-kept-free{min-height:24rem}</style><i hidden></i>"
"""As high as the lowest chart with its title and caption; the hidden piece makes it be there before the chart is."""


def place_kept_free() -> DeltaGenerator:
    """For a chart that is made after what stands below it, which must not jump when the chart comes."""
    kept = st.container(key="kept-free", gap=None)
    kept.html(_KEPT_FREE)
    return kept.container()


def newest_only(shown: int, left: int, things: str, what: str = HELD) -> str:
    """A sentence where a page shows the newest of very many: it stands above the chart and in its downloads."""
    if left <= shown:
        return ""
    said = f"{what} the {shown:,} newest of {left:,} {things}; a narrower filter shows the others."
    st.markdown(literal(said))
    return said


def filtered(words: str, filters: Filters) -> None:
    """Shows the sentence, and one click that takes the filter away."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(literal(words), width="content")
        if not filters.is_empty:
            st.button("Reset", icon=":material/close:", type="tertiary", on_click=filter_bar.reset, key="reset_here")


def below(words: str) -> None:
    """A remark below a small chart, where there is one."""
    if words:
        st.caption(literal(words))


def pick(key: str, options: tuple[str, ...]) -> str:
    """One of a few views; the first unless the reader, or the address, says another."""
    picked = st.segmented_control(
        key.capitalize(),
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    return str(picked)


def room() -> Room:
    """How much room the page has for charts."""
    return measured()


def is_narrow() -> bool:
    """Whether it has little: on a phone, or in a window made as narrow."""
    return room() is Room.NARROW


def empty_state(things: str, total: int, filters: Filters) -> None:
    """What would be here, and the one click that widens the filter."""
    if not total:
        st.info(
            f"No {things} yet. They come with the curated data and with what the sources tell.", icon=":material/inbox:"
        )
        return
    words = f"None of the {total:,} {things} matches {filters.sentence(reads.labels())}."
    st.info(literal(words), icon=":material/filter_alt_off:")
    st.button(f"Show all {total:,}", type="primary", on_click=filter_bar.reset, key="widen")
