"""Which drawer is open: it stands in the address, so that a link opens it too, and a reload keeps it."""

from collections.abc import Callable, Sequence

import streamlit as st

from ci.pages import browser
from ci.pages.text import literal
from ci.when import When

AT_MOST = 40
"""So many ids an address holds."""


def ask(kind: str, ids: Sequence[str], table: str = "") -> None:
    """Asks for a drawer of this kind; for callbacks. `table` is the key of the table whose row was chosen."""
    st.query_params[kind] = list(dict.fromkeys(ids))[:AT_MOST]
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


def checked(on: str) -> str:
    """`2026-11-21` -> "checked on 21 Nov 2026"; a month is "checked in"."""
    if not on:
        return "day of the check not noted"
    when = When.parse(on)
    return f"checked {'on' if when.precision == 'day' else 'in'} {when}"
