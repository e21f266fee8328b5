"""The colours of charts, for light and for dark paper.

Mechanism = hue (Tol muted); agency = Okabe-Ito colour; kind of deal = Okabe-Ito colour; stage = lightness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ci.model import MechanismCategory

OTHER = "other"
"""The key of what has no colour of its own."""


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


def agency_colour(agency: str, look: Look) -> str:
    return look.agencies.get(agency, look.agencies[OTHER])


def tint(colour: str, share: float, paper: str) -> str:
    """`share` of a colour mixed into the paper's colour: lightness without transparency."""
    ink, ground = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colour, paper))
    return "#" + "".join(f"{round(g + (i - g) * share):02x}" for i, g in zip(ink, ground, strict=True))


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return max((WHITE, BLACK), key=lambda ink: _contrast(ink, colour))


def shade(colour: str, strength: float, paper: str) -> str:
    """A tint for a cell that carries a number, the further from the paper the greater `strength` (0 to 1) is.

    Tints in the middle between light and dark, on which neither ink stands out, are left out of the scale.
    """
    tints = _clear_tints(colour, paper)
    return tints[round(max(0.0, min(1.0, strength)) * (len(tints) - 1))]


@lru_cache(maxsize=256)
def _clear_tints(colour: str, paper: str) -> tuple[str, ...]:
    """From the faintest on; a little beyond the colour itself where its ink stands out only there."""
    beyond = WHITE if _luminance(paper) < 0.5 else BLACK
    tints = [tint(colour, FAINTEST + (1 - FAINTEST) * step / STEPS, paper) for step in range(STEPS + 1)]
    if not _is_clear(colour):
        tints += [tint(beyond, 0.02 * step, colour) for step in range(1, 13)]
    return tuple(filter(_is_clear, tints))


def _is_clear(colour: str) -> bool:
    return max(_contrast(ink, colour) for ink in (WHITE, BLACK)) >= CLEAR


WHITE, BLACK = "#ffffff", "#14191f"
CLEAR, FAINTEST, STEPS = 6.5, 0.2, 60
"""The contrast of a number in a cell: in the middle between light and dark neither ink has much more than 4.5."""


def _contrast(one: str, other: str) -> float:
    """By WCAG: 1 for the same, 21 for black on white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


HALO = 6
"""So many shadows in the colour of the paper make words readable on a band or a line."""


def halo(look: Look) -> str:
    """For `textfont.shadow`."""
    return ", ".join([f"0 0 3px {look.paper}"] * HALO)
