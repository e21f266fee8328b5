"""Links from page to page: the pages of this run by their path."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ci.pages.text import literal


def remember(pages: Mapping[str, Any]) -> None:
    st.session_state["pages"] = dict(pages)


def title_of(path: str) -> str:
    """The title of a page; its path where it stands alone in a test."""
    page = st.session_state.get("pages", {}).get(path)
    return str(page.title) if page is not None else path


def here() -> str:
    """The address of this view, with its filter."""
    query = urlencode({key: st.query_params.get_all(key) for key in st.query_params}, doseq=True)
    return f"{(st.context.url or '').partition('?')[0]}{'?' * bool(query)}{query}"


def to_page(path: str, words: str, query: Mapping[str, str] | None = None) -> None:
    """A link to a page by its path; nothing where a page stands alone in a test."""
    page = st.session_state.get("pages", {}).get(path)
    if page is not None:
        st.page_link(
            page, label=words, icon=":material/arrow_forward:", width="content", query_params=dict(query or {}) or None
        )


def to_profile(kind: str, key: str, name: str, why: str = "") -> None:
    """A link to the profile of a company, drug or target; only the name where none is known under it, or where the page
    stands alone in a test."""
    page = st.session_state.get("pages", {}).get("profile")
    if page is None or not key:
        st.text(name)
        return
    st.page_link(
        page,
        label=literal(name),
        query_params={kind: key},
        help=literal(why) or f"Profile of this {kind}",
        icon=":material/badge:",
    )
