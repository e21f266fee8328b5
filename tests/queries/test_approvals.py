"""Which approval was the first anywhere as far as we know, and what was known by some day."""

from dataclasses import replace
from datetime import date

import pytest

from ci.filters import Filters
from ci.frames import (
    APPROVALS,
    FIRST_DATED,
    FIRST_EARLY,
    FIRST_IN_DOUBT,
    FIRST_KNOWN,
    FIRST_SHARED,
    FIRST_UNDATED,
    NEWEST,
)
from ci.model import CuratedEvent, EventType
from ci.queries.approvals import approvals, drug_names
from ci.queries.chosen import chosen
from ci.store import Store
from ci.when import When
from tests.make import CATALOG, GENOR_PACT, NOW, make_article, make_catalog, make_event, make_reading

TITLE = "Venetoclax cleared in the European Union"


def approval(on: str, agency: str, drug: str = "venetoclax", **more: object) -> CuratedEvent:
    act = CuratedEvent(
        id=f"{drug}-approval-{agency.lower()}-{on}",
        type=EventType.REGULATORY,
        subtype="approval",
        when=When.parse(on),
        says=f"The {agency} approved {drug}.",
        source_url="https://regulator.example",
        checked_on="2026-11-20",
        drug_ids=(drug,),
        agency=agency,
        region="Somewhere",
        indication=f"disease of {agency} {on}",
    )
    return replace(act, **more)  # type: ignore[arg-type]


def firsts(store: Store, *acts: CuratedEvent, filters: Filters = Filters()) -> dict[str, str]:  # noqa: B008
    """Agency and date -> what is said of each act that is kept."""
    store.load_catalog(make_catalog(*acts))
    with store.reading() as connection:
        frame = approvals(connection, filters)
    assert APPROVALS.faults(frame) == []
    return {f"{row['agency']} {row['when']}": row["first_known"] for _, row in frame.iterrows()}


def test_the_earliest_approval_of_a_drug_is_the_first_known(store: Store) -> None:
    conditional = approval("2016-04-11", "FDA", subtype="conditional-approval")
    assert firsts(
        store, conditional, approval("2016-12-05", "EMA"), approval("2015-05-01", "FDA", subtype="orphan")
    ) == {
        "EMA 5 Dec 2016": "",
        "FDA 11 Apr 2016": FIRST_KNOWN,
        "FDA 1 May 2015": "",
    }


def test_what_lies_before_our_tables_is_only_the_first_that_we_hold(store: Store) -> None:
    assert firsts(store, approval("2000-09-25", "FDA")) == {"FDA 25 Sep 2000": FIRST_EARLY}


def test_use_before_any_dated_approval_leaves_the_first_in_doubt(store: Store) -> None:
    """As homoharringtonine in China, which no page dates, before the FDA approved omacetaxine."""
    doubt = ("first", "in use in China before", "https://journal.example")
    found = firsts(store, approval("2012-10-26", "FDA", disputes=(doubt,)), approval("2014-02-13", "FDA"))
    assert found == {"FDA 26 Oct 2012": FIRST_IN_DOUBT, "FDA 13 Feb 2014": ""}


def test_another_dispute_leaves_the_first_one_first(store: Store) -> None:
    other = ("date", "2016-04-12", "https://elsewhere.example")
    assert firsts(store, approval("2016-04-11", "FDA", disputes=(other,))) == {"FDA 11 Apr 2016": FIRST_KNOWN}


def test_a_filter_does_not_make_a_later_approval_the_first(store: Store) -> None:
    acts = approval("2016-04-11", "FDA"), approval("2020-12-02", "NMPA")
    assert firsts(store, *acts, filters=Filters(agencies=("NMPA",))) == {"NMPA 2 Dec 2020": ""}


def test_two_agencies_on_one_day_share_it(store: Store) -> None:
    found = firsts(store, approval("2016-04-11", "FDA"), approval("2016-04-11", "TGA"), approval("2017", "EMA"))
    assert found == {"FDA 11 Apr 2016": FIRST_SHARED, "TGA 11 Apr 2016": FIRST_SHARED, "EMA 2017": ""}


def test_a_year_may_hide_an_earlier_day(store: Store) -> None:
    found = firsts(
        store, approval("2016-04-11", "FDA"), approval("2016", "Health Canada"), approval("2016-12-05", "EMA")
    )
    assert found == {"FDA 11 Apr 2016": FIRST_DATED, "Health Canada 2016": FIRST_UNDATED, "EMA 5 Dec 2016": ""}


def test_one_agency_is_first_whatever_its_own_day(store: Store) -> None:
    found = firsts(store, approval("2023-11", "NMPA"), approval("2023-11-20", "NMPA"), approval("2024", "FDA"))
    assert found == {"NMPA Nov 2023": FIRST_KNOWN, "NMPA 20 Nov 2023": FIRST_KNOWN, "FDA 2024": ""}


