"""`rebuild` over many stored articles, on one core and on all."""

import os
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from bench import texts
from bench.clock import Run, measured, one_core, run_command
from bench.reading import COMMAND, LABELLED
from ci.jobs.cores import cores
from ci.jobs.opening import open_and_load
from ci.jobs.readers import read_many
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import Settings, load_settings
from ci.store.arrivals import add_articles
from ci.when import When


def compare(folder: Path, count: int) -> list[str]:
    """Stores a broad feed of `count` items in a fresh database, then rebuilds it on one core and on all."""
    settings = load_settings({**os.environ, "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite"})
    articles = [_article(item) for item in texts.broad(LABELLED, count)]
    _fill(settings, articles)
    lines = ["", f"apoptoscope rebuild: {count:,} stored articles, 5 % about our field; {cores()} cores"]
    lines.append(f"  {'cores':<8}{'reading alone':>16}{'articles/s':>12}{'whole command':>16}")
    environment = {**os.environ, "APOPTOSCOPE_DATABASE_URL": settings.database_url}
    for count_of_cores in dict.fromkeys((1, cores())):
        with one_core() if count_of_cores == 1 else nullcontext():
            reading: list[Run] = []
            with measured(reading):
                for _ in read_many(load_catalog(settings.data_dir), articles):
                    pass
            wall, whole = reading[0].wall_s, run_command([COMMAND, "rebuild"], environment).wall_s
        lines.append(f"  {count_of_cores:<8}{wall:>14.1f} s{count / wall:>12,.0f}{whole:>14.1f} s")
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
