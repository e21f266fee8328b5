"""When a source is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from ci.feeds.pace import first_interval, next_interval, stated, unchanged_interval
from ci.feeds.retry import fresh_s
from ci.model import Article, Fetched
from ci.when import When

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def answer(head: str = "") -> Fetched:
    return Fetched("https://wire.example/feed", f"<rss><channel>{head}</channel></rss>".encode(), fetched_at=NOW)


def articles(count: int, oldest: str) -> list[Article]:
    """From the oldest to today."""
    days = [When.parse(oldest), *([When.day(NOW.date())] * (count - 1))]
    return [Article(f"https://wire.example/{n}", "Title", "", published=day) for n, day in enumerate(days)]


@pytest.mark.parametrize(
    ("oldest", "expected"),
    [("2026-11-20", 3 * HOUR), ("2026-11-21", 3 * HOUR), ("2026-11-17", 12 * HOUR), ("2025-01-01", 24 * HOUR)],
)
def test_a_window_is_looked_at_eight_times_while_it_fills(oldest: str, expected: timedelta) -> None:
    assert first_interval("rss", answer(), None, articles(20, oldest)) == expected


def test_a_source_without_dates_is_asked_every_hour() -> None:
    assert first_interval("page", answer(), None, [Article("https://x.example/", "Title", "")]) == HOUR


def test_a_burst_brings_the_next_poll_forward() -> None:
    wire = articles(20, "2026-11-20")
    assert next_interval("rss", answer(), None, wire, 20, HOUR) == 15 * MINUTE
    assert next_interval("rss", answer(), None, wire, 5, 3 * HOUR) == 90 * MINUTE
    assert next_interval("rss", answer(), None, wire, 0, HOUR) == 3 * HOUR


@pytest.mark.parametrize(
    ("head", "fresh", "expected"),
    [
        ("<ttl>360</ttl>", None, 6 * HOUR),
        ("", 7200, 2 * HOUR),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", None, HOUR),
        ("<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", None, 6 * HOUR),
        ("<ttl>60</ttl>", 7200, 2 * HOUR),
        ("<ttl>soon</ttl>", None, timedelta(0)),
    ],
)
def test_what_a_source_says_of_itself(head: str, fresh: int | None, expected: timedelta) -> None:
    assert stated(answer(head), fresh) == expected


def test_what_it_says_is_kept_within_a_quarter_of_an_hour_and_a_day() -> None:
    assert first_interval("rss", answer("<ttl>99999</ttl>"), None, articles(20, "2026-11-20")) == 24 * HOUR
    assert next_interval("rss", answer(), 1, articles(20, "2026-11-21"), 20, MINUTE) == 15 * MINUTE


def test_a_file_of_a_whole_database_is_asked_for_twice_a_day_at_most() -> None:
    assert next_interval("ema", answer(), None, articles(20, "2026-11-21"), 20, HOUR) == 12 * HOUR
    assert unchanged_interval("ema", None, HOUR) == 12 * HOUR


def test_nothing_new_lengthens_the_wait_up_to_four_hours() -> None:
    assert unchanged_interval("rss", None, 2 * HOUR) == timedelta(hours=2.5)
    assert unchanged_interval("rss", None, 3.5 * HOUR) == 4 * HOUR
    assert unchanged_interval("rss", None, 20 * HOUR) == 20 * HOUR
    assert unchanged_interval("rss", 5 * 3600, HOUR) == 5 * HOUR
    assert unchanged_interval("rss", None, None) == 75 * MINUTE


@pytest.mark.parametrize(
    ("cache_control", "age", "expires", "expected"),
    [
        ("public, max-age=600", "", "", 600),
        ("max-age=600", "500", "", 100),
        ("max-age=600", "9000", "", 0),
        ("no-cache, max-age=600", "", "", None),
        ("", "", "Sat, 21 Nov 2026 13:00:00 GMT", 3600),
        ("", "", "0", None),
        ("max-age=99999999999999", "", "", 31 * 24 * 3600),
        ("", "", "", None),
    ],
)
def test_how_long_an_answer_holds(cache_control: str, age: str, expires: str, expected: int | None) -> None:
    assert fresh_s(cache_control, age, expires, "Sat, 21 Nov 2026 12:00:00 GMT") == expected
