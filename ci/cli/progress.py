"""A progress bar on stderr where somebody watches; silence in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""(done so far, of how many)"""


@contextmanager
def progress_bar(label: str, unit: str = "") -> Iterator[Progress]:
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    counts = TextColumn("{task.percentage:>3.0f} %") if unit == "bytes" else MofNCompleteColumn()
    with Bar(
        TextColumn(label), BarColumn(), counts, TimeRemainingColumn(), console=console, disable=not console.is_terminal,
        transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task(label, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
