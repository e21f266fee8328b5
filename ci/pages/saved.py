"""Saved views: what a page shows now, kept in the database under a name that everybody finds again.

A view is opened as an address, like a link that somebody sent: all that it holds stands in there.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from sqlalchemy import Connection

from ci.errors import CiError
from ci.filters import Filters
from ci.pages import links, reads
from ci.pages.asking import asked, written
from ci.pages.text import literal
from ci.store.views import View, delete_view, rename_view, replace_view, save_view, views

MENU = "views_menu"
NOT_KEPT = ("proof",)
"""What stands in an address and is no part of a view: an open drawer."""
RENAME, REPLACE, DELETE = "Rename", "Replace by what is shown now", "Delete"


def menu() -> None:
    """A button at the top of a page; what it holds is only asked for when it is open."""
    opened = st.popover("Saved views", icon=":material/bookmarks:", key=MENU, on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(width=380):
        _say_what_was_done()
        _save_form()
        kept = asked(views)
        if not kept:
            st.caption("No view is saved yet. What the page shows, with its filter, can be kept under a name.")
        for view in kept:
            _row(view)


def _save_form() -> None:
    with st.form("save_view", border=False):
        st.text_input("Save what is shown under", key="view_name", max_chars=200, placeholder=_suggestion())
        st.form_submit_button("Save", icon=":material/bookmark_add:", on_click=_save)


def _suggestion() -> str:
    """What the filter says, as an example of a name."""
    filters = Filters.from_query({key: st.query_params.get_all(key) for key in st.query_params})
    return "A name" if filters.is_empty else f"Such as: {filters.sentence(reads.labels())}"


def _row(view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            address = escape(f"{view.page}{'?' * bool(view.query)}{view.query}")
            st.html(
                f'<a href="{address}" target="_self" style="color:inherit">{escape(view.name)}</a>'
                f"<br><small>{escape(_told(view))}</small>"
            )
        st.menu_button(
            "",
            [RENAME, REPLACE, DELETE],
            key=f"view_{view.id}",
            type="tertiary",
            icon=":material/more_horiz:",
            help=f"Rename, replace or delete “{literal(view.name)}”",
            on_click=_chosen,
            args=(view,),
        )
    changed, how = st.session_state.get("view_changed", (None, ""))
    if (changed, how) == (view.id, RENAME):
        with st.form(f"rename_{view.id}", border=False):
            st.text_input("New name", value=view.name, key=f"new_name_{view.id}", max_chars=200)
            st.form_submit_button("Rename", on_click=_rename, args=(view,))
    elif (changed, how) == (view.id, DELETE):
        st.caption("It will be gone for everybody who works with this database.")
        with st.container(horizontal=True, gap="small"):
            st.button("Delete it", key="view_delete", on_click=_delete, args=(view,))
            st.button("Keep it", key="view_keep", type="tertiary", on_click=_choose_none)


def _told(view: View) -> str:
    """`Approvals: MDM2, since 2020`."""
    query: dict[str, list[str]] = {}
    for key, value in parse_qsl(view.query):
        query.setdefault(key, []).append(value)
    filters = Filters.from_query(query)
    words = [f"“{query['q'][0]}”"] if query.get("q") else []
    words += [] if filters.is_empty and words else [filters.sentence(reads.labels())]
    return f"{links.title_of(view.page)}: {', '.join(words)}"


# ---------------------------------------------------------------- callbacks


def _shown_now() -> tuple[str, str]:
    """Path of the page and its query, in one order."""
    held = {key: st.query_params.get_all(key) for key in sorted(st.query_params) if key not in NOT_KEPT}
    return str(st.session_state.get("page_shown", "overview")), urlencode(held, doseq=True)


def _save() -> None:
    page, query = _shown_now()
    name = str(st.session_state.get("view_name", ""))
    if _do(lambda connection: save_view(connection, name, page, query, datetime.now(UTC)), "Saved."):
        st.session_state["view_name"] = ""


def _chosen(view: View) -> None:
    picked = st.session_state.get(f"view_{view.id}")
    st.session_state["view_changed"] = (view.id, picked)
    if picked == REPLACE:
        (page, query), now = _shown_now(), datetime.now(UTC)
        _do(lambda connection: replace_view(connection, view.id, page, query, now), f"“{view.name}” is what is shown.")


def _rename(view: View) -> None:
    name = str(st.session_state.get(f"new_name_{view.id}", ""))
    if _do(lambda connection: rename_view(connection, view.id, name), "Renamed."):
        _choose_none()


def _delete(view: View) -> None:
    _do(lambda connection: delete_view(connection, view.id), f"“{view.name}” is deleted.")
    _choose_none()


def _choose_none() -> None:
    st.session_state.pop("view_changed", None)


def _do(act: Callable[[Connection], object], done: str) -> bool:
    """What was done, or why not, is said by the run that follows."""
    try:
        written(act)
    except CiError as error:
        st.session_state["view_said"] = (False, str(error))
        return False
    st.session_state["view_said"] = (True, done)
    return True


def _say_what_was_done() -> None:
    is_done, words = st.session_state.pop("view_said", (True, ""))
    if words:
        (st.success if is_done else st.warning)(literal(words))
