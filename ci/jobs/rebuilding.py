"""Derived events thrown away and derived again."""

from collections.abc import Callable
from functools import partial

from ci.extract import Reader
from ci.jobs.opening import open_and_load, reading_catalog
from ci.jobs.readers import read_many
from ci.reference import load_catalog
from ci.settings import Settings


def rebuild(settings: Settings, progress: Callable[[int, int], None], *, workers: int | None = None) -> tuple[int, int]:
    """(articles read, events derived); all cores read, unless `workers` names a number of processes."""
    data = load_catalog(settings.data_dir)
    store = open_and_load(settings, data)
    try:
        catalog = reading_catalog(store, data)
        many = partial(read_many, catalog, workers=workers)
        return store.rebuild(catalog, Reader(catalog).read, progress, read_many=many)
    finally:
        store.close()
