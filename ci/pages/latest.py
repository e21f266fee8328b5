"""The top of a profile: what changed in the last twelve months, a line an event, or since when nothing is known."""

import streamlit as st

from ci.filters import Filters
from ci.pages import proof, reads
from ci.pages.text import literal
from ci.queries.latest import Latest, Line, since_words

PLANNED = 3
"""So many expected acts are told."""


def show(filters: Filters) -> None:
    """Each line opens its proof."""
    found = reads.latest(filters)
    since = since_words(found)
    st.subheader(f"Since {since}: {_count(found)}", anchor=False)
    with st.container(gap="xsmall"):
        for line in found.lines:
            _show(line)
        if found.stage:
            st.markdown(f"Stage today: **{literal(found.stage)}**")
        if found.before:
            st.caption("The last one before:")
            _show(found.before)
    notes = [_more(found), *(f"Expected: {planned}." for planned in found.expected[:PLANNED])]
    for note in filter(None, notes):
        st.caption(literal(note))


def _count(found: Latest) -> str:
    if not found.count:
        return "nothing is known to have happened" if found.before else "nothing is known, nor before"
    return f"{found.count} event{'s' * (found.count != 1)}"


def _more(found: Latest) -> str:
    rest = found.count - len(found.lines)
    return f"{rest} more stand in the tables below." if rest > 0 else ""


def _show(line: Line) -> None:
    vague = " (perhaps earlier: the month is not known)" if line.is_vague else ""
    unchecked = "" if line.is_checked else " · read, not checked"
    why = " · here because it owns or found the drug" if line.is_for_drug else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            st.markdown(f"**{literal(line.when)}**{vague} · {literal(line.words)}{why}{unchecked}")
        st.button(
            "Proof",
            key=f"latest_{line.event_id}",
            type="tertiary",
            icon=":material/fact_check:",
            on_click=proof.ask,
            args=([line.event_id],),
        )
