"""`python -m bench.polling`: polling beside `reader` (lemon24) and `newsboat`, in one run; see docs/benchmarks.md."""

import argparse
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import psutil

from bench import texts
from bench.feeds_server import ADDRESSES, LATENCY_S, address, host
from ci.settings import ROOT

CONNECTIONS = 20
WORDS = 80
LABELLED = ROOT / "tests" / "reading" / "dev.jsonl"
OURS, UNREAD, READER, NEWSBOAT = "apoptoscope poll", "apoptoscope, reading left out", "reader", "newsboat"


@dataclass(frozen=True)
class Cost:
    """Of one whole process and its children: `peak_mib` they held together at most, and asked `at_once` so much."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    at_once: int


@dataclass(frozen=True)
class Ground:
    """What one run is measured on."""

    folder: Path
    feeds_count: int
    items_count: int
    port: int
    reader_python: str

    @property
    def urls(self) -> list[str]:
        return [address(n, self.port) for n in range(self.feeds_count)]

    @property
    def floor_s(self) -> float:
        return self.feeds_count / CONNECTIONS * LATENCY_S


@dataclass
class Client:
    """One that is measured: how it is made ready, how it polls, what it holds afterwards."""

    name: str
    prepare: Callable[[Path], None]
    command: Callable[[Path], list[str]]
    before_second: Callable[[Path], None]
    items_held: Callable[[Path], int]
    environment: Callable[[Path], dict[str, str]] = lambda _: {}
    costs: dict[str, list[Cost]] = field(default_factory=lambda: {"first": [], "second": []})
    items: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Polling beside others, measured in one run.")
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--items", type=int, default=20, help="items of each feed")
    parser.add_argument("--repeats", type=int, default=3, help="runs in turn, of which the median counts")
    parser.add_argument("--reader-python", default=sys.executable, help="the Python that has `reader` installed")
    parser.add_argument("--only", default="", help="a word in the name of the clients to measure")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="apoptoscope-bench-") as folder:
        ground = Ground(Path(folder), wanted.feeds, wanted.items, _free_port(), wanted.reader_python)
        _write_feeds(ground)
        clients = [client for client in _clients(ground) if wanted.only in client.name]
        with _serving(ground):
            for number in range(wanted.repeats):
                for client in clients:
                    _measure(client, ground.folder / f"{client.name}-{number}".replace(" ", "-"), ground.port)
    sys.stdout.write("\n".join(_report(ground, clients, wanted.repeats)) + "\n")
    return 0


# ---------------------------------------------------------------- the feeds


def _write_feeds(ground: Ground) -> None:
    (ground.folder / "feeds").mkdir()
    items = list(texts.short(LABELLED, ground.feeds_count * ground.items_count, WORDS))
    random.Random(texts.SEED).shuffle(items)  # one in twenty is about our field, not one in every feed
    for number in range(ground.feeds_count):
        own = items[number * ground.items_count : (number + 1) * ground.items_count]
        (ground.folder / "feeds" / f"{number}.xml").write_text(_feed(number, own), encoding="utf-8")


def _feed(number: int, items: list[texts.Item]) -> str:
    now = datetime.now(UTC).replace(microsecond=0)
    told = "".join(_item(item, now - timedelta(hours=7 * place)) for place, item in enumerate(items))
    head = f"<title>Outlet {number}</title><link>https://outlet{number}.example/</link><description>News</description>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{told}</channel></rss>'


def _item(item: texts.Item, at: datetime) -> str:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
    return (
        f"<item><title>{escape(item['title'])}</title><link>{item['url']}</link><guid>{item['url']}</guid>"
        f"<pubDate>{format_datetime(at, usegmt=True)}</pubDate><description>{escape(paragraphs)}</description></item>"
    )


@contextmanager
def _serving(ground: Ground) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.feeds_server", str(ground.folder / "feeds"), str(ground.port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert server.stdout and server.stdout.readline() == b"serving\n", "the feeds are not served"
        yield
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# ---------------------------------------------------------------- the clients


def _clients(ground: Ground) -> list[Client]:
    """Ours with the reading and without, and of the others those that are installed."""
    found = [_ours(ground, OURS, []), _ours(ground, UNREAD, ["--unread"])]
    if subprocess.run([ground.reader_python, "-c", "import reader"], capture_output=True, check=False).returncode == 0:
        found.append(_reader(ground))
    if shutil.which("newsboat"):
        found.append(_newsboat(ground))
    for name in {READER, NEWSBOAT} - {client.name for client in found}:
        sys.stdout.write(f"{name} is not installed and is left out; docs/benchmarks.md says where it comes from\n")
    return found


def _ours(ground: Ground, name: str, options: list[str]) -> Client:
    def environment(folder: Path) -> dict[str, str]:
        return {
            "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{folder}/ci.sqlite",
            "APOPTOSCOPE_DATA_DIR": str(folder / "data"),
            "APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS": ",".join(host(n, ground.port) for n in range(ADDRESSES)),
        }

    def prepare(folder: Path) -> None:
        shutil.copytree(ROOT / "data", folder / "data")
        rows = [f"f{n:04},Outlet {n},rss,{url},,,,,yes,,,,\n" for n, url in enumerate(ground.urls)]
        head = (ROOT / "data" / "sources.csv").read_text(encoding="utf-8").splitlines()[0]
        (folder / "data" / "sources.csv").write_text(head + "\n" + "".join(rows), encoding="utf-8")
        listing = [sys.executable, "-m", "ci.cli", "sources", "list"]
        subprocess.run(listing, check=True, capture_output=True, env={**_ordinary(), **environment(folder)}, cwd=ROOT)

    command = [sys.executable, "-m", "bench.pollers", "ours", *options]
    if not options:
        command = [sys.executable, "-m", "ci.cli", "poll"]
    due = "UPDATE sources SET next_poll_at = NULL"
    return Client(
        name,
        prepare,
        lambda _: command,
        lambda folder: _execute(folder / "ci.sqlite", due),
        lambda folder: _count(folder / "ci.sqlite", "articles"),
        environment,
    )


def _reader(ground: Ground) -> Client:
    def command(folder: Path, *more: str) -> list[str]:
        script = str(ROOT / "bench" / "pollers.py")
        return [ground.reader_python, script, READER, str(folder / "reader.sqlite"), str(folder / "urls"), *more]

    def prepare(folder: Path) -> None:
        (folder / "urls").write_text("\n".join(ground.urls), encoding="utf-8")
        subprocess.run(command(folder, "add"), check=True, capture_output=True)

    return Client(READER, prepare, command, lambda _: None, lambda folder: _count(folder / "reader.sqlite", "entries"))


def _newsboat(ground: Ground) -> Client:
    """It keeps its validators only at the second fetch of a feed, so one pass before the 304 pass is not measured."""

    def command(folder: Path) -> list[str]:
        files = {"-u": "urls", "-c": "cache.db", "-C": "config"}
        named = [part for option, name in files.items() for part in (option, str(folder / name))]
        return [NEWSBOAT, *named, "-x", "reload"]

    def prepare(folder: Path) -> None:
        (folder / "urls").write_text("\n".join(ground.urls) + "\n", encoding="utf-8")
        (folder / "config").write_text(f"reload-threads {CONNECTIONS}\n", encoding="utf-8")

    def before_second(folder: Path) -> None:
        subprocess.run(command(folder), check=True, capture_output=True)

    return Client(NEWSBOAT, prepare, command, before_second, lambda folder: _count(folder / "cache.db", "rss_item"))


def _execute(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def _count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


# ---------------------------------------------------------------- measuring


def _measure(client: Client, folder: Path, port: int) -> None:
    folder.mkdir()
    client.prepare(folder)
    environment = {**_ordinary(), **client.environment(folder)}
    client.costs["first"].append(_run(client.command(folder), environment, port))
    client.items = client.items_held(folder)
    client.before_second(folder)
    client.costs["second"].append(_run(client.command(folder), environment, port))
    assert client.items_held(folder) == client.items, f"{client.name} holds more after a poll without news"
    shutil.rmtree(folder)


def _ordinary() -> dict[str, str]:
    """The environment of this process, but that Python may keep what it compiled, as it does for every user."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(command: list[str], environment: dict[str, str], port: int) -> Cost:
    """A whole process from its start to its end."""
    _most(port)
    began, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = _Peak(process.pid)
    _, told = process.communicate()
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    assert process.returncode == 0, f"{' '.join(command)} ended with {process.returncode}: {told.decode()[-500:]}"
    return Cost(wall, cpu, peak.stop(), _most(port))


