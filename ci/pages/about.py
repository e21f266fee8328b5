"""About: how it is made, what the words mean, which version this is."""

import streamlit as st

from ci import __version__
from ci.model import AGENCIES
from ci.pages import head, reads
from ci.pages.text import literal

METHOD = {
    "What is curated": (
        "Tables of drugs, targets, companies, regulatory acts and deals are kept by hand. One row is one checked fact "
        "with the page that says it and the day on which that page was read. These rows are here before any feed has "
        "answered."
    ),
    "What is read": (
        "Feeds are asked in turn. Each article is searched for names and for sentences that report an act, by written "
        "rules and not by a language model. An event is kept only with the exact words that prove it; the rule that "
        "read it is named beside the quote, and what the words do not state is marked as inferred."
    ),
    "When sources tell the same": (
        "Several reports of one act become one event with several proofs. Where they disagree on a date or an amount, "
        "the values stand side by side; none is dropped in silence."
    ),
    "What it does not say": (
        "A missing approval is not evidence that there is none. Dates are shown as precisely as they are known: a "
        "month is never turned into a day. Planned submissions and target dates are not shown as events."
    ),
}

WORDS = {
    "IND": "Investigational new drug application: permission to begin trials in people",
    "CRL": "Complete response letter: the FDA's answer that an application cannot be approved as it is",
    "Conditional approval": "Approval on early evidence, to be confirmed; accelerated approval in the United States",
    "BCL-2, BCL-XL, MCL-1": "Proteins that keep damaged cells alive; BH3 mimetics block them",
    "MDM2": "The protein that marks p53 for destruction",
    "IAP": "Inhibitor of apoptosis proteins; SMAC mimetics degrade them",
    "DR4, DR5": "Death receptors that TRAIL binds (TNFRSF10A, TNFRSF10B)",
    "n": "The number of rows in a picture",
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
    for title, words in METHOD.items():
        st.subheader(title, anchor=False)
        st.text(words)
    st.subheader("Words and abbreviations", anchor=False)
    regions = {agency: f"Regulator, {region}" for agency, region in AGENCIES.items()}
    st.table(
        [{"Word": word, "Meaning": meaning} for word, meaning in (WORDS | regions).items()],
        alt="Words and abbreviations",
    )
    st.subheader("Versions", anchor=False)
    st.markdown(literal(f"Apoptoscope {__version__} · curated data {reads.data_version() or 'not loaded'}"))
