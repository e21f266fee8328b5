"""The proof of an event, one click away: the quote in its paragraph, or the checked source in our words."""

import html
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ci.charts.rows import Row, rows_of
from ci.charts.theme import subtype_name
from ci.model import SUBTYPES, EventType
from ci.pages import expectation, links, reads
from ci.pages.text import also, link, literal, small

AT_ONCE = 12
"""So many events are opened at once in full."""


def ask(event_ids: Sequence[str]) -> None:
    """Asks for the proofs of these events; for callbacks. They open at the end of the run."""
    st.session_state["proof_of"] = list(dict.fromkeys(event_ids))


def ask_for_marks(custom_data: list[list[Any]]) -> None:
    """The same for marks of a chart, whose custom data are the ids of their events."""
    ask([str(event_id) for marks in custom_data for event_id in marks])


def open_if_asked(*shown: pd.DataFrame) -> None:
    """Opens the drawer if a mark or a row was chosen; `shown` are the frames of events on the page."""
    wanted = st.session_state.pop("proof_of", None)
    if not wanted:
        return
    by_id = {row.get("event_id") or row["expected_id"]: row for rows in shown for row in rows_of(rows)}
    events = [by_id[event_id] for event_id in wanted if event_id in by_id]
    if events:
        title = _heading(events[0]) if len(events) == 1 else f"{len(events)} events"
        st.dialog(literal(title), width="medium", position="right")(_drawer)(events)


def _drawer(events: list[Row]) -> None:
    proofs = reads.evidence([event["event_id"] for event in events[:AT_ONCE] if "event_id" in event])
    for event in events[:AT_ONCE]:
        if len(events) > 1:
            st.subheader(literal(_heading(event)), anchor=False, divider="gray")
        if "expected_id" in event:
            expectation.draw(event)
            continue
        _facts(event)
        for proof in rows_of(proofs[proofs["event_id"] == event["event_id"]]):
            with st.container(border=True):
                _proof(proof)
    if len(events) > AT_ONCE:
        st.caption(f"{len(events) - AT_ONCE} more; select a row of the table to read one of them.")


def _heading(event: Row) -> str:
    if "expected_id" in event:
        return expectation.heading(event)
    drugs, parties = ", ".join(event["drugs"]), " and ".join(event["companies"])
    who = parties if event["subtype"] in SUBTYPES[EventType.COLLABORATION] else drugs or parties
    return f"{who or 'Not named'}: {subtype_name(event['subtype']).lower()}"


def _facts(event: Row) -> None:
    """The event itself, in two lines, and links to the profiles of its drugs and companies."""
    parts = [
        event["when"],
        event.get("agency", ""),
        event.get("indication", ""),
        _money(event),
        event.get("territory", ""),
    ]
    st.text(" · ".join(part for part in parts if part))
    if event["has_dispute"]:
        st.warning(
            "The sources do not agree on every value; each says below what it says otherwise.",
            icon=":material/balance:",
        )
    with st.container(horizontal=True, gap="small"):
        for key, name in zip(event["drug_ids"], event["drugs"], strict=False):
            links.to_profile("drug", key, name)
        for key, name in zip(event.get("company_ids", ()), event["companies"], strict=False):
            links.to_profile("company", key, name)


def _money(event: Row) -> str:
    sums = (("upfront_usd_m", "US${:g}m upfront"), ("total_usd_m", "up to US${:g}m in all"))
    known = [(event.get(name), words) for name, words in sums]
    said = [words.format(value) for value, words in known if value is not None and value == value]
    return ", ".join(said) or str(event.get("money_as_stated", ""))


def _proof(proof: Row) -> None:
    if proof["is_curated"]:
        st.caption("Checked source, in our words")
        st.text(proof["quote"])
        checked = literal(proof["checked_on"] or "a day not noted")
        st.markdown(small(f"{link(proof['url'], proof['url'])} · checked on {checked}"))
    else:
        st.caption("Read in an article")
        before, quote, after = (html.escape(proof[part]) for part in ("before", "quote", "after"))
        st.html(f"<p>{before}<mark>{quote}</mark>{after}</p>")
        where = [literal(proof[part]) for part in ("source", "published") if proof[part]]
        st.markdown(small(" · ".join([*where, link(proof["url"], proof["title"] or proof["url"])])))
        for line in (also(proof["also_in"]), proof["note"], f"Read by the rule “{rule_words(proof['rule'])}”"):
            if line:
                st.caption(literal(line))
    for inferred in proof["inferred"]:
        st.caption(literal(f"Not stated in the words: {inferred}"))
    if proof["disputes"]:
        st.caption("Says otherwise:")
        for dispute in proof["disputes"]:
            st.text(dispute)


def rule_words(rule: str) -> str:
    """`regulatory.approved-by` -> "regulatory: approved by"."""
    return rule.replace(".", ": ").replace("-", " ").replace("_", " ")
