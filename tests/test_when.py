from datetime import date

import pytest

from ci.when import When


@pytest.mark.parametrize(
    ("text", "shown", "precision"),
    [
        ("2023", "2023", "year"),
        ("2023-11", "Nov 2023", "month"),
        ("2023-11-01", "1 Nov 2023", "day"),
        ("2024-02", "Feb 2024", "month"),
        ("2018-12-20T08:30:00Z", "20 Dec 2018", "day"),
        ("2024-Q2", "Q2 2024", "range"),
        ("2024-H2", "H2 2024", "range"),
    ],
)
def test_a_date_stays_as_precise_as_it_was_given(text: str, shown: str, precision: str) -> None:
    when = When.parse(text)
    assert (str(when), when.precision) == (shown, precision)
    assert When.parse(when.iso) == when


@pytest.mark.parametrize("text", ["", "soon", "2023-13", "2023-02-30", "11/2023", "20231", "2023-Q5", "2023-H3"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        When.parse(text)


def test_a_month_holds_its_days() -> None:
    november = When.parse("2023-11")
    assert (november.starts_on, november.ends_on) == (date(2023, 11, 1), date(2023, 11, 30))
    assert november.overlaps(When.parse("2023-11-30"))
    assert not november.overlaps(When.parse("2023-12-01"))
    assert november.overlaps(When.parse("2023-12-01"), slack_days=1)
