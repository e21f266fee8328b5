"""What the keyboard does: Enter in a date box."""

from tests.browser.conftest import OpenPage


def test_enter_in_a_date_box_applies_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("approvals")
    page.get_by_test_id("stDateInput").filter(has_text="Until").click()
    page.keyboard.type("20200101")
    page.keyboard.press("Enter")
    page.wait_for_url("**until=2020-01-01*")
