"""The landscape: counts in cells, empty cells visibly empty."""

import pandas as pd

from ci.charts.funnel import finding as funnel_finding
from ci.charts.funnel import stage_funnel
from ci.charts.landscape import finding, gaps_finding, matrix_note, stage_matrix, target_gaps
from ci.charts.looks import LIGHT
from ci.charts.owners import COMPANIES_SHOWN, company_matrix, company_pair, most_drugs, owners_finding, pair_finding
from ci.charts.theme import MECHANISM_NAMES
from ci.charts.tree import mechanism_treemap
from ci.exports.slide_text import clean
from ci.frames import TARGETS
from ci.model import STAGES, MechanismCategory
from tests.charts.make import drug, landscape

DRUGS = landscape(
    drug("venetoclax", "BCL-2", "bcl2-family", "approved", "AbbVie", "Genentech"),
    drug("navitoclax", "BCL-2", "bcl2-family", "phase 3", "AbbVie"),
    drug("navitoclax", "BCL-XL", "bcl2-family", "phase 3", "AbbVie"),
    drug("alrizomadlin", "MDM2", "mdm2-p53", "phase 2", "Ascentage Pharma"),
)


def cells(figure):  # type: ignore[no-untyped-def]
    trace = figure.data[1]
    return {tuple(place): int(text) for place, text in zip(trace.customdata, trace.text, strict=True)}


def printed(figure):  # type: ignore[no-untyped-def]
    """What stands in the cells, number and words."""
    trace = figure.data[1]
    return {tuple(place): clean(text) for place, text in zip(trace.customdata, trace.text, strict=True)}


def test_a_cell_counts_the_drugs_of_a_target_at_a_stage() -> None:
    assert cells(stage_matrix(DRUGS)) == {
        ("BCL-2", "approved"): 1,
        ("BCL-2", "phase 3"): 1,
        ("BCL-XL", "phase 3"): 1,
        ("MDM2", "phase 2"): 1,
    }


def test_white_space_is_drawn() -> None:
    figure = stage_matrix(DRUGS)
    assert len(figure.data[0].x) == 3 * len(STAGES) - 4
    assert figure.data[0].marker.color == LIGHT.paper


def test_a_row_carries_the_hue_of_its_mechanism() -> None:
    strips = {shape.fillcolor for shape in stage_matrix(DRUGS).layout.shapes}
    assert strips == {LIGHT.mechanisms["bcl2-family"], LIGHT.mechanisms["mdm2-p53"]}


def test_a_cell_without_a_drug_of_its_rows_mechanism_has_the_hue_of_its_drugs() -> None:
    """As omacetaxine, which is approved and lowers MCL-1 among others, but is no inhibitor of it."""
    rows = landscape(
        drug("murizatoclax", "MCL-1", "bcl2-family", "phase 1"),
        drug("sabutoclax", "MCL-1", "bcl2-family", "phase 1"),
        drug("omacetaxine", "MCL-1", "indirect", "approved"),
        drug("alvocidib", "MCL-1", "indirect", "phase 1"),
    )
    counts = stage_matrix(rows).data[1]
    fills = dict(zip([tuple(place) for place in counts.customdata], counts.marker.color, strict=True))
    alone = dict(zip(*_cells_of(rows[rows["mechanism_id"] == "bcl2-family"]), strict=True))
    assert fills["MCL-1", "phase 1"] == alone["MCL-1", "phase 1"], "drugs of the row's own mechanism are in it"
    assert fills["MCL-1", "approved"] not in alone.values()
    assert "another colour" in matrix_note(rows)
    assert printed(stage_matrix(rows))["MCL-1", "approved"] == "1 · indirect"
    assert printed(stage_matrix(rows, is_narrow=True))["MCL-1", "approved"] == "1"
    hints = {tuple(place): words for place, words in zip(counts.customdata, counts.hovertext, strict=True)}
    assert "By drugs of another mechanism alone: Indirect inducers" in hints["MCL-1", "approved"].replace("<br>", " ")
    assert "another mechanism" not in hints["MCL-1", "phase 1"]
    assert matrix_note(DRUGS) == ""


def _cells_of(rows: pd.DataFrame) -> tuple[list[tuple[str, ...]], list[str]]:
    counts = stage_matrix(rows).data[1]
    return [tuple(place) for place in counts.customdata], list(counts.marker.color)


def test_a_bar_says_which_share_of_a_cell_was_discontinued() -> None:
    rows = landscape(
        {**drug("a", "MDM2", "mdm2-p53", "phase 2"), "stage": "discontinued"},
        drug("b", "MDM2", "mdm2-p53", "phase 2"),
        {**drug("c", "MDM2", "mdm2-p53", "phase 1"), "stage": "discontinued"},
        drug("d", "MDM2", "mdm2-p53", "phase 3"),
    )
    figure = stage_matrix(rows)
    half, whole = sorted(figure.data[2].x)
    assert half * 2 == whole == figure.data[1].x[0], "as long as its cell is wide"
    hover = next(text for text in figure.data[1].hovertext if "phase 2" in text)
    assert "Known to be discontinued, 1 of 2: a" in hover
    assert "2 in all" in matrix_note(rows)


