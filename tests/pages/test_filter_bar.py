"""What the bar writes: a box that is written to is sent to the browser and drawn there anew."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open


def written(app: AppTest) -> set[str]:
    """The boxes whose value the server sets."""
    boxes = [*app.sidebar.multiselect, *app.sidebar.date_input, *app.sidebar.toggle]
    return {str(box.key) for box in boxes if box.proto.set_value}


def test_a_choice_writes_to_the_one_box_and_so_does_taking_it_back(open_app: Open) -> None:
    app = open_app()
    app.sidebar.multiselect(key="filter_agencies").set_value(["FDA"]).run()
    assert written(app) <= {"filter_agencies"}
    app.sidebar.button[0].click().run()
    assert app.session_state["filter_agencies"] == []
    assert written(app) == {"filter_agencies"}


def test_an_address_fills_the_boxes_that_it_names(open_app: Open) -> None:
    app = open_app(agencies="FDA", since="2020-01-01")
    assert written(app) == {"filter_agencies", "filter_since"}
    assert app.session_state["filter_agencies"] == ["FDA"]
