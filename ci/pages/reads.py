"""All that pages read, cached until something is written: the change number of the database is part of every key."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import Connection

from ci.filters import Filters
from ci.model import SUBTYPES, EventType
from ci.quality import Measure, load_measures
from ci.queries import approvals as approvals_query
from ci.queries import choices as choices_query
from ci.queries import clinical as clinical_query
from ci.queries import collaborations as collaborations_query
from ci.queries import evidence as evidence_query
from ci.queries import expected as expected_query
from ci.queries import health as health_query
from ci.queries import landscape as landscape_query
from ci.queries import meta
from ci.queries import newest as newest_query
from ci.queries import news as news_query
from ci.queries import sources as sources_query
from ci.queries import told as told_query
from ci.queries import yearly as yearly_query
from ci.queries.choices import Choice
from ci.queries.health import Health
from ci.queries.newest import Arrived
from ci.queries.told import Told
from ci.settings import load_settings
from ci.store import Store, open_store

T = TypeVar("T")
KEPT = 64
"""So many answers of each kind are kept in memory."""


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(url: str) -> Store:
    return open_store(url, migrate=False)


def _ask(question: Callable[[Connection], T]) -> T:
    with _store(load_settings().database_url).reading() as connection:
        return question(connection)


def change() -> str:
    """Another text after every write; asked once a run, so that a page is of one piece."""
    url = load_settings().database_url
    return f"{url} {_ask(meta.change_number)}"


def today() -> date:
    return datetime.now(UTC).date()


def approvals(filters: Filters) -> pd.DataFrame:
    return _approvals(change(), for_acts(filters))


def collaborations(filters: Filters) -> pd.DataFrame:
    return _collaborations(change(), for_deals(filters))


def clinical(filters: Filters) -> pd.DataFrame:
    return _clinical(change(), for_trials(filters))


def expected(filters: Filters) -> pd.DataFrame:
    return _expected(change(), for_acts(filters))


def newest(filters: Filters, limit: int, known_since: datetime | None = None) -> pd.DataFrame:
    return _newest(change(), filters, limit, known_since)


def events_count(filters: Filters) -> int:
    return _events_count(change(), filters)


def arrived(since: datetime) -> Arrived:
    return _arrived(change(), since)


def deals_by_year(filters: Filters) -> pd.DataFrame:
    return _yearly(change(), "deals", filters)


def acts_by_year(filters: Filters) -> pd.DataFrame:
    return _yearly(change(), "acts", filters)


def momentum(filters: Filters) -> pd.DataFrame:
    return _yearly(change(), "mechanisms", filters)


def health() -> Health:
    return _ask(health_query.health)


def landscape(filters: Filters) -> pd.DataFrame:
    return _landscape(change(), for_drugs(filters))


def news(filters: Filters, limit: int) -> pd.DataFrame:
    return _news(change(), replace(for_drugs(filters), since=filters.since, until=filters.until), limit)


def evidence(event_ids: Sequence[str]) -> pd.DataFrame:
    return _evidence(change(), tuple(event_ids))


def told_by(kind: EventType, filters: Filters) -> Told:
    return _told_by(change(), kind, filters)


def measures() -> list[Measure]:
    """How well it reads, as far as it was measured."""
    return load_measures(load_settings().data_dir)


def sources() -> pd.DataFrame:
    return _ask(sources_query.sources)


def choices() -> dict[str, list[Choice]]:
    return _choices(change())


def labels() -> dict[str, str]:
    return _labels(change())


def counts() -> dict[str, int]:
    return _counts(change())


def data_version() -> str:
    return _data_version(change())


def for_acts(filters: Filters) -> Filters:
    """The part of the filter that regulatory acts have."""
    return replace(filters, subtypes=_of_type(filters, EventType.REGULATORY))


def for_deals(filters: Filters) -> Filters:
    """The part of the filter that deals have: no agency acts on them."""
    return replace(filters, subtypes=_of_type(filters, EventType.COLLABORATION), agencies=())


def for_trials(filters: Filters) -> Filters:
    return replace(filters, subtypes=_of_type(filters, EventType.CLINICAL), agencies=())


def for_events(filters: Filters) -> Filters:
    """The part of the filter that events of all kinds have."""
    return replace(filters, subtypes=())


def for_drugs(filters: Filters) -> Filters:
    """The part of the filter that drugs have: what and whose, not when."""
    return Filters(filters.companies, filters.targets, filters.mechanisms, filters.drugs)


def _of_type(filters: Filters, kind: EventType) -> tuple[str, ...]:
    return tuple(subtype for subtype in filters.subtypes if subtype in SUBTYPES[kind])


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _approvals(change: str, filters: Filters) -> pd.DataFrame:
    return _ask(lambda connection: approvals_query.approvals(connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _collaborations(change: str, filters: Filters) -> pd.DataFrame:
    return _ask(lambda connection: collaborations_query.collaborations(connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _clinical(change: str, filters: Filters) -> pd.DataFrame:
    return _ask(lambda connection: clinical_query.clinical(connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _expected(change: str, filters: Filters) -> pd.DataFrame:
    return _ask(lambda connection: expected_query.expected(connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _newest(change: str, filters: Filters, limit: int, known_since: datetime | None) -> pd.DataFrame:
    return _ask(lambda connection: newest_query.newest(connection, filters, limit, known_since))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _events_count(change: str, filters: Filters) -> int:
    return _ask(lambda connection: newest_query.events_count(connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _arrived(change: str, since: datetime) -> Arrived:
    return _ask(lambda connection: newest_query.arrived(connection, since))


YEARLY: dict[str, Callable[[Connection, Filters], pd.DataFrame]] = {
    "deals": lambda connection, filters: yearly_query.by_subtype(connection, filters, EventType.COLLABORATION),
    "acts": yearly_query.by_agency,
    "mechanisms": yearly_query.by_mechanism,
}


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _yearly(change: str, of: str, filters: Filters) -> pd.DataFrame:
    return _ask(lambda connection: YEARLY[of](connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _landscape(change: str, filters: Filters) -> pd.DataFrame:
    return _ask(lambda connection: landscape_query.landscape(connection, filters))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _news(change: str, filters: Filters, limit: int) -> pd.DataFrame:
    return _ask(lambda connection: news_query.news(connection, filters, limit))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _evidence(change: str, event_ids: tuple[str, ...]) -> pd.DataFrame:
    return _ask(lambda connection: evidence_query.evidence(connection, event_ids))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _told_by(change: str, kind: EventType, filters: Filters) -> Told:
    return _ask(lambda connection: told_query.told_by(connection, kind, filters))


@st.cache_data(max_entries=4, show_spinner=False)
def _choices(change: str) -> dict[str, list[Choice]]:
    return _ask(choices_query.choices)


@st.cache_data(max_entries=4, show_spinner=False)
def _labels(change: str) -> dict[str, str]:
    return _ask(choices_query.labels)


@st.cache_data(max_entries=4, show_spinner=False)
def _counts(change: str) -> dict[str, int]:
    return _ask(meta.counts)


@st.cache_data(max_entries=4, show_spinner=False)
def _data_version(change: str) -> str:
    return _ask(meta.data_version)
