"""News: the stories that were collected, newest first, searched by their words, names, kinds of events and days."""

import streamlit as st

from ci.filters import Filters
from ci.pages import filter_bar, head, links, news_files, proof, reads, story
from ci.pages.text import literal
from ci.queries.search.hits import Found

PAGE = 30
HELP = """
| Typed | Finds |
|---|---|
| `orphan melanoma` | articles with both words, in any order |
| `"orphan drug"` | these words side by side, to the letter: no other names |
| `orphan OR priority` | either word |
| `-melanoma` | articles without the word |
| `alrizo*` | words that begin so |
| `APG-115` | the drug under all its names, in every script |
| `company:Ascentage` `drug:` `target:` `mechanism:` | articles that name it, a company with those that belong to it |
| `type:approval` `type:deal` | articles in which such an event was read |
| `date:2024..` `date:2023-03..2023-06` `date:2022` | articles of these days |
| `-company:AbbVie` | the same, excluded |
"""


def show() -> None:
    """A search, and a line for each story that matches it and the filter."""
    head.title("News")
    filters, total = filter_bar.current(), reads.counts()["articles"]
    if not total:
        _say_nothing_came()
        return
    typed = _typed()
    found = reads.search(typed, filters, _limit(typed, filters))
    for fault in found.faults:
        st.warning(literal(fault), icon=":material/edit:")
    for note in found.notes:
        st.info(literal(note), icon=":material/edit:")
    if found.faults:
        return
    if found.also:
        st.caption(literal(f"{'; '.join(found.also)}. Quotation marks search for the very words."))
    if found.named:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("Deals, acts and trials stand in the profile of", width="content")
            for named in found.named:
                links.to_profile(named.kind, named.id, named.name)
    _list(found, typed, filters, total)
    proof.open_if_asked()


def _typed() -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Search the news",
            key="q",
            bind="query-params",
            type="search",
            icon=":material/search:",
            max_chars=400,
            label_visibility="collapsed",
            placeholder='Words, "a phrase", -word, company: drug: target: mechanism: type: date:',
        )
        with st.popover("How to search", icon=":material/help:", type="tertiary"):
            st.markdown(HELP)
    return typed or ""


def _limit(typed: str, filters: Filters) -> int:
    """So many stories; another search begins with the first page."""
    asked = (typed, filters)
    if st.session_state.get("news_asked") != asked:
        st.session_state["news_asked"], st.session_state["news_limit"] = asked, PAGE
    return int(st.session_state["news_limit"])


def _list(found: Found, typed: str, filters: Filters, total: int) -> None:
    is_narrowed = bool(typed.strip()) or not reads.for_news(filters).is_empty
    if not found.hits:
        st.info("No story matches." if is_narrowed else "No article about our subject yet.", icon=":material/inbox:")
        if is_narrowed:
            st.button("Show all", type="primary", on_click=_show_all, key="widen")
        return
    words = _sentence(found, typed, filters, total, is_narrowed)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch"):
            head.filtered(words, reads.for_news(filters))
        with st.container(width="content"):
            news_files.menu(typed, filters, _narrowing(typed, filters) or "everything about our subject")
    story.show_all(found.hits)
    if not found.is_all:
        st.button("Show more", on_click=_more, icon=":material/expand_more:")


def _sentence(found: Found, typed: str, filters: Filters, total: int, is_narrowed: bool) -> str:
    shown, there = len(found.hits), found.count
    newest = f"the {shown:,} newest stor{'y' if shown == 1 else 'ies'}"
    if not is_narrowed:
        rest = f"about our subject; {total:,} article{'s were' if total != 1 else ' was'} collected in all"
        if found.is_all:
            return f"All {shown:,} stor{'y' if shown == 1 else 'ies'} {rest}"
        return f"{newest.capitalize()}{f' of {there:,}' if there else ''} {rest}"
    narrowing, stories = _narrowing(typed, filters), reads.stories_count()
    if there is None or stories is None:
        words = f"{shown:,} stor{'y' if shown == 1 else 'ies'}" if found.is_all else newest.capitalize()
        return f"{words}: {narrowing}"
    said = f"{there:,} of {stories:,} stor{'y' if stories == 1 else 'ies'}"
    return f"{said}: {narrowing}" if found.is_all else f"{said}, {newest} shown: {narrowing}"


def _narrowing(typed: str, filters: Filters) -> str:
    """`found by orphan, MDM2, since 2020`."""
    told = [f"found by {typed.strip()}"] if typed.strip() else []
    narrowed = reads.for_news(filters)
    told += [narrowed.sentence(reads.labels())] if not narrowed.is_empty else []
    return ", ".join(told)


def _show_all() -> None:
    filter_bar.reset()
    st.session_state["q"] = ""


def _more() -> None:
    st.session_state["news_limit"] = int(st.session_state.get("news_limit", PAGE)) + PAGE


def _say_nothing_came() -> None:
    st.info(
        "No article was collected yet. The poller asks the sources in turn, the first answers come within minutes; "
        "the Sources page says what could not be reached.",
        icon=":material/inbox:",
    )
    links.to_page("sources", "Sources")
