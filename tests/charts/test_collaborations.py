"""The network: same deals, same picture; names that can be read."""

import json

import networkx as nx

from ci.charts.collaborations import companies_count, company_network, finding
from ci.charts.deals import amended_words, deals_over_time
from ci.charts.deals import finding as pace
from ci.charts.looks import DARK, LIGHT
from ci.charts.name_sides import Label, touch
from ci.charts.network import Sheet, positions
from ci.charts.partners import NO_MECHANISM, deals_of_band, flows_finding, mechanism_flows, top_partners
from ci.charts.partners import finding as partners_finding
from ci.charts.theme import DEAL_FAMILIES
from ci.charts.ties import deals_behind
from ci.model import SUBTYPES, EventType
from tests.charts.make import collaborations, deal

STAR = tuple(
    deal("AbbVie", name, on=f"20{i + 10}-01-01") for i, name in enumerate(["Roche", "Genentech", "Infinity", "WEHI"])
)


def companies(figure):  # type: ignore[no-untyped-def]
    return next(trace for trace in figure.data if trace.mode == "markers+text")


def test_companies_are_nodes_sized_by_deals() -> None:
    nodes = companies(company_network(collaborations(*STAR)))
    sizes = dict(zip(nodes.text, nodes.marker.size, strict=True))
    assert max(sizes, key=lambda name: sizes[name]) == "AbbVie"
    assert set(nodes.text) == {"AbbVie", "Roche", "Genentech", "Infinity", "WEHI"}


def test_the_same_deals_give_the_same_picture_in_any_order() -> None:
    first = company_network(collaborations(*STAR))
    again = company_network(collaborations(*reversed(STAR)))
    assert sorted(zip(companies(first).text, companies(first).x, strict=True)) == sorted(
        zip(companies(again).text, companies(again).x, strict=True)
    )


def test_two_kinds_of_deals_between_two_companies_are_two_lines() -> None:
    two = collaborations(deal("AbbVie", "Roche"), deal("AbbVie", "Roche", subtype="termination"))
    lines = [t for t in company_network(two).data if t.mode == "lines" and t.x[0] is not None]
    assert len(lines) == 2
    assert len({line.line.dash for line in lines}) == 2
    assert lines[0].y[5] != lines[1].y[5] or lines[0].x[5] != lines[1].x[5]


def test_a_click_on_a_company_gives_its_deals_and_on_a_line_those_of_the_line() -> None:
    rows = collaborations(*STAR, deal("AbbVie", "Roche", on="2024"), deal("AbbVie", "Roche", subtype="termination"))
    figure = company_network(rows)
    nodes = companies(figure)
    assert len(deals_behind(rows, nodes.customdata[list(nodes.text).index("AbbVie")])) == 6
    handles = next(t for t in figure.data if t.mode == "markers")
    behind = {tuple(mark): deals_behind(rows, mark) for mark in handles.customdata}
    assert sorted(map(len, behind.values())) == [1, 1, 1, 1, 2]
    assert behind["AbbVie", "Roche", "termination"] == ["abbvie-roche-termination-2020-05-04"]


def test_ties_alike_are_one_trace_with_gaps() -> None:
    three = collaborations(deal("AbbVie", "Roche"), deal("Amgen", "Kartos"), deal("Kartos", "Ipsen"))
    (line,) = [t for t in company_network(three).data if t.mode == "lines" and t.x[0] is not None]
    assert list(line.x).count(None) == 2
    assert not line.connectgaps


def test_the_hint_of_a_line_says_how_far_the_deal_got_and_for_how_much() -> None:
    told = deal("AbbVie", "Roche", status="completed", money="US$50m upfront")
    (hint,) = next(t for t in company_network(collaborations(told)).data if t.mode == "markers").hovertext
    assert "completed · US$50m upfront" in hint
    (silent,) = next(
        t
        for t in company_network(collaborations(deal("AbbVie", "Roche", money="not known"))).data
        if t.mode == "markers"
    ).hovertext
    assert "not known" not in silent


