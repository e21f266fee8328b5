"""The entry: what opens first, the filter in the address, faults as sentences."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.pages.conftest import Open, run_app

Use = Callable[[str], None]


def said(app) -> str:  # type: ignore[no-untyped-def]
    """All text on the page, without the escapes that Markdown needs."""
    parts = [*app.markdown, *app.text, *app.subheader, *app.title, *app.caption]
    parts += [*app.info, *app.warning, *app.error, *app.header]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_the_overview_opens_first(open_app: Open) -> None:
    app = open_app()
    assert not app.exception
    assert app.title[0].value == "Overview"
    assert "All 10 events" in said(app)


def test_an_address_fills_the_filter(open_app: Open) -> None:
    app = open_app(targets="MDM2", since="2021-01-01")
    assert "1 of 10 events: MDM2, since 2021" in said(app)
    assert app.multiselect(key="filter_targets").value == ["MDM2"]


def test_the_filter_writes_the_address(open_app: Open) -> None:
    app = open_app()
    app.multiselect(key="filter_companies").set_value(["ascentage-pharma"]).run()
    app.multiselect(key="filter_agencies").set_value(["FDA", "NMPA"]).run()
    assert dict(app.query_params) == {"companies": "ascentage-pharma", "agencies": ["FDA", "NMPA"]}
    assert "3 of 10 events: Ascentage Pharma, FDA or NMPA" in said(app)
    app.button(key="reset_here").click().run()
    assert dict(app.query_params) == {}
    assert "All 10 events" in said(app)


def test_choices_exist_and_carry_counts(open_app: Open) -> None:
    app = open_app()
    targets = [re.split(" · |\u2003", words)[0] for words in app.multiselect(key="filter_targets").options]
    assert targets == ["BCL-2 (6)", "MDM2 (4)"]
    agencies = [words.replace("\u2003", "") for words in app.multiselect(key="filter_agencies").options]
    assert agencies == [
        "FDA (4) · United StatesUS Food and Drug Administration",
        "EMA (1) · European UnionEuropean Medicines Agency",
        "NMPA (1) · ChinaChina's National Medical Products Administration",
    ]
    assert app.toggle(key="filter_confirmed").label == "Confirmed only (9)"


def test_an_id_that_nobody_knows_is_kept_and_finds_nothing(open_app: Open) -> None:
    app = open_app(drugs="nosuchdrug")
    assert "None of the 10 events matches nosuchdrug." in said(app)
    app.button(key="widen").click().run()
    assert "All 10 events" in said(app)


def test_an_empty_database_says_what_will_come(use: Use, empty: str) -> None:
    use(empty)
    app = run_app()
    assert not app.exception
    assert "No events yet" in said(app)


def test_no_database_is_a_sentence(use: Use, tmp_path: Path) -> None:
    use(f"sqlite:///{tmp_path / 'none.sqlite'}")
    app = run_app()
    assert not app.exception
    assert len(app.error) == 1


def test_a_database_of_another_version_is_a_sentence(use: Use, empty: str) -> None:
    with sqlite3.connect(empty.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.close()
    use(empty)
    app = run_app()
    assert not app.exception
    assert len(app.error) == 1


def test_a_database_that_is_no_database_is_a_sentence(use: Use, tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("this is no database" * 100)
    use(f"sqlite:///{tmp_path / 'text.sqlite'}")
    app = run_app()
    assert not app.exception
    assert len(app.error) == 1


def test_a_database_server_that_is_gone_is_a_sentence(use: Use) -> None:
    use("postgresql://nobody@127.0.0.1:1/none")
    app = run_app()
    assert not app.exception
    assert len(app.error) == 1


def test_a_date_that_is_none_is_told_until_the_filter_changes(open_app: Open) -> None:
    app = open_app(since="2024-13", until="2020")
    assert "“since=2024-13” in the address is no date" in said(app)
    assert "until 2020" in said(app)
    assert "“since=2024-13”" in said(app.run())
    app.button(key="reset_here").click().run()
    assert "“since=2024-13”" not in said(app)


def test_crossed_dates_are_told_and_swapped_with_one_click(open_app: Open) -> None:
    app = open_app(since="2021", until="2020")
    assert "The dates are crossed: since 1 Jan 2021 is after until 31 Dec 2020, so nothing can match." in said(app)
    app.button(key="swap_dates").click().run()
    assert "The dates are crossed" not in said(app)
    assert dict(app.query_params) == {"since": "2020-12-31", "until": "2021-01-01"}


def test_the_bar_says_what_its_counts_count(open_app: Open) -> None:
    assert "Behind each choice: the number of events that it alone would leave." in said(open_app())


def test_stage_and_region_are_offered_as_far_as_they_exist(open_app: Open) -> None:
    app = open_app(stages="phase 2")
    assert "4 of 10 events: Phase 2 at furthest" in said(app)
    assert app.multiselect(key="filter_stages").options == ["Phase 2 at furthest (4)", "Approved at furthest (6)"]
    assert app.multiselect(key="filter_regions").options == [
        *("United States (4)", "China (1)", "European Union (1)"),
    ]
