"""Is everything that we claim still proved? Curated tables, and every stored quote."""

from dataclasses import dataclass
from datetime import date

from ci.jobs.opening import open_and_load
from ci.reference import read_catalog, stale_rows
from ci.settings import Settings


@dataclass(frozen=True)
class Report:
    lines: list[str]
    summary: str
    is_faulty: bool


def check_all(settings: Settings, today: date, *, with_stale: bool) -> Report:
    """All faults of data/, then (where data/ is valid) all stored quotes that do not stand in their article."""
    catalog, faults = read_catalog(settings.data_dir, today)
    lines = [str(fault) for fault in faults]
    quotes_count, lost = 0, list[str]()
    if not faults:
        store = open_and_load(settings, catalog)
        try:
            quotes_count, lost = store.check_quotes()
        finally:
            store.close()
    stale = [str(fault) for fault in stale_rows(settings.data_dir, today)] if with_stale else []
    quotes = f"{quotes_count} quotes checked, {len(lost)} not in their article"
    summary = f"data/ {catalog.version}: {len(faults)} faults; {quotes}"
    if with_stale:
        summary += f"; {len(stale)} rows not checked for a year"
    return Report([*lines, *lost, *stale], summary, bool(faults or lost))
