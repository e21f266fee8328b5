"""What of a picture can be read on a slide."""

from datetime import date

import pytest

from ci.charts.approvals import approval_timeline
from ci.charts.caption import Caption, framed
from ci.charts.owners import COMPANIES_SHOWN, company_matrix
from ci.charts.slide_fit import READABLE_PT, Fit, on_slide, sheet_width
from ci.pages.browser import SIZES, SLIDE
from ci.pages.slide_note import too_high
from tests.charts.make import act, approvals, drug, landscape

CAPTION = Caption("A finding", "All 3 regulatory acts", str(date(2026, 11, 21)), "2026-11-20 abc", 3, "acts", "none")


def fit(drugs: int) -> Fit:
    rows = approvals(*(act(f"drug {number}") for number in range(drugs)))
    return on_slide(framed(approval_timeline(rows), CAPTION, SIZES[SLIDE][0]), SIZES[SLIDE])


def test_words_around_a_high_drawing_have_its_whole_width() -> None:
    rows = approvals(*(act(f"drug {number}") for number in range(68)))
    drawing = approval_timeline(rows)
    wide = sheet_width(drawing, SIZES[SLIDE])
    assert wide / drawing.layout.height == pytest.approx(16 / 9, rel=0.01)
    assert sheet_width(approval_timeline(approvals(act())), SIZES[SLIDE]) == SIZES[SLIDE][0]


def test_a_low_picture_has_letters_that_can_be_read() -> None:
    low = fit(5)
    assert low.letters_pt == pytest.approx(READABLE_PT) and low.fitting_count == low.lines_count == 5
    assert too_high(low, "timeline") == ""


def test_of_a_high_one_the_menu_says_how_many_lanes_would_fit() -> None:
    high = fit(68)
    assert high.letters_pt < 5 and high.lines_count == 68 and 10 < high.fitting_count < 30
    assert fit(high.fitting_count - 1).is_readable, "about so many"
    assert too_high(high, "timeline") == (
        f"On a slide the smallest letters of this picture are {high.letters_pt:.0f} pt high; with 9 pt about "
        f"{high.fitting_count} of its 68 lanes would fit. The PowerPoint file divides it among slides, in letters of "
        "11 pt and more."
    )
    assert too_high(high, "rows").endswith("pt high; in the PowerPoint file none is below 11 pt.")


def test_the_companies_that_are_drawn_at_first_can_be_read_on_a_slide() -> None:
    drugs = [drug(f"drug {n}", f"target {n % 9}", "bcl2-family", "phase 1", f"Company {n}") for n in range(60)]
    long = "; ".join(["Drawn: 17 of 60 companies, those with the most drugs first"] * 3)  # a filter that folds once
    matrix = company_matrix(landscape(*drugs))
    assert len(matrix.layout.yaxis.ticktext) == COMPANIES_SHOWN
    framed_ = framed(matrix, Caption("A finding", long, "2026-11-21", "2026-11-20 abc", 60, "drugs", "none"), 1120)
    assert on_slide(framed_, SIZES[SLIDE]).is_readable
