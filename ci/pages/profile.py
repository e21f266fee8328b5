"""Profiles: one company, drug or target, reachable by a link such as /profile?drug=venetoclax."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ci.charts.rows import rows_of
from ci.charts.theme import mechanism_name
from ci.filters import Filters
from ci.frames import APPROVALS, CLINICAL, COLLABORATIONS, LANDSCAPE
from ci.pages import head, proof, reads
from ci.pages.table import events_table, plain_table
from ci.pages.text import link, literal, small
from ci.queries.choices import Choice
from ci.queries.landscape import by_drug

KINDS = {"drug": "drugs", "company": "companies", "target": "targets"}
"""What has a profile, which is also the key in the address -> the part of the filter that holds its id."""


def show() -> None:
    """What, who, stage, acts, deals, trials and news of one company, drug or target."""
    head.title("Profiles")
    kind, key = _chosen(reads.choices())
    if not key:
        st.info("Choose a drug, a company or a target to see all that is known of it.", icon=":material/badge:")
        return
    if key not in reads.labels():
        st.warning(f"No {kind} is known under {literal(repr(key))}. Choose one above.", icon=":material/help:")
        return
    filters = _only(kind, key)
    st.header(literal(reads.labels().get(key, key)), anchor=False)
    drugs = reads.landscape(filters)
    if kind == "drug" and len(drugs):
        _drug(drugs)
    elif len(drugs):
        listed = by_drug(drugs)
        _section("Drugs", len(listed))
        plain_table(
            listed, LANDSCAPE, ("drug", "target", "mechanism", "peak_stage", "stage", "companies"), "profile_drugs"
        )
    _events(filters)
    _news(filters)


def _only(kind: str, key: str) -> Filters:
    query = {KINDS[kind]: [key]}
    return Filters.from_query(query)


def _chosen(offered: dict[str, list[Choice]]) -> tuple[str, str]:
    """The kind and id in the address, which the two widgets change."""
    told = next((kind for kind in KINDS if st.query_params.get(kind)), "")
    kinds = list(KINDS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control(
            "Of a", kinds, default=told or "drug", required=True, format_func=str.capitalize, width="content"
        )
        choices = {choice.id: choice for choice in offered[KINDS[str(kind)]]}
        told_id = st.query_params.get(str(kind), "")
        ids: Sequence[str] = [*choices, *([told_id] if told_id and told_id not in choices else [])]
        place = list(ids).index(told_id) if told_id in ids else None
        key = st.selectbox(
            "Name",
            ids,
            index=place,
            format_func=lambda i: choices[i].label if i in choices else i,
            placeholder="Choose …",
        )
    for other in KINDS:
        if other in st.query_params and (other != kind or not key):
            del st.query_params[other]
    if key and st.query_params.get(str(kind)) != key:
        st.query_params[str(kind)] = key
    return str(kind), key or ""


def _drug(drugs: pd.DataFrame) -> None:
    rows = rows_of(drugs)
    drug = rows[0]
    today = f"{drug['stage']} (as of {drug['stage_as_of']})" if drug["stage"] else "no checked source"
    facts = {
        "Mechanism": mechanism_name(drug["mechanism_id"]),
        "Acts on": ", ".join(row["target"] for row in rows),
        "Furthest stage": drug["peak_stage"] or "not known",
        "Stage today": today,
        "Owner": ", ".join(drug["companies"]) or "not known",
        "For": ", ".join(drug["indications"]) or "not known",
    }
    st.table([{"What": what, "Known": known} for what, known in facts.items()], alt="What is known of the drug")
    st.markdown(small(f"{link(drug['source_url'], drug['source_url'])} · checked on {literal(drug['checked_on'])}"))


def _events(filters: Filters) -> None:
    acts, deals, trials = reads.approvals(filters), reads.collaborations(filters), reads.clinical(filters)
    _section("Regulatory acts", len(acts))
    if len(acts):
        events_table(
            acts, APPROVALS, ("when", "drugs", "subtype", "agency", "indication", "source_url"), "profile_acts"
        )
    _section("Deals", len(deals))
    if len(deals):
        columns = ("when", "companies", "subtype", "drugs", "upfront_usd_m", "total_usd_m", "source_url")
        events_table(deals, COLLABORATIONS, columns, "profile_deals")
    _section("Clinical events", len(trials))
    if len(trials):
        events_table(
            trials, CLINICAL, ("when", "drugs", "subtype", "phase", "indication", "source_url"), "profile_trials"
        )
    proof.open_if_asked(acts, deals, trials)


def _news(filters: Filters) -> None:
    articles = reads.news(filters, 10)
    _section("News", len(articles))
    for article in rows_of(articles):
        st.markdown(link(article["url"], article["title"] or article["url"]))


def _section(title: str, count: int) -> None:
    st.subheader(f"{title} ({count})" if count else f"{title}: none known", anchor=False)
