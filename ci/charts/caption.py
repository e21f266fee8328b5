"""What a picture must say when it leaves the product: finding, filter, date, version, count, source, product."""

import re
import textwrap
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts.looks import LIGHT
from ci.charts.theme import plain
from ci.when import When

PRODUCT = "Apoptoscope"


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
    """A copy of a figure on white paper with its caption around it, ready to be taken out of the product."""
    letters = max(30, width // 13)
    title = "<br>".join(textwrap.wrap(plain(caption.title), letters)) or PRODUCT
    filters = "<br>".join(textwrap.wrap(plain(caption.filters), int(letters * 1.5)))
    source = "<br>".join(textwrap.wrap(plain(caption.source_line), int(letters * 1.8)))
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
            "text": f"<b>{title}</b><br><span style='font-size:0.72em'>{filters}</span>",
            "x": 0,
            "xref": "container",
            "pad": {"l": 24},
            "y": 1 - 34 / height,
            "yanchor": "top",
            "yref": "container",
            "font": {"size": 24, "color": LIGHT.text},
        },
        paper_bgcolor=LIGHT.paper,
        plot_bgcolor=LIGHT.paper,
        height=height,
        margin={"l": left + 16, "r": max(32, margin.get("r") or 0), "t": top + head, "b": bottom + foot},
    )
    if made.layout.legend.y is not None:
        made.layout.legend.update(y=1 - (head + (1 - made.layout.legend.y) * old) / height, x=24 / width)
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
        font={"size": 12, "color": LIGHT.muted},
    )
    return made