def licence(giver: str, taker: str, **more: object) -> dict[str, object]:
    return deal(giver, taker, roles=["licensor", "licensee"], **more)


def arrows(figure):  # type: ignore[no-untyped-def]
    return [t for t in figure.data if t.mode == "markers" and t.marker.symbol == "arrow"]


def test_an_arrow_leads_from_who_licenses_to_who_takes_and_the_hint_says_so() -> None:
    figure = company_network(collaborations(licence("Roche", "AbbVie", drugs=[]), deal("AbbVie", "Amgen")))
    (heads,) = arrows(figure)
    places = dict(zip(companies(figure).ids, companies(figure).x, strict=True))
    before, head, gap = heads.x
    assert gap is None and (head - before) * (places["AbbVie"] - places["Roche"]) > 0
    assert heads.marker.angleref == "previous" and list(heads.marker.size)[::2] == [0, 0]
    hints = next(t for t in figure.data if t.mode == "markers").hovertext
    assert [hint.startswith("<b>Licence, AbbVie from Roche</b>") for hint in hints].count(True) == 1


def test_a_licence_both_ways_and_one_that_ended_have_no_arrow() -> None:
    both = licence("AbbVie", "Roche"), licence("Roche", "AbbVie", on="2021")
    for rows in (both, [licence("AbbVie", "Roche", subtype="termination")], [deal("AbbVie", "Roche")]):
        figure = company_network(collaborations(*rows))
        assert not arrows(figure)
        assert "Arrow: to the licensee" not in {t.name for t in figure.data}


def test_the_key_says_what_arrows_and_thick_lines_mean_where_there_are_any() -> None:
    one, two = licence("AbbVie", "Roche"), licence("AbbVie", "Roche", on="2021")
    assert [t.name for t in company_network(collaborations(one)).data if t.name] == [
        "Licence or option",
        "Arrow: to the licensee",
    ]
    assert company_network(collaborations(one, two)).data[-1].name == "Thicker line: more deals"


def test_no_tie_strikes_out_a_name_and_no_name_covers_another() -> None:
    deals = (deal("Amgen", "Kartos"), deal("Kartos", "Ipsen"), deal("Rein", "Advancium"), deal("Roche", "Ascenta"))
    figure = company_network(collaborations(*deals))
    nodes, (line,) = companies(figure), [t for t in figure.data if t.mode == "lines" and t.x[0] is not None]
    shifts = {"middle right": 0, "top right": -13, "bottom right": 13}
    boxes = [
        (x + 8, x + 8 + 7 * len(name), y + shifts[side])
        for name, x, y, side in zip(nodes.text, nodes.x, nodes.y, nodes.textposition, strict=True)
    ]
    for left, right, middle in boxes:
        crossing = [y for x, y in zip(line.x, line.y, strict=True) if x is not None and left < x < right]
        assert all(abs(y - middle) > 5 for y in crossing)
    for place, (left, right, middle) in enumerate(boxes):
        others = [box for box in boxes[place + 1 :] if left < box[1] and box[0] < right]
        assert all(abs(middle - other[2]) >= 13 for other in others)


def test_a_name_is_a_click_target_along_its_whole_length() -> None:
    figure = company_network(collaborations(*STAR))
    nodes, spots = companies(figure), [t for t in figure.data if t.mode == "markers"][1]
    place = list(nodes.text).index("Genentech")
    along = [x for x, y, of in zip(spots.x, spots.y, spots.customdata, strict=True) if of == nodes.customdata[place]]
    assert min(along) - nodes.x[place] <= 14
    assert max(along) - nodes.x[place] >= 50
    assert spots.marker.opacity == 0


def boxes(figure):  # type: ignore[no-untyped-def]
    """Of each company the box that its name takes up, in pixels of the sheet."""
    nodes = companies(figure)
    sizes = zip(nodes.x, nodes.y, nodes.text, nodes.textfont.size, strict=True)
    return [(x, y - 7, x + 0.55 * font * len(name), y + 7) for x, y, name, font in sizes]


