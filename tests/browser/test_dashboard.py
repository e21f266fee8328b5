"""The dashboard in a real browser: filter, link, proof, downloads."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect
from pptx import Presentation

from ci.pages import PAGES
from tests.browser.conftest import OpenPage, close_drawer, settle
from tests.pages.make import QUOTE

CHARTS = {
    "approvals": ("chart_approval_timeline", "approvals", 6),
    "collaborations": ("chart_company_network", "collaborations_company-network", 4),
    "mechanisms": ("chart_stage_matrix", "landscape_stage-matrix", 3),
}


def choose(page: Page, label: str, typed: str) -> None:
    """Picks the first choice that fits what is typed into a filter."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(typed)
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    settle(page)


def sentence(page: Page) -> str:
    return page.locator("[data-testid=stMain] [data-testid=stMarkdown]").first.inner_text().strip()


def click_mark(page: Page, chart: str, number: int = 0) -> None:
    """Clicks a mark where the eye finds it: plotly listens on the sheet above it."""
    layer = ":is(.scatterlayer .trace:has(.textpoint), .barlayer .trace:has(.bartext))"
    marks = page.locator(f".st-key-{chart} {layer} .points path")
    marks.nth(number).scroll_into_view_if_needed()
    box = marks.nth(number).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def download(page: Page, chart: str, button: str) -> Download:
    if not page.get_by_role("button", name=button).is_visible():
        page.locator(f".st-key-{chart}_menu button").first.click()
        page.get_by_role("button", name=button).wait_for()
        page.wait_for_timeout(400)
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return started.value


def content(file: Download) -> bytes:
    return Path(file.path()).read_bytes()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_opens_by_its_address_and_asks_nobody_else(open_page: OpenPage, address: str, page) -> None:  # type: ignore[no-untyped-def]
    opened = open_page("about")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{address}/{page.path}")
    settle(opened)
    assert page.title.split()[0] in opened.get_by_role("heading", level=1).inner_text()
    assert opened.get_by_text("Page not found").count() == 0
    assert opened.locator("[data-testid=stException]").count() == 0
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert outside == []


def test_filter_by_company_and_follow_the_link_in_a_fresh_browser(open_page: OpenPage, address: str) -> None:
    page = open_page("collaborations")
    choose(page, "Company", "Ascentage")
    assert sentence(page) == "3 of 4 collaborations: Ascentage Pharma"
    assert page.url == f"{address}/collaborations?companies=ascentage-pharma"
    other = open_page(page.url.removeprefix(f"{address}/"))
    assert sentence(other) == sentence(page)


def test_the_filter_stays_over_a_page_switch_and_a_reload_and_goes_back(open_page: OpenPage, address: str) -> None:
    page = open_page()
    choose(page, "Target", "MDM2")
    assert sentence(page) == "4 of 10 events: MDM2"
    page.get_by_role("link", name="Mechanisms").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mechanisms")
    settle(page)
    assert page.url == f"{address}/mechanisms?targets=MDM2"
    assert sentence(page) == "1 of 3 drugs: MDM2"
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About Apoptoscope")
    settle(page)
    page.get_by_role("link", name="Mechanisms").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mechanisms")
    settle(page)
    assert sentence(page) == "1 of 3 drugs: MDM2"
    page.reload()
    settle(page)
    assert sentence(page) == "1 of 3 drugs: MDM2"
    page.get_by_role("button", name="Reset filters").click()
    settle(page)
    assert page.url == f"{address}/mechanisms"
    page.go_back()
    page.wait_for_timeout(600)
    settle(page)
    assert sentence(page) == "1 of 3 drugs: MDM2"


def test_a_link_holds_the_view_too(open_page: OpenPage, address: str) -> None:
    page = open_page("collaborations?targets=MDM2")
    page.get_by_role("radio", name="Over time").click()
    settle(page)
    other = open_page(page.url.removeprefix(f"{address}/"))
    expect(other.locator(".st-key-chart_deals_over_time")).to_be_visible()
    assert sentence(other) == "2 of 4 collaborations: MDM2"


def test_a_click_on_a_company_opens_the_quote_in_its_paragraph(open_page: OpenPage) -> None:
    page = open_page("collaborations?companies=genor-biopharma")
    click_mark(page, "chart_company_network")
    drawer = page.get_by_role("dialog")
    drawer.wait_for()
    expect(drawer.locator("mark")).to_have_text(QUOTE)
    text = drawer.inner_text()
    assert (
        "costs run from $119 to $240 million, says ![a picture](https://tracker.example/x.png) <b>the note</b>" in text
    )
    assert "Pharma Focus Asia · 20 Dec 2018" in text
    assert drawer.get_by_role("link", name="Ascentage and Genor test a pair").get_attribute("href") == (
        "https://news.example/ascentage-genor"
    )
    assert drawer.locator("img, .katex").count() == 0


