"""A shown frame or figure -> the bytes of a file."""

import html
import io
import re
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ci.exports.parcel import Parcel
from ci.exports.safe import cells, text_cell
from ci.exports.worded import acts_in_words, evidence_apart, proofs_marked
from ci.frames import Column, Frame

WIDE, NARROW, DATE_LETTERS = 60, 10, 11
FORMS = {
    r"\d{4}-\d\d-\d\d": "%Y-%m-%d",
    r"\d{4}-\d\d-\d\d \d\d:\d\d": "%Y-%m-%d %H:%M",
    r"\d{1,2} [A-Z][a-z]{2} \d{4}": "%d %b %Y",
}
MONTH = "%b %Y"

DAYS = ("when", "due", "published", "checked_on", "stage_as_of", "status_as_of", "example_published")
"""Texts that name a day, a month or a year. A column of days alone becomes dates; where a month or a year stands among
them, all are texts that begin with the year: a spreadsheet sorts dates and texts apart."""
LINKS = 60_000
"""So many links a sheet may hold (Excel: 65,530), each so long at most."""
LINK_LETTERS = 2_000
URL = "url"
"""What the names of columns of addresses end with."""
FIRST_YEAR = 1900
"""A spreadsheet knows no date before."""


class Look(NamedTuple):
    """The formats of a workbook."""

    head: object
    cell: object
    number: object
    day: object
    minute: object
    link: object


def csv_bytes(parcel: Parcel) -> bytes:
    """The rows as CSV with a byte-order mark, which Excel needs to read 亚盛医药."""
    text = cells(proofs_marked(parcel.rows), parcel.shape).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx_bytes(parcel: Parcel) -> bytes:
    """A workbook: data, evidence, further rows that the chart shows, how made. Headers are the words of the page."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        look = Look(
            book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"valign": "top"}),
            book.add_format({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"}),
            book.add_format({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1}),
        )
        _write_rows(book.add_worksheet("data"), proofs_marked(parcel.rows), parcel.shape, look)
        shape, evidence = evidence_apart(parcel.evidence)
        _write_rows(book.add_worksheet("evidence"), evidence, _without_empty(evidence, shape), look)
        for other, rows in parcel.also:
            if len(rows):
                _write_rows(book.add_worksheet(other.name), rows, other, look)
        _write_made(book.add_worksheet("how made"), parcel, look)
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


def _write_rows(sheet: Worksheet, rows: pd.DataFrame, shape: Frame, look: Look) -> None:
    columns = _readable(shape)
    texts, links = acts_in_words(cells(rows, shape)), sum(column.name.endswith(URL) for column in columns)
    for place, described in enumerate(columns):
        values = list(texts[described.name])
        if described.kind == "date" or described.name in DAYS:
            values = _as_dates(values)
        sheet.write_string(0, place, described.title, look.head)
        sheet.write_comment(0, place, f"{described.help} ({described.name})")
        sheet.set_column(place, place, _width(described.title, values))
        is_link = described.name.endswith(URL)
        for line, value in enumerate(values, start=1):
            if not (is_link and line * links <= LINKS and _linked(sheet, line, place, value, look)):
                _write(sheet, line, place, value, look)
    sheet.freeze_panes(1, 1)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _readable(shape: Frame) -> list[Column]:
    """What people read first, keys last."""
    return sorted(shape.columns, key=lambda column: column.name.endswith(("_id", "_ids")))


def _without_empty(rows: pd.DataFrame, shape: Frame) -> Frame:
    """The shape without the columns in which no row has anything to say."""
    said = tuple(
        c for c in shape.columns if c.kind in ("flag", "count") or cells(rows, shape)[c.name].astype(bool).any()
    )
    return replace(shape, columns=said) if len(rows) else shape


def _linked(sheet: Worksheet, line: int, column: int, value: object, look: Look) -> bool:
    """Whether it is the address of a page on the web and became a link: nothing that opens a file or runs a program."""
    if not (isinstance(value, str) and len(value) <= LINK_LETTERS and re.fullmatch(r"https?://[^\s\"<>]+", value)):
        return False
    return bool(sheet.write_url(line, column, value, look.link, value) == 0)


def _as_dates(values: list[object]) -> list[object]:
    """Dates where each value is a day; else all as `2025-07-10`, `2023-11`, `2020`, which sort as texts."""
    dates = [_as_date(value) for value in values]
    if all(isinstance(day, date) for day, value in zip(dates, values, strict=True) if value):
        return dates
    return [
        f"{day:%Y-%m-%d}" if isinstance(day, date) else _year_first(value)
        for day, value in zip(dates, values, strict=True)
    ]


def _year_first(value: object) -> object:
    """`Nov 2023` as `2023-11`, `Q2 2026` as `2026-Q2`."""
    text = str(value or "")
    if re.fullmatch(r"[A-Z][a-z]{2} \d{4}", text):
        return f"{datetime.strptime(text, MONTH):%Y-%m}"
    if part := re.fullmatch(r"([QH]\d) (\d{4})", text):
        return f"{part[2]}-{part[1]}"
    return value


def _as_date(value: object) -> object:
    """`2025-07-10`, with its time if it has one, or `10 Jul 2025` as a date; a month or a year stays as it is said."""
    text = str(value or "")
    for pattern, form in FORMS.items():
        if re.fullmatch(pattern, text):
            day = datetime.strptime(text, form)
            return day if day.year >= FIRST_YEAR else value
    return value


def _width(title: str, values: list[object]) -> int:
    """Letters of what usually stands in the column: few columns are as wide as their widest cell."""
    lengths = sorted(
        DATE_LETTERS if isinstance(value, date) else len(str(value)) for value in values if value is not None
    )
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return min(WIDE, max(NARROW, len(title) + 3, usual + 2))


def _write(sheet: Worksheet, line: int, column: int, value: object, look: Look) -> None:
    if isinstance(value, datetime) and (value.hour or value.minute):
        sheet.write_datetime(line, column, value, look.minute)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, look.day)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value, look.number)
    elif value is not None:
        sheet.write_string(line, column, str(value)[:32_000], look.cell)


def _write_made(sheet: Worksheet, parcel: Parcel, look: Look) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    sheet.merge_range(0, 0, 0, 1, "", look.head)
    sheet.write_string(0, 0, text_cell(parcel.title), look.head)
    for line, (label, text) in enumerate(parcel.made.items(), start=1):
        sheet.write_string(line, 0, label)
        if not _linked(sheet, line, 1, text, look):
            sheet.write_string(line, 1, text_cell(text), look.cell)
