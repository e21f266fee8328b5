"""What a deal is worth and how far it got: in words, and from checked rows alone."""

import pytest

from ci.filters import Filters
from ci.model import CuratedEvent, EventType
from ci.queries.chosen import chosen
from ci.queries.collaborations import collaborations
from ci.queries.deals import money
from ci.queries.facts import facts
from ci.queries.profile import neighbours
from ci.store import Store
from ci.when import When
from tests.make import GENOR_PACT, make_catalog


def purchase(buyer: str, target: str, status: str, **more: object) -> CuratedEvent:
    known = {"status_as_of": "2026-11-21", "status_source_url": "https://example.org/closing"} if status else {}
    return CuratedEvent(
        id=f"{buyer}-{target}-acquisition-2026",
        type=EventType.COLLABORATION,
        subtype="acquisition",
        when=When.parse("2026"),
        says="The one is buying the other.",
        source_url="https://example.org/purchase",
        checked_on="2026-11-21",
        drug_ids=("alrizomadlin",),
        parties=((buyer, "acquirer"), (target, "target")),
        status=status,
        **known,
        **more,  # type: ignore[arg-type]
    )


ANNOUNCED = purchase("abbvie", "ascentage-pharma", "announced", upfront_usd_m=450.0, total_usd_m=1750.0)
COMPLETED = purchase("roche", "genentech", "completed", money_as_stated="not disclosed")
UNTOLD = purchase("innovent", "genor-biopharma", "")


@pytest.fixture
def bought(store: Store) -> Store:
    store.load_catalog(make_catalog(ANNOUNCED, COMPLETED, UNTOLD, GENOR_PACT))
    return store


def test_a_purchase_says_how_far_it_got_and_who_says_so(bought: Store) -> None:
    with bought.reading() as connection:
        deals = collaborations(connection, Filters()).set_index("event_id")
    by_buyer = {row["companies"][0]: row for row in deals.to_dict("records")}
    announced = by_buyer["AbbVie"]
    assert announced["status"] == "announced, closing not confirmed"
    assert (announced["status_as_of"], announced["status_source_url"]) == ("21 Nov 2026", "https://example.org/closing")
    assert by_buyer["Roche"]["status"] == "completed"
    assert by_buyer["Innovent"]["status"] == "closing not known"
    assert by_buyer["Ascentage Pharma"]["status"] == "", "joint studies need no closing"


def test_money_is_never_blank(bought: Store) -> None:
    with bought.reading() as connection:
        deals = collaborations(connection, Filters())
        linked = chosen(connection, list(deals["event_id"]))
    told = {companies[0]: words for companies, words in zip(deals["companies"], deals["money"], strict=True)}
    assert told == {
        "AbbVie": "US$450m upfront, up to US$1,750m in all",
        "Roche": "not disclosed",
        "Innovent": "not known",
        "Ascentage Pharma": "not known",
    }
    assert sorted(linked["money"]) == sorted(deals["money"])


@pytest.mark.parametrize(
    ("upfront", "total", "stated", "words"),
    [
        (10400.0, 10400.0, "", "US$10,400m"),
        (2.5, None, "", "US$2.5m upfront"),
        (None, 540.0, "EUR 120m upfront", "EUR 120m upfront (up to US$540m in all)"),
        (None, 1080.0, "EUR 188m upfront, EUR 900m ($1.08bn) in all", "EUR 188m upfront, EUR 900m ($1.08bn) in all"),
        (30.0, None, "$30m upfront and royalties", "$30m upfront and royalties"),
        (30.0, 400.0, "$30m upfront, total could exceed $400m", "US$30m upfront, up to US$400m in all"),
        (None, None, "RMB 22.8m", "RMB 22.8m"),
        (float("nan"), float("nan"), "", "not known"),
    ],
)
def test_money_in_words(upfront: float | None, total: float | None, stated: str, words: str) -> None:
    assert money(upfront, total, stated) == words


def test_the_profile_of_a_drug_tells_that_its_owner_is_being_bought(bought: Store) -> None:
    with bought.reading() as connection:
        told = {fact.what: fact for fact in facts(connection, "drug", "alrizomadlin")}
        of_company = {fact.what: fact.known for fact in facts(connection, "company", "ascentage-pharma")}
        of_daughter = {fact.what for fact in facts(connection, "company", "genentech")}
    assert (
        told["Purchase"].known == "AbbVie buys Ascentage Pharma, announced 2026; closing not confirmed by 21 Nov 2026"
    )
    assert [page.url for page in told["Purchase"].pages] == ["https://example.org/closing"]
    assert of_company["Purchase"] == told["Purchase"].known
    assert "Purchase" not in of_daughter, "it belongs to its buyer already"


def licence(on: str, says: str = "The one licensed it to the other.", **more: object) -> CuratedEvent:
    return CuratedEvent(
        id=f"abbvie-genor-{more.get('subtype', 'license')}-{on}",
        type=EventType.COLLABORATION,
        when=When.parse(on),
        says=says,
        source_url="https://example.org/licence",
        checked_on="2026-11-21",
        parties=(("abbvie", "licensor"), ("genor-biopharma", "licensee")),
        **{"subtype": "license", "drug_ids": ("alrizomadlin",), **more},  # type: ignore[arg-type]
    )


AMENDED, FOLLOWS = "amended, first of 15 Jul 2015", "follows the one of 15 Jul 2015"


@pytest.mark.parametrize(
    ("later", "says"),
    [
        ([licence("2016-01")], FOLLOWS),
        ([licence("2018", drug_ids=("lisaftoclax",))], ""),
        ([licence("2018", subtype="option")], ""),
        ([licence("2018", "They amended their agreement.", subtype="co-development")], AMENDED),
        ([licence("2018", subtype="termination"), licence("2019")], ""),
    ],
    ids=["same licence", "other drug", "other kind", "said to be a change", "anew after the end"],
)
def test_a_later_licence_of_a_drug_between_the_same_parties_amends_the_first(
    store: Store, later: list[CuratedEvent], says: str
) -> None:
    store.load_catalog(make_catalog(licence("2015-07-15"), *later))
    with store.reading() as connection:
        deals = collaborations(connection, Filters())
    assert list(deals["amends"])[:1] == [says]
    assert list(deals["amends"])[1:] == [""] * len(later)


def test_a_partner_has_a_deal_and_its_amendment_counted_once(store: Store) -> None:
    store.load_catalog(make_catalog(licence("2015-07-15"), licence("2016-01"), licence("2018", subtype="option")))
    with store.reading() as connection:
        (partner,) = neighbours(connection, "company", "abbvie")
    assert partner.why == "2 deals together"
