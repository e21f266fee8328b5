"""A click on the head of a column of a table, and the keyboard's way into one."""

from playwright.sync_api import Page, expect

from ci.pages.table import WRAPPED_PX
from tests.browser.conftest import OpenPage, close_drawer, settle
from tests.browser.test_evidence import click_row

TABLE = "table_approvals"


def click_head(page: Page, x: int) -> None:
    """So far from the left edge of the table."""
    grid = page.locator(f".st-key-{TABLE} [data-testid=stDataFrame]")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    page.mouse.move(box["x"] + x, box["y"] + 17)
    page.wait_for_timeout(300)
    page.mouse.click(box["x"] + x, box["y"] + 17)
    settle(page)


def first_date(page: Page) -> str:
    """What the canvas tells those who do not see it."""
    return page.locator(f".st-key-{TABLE} tr[aria-rowindex='2'] td").first.inner_text()


def test_the_second_click_on_a_head_turns_the_order_round_and_no_click_opens_a_proof(open_page: OpenPage) -> None:
    page = open_page("approvals")
    assert first_date(page) == "2025-07-10"
    for first in ("2015", "2025-07-10"):
        click_head(page, 85)
        page.wait_for_timeout(1_000)  # a drawer would be open by then
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert first_date(page).startswith(first)
        assert "proof=" not in page.url


def test_a_row_of_a_sorted_table_opens_its_own_proof(open_page: OpenPage) -> None:
    page = open_page("approvals")
    click_head(page, 85)
    click_row(page, TABLE, "2015", 90, WRAPPED_PX)  # the first now, and the last before
    expect(page.get_by_role("dialog")).to_contain_text("2015")
    close_drawer(page)
    click_head(page, 85)
    page.wait_for_timeout(1_000)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_table_that_gets_the_keyboards_focus_opens_its_first_proof_with_enter_alone(open_page: OpenPage) -> None:
    page = open_page("approvals")
    grid = page.locator(f".st-key-{TABLE} [data-testid=data-grid-canvas]")
    grid.scroll_into_view_if_needed()
    for _ in range(90):
        page.keyboard.press("Tab")
        if grid.evaluate("grid => grid === document.activeElement"):
            break
    assert grid.evaluate("grid => grid === document.activeElement"), "the table is not reached"
    page.wait_for_timeout(1_500)  # a drawer would be open by then
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("10 Jul 2025")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_timeout(1_500)
    expect(page.get_by_role("dialog")).to_have_count(0)
