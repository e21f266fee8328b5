"""All that pages read, each with the part of the filter that it has; answers are kept until something is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd
from sqlalchemy import Connection

from ci.filters import Filters
from ci.model import SUBTYPES, EventType
from ci.pages.asking import asked, asked_once, change, kept, kept_or_stale
from ci.quality import Measure, load_measures
from ci.queries import approvals as approvals_query
from ci.queries import choices as choices_query
from ci.queries import chosen as chosen_query
from ci.queries import clinical as clinical_query
from ci.queries import collaborations as collaborations_query
from ci.queries import evidence as evidence_query
from ci.queries import expected as expected_query
from ci.queries import facts as facts_query
from ci.queries import health as health_query
from ci.queries import hints as hints_query
from ci.queries import landscape as landscape_query
from ci.queries import latest as latest_query
from ci.queries import meta
from ci.queries import newest as newest_query
from ci.queries import news as news_query
from ci.queries import outlet_kinds as outlet_kinds_query
from ci.queries import profile as profile_query
from ci.queries import profiled as profiled_query
from ci.queries import sources as sources_query
from ci.queries import story_counts as story_counts_query
from ci.queries import told as told_query
from ci.queries import yearly as yearly_query
from ci.queries.approvals import Acts
from ci.queries.choices import Choice
from ci.queries.facts import Fact
from ci.queries.health import Health
from ci.queries.latest import Latest
from ci.queries.newest import Arrived
from ci.queries.profile import Neighbour
from ci.queries.search import hits as search_query
from ci.queries.search.hits import Found
from ci.queries.told import Told
from ci.queries.yearly import Yearly
from ci.settings import load_settings

__all__ = ["change"]

T = TypeVar("T")
P = ParamSpec("P")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()


MOST = 1000
"""So many events of one kind a page shows at most, the newest: it costs what it shows, and says how many there are."""


def approvals(filters: Filters, known_by: date | None = None, acts: Acts = Acts.ALL) -> pd.DataFrame:
    """The newest."""
    return kept(approvals_query.approvals, for_acts(filters), known_by, acts, MOST, _first_known)


def _first_known(_: Connection, known_by: date | None) -> dict[str, str]:
    """The same for every filter, and kept for all of them."""
    return kept(approvals_query.first_known, known_by)


def approvals_count(filters: Filters, known_by: date | None = None, acts: Acts = Acts.ALL) -> int:
    return kept(approvals_query.approvals_count, for_acts(filters), known_by, acts)


def drug_names(filters: Filters) -> list[str] | None:
    return kept(approvals_query.drug_names, for_drugs(filters))


def collaborations(filters: Filters) -> pd.DataFrame:
    """The newest."""
    return kept(collaborations_query.collaborations, for_deals(filters), MOST)


def deals_count(filters: Filters) -> int:
    return kept(newest_query.count_of_kind, EventType.COLLABORATION, for_deals(filters))


def chosen(event_ids: Sequence[str]) -> pd.DataFrame:
    return kept(chosen_query.chosen, tuple(event_ids))


def clinical(filters: Filters) -> pd.DataFrame:
    """The newest."""
    return kept(clinical_query.clinical, for_trials(filters), MOST)


def trials_count(filters: Filters) -> int:
    return kept(newest_query.count_of_kind, EventType.CLINICAL, for_trials(filters))


def expected(filters: Filters, known_by: date | None = None) -> pd.DataFrame:
    return kept(expected_query.expected, for_acts(filters), today(), known_by)


def newest(filters: Filters, limit: int, known_since: datetime | None = None) -> pd.DataFrame:
    return kept(newest_query.newest, filters, limit, known_since)


def similar_kinds(type_: EventType, filters: Filters) -> dict[str, int]:
    return kept(hints_query.similar_kinds, type_, filters)


def company_notes(company_ids: tuple[str, ...]) -> dict[str, str]:
    return kept(hints_query.company_notes, company_ids)


def open_dated(types: tuple[EventType, ...], filters: Filters) -> int:
    return kept(hints_query.open_dated, types, filters)


def latest(filters: Filters) -> Latest:
    """What changed in the twelve months before today."""
    return kept(latest_query.latest, filters, today())


def events_count(filters: Filters) -> int:
    return sum(counts()[kind] for kind in EventType) if filters.is_empty else yearly(filters).events_count


def confirmed_count(kind: EventType | None) -> int:
    """Events of this kind, or of all, that a filter by "confirmed only" alone leaves."""
    return kept_or_stale(newest_query.count_of_kinds, (kind,) if kind else tuple(EventType), CONFIRMED)


CONFIRMED = Filters(confirmed_only=True)


def arrived(since: datetime) -> Arrived:
    return kept(newest_query.arrived, since)


def yearly(filters: Filters) -> Yearly:
    return _counted(filters.is_empty, yearly_query.yearly, filters)


def momentum(filters: Filters) -> pd.DataFrame:
    return _counted(filters.is_empty, yearly_query.by_mechanism, filters)


def _counted(is_all: bool, question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Counts of all that is stored may be a minute old where the database is large."""
    return (kept_or_stale if is_all else kept)(question, *args, **kwargs)


