"""Finding things in a real browser: by any name, by words and operators, in saved views."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settle


def search(page: Page, typed: str) -> None:
    box = page.get_by_role("searchbox", name="Search the news")
    box.fill(typed)
    box.press("Enter")
    settle(page)


def type_and_enter(page: Page, label: str, typed: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(typed)
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Enter")
    if label != "Name":  # the box of one choice shuts by itself
        page.keyboard.press("Escape")
    settle(page)


@pytest.mark.parametrize(
    ("label", "typed", "query", "chip"),
    [
        ("Drug", "Venclexta", "drugs=venetoclax", "venetoclax (4)"),
        ("Drug", "abt199", "drugs=venetoclax", "venetoclax (4)"),
        ("Company", "亚盛医药", "companies=ascentage-pharma", "Ascentage Pharma (6)"),
        ("Target", "Bcl2", "targets=BCL2", "BCL-2 (6)"),
    ],
)
def test_a_box_is_searched_by_every_name(
    open_page: OpenPage, address: str, label: str, typed: str, query: str, chip: str
) -> None:
    page = open_page("overview")
    type_and_enter(page, label, typed)
    assert page.url == f"{address}/overview?{query}"
    expect(page.locator("[data-testid=stSidebar]").get_by_text(chip, exact=True)).to_be_visible()


def test_several_choices_one_after_another(open_page: OpenPage, address: str) -> None:
    page = open_page("overview")
    for typed in ("APG-115", "Venclexta", "lisaf"):
        type_and_enter(page, "Drug", typed)
    assert page.url == f"{address}/overview?drugs=alrizomadlin&drugs=venetoclax&drugs=lisaftoclax"
    expect(page.get_by_text("10 of 10 events: alrizomadlin or venetoclax or lisaftoclax")).to_be_visible()


def test_a_profile_is_found_by_every_name(open_page: OpenPage, address: str) -> None:
    page = open_page("profile")
    type_and_enter(page, "Name", "APG115")
    expect(page.get_by_role("heading", level=2).first).to_have_text("alrizomadlin")
    assert page.url == f"{address}/profile?drug=alrizomadlin"
    expect(page.get_by_text("APG-115")).to_be_visible()
    page.get_by_role("radio", name="Company").click()
    settle(page)
    type_and_enter(page, "Name", "亚盛医药")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Ascentage Pharma")
    page.get_by_role("link", name="Takeda").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Takeda")


def test_a_search_finds_every_spelling_and_stands_in_the_address(open_page: OpenPage, address: str) -> None:
    page = open_page("news")
    search(page, "APG-115 -melanoma date:2018")
    expect(page.locator("mark", has_text="alrizomadlin")).to_be_visible()
    expect(page.get_by_text("“APG-115” is searched as alrizomadlin too")).to_be_visible()
    other = open_page(page.url.removeprefix(f"{address}/"))
    expect(other.locator("mark", has_text="alrizomadlin")).to_be_visible()
    assert other.locator("[data-testid=stMain] img, .katex").count() == 0
    search(other, "亚盛医药")
    expect(other.get_by_role("link", name="Ascentage and Genor test a pair")).to_be_visible()
    search(other, "company:Asentage")
    expect(other.get_by_text("did you mean Ascentage Pharma?")).to_be_visible()


def test_a_name_in_a_story_leads_to_its_profile_and_its_event_to_the_quote(open_page: OpenPage) -> None:
    page = open_page("news?q=genor")
    page.get_by_role("button", name="Clinical collaboration").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("mark")).to_contain_text("will study alrizomadlin together")
    page.keyboard.press("Escape")
    page.locator("[data-testid=stMain]").get_by_role("link", name="alrizomadlin").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Profiles")
    expect(page.get_by_role("heading", level=2).first).to_have_text("alrizomadlin")


def save(page: Page, name: str) -> None:
    field = page.get_by_label("Save what is shown under")
    field.fill(name)
    field.press("Enter")
    settle(page)


def test_a_view_is_saved_opened_elsewhere_renamed_and_deleted(open_page: OpenPage, address: str) -> None:
    page = open_page("approvals?targets=MDM2&agencies=FDA")
    page.get_by_role("button", name="Saved views").click()
    save(page, " ")
    expect(page.get_by_text("A view needs a name")).to_be_visible()
    save(page, "MDM2 at the FDA")
    save(page, "mdm2 at the fda")
    expect(page.get_by_text("A view named “MDM2 at the FDA” is there already")).to_be_visible()
    other = open_page("news")
    other.get_by_role("button", name="Saved views").click()
    other.get_by_role("link", name="MDM2 at the FDA").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Approval timeline")
    settle(other)
    expect(other.get_by_text("2 of 6 regulatory acts: MDM2, FDA")).to_be_visible()
    other.get_by_role("button", name="Saved views").click()
    choose(other, "Rename")
    other.get_by_label("New name").fill("MDM2, FDA")
    other.get_by_label("New name").press("Enter")
    expect(other.get_by_role("link", name="MDM2, FDA")).to_be_visible()
    choose(other, "Delete")
    other.get_by_role("button", name="Delete it").click()
    expect(other.get_by_text("No view is saved yet.")).to_be_visible()


def choose(page: Page, item: str) -> None:
    page.locator("[class*=st-key-view_] button").first.click()
    page.get_by_role("menuitem", name=item).click()
    settle(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_news_and_saved_views_fit_the_screen(open_page: OpenPage, width: int) -> None:
    page = open_page("news?q=genor", width=width, height=844)
    page.get_by_role("button", name="Saved views").click()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