def overlaps(figure) -> int:  # type: ignore[no-untyped-def]
    found = boxes(figure)
    return sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for i, a in enumerate(found) for b in found[:i]
    )


HUBS = [deal(f"Hub {i}", f"Hub {(i + 1) % 20}") for i in range(20)]
LEAVES = [deal(f"Hub {i % 20}", f"Leaf {i}") for i in range(130)]


def test_with_150_companies_all_are_named_and_no_name_stands_on_another() -> None:
    figure = company_network(collaborations(*HUBS, *LEAVES))
    assert len(companies(figure).x) == 150
    assert all(companies(figure).text)
    assert overlaps(figure) == 0


def test_on_a_phone_the_busiest_are_drawn_within_its_width() -> None:
    frame = collaborations(*HUBS, *LEAVES)
    figure = company_network(frame, busiest=24, is_narrow=True)
    assert len(companies(figure).x) == companies_count(frame, busiest=24) <= 24
    assert overlaps(figure) == 0
    assert max(box[2] for box in boxes(figure)) <= 357
    few = company_network(collaborations(deal("Ipsen", "Kartos"), *STAR), busiest=24, is_narrow=True)
    assert len(companies(few).x) == 7, "where all have room, none is left out"


def test_the_company_in_focus_is_marked() -> None:
    nodes = companies(company_network(collaborations(*STAR), focus=["roche"]))
    colours = dict(zip(nodes.text, nodes.marker.color, strict=True))
    assert colours["Roche"] != colours["Genentech"]


def test_pairs_can_be_left_out_beside_a_group() -> None:
    frame = collaborations(*STAR, deal("Ipsen", "Kartos"))
    assert (companies_count(frame), companies_count(frame, only_groups=True)) == (7, 5)
    assert "Ipsen" not in companies(company_network(frame, only_groups=True)).text


def test_no_deal_is_a_sentence() -> None:
    assert "No collaboration" in company_network(collaborations()).layout.annotations[0].text
    assert "No collaboration" in deals_over_time(collaborations(deal("A", "B", on=""))).layout.annotations[0].text


def test_deals_over_time_counts_years_and_keeps_empty_ones() -> None:
    figure = deals_over_time(collaborations(deal("A", "B", on="2018"), deal("A", "C", on="2020-03")))
    assert list(figure.data[0].x) == [2018, 2019, 2020]
    assert list(figure.data[0].y) == [1, 0, 1]


def test_findings() -> None:
    assert finding(collaborations(*STAR)) == "AbbVie takes part in 4 of 4 deals between 5 companies"
    assert finding(collaborations(deal("A", "B"))) == "One deal: A and B"
    assert pace(collaborations(*STAR)) == "4 deals, 2010 to 2013"


def test_every_kind_of_deal_has_a_family() -> None:
    known = {subtype for family in DEAL_FAMILIES for subtype in family.subtypes}
    assert known == set(SUBTYPES[EventType.COLLABORATION])


def test_the_figure_is_plain_json() -> None:
    assert json.loads(company_network(collaborations(*STAR)).to_json())["data"]


def test_the_companies_with_the_most_deals_come_first_and_each_bar_leads_to_its_deals() -> None:
    rows = collaborations(deal("A", "B"), deal("A", "C", on="2021"), deal("A", "C", on="2022", subtype="acquisition"))
    figure = top_partners(rows)
    assert list(figure.layout.yaxis.ticktext) == ["A", "C", "B"]
    assert [(bar.name, list(bar.x)) for bar in figure.data] == [
        ("Licence or option", [2, 1, 1]),
        ("Acquisition", [1, 1, 0]),
    ]
    assert figure.data[1].customdata[0] == ["a-c-acquisition-2022"]
    assert partners_finding(rows) == "3 deals between 3 companies"


