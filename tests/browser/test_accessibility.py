"""Serious faults of accessibility as axe finds them, beside those of a bare Streamlit page; and the keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ci.pages import PAGES
from tests.browser.conftest import OpenPage, settle

SERIOUS = ("serious", "critical")
VIEWS = {
    "profile": "profile?drug=venetoclax",
    "names": "names",
    "approvals": "approvals?drugs=lisaftoclax",
}
"""Page -> an address that shows it with something in it."""


@pytest.fixture(scope="module", params=["light", "dark"])
def themed(request: pytest.FixtureRequest, chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1280, "height": 800}, color_scheme=request.param)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def faults(page: Page) -> dict[str, list[Any]]:
    """Rule -> the parts of the page that break it, seriously."""
    page.wait_for_timeout(700)
    found = Axe().run(page).response["violations"]
    return {v["id"]: [node["html"][:160] for node in v["nodes"]] for v in found if v["impact"] in SERIOUS}


def test_no_page_has_a_serious_fault_that_a_bare_page_has_not(themed: Page, address: str, bare_address: str) -> None:
    themed.goto(bare_address)
    settle(themed)
    own = faults(themed)
    for page in PAGES:
        themed.goto(f"{address}/{VIEWS.get(page.path, page.path)}")
        settle(themed)
        ours = {rule: parts for rule, parts in faults(themed).items() if rule not in own}
        assert not ours, f"{page.path}: {ours}"


def test_an_open_menu_and_an_open_proof_have_none_either(open_page: OpenPage, bare_address: str) -> None:
    bare = open_page()
    bare.goto(bare_address)
    settle(bare)
    own = faults(bare)
    page = open_page("mechanisms")
    page.locator(".st-key-chart_stage_matrix_menu button").first.click()
    page.get_by_role("button", name="PowerPoint slide to edit").wait_for()
    assert set(faults(page)) <= set(own)


def test_the_keyboard_alone_reaches_the_filter_and_the_downloads(open_page: OpenPage) -> None:
    page = open_page("approvals")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''"))
        if "Download" in reached[-1]:
            break
    assert any("Collaborations" in words for words in reached), "the menu is reached"
    assert "Download" in reached[-1], reached
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="CSV table")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="CSV table")).to_have_count(0)


def test_every_picture_and_table_has_words_for_those_who_do_not_see_it(open_page: OpenPage) -> None:
    page = open_page("approvals")
    for kind in ("stPlotlyChart", "stDataFrame"):
        parts = page.get_by_test_id(kind)
        assert parts.count()
        for part in parts.all():
            label = part.evaluate(
                "e => (e.closest('[aria-label]') || e.querySelector('[aria-label]'))?.ariaLabel || ''"
            )
            assert len(label) > 20, kind
