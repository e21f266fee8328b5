"""The proof of an event, one click away: the quote in its paragraph, or the checked source in our words."""

import html
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from ci.acts import act_name, on_label, within
from ci.charts.rows import Row, rows_of
from ci.filters import Filters
from ci.frames import FIRST_WORDS
from ci.model import SUBTYPES, EventType, agency_in_full
from ci.pages import drawer, expectation, links, reads
from ci.pages.profiled import OF_COLUMNS
from ci.pages.text import ADDED, also, link, literal, small
from ci.pages.trust import remarks, rule_words, trust
from ci.quality import of_kind

KIND = "proof"
AT_ONCE = 12
"""So many events are opened at once in full."""
UNKNOWN = (
    "No event or expected date of this database has the key that the link names. It may come from another database, or "
    "the event was corrected or read anew since: filter by its drug or company to find what is known today."
)


def ask(event_ids: Sequence[str], table: str = "") -> None:
    """Asks for the proofs of these events; for callbacks. They open at the end of the run."""
    drawer.ask(KIND, event_ids, table)


def ask_for_marks(custom_data: list[list[Any]]) -> None:
    """The same for marks of a chart, whose custom data are the ids of their events."""
    ids = [str(event_id) for marks in custom_data for event_id in marks]
    if ids:
        ask(ids)


def open_if_asked(*shown: pd.DataFrame) -> None:
    """Opens the drawer if a mark or a row was chosen, or the address names one; `shown` are the frames on the page."""
    wanted = drawer.wanted(KIND)
    if not wanted:
        return
    by_id = {row.get("event_id") or row["expected_id"]: row for rows in shown for row in rows_of(rows)}
    missing = tuple(key for key in wanted if key not in by_id)
    if missing:
        by_id |= {row["event_id"]: row for row in rows_of(reads.chosen(missing))}
        by_id |= {
            row["expected_id"]: row for row in rows_of(reads.expected(Filters())) if row["expected_id"] in missing
        }
    events = [by_id[key] for key in wanted if key in by_id]
    if not events:
        drawer.say_unknown(KIND, UNKNOWN, wanted)
        return
    title = _heading(events[0]) if len(events) == 1 else f"{len(events)} events"
    gone = len(wanted) - len(events)
    drawer.show(KIND, title, lambda: _drawer(events, gone))


def _drawer(events: list[Row], gone: int) -> None:
    if gone:
        st.warning(
            f"{gone} more that the link asks for {'is' if gone == 1 else 'are'} not in this database (any more)."
        )
    drawn = drawer.begun(events, AT_ONCE)
    proofs = reads.evidence([event["event_id"] for event in drawn if "event_id" in event])
    for event in drawn:
        if len(events) > 1:
            st.subheader(literal(_heading(event)), anchor=False, divider="gray")
        if "expected_id" in event:
            expectation.draw(event)
            continue
        of_event = rows_of(proofs[proofs["event_id"] == event["event_id"]])
        _facts(event, of_event)
        for number, proof in enumerate(of_event, start=1):
            with st.container(border=True):
                _proof(proof, f"Proof {number} of {len(of_event)}: " if len(of_event) > 1 else "")
    drawer.show_more(len(drawn), len(events), AT_ONCE)


def _heading(event: Row) -> str:
    if "expected_id" in event:
        return expectation.heading(event)
    drugs, parties = ", ".join(event["drugs"]), " and ".join(event["companies"])
    who = parties if event["subtype"] in SUBTYPES[EventType.COLLABORATION] else drugs or parties
    act = within(act_name(event["subtype"], event.get("agency", "")))
    return f"{who or 'Not named'}: {', '.join(part for part in (act, event.get('status', '')) if part)}"


def _facts(event: Row, proofs: list[Row]) -> None:
    """The event itself, how sure it is, and links to the profiles of its drugs and companies."""
    for line in _fact_lines(event):
        st.text(line)
    if event.get("status"):
        st.markdown(_how_far(event, proofs))
    st.markdown(f"**How sure:** {literal(_how_sure(event, proofs))}")
    with st.container(horizontal=True, gap="small"):
        named = reads.profiled()
        for part in ("drugs", "combination", "companies", "targets"):
            kind = OF_COLUMNS[part]
            for name in event.get(part, ()):
                links.to_profile(kind, named[kind].get(name, ""), name)


def _how_sure(event: Row, proofs: list[Row]) -> str:
    sites = [reads.outlet_kind(proof["url"]) for proof in proofs if proof["is_curated"] and proof["url"]]
    return trust(event, proofs, of_kind(reads.measures(), event["subtype"]), sites)


def _fact_lines(event: Row) -> list[str]:
    lines = (
        joined(event["when"], agency_in_full(event.get("agency", "")), event.get("region", "")),
        FIRST_WORDS.get(event.get("first_known", ""), ""),
        event.get("indication", ""),
        f"With {', '.join(event['combination'])}" if event.get("combination") else "",
        on_label(event.get("label", "")),
        joined(_money(event), event.get("territory", "")),
    )
    return [line for line in lines if line]


def joined(*parts: str) -> str:
    """`a · b`: what is there, and no dot beside what is not."""
    return " · ".join(part for part in parts if part)


def _money(event: Row) -> str:
    return f"Money: {event['money']}" if event.get("money") else ""


def _how_far(event: Row, proofs: list[Row]) -> str:
    """`Completed (by 21 Nov 2026, pmlive.com)`: the page is named where it is none of the proofs below."""
    words, url = literal(event["status"].capitalize()), event["status_source_url"]
    by = f"by {event['status_as_of']}" if event["status_as_of"] else ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    page = link(url, host) if host and url not in {proof["url"] for proof in proofs} else ""
    known = ", ".join(part for part in (by, page) if part)
    return f"{words} ({known})" if known else words


def _proof(proof: Row, number: str) -> None:
    if proof["is_curated"]:
        st.caption(f"{number}checked source, in our words".capitalize())
        st.text(proof["quote"])
        st.markdown(small(joined(link(proof["url"], proof["url"]), _sort(proof), drawer.checked(proof["checked_on"]))))
    else:
        _quote(proof, number)
    for remark in remarks(proof):
        st.markdown(small(_with_link(remark)))


def _sort(proof: Row) -> str:
    """What sort of page it is: a regulator's weighs more than a site that nobody here knows."""
    return reads.outlet_kind(proof["url"])


def _quote(proof: Row, number: str) -> None:
    st.caption(f"{number}read in an article".capitalize())
    before, quote, after = (html.escape(proof[part]) for part in ("before", "quote", "after"))
    st.html(f"<p>{before}<mark>{quote}</mark>{after}</p>")
    where = (
        literal(proof["source"] or ("" if proof["url"] else ADDED)),
        literal(proof["published"]),
        link(proof["url"], proof["title"] or proof["url"]),
        _sort(proof),
    )
    st.markdown(small(joined(*where)))
    for line in (also(proof["also_in"]), proof["note"], f"Read by the rule “{rule_words(proof['rule'])}”"):
        if line:
            st.caption(literal(line))


def _with_link(remark: str) -> str:
    """`Says otherwise: Date: 6 Jan 2026 (https://…)`, whose address is one to click on."""
    found = re.fullmatch(r"(.*) \((https?://\S+)\)", remark, re.DOTALL)
    return f"{literal(found[1])} ({link(found[2], found[2])})" if found else literal(remark)