def _most(port: int) -> int:
    """How many requests the server had at once since it was asked last."""
    with urlopen(f"http://{host(0, port)}/most") as answer:
        return int(answer.read())


class _Peak:
    """Looks twenty times a second at what a process and its children hold."""

    def __init__(self, pid: int) -> None:
        self._process, self._over = psutil.Process(pid), threading.Event()
        self._bytes = 0
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            try:
                family = [self._process, *self._process.children(recursive=True)]
                self._bytes = max(self._bytes, sum(one.memory_info().rss for one in family))
            except psutil.Error:  # it has just ended
                continue

    def stop(self) -> float:
        self._over.set()
        self._watcher.join()
        return self._bytes / 1024 / 1024


# ---------------------------------------------------------------- the table


def _report(ground: Ground, clients: list[Client], repeats: int) -> list[str]:
    floor = ground.floor_s
    title = f"{ground.feeds_count:,} feeds of {ground.items_count} items from {ADDRESSES} loopback addresses, "
    title += f"{LATENCY_S * 1000:.0f} ms latency, floor {floor:.2f} s with {CONNECTIONS} at once; "
    title += f"median of {repeats}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    head = ("client", *("{} poll", "of CPU", "x floor", "MiB", "at once") * 2, "items")
    named = [word.format(("first", "second")[n > 5]) for n, word in enumerate(head)]
    lines = [title, f"{named[0]:<30}" + "".join(f"{word:>12}" for word in named[1:])]
    for client in clients:
        told = ""
        for costs in client.costs.values():
            wall, cpu = median(cost.wall_s for cost in costs), median(cost.cpu_s for cost in costs)
            told += f"{wall:>10.2f} s{cpu:>10.2f} s{wall / floor:>12.1f}{max(cost.peak_mib for cost in costs):>12.0f}"
            told += f"{max(cost.at_once for cost in costs):>12}"
        lines.append(f"{client.name:<30}{told}{client.items:>12,}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
