"""What a download may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from ci.frames import Frame


@dataclass(frozen=True)
class Parcel:
    """All that a download may hold: the rows shown, their proofs, the figure with its caption, and how it was made."""

    title: str
    rows: pd.DataFrame
    shape: Frame
    evidence: pd.DataFrame
    figure: go.Figure | None = None
    """With its caption around it."""
    also: tuple[tuple[Frame, pd.DataFrame], ...] = ()
    """Further rows that the figure shows."""
    made: dict[str, str] = field(default_factory=dict)
    """Label -> text: subject, filter, as-of date, data version, number of rows, product."""
    drawing: go.Figure | None = None
    """The figure alone, for what draws it anew with native shapes."""
    slide: str = "rows"
    """How a slide shows it: a key of slides.BODIES."""
    filters: str = ""
    source_line: str = ""
    address: str = ""
    """Link back to the page with this filter."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """File ending -> the picture that the reader's browser made of the chart."""
    stem: str = "apoptoscope"
    """File name without its ending."""
