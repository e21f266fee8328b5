"""What a page draws lighter than a file holds it."""

import plotly.graph_objects as go

from ci.charts.collaborations import company_network
from ci.charts.lightened import lightened
from ci.charts.theme import UNSEEN, Figure
from tests.charts.make import collaborations, deal

DEALS = collaborations(*(deal("AbbVie", other) for other in ("Roche", "Genentech", "Infinity", "WEHI")))


def plain(figure: go.Figure) -> dict[str, object]:
    assert isinstance(figure, Figure)
    return figure.plain()


def test_ties_of_one_kind_become_one_path_through_the_same_points() -> None:
    whole = plain(company_network(DEALS))
    (ties,) = [trace for trace in whole["data"] if None in trace["x"] and len(trace["x"]) > 1]
    (path,) = lightened(whole)["layout"]["shapes"]
    assert path["path"].count("M") == 4
    ends = [point for piece in path["path"].split("M")[1:] for point in piece.split("L")]
    there = [f"{x},{y}" for x, y in zip(ties["x"], ties["y"], strict=True) if x is not None]
    assert ends == there
    assert (path["line"], path["layer"]) == (ties["line"], "below")
    go.Figure(lightened(whole))  # plotly checks every value


def test_marks_names_and_the_key_stay_and_the_figure_that_leaves_the_page_too() -> None:
    whole = plain(company_network(DEALS))
    traces = len(whole["data"])
    assert len(lightened(whole)["data"]) == traces - 1
    assert len(whole["data"]) == traces
    assert "shapes" not in whole["layout"]
    assert [t["name"] for t in lightened(whole)["data"] if "name" in t] == ["Licence or option"]


def test_a_figure_without_such_lines_is_left_as_it_is() -> None:
    one = plain(company_network(collaborations(deal("AbbVie", "Roche"))))
    assert lightened(one) == one


def test_marks_that_nobody_sees_are_not_drawn_and_keep_what_a_click_opens() -> None:
    unseen = [t for t in company_network(DEALS).data if t.mode == "markers"]
    assert {t.marker.maxdisplayed for t in unseen} == {UNSEEN["maxdisplayed"]} == {1}
    assert all(len(t.customdata) == len(t.x) > 1 for t in unseen)
