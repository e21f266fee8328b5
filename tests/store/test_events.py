"""From tellings to events: proofs, merging, taking back, rebuilding."""

import random
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from ci.model import Article, Catalog, EventType, Quote, Reading
from ci.queries.events import events_json
from ci.queries.evidence import evidence
from ci.store import BrokenQuoteError, Store, tables
from tests.make import (
    APONERMIN_APPROVED,
    CATALOG,
    GENOR_PACT,
    NOW,
    make_article,
    make_catalog,
    make_event,
    make_reading,
)

APPROVED = "aponermin with thalidomide and dexamethasone was approved in China in November 2023"
PACT = "Ascentage Pharma and Genor Biopharma will study APG-115 together with GB226"


@pytest.fixture
def store(store: Store) -> Store:
    """With the small world in it."""
    store.load_catalog(CATALOG)
    return store


def approval_story(
    number: int, published: str = "2023-11-20", date: str = "2023-11", text: str = ""
) -> tuple[Article, Reading]:
    article = make_article(
        f"First approval {number}", text or f"Outlet {number} says: {APPROVED}.", published=published
    )
    event = make_event(
        article,
        APPROVED,
        EventType.REGULATORY,
        "approval",
        date,
        drugs=("aponermin",),
        companies=("beijing-sunbio-biotech",),
        combination=("thalidomide", "~dexamethasone"),
        agency="NMPA",
        region="China",
        indication="relapsed or refractory multiple myeloma",
    )
    return article, make_reading(event)


def pact_story(number: int, published: str = "2018-12-20", date: str = "", **more: Any) -> tuple[Article, Reading]:
    article = make_article(f"Pact {number}", f"Outlet {number} reports that {PACT}, it said.", published=published)
    event = make_event(
        article,
        PACT,
        EventType.COLLABORATION,
        "clinical-collaboration",
        date,
        drugs=("alrizomadlin", "genolimzumab"),
        parties=("ascentage-pharma", "genor-biopharma"),
        **more,
    )
    return article, make_reading(event)


def take_in(store: Store, story: tuple[Article, Reading], source: str = "wire", catalog: Catalog = CATALOG) -> int:
    added = store.add_article(story[0], source, NOW)
    store.record_reading(added.revision_id, story[1], catalog)
    return added.revision_id


