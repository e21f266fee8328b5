"""Slides that PowerPoint can edit, opened again with python-pptx."""

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from ci.charts import CHARTS
from ci.charts.theme import MECHANISM_NAMES
from ci.exports import Parcel, pptx_bytes
from ci.exports.slide_box import LINE, POINT, SMALL, lines_of, width_of
from ci.exports.slides import BODIES, HEIGHT, WIDTH
from ci.frames import EVIDENCE, EXPECTED
from tests.charts.make import act, approvals, collaborations, deal, drug, expected, landscape, planned
from tests.charts.test_charts import ROWS

NO_PROOFS = EVIDENCE.make([])
SOURCE = "Source: 1 curated row · curated data 2026-11-20 abc · as of 21 Nov 2026 · n = 1 (act) · Apoptoscope"


ADDRESS = "https://team.example.org/approvals?targets=MDM2"


def deck(
    name: str,
    rows: Any,
    address: str = ADDRESS,
    evidence: Any = NO_PROOFS,
    title: str = "A finding, 亚盛医药\x07",
    **options: Any,
) -> Any:
    chart = CHARTS[name]
    parcel = Parcel(
        title,
        rows,
        chart.frame,
        evidence,
        also=((EXPECTED, options["expected"]),) if "expected" in options else (),
        drawing=chart.draw(rows, **options),
        slide=chart.slide,
        filters="1 of 9: MDM2 & <more>",
        source_line=SOURCE,
        address=address,
    )
    return Presentation(io.BytesIO(pptx_bytes(parcel)))


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def shapes(slide: Any, kind: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == kind]


def overflows(slide: Any) -> list[str]:
    """Texts that need more room than their box has, by estimate, and shapes that leave the slide."""
    found = []
    for shape in slide.shapes:
        if shape.left < 0 or shape.top < 0 or shape.left + shape.width > WIDTH or shape.top + shape.height > HEIGHT:
            found.append(f"outside: {shape.name} {shape.has_text_frame and shape.text_frame.text}")
        if shape.has_text_frame and shape.text_frame.text:
            beside = shape.text_frame.margin_left + shape.text_frame.margin_right
            found += _too_long(shape.text_frame, shape.width, shape.height, beside)
        if shape.has_table:
            found += _table_overflows(shape)
    return found


def _too_long(frame: Any, width: int, height: int, beside: int) -> list[str]:
    need = 0
    for paragraph in frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs), default=SMALL)
        assert size >= SMALL, frame.text
        is_bold = any(run.font.bold for run in paragraph.runs)
        words = "".join(run.text for run in paragraph.runs)
        lines = 1
        if frame.word_wrap is False:
            if width_of(words, size, is_bold=is_bold) > width + 2:
                return [f"too wide: {words}"]
        else:
            lines = lines_of(words, size, width - beside, is_bold=is_bold)
        need += int(lines * size * LINE * POINT)
    return [f"too high: {frame.text}"] if need > height * 1.02 else []


def _table_overflows(shape: Any) -> list[str]:
    table, found = shape.table, []
    if sum(row.height for row in table.rows) > shape.height * 1.01:
        found.append("rows are higher than their table")
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            if not cell.is_spanned:
                spanned = list(table.columns)[place : place + (cell.span_width if cell.is_merge_origin else 1)]
                width = sum(column.width for column in spanned)
                found += _too_long(cell.text_frame, width, row.height, cell.margin_left + cell.margin_right)
    return found


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("count", [0, 1])
def test_every_chart_becomes_a_slide_with_its_words_and_a_link_back(name: str, count: int) -> None:
    slides = deck(name, ROWS[CHARTS[name].frame.name].head(count)).slides
    for words in ("A finding, 亚盛医药", "1 of 9: MDM2 & <more>", SOURCE):
        assert words in texts(slides[0])
        assert words in slides[0].notes_slide.notes_text_frame.text
    assert ADDRESS in links(slides[0])
    assert [fault for slide in slides for fault in overflows(slide)] == []


def test_an_arrow_of_the_network_points_to_the_licensee_on_a_slide_too() -> None:
    rows = collaborations(deal("Roche", "AbbVie", roles=["licensor", "licensee"]))
    (slide,) = deck("company-network", rows).slides
    head, of_key = [shape for shape in shapes(slide, MSO_SHAPE_TYPE.AUTO_SHAPE) if "Triangle" in shape.name]
    names = {s.text_frame.text: s for s in slide.shapes if s.has_text_frame}
    is_right = names["AbbVie"].left > names["Roche"].left
    assert (0 < head.rotation < 180) == is_right and of_key.top > head.top
    assert "Arrow: to the licensee" in names


