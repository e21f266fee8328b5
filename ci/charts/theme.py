"""Colours, shapes and words of every chart: one encoding means one thing in the whole product.

Mechanism = hue (Tol muted); agency = Okabe-Ito colour, and its name beside the mark; act = shape; stage = position or
lightness.
"""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.model import SUBTYPES, MechanismCategory

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

OTHER = "other"
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
    "clinical-hold": "x",
    "hold-lifted": "bowtie",
    "complete-response": "hourglass",
    "withdrawal": "octagon",
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


@dataclass(frozen=True)
class Look:
    """The colours of one theme. Texts and axes follow the page; these are the colours of marks."""

    is_dark: bool
    text: str
    muted: str
    faint: str
    paper: str
    outline: str
    node: str
    mechanisms: Mapping[str, str]
    agencies: Mapping[str, str]
    deals: Mapping[str, str]


LIGHT = Look(
    is_dark=False,
    text="#1b2430",
    muted="#5a6675",
    faint="#e3e7ec",
    paper="#ffffff",
    outline="#3a4552",
    node="#45566b",
    mechanisms={
        MechanismCategory.BCL2_FAMILY: "#332288",
        MechanismCategory.MDM2_P53: "#88CCEE",
        MechanismCategory.P53_REACTIVATION: "#44AA99",
        MechanismCategory.IAP: "#117733",
        MechanismCategory.DEATH_RECEPTOR: "#CC6677",
        MechanismCategory.CASPASE: "#DDCC77",
        MechanismCategory.MITOCHONDRIAL: "#882255",
        MechanismCategory.INDIRECT: "#999933",
        OTHER: "#9aa3ad",
    },
    agencies={
        "FDA": "#0072B2",
        "EMA": "#E69F00",
        "NMPA": "#D55E00",
        "PMDA": "#CC79A7",
        "MHRA": "#009E73",
        "Health Canada": "#56B4E9",
        "TGA": "#B8A900",
        "Swissmedic": "#5b4a8a",
        OTHER: "#7b8794",
    },
    deals={
        "license": "#0072B2",
        "acquisition": "#D55E00",
        "collaboration": "#009E73",
        "commercial": "#CC79A7",
        "termination": "#5a6675",
    },
)

DARK = Look(
    is_dark=True,
    text="#e8edf3",
    muted="#a7b2bf",
    faint="#2c3642",
    paper="#10161d",
    outline="#dfe5ec",
    node="#b9c6d6",
    mechanisms={
        MechanismCategory.BCL2_FAMILY: "#9a8ff0",
        MechanismCategory.MDM2_P53: "#88CCEE",
        MechanismCategory.P53_REACTIVATION: "#5cc9b7",
        MechanismCategory.IAP: "#52b873",
        MechanismCategory.DEATH_RECEPTOR: "#e58b9a",
        MechanismCategory.CASPASE: "#DDCC77",
        MechanismCategory.MITOCHONDRIAL: "#d66aa5",
        MechanismCategory.INDIRECT: "#c0c05a",
        OTHER: "#9aa3ad",
    },
    agencies={
        "FDA": "#4ba3e3",
        "EMA": "#E69F00",
        "NMPA": "#f0803c",
        "PMDA": "#dd94bd",
        "MHRA": "#2fc79a",
        "Health Canada": "#8ed0f5",
        "TGA": "#F0E442",
        "Swissmedic": "#a797dd",
        OTHER: "#a7b2bf",
    },
    deals={
        "license": "#4ba3e3",
        "acquisition": "#f0803c",
        "collaboration": "#2fc79a",
        "commercial": "#dd94bd",
        "termination": "#a7b2bf",
    },
)


def subtype_name(subtype: str) -> str:
    """`fast-track` -> "Fast track designation"; a kind that nobody knows is shown as it stands."""
    for names in SUBTYPES.values():
        if subtype in names:
            return names[subtype]
    return subtype


def mechanism_id(text: str) -> str:
    """The category's id, given its id or its name; "other" for anything else."""
    if text in MECHANISM_NAMES:
        return text
    named = {name.casefold(): key for key, name in MECHANISM_NAMES.items()}
    return named.get(text.casefold(), OTHER)


def mechanism_name(text: str) -> str:
    """The words for a category: "MDM2-p53" for `mdm2-p53`; "Other mechanisms" where none is known."""
    return MECHANISM_NAMES.get(text, text if text and text != OTHER else "Other mechanisms")


def agency_colour(agency: str, look: Look) -> str:
    return look.agencies.get(agency, look.agencies[OTHER])


def family_of(subtype: str) -> DealFamily:
    """The family of a kind of deal; one that nobody knows counts as joint work."""
    return next((f for f in DEAL_FAMILIES if subtype in f.subtypes), DEAL_FAMILIES[2])


def plain(text: str) -> str:
    """Text from the web as plotly shows it: its markup is shown, not obeyed."""
    return html.escape(text, quote=False)


def short(text: str, length: int = 90) -> str:
    """The start of a text, cut at a word."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def label_margin(labels: Iterable[str]) -> int:
    """Room in pixels for the longest label left of a plot; plotly's own reckoning cuts long ones."""
    return 14 + round(7.2 * max((len(label) for label in labels), default=0))


def tint(colour: str, share: float, paper: str) -> str:
    """`share` of a colour mixed into the paper's colour: lightness without transparency."""
    ink, ground = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colour, paper))
    return "#" + "".join(f"{round(g + (i - g) * share):02x}" for i, g in zip(ink, ground, strict=True))


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour (WCAG luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if (1.05 / (luminance + 0.05)) > ((luminance + 0.05) / 0.05) else "#14191f"


def canvas(height: int) -> go.Figure:
    """An empty figure in the house style; the colour of its texts is the page's, or the frame's when it leaves.

    `uirevision` keeps zoom over reruns.
    """
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "autoexpand": True},
        font={"family": FONT, "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left", "font": {"family": FONT, "size": 13}, "namelength": -1},
        uirevision="kept",
        dragmode="pan",
        clickmode="event+select",
    )
    return figure


def dressed(figure: go.Figure, look: Look) -> go.Figure:
    """The figure in the colours of the page that shows it; changes and returns it."""
    axis = {"tickfont": {"color": look.text, "size": 12}, "linecolor": look.faint}
    figure.update_layout(
        template="none",
        font={"color": look.text},
        legend={"font": {"color": look.text}},
        hoverlabel={"bgcolor": look.paper, "bordercolor": look.muted, "font": {"color": look.text}},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": look.muted, "activecolor": look.text},
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


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
