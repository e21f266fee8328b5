"""Going from page to page: back in as many steps as it took, and a menu that makes room for the page."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, settle

FILTER = "companies=ascentage-pharma&targets=MDM2&since=2015-01-01"


def _follow(page: Page, name: str, heading: str) -> None:
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    settle(page)


def _back(page: Page, wanted: str, heading: str) -> None:
    page.go_back()
    page.wait_for_url(wanted)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    settle(page)


def test_each_page_with_its_filter_is_one_step_back(open_page: OpenPage, address: str) -> None:
    page = open_page(f"approvals?{FILTER}")
    _follow(page, "Mechanisms", "Mechanisms")
    _follow(page, "News", "News")
    _follow(page, "About", "About Apoptoscope")
    _back(page, "**/news?**targets=MDM2**", "News")
    _back(page, "**/mechanisms?**targets=MDM2**", "Mechanisms")
    assert "1 of 3 drugs" in page.get_by_test_id("stMain").inner_text()
    _back(page, f"{address}/approvals?{FILTER}", "Approval timeline")


def test_a_filter_that_was_reset_comes_back_in_one_step(open_page: OpenPage, address: str) -> None:
    page = open_page(f"approvals?{FILTER}")
    page.get_by_role("button", name="Reset filters").click()
    page.wait_for_url(f"{address}/approvals")
    settle(page)
    _back(page, f"{address}/approvals?{FILTER}", "Approval timeline")


def _expect_menu(page: Page, *, is_open: bool) -> None:
    page.wait_for_timeout(500)  # it slides
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "false" if is_open else "true")


@pytest.fixture
def phone(chrome: Browser, address: str) -> Page:
    """A window as narrow as a phone's, in a browser that does not call itself one, with the menu open."""
    page = chrome.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(address)
    settle(page)
    page.wait_for_function("() => window.apoptoscopeMoving")
    page.get_by_test_id("stExpandSidebarButton").click()
    _expect_menu(page, is_open=True)
    return page


def test_the_menu_closes_over_the_page_that_was_chosen_on_a_phone(phone: Page) -> None:
    _follow(phone, "Mechanisms", "Mechanisms")
    _expect_menu(phone, is_open=False)
    phone.context.close()


def test_a_menu_left_open_does_not_cover_the_next_page_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}/approvals")
    settle(phone)
    _expect_menu(phone, is_open=False)
    phone.context.close()


def test_the_menu_stays_where_it_has_room(open_page: OpenPage) -> None:
    page = open_page()
    _follow(page, "Mechanisms", "Mechanisms")
    _expect_menu(page, is_open=True)
