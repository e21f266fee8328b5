"""Slides that PowerPoint can edit, opened again with python-pptx."""

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from ci.charts import CHARTS
from ci.exports import Parcel, pptx_bytes
from ci.exports.slides import BODIES, HEIGHT, WIDTH
from tests.charts.make import act, approvals, collaborations, deal, evidence, expected, planned
from tests.charts.test_charts import ROWS

LINE = "Source: 1 curated row · curated data 2026-11-20 abc · as of 21 Nov 2026 · n = 1 (act) · Apoptoscope"


def deck(name: str, rows: Any, **options: Any) -> Any:
    chart = CHARTS[name]
    parcel = Parcel(
        "A finding, 亚盛医药\x07",
        rows,
        chart.frame,
        evidence(),
        drawing=chart.draw(rows, **options),
        slide=chart.slide,
        filters="1 of 9: MDM2 & <more>",
        source_line=LINE,
        address="http://127.0.0.1:8501/approvals?targets=MDM2",
    )
    return Presentation(io.BytesIO(pptx_bytes(parcel)))


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def shapes(slide: Any, kind: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == kind]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("count", [0, 1])
def test_every_chart_becomes_a_slide_with_its_words_and_a_link_back(name: str, count: int) -> None:
    slides = deck(name, ROWS[CHARTS[name].frame.name].head(count)).slides
    for words in ("A finding, 亚盛医药", "1 of 9: MDM2 & <more>", LINE):
        assert words in texts(slides[0])
    links = [
        r.hyperlink.address
        for s in slides[0].shapes
        if s.has_text_frame
        for p in s.text_frame.paragraphs
        for r in p.runs
    ]
    assert "http://127.0.0.1:8501/approvals?targets=MDM2" in links
    for shape in slides[0].shapes:
        assert shape.left >= -WIDTH * 0.02 and shape.top + shape.height <= HEIGHT


def test_bars_are_a_chart_whose_numbers_can_be_edited() -> None:
    rows = collaborations(deal("a", "b", on="2020"), deal("c", "d", on="2020"), deal("e", "f", on="2022"))
    slide = deck("deals-over-time", rows).slides[0]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert list(frame.chart.plots[0].categories) == ["2020", "2021", "2022"]
    assert [(s.name, list(s.values)) for s in frame.chart.plots[0].series] == [("Licence or option", [2, 0, 1])]


def test_a_matrix_is_a_table_with_the_counts() -> None:
    slide = deck("stage-matrix", ROWS["landscape"]).slides[0]
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert cells[0] == ["", "preclinical", "phase 1", "phase 2", "phase 3", "registration", "approved"]
    assert cells[1] == ["BCL-2", "", "", "", "", "", "1"]


def test_a_network_is_made_of_shapes() -> None:
    slide = deck("company-network", ROWS["collaborations"]).slides[0]
    assert len(shapes(slide, MSO_SHAPE_TYPE.FREEFORM)) == 1
    assert len(shapes(slide, MSO_SHAPE_TYPE.AUTO_SHAPE)) == 2
    assert {"AbbVie", "Roche", "Licence or option"} <= set(texts(slide).splitlines())


def test_a_timeline_is_made_of_shapes_and_what_is_expected_stays_hollow() -> None:
    slide = deck("approval-timeline", approvals(act()), expected=expected(planned("venetoclax", "2027-03-01"))).slides[
        0
    ]
    marks = [s for s in shapes(slide, MSO_SHAPE_TYPE.AUTO_SHAPE) if s.width == s.height]
    fills = [mark.fill.type for mark in marks]
    assert None not in fills[:1] and 5 in fills, "5 is the fill that lets the paper through"
    assert {"venetoclax", "BCL-2 family", "2020", "Expected (hollow)"} <= set(texts(slide).splitlines())


def test_a_long_timeline_stands_on_several_slides_without_cutting_a_lane() -> None:
    rows = approvals(*(act(f"drug {number}", on="2020-01-01") for number in range(60)))
    slides = list(deck("approval-timeline", rows).slides)
    assert len(slides) == 3
    shown = [line for slide in slides for line in texts(slide).splitlines() if line.startswith("drug ")]
    assert sorted(shown) == sorted(f"drug {number}" for number in range(60))


def test_every_chart_names_a_body() -> None:
    assert {chart.slide for chart in CHARTS.values()} <= set(BODIES)
