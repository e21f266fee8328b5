"""Derived events thrown away and derived again."""

from collections.abc import Callable

from ci.extract import Reader
from ci.jobs.opening import open_and_load
from ci.reference import load_catalog
from ci.settings import Settings


def rebuild(settings: Settings, progress: Callable[[int, int], None]) -> tuple[int, int]:
    """(articles read, events derived)"""
    catalog = load_catalog(settings.data_dir)
    store = open_and_load(settings, catalog)
    try:
        return store.rebuild(catalog, Reader(catalog).read, progress)
    finally:
        store.close()
