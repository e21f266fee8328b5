"""Many articles read by all cores at once, in the same order and with the same result as by one."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from ci.errors import ServiceError
from ci.extract import Reader
from ci.jobs.cores import cores
from ci.model import Article, Catalog, Reading

FEW = 1_000
"""So many are read before another process would have started."""
CHUNK = 100
"""Articles handed over at a time: enough that handing over costs little, few enough that no core waits at the end."""
AHEAD = 3
"""Chunks in flight for each process: the database is read while they work, and memory stays bounded."""


def read_many(catalog: Catalog, articles: Iterable[Article], workers: int | None = None) -> Iterator[Reading]:
    """A reading for each article, in their order; `workers` is the number of processes, all cores where not given."""
    waiting = iter(articles)
    few = list(islice(waiting, FEW + 1))
    count = workers or cores()
    if count == 1 or len(few) <= FEW:
        yield from map(Reader(catalog).read, chain(few, waiting))
        return
    try:
        yield from _in_processes(catalog, chain(few, waiting), count)
    except BrokenProcessPool as error:
        raise ServiceError("A reading process was ended from outside (memory may have run out); try again.") from error


def _in_processes(catalog: Catalog, articles: Iterator[Article], count: int) -> Iterator[Reading]:
    # Spawned, not forked: a fork would copy open database connections and the thread of the progress bar.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(catalog,)) as pool:
        in_flight: deque[Future[list[Reading]]] = deque()
        try:
            while chunk := list(islice(articles, CHUNK)):
                in_flight.append(pool.submit(_read_chunk, chunk))
                if len(in_flight) >= count * AHEAD:
                    yield from in_flight.popleft().result()
            while in_flight:
                yield from in_flight.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_reader: list[Reader] = []
"""In a reading process: its reader, built once."""


def _begin(catalog: Catalog) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent answers it for all
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _reader[:] = [Reader(catalog)]


def _end_with_parent() -> None:
    """A killed parent cannot tell its pool to stop, and the pool would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_chunk(articles: list[Article]) -> list[Reading]:
    return [_reader[0].read(article) for article in articles]
