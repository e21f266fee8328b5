"""Opening the database, created, migrated and with the curated tables loaded, decisions on names laid over them."""

from ci.model import Catalog
from ci.reference import data_digest, load_catalog
from ci.reference.decisions import version_with, with_decisions
from ci.settings import Settings
from ci.store import Store, open_store


def open_and_load(settings: Settings, catalog: Catalog | None = None) -> Store:
    """The store, ready. Where the same version of data/ is in it already, data/ is not even read.

    `catalog` is that of data/; who reads articles takes `reading_catalog` of both.
    """
    store = open_store(settings.database_url)
    try:
        if catalog or not _is_loaded(store, settings):
            store.load_catalog(reading_catalog(store, catalog or load_catalog(settings.data_dir)))
    except BaseException:
        store.close()
        raise
    return store


def _is_loaded(store: Store, settings: Settings) -> bool:
    """By the hash of data/; the day before it, of the newest check, follows from data/ too."""
    _, _, rest = store.catalog_version().partition(" ")
    return bool(rest) and rest == version_with(data_digest(settings.data_dir), store.name_decisions())


def reading_catalog(store: Store, catalog: Catalog) -> Catalog:
    """What articles are read with: data/, and over it what curators decided on names that it does not hold."""
    return with_decisions(catalog, store.name_decisions())
