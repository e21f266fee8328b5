"""Clicks on the bands of a Sankey and the tiles of a tree: Streamlit tells those on points and bars alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

_JS = """
export default function ({ data, setTriggerValue }) {
  const tell = (event) => {
    const part = event.target.closest && event.target.closest(".sankey-link, .sankey-node, .slice");
    if (!part || !part.closest(`.st-key-${data.chart}`)) return;
    const drawn = part.__data__ || {};  // what d3 drew it of
    const isLeaf = drawn.data && !drawn.children && !drawn.data.children;  // the other tiles open what is in them
    const told = isLeaf ? [drawn.data.data.id] : (drawn.link || drawn.node || {}).customdata;
    if (isLeaf) event.stopPropagation();  // there is nothing in it that plotly could open
    if (told) setTriggerValue("asked", [...told]);
  };
  document.addEventListener("click", tell, true);  // before plotly, which takes the tile that was clicked off the page
  return () => document.removeEventListener("click", tell, true);
}
"""
_clicks = st.components.v2.component("shape_clicks", html="<span hidden></span>", js=_JS)


def watch(chart: str, on_choose: Callable[[list[str]], None]) -> None:
    """`on_choose` gets the custom data of a band or of an end of bands, or the id of a tile without tiles in it."""
    key = f"chart_{chart.replace('-', '_')}"
    with st.sidebar:  # where what shows nothing takes no room either
        _clicks(
            key=f"{key}_clicks",
            data={"chart": key},
            on_asked_change=partial(_tell, f"{key}_clicks", on_choose),
            width="content",
            height="content",
        )


def _tell(key: str, on_choose: Callable[[list[str]], None]) -> None:
    asked: Any = st.session_state[key].asked
    if asked:
        on_choose([str(part) for part in asked])
