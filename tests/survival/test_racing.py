"""Four pollers on one database for some seconds; `make soak` lets them run for ten minutes."""

from pathlib import Path

from tests.survival.racing import race
from tests.survival.world import world


def test_four_pollers_ask_each_source_once_and_store_what_one_would(database_url: str, tmp_path: Path) -> None:
    with world(feeds_count=21, long_items=20) as shared:
        shared.latency_s = 0.02
        raced = race(database_url, shared, pollers=4, seconds=20, folder=tmp_path)
    assert raced.faults == []
    assert raced.dues > 1
    assert raced.workers > 1
    assert max(raced.peaks.values()) == 1, "one request at a time for a host, whoever asks"
