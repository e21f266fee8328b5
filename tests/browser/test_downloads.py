"""Every format of every chart: downloaded in one ZIP, each file opened by what is meant to open it."""

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

from ci.charts import CHARTS
from ci.pages.browser import SIZES
from tests.browser.conftest import OpenPage

MANY = (
    "companies=abbvie&companies=genentech&companies=ascentage-pharma&companies=takeda&companies=merck&targets=BCL2"
    "&targets=MDM2&drugs=venetoclax&drugs=lisaftoclax&drugs=alrizomadlin&agencies=FDA&agencies=EMA&agencies=NMPA"
    "&since=2001-02-03&until=2026-11-20"
)
"""A filter of many words."""
STANDS_AT = {
    "acts-by-year": "",
    "deals-by-year": "",
    "stage-funnel": "",
    "approval-timeline": "approvals",
    "company-network": "collaborations",
    "deals-over-time": "collaborations?deals=Over+time",
    "top-partners": "collaborations?deals=Top+partners",
    "mechanism-flows": "collaborations?deals=Mechanism+to+deal",
    "stage-matrix": "mechanisms",
    "target-gaps": "mechanisms?view=No+drug+beyond+phase+1",
    "company-matrix": "mechanisms?view=Companies+by+mechanism",
    "company-pair": "mechanisms?view=Two+companies",
    "mechanism-momentum": "mechanisms?view=Momentum",
    "mechanism-treemap": "mechanisms?view=Tree",
    "reading-by-round": "about",
}


def test_every_chart_is_walked() -> None:
    assert set(STANDS_AT) == set(CHARTS)


@pytest.mark.parametrize("name", STANDS_AT)
def test_every_format_of_a_chart_opens(open_page: OpenPage, name: str, tmp_path: Path) -> None:
    page = open_page(STANDS_AT[name])
    archive = zipfile.ZipFile(io.BytesIO(_zip_of(page, f"chart_{name.replace('-', '_')}")))
    files = {path.rpartition(".")[2]: archive.read(path) for path in archive.namelist()}
    assert set(files) == {"pptx", "xlsx", "csv", "html", "bib", "ris", "txt", "png", "svg"}

    deck = Presentation(io.BytesIO(files["pptx"]))
    assert deck.slides[0].shapes.title is not None
    title = deck.slides[0].shapes.title.text_frame.text
    assert len(title) > 10
    svg = files["svg"].decode()
    assert svg.startswith("<svg") and title.split()[0] in svg and "Apoptoscope" in svg
    picture = Image.open(io.BytesIO(files["png"])).convert("RGB")
    assert picture.width == 3200
    assert len(set(picture.resize((320, 180)).get_flattened_data())) > 20, "the picture is blank"

    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert {"data", "evidence", "how made"} <= set(book.sheetnames)
    assert (
        book["data"].max_row == len(files["csv"].decode("utf-8-sig").strip().splitlines()) or book["data"].max_row > 1
    )
    alone = tmp_path / "alone.html"
    alone.write_bytes(files["html"])
    page.context.set_offline(True)
    page.goto(alone.as_uri())
    page.locator("#chart .main-svg").first.wait_for()
    assert title.split()[0] in page.locator("body").inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_the_size_that_was_chosen(open_page: OpenPage, size: str) -> None:
    """In the ZIP and alone; wider where the chart is higher than the sheet, so that the form stays."""
    page = open_page("?targets=MDM2")
    key = "chart_stage_funnel"
    _open_menu(page, key, "PNG picture")
    _wait_for_zip(page)
    wide, high = SIZES[size]
    page.get_by_label("Picture size").select_option(size)
    page.wait_for_timeout(500)
    _wait_for_zip(page)
    for _ in range(TRIES):  # the pictures are made anew, which may be over before anybody looks
        archive = zipfile.ZipFile(io.BytesIO(_zip_of(page, key)))
        (packed,) = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
        if _is_of_form(packed, wide, high):
            break
        page.wait_for_timeout(1_000)
        _wait_for_zip(page)
    (svg,) = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".svg")]
    alone = Path(_download(page, key, "PNG picture").path()).read_bytes()
    for picture in (packed, alone):
        made = Image.open(io.BytesIO(picture))
        assert made.width >= 2 * wide and made.width / made.height == pytest.approx(wide / high, rel=0.01)
    sides = re.search(r'<svg[^>]* width="(\d+)" height="(\d+)"', svg)
    assert sides and int(sides[1]) / int(sides[2]) == pytest.approx(wide / high, rel=0.01)