def test_a_click_on_an_act_opens_its_checked_source(open_page: OpenPage) -> None:
    page = open_page("approvals?drugs=lisaftoclax")
    click_mark(page, "chart_approval_timeline")
    drawer = page.get_by_role("dialog")
    drawer.wait_for()
    expect(drawer).to_contain_text("The NMPA said so of lisaftoclax.")
    expect(drawer).to_contain_text("checked on 20 Nov 2026")
    close_drawer(page)


def test_after_the_drawer_is_closed_no_mark_is_pale_and_a_second_click_opens_it_again(open_page: OpenPage) -> None:
    page = open_page("approvals")
    for _ in range(2):
        click_mark(page, "chart_approval_timeline", 1)
        page.get_by_role("dialog").wait_for()
        settle(page)
        assert "proof=" in page.url
        close_drawer(page)
        assert "proof=" not in page.url
        marks = page.locator(
            ".st-key-chart_approval_timeline .scatterlayer .points path, .scatterlayer .textpoint text"
        )
        shown = marks.evaluate_all("all => all.map(e => getComputedStyle(e)).map(s => [s.opacity, s.fillOpacity])")
        assert {float(value) for pair in shown for value in pair} == {1.0}


def test_a_link_opens_the_drawer_too(open_page: OpenPage, address: str) -> None:
    page = open_page("approvals?drugs=lisaftoclax")
    click_mark(page, "chart_approval_timeline")
    page.get_by_role("dialog").wait_for()
    settle(page)
    other = open_page(page.url.removeprefix(f"{address}/"))
    expect(other.get_by_role("dialog")).to_contain_text("The NMPA said so of lisaftoclax.")
    page.reload()
    expect(page.get_by_role("dialog")).to_contain_text("The NMPA said so of lisaftoclax.")


def test_a_row_opens_its_proof_as_often_as_it_is_clicked(open_page: OpenPage) -> None:
    page = open_page("approvals?drugs=lisaftoclax")
    for _ in range(2):
        table = page.locator("[data-testid=stDataFrame]").first
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box
        page.mouse.click(box["x"] + 150, box["y"] + 66)
        expect(page.get_by_role("dialog")).to_contain_text("The NMPA said so of lisaftoclax.")
        close_drawer(page)


def test_the_name_of_a_company_is_a_click_target(open_page: OpenPage) -> None:
    page = open_page("collaborations?companies=genor-biopharma")
    name = page.locator(".st-key-chart_company_network .textpoint text", has_text="Genor Biopharma")
    name.scroll_into_view_if_needed()
    box = name.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog")).to_contain_text("Ascentage Pharma and Genor Biopharma")


def test_a_click_on_an_empty_cell_changes_nothing(open_page: OpenPage) -> None:
    page = open_page("mechanisms")
    blank = page.locator(".st-key-chart_stage_matrix .barlayer .trace").first.locator(".points path").first
    box = blank.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    page.wait_for_timeout(800)
    shown = page.locator(".st-key-chart_stage_matrix .bartext").evaluate_all(
        "all => all.map(e => getComputedStyle(e).fillOpacity)"
    )
    assert set(shown) == {"1"}
    assert page.get_by_role("dialog").count() == 0


def test_a_click_on_a_cell_opens_its_drugs_and_a_link_their_profile(open_page: OpenPage) -> None:
    page = open_page("mechanisms")
    click_mark(page, "chart_stage_matrix")
    drawer = page.get_by_role("dialog")
    drawer.wait_for()
    drawer.get_by_role("link", name="lisaftoclax").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Profiles")
    expect(page.get_by_role("heading", level=2).first).to_have_text("lisaftoclax")
    assert "profile?drug=lisaftoclax" in page.url


@pytest.mark.parametrize(("path", "scheme"), [*((path, "light") for path in CHARTS), ("approvals", "dark")])
def test_pictures_are_made_in_the_browser(open_page: OpenPage, path: str, scheme: str) -> None:
    chart, subject, _ = CHARTS[path]
    page = open_page(f"{path}?targets=MDM2", scheme=scheme)
    file = download(page, chart, "PNG picture")
    assert re.fullmatch(rf"{subject}_MDM2_\d{{4}}-\d\d-\d\d\.png", file.suggested_filename)
    picture = Image.open(io.BytesIO(content(file))).convert("RGB")
    assert picture.width == 3200
    assert picture.width / picture.height == pytest.approx(16 / 9, rel=0.01)
    assert picture.getpixel((2, 2)) == (255, 255, 255), "a slide is white whatever the screen is"
    assert len(set(picture.resize((320, 180)).get_flattened_data())) > 20, "the picture is blank"
    svg = content(download(page, chart, "SVG picture")).decode()
    assert svg.startswith("<svg")
    for words in ("MDM2", "Apoptoscope", "curated data of 20 Nov 2026", "n = "):
        assert words in svg
    assert page.locator(f".st-key-{chart} .gtitle").count() == 0, "the chart on the page keeps its own look"


