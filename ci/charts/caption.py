"""What a picture must say when it leaves the product: finding, filter, date, version, count, source, product."""

import re
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts.looks import LIGHT
from ci.charts.measure import folded_to
from ci.charts.theme import plain
from ci.when import When

PRODUCT = "Apoptoscope"
TITLE_PX, SOURCE_PX, EDGE_PX = 24, 12, 24
FILTERS_SHARE = 0.72
"""The sentence of the filter is so much smaller than the title."""


@dataclass(frozen=True)
class Caption:
    """The words around a picture. `title` is the finding; `filters` the sentence above the page; `version` that of the
    curated data, a day and a code."""

    title: str
    filters: str
    as_of: str
    version: str
    shown_count: int
    row_is: str
    sources: str

    @property
    def source_line(self) -> str:
        """ "Source: 30 curated rows, 4 articles · curated data of 20 Nov 2026 · as of 21 Nov 2026 · n = 34 …"."""
        return (
            f"Source: {self.sources} · {data_of(self.version)} · as of {self.as_of} · "
            f"n = {self.shown_count:,} ({self.row_is}) · {PRODUCT}"
        )


def data_of(version: str) -> str:
    """`curated data of 20 Nov 2026`: the day of a version; what tells two of one day apart is for About alone."""
    day = version.partition(" ")[0]
    return f"curated data of {When.parse(day)}" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "curated data, not dated"


def framed(figure: go.Figure, caption: Caption, width: int = 1600) -> go.Figure:
    """A copy of a figure on white paper with its caption around it, ready to be taken out of the product.

    Its words are folded for a picture so wide: plotly neither folds a line nor says that the edge cuts it.
    """
    room = width - 2 * EDGE_PX
    title = _lines(caption.title, room, TITLE_PX, is_bold=True) or PRODUCT
    filters = _lines(caption.filters, room, TITLE_PX * FILTERS_SHARE)
    source = _lines(caption.source_line, room, SOURCE_PX)
    made = go.Figure(figure)
    margin = made.layout.margin.to_plotly_json()
    left, top, bottom = (margin.get(side) or 0 for side in "ltb")
    head = 104 + 28 * title.count("<br>") + 20 * filters.count("<br>")
    foot = 44 + 16 * source.count("<br>")
    old = made.layout.height or 450
    height = old + head + foot
    made.update_layout(
        template="plotly_white",
        font={"color": LIGHT.text},
        title={
            "text": f"<b>{title}</b><br><span style='font-size:{FILTERS_SHARE}em'>{filters}</span>",
            "x": 0,
            "xref": "container",
            "pad": {"l": EDGE_PX},
            "y": 1 - 34 / height,
            "yanchor": "top",
            "yref": "container",
            "font": {"size": TITLE_PX, "color": LIGHT.text},
        },
        paper_bgcolor=LIGHT.paper,
        plot_bgcolor=LIGHT.paper,
        height=height,
        margin={"l": left + 16, "r": max(32, margin.get("r") or 0), "t": top + head, "b": bottom + foot},
    )
    if made.layout.legend.y is not None:
        made.layout.legend.update(y=1 - (head + (1 - made.layout.legend.y) * old) / height, x=EDGE_PX / width)
    made.add_annotation(
        text=source,
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        xshift=-left + 6,
        yshift=-bottom - 12,
        align="left",
        showarrow=False,
        font={"size": SOURCE_PX, "color": LIGHT.muted},
    )
    return made


def _lines(text: str, room: float, size: float, *, is_bold: bool = False) -> str:
    return "<br>".join(plain(line) for line in folded_to(text, room / size, is_bold=is_bold))
