"""Charts follow the room that they have, in a window as well as on a phone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settle


def _columns_upright(page: Page) -> bool:
    """Whether the stages stand upright above the matrix, as they do where there is little room."""
    return bool(page.locator(".st-key-chart_stage_matrix .xaxislayer-above text[transform*='rotate(-90']").count())


def test_a_window_made_narrow_draws_its_charts_anew_and_a_wide_one_again(open_page: OpenPage) -> None:
    page = open_page("mechanisms")
    assert not _columns_upright(page)
    page.set_viewport_size({"width": 390, "height": 844})
    upright = page.locator(".st-key-chart_stage_matrix .xaxislayer-above text[transform*='rotate(-90']")
    expect(upright.first).to_be_visible()
    settle(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(upright).to_have_count(0)


def test_a_narrow_browser_that_is_no_phone_gets_the_timeline_of_a_phone(open_page: OpenPage) -> None:
    page = open_page("approvals", width=390, height=844)
    expect(page.get_by_text("What the marks mean")).to_be_visible()
