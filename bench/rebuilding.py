"""`rebuild` over many stored articles, by one process and by one for each core."""

import os
from datetime import UTC, datetime
from pathlib import Path

from bench import texts
from bench.clock import Run, measured
from bench.reading import LABELLED
from ci.jobs.opening import open_and_load
from ci.jobs.readers import cores, read_many
from ci.jobs.rebuilding import rebuild
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import Settings, load_settings
from ci.store.arrivals import add_articles
from ci.when import When


def compare(folder: Path, count: int) -> list[str]:
    """Stores a broad feed of `count` items in a fresh database, then rebuilds it with one process and with all."""
    settings = load_settings({**os.environ, "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite"})
    articles = [_article(item) for item in texts.broad(LABELLED, count)]
    _fill(settings, articles)
    lines = ["", f"apoptoscope rebuild: {count:,} stored articles, 5 % about our field; {cores()} cores"]
    lines.append(f"  {'processes':<12}{'reading':>10}{'articles/s':>12}{'whole rebuild':>16}{'events':>8}")
    for workers in dict.fromkeys((1, cores())):
        reading: list[Run] = []
        with measured(reading):
            for _ in read_many(load_catalog(settings.data_dir), articles, workers):
                pass
        whole: list[Run] = []
        with measured(whole):
            _, events_count = rebuild(settings, lambda done, total: None, workers=workers)
        wall = reading[0].wall_s
        lines.append(f"  {workers:<12}{wall:>8.1f} s{count / wall:>12,.0f}{whole[0].wall_s:>14.1f} s{events_count:>8,}")
    return lines


def _article(item: texts.Item) -> Article:
    return Article(item["url"], item["title"], item["text"], item["source"], When.parse(item["published"]))


def _fill(settings: Settings, articles: list[Article]) -> None:
    store = open_and_load(settings)
    try:
        for start in range(0, len(articles), 1_000):
            with store.writing() as connection:
                add_articles(connection, articles[start : start + 1_000], "", datetime.now(UTC))
    finally:
        store.close()
