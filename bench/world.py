"""A database as years of collecting would leave it: three mentions and a fifth of an event an article, by the thousand.

It is filled through the store's own tables; companies, drugs and targets are those of `data/`, some far more often
than others, later years with more news. The search index is filled by the store itself. Every text is generated.
"""

import json
import random
import time
from bisect import bisect
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import JSON, Connection, Table, func, insert, select, text

from bench.texts import SEED, sentence
from ci.merge.act import Act, to_claims
from ci.model import AGENCIES, PHASES, SUBTYPES, Catalog, EventType
from ci.reference import load_catalog
from ci.settings import load_settings
from ci.store import Store, event_counts, open_store, search
from ci.store import tables as t
from ci.store.reference import note_change
from ci.when import When

FIRST_DAY, LAST_DAY = date(2008, 1, 1), date(2026, 11, 20)
BATCH = 20_000
FILLERS = 4_000
EVENT_EVERY, COPY_EVERY = 5, 10
"""Every fifth article tells an event, every tenth is a copy of the one before it."""
KINDS = (EventType.COLLABORATION, EventType.REGULATORY, EventType.CLINICAL, EventType.CLINICAL)
SAYINGS = {
    EventType.COLLABORATION: "{company} and {other} agreed on {drug}, with US${sum} million due at signing.",
    EventType.REGULATORY: "The {agency} decided on {drug} of {company} for patients with {disease}.",
    EventType.CLINICAL: "{company} told the results of {drug} in phase {phase} among patients with {disease}.",
}
DISEASES = (
    *("acute myeloid leukaemia", "chronic lymphocytic leukaemia", "multiple myeloma", "neuroblastoma", "melanoma"),
    *("mantle cell lymphoma", "myelofibrosis", "small cell lung cancer", "colorectal cancer", "glioma", "sarcoma"),
)
Row = dict[str, Any]
Rows = dict[Table, list[Row]]


def filled(url: str, articles: int) -> tuple[Store, float]:
    """The store at this address with so many articles, and the seconds that filling took; 0 where it is full."""
    store = open_store(url)
    with store.reading() as connection:
        if connection.execute(select(func.count()).select_from(t.articles)).scalar_one() >= articles:
            return store, 0.0
    begun = time.perf_counter()
    catalog = load_catalog(load_settings().data_dir)
    store.load_catalog(catalog)
    with store.reading() as connection:
        first_evidence = connection.execute(select(func.max(t.evidence.c.id))).scalar() or 0
    world = _World.of(catalog, articles, first_evidence)
    for start in range(0, articles, BATCH):
        with store.writing() as connection:
            _write(connection, world.rows(range(start, min(start + BATCH, articles))))
    with store.writing() as connection:
        _finish(connection)
    return store, time.perf_counter() - begun


# ---------------------------------------------------------------- what is told


@dataclass
class _Weighed:
    """Ids of which the first ones are drawn far more often."""

    ids: list[str]
    sums: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sums = list(accumulate(1 / (place + 4) for place in range(len(self.ids))))

    def draw(self, dice: random.Random) -> str:
        return self.ids[bisect(self.sums, dice.random() * self.sums[-1])]