def test_with_a_company_in_focus_only_its_partners_are_ranked() -> None:
    rows = collaborations(deal("A", "B"), deal("A", "C", on="2021"), deal("A", "C", on="2022"))
    assert list(top_partners(rows, focus=["a"]).layout.yaxis.ticktext) == ["C", "B"]
    assert partners_finding(rows, focus=["a"]) == "Closest partner: C, in 2 of 3 deals with 2 partners"


def test_bands_lead_from_mechanisms_to_kinds_of_deals() -> None:
    rows = collaborations(
        deal("A", "B", mechanisms=["MDM2-p53"]),
        deal("A", "C", mechanisms=["MDM2-p53", "IAP family"]),
        deal("C", "D", subtype="acquisition"),
    )
    (sankey,) = mechanism_flows(rows).data
    (narrow,) = mechanism_flows(rows, is_narrow=True).data
    assert [label.replace("<br>", " ") for label in narrow.node.label] == list(sankey.node.label)
    assert all(len(line) < 25 for label in narrow.node.label for line in label.split("<br>"))
    assert list(sankey.node.label) == [
        "MDM2-p53 (2)",
        "IAP family (1)",
        "No drug named (1)",
        "Licence (2)",
        "Acquisition (1)",
    ]
    assert list(zip(sankey.link.source, sankey.link.target, sankey.link.value, strict=True)) == [
        (0, 3, 2),
        (1, 3, 1),
        (2, 4, 1),
    ]
    assert flows_finding(rows) == "Most often: MDM2-p53, licence (2 of 3 deals)"


def test_words_on_bands_have_a_halo_in_the_colour_of_the_page() -> None:
    rows = collaborations(deal("A", "B", mechanisms=["MDM2-p53"]))
    for look in (LIGHT, DARK):
        (sankey,) = mechanism_flows(rows, look).data
        assert look.paper in sankey.textfont.shadow
        assert sankey.textfont.color == look.text


def test_a_small_network_takes_the_whole_sheet() -> None:
    figure = company_network(collaborations(deal("Amgen", "Kartos"), deal("Kartos", "Ipsen")))
    nodes = companies(figure)
    low, high = figure.layout.xaxis.range
    assert max(nodes.x) - min(nodes.x) > 0.6 * (high - low)
    assert min(nodes.marker.size) >= 12
    assert min(nodes.textfont.size) >= 13


def test_beside_a_crowd_the_pairs_stand_below_and_no_name_leaves_the_sheet() -> None:
    crowd = [deal(f"Company {n // 3:02}", f"Company {n:02}", on="2020") for n in range(1, 40)]
    pairs = [deal(f"Left {n:02}", f"Right {n:02}", on="2021") for n in range(20)]
    figure = company_network(collaborations(*crowd, *pairs))
    nodes = companies(figure)
    y = dict(zip(nodes.ids, nodes.y, strict=True))
    assert min(y[f"Left {n:02}"] for n in range(20)) > max(y[f"Company {n:02}"] for n in range(40))
    ends = [x + 0.6 * size * len(text) for x, size, text in zip(nodes.x, nodes.textfont.size, nodes.text, strict=True)]
    assert max(ends) <= figure.layout.xaxis.range[1]
    assert min(nodes.x) >= 8


def test_few_deals_are_counted_in_whole_numbers() -> None:
    axis = deals_over_time(collaborations(deal("A", "B", on="2018"), deal("A", "C", on="2020"))).layout.yaxis
    assert (axis.dtick, axis.range[0]) == (1, 0)
    many = top_partners(collaborations(*(deal("A", f"B{n}", on="2018") for n in range(90)))).layout.xaxis
    assert many.dtick == 20
    assert many.range[1] > 90


def test_on_a_phone_the_pairs_stand_below_the_groups() -> None:
    rows = collaborations(*STAR, *(deal(f"Left {n}", f"Right {n}", on="2021") for n in range(4)))
    nodes = companies(company_network(rows, is_narrow=True))
    y = dict(zip(nodes.ids, nodes.y, strict=True))
    assert min(y[f"Left {n}"] for n in range(4)) > max(y[name] for name in ("AbbVie", "Roche", "WEHI"))


