"""What can be done with sources on their page: ask them now, add one, let one rest, say what is kept, OPML."""

from collections.abc import Callable

import streamlit as st

from ci.charts.rows import Row
from ci.errors import CiError
from ci.pages.text import link, literal, small, with_commands
from ci.settings import load_settings
from ci.shown import masked_url, without_secrets

SHOWN = 5
KEEPS = {
    "full": "The full text",
    "excerpt": "An excerpt and what events quote",
    "link": "The link and what events quote",
}
KINDS = {
    "": "What it looks like",
    "rss": "A feed",
    "page": "One page",
    "listing": "A page whose links to articles are followed",
}


def say_what_was_done() -> None:
    """The result of the last click, said by the run that follows it."""
    is_done, words = st.session_state.pop("source_said", (True, ""))
    if words:
        (st.success if is_done else st.error)(with_commands(words))


def _do(action: Callable[[], str]) -> None:
    try:
        st.session_state["source_said"] = (True, action())
    except CiError as error:
        st.session_state["source_said"] = (False, str(error))


# ---------------------------------------------------------------- all sources


def show() -> None:
    """A row of buttons above the tables."""
    with st.container(horizontal=True):
        if st.button("Poll what is due", icon=":material/refresh:", key="poll_due"):
            _poll(None)
        with st.popover("Add a source", icon=":material/add:"):
            _add()
        with st.popover("Import or export", icon=":material/swap_vert:"):
            _opml()
    say_what_was_done()


def _poll(source_id: str | None) -> None:
    """Asks while the reader watches; then the page is drawn anew with what came."""
    from ci.jobs.polling import poll_once

    words = "Asking the source" if source_id else "Asking what is due"
    bar = st.progress(0.0, words)

    def progress(done: int, total: int) -> None:
        bar.progress(min(1.0, done / max(total, 1)), f"{words}: {done} of {total}")

    def ask() -> str:
        report = poll_once(load_settings(), only=source_id, force=source_id is not None, progress=progress)
        if not report.lines:
            return "No source was due."
        if len(report.lines) == 1:
            return report.lines[0]
        new = sum(line.new_count for line in report.polls)
        return f"{report.polled_count} sources asked, {report.faults_count} with a fault, {new} new articles."

    _do(ask)
    st.rerun()


def _add() -> None:
    """First a look at what would be read, then the click that adds it."""
    from ci.jobs.sources import Look, add_seen, look

    url = st.text_input("Address of a feed or a page", key="source_url", placeholder="https://").strip()
    kind = st.selectbox("Read it as", list(KINDS), format_func=KINDS.__getitem__, key="source_kind")
    if st.button("Look", key="source_look", disabled=not url):
        try:
            with st.spinner("Asking"):
                st.session_state["source_seen"] = look(load_settings(), url, kind)
                st.session_state["source_seen_as"] = (url, kind)
        except CiError as error:
            st.session_state.pop("source_seen", None)
            st.error(with_commands(str(error)))
    seen = st.session_state.get("source_seen")
    if not isinstance(seen, Look) or st.session_state.get("source_seen_as") != (url, kind):
        return  # another address or kind was chosen since: what was looked at is not what would be added
    _preview(seen.items, seen.kind)
    name = st.text_input("Name", value=seen.name, key="source_name")
    if st.button("Add", type="primary", key="source_add"):
        _do(lambda: f"{add_seen(load_settings(), seen, name).name} is added, and asked with the next poll.")
        st.session_state.pop("source_seen", None)
        st.rerun()


def _preview(items: list, kind: str) -> None:  # type: ignore[type-arg]
    count = f"{len(items)} item{'s' * (len(items) != 1)}"
    st.caption(f"{count} would be read, as {literal(kind)}" + (", the first of them:" if len(items) > SHOWN else ":"))
    for item in items[:SHOWN]:
        st.text(item.title)
        st.markdown(
            small(
                f"{literal(str(item.published or 'no date'))} · {link(without_secrets(item.url), masked_url(item.url))}"
            )
        )


def _opml() -> None:
    from ci.jobs.source_list import export_opml, import_opml

    st.download_button(
        "Save the feeds that are on",
        data=lambda: export_opml(load_settings()),
        file_name="apoptoscope.opml",
        mime="text/x-opml",
        on_click="ignore",
        key="opml_save",
        help="Passwords and keys in addresses are left out.",
    )
    given = st.file_uploader("Add the feeds of a list that another reader saved", type=["opml", "xml"], key="opml_file")
    if given is not None and st.button("Add them", key="opml_add"):

        def read() -> str:
            done = import_opml(load_settings(), given.getvalue(), given.name)
            count = len(done.added)
            return f"{count} feed{'s' * (count != 1)} added, {done.known_count} known already."

        _do(read)
        st.rerun()


# ---------------------------------------------------------------- one source


def of_source(source: Row) -> None:
    """What can be done with the source whose drawer is open."""
    from ci.jobs.source_list import pause

    source_id, is_on, is_paused = str(source["source_id"]), bool(source["is_on"]), bool(source["is_paused"])
    words = "Switch on" if not is_on else "Go on" if is_paused else "Pause"
    with st.container(horizontal=True):
        if st.button("Poll now", icon=":material/refresh:", key="poll_now", type="primary"):
            _poll(source_id)
        if st.button(words, key="source_pause"):
            pauses = is_on and not is_paused

            def change() -> str:
                pause(load_settings(), source_id, is_paused=pauses)
                return f"{source['name']} {'is paused' if pauses else 'is asked again with the next poll'}."

            _do(change)
            st.rerun()
    _keeping(source_id, str(source["keeps"]))


def _keeping(source_id: str, keeps: str) -> None:
    from ci.jobs.source_list import keep
    from ci.store import Keep

    with st.expander(f"Keeps {literal(keeps)}"):
        options = list(KEEPS)
        held = next(
            (o for o in options if keeps.startswith({"full": "full", "excerpt": "an", "link": "the"}[o])), "full"
        )
        what = st.radio("What stays of a text", options, options.index(held), format_func=KEEPS.__getitem__, key="keep")
        days = st.number_input("For how many days (0: for ever)", 0, 36_500, _days(keeps), key="keep_days")
        pages = st.checkbox("Fetch the pages of its items, once each", "pages fetched" in keeps, key="keep_pages")
        if st.button("Save", key="keep_save"):

            def change() -> str:
                keep(load_settings(), source_id, Keep(what), int(days), pages)
                return "Kept from now on; what was kept before follows with the next poll."

            _do(change)
            st.rerun()


def _days(keeps: str) -> int:
    words = keeps.replace(",", "").split()
    return next((int(word) for word in words if word.isdigit()), 0)
