"""Profiles: one company, drug or target, reachable by a link such as /profile?drug=venetoclax."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from ci.charts.rows import Row, rows_of
from ci.filters import Filters
from ci.frames import APPROVALS, CLINICAL, COLLABORATIONS, FACTS, LANDSCAPE, Frame
from ci.pages import choosing, drawer, drugs_drawer, head, latest, links, proof, reads, table_files
from ci.pages.asking import made
from ci.pages.profiled import WITH, in_text
from ci.pages.table import WRAPPED_PX, events_table, plain_table
from ci.pages.text import link, literal, small
from ci.queries.choices import Choice
from ci.queries.cited import Page
from ci.queries.facts import Fact, in_rows
from ci.queries.landscape import by_drug
from ci.queries.outlet_kinds import site_of
from ci.queries.profile import PARTS

LISTED, CITED = 10, 4
NAMING = {
    **dict.fromkeys(("Found by", "Owned today by", "Belongs to", "Owns"), "company"),
    "Acts on": "target",
}
"""What is known as names that have profiles of their own."""
NOT_NOTED = "no page noted for this line"
ACTS = ("when", "drugs", "subtype", "agency", "indication", "source_url")
OF_COMPANY = ("when", "drugs", "subtype", "agency", "companies", "indication", "combination", "source_url")
"""Who got an act, and with what its drug is given, tells why an act of others stands with a company."""
OWN_OR_OTHERS = (
    "Acts that it got, and acts that others got (“Companies”) for drugs that it owns or found, also given with theirs "
    "(“With”)."
)
DEALS = {"companies": 300, "subtype": 155, "drugs": 190, "money": 235}
TRIALS = {"subtype": 110, "drugs": 150, "phase": 75, "proof": 470}
BESIDE = {"company": "Partners", "drug": "Other drugs on its targets", "target": "Other targets of its mechanism"}


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
    above, tables = head.place_kept_free(), head.place()
    with tables:  # first: a browser takes a while until a table is whole, and the rest is made meanwhile
        if kind != "drug":
            _drugs(filters)
        shown = _events(filters)
    with above:
        st.header(literal(reads.labels().get(key, key)), anchor=False)
        _named_with(kind, key)
        latest.show(filters)
        _facts(kind, key)
    _news(kind, key, filters)
    proof.open_if_asked(*shown)
    drugs_drawer.open_if_asked(reads.landscape(filters))


def _drugs(filters: Filters) -> None:
    """Lists them; a click on a row opens its sources."""
    drugs = reads.landscape(filters)
    if len(drugs):
        listed = made(by_drug, drugs)
        _head(filters, "Drugs", listed, LANDSCAPE, "profile_drugs")
        columns = ("drug", "target", "mechanism", "peak_stage", "stage", "companies")
        ask = partial(drugs_drawer.ask_for_row, listed, table="profile_drugs")
        plain_table(listed, LANDSCAPE, columns, "profile_drugs", ask)


def _named_with(kind: str, key: str) -> None:
    """Links to those named in the same cell of the table that led here, until another profile is chosen."""
    if st.session_state.get("profile_of_with", (kind, key)) != (kind, key) and WITH in st.query_params:
        del st.query_params[WITH]
    st.session_state["profile_of_with"] = (kind, key)
    names = reads.labels()
    others = [other for other in st.query_params.get_all(WITH) if other in names and other != key]
    if others:
        st.caption("Named with it where you came from")
        with st.container(horizontal=True, gap="small"):
            for other in others:
                links.to_profile(kind, other, names[other])


def _only(kind: str, key: str) -> Filters:
    query = {PARTS[kind]: [key]}
    return Filters.from_query(query)


def _chosen(offered: dict[str, list[Choice]]) -> tuple[str, str]:
    """The kind and id in the address, which the two widgets change."""
    _adopt_address()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = str(
            st.segmented_control(
                "Profile of a",
                list(PARTS),
                required=True,
                format_func=str.capitalize,
                width="content",
                key="profile_kind",
                on_change=_forget,
            )
        )
        key = _pick_name(made(_by_id, offered[PARTS[kind]]))
    for other in PARTS:
        if other in st.query_params and (other != kind or not key):
            del st.query_params[other]
    written = (kind, key) if key else ("", "")
    if key and (st.query_params.get(kind) != key or st.session_state.get("profile_written") != written):
        st.query_params[kind] = key  # a link from profile to profile does not write the address itself
    st.session_state["profile_written"] = written
    return kind, key


def _by_id(choices: Sequence[Choice]) -> dict[str, Choice]:
    return {choice.id: choice for choice in choices}


def _adopt_address() -> None:
    """A link that was opened or followed fills the two widgets."""
    told = next(((kind, st.query_params[kind]) for kind in PARTS if st.query_params.get(kind)), ("", ""))
    if told != st.session_state.get("profile_written", ("", "")) or "profile_kind" not in st.session_state:
        st.session_state["profile_kind"] = told[0] or "drug"
        st.session_state["profile_name"] = told[1] or None


def _forget() -> None:
    """Another kind was chosen: the name is none of it."""
    st.session_state["profile_name"] = None


def _pick_name(choices: dict[str, Choice]) -> str:
    """A box that is searched by every name in every script."""
    held = st.session_state.get("profile_name")
    if held:
        (held,) = choosing.ids([held], choices)
    if held != st.session_state.get("profile_drawn"):
        st.session_state["profile_name"] = st.session_state["profile_drawn"] = held
    ids: Sequence[str] = [*choices, *([held] if held and held not in choices else [])]
    picked = st.selectbox(
        "Name",
        ids,
        index=None,
        key="profile_name",
        format_func=choosing.words(choices, [held] if held else [], has_count=False),
        placeholder="Type any of its names …",
        filter_mode="contains",
    )
    return picked or ""


def _facts(kind: str, key: str) -> None:
    """Each with the page that says it; then who stands beside it."""
    told = reads.facts(kind, key)
    _head(_only(kind, key), "What is known", made(in_rows, told), FACTS, "profile_facts", has_count=False)
    if told:
        row = _narrow_row if head.is_narrow() else _row
        st.table([row(fact) for fact in told], alt=f"What is known of this {kind}")
    beside = reads.neighbours(kind, key)
    if beside:
        st.caption(BESIDE[kind])
        with st.container(horizontal=True, gap="small"):
            for one in beside:
                links.to_profile(one.kind, one.id, one.name, one.why)


def _known(fact: Fact) -> str:
    kind = NAMING.get(fact.what)
    return in_text(kind, fact.known, reads.profiled()[kind]) if kind else literal(fact.known)


def _row(fact: Fact) -> dict[str, str]:
    return {"What": fact.what, "Known": _known(fact), "Source of this line": _source(fact)}


def _narrow_row(fact: Fact) -> dict[str, str]:
    """Two columns: a third one would be cut off by the edge of a phone."""
    return {"What": fact.what, "Known, and who says so": f"{_known(fact)} {small(f'· {_source(fact)}')}"}


def _source(fact: Fact) -> str:
    pages = " · ".join(map(_cited, fact.pages[:CITED]))
    more = f" and {len(fact.pages) - CITED} more" * (len(fact.pages) > CITED)
    return f"{pages}{more}" or literal(fact.said_by) or NOT_NOTED


def _cited(page: Page) -> str:
    """`onclive.com (press), checked in Nov 2026`; of a part of the fact it says of which."""
    host, of = link(page.url, site_of(page.url)), f"{literal(page.of)}: " * bool(page.of)
    if page.is_lookup:
        return f"look up at {host}"
    seen = f", {literal(drawer.checked(page.checked_on))}" if page.checked_on else ""
    return f"{of}{host} ({literal(page.kind)}){seen}"


def _events(filters: Filters) -> tuple[pd.DataFrame, ...]:
    """The frames of the tables that it shows."""
    acts, deals, trials = reads.approvals(filters), reads.collaborations(filters), reads.clinical(filters)
    _head(filters, "Regulatory acts", acts, APPROVALS, "profile_acts", reads.approvals_count(filters))
    if len(acts):
        if filters.companies:
            st.caption(OWN_OR_OTHERS)
        if said := _on_other_labels(int((acts["label"] != "").sum())):
            st.caption(said)
        events_table(acts, APPROVALS, OF_COMPANY if filters.companies else ACTS, "profile_acts")
    _head(filters, "Deals", deals, COLLABORATIONS, "profile_deals", reads.deals_count(filters))
    if len(deals):
        columns = ("when", "companies", "subtype", "drugs", "money", "source_url")
        events_table(deals, COLLABORATIONS, columns, "profile_deals", widths=DEALS, row_px=WRAPPED_PX)
    _head(filters, "Clinical events", trials, CLINICAL, "profile_trials", reads.trials_count(filters))
    if len(trials):
        told = ("when", "drugs", "subtype", "phase", "proof", "indication", "source_url")
        events_table(trials, CLINICAL, told, "profile_trials", widths=TRIALS, row_px=WRAPPED_PX)
    return acts, deals, trials


def _on_other_labels(count: int) -> str:
    """Of the acts that are counted above those that are no acts on the drug itself."""
    if not count:
        return ""
    are = "1 of them is" if count == 1 else f"{count} of them are"
    return f"{are} on the label of a drug given with it (“label of …”): no act on the drug’s own label."


def _news(kind: str, key: str, filters: Filters) -> None:
    articles = reads.news(filters, LISTED)
    st.subheader(_words("News", len(articles), is_more=len(articles) == LISTED), anchor=False)
    if len(articles):
        st.markdown("\n\n".join(map(_told, rows_of(articles))))  # as one piece: each would be laid out by itself
        links.to_page("news", "Search all of its news", {"q": f"{kind}:{key}"})


def _told(article: Row) -> str:
    told = " · ".join(literal(part) for part in (article["source"], article["published"]) if part)
    return f"{link(article['url'], article['title'] or article['url'])} {small(told)}"


def _head(
    filters: Filters,
    title: str,
    rows: pd.DataFrame,
    shape: Frame,
    key: str,
    left: int | None = None,
    has_count: bool = True,
) -> None:
    """The title of a table, with its files where it has rows."""
    words = _words(title, len(rows), left) if has_count else title
    if rows.empty:
        st.subheader(words, anchor=False)
        return
    sentence = f"{filters.sentence(reads.labels())}: {words}"
    listed = table_files.Listed(rows, shape, title.lower().replace(" ", "_"), sentence, filters)
    table_files.head(words, listed, key)


def _words(title: str, count: int, left: int | None = None, *, is_more: bool = False) -> str:
    """`left` is how many there are, where no more than the newest are shown."""
    of = f" of {left:,}" if left and left > count else ""
    shown = f"the {count:,} newest{of}" if is_more or of else str(count)
    return f"{title} ({shown})" if count else f"{title}: none collected yet"
