"""What holds of every chart."""

import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from ci.acts import act_name, subtype_name
from ci.charts import CHARTS
from ci.charts.caption import Caption, framed
from ci.charts.looks import CLEAR, DARK, LIGHT, ink_on, shade, tint
from ci.charts.theme import dressed, mechanism_id, plain, short, short_company
from ci.frames import FRAMES, READING, TARGETS, YEARLY
from tests.charts.make import act, approvals, collaborations, deal, drug, landscape

ROWS = {
    "approvals": approvals(act()),
    "collaborations": collaborations(deal("AbbVie", "Roche")),
    "yearly": YEARLY.make(
        [
            {"year": 2025, "group_id": "license", "group": "Licence", "events_count": 2},
            {"year": 2025, "group_id": "FDA", "group": "FDA", "events_count": 1},
        ]
    ),
    "reading": READING.make(
        [{"round": "round1", "made_on": "2026-11-21", "field": "events", "f1": 0.8, "f1_low": 0.7, "f1_high": 0.9}]
    ),
    "targets": TARGETS.make(
        [{"target": "TRAP1", "peak_stage": "phase 1", "drugs_count": 1, "drugs": ["gamitrinib (phase 1)"]}]
    ),
    "landscape": landscape(drug("venetoclax", "BCL-2", "bcl2-family", "approved", "AbbVie")),
}
CAPTION = Caption(
    "The finding, 亚盛医药", "1 of 9 acts: MDM2 & <more>", "21 Nov 2026", "2026-11-20 abc", 1, "act", "1 curated row"
)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_which_frame_it_draws(name: str) -> None:
    chart = CHARTS[name]
    assert f"frames.{chart.frame.name.upper()}" in (chart.draw.__doc__ or "")
    assert chart.frame in FRAMES


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_chart_draws_one_row_and_none(name: str, look: object) -> None:
    chart = CHARTS[name]
    rows = ROWS[chart.frame.name]
    assert chart.draw(rows, look).data
    assert not chart.draw(rows.iloc[:0], look).data
    assert chart.finding(rows)
    assert chart.finding(rows.iloc[:0])


@pytest.mark.parametrize("name", CHARTS)
def test_plotly_knows_every_value_of_a_chart(name: str) -> None:
    """It checks none of them while a chart is drawn."""
    rows = ROWS[CHARTS[name].frame.name]
    for figure in (CHARTS[name].draw(rows), CHARTS[name].draw(rows.iloc[:0])):
        go.Figure(dressed(figure, LIGHT).to_dict())
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "bar", "colour": "red"}]})


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_carries_its_caption(name: str) -> None:
    chart = CHARTS[name]
    picture = framed(chart.draw(ROWS[chart.frame.name]), CAPTION)
    assert "The finding, 亚盛医药" in picture.layout.title.text
    assert "1 of 9 acts: MDM2 &amp; &lt;more&gt;" in picture.layout.title.text
    said = picture.layout.annotations[-1].text
    for part in ("as of 21 Nov 2026", "curated data of 20 Nov 2026 ·", "n = 1", "1 curated row", "Apoptoscope"):
        assert part in said
    assert picture.layout.paper_bgcolor == "#ffffff"


def test_a_picture_leaves_the_figure_on_the_page_as_it_is() -> None:
    figure = CHARTS["approval-timeline"].draw(ROWS["approvals"])
    framed(figure, CAPTION)
    assert figure.layout.title.text is None


