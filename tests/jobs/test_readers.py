"""Many articles are read by all cores with the same result as by one, and nothing stays behind."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from ci.errors import ServiceError
from ci.extract import Reader
from ci.jobs.opening import open_and_load
from ci.jobs.readers import FEW, read_many
from ci.jobs.rebuilding import rebuild
from ci.model import Article
from ci.settings import ROOT, Settings, load_settings
from ci.store import tables as t
from ci.store.arrivals import add_articles
from ci.when import When
from tests.make import CATALOG

NOW = datetime(2024, 5, 8, tzinfo=UTC)
TOLD = (
    ("FDA approves venetoclax", "The FDA approved venetoclax for chronic lymphocytic leukemia on Monday, AbbVie said."),
    ("Ascentage doses first patient", "The first patient was dosed with alrizomadlin in a Phase 2 trial of Ascentage."),
    ("Mild weather", "The harbour was quiet, and nobody said anything about medicines."),
    ("Roche in deal", "Roche licensed a BCL-2 inhibitor from Innovent for $20 million upfront."),
)


def articles(count: int) -> list[Article]:
    """Few texts under many titles, none twice."""
    return [
        Article(f"https://wire.example/{n}", f"{title} ({n})", f"{text} Report {n}.", "Wire", When.parse("2024-05-07"))
        for n in range(count)
        for title, text in [TOLD[n % len(TOLD)]]
    ]


def test_two_processes_read_the_same_in_the_same_order() -> None:
    given = articles(FEW + 250)
    alone = list(map(Reader(CATALOG).read, given))
    assert any(reading.events for reading in alone)
    assert list(read_many(CATALOG, given, workers=2)) == alone
    assert _pool_children() == []


def test_few_articles_start_no_process() -> None:
    readings = read_many(CATALOG, iter(articles(FEW)), workers=2)
    assert next(readings).is_relevant
    assert _pool_children() == []
    assert len(list(readings)) == FEW - 1


def test_no_articles_give_no_readings() -> None:
    assert list(read_many(CATALOG, [], workers=2)) == []


def test_a_reading_process_that_is_ended_is_one_sentence() -> None:
    readings = read_many(CATALOG, articles(FEW * 20), workers=2)
    next(readings)
    for child in _pool_children():
        child.kill()
    with pytest.raises(ServiceError, match="A reading process was ended"):
        list(readings)


def test_stopping_half_way_leaves_no_process_behind() -> None:
    readings = read_many(CATALOG, articles(FEW * 3), workers=2)
    next(readings)
    assert len(_pool_children()) == 2
    readings.close()  # type: ignore[attr-defined]  # a generator, promised as an iterator
    assert _pool_children() == []


@pytest.mark.process
def test_a_killed_parent_leaves_no_process_behind() -> None:
    code = (
        "from tests.jobs.test_readers import *\n"
        "if __name__ == '__main__':\n"
        "    readings = read_many(CATALOG, articles(FEW * 3), workers=2)\n"
        "    next(readings)\n"
        "    print('reading', flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "reading\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        assert children
        parent.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_rebuild_gives_the_same_with_one_process_and_with_two(tmp_path: Path) -> None:
    settings = load_settings({**os.environ, "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{tmp_path}/ci.sqlite"})
    given = articles(FEW + 150)
    store = open_and_load(settings)
    with store.writing() as connection:
        add_articles(connection, given, "", NOW)
    store.close()
    steps: list[tuple[int, int]] = []
    first = rebuild(settings, lambda *step: steps.append(step), workers=1)
    by_one = derived(settings)
    assert rebuild(settings, lambda *step: None, workers=2) == first
    assert derived(settings) == by_one
    assert first[0] == len(given)
    assert steps[-1] == (len(given), len(given))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len(steps) > 5


def derived(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All that was derived, without the numbers that a database gives."""
    store = open_and_load(settings)
    wanted = {
        "mentions": select(t.mentions.c.revision_id, t.mentions.c.kind, t.mentions.c.entity_id),
        "evidence": select(t.evidence.c.revision_id, t.evidence.c.start, t.evidence.c.quote, t.evidence.c.rule),
        "events": select(t.events.c.id),
    }
    with store.reading() as connection:
        found = {name: sorted(map(tuple, connection.execute(query)), key=repr) for name, query in wanted.items()}
    store.close()
    return found


def _pool_children() -> list[psutil.Process]:
    """The reading processes that live; Python's own tracker of shared resources may stay."""
    time.sleep(0.05)
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if child.is_running() and any("spawn_main" in word for word in child.cmdline())
    ]
