"""Sources: what is asked for news, and what each last answered."""

import hashlib
import re
from functools import partial

import pandas as pd
import streamlit as st

from ci.charts.rows import Row, rows_of
from ci.charts.theme import short
from ci.frames import SOURCES
from ci.pages import drawer, head, reads, source_desk, table_files
from ci.pages.table import plain_table
from ci.pages.text import link, literal, small

FINE = ("fine", "nothing new", "not asked yet", "quiet for unusually long", "paused", "off")
QUIET = "quiet for unusually long"
KIND_WORDS = {
    "rss": "feed",
    "json-feed": "feed",
    "page": "one page",
    "listing": "page of links",
    "pubmed": "PubMed",
    "europepmc": "Europe PMC",
    "clinicaltrials": "ClinicalTrials.gov",
    "openfda": "openFDA",
    "ema": "EMA medicines",
    "edgar": "SEC filings",
}
WAITING, UNREAD = "not asked yet", "this kind of source is not read yet"
TALL_PX, LETTERS = 62, 105
"""Room for three lines, and what fits into them: a click on a row opens its texts whole."""

WIDTHS = {
    "name": 155,
    "state": 135,
    "last_error": 300,
    "note": 300,
    "last_good_at": 105,
    "next_poll_at": 105,
    "kind": 110,
    "new_count": 115,
    "trend": 190,
}

OFF, FAULTY = "Switched off", "Could not be read"
UNREACHED, MANY = "could not be reached: ", 8
"""So many sources with one reason are told in one sentence."""
_ADDRESS = re.compile(r"^https?://\S+ ")
"""What an error may begin with: it would fill the cell, and stands in the drawer."""
PARTS = {
    FAULTY: ("name", "state", "last_error", "last_good_at", "next_poll_at"),
    "Answered": ("name", "state", "note", "new_count", "last_good_at", "next_poll_at", "trend"),
    "Not asked yet": ("name", "kind", "url"),
    "Of a kind that is not read yet": ("name", "kind"),
    "Paused": ("name", "state", "new_count", "last_good_at", "note"),
    OFF: ("name", "note", "kind"),
}
"""Part of the page -> the columns of its table."""


def show() -> None:
    """State of each source in words; what could not be reached first."""
    head.title("Sources")
    source_desk.show()
    sources = stated(reads.sources(), readable_kinds()).replace({"kind": KIND_WORDS})
    if sources.empty:
        st.info("No source yet. “Add a source” above takes the address of a feed or a page.", icon=":material/inbox:")
        return
    st.text(summary(sources))
    for title, part in _parts(sources).items():
        shared, rest = alike(part) if title == FAULTY else ({}, part)
        for reason, of_reason in shared.items():
            _fold(reason, of_reason)
        if len(rest):
            _table(title, rest)
    _open_if_asked(sources)


