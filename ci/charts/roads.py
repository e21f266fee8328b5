"""The way of a drug to its first approval in an indication."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ci.charts.rows import Row

DECISIONS = ("approval", "conditional-approval")
BEGINNINGS = (
    *("orphan", "breakthrough", "fast-track", "rare-pediatric"),
    *("priority-review", "submission", "acceptance"),
)
"""Designations and submissions: what may begin the way to an approval."""


@dataclass(frozen=True)
class Road:
    """Rows of the first designation or submission at an agency and of its first approval, and when they were."""

    rows: tuple[int, int]
    begins: pd.Timestamp
    ends: pd.Timestamp
    agency: str

    @property
    def years(self) -> float:
        return (self.ends - self.begins).days / 365.25


def road_of(done: Sequence[tuple[int, pd.Timestamp]], acts: Sequence[Row]) -> Road | None:
    """Of (row, day) of acts that were taken: the road at one agency, the first of those that approved whose road is
    known at both ends; none where there is no such agency. One agency's designation says nothing of another's time."""
    roads = [
        road
        for agency in dict.fromkeys(_agency(acts, pair) for pair in done)
        if agency
        for road in [_at(agency, done, acts)]
        if road
    ]
    return min(roads, key=lambda road: (road.ends, road.begins), default=None)


def _at(agency: str, done: Sequence[tuple[int, pd.Timestamp]], acts: Sequence[Row]) -> Road | None:
    ordered = sorted((pair for pair in done if _agency(acts, pair) == agency), key=lambda pair: pair[1])
    approved = next((pair for pair in ordered if acts[pair[0]]["subtype"] in DECISIONS), None)
    first = next((pair for pair in ordered if acts[pair[0]]["subtype"] in BEGINNINGS), None)
    if approved is None or first is None or first[1] >= approved[1]:
        return None
    return Road((first[0], approved[0]), first[1], approved[1], agency)


def _agency(acts: Sequence[Row], pair: tuple[int, pd.Timestamp]) -> str:
    return str(acts[pair[0]]["agency"])
