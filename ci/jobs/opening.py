"""Opening the database, created, migrated and with the curated tables loaded."""

from ci.model import Catalog
from ci.reference import load_catalog
from ci.settings import Settings
from ci.store import Store, open_store


def open_and_load(settings: Settings, catalog: Catalog | None = None) -> Store:
    """The store, ready; loading costs nothing where the same version of data/ is in it already."""
    store = open_store(settings.database_url)
    try:
        store.load_catalog(catalog or load_catalog(settings.data_dir))
    except BaseException:
        store.close()
        raise
    return store
