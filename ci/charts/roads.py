"""The way of a drug to its first approval in an indication."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ci.charts.rows import Row

DECISIONS = ("approval", "conditional-approval")
ENDS = ("withdrawal", "complete-response", "clinical-hold", "hold-lifted")
"""Acts that lead to no approval."""


@dataclass(frozen=True)
class Road:
    """Rows of the first designation or submission and of the first approval, and when they were."""

    rows: tuple[int, int]
    begins: pd.Timestamp
    ends: pd.Timestamp

    @property
    def years(self) -> float:
        return (self.ends - self.begins).days / 365.25


def road_of(done: Sequence[tuple[int, pd.Timestamp]], acts: Sequence[Row]) -> Road | None:
    """Of (row, day) of acts that were taken: the road, or none where one of its ends is not known."""
    ordered = sorted(done, key=lambda pair: pair[1])
    approved = next((pair for pair in ordered if acts[pair[0]]["subtype"] in DECISIONS), None)
    first = next((pair for pair in ordered if acts[pair[0]]["subtype"] not in (*DECISIONS, *ENDS)), None)
    if approved is None or first is None or first[1] >= approved[1]:
        return None
    return Road((first[0], approved[0]), first[1], approved[1])
