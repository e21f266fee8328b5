"""Each page over a small database: what it says, and the proof behind it."""

import pytest
from streamlit.testing.v1 import AppTest

from ci.frames import SOURCES
from ci.model import Article, Name, Reading
from ci.pages import PAGES
from ci.pages.collaborations import why_left_out
from ci.pages.sources import readable_kinds, stated, summary
from ci.pages.table import SWIPE
from ci.store import PollOutcome, open_store
from tests.pages.conftest import Open
from tests.pages.make import NOW, QUOTE, catalog, make_database
from tests.pages.test_entry import said

TITLES = {"about": "About Apoptoscope"}


@pytest.fixture
def open_page(use, database):  # type: ignore[no-untyped-def]
    """Opens one page alone, with an address; AppTest cannot switch between pages that are functions."""

    def opened(path: str, state: dict[str, object] | None = None, **query: str) -> AppTest:
        use(database)
        app = AppTest.from_function(_alone, args=(path,), default_timeout=30)
        for key, value in query.items():
            app.query_params[key] = value
        for key, value in (state or {}).items():
            app.session_state[key] = value
        return app.run()

    return opened


def _alone(path: str) -> None:
    from ci.pages import PAGES, faults, filter_bar

    page = next(page for page in PAGES if page.path == path)
    with faults.as_sentences():
        filter_bar.draw(page)
        page.show()