def contrast(ink: str, ground: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(ink), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read_and_marks_be_seen(look) -> None:  # type: ignore[no-untyped-def]
    assert contrast(look.text, look.paper) >= 4.5
    assert contrast(look.muted, look.paper) >= 4.5
    assert contrast(look.outline, look.paper) >= 3, "light hues are told from the paper by their outline"
    for colour in (look.node, *look.deals.values()):
        assert contrast(colour, look.paper) >= 3
    for colour in look.mechanisms.values():
        assert contrast(ink_on(colour), colour) >= 4.5
        cells = [shade(colour, count / 12, look.paper) for count in range(13)]
        assert all(contrast(ink_on(cell), cell) >= CLEAR for cell in cells), "a number in a cell"
        from_paper = [contrast(cell, look.paper) for cell in cells]
        assert from_paper == sorted(set(from_paper)), "more in a cell, further from the paper, in dark as in light"


@pytest.mark.parametrize("name", CHARTS)
def test_a_chosen_mark_leaves_the_others_as_they_are(name: str) -> None:
    figure = dressed(CHARTS[name].draw(ROWS[CHARTS[name].frame.name]), LIGHT)
    for trace in figure.data:
        if trace.type in ("scatter", "bar"):
            assert trace.unselected.marker.opacity == trace.selected.marker.opacity
            assert trace.selected.textfont.color, "plotly pales the texts of others where this is not set"
    assert figure.layout.selectionrevision == 0


def test_the_dress_follows_the_page() -> None:
    assert dressed(CHARTS["approval-timeline"].draw(ROWS["approvals"], DARK), DARK).layout.font.color == DARK.text


def test_words() -> None:
    assert subtype_name("fast-track") == "Fast track designation"
    assert subtype_name("unheard-of") == "unheard-of"
    assert act_name("ind-clearance", "EMA") == "Clinical trial authorisation"
    assert mechanism_id("MDM2-p53") == "mdm2-p53"
    assert mechanism_id("unheard-of") == "other"
    assert plain("<b>") == "&lt;b&gt;"
    assert short("a sentence that is long", 12) == "a sentence …"
    assert tint("#000000", 0.5, "#ffffff") == "#808080"


def test_a_picture_keeps_the_room_that_a_chart_has_at_its_right() -> None:
    lines = CHARTS["reading-by-round"]
    figure = lines.draw(ROWS[lines.frame.name])
    assert framed(figure, CAPTION).layout.margin.r == figure.layout.margin.r > 32


def test_a_company_without_room_for_its_whole_name_goes_without_its_form() -> None:
    assert short_company("Karyopharm Therapeutics", 18) == "Karyopharm"
    assert short_company("Roche", 18) == "Roche"
    assert short_company("Teva Pharmaceuticals", 26) == "Teva Pharmaceuticals"
    assert short_company("Boehringer Ingelheim Pharma", 18) == "Boehringer …"


@pytest.mark.parametrize("width", [1600, 1000, 1080])
def test_the_words_around_a_picture_are_folded_for_its_width(width: int) -> None:
    """By the widths of Arial, which are those of most fonts that a reader has."""
    filters = ", ".join(["3 of 151 regulatory acts: BeOne Medicines", *["AstraZeneca, MDM2, WWOX"] * 12, "since 2020"])
    figure = CHARTS["approval-timeline"].draw(ROWS["approvals"])
    said = framed(figure, replace(CAPTION, filters=filters, title="亚盛医药" * 40), width).layout.title.text
    title, _, below = said.partition("</b><br>")
    lines = re.sub(r"<[^b][^>]*>", "", below).split("<br>")
    assert " ".join(lines) == filters
    assert len(lines) > 1
    assert all(len(line) * 24 * 0.72 * 0.55 <= width - 24 for line in lines)
    assert all(len(line.removeprefix("<b>")) * 24 <= width - 24 for line in title.split("<br>"))


def test_the_first_passes_can_be_read_on_a_phone() -> None:
    """Of many rounds few numbers, and one line: seven would run into one."""
    rounds = [f"round{n}" for n in range(1, 39)]
    row = {"made_on": "2026-11-21", "items_count": 64, "precision": 0.9, "recall": 0.8}
    row |= {"f1": 0.8, "f1_low": 0.7, "f1_high": 0.9}
    reading = READING.make([{"round": r, "field": field, **row} for r in rounds for field in ("events", "drugs")])
    figure = CHARTS["reading-by-round"].draw(reading, LIGHT, is_narrow=True)
    assert len(figure.data) == 1
    assert 4 <= len(figure.layout.xaxis.tickvals) <= 8
    assert figure.layout.xaxis.ticktext[-1] == "38", "the latest is told"
    assert len(CHARTS["reading-by-round"].draw(reading).data) == 2
