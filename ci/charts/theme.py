"""Colours, shapes and words of every chart: one encoding means one thing in the whole product.

Mechanism = hue (Tol muted); agency = Okabe-Ito colour, and its name beside the mark; act = shape; stage = position or
lightness.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from ci.charts.looks import OTHER, Look
from ci.model import MechanismCategory
from ci.when import When

FONT = "Source Sans Pro, Segoe UI, Helvetica, Arial, Noto Sans CJK SC, sans-serif"
"""No name with a digit of its own: an SVG would not read the list."""

MECHANISM_NAMES: dict[str, str] = {
    MechanismCategory.BCL2_FAMILY: "BCL-2 family",
    MechanismCategory.MDM2_P53: "MDM2-p53",
    MechanismCategory.P53_REACTIVATION: "p53 reactivation",
    MechanismCategory.IAP: "IAP family",
    MechanismCategory.DEATH_RECEPTOR: "Death receptors",
    MechanismCategory.CASPASE: "Caspases",
    MechanismCategory.MITOCHONDRIAL: "Mitochondrial activators",
    MechanismCategory.INDIRECT: "Indirect inducers",
}

GRID = "rgba(128,140,155,.25)"
"""Grid lines that are faint on light and on dark paper."""

ACT_SHAPES: dict[str, str] = {
    "approval": "circle",
    "conditional-approval": "diamond",
    "positive-opinion": "triangle-up",
    "submission": "triangle-right",
    "acceptance": "triangle-down",
    "priority-review": "star",
    "breakthrough": "hexagram",
    "fast-track": "triangle-ne",
    "orphan": "square",
    "rare-pediatric": "pentagon",
    "ind-clearance": "cross",
    "clinical-hold": "bowtie",
    "hold-lifted": "star-diamond",
    "complete-response": "hourglass",
    "withdrawal": "x",
}


MARKETING_ACTS = ("approval", "conditional-approval", "withdrawal", "complete-response")
"""The acts that decide whether a drug is on the market: drawn large, and placed first in their lane."""


@dataclass(frozen=True)
class DealFamily:
    """Kinds of deals that a reader takes together: one colour, one dash, one pattern."""

    id: str
    name: str
    subtypes: tuple[str, ...]
    dash: str
    pattern: str


DEAL_FAMILIES: tuple[DealFamily, ...] = (
    DealFamily("license", "Licence or option", ("license", "option"), "solid", ""),
    DealFamily("acquisition", "Acquisition", ("acquisition",), "9px,3px", "\\"),
    DealFamily(
        "collaboration",
        "Joint work",
        ("clinical-collaboration", "research-collaboration", "co-development"),
        "4px,3px",
        "/",
    ),
    DealFamily("commercial", "Sales or venture", ("commercialization", "joint-venture"), "9px,3px,2px,3px", "x"),
    DealFamily("termination", "Termination", ("termination",), "1.5px,3px", "."),
)


def mechanism_id(text: str) -> str:
    """The category's id, given its id or its name; "other" for anything else."""
    if text in MECHANISM_NAMES:
        return text
    named = {name.casefold(): key for key, name in MECHANISM_NAMES.items()}
    return named.get(text.casefold(), OTHER)


def mechanism_name(text: str) -> str:
    """The words for a category: "MDM2-p53" for `mdm2-p53`; "Other mechanisms" where none is known."""
    return MECHANISM_NAMES.get(text, text if text and text != OTHER else "Other mechanisms")


def family_of(subtype: str) -> DealFamily:
    """The family of a kind of deal; one that nobody knows counts as joint work."""
    return next((f for f in DEAL_FAMILIES if subtype in f.subtypes), DEAL_FAMILIES[2])


def slip_words(slips: Sequence[str]) -> str:
    """("2025-12", "2026-03") -> "Before: Dec 2025, then Mar 2026"."""
    if not slips:
        return "No earlier date is known"
    return f"Before: {', then '.join(str(When.parse(slip)) for slip in slips)}"


def plain(text: str) -> str:
    """Text from the web as plotly shows it: its markup is shown, not obeyed."""
    return html.escape(text, quote=False)


