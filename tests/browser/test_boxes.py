"""What the keyboard does in a date box."""

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.conftest import OpenPage, settle


def _type(page: Page, label: str, typed: str) -> None:
    box = page.get_by_test_id("stDateInput").filter(has_text=label)
    box.locator("[data-type=year]").click()
    page.wait_for_function("() => document.activeElement?.closest('[data-testid=stDateInput]')")
    page.wait_for_timeout(300)
    page.keyboard.type(typed, delay=60)


def test_enter_in_a_date_box_applies_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("approvals")
    box = page.get_by_test_id("stDateInput").filter(has_text="Until")
    for _ in range(3):  # typed again where the page was drawn anew in between, as a reader would
        box.click()
        page.wait_for_function("() => document.activeElement?.closest('[data-testid=stDateInput]')")
        page.wait_for_timeout(300)
        page.keyboard.type("20200101", delay=60)
        page.keyboard.press("Enter")
        try:
            page.wait_for_url("**until=2020-01-01*", timeout=6_000)
        except TookTooLong:
            continue
        break
    assert "until=2020-01-01" in page.url


@pytest.mark.parametrize(
    ("label", "typed", "wanted"),
    [
        ("Since", "2020", "since=2020-01-01"),
        ("Until", "2020", "until=2020-12-31"),
        ("Since", "2020-03", "since=2020-03-01"),
        ("Until", "2024-02", "until=2024-02-29"),
    ],
)
def test_a_year_or_a_month_stands_for_all_of_it(open_page: OpenPage, label: str, typed: str, wanted: str) -> None:
    page = open_page("approvals")
    _type(page, label, typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{wanted}*")


def test_a_year_counts_when_the_reader_clicks_elsewhere(open_page: OpenPage) -> None:
    page = open_page("approvals")
    _type(page, "Since", "2020")
    page.get_by_role("heading", level=1).click()
    page.wait_for_url("**since=2020-01-01*")


def test_a_whole_date_counts_when_the_reader_leaves_it_with_tab(open_page: OpenPage) -> None:
    page = open_page("approvals")
    _type(page, "Since", "20200315")
    page.keyboard.press("Tab")
    page.wait_for_url("**since=2020-03-15*")


def test_a_year_that_nothing_lies_in_is_said_to_be_none(open_page: OpenPage) -> None:
    page = open_page("approvals")
    _type(page, "Since", "1950")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only dates between 1980 and 2040")).to_be_visible()


def test_a_choice_that_was_made_takes_the_count_of_the_next_page(open_page: OpenPage) -> None:
    page = open_page("approvals?drugs=alrizomadlin")
    chosen = page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect")
    expect(chosen.get_by_text("alrizomadlin (2)")).to_be_visible()
    page.get_by_role("link", name="News").click()
    settle(page)
    expect(chosen.get_by_text("alrizomadlin (1)")).to_be_visible()
    page.get_by_role("link", name="Collaborations").click()
    settle(page)
    expect(chosen.get_by_text("alrizomadlin (2)")).to_be_visible()
