"""The floor: bare Streamlit with as many charts, marks and rows as a page of ours showed. Run by bench/pages.py.

What it shows is written down in the file that APOPTOSCOPE_BENCH_SHOWN names: page and choice -> counts. Its marks,
cells and stories are others after each choice: Streamlit leaves a chart alone whose data stay the same; ours never do.
"""

import json
import os
from pathlib import Path
from typing import Any
from zlib import crc32

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

NOTHING = {"charts": [], "tables": [], "plain": [], "blocks": 0}


@st.cache_resource
def _cells() -> pd.DataFrame:
    """The rows of every table are the first ones of this."""
    return pd.DataFrame({f"column {n}": [f"row {row} of column {n}" for row in range(100_000)] for n in range(20)})


def _clear() -> None:
    st.session_state["choice"] = []


def _show(shown: dict[str, Any], turn: int) -> None:
    """`turn` is another number for each choice."""
    for place, marks in enumerate(shown["charts"]):
        heights = [number + turn for number in range(marks)]
        figure = go.Figure(go.Scatter(x=list(range(marks)), y=heights, mode="markers"))
        st.plotly_chart(figure, key=f"chart_{place}")
    for place, (rows, columns) in enumerate(shown["tables"]):
        st.dataframe(_cells().iloc[turn : turn + rows, :columns], key=f"table_{place}", hide_index=True)
    for rows, columns in shown["plain"]:
        st.table(_cells().iloc[turn : turn + rows, :columns])
    for number in range(shown["blocks"]):
        st.html(f"<p>Story {turn + number}: a title</p><p>Two lines of text, as a story in a list has them.</p>")


st.set_page_config(layout="wide")
st.title("Floor")
written: dict[str, Any] = json.loads(Path(os.environ["APOPTOSCOPE_BENCH_SHOWN"]).read_text(encoding="utf-8"))
page = st.query_params.get("page", "")
with st.sidebar:
    chosen = st.multiselect("Filter", written["choices"], key="choice", placeholder="All")
    st.button("Reset filters", on_click=_clear)
key = chosen[0] if chosen else st.query_params.get("choice", "")
_show(written["shown"].get(f"{page} {key}", NOTHING), crc32(key.encode()) % 1000)