TRIES = 6


def _is_of_form(picture: bytes, wide: int, high: int) -> bool:
    made = Image.open(io.BytesIO(picture))
    return made.width / made.height == pytest.approx(wide / high, rel=0.01)


def _wait_for_zip(page: Page) -> None:
    """The ZIP waits for the pictures that the browser makes."""
    page.wait_for_function(
        "[...document.querySelectorAll('button')].some("
        "button => button.innerText.includes('Everything in one ZIP') && !button.disabled)"
    )


TABLES = {
    "overview": ("table_newest", "newest_events", 10),
    "profile?drug=venetoclax": ("profile_acts", "regulatory_acts_venetoclax", 3),
    "profile?company=ascentage-pharma": ("profile_drugs", "drugs_Ascentage-Pharma", 2),
    "approvals": ("table_expected", "expected_dates", 1),
    "sources": ("table_not_asked_yet", "sources", 1),
}


@pytest.mark.parametrize("path", TABLES)
def test_a_table_without_a_chart_has_a_menu_too(open_page: OpenPage, path: str) -> None:
    key, stem, count = TABLES[path]
    page = open_page(path)
    file = _download(page, key, "Excel workbook with evidence")
    assert re.fullmatch(rf"{stem}_\d{{4}}-\d\d-\d\d\.xlsx", file.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(Path(file.path()).read_bytes()))
    assert book.sheetnames == ["data", "evidence", "how made"]
    assert book["data"].max_row == count + 1
    text = Path(_download(page, key, "CSV table").path()).read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == count


def test_no_button_of_a_chart_saves_it_without_its_title(open_page: OpenPage) -> None:
    page = open_page("approvals")
    page.locator(".js-plotly-plot").first.hover()
    expect(page.locator(".js-plotly-plot .modebar-btn:visible")).not_to_have_count(0)
    expect(page.locator(".modebar-btn[data-title*='ownload']:visible")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_no_edge_cuts_the_words_of_a_picture(open_page: OpenPage, size: str) -> None:
    page = open_page(f"approvals?{MANY}")
    page.locator(".st-key-chart_approval_timeline_menu button").first.click()
    page.get_by_label("Picture size").select_option(size)
    with page.expect_download() as started:
        page.get_by_role("button", name="SVG picture").click()
    page.set_content(Path(started.value.path()).read_text(encoding="utf-8"))
    cut = page.evaluate(
        """() => { const picture = document.querySelector("svg").getBoundingClientRect();
        return [...document.querySelectorAll("text")]
          .filter(t => t.getBoundingClientRect().right > picture.right + 1).map(t => t.textContent); }"""
    )
    assert cut == []


def _zip_of(page: Page, key: str) -> bytes:
    return Path(_download(page, key, "Everything in one ZIP").path()).read_bytes()


def _open_menu(page: Page, key: str, name: str) -> None:
    menu = page.locator(f".st-key-{key}_menu button").first
    menu.evaluate("button => button.scrollIntoView({block: 'center'})")  # as a reader has it who looks at the chart
    page.wait_for_timeout(500)
    menu.click()
    page.get_by_role("button", name=name).wait_for()
    page.wait_for_timeout(1000)  # the menu opens upwards near the lower edge, and stands still then


def _download(page: Page, key: str, name: str) -> Download:
    button = page.get_by_role("button", name=name)
    if not button.is_visible():
        _open_menu(page, key, name)
    with page.expect_download() as started:
        button.click()
    return started.value
