"""Unknown names: what was taken for a company or a drug and stands in no table; decided here, it holds at once."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ci.charts.rows import Row, rows_of
from ci.errors import CiError
from ci.frames import NAMES
from ci.model import Verdict
from ci.pages import head, table_files
from ci.pages.asking import kept
from ci.pages.table import plain_table
from ci.pages.text import link, literal, small, with_commands
from ci.queries import names as names_query
from ci.settings import load_settings

if TYPE_CHECKING:
    from ci.jobs.naming import Wish

UNDECIDED = ("name", "kind", "stories_count", "events_count", "example", "example_source", "example_url")
DECIDED = ("name", "kind", "decision", "entity_id", "decided_by", "decided_at", "why", "example_url")
VERDICTS = {
    Verdict.ALIAS: "Another name of a known one",
    Verdict.NEW: "New",
    Verdict.IGNORE: "Neither a company nor a drug",
}


def show() -> None:
    """The list with counts and sentences; a row opens the form."""
    head.title("Unknown names")
    undecided, decided = kept(names_query.names), kept(names_query.decided_names)
    _say_what_was_done()
    if undecided.empty:
        st.info("No unknown name waits for a decision.", icon=":material/done_all:")
    else:
        count = len(undecided)
        words = f"{count} name{'s' * (count != 1)} read as a company or a drug, in no table"
        table_files.head(
            f"To decide ({count})", table_files.Listed(undecided, NAMES, "unknown_names", words), "table_names"
        )
        st.text(f"{words}. Select a row to decide on it.")
        plain_table(undecided, NAMES, UNDECIDED, "table_names", lambda row: _choose(undecided, row))
        _chosen(undecided)
    if len(decided):
        words = f"Decided ({len(decided)})"
        table_files.head(words, table_files.Listed(decided, NAMES, "decided_names", f"Names: {words}"), "table_decided")
        plain_table(decided, NAMES, DECIDED, "table_decided")
        st.caption(
            "`apoptoscope names export` writes these as rows for the curated tables; `apoptoscope names undo` takes "
            "one back."
        )


def _choose(undecided: pd.DataFrame, row: int) -> None:
    st.session_state["name_chosen"] = (undecided["kind"].iloc[row], undecided["name_id"].iloc[row])


def _chosen(undecided: pd.DataFrame) -> None:
    chosen = st.session_state.get("name_chosen")
    row = next((row for row in rows_of(undecided) if (row["kind"], row["name_id"]) == chosen), None)
    if row is None:
        return
    with st.container(border=True):
        st.subheader(literal(f"{row['name']}: which {row['kind']} is it?"), anchor=False)
        _examples(row)
        _form(row)


def _examples(row: Row) -> None:
    if row["example"]:
        st.text(row["example"])
        where = [literal(row[part]) for part in ("example_source", "example_published") if row[part]]
        st.markdown(small(" · ".join([*where, link(row["example_url"], row["example_url"])])))
    for example in row["more_examples"]:
        st.text(example)
    if len(row["spellings"]) > 1:
        st.caption(literal(f"Written as {', '.join(row['spellings'])}"))


def _form(row: Row) -> None:
    verdict = st.radio("It is", list(VERDICTS), format_func=VERDICTS.__getitem__, key="name_verdict")
    alias_of = mechanism = ""
    if verdict is Verdict.ALIAS:
        held = kept(names_query.known, row["kind"])
        alias_of = st.selectbox("Of", list(held), index=None, format_func=held.__getitem__, key="name_alias") or ""
    elif verdict is Verdict.NEW and row["kind"] == "drug":
        ways = kept(names_query.categories)
        mechanism = (
            st.selectbox(
                "Mechanism, if it is apoptosis-targeted",
                list(ways),
                index=None,
                format_func=ways.__getitem__,
                key="name_mechanism",
            )
            or ""
        )
    by, why = st.text_input("Your name", key="name_by"), st.text_input("Why", key="name_why")
    from ci.jobs.naming import Wish  # it can read articles anew, which the first page does not need

    wish = Wish(row["name_id"], verdict, row["kind"], alias_of, mechanism, by, why)
    is_whole = bool(by.strip()) and (verdict is not Verdict.ALIAS or bool(alias_of))
    st.button("Decide", type="primary", on_click=_decide, args=(wish,), disabled=not is_whole, key="name_decide")


def _decide(wish: "Wish") -> None:
    """What was done, or why not, is said by the run that follows."""
    from ci.jobs.naming import decide

    try:
        done = decide(load_settings(), wish, datetime.now(UTC))
    except CiError as error:
        st.session_state["name_said"] = (False, str(error))
        return
    st.session_state.pop("name_chosen", None)
    st.session_state["name_why"] = ""
    count = done.articles_count
    words = f"{done.decision.name} is decided; {count} article{'s' * (count != 1)} read again."
    st.session_state["name_said"] = (True, words)


def _say_what_was_done() -> None:
    is_done, words = st.session_state.pop("name_said", (True, ""))
    if words:
        (st.success if is_done else st.error)(with_commands(words))
