"""How far drugs got: how many reached each stage."""

import pandas as pd
import plotly.graph_objects as go

from ci.charts.looks import LIGHT, Look, ink_on, tint
from ci.charts.theme import (
    canvas,
    empty_figure,
    plain,
    trace,
)
from ci.model import STAGES

FURTHER = "or further"
"""Stands beside the stage in the custom data of a bar."""


def stage_funnel(landscape: pd.DataFrame, look: Look = LIGHT) -> go.Figure:
    """One bar a stage: drugs that ever got there or further; a later stage is darker. Draws frames.LANDSCAPE."""
    reached = counts(landscape)
    if not reached.get(STAGES[0]):
        return empty_figure("No drug with a known stage matches these filters.")
    fills = [tint(look.node, 0.35 + 0.13 * rank, look.paper) for rank in range(len(STAGES))]
    figure = canvas(250)
    figure.add_trace(
        trace(
            go.Bar,
            x=[reached[stage] for stage in STAGES],
            y=list(range(len(STAGES))),
            orientation="h",
            text=[str(reached[stage]) for stage in STAGES],
            textposition="auto",
            textfont={"color": [ink_on(fill) for fill in fills], "size": 12},
            outsidetextfont={"color": look.text},
            insidetextanchor="end",
            marker={"color": fills, "line": {"width": 1, "color": look.outline}},
            hovertext=[
                f"{reached[stage]} drugs reached {plain(stage)} or further<br>Click for evidence" for stage in STAGES
            ],
            customdata=[[stage, FURTHER] for stage in STAGES],
            hoverinfo="text",
            showlegend=False,
        )
    )
    figure.update_layout(
        margin={"l": 92, "r": 10, "t": 8, "b": 8},
        bargap=0.22,
        xaxis={"visible": False, "rangemode": "tozero", "fixedrange": True},
        yaxis={
            "tickvals": list(range(len(STAGES))),
            "ticktext": list(STAGES),
            "range": [len(STAGES) - 0.45, -0.55],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        dragmode=False,
    )
    return figure


def finding(landscape: pd.DataFrame) -> str:
    """The title: how many were ever approved."""
    reached = counts(landscape)
    drugs = landscape["drug_id"].nunique()
    if not drugs:
        return "No drug"
    without = drugs - reached[STAGES[0]]
    said = f"{reached['approved']} of {drugs} drug{'s' * (drugs != 1)} {'were' if drugs != 1 else 'was'} ever approved"
    return f"{said}; {without} {'has' if without == 1 else 'have'} no stage" if without else said


def drugs_behind(landscape: pd.DataFrame, stage: str) -> pd.DataFrame:
    """The rows of the drugs that a bar counts."""
    return landscape[landscape["peak_stage"].isin(STAGES[STAGES.index(stage) :])]


def counts(landscape: pd.DataFrame) -> dict[str, int]:
    """Stage -> drugs that ever got there or further."""
    stages = landscape.drop_duplicates("drug_id")["peak_stage"]
    ranks = [STAGES.index(stage) for stage in stages if stage in STAGES]
    return {stage: sum(rank >= place for rank in ranks) for place, stage in enumerate(STAGES)}