@pytest.mark.parametrize("path", CHARTS)
def test_tables_and_the_page_that_stands_alone(open_page: OpenPage, path: str, tmp_path: Path) -> None:
    chart, subject, rows = CHARTS[path]
    page = open_page(path)
    written = list(csv.DictReader(io.StringIO(content(download(page, chart, "CSV table")).decode("utf-8-sig"))))
    assert len(written) == rows
    file = download(page, chart, "Excel workbook with evidence")
    assert re.fullmatch(rf"{subject}_\d{{4}}-\d\d-\d\d\.xlsx", file.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(content(file)))
    also = ["expected"] if path == "approvals" else []
    assert book.sheetnames == ["data", "evidence", *also, "how made"]
    assert book["data"].max_row == rows + 1
    deck = Presentation(io.BytesIO(content(download(page, chart, "PowerPoint slide to edit"))))
    runs = [r for s in deck.slides[0].shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs]
    assert any("curated data of 20 Nov 2026" in run.text for run in runs)
    assert {run.hyperlink.address for run in runs} == {None}, "a link to this very machine is of no use to others"
    assert f"its page “{path}”" in deck.slides[0].notes_slide.notes_text_frame.text
    archive = zipfile.ZipFile(io.BytesIO(content(download(page, chart, "Everything in one ZIP"))))
    assert {name.rpartition(".")[2] for name in archive.namelist()} == {
        "pptx",
        "xlsx",
        "csv",
        "html",
        "bib",
        "ris",
        "txt",
        "png",
        "svg",
    }
    (png,) = [name for name in archive.namelist() if name.endswith(".png")]
    assert Image.open(io.BytesIO(archive.read(png))).size[0] == 3200
    for button, words in (("Sources as BibTeX", "@online{"), ("Sources as RIS", "TY  - ELEC")):
        assert words in content(download(page, chart, button)).decode("utf-8-sig")
    alone = tmp_path / "alone.html"
    alone.write_bytes(content(download(page, chart, "Web page that stands alone")))
    page.context.set_offline(True)
    page.goto(alone.as_uri())
    page.locator(":is(.scatterlayer, .barlayer) .points path").first.wait_for()
    assert "Apoptoscope" in page.locator("#chart").inner_text()


def test_exactly_what_is_filtered_is_downloaded(open_page: OpenPage) -> None:
    page = open_page("approvals?targets=MDM2&since=2021-01-01")
    file = download(page, "chart_approval_timeline", "CSV table")
    assert re.fullmatch(r"approvals_MDM2_2021-\d{4}_\d{4}-\d\d-\d\d\.csv", file.suggested_filename)
    written = list(csv.DictReader(io.StringIO(content(file).decode("utf-8-sig"))))
    assert [(row["drugs"], row["when"]) for row in written] == [("alrizomadlin", "2021")]
    deck = Presentation(io.BytesIO(content(download(page, "chart_approval_timeline", "PowerPoint slide to edit"))))
    assert deck.slides[0].shapes.title.text_frame.text.startswith("MDM2: "), "a title travels alone"


def test_an_empty_result_is_a_sentence_with_one_click_that_widens_it(open_page: OpenPage) -> None:
    page = open_page("approvals?companies=takeda")
    expect(page.get_by_text("None of the 6 regulatory acts matches Takeda.")).to_be_visible()
    assert page.locator(".js-plotly-plot").count() == 0
    page.get_by_role("button", name="Show all 6").click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)


def test_a_phone_needs_no_sideways_scrolling(open_page: OpenPage) -> None:
    for path in ("", "approvals", "collaborations", "mechanisms", "news", "sources", "about"):
        page = open_page(path, width=390, height=844)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.close()


def test_the_browser_remembers_the_last_visit(open_page: OpenPage, address: str) -> None:
    page = open_page()
    expect(page.get_by_text("First visit in this browser")).to_be_visible()
    page.evaluate("localStorage.setItem('apoptoscope.visits', JSON.stringify({seen: Date.UTC(2026, 10, 20, 8)}))")
    page.goto(f"{address}/")
    expect(page.get_by_text("Since your last visit on 20 Nov 2026")).to_be_visible()
    page.goto(f"{address}/")
    expect(page.get_by_text("Since your last visit on 20 Nov 2026")).to_be_visible()


def test_the_link_can_be_copied(open_page: OpenPage, address: str) -> None:
    page = open_page("approvals?targets=MDM2")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/approvals?targets=MDM2"
