"""Decisions on names, laid over the Catalog and taken out of readings."""

from dataclasses import replace

import pytest

from ci.merge import without_ignored
from ci.model import EventType, Lookalike, NameDecision, Verdict
from ci.reference.decisions import provisional_id, with_decisions
from tests.make import CATALOG, NOW, make_article, make_catalog, make_event, make_reading


def decided(name: str, verdict: Verdict, kind: str = "company", **more: object) -> NameDecision:
    return NameDecision(kind, provisional_id(name), name, verdict, NOW, **more)  # type: ignore[arg-type]


def test_without_decisions_nothing_changes() -> None:
    assert with_decisions(CATALOG, []) == CATALOG


def test_an_alias_is_one_more_spelling() -> None:
    made = with_decisions(
        CATALOG,
        [
            decided("Genor Bio", Verdict.ALIAS, entity_id="genor-biopharma"),
            decided("APG 0115", Verdict.ALIAS, "drug", entity_id="alrizomadlin"),
            decided("阿瑞佐", Verdict.ALIAS, "drug", entity_id="alrizomadlin"),
        ],
    )
    assert made.companies["genor-biopharma"].aliases == ("Genor", "Genor Bio")
    assert made.drugs["alrizomadlin"].codes == ("APG-115", "APG 0115")
    assert made.drugs["alrizomadlin"].native_names == ("阿瑞佐",)
    assert made.companies["genor-biopharma"].name == CATALOG.companies["genor-biopharma"].name


def test_a_new_one_is_there_and_may_have_an_alias() -> None:
    made = with_decisions(
        CATALOG,
        [
            decided("Fubar Bio", Verdict.ALIAS, entity_id="foobar-bio"),
            decided("Foobar Bio", Verdict.NEW, entity_id="foobar-bio"),
            decided("FBT-1234", Verdict.NEW, "drug", entity_id="fbt-1234", mechanism_id="mdm2-p53"),
            decided("somemab", Verdict.NEW, "drug", entity_id="somemab"),
        ],
    )
    assert made.companies["foobar-bio"].spellings == ("Foobar Bio", "Fubar Bio")
    assert (made.drugs["fbt-1234"].mechanism_id, made.drugs["fbt-1234"].is_partner) == ("mdm2-p53", False)
    assert made.drugs["somemab"].is_partner


def test_the_version_says_so_and_changes_with_every_decision() -> None:
    one = decided("Foobar Bio", Verdict.NEW, entity_id="foobar-bio")
    versions = {
        with_decisions(CATALOG, decisions).version
        for decisions in ([], [one], [replace(one, verdict=Verdict.IGNORE)], [one, decided("X Bio", Verdict.IGNORE)])
    }
    assert len(versions) == 4
    assert any("with 2 decisions on names" in version for version in versions)


def test_the_order_of_decisions_does_not_count() -> None:
    both = [decided("A Bio", Verdict.NEW, entity_id="a-bio"), decided("B Bio", Verdict.ALIAS, entity_id="a-bio")]
    assert with_decisions(CATALOG, both) == with_decisions(CATALOG, both[::-1])


def test_what_the_tables_say_by_now_wins() -> None:
    stale = decided("Innovent", Verdict.ALIAS, entity_id="abbvie")
    assert with_decisions(CATALOG, [stale]).companies == CATALOG.companies


def test_an_ignored_name_is_ignored_by_the_tables_too_once_it_stands_there() -> None:
    by_hand = with_decisions(CATALOG, [decided("Nature Oncology", Verdict.IGNORE)]).ignored
    tables = make_catalog(lookalikes=(Lookalike("Nature Oncology", "a company", "a journal"),))
    assert with_decisions(tables, []).ignored == by_hand == {("company", "~nature-oncology")}


PACT = "Ascentage Pharma and Genor Biopharma will study APG-115"


@pytest.mark.parametrize(
    ("kind", "ignored", "events_count"),
    [("company", "~nature-oncology", 0), ("drug", "alrizomadlin", 1), ("company", "~somebody-else", 1)],
)
def test_a_deal_with_nobody_is_no_deal(kind: str, ignored: str, events_count: int) -> None:
    article = make_article("Pact", f"{PACT}.", published="2018-12-20")
    parties = ("ascentage-pharma", "~nature-oncology")
    event = make_event(article, PACT, EventType.COLLABORATION, "license", drugs=("alrizomadlin",), parties=parties)
    left = without_ignored(make_reading(event), frozenset({(kind, ignored)}))
    assert len(left.events) == events_count
    assert ignored not in {name.id for name in (*left.companies, *left.drugs)}


def test_an_act_on_no_drug_is_no_act() -> None:
    article = make_article("Approved", "The FDA approved CODE-123.", published="2018-12-20")
    event = make_event(article, "The FDA approved CODE-123", EventType.REGULATORY, "approval", drugs=("~code-123",))
    assert without_ignored(make_reading(event), frozenset({("drug", "~code-123")})).events == ()
