"""What stands in the tables below the charts."""

import pandas as pd
import pytest

from ci.acts import who_with_whom
from ci.pages.table import sorted_as_text
from ci.when import When


@pytest.mark.parametrize(
    ("companies", "roles", "subtype", "words"),
    [
        (["Kartos", "Ipsen"], ["target", "acquirer"], "acquisition", "Ipsen buys Kartos"),
        (["Daiichi Sankyo", "Rain"], ["licensor", "licensee"], "license", "Rain from Daiichi Sankyo"),
        (["A", "B", "C"], ["licensee", "licensor", "licensee"], "option", "A and C from B"),
        (["Lilly", "Fochon"], ["licensee", "licensor"], "termination", "Lilly, Fochon"),
        (["A", "B"], ["partner", "partner"], "research-collaboration", "A, B"),
        (["A", "B", "C"], ["licensor", "licensee", "partner"], "license", "A, B, C"),
    ],
)
def test_a_deal_says_who_gives_and_who_takes(companies: list[str], roles: list[str], subtype: str, words: str) -> None:
    assert who_with_whom(companies, roles, subtype) == words


def test_dates_of_every_precision_sort_as_texts_by_the_day_they_begin_on() -> None:
    dates = ("2009-12", "2019", "2019-H1", "2019-07-06", "2019-Q4", "2019-11-21", "2019-12", "2020-02-03")
    spans = [When.parse(date) for date in dates]
    shown = [sorted_as_text(pd.Timestamp(span.starts_on), pd.Timestamp(span.ends_on)) for span in spans]
    assert shown == sorted(shown)
    assert shown[1:5] == ["2019", "2019-01 to 06 (H1)", "2019-07-06", "2019-10 to 12 (Q4)"]


def test_a_span_of_no_part_of_a_year_names_both_its_days_and_an_unknown_one_none() -> None:
    assert sorted_as_text(pd.Timestamp("2023-11-05"), pd.Timestamp("2024-01-31")) == "2023-11-05 to 2024-01-31"
    assert sorted_as_text(pd.NaT, pd.NaT) == ""  # type: ignore[arg-type]
