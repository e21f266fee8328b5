"""Marks of one lane that would touch go to levels of their own."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

MARK_PX, RING_PX, LETTER_PX = 18, 4, 6.4
DAY = 86_400_000_000_000
"""In nanoseconds."""


NOTHING = pd.Timedelta(0)


@dataclass(frozen=True)
class Mark:
    """One act in one lane; `row` is its position in the frame, `label` the agency that is printed beside it."""

    row: int
    middle: pd.Timestamp
    is_marketing: bool
    label: str
    is_first: bool = False
    half: pd.Timedelta = NOTHING
    """Of the bar behind it, where a date is known to no month: the label stands right of the bar."""

    @property
    def needs_px(self) -> float:
        """The room that mark and label take to the right of its middle."""
        return MARK_PX + LETTER_PX * len(self.label)


def spread(marks: list[Mark], days_per_px: float) -> list[list[Mark]]:
    """First fit: decisions take the first level; what would touch a neighbour, or its label, goes one level down."""
    levels: list[list[Mark]] = []
    times: list[list[int]] = []  # the same as plain numbers: comparing instants takes ten times as long
    for mark in sorted(marks, key=lambda m: (not m.is_marketing, m.middle)):
        at = mark.middle.value
        number = next((n for n, level in enumerate(levels) if _fits(level, times[n], mark, at, days_per_px)), None)
        if number is None:
            levels.append([mark])
            times.append([at])
        else:
            place = bisect_right(times[number], at)
            levels[number].insert(place, mark)
            times[number].insert(place, at)
    return [_labelled(level) for level in levels]


def _labelled(level: list[Mark]) -> list[Mark]:
    """In order of time; of neighbours with the same label only the last shows it."""
    following = [*level[1:], None]
    return [
        replace(mark, label="") if after is not None and after.label == mark.label else mark
        for mark, after in zip(level, following, strict=True)
    ]


def _fits(level: list[Mark], times: list[int], mark: Mark, at: int, days_per_px: float) -> bool:
    """Beside those of the level that would be its neighbours."""
    place = bisect_right(times, at)
    if place and not _is_apart(level[place - 1], mark, at - times[place - 1], days_per_px):
        return False
    return place == len(level) or _is_apart(mark, level[place], times[place] - at, days_per_px)


def _is_apart(mark: Mark, after: Mark, nanoseconds: int, days_per_px: float) -> bool:
    needs_px = MARK_PX if after.label == mark.label else mark.needs_px
    has_bars = mark.half is not NOTHING or after.half is not NOTHING
    bars_px = (mark.half + after.half).days / days_per_px if has_bars else 0
    return nanoseconds // DAY / days_per_px >= needs_px + bars_px + RING_PX * after.is_first


def last_day(marks: Sequence[Mark], plot_px: int) -> pd.Timestamp:
    """Where a plot of this width must end for no label to be cut at its edge."""
    first = first_day(marks)
    needs = [(mark.middle + mark.half - first, min(mark.needs_px, plot_px * 0.7)) for mark in marks]
    return first + max(since * (plot_px / (plot_px - px)) for since, px in needs)


def first_day(marks: Sequence[Mark]) -> pd.Timestamp:
    return min(mark.middle for mark in marks)


def days_per_px(marks: Sequence[Mark], plot_px: int) -> float:
    return max(1, (last_day(marks, plot_px) - first_day(marks)).days if marks else 1) / plot_px
