"""What a picture must say when it leaves the product: finding, filter, date, version, count, source, product."""

import textwrap
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts.theme import LIGHT, plain

PRODUCT = "Apoptoscope"


@dataclass(frozen=True)
class Caption:
    """The words around a picture. `title` is the finding; `filters` the sentence above the page."""

    title: str
    filters: str
    as_of: str
    version: str
    shown_count: int
    row_is: str
    sources: str

    @property
    def source_line(self) -> str:
        """ "Source: 30 curated rows, 4 read in articles · curated data 2026-11-20 · as of 21 Nov 2026 · n = 34 …"."""
        return (
            f"Source: {self.sources} · curated data {self.version} · as of {self.as_of} · "
            f"n = {self.shown_count} ({self.row_is}) · {PRODUCT}"
        )


def framed(figure: go.Figure, caption: Caption, width: int = 1600) -> go.Figure:
    """A copy of a figure on white paper with its caption around it, ready to be taken out of the product."""
    letters = max(30, width // 13)
    title = "<br>".join(textwrap.wrap(plain(caption.title), letters)) or PRODUCT
    filters = "<br>".join(textwrap.wrap(plain(caption.filters), int(letters * 1.5)))
    source = "<br>".join(textwrap.wrap(plain(caption.source_line), int(letters * 1.8)))
    lines = title.count("<br>") + filters.count("<br>") + source.count("<br>")
    made = go.Figure(figure)
    margin = made.layout.margin.to_plotly_json()
    top, bottom = 96 + 24 * lines, 56
    inner = (made.layout.height or 450) - (margin.get("t") or 0) - (margin.get("b") or 0)
    height = inner + top + bottom + (margin.get("t") or 0) + (margin.get("b") or 0)
    made.update_layout(
        title={
            "text": f"<b>{title}</b><br><span style='font-size:0.72em'>{filters}</span>",
            "x": 0,
            "xref": "container",
            "pad": {"l": 24},
            "y": 1 - 22 / height,
            "yanchor": "top",
            "yref": "container",
            "font": {"size": 24, "color": LIGHT.text},
        },
        paper_bgcolor=LIGHT.paper,
        plot_bgcolor=LIGHT.paper,
        height=height,
        margin={
            "l": max(24, margin.get("l") or 0),
            "r": max(24, margin.get("r") or 0),
            "t": top + (margin.get("t") or 0),
            "b": bottom + (margin.get("b") or 0),
        },
    )
    made.add_annotation(
        text=source,
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        yshift=-(margin.get("b") or 0) - 14,
        align="left",
        showarrow=False,
        font={"size": 12, "color": LIGHT.muted},
    )
    return made
