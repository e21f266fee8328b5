"""Questions to the database, their answers kept until something is written: its change number is part of every key."""

import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st
from sqlalchemy import Connection

from ci.queries import meta
from ci.settings import load_settings
from ci.store import Store, open_store

T = TypeVar("T")
P = ParamSpec("P")
KEPT = 400
"""So many answers are kept in memory."""


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(url: str) -> Store:
    return open_store(url, migrate=False)


def asked(question: Callable[[Connection], T]) -> T:
    """The answer of this moment."""
    with _store(load_settings().database_url).reading() as connection:
        return question(connection)


def written(act: Callable[[Connection], T]) -> T:
    """Does it in one transaction of the writer. Or a CiError, and nothing is changed."""
    with _store(load_settings().database_url).writing() as connection:
        return act(connection)


def kept(question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer of a function of ci/queries, asked once until something is written."""
    answer: T = _kept(f"{question.__module__}.{question.__qualname__}", change(), args, kwargs, question)
    return answer


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _kept(name: str, change: str, args: tuple[Any, ...], kwargs: dict[str, Any], _question: Callable[..., Any]) -> Any:
    return asked(lambda connection: _question(connection, *args, **kwargs))


SLOW_S, STALE_S = 0.2, 60
_seconds: dict[str, float] = {}
"""Question and database -> how long the answer took at worst."""


def kept_or_stale(question: Callable[[Connection], T]) -> T:
    """The same as `kept` while the answer is quick. On a large database it may be a minute old, and is renewed beside
    the page: what only counts choices must not hold up every page after every poll."""
    url = load_settings().database_url
    name = f"{question.__module__}.{question.__qualname__} {url}"
    if _seconds.get(name, 0) > SLOW_S:
        stale: T = _kept_a_while(name, question)
        return stale
    begun = time.monotonic()
    answer = kept(question)
    _seconds[name] = max(time.monotonic() - begun, _seconds.get(name, 0))
    return answer


@st.cache_data(ttl=STALE_S, refresh_mode="background", max_entries=8, show_spinner=False)
def _kept_a_while(name: str, _question: Callable[[Connection], Any]) -> Any:
    return asked(_question)


def change() -> str:
    """Another text after every write; asked once a run, so that a page is of one piece."""
    url = load_settings().database_url
    return f"{url} {asked(meta.change_number)}"
