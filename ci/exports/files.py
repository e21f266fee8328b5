"""A shown frame or figure -> the bytes of a file."""

import html
import io

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ci.exports.parcel import Parcel
from ci.exports.safe import cells, text_cell
from ci.frames import EVIDENCE, Frame

WIDE, NARROW = 48, 12


def csv_bytes(parcel: Parcel) -> bytes:
    """The rows as CSV with a byte-order mark, which Excel needs to read 亚盛医药."""
    text = cells(parcel.rows, parcel.shape).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx_bytes(parcel: Parcel) -> bytes:
    """A workbook of three sheets: data, evidence, how made."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        _write_rows(book.add_worksheet("data"), parcel.rows, parcel.shape, head)
        _write_rows(book.add_worksheet("evidence"), parcel.evidence, EVIDENCE, head)
        for shape, rows in parcel.also:
            if len(rows):
                _write_rows(book.add_worksheet(shape.name), rows, shape, head)
        _write_made(book.add_worksheet("how made"), parcel, head)
    return buffer.getvalue()


def html_bytes(parcel: Parcel) -> bytes:
    """One page that needs no network: the figure can be zoomed and hovered anywhere."""
    assert parcel.figure is not None
    figure = parcel.figure.to_html(full_html=False, include_plotlyjs=True, config={"responsive": True}, div_id="chart")
    made = "".join(f"<dt>{html.escape(k)}</dt><dd>{html.escape(v)}</dd>" for k, v in parcel.made.items())
    title = html.escape(parcel.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="font-family:sans-serif">{figure}<dl>{made}</dl></body></html>'
    ).encode()


def _write_rows(sheet: Worksheet, rows: pd.DataFrame, shape: Frame, head: object) -> None:
    for column, described in enumerate(shape.columns):
        sheet.write_string(0, column, described.name, head)
        sheet.write_comment(0, column, described.help)
        sheet.set_column(
            column, column, WIDE if described.kind in ("list",) or len(described.help) > 60 else NARROW + 6
        )
    for line, values in enumerate(cells(rows, shape).itertuples(index=False), start=1):
        for column, value in enumerate(values):
            _write(sheet, line, column, value)
    sheet.freeze_panes(1, 1)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), len(shape.columns) - 1)


def _write(sheet: Worksheet, line: int, column: int, value: object) -> None:
    if isinstance(value, int | float):
        sheet.write_number(line, column, value)
    elif value is not None:
        sheet.write_string(line, column, str(value)[:32_000])


def _write_made(sheet: Worksheet, parcel: Parcel, head: object) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, parcel.title, head)
    for line, (label, text) in enumerate(parcel.made.items(), start=1):
        sheet.write_string(line, 0, label)
        sheet.write_string(line, 1, text_cell(text))
