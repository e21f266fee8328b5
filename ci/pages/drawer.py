"""Which drawer is open: it stands in the address, so that a link opens it too, and a reload keeps it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from ci.pages import browser
from ci.pages.text import literal
from ci.when import When

AT_MOST = 40
"""So many ids an address holds."""
KINDS = ("proof", "cell", "source")
T = TypeVar("T")


def ask(kind: str, ids: Sequence[str], table: str = "") -> None:
    """Asks for a drawer of this kind; for callbacks. `table` is the key of the table whose row was chosen."""
    every = list(dict.fromkeys(ids))
    for other in KINDS:
        if other != kind and other in st.query_params:  # a page has one open drawer at most
            del st.query_params[other]
    st.query_params[kind] = every[:AT_MOST]
    st.session_state["drawer_asked"] = (every[:AT_MOST], len(every))
    st.session_state["drawer_table"] = table
    st.session_state.pop("drawer_closed", None)


def wanted(kind: str) -> list[str]:
    """What it is asked to show; nothing where none is asked for."""
    ids = st.query_params.get_all(kind)
    if ids and st.session_state.get("drawer_closed") == (kind, ids):
        # the browser sent another event with the address of the moment before the drawer was closed
        del st.query_params[kind]
        return []
    return ids


def drop(kind: str) -> None:
    """Forgets the drawer: it was closed, or what it should show is not there."""
    if kind in st.query_params:
        st.session_state["drawer_closed"] = (kind, st.query_params.get_all(kind))
        del st.query_params[kind]
    table = st.session_state.pop("drawer_table", "")
    if table and table in st.session_state:  # so that a second click on the same row opens it again
        st.session_state[table] = {"selection": {"rows": [], "columns": [], "cells": []}}


def show(kind: str, title: str, draw: Callable[[], None]) -> None:
    """Opens the drawer. Marks of the charts behind it are let go, so that none stays pale or dead."""

    def inside() -> None:
        with st.container(horizontal=True, horizontal_alignment="right"):
            browser.copy_link("copy_link_of_drawer")
        draw()
        browser.let_marks_go("_".join(wanted(kind)))

    st.dialog(literal(title), width="medium", position="right", on_dismiss=lambda: drop(kind))(inside)()


def say_unknown(kind: str, what: str, keys: Sequence[str]) -> None:
    """Opens the drawer with a sentence, where an address asks for what is not there."""
    one = len(keys) == 1
    asks = ", ".join(part for part in keys if part)

    def draw() -> None:
        st.warning(literal(f"{what} Asked for: {asks}."), icon=":material/help:")

    show(kind, "Not found" if one else "None of them found", draw)


def begun(things: Sequence[T], step: int) -> Sequence[T]:
    """The first of what the drawer holds: as many as the reader has asked for, a step more with each click."""
    of, count = st.session_state.get("drawer_begun", ("", 0))
    return things[: count if of == _address() else step]


def show_more(drawn: int, of: int, step: int) -> None:
    """A button for the next ones; a sentence where more were asked for than an address holds."""
    if drawn < of:
        words = f"Show {min(step, of - drawn)} more of {of - drawn}"
        st.button(words, on_click=_begin, args=(_address(), drawn + step), key="drawer_more")
        return
    ids, count = st.session_state.get("drawer_asked", ([], 0))
    if count > AT_MOST and any(st.query_params.get_all(kind) == ids for kind in KINDS):
        st.caption(f"These are {AT_MOST} of {count:,}; a narrower filter shows the others.")


def _begin(of: str, count: int) -> None:
    st.session_state["drawer_begun"] = (of, count)


def _address() -> str:
    return " ".join(f"{kind}={key}" for kind in KINDS for key in st.query_params.get_all(kind))


def checked(on: str) -> str:
    """`2026-11-21` -> "checked on 21 Nov 2026"; a month is "checked in"."""
    if not on:
        return "day of the check not noted"
    when = When.parse(on)
    return f"checked {'on' if when.precision == 'day' else 'in'} {when}"
