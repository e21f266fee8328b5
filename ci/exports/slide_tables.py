"""Native tables on a slide: the newest rows beside a picture, and rows where a picture has no native kind."""

from typing import Any

import pandas as pd
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from ci.acts import act_name, within
from ci.exports.parcel import Parcel
from ci.exports.safe import cells
from ci.exports.slide_box import LINE, POINT, SMALL, Box, Slide, cut_to, lines_of
from ci.exports.slide_text import INK, MUTED, clean
from ci.exports.worded import acts_in_words
from ci.frames import Column

COLUMNS_SHOWN, MOST_LINES = 6, 2
DATE, PAD, HEAD = int(Inches(1.12)), int(Inches(0.06)), int(Inches(0.32))
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without a grid and without a fill."""
GRID_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""The one with a thin grid."""
NO_SUM = ("", "not disclosed", "not known")
SHORT = {"approval": "", "conditional-approval": "conditional"}


def newest_table(slide: Slide, title: str, newest: pd.DataFrame, box: Box, parcel: Parcel) -> None:
    """The newest rows in words, as many as there is room for: date, what, and for what."""
    room = box.width - DATE - 2 * PAD
    said = [_in_words({str(key): value for key, value in row.items()}) for row in newest.to_dict("records")]
    texts = [
        (cut_to(clean(head), SMALL, room, MOST_LINES, is_bold=True), cut_to(clean(more), SMALL, room, MOST_LINES))
        for head, more in said[: box.height // HEAD]
    ]
    heights = [
        lines_high(lines_of(head, SMALL, room, is_bold=True) + (lines_of(more, SMALL, room) if more else 0))
        for head, more in texts
    ]
    count = _fitting(heights, box.height - HEAD)
    if not count:
        return
    table = add_table(slide, count + 1, 2, box._replace(height=HEAD + sum(heights[:count])), parcel, NO_STYLE)
    table.columns[0].width, table.columns[1].width = DATE, box.width - DATE
    for place, height in enumerate([HEAD, *heights[:count]]):
        table.rows[place].height = height
    table.cell(0, 0).merge(table.cell(0, 1))
    write(table.cell(0, 0), title + f" ({count} of {len(newest)})" * (count < len(newest)), 12, is_bold=True)
    for place, (when, (head, more)) in enumerate(zip(newest["when"].head(count), texts, strict=False), start=1):
        write(table.cell(place, 0), str(when), SMALL, ink=MUTED, is_high=True)
        cell = table.cell(place, 1)
        write(cell, head, SMALL, is_bold=True, is_high=True)
        if more:
            _second_line(cell, more)


def lines_high(lines: int) -> int:
    return int(lines * SMALL * LINE * POINT) + PAD


def _fitting(heights: list[int], room: int) -> int:
    """How many rows fit, one below the other."""
    count = 0
    while count < len(heights) and heights[count] <= room:
        room -= heights[count]
        count += 1
    return count


def _in_words(row: dict[str, Any]) -> tuple[str, str]:
    """(who and which authority, for what); of a deal (who with whom, what kind, on which drug and for how much)."""
    kind = act_name(row["subtype"], row.get("agency", ""))
    drugs = ", ".join(row["drugs"])
    if "agency" not in row:
        told = ": ".join(part for part in (kind, drugs) if part)
        return " and ".join(row["companies"]), f"{told}; {row['money']}" if row["money"] not in NO_SUM else told
    act = SHORT.get(row["subtype"], within(kind))
    return f"{drugs}: {row['agency']}{', ' * bool(act)}{act}", str(row["indication"] or "")


def _second_line(cell: Any, words: str) -> None:
    run = cell.text_frame.add_paragraph().add_run()
    run.text = words
    run.font.size, run.font.color.rgb = Pt(SMALL), MUTED


def rows(slide: Slide, parcel: Parcel, box: Box) -> None:
    """The first rows as a table, where the picture has no native kind: as many as there is room for."""
    columns = _readable(parcel)
    texts = acts_in_words(cells(parcel.rows, parcel.shape))
    width = box.width // len(columns)
    shown = [
        [cut_to(clean(str(row[c.name] or "")), SMALL, width - 2 * PAD, MOST_LINES) for c in columns]
        for row in texts.head(box.height // int(SMALL * LINE * POINT)).to_dict("records")
    ]
    heights = [_height(texts_of_row, width) for texts_of_row in shown]
    kept = _fitting(heights, box.height - 2 * HEAD)
    left = len(parcel.rows) - kept
    full = HEAD * (1 + bool(left)) + sum(heights[:kept])
    table = add_table(slide, kept + 1 + bool(left), len(columns), box._replace(height=full), parcel)
    for row, height in enumerate([HEAD, *heights[:kept], *[HEAD] * bool(left)]):
        table.rows[row].height = height
    for place, column in enumerate(columns):
        write(table.cell(0, place), column.title, SMALL, is_bold=True)
        for row in range(kept):
            write(table.cell(row + 1, place), shown[row][place], SMALL)
    if left:
        table.cell(kept + 1, 0).merge(table.cell(kept + 1, len(columns) - 1))
        write(table.cell(kept + 1, 0), f"and {left:,} more, in the workbook", SMALL, ink=MUTED)


def _readable(parcel: Parcel) -> list[Column]:
    """The first columns that say something of any row."""
    kinds = ("text", "list", "count")
    named = [c for c in parcel.shape.columns if c.kind in kinds and not c.name.endswith(("id", "ids", "url"))]
    said = [c for c in named if any(bool(value) for value in parcel.rows[c.name])]
    return (said or named)[:COLUMNS_SHOWN]


def _height(texts: list[str], width: int) -> int:
    return lines_high(max(lines_of(text, SMALL, width - 2 * PAD) for text in texts))


def add_table(
    slide: Slide, row_count: int, column_count: int, box: Box, parcel: Parcel, style: str = GRID_STYLE
) -> Any:
    height = min(box.height, row_count * int(Pt(24))) if style == GRID_STYLE else box.height
    frame = slide.shapes.add_table(row_count, column_count, box.left, box.top, box.width, height)
    describe(frame, parcel)
    frame._element.graphic.graphicData.tbl.tblPr.find(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
    ).text = style
    for row in frame.table.rows:
        row.height = height // row_count
        for cell in row.cells:
            cell.margin_top = cell.margin_bottom = 0
            _set_end(cell, SMALL)
    return frame.table


def share_width(table: Any, box: Box, first: float) -> None:
    others = len(table.columns) - 1
    table.columns[0].width = int(box.width * first)
    for column in list(table.columns)[1:]:
        column.width = int(box.width * (1 - first) / max(1, others))


def write(
    cell: Any,
    text: str,
    size: float,
    *,
    is_bold: bool = False,
    ink: Any = INK,
    is_high: bool = False,
    align: Any = None,
) -> None:
    cell.margin_top = cell.margin_bottom = 0
    cell.margin_left = cell.margin_right = PAD
    cell.vertical_anchor = MSO_ANCHOR.TOP if is_high else MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    if text:  # an empty run would stand 18 points high in LibreOffice
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, ink
    _set_end(cell, size)


def _set_end(cell: Any, size: float) -> None:
    """The size of no words: an empty cell keeps its row as high as that, and 18 points high where nothing says it."""
    cell.text_frame.paragraphs[0]._p.get_or_add_endParaRPr().set("sz", str(int(size * 100)))


def describe(frame: Any, parcel: Parcel) -> None:
    """The words for a reader who does not see the picture."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(f"{parcel.title}. {parcel.filters}"))
