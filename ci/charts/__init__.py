"""Pure functions: frame -> plotly figure. Each names the frame that it draws; none filters, asks or knows the page."""

from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go

from ci.charts import approvals, collaborations, deals, funnel, landscape, owners, partners, reading, tree, yearly
from ci.frames import APPROVALS, COLLABORATIONS, LANDSCAPE, READING, TARGETS, YEARLY, Frame


@dataclass(frozen=True)
class Chart:
    """A chart: what draws it, what it draws, and the sentence that its picture carries as its title."""

    draw: Callable[..., go.Figure]
    finding: Callable[..., str]
    frame: Frame
    slide: str = "rows"
    """How a slide shows it: a native chart (bars, lines), a native table (matrix, rows), native shapes (the others)."""
    says: tuple[str, ...] = ()
    """The options that its finding depends on."""


CHARTS: dict[str, Chart] = {
    "approval-timeline": Chart(
        approvals.approval_timeline, approvals.finding, APPROVALS, "timeline", ("by_indication", "only")
    ),
    "company-network": Chart(collaborations.company_network, collaborations.finding, COLLABORATIONS, "network"),
    "deals-over-time": Chart(deals.deals_over_time, deals.finding, COLLABORATIONS, "bars"),
    "top-partners": Chart(partners.top_partners, partners.finding, COLLABORATIONS, "bars", ("focus",)),
    "mechanism-flows": Chart(partners.mechanism_flows, partners.flows_finding, COLLABORATIONS),
    "stage-matrix": Chart(landscape.stage_matrix, landscape.finding, LANDSCAPE, "matrix"),
    "target-gaps": Chart(landscape.target_gaps, landscape.gaps_finding, TARGETS, "matrix"),
    "company-matrix": Chart(owners.company_matrix, owners.owners_finding, LANDSCAPE, "matrix"),
    "mechanism-treemap": Chart(tree.mechanism_treemap, tree.tree_finding, LANDSCAPE),
    "company-pair": Chart(owners.company_pair, owners.pair_finding, LANDSCAPE, "matrix", ("pair",)),
    "stage-funnel": Chart(funnel.stage_funnel, funnel.finding, LANDSCAPE, "bars"),
    "deals-by-year": Chart(yearly.deals_by_year, yearly.deals_finding, YEARLY, "bars"),
    "acts-by-year": Chart(yearly.acts_by_year, yearly.acts_finding, YEARLY, "bars"),
    "mechanism-momentum": Chart(yearly.mechanism_momentum, yearly.momentum_finding, YEARLY, "matrix"),
    "reading-by-round": Chart(reading.reading_by_round, reading.finding, READING, "lines"),
}
