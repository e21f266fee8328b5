"""The counts that are kept with the events equal counting, whatever is read, taken back, edited or curated."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Row, extract, select

from ci.filters import Filters
from ci.model import ENDED, STAGES_TODAY, Article, EventType, Reading
from ci.queries.narrowing import ids_of_kinds
from ci.store import Store, event_counts
from ci.store import tables as t
from tests.make import APONERMIN_APPROVED, GENOR_PACT, NOW, make_article, make_catalog, make_event, make_reading

PLAIN, RICH = make_catalog(version="1"), make_catalog(APONERMIN_APPROVED, GENOR_PACT, version="2")
PARTS = {"companies": t.companies, "targets": t.targets, "mechanisms": t.mechanisms, "drugs": t.drugs}
STAGES = ("phase 2", "approved", *STAGES_TODAY)
TEXT = "The agency approved aponermin with thalidomide. AbbVie and Innovent will study venetoclax and navitoclax."


def kept(connection: Connection) -> dict[tuple[object, ...], int]:
    c = t.event_counts.c
    rows = connection.execute(select(c.part, c.key, c.side, c.type, c.year, c.value, c.events_count))
    found = {tuple(row[:6]): row[6] for row in rows}
    assert all(count >= 0 for count in found.values())
    return {key: count for key, count in found.items() if count}


def counted(connection: Connection) -> dict[tuple[object, ...], int]:
    """The same by asking for the events of every choice of the filter, one by one."""
    ids = [(part, key) for part, table in PARTS.items() for key in connection.execute(select(table.c.id)).scalars()]
    found = Counter[tuple[object, ...]]()
    for part, key in (("", ""), *ids, *(("stages", stage) for stage in STAGES)):
        for event in _events(connection, Filters(**{part: (key,)}) if part else Filters()):
            found[part, key, "", event.type, 0, ""] += 1
            found[part, key, "subtype", event.type, event.year, event.subtype] += 1
            if event.agency or event.type == EventType.REGULATORY:
                found[part, key, "agency", event.type, event.year, event.agency] += 1
            if event.region:
                found[part, key, "region", event.type, event.year, event.region] += 1
            for mechanism in _mechanisms(connection, event.id):
                found[part, key, "mechanism", event.type, event.year, mechanism] += 1
    arms = {"intrinsic"}  # a filter by an arm adds up its categories; what is kept names categories alone
    return {key: count for key, count in found.items() if key[1] not in arms}


def _events(connection: Connection, filters: Filters) -> list[Row[tuple[object, ...]]]:
    e = t.events.c
    found: list[Row[tuple[object, ...]]] = []
    for type_ in EventType:  # each by itself: a company's acts are those on its drugs too, its deals are not
        asked = ids_of_kinds(connection, (type_,), filters)
        year = extract("year", e.starts_on).label("year")
        found += connection.execute(asked.with_only_columns(e.id, e.type, e.subtype, e.agency, e.region, year)).all()
    return found


def _mechanisms(connection: Connection, event_id: object) -> list[str]:
    of = t.event_mechanisms.c
    return list(connection.execute(select(of.mechanism_id).where(of.event_id == event_id)).scalars())


def assert_equal(store: Store) -> None:
    with store.reading() as connection:
        assert kept(connection) == counted(connection)


def told(number: int, text: str = TEXT, agency: str = "NMPA") -> tuple[Article, Reading]:
    year = 2015 + number % 7
    article = make_article(f"News {number}", f"{text} Report {number}.", published=f"{year}-03-02")
    approved = make_event(
        article,
        "approved aponermin",
        EventType.REGULATORY,
        "approval",
        f"{year}-03",
        drugs=("aponermin",),
        combination=("thalidomide", "venetoclax")[: 1 + number % 2],
        agency=agency,
        region="China" if agency else "",
        indication="multiple myeloma",
    )
    deal = make_event(
        article,
        "will study venetoclax",
        EventType.COLLABORATION,
        "clinical-collaboration",
        f"{year}-02",
        drugs=("venetoclax", "~navitoclax"),
        parties=("abbvie", "innovent" if number % 2 else "genentech"),
    )
    return article, make_reading(*((approved, deal), (deal,), (approved,))[number % 3])


@pytest.fixture
def busy(store: Store) -> tuple[Store, list[int]]:
    """A store with some news read, one by one and in batches; the revisions."""
    store.load_catalog(RICH)
    stories = [told(number, agency="" if number == 4 else "NMPA") for number in range(12)]
    ids = [store.add_article(article, "wire", NOW).revision_id for article, _ in stories]
    read = list(zip(ids, (reading for _, reading in stories), strict=True))
    for revision_id, reading in read[:4]:
        store.record_reading(revision_id, reading, RICH)
    store.record_readings(read[4:], RICH)
    return store, ids


def test_they_follow_what_is_read(busy: tuple[Store, list[int]]) -> None:
    store, _ = busy
    assert_equal(store)
    with store.reading() as connection:
        found = kept(connection)
    assert found["companies", "roche", "", "collaboration", 0, ""] > 0, "Genentech belongs to Roche"
    assert found["companies", "wuhan-hiteck", "", "regulatory", 0, ""] > 0, "whose company owns aponermin"
    assert ("companies", "abbvie", "", "regulatory", 0, "") not in found, "its drug was only given beside another"


def test_they_follow_what_is_taken_back_and_told_again(busy: tuple[Store, list[int]]) -> None:
    store, ids = busy
    dice = random.Random(7)
    for revision_id in dice.sample(ids, 8):
        _, reading = told(ids.index(revision_id))
        store.record_reading(revision_id, Reading(True) if dice.random() < 0.6 else reading, RICH)
        assert_equal(store)
    store.record_readings([(revision_id, Reading(False)) for revision_id in ids], RICH)
    assert_equal(store)


def test_they_follow_the_curated_tables(busy: tuple[Store, list[int]]) -> None:
    store, _ = busy
    store.load_catalog(PLAIN)
    assert_equal(store)
    drugs = {
        drug.id: replace(drug, peak_stage="phase 2", stage=ENDED * (number % 2), owner_ids=("innovent",))
        for number, drug in enumerate(RICH.drugs.values())
    }
    companies = {one.id: replace(one, parent_id="roche" * (one.id == "innovent")) for one in RICH.companies.values()}
    store.load_catalog(make_catalog(APONERMIN_APPROVED, version="3", drugs=drugs, companies=companies))
    assert_equal(store)
    store.rebuild(PLAIN, lambda _: Reading(True))
    assert_equal(store)
    with store.reading() as connection:
        assert kept(connection) == {}


def test_an_event_that_is_not_there_counts_nothing(busy: tuple[Store, list[int]]) -> None:
    store, _ = busy
    with store.writing() as connection:
        event_counts.take_events(connection, ["nosuchevent"])
        event_counts.add_events(connection, [])
    assert_equal(store)


def test_counting_all_anew_changes_nothing(busy: tuple[Store, list[int]]) -> None:
    store, ids = busy
    store.record_reading(ids[0], Reading(False), RICH)
    with store.writing() as connection:
        before = kept(connection)
        event_counts.recount(connection)
        assert kept(connection) == before
