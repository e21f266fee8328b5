"""Serious faults of accessibility as axe finds them, beside those of a bare Streamlit page; and the keyboard."""

import re
from collections.abc import Iterator

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


def faults(page: Page) -> dict[tuple[str, str], str]:
    """Rule and kind of part -> the first such part that breaks the rule, seriously."""
    page.wait_for_timeout(700)
    found = Axe().run(page).response["violations"]
    nodes = [(v["id"], node["html"]) for v in found if v["impact"] in SERIOUS for node in v["nodes"]]
    return {(rule, part_of(html)): html[:200] for rule, html in reversed(nodes)}


def faults_of_its_own(page: Page, bare_address: str) -> dict[tuple[str, str], str]:
    """Streamlit's own faults, once every part of the bare page is drawn."""
    page.goto(bare_address)
    settle(page)
    page.locator(".js-plotly-plot").first.wait_for()
    for words in ("One", "Alpha"):
        page.get_by_text(words, exact=True).first.wait_for()
    page.wait_for_timeout(500)
    return faults(page)


def part_of(html: str) -> str:
    """Tag and the class that Streamlit gives to a kind of part, whatever its colours: `span.eo2qvtu4`."""
    tag, classes = re.match(r"<(\w+)", html), re.search(r'class="([^"]*)"', html.partition(">")[0])
    kinds = [name for name in (classes.group(1).split() if classes else []) if not name.startswith("st-emotion")]
    return ".".join([tag.group(1) if tag else "", *kinds])


def test_no_page_has_a_serious_fault_that_a_bare_page_has_not(
    themed: Page, address: str, bare_address: str, request: pytest.FixtureRequest
) -> None:
    own = faults_of_its_own(themed, bare_address)
    for page in PAGES if request.node.callspec.params["themed"] == "light" else PAGES[:3]:
        themed.goto(f"{address}/{VIEWS.get(page.path, page.path)}")
        settle(themed)
        ours = {fault: part for fault, part in faults(themed).items() if fault not in own}
        assert not ours, f"{page.path}: {ours}"


def test_an_open_menu_has_none_either(open_page: OpenPage, bare_address: str) -> None:
    page = open_page("mechanisms")
    own = faults_of_its_own(open_page(), bare_address)
    page.locator(".st-key-chart_stage_matrix_menu button").first.click()
    page.get_by_role("button", name="PowerPoint slide to edit").wait_for()
    assert set(faults(page)) <= set(own)


OPEN = {
    "a checked source": "approvals?proof=venetoclax-approval-fda-2016-04",
    "an expected date": "approvals?proof=lisaftoclax-approval-fda-2027",
    "the drugs of a cell": "mechanisms?cell=BCL-2&cell=approved",
    "a source": "sources?source=dead",
    "nothing that is known": "approvals?proof=no-such-act",
}


def test_no_open_drawer_has_one(themed: Page, address: str, bare_address: str) -> None:
    """In both themes, each kind of drawer once; what was read, whose quote is marked, by a click as its key is made."""
    own = faults_of_its_own(themed, bare_address)
    for what, path in OPEN.items():
        themed.goto(f"{address}/{path}")
        settle(themed)
        themed.get_by_role("dialog").wait_for()
        ours = {fault: part for fault, part in faults(themed).items() if fault not in own}
        assert not ours, f"{what}: {ours}"
    themed.goto(f"{address}/news")
    settle(themed)
    themed.get_by_role("button", name="Clinical collaboration").click()
    themed.get_by_role("dialog").locator("mark").wait_for()
    ours = {fault: part for fault, part in faults(themed).items() if fault not in own}
    assert not ours, f"a quote: {ours}"


def test_the_keyboard_alone_reaches_the_filter_and_the_downloads(open_page: OpenPage) -> None:
    page = open_page("approvals")
    menu = page.locator(".st-key-chart_approval_timeline_menu button").first
    steps = 0
    while not menu.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 60, "the download menu is not reached"
    assert steps > len(PAGES), "the menu of pages and the filter come before it"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="CSV table")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="CSV table")).to_have_count(0)


def test_every_picture_and_table_has_words_for_those_who_do_not_see_it(open_page: OpenPage) -> None:
    page = open_page("approvals")
    page.locator(".js-plotly-plot").first.wait_for()
    for kind in (".stPlotlyChart", ".stDataFrame"):
        parts = page.locator(kind)
        parts.first.wait_for()
        for part in parts.all():
            label = part.evaluate(
                "e => (e.closest('[aria-label]') || e.querySelector('[aria-label]'))?.ariaLabel || ''"
            )
            assert len(label) > 20, kind