def test_companies_by_mechanism_with_the_largest_first() -> None:
    figure = company_matrix(DRUGS)
    assert list(figure.layout.yaxis.ticktext) == ["AbbVie", "Ascentage Pharma", "Genentech"]
    assert printed(figure)["AbbVie", "BCL-2 family"].startswith("2 ")


def test_beside_each_count_of_a_company_stands_how_far_its_drugs_got() -> None:
    owned = company_matrix(DRUGS)
    assert printed(owned)["AbbVie", "BCL-2 family"] == "2 · approved"
    assert printed(company_matrix(DRUGS, with_stages=False))["AbbVie", "BCL-2 family"] == "2"
    unknown = landscape(
        drug("x", "MDM2", "mdm2-p53", "", "AbbVie"), drug("y", "p53", "mdm2-p53", "preclinical", "Roche")
    )
    assert set(printed(company_matrix(unknown)).values()) == {"1", "1 · preclin."}
    pair = company_pair(DRUGS, pair=("AbbVie", "Ascentage Pharma"))
    assert printed(pair) == {
        ("BCL-2", "AbbVie"): "2 · venetoclax, navitoclax · approved",
        ("BCL-XL", "AbbVie"): "1 · navitoclax · phase 3",
        ("MDM2", "Ascentage Pharma"): "1 · alrizomadlin · phase 2",
    }
    on_a_phone = company_pair(DRUGS, pair=("AbbVie", "Ascentage Pharma"), is_narrow=True)
    assert printed(on_a_phone)["BCL-2", "AbbVie"] == "2 · approved"
    many = [drug(f"drug number {n}", "BCL-2", "bcl2-family", "", "AbbVie") for n in range(5)]
    assert printed(company_pair(landscape(*many)))["BCL-2", "AbbVie"] == "5 · drug number 0, drug number 1 +3"
    for figure in (owned, pair):
        assert any(", furthest: approved</b>" in hint for hint in figure.data[1].hovertext)


def test_the_tree_holds_each_drug_under_each_of_its_targets() -> None:
    tree = mechanism_treemap(DRUGS).data[0]
    assert list(tree.labels).count("navitoclax") == 2
    assert tree.values[list(tree.ids).index("bcl2-family")] == 3


def test_the_arm_that_only_finds_the_cell_is_no_target() -> None:
    conjugate = drug("ABBV-637", "EGFR", "bcl2-family", "phase 1", "AbbVie")
    rows = landscape(
        drug("ABBV-637", "BCL-XL", "bcl2-family", "phase 1", "AbbVie"), {**conjugate, "is_other_arm": True}
    )
    assert cells(stage_matrix(rows)) == {("BCL-XL", "phase 1"): 1}
    assert finding(rows) == "Highest stage ever reached at BCL-XL: phase 1 (1 drug)"
    assert "EGFR" not in " ".join(mechanism_treemap(rows).data[0].labels)
    assert pair_finding(rows, ("AbbVie", "Roche")).startswith("AbbVie has 1 target,")


def test_the_list_of_gaps_shows_targets_without_any_drug_too() -> None:
    row = {"mechanism_id": "caspase", "mechanism": "Caspases"}
    targets = TARGETS.make(
        [
            {**row, "target": "caspase-6", "target_id": "CASP6"},
            {**row, "target": "TRAP1", "peak_stage": "phase 1", "drugs_count": 1, "drugs": ["gamitrinib (phase 1)"]},
        ]
    )
    figure = target_gaps(targets)
    assert list(figure.layout.yaxis.ticktext) == ["caspase-6", "TRAP1"]
    assert cells(figure) == {("TRAP1", "phase 1"): 1}
    assert len(figure.data[0].x) == 3, "an empty cell is drawn empty"
    assert gaps_finding(targets) == "1 target with no drug beyond phase 1, and 1 without any drug that we know"


def test_a_few_companies_or_all() -> None:
    rows = landscape(*(drug(f"d{i}", "BCL-2", "bcl2-family", "phase 1", f"Company {i:02}") for i in range(30)))
    assert len(company_matrix(rows).layout.yaxis.ticktext) == COMPANIES_SHOWN
    assert len(company_matrix(rows, companies=30).layout.yaxis.ticktext) == 30


def test_on_a_phone_the_columns_are_named_upright() -> None:
    figure = stage_matrix(DRUGS, is_narrow=True)
    assert figure.layout.xaxis.tickangle == -90
    assert figure.layout.margin.t > stage_matrix(DRUGS).layout.margin.t


def test_no_drug_is_a_sentence() -> None:
    for chart in (stage_matrix, company_matrix, mechanism_treemap):
        assert "No drug" in chart(landscape()).layout.annotations[0].text


