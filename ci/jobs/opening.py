"""Opening the database, created, migrated and with the curated tables loaded, decisions on names laid over them."""

from ci.model import Catalog
from ci.reference import load_catalog
from ci.reference.decisions import with_decisions
from ci.settings import Settings
from ci.store import Store, open_store


def open_and_load(settings: Settings, catalog: Catalog | None = None) -> Store:
    """The store, ready; loading costs nothing where the same version of data/ is in it already.

    `catalog` is that of data/; who reads articles takes `reading_catalog` of both.
    """
    store = open_store(settings.database_url)
    try:
        store.load_catalog(reading_catalog(store, catalog or load_catalog(settings.data_dir)))
    except BaseException:
        store.close()
        raise
    return store


def reading_catalog(store: Store, catalog: Catalog) -> Catalog:
    """What articles are read with: data/, and over it what curators decided on names that it does not hold."""
    return with_decisions(catalog, store.name_decisions())
