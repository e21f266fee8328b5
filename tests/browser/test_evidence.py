"""The evidence behind every kind of mark and row: one click opens it, wherever it stands."""

from playwright.sync_api import Locator, Page, expect

from ci.pages.table import WRAPPED_PX
from tests.browser.conftest import OpenPage, close_drawer, settle

_A_POINT = """part => {
  part.scrollIntoView({ block: "center" });
  const box = part.getBoundingClientRect();
  for (let x = box.left + 2; x < box.right; x += 4)
    for (let y = box.top + 2; y < box.bottom; y += 4)
      if (part.contains(document.elementFromPoint(x, y))) return [x, y];
  return null;
}"""


def click_part(page: Page, part: Locator) -> None:
    """Clicks where the part lies uppermost, as a reader would: the middle of a bent band may lie outside of it."""
    part.wait_for()
    x, y = part.evaluate(_A_POINT)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def click_in(page: Page, part: Locator) -> None:
    """Clicks the middle of a mark: plotly listens on the sheet above it."""
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def click_row(page: Page, table: str, words: str, x: int, row_px: int = 35) -> None:
    """Clicks the middle of the first row of a table that has these words, so far from its left edge."""
    grid = page.locator(f".st-key-{table} [data-testid=stDataFrame]")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    row = grid.locator("tr[aria-rowindex]", has_text=words).first  # what the canvas tells those who do not see it
    row.wait_for(state="attached")
    place = int(row.get_attribute("aria-rowindex") or 0) - 2  # the head is the first
    spot = box["x"] + x, box["y"] + 35 + row_px * (place + 0.5)
    page.mouse.move(*spot)
    page.wait_for_timeout(300)  # the table finds the link below the pointer first
    page.mouse.click(*spot)


def test_a_band_and_an_end_of_bands_open_their_deals(open_page: OpenPage) -> None:
    page = open_page("collaborations?deals=Mechanism+to+deal&targets=MDM2")
    drawer = page.get_by_role("dialog")
    for part in (".sankey-link", ".sankey-node .node-rect"):
        click_part(page, page.locator(f".st-key-chart_mechanism_flows {part}").first)
        expect(drawer).to_contain_text("2 events")
        expect(drawer).to_contain_text("They agreed.")
        close_drawer(page)
        assert "proof=" not in page.url


def test_a_bar_of_the_stages_and_a_cell_of_the_momentum_open_what_they_count(open_page: OpenPage) -> None:
    page = open_page("overview")
    drawer = page.get_by_role("dialog")
    click_in(page, page.locator(".st-key-chart_stage_funnel .barlayer .point path").last)
    expect(drawer).to_contain_text("approved or further: 2 drugs")
    assert drawer.get_by_role("link", name="AbbVie").get_attribute("href").endswith("profile?company=abbvie")
    close_drawer(page)
    page.goto(page.url.replace("overview", "mechanisms?view=Momentum"))
    settle(page)
    cells = page.locator(".st-key-chart_mechanism_momentum .barlayer .point path")
    click_in(page, cells.last)
    expect(drawer).to_contain_text("How sure:")
    page.goto(page.url.partition("&proof")[0])
    settle(page)
    click_row(page, "table_momentum", "2025", 60)
    expect(drawer).to_contain_text("The NMPA said so of lisaftoclax.")


def test_a_tile_of_the_tree_opens_what_is_in_it_and_then_its_drug(open_page: OpenPage) -> None:
    page = open_page("mechanisms?view=Tree")
    tiles = page.locator(".st-key-chart_mechanism_treemap .slice")
    drawer = page.get_by_role("dialog")
    click_in(page, tiles.filter(has_text="MDM2 (").last)
    tile = tiles.filter(has_text="alrizomadlin").last
    expect(tile).to_be_visible()
    settle(page)
    expect(drawer).to_have_count(0)
    click_in(page, tile)
    expect(drawer).to_contain_text("MDM2-p53 · MDM2")
    assert "cell=alrizomadlin" in page.url
    close_drawer(page)
    expect(tiles.filter(has_text="MDM2 (").last).to_be_visible()


def test_a_drug_of_a_profile_opens_its_sources(open_page: OpenPage) -> None:
    page = open_page("profile?company=ascentage-pharma")
    click_row(page, "profile_drugs", "alrizomadlin", 420)
    expect(page.get_by_role("dialog")).to_contain_text("MDM2-p53 · MDM2")
    expect(page.get_by_role("dialog")).to_contain_text("checked on 20 Nov 2026")


def test_a_link_to_an_event_that_is_gone_says_so(open_page: OpenPage) -> None:
    page = open_page("approvals?proof=no-such-act")
    expect(page.get_by_role("dialog")).to_contain_text("No event or expected date of this database has the key")
    close_drawer(page)
    assert "proof=" not in page.url


def test_a_name_in_a_table_leads_to_its_profile(open_page: OpenPage, address: str) -> None:
    page = open_page("collaborations?companies=genentech")
    with page.context.expect_page() as opened:
        click_row(page, "table_collaborations", "Genentech", 150, WRAPPED_PX)
    profile = opened.value
    settle(profile)
    expect(profile.get_by_role("heading", level=2).first).to_have_text("AbbVie")
    profile.get_by_role("link", name="Genentech").first.click()
    expect(profile.get_by_role("heading", level=2).first).to_have_text("Genentech")
    assert page.get_by_role("dialog").count() == 0, "the row is not chosen beside"
    assert profile.url == f"{address}/profile?company=genentech"
