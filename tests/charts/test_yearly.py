"""Events by year: nothing is lost in the bars, a year without events keeps its place."""

import pandas as pd

from ci.charts.looks import LIGHT
from ci.charts.yearly import (
    acts_by_year,
    acts_finding,
    deals_by_year,
    deals_finding,
    mechanism_momentum,
    momentum_finding,
)
from ci.frames import YEARLY


def yearly(*rows: tuple[int, str, int]) -> pd.DataFrame:
    return YEARLY.make([{"year": y, "group_id": g, "group": g, "events_count": n} for y, g, n in rows])


def test_a_year_without_events_keeps_its_place() -> None:
    figure = deals_by_year(yearly((2020, "license", 2), (2020, "option", 1), (2022, "acquisition", 1)))
    assert [(bar.name, list(bar.x), list(bar.y)) for bar in figure.data] == [
        ("Licence or option", [2020, 2021, 2022], [3, 0, 0]),
        ("Acquisition", [2020, 2021, 2022], [0, 0, 1]),
    ]


def test_a_title_makes_no_news_of_a_few() -> None:
    assert deals_finding(yearly((2020, "license", 2), (2022, "option", 1))) == "3 deals, 2020 to 2022"
    assert deals_finding(yearly((2019, "license", 7), (2020, "option", 4))) == "Most deals in 2019: 7, of 11 since 2019"
    shared = yearly((2019, "license", 7), (2020, "option", 7), (2021, "option", 1))
    assert deals_finding(shared) == "Most deals in 2019 and 2020: 7 each, of 15 since 2019"
    assert acts_finding(yearly((2020, "FDA", 2))) == "2 regulatory acts by FDA in 2020"
    assert momentum_finding(yearly((2025, "BCL-2 family", 1))) == "Events of 1 mechanism in 2025"


def test_agencies_beyond_the_five_largest_are_taken_together() -> None:
    names = ("FDA", "EMA", "NMPA", "PMDA", "MHRA", "TGA", "TFDA")
    rows = yearly(*((2020, name, 9 - place) for place, name in enumerate(names)))
    figure = acts_by_year(rows)
    assert [bar.name for bar in figure.data] == ["FDA", "EMA", "NMPA", "PMDA", "MHRA", "Other"]
    assert sum(bar.y[0] for bar in figure.data) == rows["events_count"].sum()
    assert figure.data[0].marker.color == LIGHT.agencies["FDA"]
    assert len({bar.marker.pattern.shape for bar in figure.data}) == 6, "no two are told apart by colour alone"
    assert acts_finding(rows) == "FDA leads with 9 of 42 acts since 2020"


def test_momentum_counts_each_mechanism_and_year() -> None:
    rows = yearly((2024, "MDM2-p53", 1), (2025, "MDM2-p53", 1), (2025, "BCL-2 family", 25), (1999, "IAP family", 9))
    figure = mechanism_momentum(rows)
    assert list(figure.layout.yaxis.ticktext) == ["BCL-2 family", "MDM2-p53"]
    (cells,) = figure.data
    years = [round(left + width / 2) for left, width in zip(cells.base, cells.x, strict=True)]
    assert dict(zip(zip(years, cells.y, strict=True), cells.text, strict=True)) == {
        (2024, 1): "1",
        (2025, 1): "1",
        (2025, 0): "25",
    }
    assert momentum_finding(rows) == "Busiest since 2023: BCL-2 family (25 of 27)"


def test_few_events_are_counted_in_whole_numbers() -> None:
    axis = acts_by_year(yearly((2020, "FDA", 1), (2020, "EMA", 1))).layout.yaxis
    assert (axis.dtick, list(axis.range)) == (1, [0, 2.1])
