"""What the overview says beside its charts."""

from ci.frames import YEARLY
from ci.pages.overview import _height, years_left_out


def test_years_that_are_not_drawn_are_said() -> None:
    counts = {1994: 2, 2015: 3, 2016: 4, 2026: 1}
    rows = YEARLY.make([{"year": year, "group": "FDA", "events_count": count} for year, count in counts.items()])
    assert years_left_out(rows, 11) == "The chart shows 2016 to 2026; earlier years are left out."
    assert years_left_out(rows, 40) == ""
    assert years_left_out(YEARLY.make([]), 11) == ""


def test_a_table_of_few_events_ends_below_the_last() -> None:
    assert _height(1) == "auto"
    assert _height(25) == 318
