"""News: the articles that were collected, newest first."""

import streamlit as st

from ci.charts.rows import rows_of
from ci.pages import filter_bar, head, reads
from ci.pages.text import also, link, literal

PAGE = 50


def show() -> None:
    """Articles about apoptosis-targeted drugs; how many events were read in each."""
    head.title("News")
    filters = filter_bar.current()
    limit = int(st.session_state.get("news_limit", PAGE))
    articles, total = reads.news(filters, limit), reads.counts()["articles"]
    if articles.empty:
        _nothing(total)
        return
    st.text(f"The {len(articles)} newest of {total:,} articles collected; those not about apoptosis are left out")
    for article in rows_of(articles):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(link(article["url"], article["title"] or article["url"]))
            count = article["events_count"]
            read = f"{count} event{'s' * (count != 1)} read in it" if count else "no event read in it"
            parts = (article["source"], article["published"], also(article["also_in"]), read, article["note"])
            st.caption(" · ".join(literal(part) for part in parts if part))
    if len(articles) == limit:
        st.button("Show more", on_click=_more, icon=":material/expand_more:")


def _more() -> None:
    st.session_state["news_limit"] = int(st.session_state.get("news_limit", PAGE)) + PAGE


def _nothing(total: int) -> None:
    if total:
        st.info("No article matches this filter.", icon=":material/filter_alt_off:")
        st.button("Show all", type="primary", on_click=filter_bar.reset, key="widen")
        return
    st.info(
        "No article was collected yet. The poller asks the sources in turn, the first answers come within minutes; "
        "the Sources page says what could not be reached. `apoptoscope add` takes in a page or a file by hand.",
        icon=":material/inbox:",
    )