def test_one_pair_beside_a_crowd_stands_in_one_column() -> None:
    crowd = [(f"Company {a:02}", f"Company {b:02}") for a in range(40) for b in (a + 1, a + 7) if b < 40]
    graph: nx.Graph[str] = nx.Graph([*crowd, ("Alone A", "Alone B")])
    sheet = Sheet.of(graph)
    placed = positions(graph, dict.fromkeys(graph, 90.0), sheet)
    assert placed.keys() == set(graph)
    assert placed["Alone A"][0] == placed["Alone B"][0]


def name_boxes(figure):  # type: ignore[no-untyped-def]
    """As plotly places words: half a mark and a little away from its middle, above or below by half a letter more."""
    nodes = companies(figure)
    each = zip(nodes.x, nodes.y, nodes.text, nodes.textposition, nodes.textfont.size, nodes.marker.size, strict=True)
    return [
        Label(0.5 * font * len(text), font, size).span((x, y), side) for x, y, text, side, font, size in each if text
    ]


def test_no_name_lies_on_another_or_on_a_mark_and_those_left_out_are_counted() -> None:
    clique = [
        deal(f"Company of Some Length {a:02}", f"Company of Some Length {b:02}") for a in range(24) for b in range(a)
    ]
    for figure in (
        company_network(collaborations(*HUBS, *LEAVES)),
        company_network(collaborations(*clique), is_narrow=True),
    ):
        nodes, boxes = companies(figure), name_boxes(figure)
        marks = [
            (x - size / 3, y - size / 3, x + size / 3, y + size / 3)
            for x, y, size in zip(nodes.x, nodes.y, nodes.marker.size, strict=True)
        ]
        for place, box in enumerate(boxes):
            assert not any(touch(box, other) for other in (*boxes[:place], *marks))
            assert box[0] >= 0
        unnamed = len(nodes.x) - len(boxes)
        said = [note.text for note in figure.layout.annotations]
        assert said == [f"{unnamed} name{'s' * (unnamed != 1)} left out for room"] * bool(unnamed)
        assert all(nodes.hovertext)


def test_a_band_stands_for_the_deals_between_its_ends() -> None:
    deals = collaborations(
        deal("A", "B", event_id="a", mechanisms=["MDM2-p53"]),
        deal("A", "C", event_id="b", mechanisms=["MDM2-p53", "BCL-2 family"]),
        deal("A", "D", event_id="c", mechanisms=[], subtype="option"),
    )
    assert deals_of_band(deals, ["MDM2-p53", "Licence"]) == ["a", "b"]
    assert deals_of_band(deals, ["", "Licence"]) == ["a", "b"]
    assert deals_of_band(deals, [NO_MECHANISM, ""]) == ["c"]
    (bands,) = mechanism_flows(deals).data
    for ends, count in zip(bands.link.customdata, bands.link.value, strict=True):
        assert len(deals_of_band(deals, ends)) == count


def test_a_deal_that_amends_an_earlier_one_is_counted_with_it() -> None:
    later = deal("AbbVie", "Genor", on="2016-01-05", amends="amended, first of 15 Jul 2015")
    rows = collaborations(deal("AbbVie", "Genor", on="2015-07-15"), later, deal("AbbVie", "Roche"))
    assert finding(rows) == "AbbVie takes part in 2 of 2 deals between 3 companies"
    assert partners_finding(rows, ("abbvie",)) == "Closest partner: Genor, in 1 of 2 deals with 2 partners"
    assert sum(sum(trace.x) for trace in top_partners(rows).data) == 4, "two deals of two"
    assert sum(sum(trace.y) for trace in deals_over_time(rows).data) == 2
    assert flows_finding(rows).endswith(("(2 of 2 deals)", "of a known mechanism"))
    assert amended_words(rows) == "Not counted again: 1 that amends or follows an earlier deal, as the table says."
    assert amended_words(rows[rows["amends"] == ""]) == ""
