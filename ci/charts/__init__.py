"""Pure functions: frame -> plotly figure. Each names the frame that it draws; none filters, asks or knows the page."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ci.charts import approvals, collaborations, deals, landscape, reading
from ci.frames import APPROVALS, COLLABORATIONS, LANDSCAPE, READING, Frame


@dataclass(frozen=True)
class Chart:
    """A chart: what draws it, what it draws, and the sentence that its picture carries as its title."""

    draw: Callable[..., go.Figure]
    finding: Callable[[pd.DataFrame], str]
    frame: Frame


CHARTS: dict[str, Chart] = {
    "approval-timeline": Chart(approvals.approval_timeline, approvals.finding, APPROVALS),
    "company-network": Chart(collaborations.company_network, collaborations.finding, COLLABORATIONS),
    "deals-over-time": Chart(deals.deals_over_time, deals.finding, COLLABORATIONS),
    "stage-matrix": Chart(landscape.stage_matrix, landscape.finding, LANDSCAPE),
    "company-matrix": Chart(landscape.company_matrix, landscape.owners_finding, LANDSCAPE),
    "mechanism-treemap": Chart(landscape.mechanism_treemap, landscape.tree_finding, LANDSCAPE),
    "reading-by-round": Chart(reading.reading_by_round, reading.finding, READING),
}
