"""Sources: what is asked for news, and what each last answered."""

import pandas as pd
import streamlit as st

from ci.frames import SOURCES
from ci.pages import head, reads
from ci.pages.table import plain_table

COLUMNS = ("name", "state", "articles_count", "last_good_at", "next_poll_at", "last_error", "note", "kind", "url")
FINE = ("fine", "nothing new", "not asked yet", "off")


def show() -> None:
    """State of each source in words; what could not be reached first."""
    head.title("Sources")
    sources = reads.sources()
    if sources.empty:
        st.info("No source yet. `apoptoscope sources add URL` adds one.", icon=":material/inbox:")
        return
    st.text(summary(sources))
    for title, part in _parts(sources):
        if len(part):
            st.subheader(f"{title} ({len(part)})", anchor=False)
            plain_table(part, SOURCES, COLUMNS, f"table_{title}")


def summary(sources: pd.DataFrame) -> str:
    """ "12 of 98 sources could not be read, 80 were, 6 were not asked yet; 19 are switched off"."""
    on = sources[sources["is_on"]]
    waiting = int((on["state"] == "not asked yet").sum())
    faulty = int((~on["state"].isin(FINE)).sum())
    fine = len(on) - waiting - faulty
    return (
        f"{fine} of {len(on)} sources answered as they should, {faulty} did not, {waiting} were not asked yet; "
        f"{len(sources) - len(on)} more are switched off. Times are UTC."
    )


def _parts(sources: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    on, state = sources["is_on"], sources["state"]
    waiting = on & (state == "not asked yet")
    faulty = on & ~state.isin(FINE)
    return [
        ("Could not be read", sources[faulty]),
        ("Answered", sources[on & ~faulty & ~waiting]),
        ("Not asked yet", sources[waiting]),
        ("Switched off", sources[~on]),
    ]