def health() -> Health:
    return asked_once("health", lambda connection: health_query.health(connection, now()))


def landscape(filters: Filters) -> pd.DataFrame:
    return kept(landscape_query.landscape, for_drugs(filters))


def early_targets(filters: Filters) -> pd.DataFrame:
    return kept(landscape_query.early_targets, for_drugs(filters))


def news(filters: Filters, limit: int) -> pd.DataFrame:
    return kept(news_query.news, for_news(filters), limit)


def search(typed: str, filters: Filters, limit: int) -> Found:
    """So many stories, and how many match in all where stories are counted."""
    return kept(search_query.search_news, typed, for_news(filters), limit, is_counted("stories"))


def facts(kind: str, key: str) -> list[Fact]:
    return kept(facts_query.facts, kind, key)


def outlet_kind(url: str) -> str:
    return outlet_kinds_query.outlet_kind(url, kept(outlet_kinds_query.own_sites))


def neighbours(kind: str, key: str) -> list[Neighbour]:
    return kept(profile_query.neighbours, kind, key)


def evidence(event_ids: Sequence[str]) -> pd.DataFrame:
    return kept(evidence_query.evidence, tuple(event_ids))


def told_by(kind: EventType, filters: Filters, is_of_all: bool = True) -> Told:
    """What the events come from; the newest alone where the page shows no more than those."""
    if not is_of_all:
        return kept(told_query.told_by, kind, filters, MOST)
    return _counted(filters.is_empty, told_query.told_by, kind, filters)


def measures() -> list[Measure]:
    """How well it reads, as far as it was measured."""
    return load_measures(load_settings().data_dir)


def sources() -> pd.DataFrame:
    return asked(sources_query.sources)


def choices(counted: str = "events") -> dict[str, list[Choice]]:
    """What can be filtered by, each with the number of things that it alone leaves: one of CHOICES."""
    return kept_or_stale(CHOICES[counted] if is_counted(counted) else choices_query.choices)


def is_counted(things: str) -> bool:
    """Whether these are counted: stories are not where there are very many."""
    return things != "stories" or counts()["articles"] <= story_counts_query.MOST_ARTICLES


def stories_count() -> int | None:
    """How many there are about our subject; None where that is not counted."""
    return kept_or_stale(story_counts_query.stories_count) if is_counted("stories") else None


CHOICES: dict[str, Callable[[Connection], dict[str, list[Choice]]]] = {
    "events": choices_query.choices,
    "regulatory acts": choices_query.choices_of_acts,
    "collaborations": choices_query.choices_of_deals,
    "drugs": choices_query.choices_of_drugs,
    "stories": story_counts_query.choices_of_stories,
}
"""What is counted, in the words of a page."""


def profiled() -> dict[str, dict[str, str]]:
    """Kind -> name -> id of what has a profile."""
    return kept(profiled_query.profiled)


def labels() -> dict[str, str]:
    return kept(choices_query.labels)


def counts() -> dict[str, int]:
    return kept(meta.counts)


def data_version() -> str:
    return kept(meta.data_version)


def for_acts(filters: Filters) -> Filters:
    """The part of the filter that regulatory acts have."""
    return replace(filters, subtypes=_of_type(filters, EventType.REGULATORY))


def for_deals(filters: Filters) -> Filters:
    """The part of the filter that deals have: no agency acts on them."""
    return replace(filters, subtypes=_of_type(filters, EventType.COLLABORATION), agencies=(), regions=())


def for_trials(filters: Filters) -> Filters:
    return replace(filters, subtypes=_of_type(filters, EventType.CLINICAL), agencies=(), regions=())


def for_news(filters: Filters) -> Filters:
    """The part of the filter that articles have: what they name, and when."""
    return replace(for_drugs(filters), since=filters.since, until=filters.until)


def for_events(filters: Filters) -> Filters:
    """The part of the filter that events of all kinds have."""
    return replace(filters, subtypes=())


def for_drugs(filters: Filters) -> Filters:
    """The part of the filter that drugs have: what and whose, not when."""
    return Filters(filters.companies, filters.targets, filters.mechanisms, filters.drugs, stages=filters.stages)


def _of_type(filters: Filters, kind: EventType) -> tuple[str, ...]:
    return tuple(subtype for subtype in filters.subtypes if subtype in SUBTYPES[kind])
