"""What the keyboard does: Enter in a date box."""

from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.conftest import OpenPage


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
