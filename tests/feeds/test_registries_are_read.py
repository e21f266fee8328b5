"""What registries say in fields becomes sentences that the reader understands: each act an event of its own day."""

from datetime import UTC, datetime

import pytest

from ci.extract import Reader
from ci.feeds import KINDS
from ci.model import Article, Fetched
from tests.feeds.field import SAMPLES
from tests.make import CATALOG

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
READER = Reader(CATALOG)


def told(kind: str, name: str) -> list[Article]:
    return KINDS[kind](Fetched("https://registry.example/", (SAMPLES / name).read_bytes(), fetched_at=NOW))


def acts(articles: list[Article]) -> set[tuple[str, str, str]]:
    """(subtype, day, drug) of every event in them."""
    events = [event for article in articles for event in READER.read(article).events]
    return {(event.subtype, event.when.iso, drug.id) for event in events for drug in event.drugs}


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (
            "clinicaltrials",
            "trials.studies.json",
            {
                ("trial-start", "2026-08-17", "venetoclax"),
                ("trial-start", "2019-03-04", "venetoclax"),
                ("readout", "2026-10-20", "venetoclax"),
            },
        ),
        (
            "openfda",
            "openfda.drugsfda.json",
            {("approval", "2016-04-11", "venetoclax"), ("approval", "2018-06-08", "venetoclax")},
        ),
        (
            "ema",
            "ema.medicines.json",
            {("positive-opinion", "2026-06-25", "venetoclax"), ("conditional-approval", "2026-08-20", "venetoclax")},
        ),
    ],
)
def test_an_act_in_a_registry_is_an_event(kind: str, name: str, expected: set[tuple[str, str, str]]) -> None:
    assert {act for act in acts(told(kind, name)) if act[2] == "venetoclax"} == expected


def test_stops_are_events_and_plans_are_none() -> None:
    by_guid = {article.guid: article for article in told("clinicaltrials", "trials.studies.json")}
    stopped = {guid: [event.subtype for event in READER.read(article).events] for guid, article in by_guid.items()}
    assert stopped["NCT90000002-history"] == ["trial-stop"]
    assert stopped["NCT90000004-history"] == ["trial-stop"]
    assert stopped["NCT90000003"] == [], "it is planned"
    assert stopped["NCT90000004"] == [], "it was planned and never began"