def alike(part: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Reason -> the sources that it kept from being read, where many have it: no network makes one line of seventy
    alike. Then the others."""
    reasons = part["last_error"].map(lambda error: str(error).partition(UNREACHED)[2].strip())
    counts = reasons[reasons != ""].value_counts()
    shared = {str(reason): part[reasons == reason] for reason, count in counts.items() if count >= MANY}
    return shared, part[~reasons.isin(list(shared))]


def _fold(reason: str, part: pd.DataFrame) -> None:
    """One sentence for all of them, the table below it folded away."""
    key = f"table_reason_{hashlib.sha256(reason.encode()).hexdigest()[:8]}"
    words = f"Could not be reached ({len(part)})"
    table_files.head(words, _files(part, f"{words}: {reason}"), key)
    all_ = "All of these" if len(part) > 1 else "This one"
    st.text(f"{all_} for the same reason: {reason}. Each is asked again at the time in its row.")
    with st.expander(f"Show the {len(part)} sources"):
        columns = ("name", "last_good_at", "next_poll_at", "kind")
        plain_table(part, SOURCES, columns, key, partial(_ask, part), widths={**WIDTHS, "name": 300})


def _table(title: str, part: pd.DataFrame) -> None:
    """Those that nobody asks are folded away: readers come for the others."""
    words, key = f"{title} ({len(part)})", f"table_{title.replace(' ', '_').lower()}"
    with st.expander(f"{words}: not asked, and why") if title == OFF else st.container():
        table_files.head(words, _files(part, words), key)
        high = TALL_PX if {"last_error", "note"} & set(PARTS[title]) else None
        plain_table(_cut(part), SOURCES, PARTS[title], key, partial(_ask, part), row_px=high, widths=WIDTHS)


def _files(part: pd.DataFrame, sentence: str) -> table_files.Listed:
    return table_files.Listed(part, SOURCES, "sources", f"Sources: {sentence}")


@st.cache_resource(show_spinner=False)
def readable_kinds() -> frozenset[str]:
    """Asked of the poller itself, and only here: its parsers take a second to load."""
    from ci.jobs.polling import KINDS

    return frozenset(KINDS)


def stated(sources: pd.DataFrame, readable: frozenset[str]) -> pd.DataFrame:
    """The same, where a source that nobody asks because of its kind says so."""
    unread = sources["is_on"] & ~sources["kind"].isin(list(readable)) & (sources["state"] == WAITING)
    return sources.assign(state=sources["state"].where(~unread, UNREAD))


def summary(sources: pd.DataFrame) -> str:
    """ "68 of 79 sources answered as they should; 5 did not, 6 were not asked yet. 19 more are switched off."."""
    parts = {title: len(part) for title, part in _parts(sources).items()}
    on = len(sources) - parts[OFF] - parts["Paused"]
    waiting = parts["Not asked yet"]
    if waiting == on:
        return f"No source was asked yet; {on} will be, in turn. Times are UTC."
    if parts[FAULTY] == on:
        return f"None of the {on} sources could be read so far. {parts[OFF]} more are switched off. Times are UTC."
    unread = parts["Of a kind that is not read yet"]
    quiet = int((sources["state"] == QUIET).sum())
    said = f"{parts['Answered']} of {on} sources answered as they should, {parts[FAULTY]} did not"
    said += f"; {waiting} not asked yet" * bool(waiting) + f"; {unread} of a kind that is not read yet" * bool(unread)
    said += f". {quiet} of them {'is' if quiet == 1 else 'are'} quiet for unusually long" * bool(quiet)
    said += f". {parts['Paused']} more {'is' if parts['Paused'] == 1 else 'are'} paused" * bool(parts["Paused"])
    return f"{said}. {parts[OFF]} more are switched off. Times are UTC."


def _parts(sources: pd.DataFrame) -> dict[str, pd.DataFrame]:
    rests = sources["is_on"] & sources["is_paused"]
    on, state = sources["is_on"] & ~rests, sources["state"]
    waiting, unread = on & (state == WAITING), on & (state == UNREAD)
    faulty = on & ~state.isin(FINE) & ~unread
    chosen = (faulty, on & ~faulty & ~waiting & ~unread, waiting, unread, rests, ~sources["is_on"])
    return {title: _noted_first(sources[part]) for title, part in zip(PARTS, chosen, strict=True)}


def _noted_first(part: pd.DataFrame) -> pd.DataFrame:
    """Those that are quiet, then those of which there is something to say: all the others are as they should be."""
    noted = part.sort_values("note", key=lambda note: note == "", kind="stable")
    return noted.sort_values("state", key=lambda state: state != QUIET, kind="stable")


def _cut(part: pd.DataFrame) -> pd.DataFrame:
    """Long texts as they fit into a high row."""
    return part.assign(
        last_error=part["last_error"].map(lambda text: short(_ADDRESS.sub("", text), LETTERS)),
        note=part["note"].map(lambda text: short(text, LETTERS)),
    )


def _ask(part: pd.DataFrame, row: int) -> None:
    drawer.ask("source", [str(part["source_id"].iloc[row])])


def _open_if_asked(sources: pd.DataFrame) -> None:
    wanted = drawer.wanted("source")[:1]
    found = rows_of(sources[sources["source_id"].isin(wanted)])
    if wanted and not found:
        drawer.say_unknown("source", "No source of this database has the key that the link names.", wanted)
    for source in found:
        drawer.show("source", source["name"], partial(_drawer, source))


def _drawer(source: Row) -> None:
    """All that is known of one source, nothing cut."""
    st.text(f"{source['state'][:1].upper()}{source['state'][1:]}")
    if source["last_error"]:
        st.caption("Last error, whole")
        st.text(source["last_error"])
    if source["note"]:
        st.caption("Note")
        st.text(source["note"])
    st.markdown(small(f"Address: {link(source['url'], source['url'])}"))
    if "{drugs}" in source["url"]:
        st.caption("{drugs} in it stands for the names of all drugs in our tables.")
    for words, at in (("Last good poll", source["last_good_at"]), ("Next poll", source["next_poll_at"])):
        st.caption(f"{words}: {at:%d %b %Y, %H:%M} UTC" if not pd.isna(at) else f"{words}: none")
    st.caption(f"{source['articles_count']:,} articles kept · read as {literal(source['kind'])}")
    st.caption(f"{source['new_count']:,} new in 30 days: {source['trend']}")
    source_desk.of_source(source)
