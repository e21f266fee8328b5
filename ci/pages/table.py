"""The table of what a chart shows: the same rows, a click on one opens its proof."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st

from ci.acts import act_name, who_with_whom
from ci.frames import Column, Frame
from ci.pages import drawer, profiled, reads
from ci.pages.asking import made
from ci.pages.room import Room, measured
from ci.pages.text import safe_url
from ci.when import When

MONEY = ("upfront_usd_m", "total_usd_m")
"""Sums to sort by; the words for them, which say why one is missing, stand in a column of their own."""
NOTHING = "–"
"""Stands where there is no number."""
WIDTHS = {
    "when": 95,
    "due": 150,
    "drugs": 140,
    "drug": 160,
    "subtype": 165,
    "agency": 85,
    "indication": 330,
    "companies": 230,
    "combination": 170,
    "first_known": 150,
    "slips": 130,
    "roles": 150,
    "territory": 170,
    "mechanism": 150,
    "target": 150,
    "targets": 150,
    "indications": 260,
    "peak_stage": 125,
    "stage": 110,
    "stage_as_of": 95,
    "checked_on": 95,
    "proof": 420,
    "source_url": 75,
    "money": 260,
    "status": 170,
    "mechanisms": 150,
    "proofs_count": 75,
    "is_curated": 80,
    "has_dispute": 85,
    "drugs_count": 90,
    "sourced_stage": 140,
}
"""Pixels: wide enough for what usually stands there; the table is scrolled sideways, not its words cut."""
USUAL_PX, PHONE_PX = 110, 320
"""The width of a column that names none, and of the columns that a phone shows at once."""
SWIPE = "Swipe the table for more columns"
DATES = ("when", "due")
"""The spans `starts_on` to `ends_on` of their rows."""
WRAPPED_PX = 62
"""The height of a row that holds two lines."""


def events_table(
    rows: pd.DataFrame,
    shape: Frame,
    columns: tuple[str, ...],
    key: str,
    height: int | Literal["auto"] = "auto",
    widths: Mapping[str, int] | None = None,
    row_px: int | None = None,
) -> None:
    """A table of events. A click on a row asks for its proof; rows of WRAPPED_PX wrap their texts."""
    _room_for_buttons(columns, widths)
    st.dataframe(
        made(_texts, rows, shape, columns, reads.profiled()),
        key=key,
        column_config=made(_described, shape, columns, widths),
        hide_index=True,
        height=height,
        row_height=row_px,
        on_select=partial(_chosen, key, list(rows["event_id"])),
        selection_mode=["single-row", "single-cell"],
        placeholder=NOTHING,
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
    _room_for_buttons(columns, widths)
    st.dataframe(
        made(_texts, rows, shape, columns, reads.profiled()),
        key=key,
        column_config=made(_described, shape, columns, widths),
        hide_index=True,
        on_select=chosen,
        row_height=row_px,
        selection_mode=["single-row", "single-cell"],
        placeholder=NOTHING,
        alt=f"Table of each {shape.row_is} shown",
    )


def _room_for_buttons(columns: Sequence[str], widths: Mapping[str, int] | None) -> None:
    """On a phone the buttons of a table are always there, above its edge, and would cover the words that end there.

    Beside them stands that there are more columns, where they do not all fit: no bar shows it there.
    """
    if measured() is not Room.NARROW:
        return
    wide = {**WIDTHS, **(widths or {})}
    if sum(wide.get(name, USUAL_PX) for name in columns) > PHONE_PX:
        st.caption(SWIPE)
    else:
        st.space("small")


def _chosen(key: str, event_ids: list[str]) -> None:
    selection = st.session_state[key].selection
    rows = [*selection.rows, *(row for row, _ in selection.cells)]
    if rows:
        drawer.ask("proof", [event_ids[rows[0]]], key)


def _row(key: str, on_row: Callable[[int], None]) -> None:
    selection = st.session_state[key].selection
    rows = [*selection.rows, *(row for row, _ in selection.cells)]
    if rows:
        on_row(rows[0])


def _texts(
    rows: pd.DataFrame, shape: Frame, columns: tuple[str, ...], named: Mapping[str, Mapping[str, str]]
) -> pa.Table:
    """What stands in the cells, as it goes to the browser: Streamlit would turn a frame into this in every run.

    Names are links to profiles, whose ids are `named`.
    """
    kinds = {column.name: column.kind for column in shape.columns}
    shown = {}
    for name in columns:
        values = rows[name]
        if name == "companies" and "roles" in rows:
            who = [who_with_whom(*each) for each in zip(values, rows["roles"], rows["subtype"], strict=True)]
            values = pd.Series(who, index=rows.index, dtype="object")
        elif name in DATES:
            spans = [sorted_as_text(*each) for each in zip(rows["starts_on"], rows["ends_on"], strict=True)]
            values = pd.Series(spans, index=rows.index, dtype="object")
        elif kinds[name] == "list":
            values = values.map(", ".join)
        elif name == "subtype":
            agencies = rows["agency"] if "agency" in rows else [""] * len(rows)
            more = [rows[name] for name in ("status", "label", "amends") if name in rows]
            acts = [_act(*each) for each in zip(values, agencies, *more, strict=True)]
            values = pd.Series(acts, index=rows.index)
        elif name.endswith("url"):
            values = values.map(safe_url)
        elif kinds[name] == "date":
            values = values.dt.strftime("%d %b %Y, %H:%M").fillna("")
        if kind := profiled.OF_COLUMNS.get(name):
            values = _linked(kind, rows[name], values, named[kind])
        elif name == "entity_id":
            cells = [profiled.cell(*each) for each in _decided(rows)]
            values = pd.Series(cells, index=rows.index, dtype="object")
        shown[name] = values
    return pa.Table.from_pandas(pd.DataFrame(shown), preserve_index=False)


@lru_cache(maxsize=20_000)  # a table may have thousands, and the days of all tables are alike
def sorted_as_text(starts: pd.Timestamp | None, ends: pd.Timestamp | None) -> str:
    """`2023-11-21`, `2023-11`, `2023`, `2019-01 to 06 (H1)`: as precise as known.

    A click on the head of a column sorts texts by their letters: the year has to come first.
    """
    if starts == ends and starts is not None:
        return starts.isoformat()[:10]
    if starts is None or ends is None or pd.isna(starts):
        return ""
    span = When(starts.date(), ends.date())
    return f"{starts:%Y-%m} to {ends:%m} ({span.part})" if span.part else span.iso.replace("/", " to ")


def _linked(kind: str, names: pd.Series, words: pd.Series, ids: Mapping[str, str]) -> pd.Series:
    """Names as addresses of profiles that end in the words to show."""
    listed = [name if isinstance(name, tuple) else tuple(name.split(", ")) for name in names]
    cells = [profiled.cell(kind, *each, ids) for each in zip(listed, words, strict=True)]
    return pd.Series(cells, index=names.index, dtype="object")


def _decided(rows: pd.DataFrame) -> list[tuple[str, tuple[str, ...], str, dict[str, str]]]:
    """What unknown names stand for since they were decided: of these the table holds the key alone."""
    pairs = zip(rows["kind"], rows["entity_id"], strict=True)
    return [(kind, (key,), key, {key: key}) for kind, key in pairs]


def _act(subtype: str, agency: str, *more: str) -> str:
    """`Acquisition, announced, closing not confirmed`, `Approval, label of acalabrutinib`."""
    return ", ".join(part for part in (act_name(subtype, agency), *more) if part)


def _described(shape: Frame, columns: tuple[str, ...], widths: Mapping[str, int] | None) -> dict[str, Any]:
    wide = {**WIDTHS, **(widths or {})}
    return {column.name: _config(column, wide.get(column.name)) for column in shape.columns if column.name in columns}


def _config(column: Column, width: int | None) -> Any:
    if column.name in profiled.OF_COLUMNS or column.name == "entity_id":
        told = f"{column.help}. A click on the name opens the profile"
        return st.column_config.LinkColumn(column.title, help=told, width=width, display_text=profiled.WORDS)
    if column.name.endswith("url"):
        return st.column_config.LinkColumn(column.title, help=column.help, width=width, display_text="open")
    if column.name in MONEY:
        return st.column_config.NumberColumn(column.title, help=column.help, width=110, format="localized")
    match column.kind:
        case "number" | "count":
            return st.column_config.NumberColumn(column.title, help=column.help, width=width)
        case "flag":
            return st.column_config.CheckboxColumn(column.title, help=column.help, width=width)
        case _:
            return st.column_config.TextColumn(column.title, help=column.help, width=width)
