"""A throw-away database with a believable history: the curated tables and the labelled news that the tests read.

`make demo` fills it and opens the dashboard on it; it is gone when that stops.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ci import service
from ci.errors import CiError
from ci.extract import Reader
from ci.jobs.opening import open_and_load
from ci.model import Article
from ci.reference import load_catalog
from ci.settings import ROOT, Settings, load_settings
from ci.when import When

NEWS = ROOT / "tests" / "reading" / "dev.jsonl"


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Open the dashboard on a throw-away database with a believable history."
    )
    parser.add_argument("--port", type=int)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory(prefix="apoptoscope-demo-") as folder:
        settings = load_settings({**os.environ, "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"})
        try:
            service.demand_free(port or settings.port)
            fill(settings)
            return service.run(settings, port or settings.port, _say, with_poller=False)
        except CiError as error:
            sys.stderr.write(f"apoptoscope: {error}\n")
            return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fill(settings: Settings) -> None:
    """Adds the news as if each had come in when it was published, and reads it."""
    catalog = load_catalog(settings.data_dir)
    reader = Reader(catalog)
    store = open_and_load(settings, catalog)
    try:
        for article in articles(NEWS):
            added = store.add_article(article, None, datetime.now(UTC))
            store.record_reading(added.revision_id, reader.read(article), catalog)
    finally:
        store.close()


def articles(path: Path) -> list[Article]:
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Article(i["url"], i["title"], i["text"], source=i["source"], published=When.parse(i["published"]))
        for i in items
    ]


if __name__ == "__main__":
    sys.exit(main())
