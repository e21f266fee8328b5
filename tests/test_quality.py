from pathlib import Path

import pytest

from ci.quality import ENOUGH, KIND, Measure, interval, load_measures, of_kind, pooled

MEASURE = Measure("round1", "2026-11-21", "rules", 50, "events", right_count=45, found_count=50, there_count=60)


def test_precision_recall_and_f1_of_counts() -> None:
    assert (MEASURE.precision, MEASURE.recall) == (0.9, 0.75)
    assert MEASURE.f1 == pytest.approx(2 * 0.9 * 0.75 / (0.9 + 0.75))


def test_an_interval_is_wide_for_few_cases_and_narrow_for_many() -> None:
    low, high = interval(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    many_low, many_high = interval(900, 1000)
    assert many_high - many_low < 0.04
    assert interval(0, 0) == (0.0, 1.0)


def test_rounds_are_pooled_by_adding_their_counts() -> None:
    other = Measure("round2", "2026-11-22", "rules", 40, "events", right_count=5, found_count=10, there_count=5)
    [sum_] = pooled([MEASURE, other])
    assert (sum_.right_count, sum_.found_count, sum_.there_count, sum_.items_count) == (50, 60, 65, 90)
    assert sum_.made_on == "2026-11-22"


def test_nothing_measured_is_no_error(tmp_path: Path) -> None:
    assert load_measures(tmp_path) == []


def test_a_kind_of_event_is_measured_where_enough_of_it_were_read() -> None:
    few = Measure("round1", "2026-11-21", "rules", 50, f"{KIND}orphan", 5, 6, 7)
    more = Measure("round2", "2026-11-22", "rules", 40, f"{KIND}orphan", ENOUGH, ENOUGH, ENOUGH)
    assert (few.kind, MEASURE.kind) == ("orphan", "")
    assert of_kind([MEASURE, few], "orphan") is None
    both = of_kind([MEASURE, few, more], "orphan")
    assert both is not None
    assert (both.right_count, both.found_count) == (5 + ENOUGH, 6 + ENOUGH)
    assert of_kind([], "orphan") is None