def short(text: str, length: int = 90) -> str:
    """The start of a text, cut at a word."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


_FORMS = " (?:Therapeutics|Pharmaceuticals?|Pharma|Biopharma(?:ceuticals?)?|Biosciences?|Oncology|Medicines?)$"


def short_company(name: str, length: int) -> str:
    """Where there is no room for all of it, what a company is called in speech: without its form, then cut."""
    return short(name if len(name) <= length else re.sub(_FORMS, "", name), length)


SMALLEST_PX = 10.5
"""No letters of a chart are smaller on a wide page, or in a picture."""
BUTTONS_PX = 26
UNSEEN: dict[str, Any] = {"opacity": 0, "maxdisplayed": 1}
"""The look of marks that only the pointer finds. It finds those too that plotly leaves out, and hundreds of shapes that
nobody sees take a browser half the time of a chart."""


def label_margin(labels: Iterable[str]) -> int:
    """Room in pixels for the longest label left of a plot; plotly's own reckoning cuts long ones."""
    return 14 + round(7.2 * max((len(label) for label in labels), default=0))


class Figure(go.Figure):  # type: ignore[misc]
    """plotly's own, which takes what it is given: plotly checks every value and every path of every update, which took
    ten times as long as all the rest of a chart. tests/charts lets it check what is drawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, _validate=False, **kwargs)
        own: Any = self
        own._layout_validator = copy(own._layout_validator)
        for validator in (own._data_validator, own._layout_validator):
            validator.validate_coerce = partial(validator.validate_coerce, _validate=False)

    def _initialize_layout_template(self) -> None:
        """No template: plotly's own is large, and in the browser a template is a change whenever it is looked at."""

    def update_layout(self, dict1: Any = None, overwrite: bool = False, **parts: Any) -> "Figure":
        wanted = {**(dict1 or {}), **parts}
        own: Any = self
        own.layout = wanted if overwrite else laid_over(own._layout, wanted)  # plotly copies what it is given
        return self

    def plain(self) -> dict[str, Any]:
        """Its data and layout as JSON has them, days as texts."""
        own: Any = self
        told: dict[str, Any] = json.loads(PlotlyJSONEncoder().encode({"data": own._data, "layout": own._layout}))
        return told


T = TypeVar("T")


def trace(kind: Callable[..., T], **parts: Any) -> T:
    """A trace of this kind, unchecked as the figure that takes it."""
    return kind(_validate=False, **parts)


def laid_over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """What `above` says, and below it what it says nothing of."""
    laid = dict(below)
    for name, value in above.items():
        under = laid.get(name)
        laid[name] = laid_over(under, value) if isinstance(under, dict) and isinstance(value, Mapping) else value
    return laid


def canvas(height: int) -> go.Figure:
    """An empty figure in the house style; the colour of its texts is the page's, or the frame's when it leaves.

    `uirevision` keeps zoom over reruns, `selectionrevision` lets go of the mark that was chosen.
    """
    figure = Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "autoexpand": True},
        font={"family": FONT, "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left", "font": {"family": FONT, "size": 13}, "namelength": -1},
        uirevision="kept",
        selectionrevision=0,
        dragmode="pan",
        clickmode="event+select",
    )
    return figure


def dressed(figure: go.Figure, look: Look) -> go.Figure:
    """The figure in the colours of the page that shows it; changes and returns it."""
    for trace in figure.data:
        if trace.type in ("scatter", "bar"):  # a chosen mark opens its proof; the others stay what they are
            opacity = getattr(trace.marker, "opacity", None)
            kept = {"marker": {"opacity": 1 if opacity is None else opacity}}
            # where the colour of a chosen text is set, plotly does not pale the other texts
            trace.selected, trace.unselected = {**kept, "textfont": {"color": look.text}}, kept
    axis = {"tickfont": {"color": look.text, "size": 12}, "linecolor": look.faint}
    return figure.update_layout(
        font={"color": look.text},
        legend={"font": {"color": look.text}, **_legend_below_buttons(figure.layout)},
        hoverlabel={"bgcolor": look.paper, "bordercolor": look.muted, "font": {"color": look.text}},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": look.muted, "activecolor": look.text},
        xaxis=axis,
        yaxis=axis,
        **_below_buttons(figure.layout),
    )


def _below_buttons(layout: go.Layout) -> dict[str, Any]:
    """Room above for the buttons that plotly shows over a chart: they would cover words."""
    height, top = layout.height, layout.margin.t or 0
    if height is None:
        return {}
    return {"height": height + BUTTONS_PX, "margin": {"t": top + BUTTONS_PX}}


def _legend_below_buttons(layout: go.Layout) -> dict[str, Any]:
    if layout.height is None or layout.legend.y is None or layout.legend.yref != "container":
        return {}
    return {"y": layout.legend.y * layout.height / (layout.height + BUTTONS_PX)}


def empty_figure(sentence: str) -> go.Figure:
    """A figure without axes that says in one sentence why nothing is drawn."""
    figure = canvas(160)
    figure.update_layout(
        xaxis={"visible": False},
        yaxis={"visible": False},
        annotations=[
            {"text": plain(sentence), "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
        ],
    )
    return figure