def html(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in app.get("html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_opens(open_page, page) -> None:  # type: ignore[no-untyped-def]
    app = open_page(page.path)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES.get(page.path, page.title)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_opens_on_an_empty_database(open_page, use, empty, page) -> None:  # type: ignore[no-untyped-def]
    use(empty)
    app = AppTest.from_function(_alone, args=(page.path,), default_timeout=30).run()
    assert not app.exception
    assert not app.error


def test_the_overview_lists_the_newest_events_of_every_kind(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("overview")
    assert list(app.dataframe[0].value["when"])[:3] == ["2025-07-10", "2024-06-14", "2021"]
    assert "No event this week; the latest with a date is of 10 Jul 2025" in said(app)
    assert "First visit in this browser" in said(app)
    assert "No source was asked yet." in said(app)
    for finding in (
        "4 deals, 2007 to 2024",
        "6 regulatory acts, 2015 to 2025",
        "Events of 2 mechanisms, 2007 to 2025",
        "2 of 3 drugs were ever approved",
    ):
        assert finding in said(app)


def test_the_overview_says_what_came_since_the_last_visit(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("overview", {"visit": {"before": "2026-11-20T08:00:00.000Z"}})
    words = said(app)
    assert (
        "Since your last visit on 20 Nov 2026, 08:00: 1 article about our subject, 1 event read in articles." in words
    )
    assert "First visit" not in words
    later = said(open_page("overview", {"visit": {"before": "2026-11-22T08:00:00.000Z"}}))
    assert "0 articles about our subject, 0 events read in articles." in later


def test_a_bar_opens_the_events_behind_it(open_page) -> None:  # type: ignore[no-untyped-def]
    words = said(open_page("overview", {"year_of": ["2016", "FDA"]}))
    assert "The FDA said so of venetoclax." in words
    assert "The EMA said so of venetoclax." not in words
    assert "2 events" not in words


def test_what_a_filter_of_kinds_left_behind_does_not_narrow_the_overview(open_page) -> None:  # type: ignore[no-untyped-def]
    assert "All 10 events" in said(open_page("overview", subtypes="orphan"))


def test_a_page_with_kinds_offers_its_own(open_page) -> None:  # type: ignore[no-untyped-def]
    kinds = open_page("approvals").multiselect(key="filter_subtypes").options
    assert "Approval (1)" in kinds
    assert not any(kind.startswith("Option") for kind in kinds), "kinds of deals have no place here"


def test_kinds_of_other_events_are_said_to_be_kept_for_other_pages(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("approvals", subtypes=["license", "orphan"])
    assert "Kept for other pages, not used on this one: Licence" in said(app)
    assert app.multiselect(key="filter_subtypes").value == ["license", "orphan"]
    assert "Licence (0)" in app.multiselect(key="filter_subtypes").options


def test_collaborations_on_mdm2(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("collaborations", targets="MDM2")
    assert "2 of 4 collaborations: MDM2" in said(app)
    assert "Ascentage Pharma takes part in 2 of 2 deals between 3 companies" in said(app)


@pytest.mark.parametrize(
    ("page", "key", "view", "finding"),
    [
        ("collaborations", "deals", "Top partners", "The five busiest companies take part in 4 of 4 deals"),
        ("collaborations", "deals", "Mechanism to deal", "Most often: MDM2-p53, clinical collaboration (2 of 4 deals)"),
        ("mechanisms", "view", "Momentum", "Events of 2 mechanisms, 2007 to 2025"),
        ("mechanisms", "view", "Two companies", "Ascentage Pharma has 2 targets, AbbVie 1; both act on BCL-2"),
    ],
)
def test_a_view_says_what_it_found(open_page, page: str, key: str, view: str, finding: str) -> None:  # type: ignore[no-untyped-def]
    app = open_page(page, **{key: view})
    assert not app.exception
    assert finding in said(app)


def test_what_does_not_apply_to_a_page_is_not_in_its_sentence(open_page) -> None:  # type: ignore[no-untyped-def]
    assert "All 4 collaborations" in said(open_page("collaborations", agencies="FDA", subtypes="orphan"))


def test_the_proof_of_what_was_read_is_its_quote_in_its_paragraph(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("collaborations")
    events = app.dataframe[0].value
    row = list(events["companies"].str.partition("#")[2]).index("Ascentage Pharma, Genor Biopharma")
    event = _event_ids(app)[row]
    app.query_params["proof"] = [event]
    app.run()
    html = "\n".join(str(h.value) for h in app.get("html")) if app.get("html") else ""
    assert f"<mark>{QUOTE}</mark>" in html
    assert "costs run from $119 to $240 million" in html
    assert "&lt;b&gt;the note&lt;/b&gt;" in html
    words = said(app)
    assert "Pharma Focus Asia · 20 Dec 2018" in words
    assert "https://news.example/ascentage-genor" in words
    assert "collaboration: will study" in words
    assert "Date: not stated in its words (from the sentence before)" in words


def test_the_proof_of_a_curated_row_is_its_source_and_the_day(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("approvals", drugs="lisaftoclax")
    app.query_params["proof"] = _event_ids(app)
    app.run()
    words = said(app)
    assert "The NMPA said so of lisaftoclax." in words
    assert "https://example.org/seen" in words
    assert "checked on 20 Nov 2026" in words


def test_a_profile_is_reachable_by_a_link(open_page) -> None:  # type: ignore[no-untyped-def]
    words = said(open_page("profile", drug="venetoclax"))
    assert "Regulatory acts (3)" in words
    assert "Deals (1)" in words
    of_company = said(open_page("profile", company="ascentage-pharma"))
    assert "Drugs (2)" in of_company
    assert "acts that others got" in of_company and "acts that others got" not in words
    assert "News (1)" in said(open_page("profile", target="MDM2"))


def test_on_a_phone_a_table_with_columns_out_of_sight_says_so(open_page) -> None:  # type: ignore[no-untyped-def]
    assert SWIPE not in said(open_page("approvals"))
    assert SWIPE in said(open_page("approvals", state={"room_measured": "narrow"}))


def test_a_profile_begins_with_the_last_twelve_months(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("profile", drug="venetoclax")
    assert "nothing is known to have happened" in said(app)
    assert "EMA: conditional approval of venetoclax, CLL (AbbVie)" in said(app), "the last one before"
    next(button for button in app.button if button.label == "Proof").click().run()
    assert "The EMA said so of venetoclax." in said(app)
    assert "Expected: 2027, FDA: approval of lisaftoclax, relapsed CLL." in said(
        open_page("profile", drug="lisaftoclax")
    )


def test_a_deal_says_its_money_or_that_it_is_not_known(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("collaborations")
    deals = app.dataframe[0].value
    assert set(deals["money"]) == {"up to US$1,300m in all", "not known"}
    app.query_params["proof"] = [_event_ids(app)[list(deals["subtype"]).index("Co-development")]]
    assert "Money: not known" in said(app.run())


def test_kinds_that_the_filter_leaves_out_are_one_click_away(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("collaborations", subtypes="research-collaboration")
    assert "Similar kinds that the filter leaves out: co-development (1), clinical collaboration (2)." in said(app)
    app.button(key="add_kinds_collaboration").click().run()
    assert "3 of 4 collaborations: Research collaboration or Co-development or Clinical collaboration" in said(app)
    assert "Similar kinds" not in said(app)


def test_open_dates_that_the_filter_cuts_are_told(open_page) -> None:  # type: ignore[no-untyped-def]
    told = "1 of them is dated only to a month or a year that the days of the filter cut"
    assert told in said(open_page("approvals", since="2021-05-01"))
    assert told in said(open_page("overview", since="2021-05-01"))
    assert told not in said(open_page("approvals", since="2021-01-01"))


def test_the_brackets_count_what_the_page_shows(open_page) -> None:  # type: ignore[no-untyped-def]
    for page, counted in (
        ("approvals", "BCL-2 (4)"),
        ("collaborations", "BCL-2 (2)"),
        ("overview", "BCL-2 (6)"),
        ("mechanisms", "BCL-2 (2)"),
    ):
        targets = open_page(page).multiselect(key="filter_targets").options
        assert any(option.startswith(counted) for option in targets), (page, targets)


def test_a_slip_in_a_search_is_told_and_does_not_hold_it_up(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("news", q='alrizomadlin "Genor')
    assert "A quotation mark is opened and not closed" in said(app)
    assert "1 story: found by alrizomadlin" in said(app)


def test_a_text_that_was_added_from_a_file_can_be_read(open_page, use, tmp_path) -> None:  # type: ignore[no-untyped-def]
    url = make_database(tmp_path)
    store = open_store(url)
    article = Article("", "A note on venetoclax", "Nobody printed this about venetoclax.")
    added = store.add_article(article, None, NOW)
    store.record_reading(added.revision_id, Reading(True, (), (Name("venetoclax", "venetoclax"),)), catalog())
    store.close()
    use(url)
    app = AppTest.from_function(_alone, args=("news",), default_timeout=30).run()
    assert "<details><summary>Read its text</summary>" in html(app)
    assert ">Nobody printed this about venetoclax.</div></details>" in html(app)
    assert "added by hand, from a file" in html(app)


def test_a_profile_of_nobody_says_so(open_page) -> None:  # type: ignore[no-untyped-def]
    assert "No drug is known under" in said(open_page("profile", drug="nosuchdrug"))


def test_sources_say_what_was_not_asked_yet(open_page) -> None:  # type: ignore[no-untyped-def]
    assert "No source was asked yet; 1 will be, in turn." in said(open_page("sources"))


def test_what_curators_noted_on_a_feed_is_not_for_readers(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("sources")
    assert "note" not in app.dataframe[0].value.columns


def test_a_source_of_a_kind_that_nobody_reads_says_so() -> None:
    rows = [
        {"source_id": "a", "kind": "rss", "state": "not asked yet", "is_on": True},
        {"source_id": "b", "kind": "unheard-of", "state": "not asked yet", "is_on": True},
        {"source_id": "c", "kind": "rss", "state": "could not be reached", "is_on": True},
        {"source_id": "d", "kind": "rss", "state": "fine", "is_on": True},
    ]
    shown = stated(SOURCES.make(rows), readable_kinds())
    assert list(shown["state"]) == ["not asked yet", "this kind of source is not read yet", *shown["state"][2:]]
    assert summary(shown) == (
        "1 of 4 sources answered as they should, 1 did not; 1 not asked yet; 1 of a kind that is not read yet. "
        "0 more are switched off. Times are UTC."
    )


def test_one_row_opens_the_whole_error(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("sources", source="dead")
    assert "https://dead.example/rss" in said(app)
    assert "Next poll: none" in said(app)


def test_the_source_line_counts_curated_rows_and_articles(open_page) -> None:  # type: ignore[no-untyped-def]
    assert "Source: 3 curated rows, 1 article ·" in said(open_page("collaborations"))
    assert "Source: 6 curated rows ·" in said(open_page("approvals"))


def test_news_lists_the_article_as_text(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("news")
    assert "All 1 story about our subject; 1 article was collected in all" in said(app)
    assert "Ascentage and Genor test a pair" in html(app)
    assert "Pharma Focus Asia · 20 Dec 2018" in html(app)
    assert "Clinical collaboration</button>" in html(app)


def test_a_search_marks_what_it_found_and_links_names(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("news", q="genor -melanoma")
    assert "1 of 1 story: found by genor -melanoma" in said(app)
    shown = html(app)
    assert ">Genor</mark>" in shown
    assert 'href="profile?drug=alrizomadlin"' in shown
    assert "<img" not in shown and "&lt;b&gt;the note&lt;/b&gt;" not in shown.partition("<small>")[2]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("company:genr", "No company is known as “genr”; did you mean Genor Biopharma?"),
        ("date:2024..2023", "The dates are crossed"),
        ("nothing like it", "No story matches."),
    ],
)
def test_a_search_that_finds_nothing_says_why(open_page, typed: str, says: str) -> None:  # type: ignore[no-untyped-def]
    app = open_page("news", q=typed)
    assert says in said(app)
    assert not html(app)


def test_the_about_page_names_versions(open_page) -> None:  # type: ignore[no-untyped-def]
    assert "2026-11-20 abc1234" in said(open_page("about"))


def test_what_was_not_measured_is_said(open_page, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("APOPTOSCOPE_DATA_DIR", str(tmp_path))
    assert "Not measured yet" in said(open_page("about"))


def test_about_shows_how_well_it_reads_pooled_over_the_rounds(open_page, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "reading.csv").write_text(
        "round,made_on,read_by,items_count,field,right_count,found_count,there_count\n"
        "round0,2026-11-19,rules,30,events,1,50,60\n"
        "round1,2026-11-20,rules and model,50,events,45,50,60\nround1,2026-11-20,rules and model,50,date,40,45,45\n"
        "round2,2026-11-21,rules and model,40,events,35,50,40\n"
    )
    monkeypatch.setenv("APOPTOSCOPE_DATA_DIR", str(tmp_path))
    app = open_page("about")
    assert not app.exception
    assert "2 rounds, 90 articles, read by rules and model, up to 21 Nov 2026:" in said(app)
    row = app.table[0].value.iloc[0]
    assert (row["What is read"], row["Precision"]) == ("Events: exact kind", "80.0% (71% to 87%)")
    assert (row["Recall"], row["F1"]) == ("80.0% (71% to 87%)", "80.0% (71% to 87%)")
    assert app.table[1].value.iloc[0]["Right"] == "88.9% (77% to 95%)"
    assert "Events read at first sight in blind round 2: F1 78% over 40 articles" in said(app)


def test_what_is_expected_is_no_act_and_tells_its_slips(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("approvals", drugs="lisaftoclax")
    assert "1 of 6 regulatory acts: lisaftoclax" in said(app)
    assert "Hollow: 1 expected date, no acts" in said(app)
    assert list(app.dataframe[1].value["slips"]) == ["2025-12, 2026-06"]
    app.query_params["proof"] = ["lisaftoclax-approval-fda-2027"]
    words = said(app.run())
    assert "Before: Dec 2025, then Jun 2026" in words
    assert "The company expects the decision of the FDA in 2027." in words


def test_an_expected_date_alone_is_shown(open_page) -> None:  # type: ignore[no-untyped-def]
    app = open_page("approvals", drugs="lisaftoclax", agencies="FDA")
    assert "0 of 6 regulatory acts" in said(app)
    assert "Expected dates (1)" in said(app)
    assert len(app.get("plotly_chart")) == 1


def test_the_menu_lists_each_page_once(open_app: Open) -> None:
    assert len({page.path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)


def _event_ids(app: AppTest) -> list[str]:
    """Ids of the events in the table, asked from the same query."""
    from ci.filters import Filters
    from ci.pages import reads
    from ci.pages.filter_bar import KEYS

    filters = Filters.from_query({key: app.query_params[key] for key in KEYS if key in app.query_params})
    ask = reads.approvals if app.title[0].value == "Approval timeline" else reads.collaborations
    return list(ask(filters)["event_id"])


def test_silent_sources_are_told_where_it_matters(open_page, use, tmp_path) -> None:  # type: ignore[no-untyped-def]
    url = make_database(tmp_path)
    store = open_store(url)
    store.claim_due(NOW, "me", 1, only=["dead"])
    store.record_poll("dead", PollOutcome("unreachable", "It could not be reached."), NOW)
    store.close()
    for path, is_told in (("news", True), ("approvals", True), ("about", False), ("overview", True)):
        use(url)
        app = AppTest.from_function(_alone, args=(path,), default_timeout=30).run()
        assert not app.exception
        assert ("No source" in said(app)) is is_told, path
    assert "sources answered as they should" not in said(app), "the overview says once how the sources do"


@pytest.mark.parametrize(
    ("drawn", "companies", "fitting", "busiest", "why"),
    [
        (36, 154, 40, 40, ", the busiest that deal with one another; “All companies” shows the others"),
        (19, 154, 24, 40, ", the busiest that deal with one another; a wider window shows more"),
        (104, 154, 154, None, "; the others deal only in twos and threes"),
        (154, 154, 154, None, ""),
    ],
)
def test_the_network_says_why_companies_are_left_out(
    drawn: int, companies: int, fitting: int, busiest: int | None, why: str
) -> None:
    assert why_left_out(drawn, companies, fitting, busiest, is_vast=False) == why
