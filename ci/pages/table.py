"""The table of what a chart shows: the same rows, a click on one opens its proof."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd
import streamlit as st

from ci.charts.theme import subtype_name
from ci.frames import Column, Frame
from ci.pages import proof
from ci.pages.text import safe_url

MONEY = {"upfront_usd_m": "US$%gm upfront", "total_usd_m": "up to US$%gm in all"}
"""Sums in words that still sort as numbers."""


def events_table(
    rows: pd.DataFrame, shape: Frame, columns: tuple[str, ...], key: str, height: int | Literal["auto"] = "auto"
) -> None:
    """A table of events. A click on a row asks for its proof."""
    st.dataframe(
        _texts(rows, shape, columns),
        key=key,
        column_config=_described(shape, columns),
        hide_index=True,
        height=height,
        on_select=partial(_chosen, key, list(rows["event_id"])),
        selection_mode=["single-row", "single-cell"],
        placeholder="",
        alt=f"Table of each {shape.row_is} shown, newest first; select a row to read its proof",
    )


def plain_table(
    rows: pd.DataFrame,
    shape: Frame,
    columns: tuple[str, ...],
    key: str,
    on_row: Callable[[int], None] | None = None,
    row_px: int | None = None,
    widths: Mapping[str, int] | None = None,
) -> None:
    """A table without proofs; `on_row` gets the position of a row that was clicked; high rows wrap their texts."""
    chosen: Any = partial(_row, key, on_row) if on_row else "ignore"
    st.dataframe(
        _texts(rows, shape, columns),
        key=key,
        column_config=_described(shape, columns, widths or {}),
        hide_index=True,
        on_select=chosen,
        row_height=row_px,
        selection_mode=["single-row", "single-cell"],
        placeholder="",
        alt=f"Table of each {shape.row_is} shown",
    )


def _chosen(key: str, event_ids: list[str]) -> None:
    selection = st.session_state[key].selection
    rows = [*selection.rows, *(row for row, _ in selection.cells)]
    if rows:
        proof.ask([event_ids[rows[0]]])


def _row(key: str, on_row: Callable[[int], None]) -> None:
    selection = st.session_state[key].selection
    rows = [*selection.rows, *(row for row, _ in selection.cells)]
    if rows:
        on_row(rows[0])


def _texts(rows: pd.DataFrame, shape: Frame, columns: tuple[str, ...]) -> pd.DataFrame:
    kinds = {column.name: column.kind for column in shape.columns}
    shown = {}
    for name in columns:
        values = rows[name]
        if kinds[name] == "list":
            values = values.map(", ".join)
        elif name == "subtype":
            values = values.map(subtype_name)
        elif name.endswith("url"):
            values = values.map(safe_url)
        elif kinds[name] == "date":
            values = values.dt.strftime("%d %b %Y, %H:%M").fillna("")
        shown[name] = values
    return pd.DataFrame(shown)


def _described(
    shape: Frame, columns: tuple[str, ...], widths: Mapping[str, int] = MappingProxyType({})
) -> dict[str, Any]:
    return {column.name: _config(column, widths.get(column.name)) for column in shape.columns if column.name in columns}


def _config(column: Column, width: int | None) -> Any:
    if column.name.endswith("url"):
        return st.column_config.LinkColumn(column.title, help=column.help, width=width, display_text="open")
    if column.name in MONEY:
        return st.column_config.NumberColumn(column.title, help=column.help, width=170, format=MONEY[column.name])
    match column.kind:
        case "number" | "count":
            return st.column_config.NumberColumn(column.title, help=column.help, width=width)
        case "flag":
            return st.column_config.CheckboxColumn(column.title, help=column.help, width=width)
        case _:
            return st.column_config.TextColumn(column.title, help=column.help, width=width)