@dataclass
class _World:
    catalog: Catalog
    days: list[date]
    """The day of each article, the oldest first."""
    dice: random.Random
    companies: _Weighed
    drugs: _Weighed
    targets: _Weighed
    sources: list[tuple[str, str]]
    fillers: list[str]
    evidence_id: int
    before: Row = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog, articles: int, first_evidence: int) -> "_World":
        dice = random.Random(SEED)
        span = (LAST_DAY - FIRST_DAY).days
        days = sorted(FIRST_DAY + timedelta(days=int(span * dice.random() ** 0.6)) for _ in range(articles))
        ours = [drug.id for drug in catalog.drugs.values() if not drug.is_partner]
        shuffled = [dice.sample(sorted(ids), len(ids)) for ids in (catalog.companies, ours, catalog.targets)]
        sources = [(source.id, source.name) for source in catalog.sources.values() if source.is_on]
        fillers = ["\n\n".join(_paragraph(dice) for _ in range(2)) for _ in range(FILLERS)]
        return cls(catalog, days, dice, *map(_Weighed, shuffled), sources, fillers, first_evidence)

    def rows(self, numbers: range) -> Rows:
        found: Rows = {table: [] for table in _TABLES}
        for number in numbers:
            self._add(found, number)
        return found

    def _add(self, rows: Rows, number: int) -> None:
        article_id, day, dice = number + 1, self.days[number], self.dice
        company, drug = self.companies.draw(dice), self.drugs.draw(dice)
        target = next(iter(self.catalog.drugs[drug].target_ids), "") or self.targets.draw(dice)
        names = self.catalog.companies[company].name, self.catalog.drugs[drug].name
        told = self._told(number, company, drug)
        title = f"{names[0]} on {names[1]}: {dice.choice(DISEASES)}, report {number}"
        body = f"{told['quote']}\n\n{dice.choice(self.fillers)}" if told else dice.choice(self.fillers)
        story = f"bench-{number - 1 if number % COPY_EVERY == COPY_EVERY - 1 else number}"
        seen_at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        source_id, outlet = dice.choice(self.sources)
        url = f"https://news.example/{number}"
        rows[t.articles].append(
            {"id": article_id, "url": url, "url_key": url, "first_seen_at": seen_at, "revision_id": article_id}
            | {"story_id": story, "sorted_on": day}
        )
        rows[t.revisions].append(
            {"id": article_id, "article_id": article_id, "number": 1, "title": title, "text": body, "source": outlet}
            | {"text_hash": f"t{number}", "words_hash": f"w{number}", "story_id": story, "is_compared": True}
            | {"published_from": day, "published_until": day, "first_seen_at": seen_at}
            | {"is_live": True, "is_read": True, "is_relevant": True}
        )
        rows[t.article_sources].append(
            {"source_id": source_id, "guid": url, "article_id": article_id, "revision_id": article_id}
        )
        named = (("company", company, [names[0]]), ("drug", drug, [names[1]]), ("target", target, []))
        for kind, key, spellings in named:
            rows[t.mentions].append(
                {"revision_id": article_id, "kind": kind, "entity_id": key, "told_on": day, "spellings": spellings}
            )
        if told:
            self._add_event(rows, number, told, title, url, seen_at)

    def _told(self, number: int, company: str, drug: str) -> Row:
        """The event that the article tells: the same as the one before where it is another's copy."""
        if number % EVENT_EVERY != EVENT_EVERY - 1:
            return {}
        dice, kind = self.dice, KINDS[number // EVENT_EVERY % len(KINDS)]
        other = self.companies.draw(dice)
        names = {i: self.catalog.companies[i].name for i in (company, other)}
        agency = dice.choice(list(AGENCIES)) if kind is EventType.REGULATORY else ""
        told = {"kind": kind, "company": company, "other": other, "drug": drug, "agency": agency}
        told |= {"disease": dice.choice(DISEASES), "phase": dice.choice(PHASES), "sum": dice.randint(5, 400)}
        shown = {"drug": self.catalog.drugs[drug].name, "company": names[company], "other": names[other]}
        return told | {"quote": SAYINGS[kind].format(**(told | shown))}

    def _add_event(self, rows: Rows, number: int, told: Row, title: str, url: str, seen_at: datetime) -> None:
        kind, day, event_id = told["kind"], self.days[number], f"{told['kind']}|bench|{number}"
        is_deal, is_act = kind is EventType.COLLABORATION, kind is EventType.REGULATORY
        self.evidence_id += 1
        rows[t.events].append(
            {"id": event_id, "key": event_id, "type": str(kind), "subtype": self.dice.choice(list(SUBTYPES[kind]))}
            | {"agency": told["agency"], "region": AGENCIES.get(told["agency"], "")}
            | {"indication": "" if is_deal else told["disease"], "phase": "" if is_deal or is_act else told["phase"]}
            | {"money_as_stated": f"US${told['sum']} million upfront" if is_deal else "", "territory": ""}
            | {"starts_on": day, "ends_on": day, "upfront_usd_m": float(told["sum"]) if is_deal else None}
            | {"total_usd_m": None, "proofs_count": 1, "proof": told["quote"], "source_url": url, "known_at": seen_at}
        )
        rows[t.evidence].append(
            {"id": self.evidence_id, "event_id": event_id, "revision_id": number + 1, "told_on": day}
            | {"start": len(title) + 1, "end": len(title) + 1 + len(told["quote"]), "quote": told["quote"]}
            | {"rule": "bench", "source_url": url, "claims": to_claims(self._act(number, rows[t.events][-1], told))}
        )
        drug = self.catalog.drugs[told["drug"]]
        for place, (company, role) in enumerate(_parties(told)):
            rows[t.event_companies].append(
                {"event_id": event_id, "company_id": company, "role": role, "position": place}
            )
        rows[t.event_drugs].append({"event_id": event_id, "drug_id": drug.id, "is_combination": False, "position": 0})
        for place, target in enumerate(drug.target_ids):
            rows[t.event_targets].append({"event_id": event_id, "target_id": target, "position": place})
        if drug.mechanism_id:
            rows[t.event_mechanisms].append({"event_id": event_id, "mechanism_id": drug.mechanism_id, "position": 0})

    def _act(self, number: int, event: Row, told: Row) -> Act:
        day, is_deal = event["starts_on"], told["kind"] is EventType.COLLABORATION
        return Act(
            told["kind"],
            event["subtype"],
            When.day(day),
            f"{number + 1:010d}",
            told_on=day,
            drug_ids=(told["drug"],),
            company_ids=() if is_deal else (told["company"],),
            parties=_parties(told) if is_deal else (),
            agency=event["agency"],
            region=event["region"],
            indication=event["indication"],
            phase=event["phase"],
            upfront_usd_m=event["upfront_usd_m"],
            money_as_stated=event["money_as_stated"],
        )


def _parties(told: Row) -> tuple[tuple[str, str], ...]:
    roles = ("licensor", "licensee") if told["kind"] is EventType.COLLABORATION else ("",)
    names = dict.fromkeys((told["company"], told["other"]) if len(roles) == 2 else (told["company"],))
    return tuple(zip(names, roles, strict=False))


def _paragraph(dice: random.Random) -> str:
    return " ".join(sentence(dice) for _ in range(2))


# ---------------------------------------------------------------- writing

_TABLES = (
    *(t.articles, t.revisions, t.article_sources, t.mentions, t.events, t.evidence),
    *(t.event_companies, t.event_drugs, t.event_targets, t.event_mechanisms),
)


def _write(connection: Connection, rows: Rows) -> None:
    for table, fresh in rows.items():
        if not fresh:
            continue
        if connection.dialect.name == "postgresql":
            _copy(connection, table, fresh)
        else:
            connection.execute(insert(table), fresh)
    ids = [row["id"] for row in rows[t.revisions]]
    for start in range(0, len(ids), search.BATCH):
        search.add_words(connection, search.pages_of(connection, ids[start : start + search.BATCH]))


def _copy(connection: Connection, table: Table, rows: list[Row]) -> None:
    """PostgreSQL takes rows in one stream many times faster than by statements."""
    names = list(rows[0])
    as_json = {name for name in names if isinstance(table.c[name].type, JSON)}
    quoted = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    with closing(driver.cursor()) as cursor, cursor.copy(f"COPY {table.name} ({quoted}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([json.dumps(row[name]) if name in as_json else row[name] for name in names])


def _finish(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for table in (t.articles, t.revisions, t.evidence):
            ahead = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"
            connection.execute(text(ahead))
    event_counts.recount(connection)
    note_change(connection)
