"""The pollers that are measured, each as a command of its own: ours, `reader` and `newsboat`.

python -m bench.pollers reader DATABASE URLS [add]
python -m bench.pollers ours [--unread]
"""

import asyncio
import sys
from pathlib import Path


def poll_with_reader(database: str, urls: Path, *, only_add: bool) -> None:
    """lemon24/reader with 20 workers; a source counts as due whatever its interval."""
    from reader import make_reader

    reader = make_reader(database)
    if only_add:
        for url in urls.read_text(encoding="utf-8").split():
            reader.add_feed(url)
    else:
        reader.update_feeds(workers=20, scheduled=False)
    reader.close()


def poll_with_ours(*, reads: bool) -> None:
    """One round over what is due. Without reading, what came is stored and indexed, and left for a later round."""
    from ci.cli import look_seldom

    look_seldom()
    from ci.feeds.guarded import Guarded
    from ci.jobs.opening import open_and_load
    from ci.jobs.polling import Poller
    from ci.settings import load_settings

    class Unread(Poller):
        def _read_new(self) -> None:
            """Left out, to see what it costs."""

        def _look_ahead(self) -> None:
            """Part of it."""

    settings = load_settings()
    store = open_and_load(settings)
    with Guarded() as parser:
        poller = (Poller if reads else Unread)(settings, store, None, parser)
        report = asyncio.run(poller.round())
    store.close()
    sys.stdout.write(f"{report.polled_count} {report.faults_count}\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["reader", database, urls, *rest]:
            poll_with_reader(database, Path(urls), only_add=rest == ["add"])
        case ["ours", *rest]:
            poll_with_ours(reads=rest != ["--unread"])
