"""About: how it is made, what the words mean, which version this is."""

import streamlit as st

from ci import __version__
from ci.pages import head, measured, reads, words
from ci.pages.licences import LICENCES
from ci.pages.text import literal

METHOD = {
    "What is curated": (
        "Tables of drugs, targets, companies, regulatory acts, deals and outcomes of trials are kept by hand. One row "
        "is one checked fact with the page that says it and the day on which that page was read. These rows are here "
        "before any feed has answered."
    ),
    "What is read": (
        "Feeds are asked in turn. Each article is searched for names and for sentences that report an act, by written "
        "rules and by small models trained on examples; "
        "none of them writes anything. An event is kept only with "
        "the exact words that prove it; the rule that read it, or that the model did, is named beside the quote, and "
        "what the words do not state is marked as inferred."
    ),
    "When sources tell the same": (
        "Several reports of one act become one event with several proofs. Where they disagree on a date or an amount, "
        "the values stand side by side; none is dropped in silence."
    ),
    "What it does not say": (
        "A missing approval is not evidence that there is none. Dates are shown as precisely as they are known: a "
        "month is never turned into a day. Planned submissions and target dates are no events: they stand on the "
        "timeline as hollow marks, with the dates that were given up before."
    ),
}


def show() -> None:
    """Method in plain words, abbreviations, versions."""
    head.title("About Apoptoscope")
    counts = reads.counts()
    events = counts["regulatory"] + counts["collaboration"] + counts["clinical"]
    st.text(
        f"{counts['drugs']:,} drugs, {counts['companies']:,} companies, {events:,} events, "
        f"{counts['articles']:,} articles from {counts['sources']:,} sources"
    )
    for title, said in METHOD.items():
        st.subheader(title, anchor=False)
        st.text(said)
    st.subheader("How well it reads, measured", anchor=False)
    measured.show()
    st.subheader("Words and abbreviations", anchor=False)
    st.table([{"Word": word, "Meaning": meaning} for word, meaning in words.in_order()], alt="Words and abbreviations")
    st.subheader("Whose data, and under what terms", anchor=False)
    st.table([{"Source": source, "Terms": terms} for source, terms in LICENCES], alt="Sources of data and their terms")
    st.caption("As far as known on 22 Nov 2026; terms change, so look there before you pass data on.")
    st.subheader("Versions", anchor=False)
    st.markdown(literal(f"Apoptoscope {__version__} · curated data {reads.data_version() or 'not loaded'}"))
