"""Pages over a small real database; caches live for the whole process, so each test starts with empty ones."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ci.pages import asking
from ci.settings import ROOT
from tests.pages.make import make_database

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """AppTest leaves its script behind as `__main__`; a process that a later test spawns would run it again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_database(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Points the pages at a database."""

    def point(url: str) -> None:
        monkeypatch.setenv("APOPTOSCOPE_DATABASE_URL", url)

    forget_all()
    yield point
    forget_all()


def forget_all() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()
    asking.forget()


@pytest.fixture
def open_app(use: Callable[[str], None], database: str) -> Open:
    """Opens the dashboard with an address."""

    def opened(**query: str | list[str]) -> AppTest:
        use(database)
        return run_app(**query)

    return opened


def run_app(**query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


@pytest.fixture
def empty(tmp_path: Path) -> str:
    from ci.store import open_store

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    open_store(url).close()
    return url
