"""What runs in a process of its own, to be killed, starved or raced: the very poller of the product."""

import asyncio
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from ci.errors import StoreError
from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller
from ci.model import Source
from ci.store import engine, open_store
from tests.make import make_catalog
from tests.survival.world import World, settings_for

PATIENCE_S = 180.0

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.survival.worker", "tests.survival.migrating"])


@dataclass(frozen=True)
class Job:
    """What a worker needs to know; it is sent to a process that knows nothing of the test."""

    url: str
    sources: tuple[Source, ...]
    hosts: tuple[str, ...]
    largest_file: int = 0
    """Bytes that a file may have until the first fault: so long the disk is full. 0 for no limit."""
    busy_s: float = engine.BUSY_SECONDS
    """How long it waits for a locked database."""
    until: str = ""
    """It polls round after round until this file is there; without it, one round."""
    trouble: str = ""
    """A file that takes the sentences of database faults; without it they end the worker."""

    @classmethod
    def of(cls, world: World, url: str) -> "Job":
        return cls(url, tuple(world.sources), world.hosts)


def start(job: Job) -> ForkServerProcess:
    """A process that polls; forked from a server that has everything imported, so that it polls at once."""
    process = _context.Process(target=work, args=(job,), daemon=True)
    process.start()
    return process


def finish(process: ForkServerProcess, patience_s: float = PATIENCE_S) -> None:
    """Waits for its end, which must be a good one."""
    process.join(patience_s)
    if process.exitcode is None:
        kill(process)
        raise AssertionError(f"the poller was not done within {patience_s:.0f} s")
    assert process.exitcode == 0, f"the poller ended with {process.exitcode}"


def warm_up() -> None:
    """Starts the server that processes are forked from: that is on nobody's account."""
    run_apart(str, "")


def run_apart(target: Callable[[Any], None], argument: Any) -> int:
    """Runs it in a process of its own; the exit code, negative where a signal ended it."""
    process = _context.Process(target=target, args=(argument,), daemon=True)
    process.start()
    process.join(PATIENCE_S)
    assert process.exitcode is not None, "it was not done in time"
    return process.exitcode


def kill(process: ForkServerProcess) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def work(job: Job) -> None:
    engine.BUSY_SECONDS = job.busy_s
    if job.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.largest_file, resource.RLIM_INFINITY))
    catalog = make_catalog(sources={source.id: source for source in job.sources})
    store = open_store(job.url)
    try:
        store.load_catalog(catalog)
        with Guarded() as parser:
            poller = Poller(settings_for(job.url, job.hosts), store, catalog, parser)
            poller.step_gap_s = 0.01
            _rounds(poller, job)
    finally:
        store.close()


def _rounds(poller: Poller, job: Job) -> None:
    """As the product's own poller does, only with shorter pauses."""
    while True:
        try:
            asyncio.run(poller.round())
        except StoreError as error:
            if not job.trouble:
                raise
            _note(job, str(error))
            time.sleep(0.3)
            continue
        if not job.until or Path(job.until).exists():
            return
        time.sleep(0.05)


def _note(job: Job, sentence: str) -> None:
    """And then there is room again."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with Path(job.trouble).open("a", encoding="utf-8") as file:
        file.write(sentence + "\n")