def found(store: Store, **kwargs: str) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return events_json(connection, **kwargs)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All derived rows, without the numbers that a rebuild deals out anew."""
    hidden = {(tables.evidence, "id"), (tables.evidence_keys, "evidence_id")}
    kept = (
        *(tables.events, tables.event_companies, tables.event_drugs, tables.event_targets, tables.event_mechanisms),
        *(tables.event_trials, tables.evidence, tables.mentions, tables.companies, tables.drugs, tables.targets),
    )
    with store.reading() as connection:
        return {
            table.name: sorted(
                repr([value for column, value in row._mapping.items() if (table, column) not in hidden])  # type: ignore[misc]
                for row in connection.execute(select(table))
            )
            for table in kept
        }


def test_two_outlets_tell_one_approval_of_the_curated_table(store: Store) -> None:
    store.load_catalog(make_catalog(APONERMIN_APPROVED))
    take_in(store, approval_story(1))
    take_in(store, approval_story(2, date="2023-11-21"))
    (event,) = found(store)
    assert event["id"] == "aponermin-approval-nmpa-2023-11"
    assert (event["date"], event["companies"]) == ("2023-11-21", ["Beijing Sunbio Biotech"])
    assert event["combination"] == ["thalidomide", "dexamethasone"]
    assert event["targets"] == ["TNFRSF10A", "TNFRSF10B"]
    assert [proof.get("curated", False) for proof in event["evidence"]] == [True, False, False]
    assert [proof.get("differs") for proof in event["evidence"]] == [["Date: Nov 2023"], ["Date: Nov 2023"], None]
    assert not event["disputed"]


def test_a_deal_of_the_curated_table_and_late_news_of_it(store: Store) -> None:
    store.load_catalog(make_catalog(GENOR_PACT))
    take_in(store, pact_story(1))
    take_in(store, pact_story(2, published="2019-01-15"))
    (event,) = found(store)
    assert event["date"] == "2018-12-20"
    assert [party["company"] for party in event["parties"]] == ["Ascentage Pharma", "Genor Biopharma"]
    assert event["targets"] == ["MDM2", "PDCD1"]
    assert event["mechanisms"] == ["mdm2-p53"]
    assert len(event["evidence"]) == 3


def test_a_copy_of_a_text_in_another_outlet_is_one_story(store: Store) -> None:
    text = f"Outlet says: {APPROVED}. " + "The medicine is given by injection. " * 10
    take_in(store, approval_story(1, text=text))
    take_in(store, approval_story(2, text=text), "trade-press")
    take_in(store, approval_story(3))
    with store.reading() as connection:
        assert connection.execute(select(tables.events.c.proofs_count)).scalars().all() == [2]


def test_a_teaser_and_the_full_text_of_one_article_are_one_proof(store: Store) -> None:
    """Two feeds give the same address, one of them shortened: two quotes of one story."""
    full, reading = approval_story(1, text=f"Today. {APPROVED}. More about it.")
    teaser = replace(full, text="It was approved in China in November 2023.")
    shorter = make_event(
        teaser,
        "was approved in China",
        EventType.REGULATORY,
        "approval",
        "2023-11",
        drugs=("aponermin",),
        agency="NMPA",
        region="China",
    )
    take_in(store, (teaser, make_reading(shorter)), "trade-press")
    take_in(store, (full, reading))
    (event,) = found(store)
    assert len(event["evidence"]) == 2
    with store.reading() as connection:
        assert connection.execute(select(tables.events.c.proofs_count)).scalars().all() == [1]


def test_two_designations_in_one_month_are_two_events(store: Store) -> None:
    words = "orphan status for gastric cancer and orphan status for acute myeloid leukemia"
    article = make_article("Two designations", words, published="2020-09-14")
    common: dict[str, Any] = {"drugs": ("alrizomadlin",), "agency": "FDA", "region": "United States"}
    both = [
        make_event(article, quote, EventType.REGULATORY, "orphan", "2020-09", indication=disease, **common)
        for quote, disease in (
            ("orphan status for gastric cancer", "gastric cancer"),
            ("orphan status for acute myeloid leukemia", "AML"),
        )
    ]
    take_in(store, (article, make_reading(*both)))
    assert sorted(event["id"] for event in found(store)) == [
        "alrizomadlin-orphan-fda-2020-09",
        "alrizomadlin-orphan-fda-2020-09-2",
    ]
    take_in(store, (article, make_reading(both[1])))
    assert [event["id"] for event in found(store)] == ["alrizomadlin-orphan-fda-2020-09"]


def test_one_sentence_that_tells_of_two_agencies_is_two_acts(store: Store) -> None:
    words = "FDA and EMA let Ascentage open its trial of alrizomadlin"
    article = make_article("Two agencies", words, published="2025-08-17")
    common: dict[str, Any] = {"drugs": ("alrizomadlin",), "companies": ("ascentage-pharma",)}
    both = [
        make_event(article, words, EventType.REGULATORY, "ind-clearance", agency=agency, region=region, **common)
        for agency, region in (("FDA", "United States"), ("EMA", "European Union"))
    ]
    take_in(store, (article, make_reading(*both)))
    assert {event["agency"] for event in found(store)} == {"FDA", "EMA"}


def test_an_act_that_names_nobody_is_kept(store: Store) -> None:
    article = make_article("Nobody", "The agency put a hold on the trial of a BCL-2 inhibitor.", published="2025-08-17")
    event = make_event(
        article, "put a hold on the trial", EventType.REGULATORY, "clinical-hold", agency="FDA", target_ids=("BCL2",)
    )
    take_in(store, (article, make_reading(event, targets=("BCL2",))))
    assert [event["targets"] for event in found(store)] == [["BCL2"]]


def test_sums_that_differ_are_both_kept_and_said(store: Store) -> None:
    take_in(store, pact_story(1, total_usd_m=440.0))
    take_in(store, pact_story(2, total_usd_m=400.0))
    (event,) = found(store)
    assert (event["total_usd_m"], event["disputed"]) == (440.0, True)
    assert event["evidence"][1]["differs"] == ["Total, US$m: 400"]


def test_a_quote_that_does_not_stand_in_its_article_is_a_bug(store: Store) -> None:
    article, reading = approval_story(1)
    event = reading.events[0]
    shifted = replace(reading, events=(replace(event, quote=replace(event.quote, start=event.quote.start + 1)),))
    added = store.add_article(article, "wire", NOW)
    with pytest.raises(BrokenQuoteError, match="test approval"):
        store.record_reading(added.revision_id, shifted, CATALOG)
    assert found(store) == []
    assert len(store.unread_revisions()) == 1


def test_stored_quotes_can_be_checked(store: Store) -> None:
    take_in(store, approval_story(1))
    assert store.check_quotes() == (1, [])
    with store.writing() as connection:
        connection.execute(update(tables.revisions).values(text="Something else."))
    count, lost = store.check_quotes()
    assert (count, len(lost)) == (1, 1)
    assert "does not stand" in lost[0]


def test_words_that_vanish_from_an_article_take_their_proof_with_them(store: Store) -> None:
    take_in(store, approval_story(1))
    take_in(store, approval_story(2))
    edited = replace(approval_story(1)[0], text="This article was withdrawn.")
    take_in(store, (edited, Reading(False)))
    (event,) = found(store)
    assert len(event["evidence"]) == 1
    take_in(store, (replace(approval_story(2)[0], text="So was this one."), Reading(False)))
    assert found(store) == []
    assert all(not rows for name, rows in everything(store).items() if name.startswith(("event", "evidence")))


def test_names_in_no_table_are_provisional_and_leave_with_their_last_article(store: Store) -> None:
    store.load_catalog(CATALOG)
    take_in(store, approval_story(1))
    drugs = select(tables.drugs.c.id).where(tables.drugs.c.is_provisional)
    with store.reading() as connection:
        assert connection.execute(drugs).scalars().all() == ["~dexamethasone"]
    take_in(store, (replace(approval_story(1)[0], text="Withdrawn."), Reading(False)))
    with store.reading() as connection:
        assert connection.execute(drugs).scalars().all() == []


def test_targets_that_a_telling_without_drugs_names(store: Store) -> None:
    text = "Ascentage Pharma and Innovent ally on BCL-2 inhibitors"
    article = make_article("Alliance", text, published="2021-07-14")
    event = make_event(
        article,
        text,
        EventType.COLLABORATION,
        "research-collaboration",
        parties=("ascentage-pharma", "innovent"),
        target_ids=("BCL2",),
    )
    take_in(store, (article, make_reading(event, targets=("BCL2",), mechanisms=("bcl2-family",))))
    (shown,) = found(store, target="bcl-2")
    assert (shown["targets"], shown["mechanisms"]) == (["BCL2"], ["bcl2-family"])


def test_the_paragraph_around_a_quote(store: Store) -> None:
    text = f"First paragraph.\nOutlet says: {APPROVED}. More of it.\nLast paragraph."
    take_in(store, approval_story(1, text=text))
    with store.reading() as connection:
        (event_id,) = connection.execute(select(tables.events.c.id)).scalars()
        (proof,) = evidence(connection, [event_id]).to_dict("records")
    assert (proof["before"], proof["quote"], proof["after"]) == ("Outlet says: ", APPROVED, ". More of it.")


# ---------------------------------------------------------------- the whole


def stories() -> list[tuple[Article, Reading]]:
    draw = random.Random(3)
    made = [approval_story(n, date=draw.choice(["", "2023-11", "2023-11-21", "2023"])) for n in range(12)]
    made += [pact_story(n, published=draw.choice(["2018-12-20", "2019-01-02", "2019-03-20"])) for n in range(20, 32)]
    return made


def read_again(article: Article) -> Reading:
    return next(reading for known, reading in stories() if known.title == article.title)


def test_adding_one_by_one_and_rebuilding_agree(store: Store) -> None:
    catalog = make_catalog(APONERMIN_APPROVED, GENOR_PACT)
    store.load_catalog(catalog)
    shuffled = stories()
    random.Random(5).shuffle(shuffled)
    for story in shuffled:
        take_in(store, story, catalog=catalog)
    before = everything(store)
    seen: list[tuple[int, int]] = []
    articles_count, events_count = store.rebuild(catalog, read_again, lambda *step: seen.append(step))
    assert everything(store) == before
    assert (articles_count, events_count) == (24, len(before["events"]))
    assert seen[-1] == (24, 24)
    assert store.unread_revisions() == []


def test_many_readings_at_once_give_the_same_as_one_by_one(store: Store) -> None:
    for story in stories():
        take_in(store, story)
    one_by_one = everything(store)
    numbers = [(store.add_article(article, "wire", NOW).revision_id, reading) for article, reading in stories()]
    store.record_readings(numbers, CATALOG)
    assert everything(store) == one_by_one


def test_a_changed_catalog_keeps_what_was_read(store: Store) -> None:
    store.load_catalog(make_catalog(APONERMIN_APPROVED, GENOR_PACT))
    take_in(store, approval_story(1))
    without = make_catalog(
        GENOR_PACT, version="2", companies={k: v for k, v in CATALOG.companies.items() if k != "innovent"}
    )
    assert store.load_catalog(without) is True
    by_type = {event["type"]: event for event in found(store)}
    assert [proof["rule"] for proof in by_type["regulatory"]["evidence"]] == ["test approval"]
    assert [proof["rule"] for proof in by_type["collaboration"]["evidence"]] == ["curated"]
    with store.reading() as connection:
        assert "innovent" not in connection.execute(select(tables.companies.c.id)).scalars().all()


def test_a_company_that_left_the_tables_stays_while_an_event_needs_it(store: Store) -> None:
    take_in(store, pact_story(1))
    companies = {k: v for k, v in CATALOG.companies.items() if k != "genor-biopharma"}
    store.load_catalog(make_catalog(version="2", companies=companies))
    with store.reading() as connection:
        is_provisional = select(tables.companies.c.is_provisional).where(tables.companies.c.id == "genor-biopharma")
        assert connection.execute(is_provisional).scalar() is True
    assert len(found(store, company="Genor Biopharma")) == 1


def variant(title: str, text: str) -> Reading:
    """What is read in one of the texts that the articles below may have: a function of the text alone."""
    article = make_article(title, text, published="2023-11-20" if "approved" in text else "2018-12-20")
    if APPROVED in text:
        known = approval_story(0, date="2023-11" if "A" in title else "", text=text)[1].events[0]
    elif PACT in text:
        known = pact_story(0, total_usd_m=40.0 if "B" in title else None)[1].events[0]
    else:
        return Reading(False)
    start = article.full_text.index(known.quote.text)
    quote = Quote.of(article.full_text, start, start + len(known.quote.text))
    return make_reading(replace(known, quote=quote))


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_edits_and_sources_rebuilds_to_what_it_was(store: Store, seed: int) -> None:
    """Articles change, come back, are seen through two feeds, shortened or whole; the events are those of the end."""
    draw = random.Random(seed)
    catalog = make_catalog(APONERMIN_APPROVED, GENOR_PACT)
    store.load_catalog(catalog)
    texts = [f"{APPROVED}.", f"Again: {APPROVED}. And more.", f"{PACT}.", f"They say {PACT}.", "Nothing of interest."]
    for _ in range(60):
        title = draw.choice("ABCDEFGH")
        article = make_article(title, draw.choice(texts), f"https://wire.example/{title}", published="2023-11-20")
        store.add_article(article, draw.choice(["wire", "trade-press"]), NOW)
        if draw.random() < 0.6:
            unread = store.unread_revisions()
            store.record_readings([(u.revision_id, variant(u.article.title, u.article.text)) for u in unread], catalog)
    for unread_one in store.unread_revisions():
        reading = variant(unread_one.article.title, unread_one.article.text)
        store.record_reading(unread_one.revision_id, reading, catalog)
    before = everything(store)
    store.rebuild(catalog, lambda article: variant(article.title, article.text))
    assert everything(store) == before
