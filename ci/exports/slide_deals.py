"""The deals behind a network that leaves no room beside it: native tables on slides of their own, the newest first."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ci.acts import act_name, who_with_whom
from ci.exports.parcel import Parcel
from ci.exports.slide_box import SMALL, Box, Slide, cut_to, lines_of
from ci.exports.slide_leaf import Leaf
from ci.exports.slide_tables import HEAD, MOST_LINES, NO_SUM, PAD, add_table, lines_high, write
from ci.exports.slide_text import MUTED, clean

COLUMNS = (("Date", 0.1), ("Who with whom", 0.32), ("What", 0.2), ("On", 0.18), ("For how much", 0.2))
"""Each with its share of the width."""
MOST_SLIDES = 4
"""A talk needs no more; the rest is in the workbook."""

Texts = tuple[str, ...]


def deal_tables(parcel: Parcel, box: Box) -> list[Leaf]:
    """No more than so many slides; the last one says how many deals are left."""
    newest = parcel.rows.sort_values("starts_on", ascending=False, kind="stable")
    ids = list(newest["event_id"])
    deals = [_fitting(_told(deal), box.width) for deal in newest.to_dict("records")]
    ends = list(_ends([_height(deal, box.width) for deal in deals], box.height - 2 * HEAD))[:MOST_SLIDES]
    leaves, start = [], 0
    for number, end in enumerate(ends, start=1):
        title = f"The deals, the newest first: {start + 1} to {end} of {len(deals)}"
        left = len(deals) - end if number == len(ends) else 0
        leaves.append(Leaf(partial(_draw, parcel, deals[start:end], left), title, tuple(ids[start:end])))
        start = end
    return leaves


def _told(deal: dict[Any, Any]) -> Texts:
    what = ", ".join(part for part in (act_name(deal["subtype"]), deal["status"], deal["amends"]) if part)
    who = who_with_whom(deal["companies"], deal["roles"], deal["subtype"])
    money = "" if deal["money"] in NO_SUM else deal["money"]
    return (deal["when"], who, what, ", ".join(deal["drugs"]), money)


def _fitting(texts: Sequence[str], width: int) -> Texts:
    rooms = (_room(share, width) for _, share in COLUMNS)
    return tuple(cut_to(clean(text), SMALL, room, MOST_LINES) for text, room in zip(texts, rooms, strict=True))


def _room(share: float, width: int) -> int:
    return int(width * share) - 2 * PAD


def _height(texts: Texts, width: int) -> int:
    pairs = zip(texts, COLUMNS, strict=True)
    return lines_high(max(lines_of(text, SMALL, _room(share, width)) for text, (_, share) in pairs))


def _ends(heights: Sequence[int], room: int) -> Iterator[int]:
    """After which row each slide is full."""
    used = 0
    for place, height in enumerate(heights):
        if used and used + height > room:
            yield place
            used = 0
        used += height
    if heights:
        yield len(heights)


def _draw(parcel: Parcel, deals: Sequence[Texts], left: int, slide: Slide, box: Box) -> None:
    heights = [HEAD, *(_height(deal, box.width) for deal in deals), *[HEAD] * bool(left)]
    table = add_table(slide, len(heights), len(COLUMNS), box._replace(height=sum(heights)), parcel)
    for row, height in zip(table.rows, heights, strict=True):
        row.height = height
    for place, (title, share) in enumerate(COLUMNS):
        table.columns[place].width = int(box.width * share)
        write(table.cell(0, place), title, SMALL, is_bold=True)
    for row, deal in enumerate(deals, start=1):
        for place, text in enumerate(deal):
            write(table.cell(row, place), text, SMALL)
    if left:
        last = len(heights) - 1
        table.cell(last, 0).merge(table.cell(last, len(COLUMNS) - 1))
        write(table.cell(last, 0), f"and {left:,} more, in the workbook", SMALL, ink=MUTED)