def links(slide: Any) -> list[str]:
    paragraphs = [p for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]
    return [run.hyperlink.address for paragraph in paragraphs for run in paragraph.runs]


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "0.0.0.0:8501", "[::1]:8501"])
def test_a_link_that_means_this_very_machine_is_said_as_a_filter_instead(host: str) -> None:
    slide = deck("approval-timeline", approvals(act()), address=f"http://{host}/approvals?targets=MDM2").slides[0]
    assert set(links(slide)) == {None}
    said = slide.notes_slide.notes_text_frame.text
    assert host not in said
    assert "open Apoptoscope at its page “approvals” and choose targets = MDM2." in said


def test_the_notes_hold_the_proof_of_each_row() -> None:
    rows = approvals(act(), act(on="2020-01-02", is_curated=False))
    proofs = EVIDENCE.make(
        [
            {"event_id": rows["event_id"][0], "quote": "ours", "is_curated": True, "url": "https://example.org/a"},
            {"event_id": rows["event_id"][1], "quote": "theirs", "source": "Outlet", "url": "https://example.org/b"},
        ]
    )
    said = deck("approval-timeline", rows, evidence=proofs).slides[0].notes_slide.notes_text_frame.text.splitlines()
    newest, oldest = said[-2:]
    assert newest.startswith("2 Jan 2020 · venetoclax · Approval · FDA · CLL with 17p deletion. “theirs” (Outlet)")
    assert "In our words: ours (curated row) https://example.org/a" in oldest


def test_a_full_timeline_leads_with_the_decisions_in_words_and_nothing_overflows() -> None:
    names = ("venetoclax", "lisaftoclax", "sonrotoclax", "a drug with quite a long name indeed", "navitoclax")
    agencies = ("FDA", "EMA", "Health Canada", "NMPA", "PMDA")
    rows = approvals(
        *(
            act(name, on=f"{2012 + n % 14}-0{1 + n % 9}-1{place}", agency=agencies[n % 5], subtype=kind)
            for place, name in enumerate(names)
            for n, kind in enumerate(["orphan", "fast-track", "approval", "submission"] * 6)
        )
    )
    slides = list(deck("approval-timeline", rows, title="A finding " * 9).slides)
    assert [fault for slide in slides for fault in overflows(slide)] == []
    tables = [shape.table for shape in slides[0].shapes if shape.has_table]
    assert tables[0].cell(0, 0).text.startswith("Newest decisions (")
    assert tables[0].cell(1, 1).text.splitlines()[1] == "CLL with 17p deletion"
    assert all("Every act" in texts(slide) for slide in slides[1:])
    assert len(slides) > 2


def test_a_crowded_network_names_the_largest_and_nothing_overflows() -> None:
    deals = [deal(f"Company {n % 12:02}", f"Partner with a long name {n:03}", on="2020") for n in range(90)]
    deals += [deal(f"Company {n:02}", f"Company {n + 1:02}", on="2021") for n in range(11)]
    slide, *further = deck("company-network", collaborations(*deals)).slides
    assert overflows(slide) == []
    assert further, "tables, which have no room beside it"
    lines = texts(slide).splitlines()
    assert {f"Company {n:02}" for n in range(12)} <= set(lines)
    left_out = 102 - sum(line.startswith(("Company ", "Partner ")) for line in lines)
    assert any(line.startswith(f"{left_out} names left out for room") for line in lines)


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


def test_the_stage_beside_a_count_has_room_in_its_cell() -> None:
    rows = landscape(
        *(
            drug(f"{name} {m}", "a target", mechanism, "registration", f"Company {name}")
            for mechanism in MECHANISM_NAMES
            for name in range(20)
            for m in range(10)
        )
    )
    (slide,) = deck("company-matrix", rows).slides
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert {cell.text for row in list(table.rows)[1:] for cell in list(row.cells)[1:]} == {"10 · registr."}
    assert overflows(slide) == []


def test_a_cell_without_words_is_no_higher_than_one_with_words() -> None:
    (matrix,) = [shape.table for shape in deck("stage-matrix", ROWS["landscape"]).slides[0].shapes if shape.has_table]
    empty = [cell for row in matrix.rows for cell in row.cells if not cell.text]
    sizes = {cell.text_frame.paragraphs[0]._p.get_or_add_endParaRPr().get("sz") for cell in empty}
    assert sizes == {str(SMALL * 100)}


