"""Wall time and processor time, of this process and of a child; one core for whoever runs in `one_core`."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One measured run; on a busy machine `wall_s` is above `cpu_s`."""

    wall_s: float
    cpu_s: float


@contextmanager
def one_core() -> Iterator[None]:
    """Binds this process and its children to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def run_command(command: list[str], environment: dict[str, str] | None = None) -> Run:
    """A whole process from its start to its end, with all children it waited for."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    wall, after = time.perf_counter() - began, os.times()
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return Run(wall, spent)


@contextmanager
def measured(into: list[Run]) -> Iterator[None]:
    """What happens inside, in this process."""
    began, cpu = time.perf_counter(), time.process_time()
    yield
    into.append(Run(time.perf_counter() - began, time.process_time() - cpu))


def middle(runs: list[Run]) -> Run:
    return Run(median(run.wall_s for run in runs), median(run.cpu_s for run in runs))
