"""The one filter bar. The entry draws it, so that it keeps its values over page switches; it lives in the address.

The address is written by hand and not by `bind="query-params"`: binding puts the words of a choice into the address,
and ours carry counts that change. A link must hold ids, the same that Filters.to_query writes and scripts can write.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ci.filters import Filters
from ci.model import SUBTYPES, EventType
from ci.pages import reads
from ci.pages.page import Page
from ci.queries.choices import Choice

_FIRST_DAY, _LAST_DAY = date(1980, 1, 1), date(2040, 12, 31)


@dataclass(frozen=True)
class Field:
    """A list of the filter and its words."""

    name: str
    label: str
    nothing: str


FIELDS = (
    Field("companies", "Company", "All companies"),
    Field("targets", "Target", "All targets"),
    Field("mechanisms", "Mechanism", "All mechanisms"),
    Field("drugs", "Drug", "All drugs"),
    Field("subtypes", "Kind", "All kinds"),
    Field("agencies", "Agency", "All agencies"),
)


KEYS = (*(field.name for field in FIELDS), "since", "until", "confirmed")


def draw(page: Page) -> None:
    """Widgets in the sidebar; what they hold becomes `current()` and the address. Some pages have none."""
    is_switch = st.session_state.get("page_shown", page.path) != page.path
    st.session_state["page_shown"] = page.path
    if not page.uses:
        return
    _adopt_address(is_switch)
    with st.sidebar:
        _draw_lists(page)
        if "dates" in page.uses:
            _draw_dates()
        if "confirmed" in page.uses:
            st.toggle(
                "Confirmed only",
                key="filter_confirmed",
                persist_state="session",
                help="Only what a curated row with a checked source tells; without what was only read in articles",
            )
        st.button("Reset filters", icon=":material/filter_alt_off:", on_click=reset, disabled=_held().is_empty)
    _pin_address(_held())


def current() -> Filters:
    """What the bar holds."""
    return _held()


def reset() -> None:
    """Empties the bar; for callbacks, which run before the widgets are drawn."""
    show(Filters())


def show(filters: Filters) -> None:
    """Puts a filter into the bar; for callbacks and for the start of a run."""
    for field in FIELDS:
        st.session_state[f"filter_{field.name}"] = list(getattr(filters, field.name))
    st.session_state["filter_since"] = filters.since
    st.session_state["filter_until"] = filters.until
    st.session_state["filter_confirmed"] = filters.confirmed_only


def _held() -> Filters:
    state = st.session_state
    lists = {field.name: tuple(state.get(f"filter_{field.name}", ())) for field in FIELDS}
    return Filters(
        **lists,
        since=state.get("filter_since"),
        until=state.get("filter_until"),
        confirmed_only=bool(state.get("filter_confirmed", False)),
    )


def _adopt_address(is_switch: bool) -> None:
    """An address that was opened, pasted or gone back to fills the bar; a page switch, which empties it, does not."""
    told = Filters.from_query({key: st.query_params.get_all(key) for key in st.query_params})
    if told != st.session_state.get("address_written", Filters()) and not (is_switch and told.is_empty):
        show(told)


def _pin_address(filters: Filters) -> None:
    query = filters.to_query()
    for key in KEYS:
        wanted = query.get(key, [])
        values = [wanted] if isinstance(wanted, str) else list(wanted)
        if st.query_params.get_all(key) == values:
            continue
        if values:
            st.query_params[key] = values
        else:
            del st.query_params[key]
    st.session_state["address_written"] = filters


def _draw_lists(page: Page) -> None:
    offered = reads.choices()
    for field in FIELDS:
        if field.name not in page.uses:
            continue
        choices = {choice.id: choice for choice in _fitting(field.name, offered[field.name], page.kind)}
        key = f"filter_{field.name}"
        held = [value for value in st.session_state.get(key, ()) if value not in choices]
        st.multiselect(
            field.label,
            [*choices, *held],
            key=key,
            format_func=_words(choices),
            placeholder=field.nothing,
            label_visibility="collapsed",
            persist_state="session",
            filter_mode="contains",
        )


def _fitting(name: str, choices: Sequence[Choice], kind: EventType | None) -> Sequence[Choice]:
    """Kinds of acts on the page of acts, kinds of deals on the page of deals."""
    if name != "subtypes" or kind is None:
        return choices
    return [choice for choice in choices if choice.id in SUBTYPES[kind]]


def _words(choices: dict[str, Choice]) -> Callable[[str], str]:
    def words(value: str) -> str:
        choice = choices.get(value)
        return f"{choice.label} ({choice.count})" if choice else f"{value} (0)"

    return words


def _draw_dates() -> None:
    with st.container(horizontal=True, gap="small"):
        for name, label in (("filter_since", "Since"), ("filter_until", "Until")):
            st.date_input(
                label,
                value=None,
                key=name,
                min_value=_FIRST_DAY,
                max_value=_LAST_DAY,
                format="YYYY-MM-DD",
                persist_state="session",
                width=120,
            )
