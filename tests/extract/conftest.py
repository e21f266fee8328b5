"""The reader over the curated tables, built once."""

from pathlib import Path

import pytest

from ci.extract import Reader
from ci.model import Catalog
from ci.reference import load_catalog

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(DATA)


@pytest.fixture(scope="session")
def reader(catalog: Catalog) -> Reader:
    return Reader(catalog)
