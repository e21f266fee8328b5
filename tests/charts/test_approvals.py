"""The timeline: what stands where, and that nothing hides anything else."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from ci.charts.approvals import approval_timeline, finding, other_labels_note, timeline_key
from ci.charts.firsts import undecided
from ci.charts.indications import diseases
from ci.charts.lanes import NARROW_PX, first_lanes, lay_out
from ci.charts.looks import LIGHT
from ci.charts.theme import ACT_SHAPES
from ci.charts.timeline_lines import pieces
from ci.frames import FIRST_DATED, FIRST_EARLY, FIRST_IN_DOUBT, FIRST_KNOWN, FIRST_PERHAPS, FIRST_UNDATED
from ci.model import SUBTYPES, EventType
from tests.charts.make import act, approvals, expected, planned


def marks(figure: go.Figure) -> go.Scatter:
    return figure.data[0]


def beyond(figure: go.Figure) -> go.Scatter:
    """The labels that stand right of a wide bar."""
    return next(trace for trace in figure.data if trace.mode == "text")


def test_no_mark_and_no_label_stands_on_a_bar_as_wide_as_a_year() -> None:
    acts = [act(on=on, agency=agency) for on, agency in (("2016", "EMA"), ("2019", "TGA"), ("2020", "EMA"))]
    days = [act(on=f"20{year}-11-2{n}", agency="PMDA") for year in range(14, 23) for n in range(3)]
    figure = approval_timeline(approvals(*acts, *days))
    bars = [s for s in figure.layout.shapes if s.type == "rect" and s.xref != "paper"]
    assert len(bars) == 3
    low, high = figure.layout.xaxis.range
    px = (high - low) / 620
    shown = marks(figure)
    words = [
        (x + 7 * px, x + px * (7 + 5 * len(text)), y) for x, y, text in zip(shown.x, shown.y, shown.text, strict=True)
    ]
    words += [
        (x, x + px * 5 * len(t), y)
        for x, y, t in zip(beyond(figure).x, beyond(figure).y, beyond(figure).text, strict=True)
    ]
    for bar in bars:
        begins, ends, y = bar.x0, bar.x1, (bar.y0 + bar.y1) / 2
        others = [x for x, level in zip(shown.x, shown.y, strict=True) if level == y and begins <= x <= ends]
        assert len(others) == 1, "its own mark"
        assert not [w for w in words if w[2] == y and w[0] < ends and begins < w[1] and w[1] - w[0] > 8 * px]


def test_each_act_is_one_mark_with_shape_colour_and_label() -> None:
    figure = approval_timeline(approvals(act(), act(agency="NMPA", on="2020-12-03", subtype="orphan")))
    assert set(marks(figure).marker.symbol) == {"circle", "square"}
    assert set(marks(figure).marker.color) == {LIGHT.agencies["FDA"], LIGHT.agencies["NMPA"]}
    assert set(marks(figure).text) == {"FDA", "NMPA"}
    assert [ids[0] for ids in marks(figure).customdata] == ["venetoclax-FDA-2016-04-11", "venetoclax-NMPA-2020-12-03"]


def test_a_month_is_a_bar_a_month_wide_and_a_day_is_none() -> None:
    figure = approval_timeline(approvals(act(on="2023-11"), act(on="2016-04-11")))
    bars = [s for s in figure.layout.shapes if s.type == "rect" and s.xref != "paper"]
    assert [(pd.Timestamp(bar.x0), pd.Timestamp(bar.x1)) for bar in bars] == [
        (pd.Timestamp("2023-11-01"), pd.Timestamp("2023-12-01"))
    ]


def test_marks_of_one_day_are_spread_and_not_hidden() -> None:
    figure = approval_timeline(approvals(act(), act(subtype="orphan"), act(subtype="fast-track")))
    assert len(set(marks(figure).y)) == 3


def test_of_neighbours_of_one_agency_only_the_last_prints_it() -> None:
    lanes, _, _ = lay_out(approvals(act(on="2010-01-01"), act(on="2014-01-01"), act(on="2018-01-01", agency="EMA")))
    assert [mark.label for mark in lanes[0].marks] == ["", "FDA", "EMA"]


def test_lanes_are_grouped_by_mechanism() -> None:
    mdm2 = act("alrizomadlin", on="2024-01-01", mechanisms=["MDM2-p53"])
    figure = approval_timeline(approvals(mdm2, act(), act("lisaftoclax", on="2025-07-10")))
    assert list(figure.layout.yaxis.ticktext) == ["lisaftoclax", "venetoclax", "alrizomadlin"]
    assert [note.text for note in figure.layout.annotations] == ["<b>BCL-2 family</b>", "<b>MDM2-p53</b>"]


def test_an_act_that_was_only_read_is_lighter_than_a_curated_one() -> None:
    figure = approval_timeline(approvals(act(), act(on="2020-01-01", is_curated=False)))
    assert len(set(marks(figure).marker.color)) == 2


def test_an_act_without_a_date_is_not_drawn_and_none_at_all_is_a_sentence() -> None:
    figure = approval_timeline(approvals(act(on="")))
    assert "No regulatory act" in figure.layout.annotations[0].text
    assert figure.layout.xaxis.visible is False
    assert not figure.data
    assert approval_timeline(approvals()).layout.annotations


def test_text_from_the_web_stays_text() -> None:
    figure = approval_timeline(approvals(act("<a href='x'>venetoclax</a>", proof="a <b>bold</b> claim")))
    assert "&lt;a" in figure.layout.yaxis.ticktext[0]
    assert "<b>bold" not in marks(figure).hovertext[0]


def test_only_words_of_an_article_stand_in_quotation_marks() -> None:
    figure = approval_timeline(
        approvals(act(proof="Ours"), act(on="2017-01-01", proof="Theirs", is_curated=False)),
    )
    ours, theirs = sorted(marks(figure).hovertext, key=lambda text: "Theirs" in text)
    assert "Checked source, in our words: Ours" in ours and "“" not in ours
    assert "“Theirs”" in theirs


def test_the_finding_names_the_latest_approval() -> None:
    acts = approvals(act(), act("lisaftoclax", on="2025-07-10", agency="NMPA"), act(on="2026", subtype="orphan"))
    assert finding(acts) == "2 approvals of 2 drugs; the latest: lisaftoclax, NMPA, 10 Jul 2025"
    assert finding(approvals(act(subtype="orphan"))) == "No approval among 1 regulatory act on 1 drug"
    partners = act(on="2026-05-13", combination=["decitabine and cedazuridine"], companies=["Taiho"])
    assert finding(approvals(partners)) == (
        "1 approval of 1 drug; the latest: venetoclax with decitabine and cedazuridine (Taiho), FDA, 13 May 2026"
    )


def test_the_finding_is_of_the_lanes_that_are_drawn() -> None:
    both = act(drugs=["venetoclax", "azacitidine"], drug_ids=["venetoclax", "azacitidine"], on="2020-11-16")
    acts = approvals(act(), both, act("lisaftoclax", on="2025-07-10", agency="NMPA"), act("navtemadlin", on="2021"))
    assert finding(acts, only=("venetoclax",), drugs_count=4) == (
        "2 approvals of 1 drug; the latest: venetoclax, FDA, 16 Nov 2020 (1 of 4 drugs drawn)"
    )
    assert finding(acts, only=("venetoclax", "azacitidine")).startswith("2 approvals of 2 drugs; the latest: ")


def test_the_finding_of_expected_dates_names_the_next() -> None:
    dates = expected(
        planned("alrizomadlin", "2027-03"),
        planned("lisaftoclax", "2027-03"),
        planned("lisaftoclax", "2028"),
        {**planned("navtemadlin", "2025-01"), "is_past": True},
        {**planned("venetoclax", "2026-12"), "answer_id": "came"},
    )
    said = "3 dates expected for 2 drugs; the next: alrizomadlin and lisaftoclax, FDA, Mar 2027"
    assert finding(approvals(act()), expected=dates) == f"{said}; 1 passed without an act in our tables"
    drawn = ("alrizomadlin", "lisaftoclax")
    assert finding(approvals(act()), only=drawn, drugs_count=5, expected=dates) == f"{said} (2 of 5 drugs drawn)"
    assert finding(approvals(act()), only=("navtemadlin",), expected=dates) == (
        "1 expected date passed, our tables hold no act"
    )
    assert (
        finding(approvals(act()), expected=dates[4:])
        == "1 approval of 1 drug; the latest: venetoclax, FDA, 11 Apr 2016"
    )


def test_the_first_lanes_are_those_of_the_latest_decisions() -> None:
    old, new = act("a", on="2001-01-01"), act("b", on="2020-01-01")
    designated = act("c", on="2025-01-01", subtype="orphan")
    assert first_lanes(approvals(old, new, designated), levels=2, at_least=1) == ["b", "a"]
    assert first_lanes(approvals(old, new, designated), levels=1) == ["b", "a", "c"], "a few are drawn in any case"


def test_the_frame_is_left_as_it_was() -> None:
    frame = approvals(act(), act(on=""))
    before = frame.copy(deep=True)
    approval_timeline(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_every_kind_of_act_has_a_shape_of_its_own() -> None:
    assert set(ACT_SHAPES) == set(SUBTYPES[EventType.REGULATORY])
    assert len(set(ACT_SHAPES.values())) == len(ACT_SHAPES)


def test_the_key_names_what_is_drawn_and_no_more() -> None:
    frame = approvals(act(), act("b", agency="TFDA", subtype="fast-track"))
    words = [entry.words for entry in timeline_key(frame)]
    assert words == ["Approval", "Fast track", "FDA", "Other agency"]
    assert [entry.words for entry in timeline_key(frame, only=["b"])] == ["Fast track", "Other agency"]
    assert [t.name for t in approval_timeline(frame).data[3:]] == words
    assert len(approval_timeline(frame, with_key=False).data) == 3


def test_what_is_expected_is_hollow_and_ticks_the_dates_given_up() -> None:
    due = expected(planned("venetoclax", "2027", "2025-12", "2026-06"))
    figure = approval_timeline(approvals(act()), expected=due)
    assert set(marks(figure).marker.symbol) == {"circle", "circle-open"}
    ticks = figure.data[1]
    assert [f"{pd.Timestamp(day):%Y-%m}" for day in ticks.x] == ["2025-12", "2026-06"]
    assert "Before: Dec 2025, then Jun 2026" in marks(figure).hovertext[1]
    assert [ids[0] for ids in marks(figure).customdata] == ["venetoclax-FDA-2016-04-11", "venetoclax-2027"]
    dotted = [s for s in figure.layout.shapes if s.line.dash == "dot" and s.type == "line"]
    assert len(dotted) == 1
    assert "Hollow: expected" in [entry.words for entry in timeline_key(approvals(act()), expected=due)]


def test_an_expected_date_that_was_answered_is_not_drawn_and_one_that_passed_says_so() -> None:
    due = expected(
        {**planned("venetoclax", "2026-02-25"), "answer_id": "event", "came": "Approval, 13 May 2026"},
        {**planned("venetoclax", "2024"), "is_past": True, "came": "Date has passed, no act in our tables"},
    )
    figure = approval_timeline(approvals(act(on="2016-01-01")), expected=due)
    shown = marks(figure)
    assert [ids[0] for ids in shown.customdata] == ["venetoclax-FDA-2016-01-01", "venetoclax-2024"]
    assert [text.strip() for text in beyond(figure).text] == ["FDA, no act"]
    assert "Date has passed" in shown.hovertext[1]


def test_the_key_shows_a_ring_around_a_mark_and_a_hollow_mark_apart() -> None:
    frame = approvals(act(first_known=FIRST_KNOWN))
    symbols = {entry.words: entry.symbol for entry in timeline_key(frame, expected=expected(planned("a", "2027")))}
    assert symbols["Ring: first approval in our tables"] == "circle-open-dot"
    assert symbols["Hollow: expected"].endswith("-open")


def test_a_drug_of_which_something_is_only_expected_has_a_lane() -> None:
    figure = approval_timeline(approvals(), expected=expected(planned("navtemadlin", "2028")))
    assert list(figure.layout.yaxis.ticktext) == ["navtemadlin"]


def test_on_a_phone_marks_are_spread_further() -> None:
    frame = approvals(act(on="2016-01-01"), act(on="2018-01-01"), act(on="2026-01-01", agency="EMA"))
    wide, narrow = approval_timeline(frame), approval_timeline(frame, plot_px=60)
    assert len(set(marks(narrow).y)) > len(set(marks(wide).y))


def test_the_first_approval_anywhere_is_ringed_and_said() -> None:
    frame = approvals(
        act("sonrotoclax", on="2025-12-30", agency="NMPA", first_known=FIRST_KNOWN), act("sonrotoclax", on="2026-05-13")
    )
    figure = approval_timeline(frame)
    assert set(marks(figure).text) == {"<b>\N{EN SPACE}NMPA, first</b>", "FDA"}
    assert list(figure.data[2].x) == [pd.Timestamp("2025-12-30")]
    assert "Ring: first approval in our tables" in [entry.words for entry in timeline_key(frame)]
    assert finding(frame.head(1)) == (
        "NMPA was the first to approve 1 drug, as far as we know; the latest: sonrotoclax, 30 Dec 2025"
    )
    unsure = approval_timeline(approvals(act(first_known=FIRST_PERHAPS)))
    assert marks(unsure).text[0].endswith("FDA, perhaps first</b>")


def test_who_was_first_is_counted_by_agency() -> None:
    firsts = approvals(
        act("a", agency="NMPA", first_known=FIRST_KNOWN),
        act("b", agency="NMPA", first_known=FIRST_KNOWN),
        act("c", first_known=FIRST_PERHAPS),
    )
    assert finding(firsts) == "First to approve 3 drugs, as far as we know: NMPA 2, FDA 1"
    open_ones = (
        act("d", on="2016-04-11", first_known=FIRST_DATED),
        act("d", on="2016", agency="Health Canada", first_known=FIRST_UNDATED),
    )
    decided = act("a", agency="NMPA", first_known=FIRST_KNOWN)
    assert finding(approvals(decided, *open_ones)).endswith("; not decided for 1 more")
    assert finding(approvals(*open_ones)) == "Who approved first is not decided for 1 drug: not every day is known"


def test_the_key_explains_bars_and_ticks() -> None:
    words = [
        entry.words
        for entry in timeline_key(approvals(act(on="2023")), expected=expected(planned("a", "2027", "2025")))
    ]
    assert {"Day not known: as wide as the span", "Date given up", "Hollow: expected"} <= set(words)


def test_europe_authorises_a_trial_and_does_not_clear_an_ind() -> None:
    frame = approvals(act(agency="EMA", subtype="ind-clearance"), act(on="2020", subtype="ind-clearance"))
    european, american = sorted(marks(approval_timeline(frame)).hovertext, key=lambda text: "IND" in text)
    assert "Clinical trial authorisation" in european
    assert "IND clearance" in american


def test_on_a_phone_names_stand_above_the_lanes_and_no_label_is_cut() -> None:
    frame = approvals(act(on="2016-01-01"), act("lisaftoclax", on="2026-01-01", agency="Health Canada"))
    figure = approval_timeline(frame, plot_px=NARROW_PX)
    assert [note.text for note in figure.layout.annotations][1:] == ["lisaftoclax", "venetoclax"]
    assert figure.layout.yaxis.showticklabels is False
    first, last = (pd.Timestamp(day) for day in figure.layout.xaxis.range)
    room_px = (last - pd.Timestamp("2026-01-01")) / (last - first) * NARROW_PX
    assert room_px > 6 * len("Health Canada")


def roads(figure: go.Figure) -> list[go.layout.Shape]:
    return [s for s in figure.layout.shapes if s.type == "line" and s.line.width == 2.5]


def test_by_indication_a_heavy_line_joins_the_first_designation_and_the_first_approval() -> None:
    frame = approvals(
        act(on="2012-09-20", subtype="orphan", indication="CLL"),
        act(on="2016-04-11", indication="CLL with 17p deletion after at least one therapy"),
        act(on="2018-06-08", indication="CLL or SLL"),
        act(on="2014-03-27", subtype="orphan", indication="diffuse large B-cell lymphoma"),
        act(on="2020-12-02", agency="NMPA", indication="acute myeloid leukaemia"),
    )
    figure = approval_timeline(frame, by_indication=True)
    assert list(figure.layout.yaxis.ticktext) == ["AML", "CLL / SLL", "DLBCL"]
    ends = [day for road in roads(figure) for day in (pd.Timestamp(road.x0), pd.Timestamp(road.x1))]
    assert (min(ends), max(ends)) == (pd.Timestamp("2012-09-20"), pd.Timestamp("2016-04-11"))
    assert {road.y0 for road in roads(figure)} == {figure.layout.yaxis.tickvals[1]}
    handles = figure.data[-1]
    assert set(map(tuple, handles.customdata)) == {("venetoclax-FDA-2012-09-20", "venetoclax-FDA-2016-04-11")}
    assert handles.hovertext[0].startswith("<b>venetoclax, CLL / SLL: 3.6 years</b>")
    assert finding(frame, by_indication=True) == (
        "venetoclax: from an agency’s first designation or submission to its approval 3.6 years in CLL / SLL (FDA)"
    )
    assert roads(approval_timeline(frame)) == []


def test_the_heavy_line_is_of_one_agency() -> None:
    frame = approvals(
        act(on="2017-08-01", subtype="orphan", indication="mantle cell lymphoma"),
        act(on="2024-06-19", agency="PMDA", subtype="orphan", indication="mantle cell lymphoma"),
        act(on="2025-03-27", agency="PMDA", indication="mantle cell lymphoma"),
        act(on="2016-01-01", subtype="orphan", indication="acute myeloid leukaemia"),
        act(on="2020-12-02", agency="NMPA", indication="acute myeloid leukaemia"),
    )
    figure = approval_timeline(frame, by_indication=True)
    days = [day for road in roads(figure) for day in (pd.Timestamp(road.x0), pd.Timestamp(road.x1))]
    assert (min(days), max(days)) == (pd.Timestamp("2024-06-19"), pd.Timestamp("2025-03-27"))
    assert finding(frame, by_indication=True).endswith("its approval 0.8 years in mantle cell lymphoma (PMDA)")


def test_of_several_drugs_each_is_named_once_above_its_indications() -> None:
    frame = approvals(
        act(indication="CLL"), act(on="2015", indication="AML"), act("navitoclax", on="2008", indication="CLL")
    )
    figure = approval_timeline(frame, by_indication=True)
    assert list(figure.layout.yaxis.ticktext) == [
        "<b>venetoclax</b> · CLL / SLL",
        "AML",
        "<b>navitoclax</b> · CLL / SLL",
    ]
    assert finding(frame, by_indication=True).startswith("3 approvals of 2 drugs")


def test_an_act_on_two_indications_stands_in_both_lanes() -> None:
    frame = approvals(act(indication="previously treated CLL or SLL and mantle cell lymphoma"))
    figure = approval_timeline(frame, by_indication=True)
    assert set(figure.layout.yaxis.ticktext) == {"CLL / SLL", "Mantle cell lymphoma"}
    assert len(marks(figure).x) == 2


def test_a_line_leaves_room_for_labels() -> None:
    day = pd.Timestamp
    assert pieces(day("2010"), day("2020"), [(day("2011"), day("2012")), (day("2019"), day("2022"))]) == [
        (day("2010"), day("2011")),
        (day("2012"), day("2019")),
    ]


@pytest.mark.parametrize(
    ("indication", "disease"),
    [
        ("relapsed or refractory CLL with 17p deletion", "CLL / SLL"),
        ("newly diagnosed acute myeloid leukemia unfit for intensive chemotherapy", "AML"),
        ("all comers with Waldenström macroglobulinaemia", "Waldenström"),
        ("advanced non-small cell lung cancer", "NSCLC"),
        ("small cell lung cancer", "SCLC"),
        ("liver cirrhosis caused by steatohepatitis", "Liver cirrhosis"),
        ("", "Indication not named"),
    ],
)
def test_a_lane_is_named_after_the_disease(indication: str, disease: str) -> None:
    assert diseases(indication) == (disease,)


def test_an_early_first_is_only_perhaps_the_first() -> None:
    figure = approval_timeline(approvals(act("arsenic trioxide", on="2000-09-25", first_known=FIRST_EARLY)))
    assert marks(figure).text[0].endswith("FDA, perhaps first</b>")
    assert "which begin later for other regions" in marks(figure).hovertext[0].replace("<br>", " ")


def test_an_approval_after_earlier_use_elsewhere_is_not_said_to_be_the_first() -> None:
    acts = approvals(act("omacetaxine", agency="FDA", on="2012-10-26", first_known=FIRST_IN_DOUBT))
    assert marks(approval_timeline(acts)).text[0].endswith("FDA, perhaps first</b>")
    assert finding(acts) == "Who approved first is not decided for 1 drug"
    assert undecided(acts) == (
        "omacetaxine: FDA (26 Oct 2012) is the first in our tables; a source tells of earlier use elsewhere."
    )


def test_no_line_beside_a_mark_is_longer_than_a_phone_is_wide() -> None:
    frame = approvals(
        act(indication="newly diagnosed " * 12, proof="the agency said so " * 20, first_known=FIRST_KNOWN),
        act(on="2020", proof="they wrote so " * 20, is_curated=False),
    )
    lines = [line for text in marks(approval_timeline(frame)).hovertext for line in text.split("<br>")]
    assert max(len(line) for line in lines) <= 60
    assert any(line.endswith("”") for line in lines), "a quotation that is cut is closed all the same"


def test_which_of_two_came_first_is_not_said_where_one_has_no_day() -> None:
    frame = approvals(
        act("venetoclax", on="2016-04-11", first_known=FIRST_DATED),
        act("venetoclax", on="2016", agency="Health Canada", first_known=FIRST_UNDATED),
    )
    figure = approval_timeline(frame)
    labels = [str(text).strip() for text in (*marks(figure).text, *beyond(figure).text)]
    assert sum("first known date" in label for label in labels) == 1
    assert "Health Canada, day not known" in [label.replace("\N{EN SPACE}", "") for label in labels]
    assert undecided(frame) == (
        "venetoclax: FDA (11 Apr 2016) is the first with a known day; "
        "Health Canada (2016) is known no closer and may be earlier or later."
    )
    assert undecided(frame, ["navtemadlin"]) == ""
    assert undecided(approvals(act(first_known=FIRST_KNOWN))) == ""


def test_an_approval_on_a_partners_label_is_counted_beside_the_drugs_own_and_told_at_its_mark() -> None:
    theirs = act(
        on="2026-05-13", companies=["Taiho"], combination=["Inqovi"], label="label of Inqovi", event_id="theirs"
    )
    acts = approvals(act(), theirs)
    assert finding(acts) == (
        "1 approval of 1 drug, and 1 on the label of a drug given with it; "
        "the latest: venetoclax, on the label of Inqovi (Taiho), FDA, 13 May 2026"
    )
    assert finding(approvals(theirs)).startswith("1 approval for use with 1 drug, on the labels of others")
    marks = approval_timeline(acts).data[0]
    place = [event for (event,) in marks.customdata].index("theirs")
    assert marks.text[place] == "FDA, partner’s label"
    assert "On the label of Inqovi, not on the drug’s own" in marks.hovertext[place].replace("<br>", " ")
    assert other_labels_note(acts).startswith("“Partner’s label”")
    assert other_labels_note(approvals(act())) == ""
