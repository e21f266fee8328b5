"""Cells as a spreadsheet may hold them: no text that a spreadsheet would run, no time zone, lists as one text."""

from datetime import date

import pandas as pd

from ci.frames import Frame

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, the full-width forms too."""


def text_cell(text: str) -> str:
    """A text that no spreadsheet runs: what would start a formula gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text


def cells(frame: pd.DataFrame, shape: Frame) -> pd.DataFrame:
    """The frame with every cell a text, a number or None; dates as ISO texts, lists joined by `; `."""
    return pd.DataFrame(
        {c.name: [_cell(value, c.kind) for value in frame[c.name]] for c in shape.columns}, dtype=object
    )


def _cell(value: object, kind: str) -> object:
    if kind == "list":
        assert isinstance(value, tuple | list)
        return text_cell("; ".join(str(item) for item in value))
    if value is None or value is pd.NaT or value != value:
        return None
    match kind:
        case "date":
            assert isinstance(value, date)
            return f"{value:%Y-%m-%d}" if f"{value:%H:%M}" == "00:00" else f"{value:%Y-%m-%d %H:%M}"
        case "flag":
            return "yes" if value else "no"
        case "number" | "count":
            return value
        case _:
            return text_cell(str(value))