def test_the_deals_of_a_network_of_many_companies_stand_in_native_tables() -> None:
    long = "A deal on a drug with a name, and a sum that is told in so many words that it needs more than one line"
    deals = [deal(f"Giver {n:02}", f"Taker {n:02}", on=f"20{n % 20 + 10}-05-04", money=long) for n in range(40)]
    _, *slides = deck("company-network", collaborations(*deals)).slides
    assert 1 < len(slides) <= 4
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert [cell.text for cell in tables[0].rows[0].cells] == ["Date", "Who with whom", "What", "On", "For how much"]
    assert [cell.text for cell in tables[0].rows[1].cells][:3] == ["4 May 2029", "Giver 19, Taker 19", "Licence"]
    assert sum(len(table.rows) - 1 for table in tables) == 40, "each once"
    for slide in slides:
        (frame,) = [shape for shape in slide.shapes if shape.has_table]
        assert frame.top + sum(row.height for row in frame.table.rows) < HEIGHT
        assert overflows(slide) == []
    assert "1 to " in slides[0].shapes.title.text and "of 40" in slides[0].shapes.title.text


def test_the_deals_of_the_largest_networks_take_no_more_than_four_slides() -> None:
    deals = [deal(f"Giver {n:03}", f"Taker {n:03}", on="2020-05-04") for n in range(300)]
    _, *slides = deck("company-network", collaborations(*deals)).slides
    assert len(slides) == 4
    (last,) = [shape.table for shape in slides[-1].shapes if shape.has_table]
    held = int(slides[-1].shapes.title.text.split(" to ")[1].split(" of ")[0])
    assert last.cell(len(last.rows) - 1, 0).text == f"and {300 - held} more, in the workbook"


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
    assert {"venetoclax", "BCL-2 family", "2020", "Hollow: expected"} <= set(texts(slide).splitlines())


def test_a_long_timeline_stands_on_several_slides_without_cutting_a_lane() -> None:
    rows = approvals(*(act(f"drug {number}", on="2020-01-01") for number in range(60)))
    slides = list(deck("approval-timeline", rows).slides)
    assert len(slides) == 5, "the latest lanes, then all of them"
    shown = [line for slide in slides[1:] for line in texts(slide).splitlines() if line.startswith("drug ")]
    assert sorted(shown) == sorted(f"drug {number}" for number in range(60))


def test_every_chart_names_a_body() -> None:
    assert {chart.slide for chart in CHARTS.values()} <= set(BODIES)


def test_lanes_by_indication_stand_on_slides_too() -> None:
    rows = approvals(
        act(on="2012-09-20", subtype="orphan", indication="CLL"),
        act(on="2016-04-11", indication="CLL"),
        act(on="2018-11-21", indication="acute myeloid leukaemia"),
    )
    (slide,) = deck("approval-timeline", rows, by_indication=True).slides
    assert {"AML", "CLL / SLL"} <= set(texts(slide).splitlines())
    assert overflows(slide) == []


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_many_years_are_short_and_lying_bars_have_numbers_on_their_axis() -> None:
    rows = collaborations(*(deal("A", f"B{year}", on=str(year)) for year in range(1994, 2027)))
    (over_time,) = charts_of(deck("deals-over-time", rows).slides[0])
    assert list(over_time.plots[0].categories)[:2] == ["’94", "’95"]
    kinds = collaborations(deal("A", "B"), deal("A", "C", subtype="acquisition"))
    (partners,) = charts_of(deck("top-partners", kinds).slides[0])
    assert partners.value_axis.visible
    (funnel,) = charts_of(deck("stage-funnel", ROWS["landscape"]).slides[0])
    assert not funnel.value_axis.visible and funnel.plots[0].has_data_labels, "each bar says its number itself"


def test_no_label_of_a_timeline_stands_on_a_bar_as_wide_as_a_year() -> None:
    vague = [act(on=on, agency=agency) for on, agency in (("2016", "EMA"), ("2019", "TGA"))]
    days = [act(on=f"20{year}-11-2{n}", agency="PMDA") for year in range(14, 22) for n in range(2)]
    first = deck("approval-timeline", approvals(*vague, *days)).slides[0]
    drawn = list(first.shapes)
    bars = [s for s in drawn if s.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and s.fill.type == 1 and s.width > 300_000]
    bars = [bar for bar in bars if str(bar.fill.fore_color.rgb) == "EEF1F4"]
    labels = [s for s in drawn if s.has_text_frame and s.text_frame.text in ("EMA", "TGA", "PMDA")]
    assert len(bars) == 2
    for bar in bars:
        for label in labels:
            is_beside = label.left >= bar.left + bar.width or label.left + label.width <= bar.left
            assert is_beside or label.top >= bar.top + bar.height or label.top + label.height <= bar.top
