"""Questions to the database, their answers kept until something is written: its change number is part of every key."""

import logging
import time
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st
from sqlalchemy import Connection

from ci.pages.keeping import Shelf, part_of_key
from ci.queries import meta
from ci.settings import load_settings
from ci.store import Store, open_store

T = TypeVar("T")
P = ParamSpec("P")
ANSWERS_KEPT = Shelf(200)
MADE_KEPT = Shelf(400)
"""So many answers, and so much that was made of them, are kept in memory."""


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(url: str) -> Store:
    return open_store(url, migrate=False)


def asked(question: Callable[[Connection], T]) -> T:
    """The answer of this moment."""
    with _store(load_settings().database_url).reading() as connection:
        return question(connection)


def written(act: Callable[[Connection], T]) -> T:
    """Does it in one transaction of the writer. Or a CiError, and nothing is changed."""
    for held in (CHANGE, ANSWERS):
        st.session_state.pop(held, None)
    with _store(load_settings().database_url).writing() as connection:
        return act(connection)


def kept(question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer of a function of ci/queries, asked once until something is written; nobody changes an answer."""
    key = (question, change(), _as_key(args), tuple(sorted(kwargs.items())))
    return ANSWERS_KEPT.get(key, lambda: asked(lambda connection: question(connection, *args, **kwargs)))


def made(make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a pure function makes of answers, made once for all visitors: an answer is told by being that very object.

    So it ends with the answer that it was made of, and takes values and kept answers alone: what is made anew in every
    run would never be found again.
    """
    key = (make, _as_key(args), _as_key(part for pair in kwargs.items() for part in pair))
    return MADE_KEPT.get(key, lambda: make(*args, **kwargs))


def _as_key(parts: Iterable[object]) -> tuple[Hashable, ...]:
    return tuple(map(part_of_key, parts))


def forget() -> None:
    """All that is kept of any database."""
    ANSWERS_KEPT.clear()
    MADE_KEPT.clear()
    _kept_a_while.clear()


SLOW_S, STALE_S, MOMENT_S = 0.2, 60, 2
_seconds: dict[str, float] = {}
"""Question and database -> how long the answer took at worst."""


def kept_or_stale(question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same as `kept` while the answer is quick. On a large database it may be a minute old, and is renewed beside
    the page: what counts all that is stored must not hold up every page after every poll."""
    name = f"{question.__module__}.{question.__qualname__} {args!r} {kwargs!r} {load_settings().database_url}"
    if _seconds.get(name, 0) > SLOW_S:
        stale: T = _kept_a_while(name, lambda connection: question(connection, *args, **kwargs))
        return stale
    begun = time.monotonic()
    answer = kept(question, *args, **kwargs)
    _seconds[name] = max(time.monotonic() - begun, _seconds.get(name, 0))
    return answer


# what is renewed beside the page belongs to no reader, and Streamlit would say so in the log each time
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)


@st.cache_resource(ttl=STALE_S, refresh_mode="background", max_entries=32, show_spinner=False)
def _kept_a_while(name: str, _question: Callable[[Connection], Any]) -> Any:
    return asked(_question)


CHANGE = "change_of_run"


ANSWERS = "answers_of_run"


def begin_run() -> None:
    """At the start of a run: the change number is asked once, and all of the page shows one state of the database."""
    st.session_state[CHANGE] = _change_now()
    st.session_state[ANSWERS] = {}


def asked_once(name: str, question: Callable[[Connection], T]) -> T:
    """The answer of this run, to a question that no change number tells the age of: for all visitors a moment old."""
    answers = st.session_state.get(ANSWERS, {})
    if name not in answers:
        moment = (name, load_settings().database_url, int(time.monotonic() // MOMENT_S))
        answers[name] = ANSWERS_KEPT.get(moment, lambda: asked(question))
    answer: T = answers[name]
    return answer


def change() -> str:
    """Another text after every write that the run began after."""
    return str(st.session_state.get(CHANGE) or _change_now())


def _change_now() -> str:
    return f"{load_settings().database_url} {asked(meta.change_number)}"
