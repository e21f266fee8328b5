"""Links from page to page: the pages of this run by their path."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ci.pages.text import literal


def remember(pages: Mapping[str, Any]) -> None:
    st.session_state["pages"] = dict(pages)


def to_profile(kind: str, key: str, name: str) -> None:
    """A link to the profile of a company, drug or target; only the name where the page stands alone in a test."""
    page = st.session_state.get("pages", {}).get("profile")
    if page is None:
        st.text(name)
        return
    st.page_link(
        page, label=literal(name), query_params={kind: key}, help=f"Profile of this {kind}", icon=":material/badge:"
    )
