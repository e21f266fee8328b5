"""Whether the sources speak: said on the pages that rest on them, so that old is not taken for new."""

import streamlit as st

from ci.pages import links, reads, visit
from ci.pages.text import literal
from ci.queries.health import Health, Silence

WARNED = ("overview", "news", "approvals", "collaborations", "profile")
"""Pages that show what was read in articles."""
OVERVIEW = "overview"
NOTED = ("overview", "news")
"""Those on which a few silent sources are worth a line too."""


def show() -> None:
    """A line where something is wrong; nothing where all is well. The overview has a line of its own for it, so that
    its page does not move when the sources fall silent."""
    page = st.session_state.get("page_shown", "")
    state = reads.health() if page in WARNED else None
    silence = state.silence(reads.now()) if state else Silence.NONE
    is_told = silence is not Silence.NONE and (silence is not Silence.SOME or page in NOTED)
    if state is None or not is_told or page == OVERVIEW:
        return
    line(marked(silence, state))


def line(markdown: str) -> None:
    """One line in small print with the way to the sources."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(markdown, width="stretch")
        links.to_page("sources", "Sources")


def on_overview() -> str:
    """The same for the overview's own line; nothing where all is well."""
    state = reads.health()
    silence = state.silence(reads.now())
    return "" if silence is Silence.NONE else marked(silence, state)


def marked(silence: Silence, state: Health) -> str:
    """The sentence with its sign, as Markdown."""
    words = literal(sentence(silence, state))
    sign = ":material/cloud_off:" if silence is Silence.SOME else ":orange[:material/cloud_off:]"
    return f"{sign} {words}"


def sentence(silence: Silence, state: Health) -> str:
    """What is wrong, since when, and what that means for what is shown."""
    asked = visit.in_words(state.last_asked_at) if state.last_asked_at else ""
    names = ", ".join(state.silent_names)
    more = " and others" if state.silent_count > len(state.silent_names) else ""
    silent = f"{state.silent_count} of {state.on_count} sources"
    match silence:
        case Silence.ASLEEP:
            return (
                f"No source was asked since {asked}: the poller is not running. "
                "What was published later is not here until it is started again."
            )
        case Silence.OFFLINE:
            if state.last_good_at is None:
                return "No source has answered yet: shown are the curated tables and texts added by hand."
            good = visit.in_words(state.last_good_at)
            return f"No source answers as it should; the last good answer came on {good}. What is shown is as of then."
        case Silence.MANY:
            return f"{silent} have given nothing for two days or longer ({names}{more}): news may be missing."
        case _:
            verb = "has" if state.silent_count == 1 else "have"
            return f"{silent} {verb} given nothing for two days or longer: {names}{more}."
