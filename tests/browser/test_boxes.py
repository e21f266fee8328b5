"""What the keyboard and the browser's own buttons do: Enter in a date box, back after a proof was closed."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settle


def test_enter_in_a_date_box_applies_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("approvals")
    page.get_by_test_id("stDateInput").filter(has_text="Until").click()
    page.keyboard.type("20200101")
    page.keyboard.press("Enter")
    page.wait_for_url("**until=2020-01-01*")


def test_back_opens_a_proof_that_was_just_closed(open_page: OpenPage) -> None:
    page = open_page("profile?drug=venetoclax")
    page.get_by_role("button", name="Proof").first.click()
    drawer = page.get_by_role("dialog")
    drawer.wait_for()
    settle(page)
    expect(drawer.get_by_role("button", name="Copy link")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    settle(page)
    page.wait_for_timeout(1200)
    page.go_back()
    drawer.wait_for()
    assert "proof=" in page.url
