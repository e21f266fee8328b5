"""Whether the sources speak: said at the top of the pages that rest on them, so that old is not taken for new."""

import streamlit as st

from ci.pages import links, reads, visit
from ci.pages.text import literal
from ci.queries.health import Health, Silence

WARNED = ("overview", "news", "approvals", "collaborations", "profile")
"""Pages that show what was read in articles."""
NOTED = ("overview", "news")
"""Those on which a few silent sources are worth a line too."""


def show() -> None:
    """A sentence where something is wrong, in a box on the first page that tells it; nothing where all is well."""
    page = st.session_state.get("page_shown", "")
    state = reads.health() if page in WARNED else None
    silence = state.silence(reads.now()) if state else Silence.NONE
    is_told = silence is not Silence.NONE and (silence is not Silence.SOME or page in NOTED)
    st.session_state["silence_told"] = is_told
    if state is None or not is_told:
        return
    words = sentence(silence, state)
    first_told_on = st.session_state.setdefault("silence_first", {}).setdefault(silence, page)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if silence is Silence.SOME or page != first_told_on:
            st.caption(f":material/cloud_off: {literal(words)}", width="stretch")
        else:
            st.warning(literal(words), icon=":material/cloud_off:")
        links.to_page("sources", "Sources")


def is_told() -> bool:
    """Whether the top of the page says so already: once is enough."""
    return bool(st.session_state.get("silence_told"))


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
                "What was published later is not here; `apoptoscope watch` starts it."
            )
        case Silence.OFFLINE:
            if state.last_good_at is None:
                return "No source has answered yet: shown are the curated tables and what was added by hand."
            good = visit.in_words(state.last_good_at)
            return f"No source answers as it should; the last good answer came on {good}. What is shown is as of then."
        case Silence.MANY:
            return f"{silent} have given nothing for two days or longer ({names}{more}): news may be missing."
        case _:
            verb = "has" if state.silent_count == 1 else "have"
            return f"{silent} {verb} given nothing for two days or longer: {names}{more}."