def test_a_target_at_which_only_another_mechanism_is_approved_is_not_counted_with_the_others() -> None:
    rows = landscape(
        drug("murizatoclax", "MCL-1", "bcl2-family", "phase 1"),
        drug("sabutoclax", "MCL-1", "bcl2-family", "phase 1"),
        drug("omacetaxine", "MCL-1", "indirect", "approved"),
        drug("venetoclax", "BCL-2", "bcl2-family", "approved"),
    )
    assert finding(rows).endswith("approved at 1 of 2 targets, at 1 more by drugs of another mechanism alone (4 drugs)")
    alone = "Highest stage ever reached at MCL-1: approved, by drugs of another mechanism alone (3 drugs)"
    assert finding(rows[rows["target"] == "MCL-1"]) == alone


def test_findings() -> None:
    said = "Highest stage ever reached: approved at 1 of 3 targets (3 drugs)"
    assert finding(DRUGS) == said
    assert owners_finding(DRUGS) == "AbbVie holds 2 of 3 drugs; 3 owners in all"


def test_every_mechanism_has_a_name_and_a_hue_in_both_themes() -> None:
    assert set(MECHANISM_NAMES) == set(MechanismCategory)
    assert set(MechanismCategory) <= set(LIGHT.mechanisms)


def test_two_companies_stand_side_by_side() -> None:
    rows = landscape(
        drug("a", "BCL-2", "bcl2-family", "approved", "AbbVie"),
        drug("b", "BCL-2", "bcl2-family", "phase 1", "Ascentage"),
        drug("c", "MDM2", "mdm2-p53", "phase 2", "Ascentage"),
    )
    figure = company_pair(rows, pair=("AbbVie", "Ascentage"))
    assert list(figure.layout.xaxis.ticktext) == ["AbbVie", "Ascentage"]
    assert list(figure.layout.yaxis.ticktext) == ["BCL-2", "MDM2"]
    assert len(figure.data[0].x) == 1, "AbbVie has nothing on MDM2, and the cell says so"
    assert pair_finding(rows, ("AbbVie", "Ascentage")) == "AbbVie has 1 target, Ascentage 2; both act on BCL-2"
    assert most_drugs(rows) == ["Ascentage", "AbbVie"]


def test_the_funnel_counts_who_got_so_far_or_further() -> None:
    rows = landscape(
        drug("a", "BCL-2", "bcl2-family", "approved"),
        drug("a", "BCL-XL", "bcl2-family", "approved"),
        drug("b", "MDM2", "mdm2-p53", "phase 1"),
        drug("c", "MDM2", "mdm2-p53", ""),
    )
    assert list(stage_funnel(rows).data[0].x) == [2, 2, 1, 1, 1, 1]
    assert funnel_finding(rows) == "1 of 3 drugs were ever approved; 1 has no stage"


def test_a_drug_of_unknown_target_counts_as_no_target() -> None:
    with_unknown = landscape(
        drug("venetoclax", "BCL-2", "bcl2-family", "approved", "AbbVie"),
        drug("darinaparsin", "", "mitochondrial", "approved", "Solasia"),
    )
    assert finding(with_unknown).startswith("Highest stage ever reached at BCL-2: approved")


def test_targets_too_small_for_a_name_share_a_tile_of_the_tree() -> None:
    large = [drug(f"m{number}", "MDM2", "mdm2-p53", "phase 1") for number in range(4)]
    small = [drug("x", "MDMX", "mdm2-p53", "phase 1"), drug("y", "USP7", "mdm2-p53", "phase 1")]
    tiles = mechanism_treemap(landscape(*large, *small)).data[0]
    parents = dict(zip(tiles.ids, tiles.parents, strict=True))
    assert parents["mdm2-p53/MDMX"] == parents["mdm2-p53/USP7"] == "mdm2-p53//more"
    assert parents["mdm2-p53/MDM2"] == "mdm2-p53"
    assert "+2 (2)" in tiles.labels, "the smallest tiles are flat: name and number share a line"
    assert "MDM2<br>(4)" in tiles.labels
    alone = mechanism_treemap(landscape(*large, small[0])).data[0]
    assert "mdm2-p53//more" not in alone.ids, "one small target keeps its own name"


def test_a_target_that_only_broad_drugs_may_reach_is_starred_and_says_which() -> None:
    row = {"target": "caspase-6", "mechanism_id": "caspase", "mechanism": "Caspases", "peak_stage": ""}
    targets = TARGETS.make([{**row, "family_drugs": ["emricasan (phase 2)"]}])
    figure = target_gaps(targets)
    assert list(figure.layout.yaxis.ticktext) == ["caspase-6 *"]
    assert "emricasan (phase 2)" in figure.data[0].hovertext[0].replace("<br>", " ")


def test_on_a_phone_no_name_of_a_target_is_cut() -> None:
    names = ("alpha-ketoglutarate dehydrogenase", "mitochondrial complex I", "ClpP")
    drugs = landscape(*(drug(name, name, "mitochondrial", "phase 1", "Abbott") for name in names))
    shown = [name.replace("<br>", " ") for name in stage_matrix(drugs, is_narrow=True).layout.yaxis.ticktext]
    assert all(any(name in label for label in shown) for name in names), shown
    assert "ClpP" in shown and "mitochondrial complex I" in shown, "small letters only where they are needed"