def test_of_a_partners_drug_nothing_is_said(store: Store) -> None:
    assert firsts(store, approval("2016-04-11", "FDA", "pembrolizumab")) == {"FDA 11 Apr 2016": ""}


@pytest.fixture
def told(store: Store) -> Store:
    """One act checked in 2025, one that is only read, in an article that came in on 21 Nov 2026."""
    catalog = make_catalog(approval("2016-04-11", "FDA", checked_on="2025-06"))
    store.load_catalog(catalog)
    article = make_article(TITLE, "The text.", published="2026-11-20")
    event = make_event(
        article, TITLE, EventType.REGULATORY, "approval", "2014-12-05", drugs=("venetoclax",), agency="EMA"
    )
    added = store.add_article(article, "", NOW)
    store.record_reading(added.revision_id, make_reading(event), catalog)
    return store


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2025, 5, 31), {}),
        (date(2025, 6, 1), {"FDA": FIRST_KNOWN}),
        (date(2026, 11, 20), {"FDA": FIRST_KNOWN}),
        (date(2026, 11, 21), {"FDA": "", "EMA": FIRST_KNOWN}),
        (None, {"FDA": "", "EMA": FIRST_KNOWN}),
    ],
)
def test_what_was_known_by_a_day(told: Store, day: date | None, known: dict[str, str]) -> None:
    with told.reading() as connection:
        frame = approvals(connection, Filters(), day)
    assert dict(zip(frame["agency"], frame["first_known"], strict=True)) == known


def test_since_when_an_act_is_known(told: Store) -> None:
    with told.reading() as connection:
        frame = approvals(connection, Filters())
    since = dict(zip(frame["agency"], frame["known_on"].dt.date, strict=True))
    assert since == {"FDA": date(2025, 6, 1), "EMA": date(2026, 11, 21)}


@pytest.mark.parametrize(
    ("filters", "drugs"),
    [
        (Filters(), None),
        (Filters(companies=("abbvie",), agencies=("FDA",)), None),
        (Filters(targets=("BCL2",)), ["venetoclax"]),
        (Filters(mechanisms=("intrinsic",)), ["alrizomadlin", "venetoclax"]),
        (Filters(targets=("BCL2",), drugs=("alrizomadlin",)), []),
    ],
)
def test_the_drugs_that_a_filter_names(store: Store, filters: Filters, drugs: list[str] | None) -> None:
    store.load_catalog(CATALOG)
    with store.reading() as connection:
        assert drug_names(connection, filters) == drugs


def test_events_of_a_link_are_found_by_their_ids(told: Store) -> None:
    with told.reading() as connection:
        ids = list(approvals(connection, Filters())["event_id"])
        found = chosen(connection, [*ids, "nobody-knows-it"])
    assert NEWEST.faults(found) == []
    assert list(found["event_id"]) == ids
    assert list(found["drugs"]) == [("venetoclax",), ("venetoclax",)]


def labels(store: Store, *acts: CuratedEvent) -> dict[str, str]:
    """Agency -> whose label each act is on."""
    store.load_catalog(make_catalog(*acts))
    with store.reading() as connection:
        return {row["agency"]: row["label"] for _, row in approvals(connection, Filters()).iterrows()}


def test_an_approval_of_another_company_for_use_with_a_drug_is_on_the_label_of_the_drug_given_with_it(
    store: Store,
) -> None:
    theirs = approval("2026-05-13", "FDA", company_ids=("ascentage-pharma",), combination=("Inqovi",))
    own = approval("2018-06-08", "EMA", company_ids=("genentech",), combination=("rituximab",))
    alone = approval("2019-09-20", "PMDA", company_ids=("ascentage-pharma",))
    unnamed = approval("2020-12-02", "NMPA", combination=("azacitidine",))
    assert labels(store, theirs, own, alone, unnamed) == {"FDA": "label of Inqovi", "EMA": "", "PMDA": "", "NMPA": ""}


def test_a_licensee_of_the_drug_gets_approvals_of_its_own_label(store: Store) -> None:
    licence = replace(
        GENOR_PACT,
        id="abbvie-genor-license-2018",
        subtype="license",
        drug_ids=("venetoclax",),
        parties=(("abbvie", "licensor"), ("genor-biopharma", "licensee")),
    )
    theirs = approval("2022-05-31", "NMPA", company_ids=("genor-biopharma",), combination=("dexamethasone",))
    assert labels(store, licence, theirs) == {"NMPA": ""}


def test_an_approval_on_a_partners_label_is_not_the_first_of_the_drug(store: Store) -> None:
    theirs = approval("2015-05-13", "FDA", company_ids=("ascentage-pharma",), combination=("Inqovi",))
    assert firsts(store, theirs, approval("2016-12-05", "EMA")) == {
        "FDA 13 May 2015": "",
        "EMA 5 Dec 2016": FIRST_KNOWN,
    }
