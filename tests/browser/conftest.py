"""A dashboard over a small database, and a real Chromium before it. Nothing but loopback is asked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ci.settings import ROOT
from scripts import browser as chromium
from scripts.serving import served
from tests.pages.make import make_database

OpenPage = Callable[..., Page]
expect.set_options(timeout=20_000)
"""A busy machine is no fault of a page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard is served."""
    database = make_database(tmp_path_factory.mktemp("browser"))
    with served(ROOT / "app.py", {"APOPTOSCOPE_DATABASE_URL": database}) as dashboard:
        yield dashboard.address


@pytest.fixture(scope="package")
def bare_address() -> Iterator[str]:
    """Where a page of Streamlit's own parts is served, with the same settings."""
    with served(Path(__file__).parent / "bare.py", {}) as bare:
        yield bare.address


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    with chromium.launched() as browser:
        yield browser


@pytest.fixture
def open_page(chrome: Browser, address: str) -> Iterator[OpenPage]:
    """Opens a path of the dashboard in a fresh browser and waits until it is drawn."""
    contexts = []

    def opened(path: str = "", *, width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        context = chrome.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{address}/{path}")
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settle(page: Page) -> None:
    """Waits until the script has run and the page stands still."""
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")
    page.wait_for_timeout(300)


def close_drawer(page: Page) -> None:
    """Presses Escape as a reader would: again, where Streamlit was drawing the drawer anew and heard nothing."""
    for _ in range(3):
        page.keyboard.press("Escape")
        try:
            expect(page.get_by_role("dialog")).to_have_count(0, timeout=6_000)
        except AssertionError:
            continue
        break
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
