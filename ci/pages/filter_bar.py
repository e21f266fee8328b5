"""The one filter bar. The entry draws it, so that it keeps its values over page switches; it lives in the address.

The address is written by hand and not by `bind="query-params"`: binding puts the words of a choice into the address,
and ours carry counts that change. A link must hold ids, the same that Filters.to_query writes and scripts can write.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ci.filters import ALMOST, FIRST_DAY, LAST_DAY, Filters, address_faults
from ci.model import SUBTYPES, EventType, agency_in_full
from ci.pages import choosing, date_boxes, reads
from ci.pages.asking import made
from ci.pages.page import Page
from ci.pages.text import literal
from ci.queries.choices import Choice
from ci.when import When


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
    Field("stages", "Stage", "All stages"),
    Field("subtypes", "Kind", "All kinds"),
    Field("agencies", "Agency", "All agencies"),
    Field("regions", "Region", "All regions"),
)


KEYS = (*(field.name for field in FIELDS), "since", "until", "confirmed")


def draw(page: Page) -> None:
    """Widgets in the sidebar; what they hold becomes `current()` and the address. Some pages have none."""
    is_switch = st.session_state.get("page_shown", page.path) != page.path
    st.session_state["page_shown"], st.session_state["page_uses"] = page.path, page.uses
    if not page.uses:
        return
    faults = address_faults(_address())
    _adopt_address(is_switch)
    with st.sidebar:
        if reads.is_counted(page.counted):
            st.caption(f"Behind each choice: the number of {page.counted} that it alone would leave.")
        # above the boxes, which grow and shrink with what is chosen: a button below them would slip from the pointer
        st.button("Reset filters", icon=":material/filter_alt_off:", on_click=reset, disabled=_held().is_empty)
        with st.container(gap="xsmall"):
            _draw_lists(page)
        if "dates" in page.uses:
            _draw_dates()
            date_boxes.count_what_is_typed()
        if "confirmed" in page.uses:
            st.toggle(
                f"Confirmed only ({reads.confirmed_count(page.kind):,})",
                key="filter_confirmed",
                persist_state="session",
                help="Takes away events that were only read in articles. Where all of them come from checked rows, it "
                "changes nothing.",
            )
        held = _held()
        if not (idle := _idle(page, held)).is_empty:
            st.caption(f"Kept for other pages, not used on this one: {literal(idle.sentence(reads.labels()))}")
    _pin_address(held)
    if faults:
        st.session_state["address_faults"] = (faults, held)
    _say_what_is_wrong(held, has_dates="dates" in page.uses)


def _say_what_is_wrong(filters: Filters, *, has_dates: bool) -> None:
    """What was left out of the address, until the filter is changed; dates between which nothing lies."""
    faults, then = st.session_state.get("address_faults", ([], filters))
    for fault in faults if then == filters else []:
        st.warning(literal(fault), icon=":material/filter_alt_off:")
    if has_dates and filters.is_crossed:
        since, until = When.day(filters.since or FIRST_DAY), When.day(filters.until or LAST_DAY)
        st.warning(
            f"The dates are crossed: since {since} is after until {until}, so nothing can match.",
            icon=":material/event_busy:",
        )
        st.button("Swap the dates", on_click=_swap, key="swap_dates")


def _swap() -> None:
    state = st.session_state
    state["filter_since"], state["filter_until"] = state["filter_until"], state["filter_since"]


def current() -> Filters:
    """What the bar holds, as far as it applies to this page."""
    return _part(_held(), st.session_state.get("page_uses", ()))


def _idle(page: Page, held: Filters) -> Filters:
    """What the bar holds and this page has no use for, kinds of other events too: other pages go on to use it."""
    parts = _part(
        held, [part for part in (*(field.name for field in FIELDS), "dates", "confirmed") if part not in page.uses]
    )
    if page.kind is None:
        return parts
    return replace(parts, subtypes=tuple(kind for kind in held.subtypes if kind not in SUBTYPES[page.kind]))


def _part(held: Filters, uses: Collection[str]) -> Filters:
    """Of what the bar holds the lists that are named, the "dates" and "confirmed"."""
    is_dated = "dates" in uses
    return Filters(
        **{field.name: getattr(held, field.name) for field in FIELDS if field.name in uses},
        since=held.since if is_dated else None,
        until=held.until if is_dated else None,
        confirmed_only=held.confirmed_only and "confirmed" in uses,
    )


def reset() -> None:
    """Empties the bar; for callbacks, which run before the widgets are drawn."""
    show(Filters())


def add_kinds(subtypes: Sequence[str]) -> None:
    """Lets these kinds in too; for callbacks."""
    st.session_state["filter_subtypes"] = list(dict.fromkeys([*_held().subtypes, *subtypes]))


def show(filters: Filters) -> None:
    """Puts a filter into the bar; for callbacks and for the start of a run."""
    wanted: dict[str, Any] = {field.name: list(getattr(filters, field.name)) for field in FIELDS}
    wanted |= {"since": filters.since, "until": filters.until, "confirmed": filters.confirmed_only}
    held = _held()
    for name, value in wanted.items():
        # a box that is written to is sent anew and drawn anew, the run after it once more: most hold what they held
        if value != _plain(held, name):
            st.session_state[f"filter_{name}"] = value


def _plain(held: Filters, name: str) -> Any:
    """What the bar holds under this name, as its widget does."""
    match name:
        case "since" | "until":
            return getattr(held, name)
        case "confirmed":
            return held.confirmed_only
        case _:
            return list(getattr(held, name))


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
    told = Filters.from_query(_address())
    if told != st.session_state.get("address_written", Filters()) and not (is_switch and told.is_empty):
        show(told)


def _address() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


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
    for key in ALMOST:
        if key in st.query_params:
            del st.query_params[key]
    st.session_state["address_written"] = filters


def _draw_lists(page: Page) -> None:
    offered = reads.choices(page.counted)
    for field in FIELDS:
        if field.name in page.uses:
            fitting = made(_fitting, field.name, offered[field.name], page.kind)
            others = _kept(field.name, fitting)
            _draw_list(field, fitting | others if others else fitting, reads.is_counted(page.counted))


def _draw_list(field: Field, choices: dict[str, Choice], has_count: bool) -> None:
    key = f"filter_{field.name}"
    sent = list(st.session_state.get(key, ()))
    held = choosing.ids(sent, choices)
    words = choosing.words(choices, held, has_count=has_count)
    told = list(map(words, held))
    if held != sent or told != st.session_state.get(f"drawn_{key}", []):
        # so that the browser shows the short words of what was chosen just now, with the count of this page and not of
        # the one before, and ids are held when it sent words
        st.session_state[key] = held
        st.session_state[f"drawn_{key}"] = told
    st.multiselect(
        field.label,
        [*choices, *(value for value in held if value not in choices)],
        key=key,
        format_func=words,
        placeholder=field.nothing,
        label_visibility="collapsed",
        persist_state="session",
        filter_mode="contains",
        select_all=False,  # else Enter chooses all that fit what was typed
    )
    if field.name == "agencies" and held:
        st.caption(literal("; ".join(map(agency_in_full, held))))


def _kept(name: str, fitting: Collection[str]) -> dict[str, Choice]:
    """What the bar holds and the page does not offer, under its own words."""
    held = [value for value in st.session_state.get(f"filter_{name}", ()) if value not in fitting]
    told = reads.labels() if held else {}
    return {value: Choice(value, told[value], 0) for value in held if value in told}


def _fitting(name: str, choices: Sequence[Choice], kind: EventType | None) -> dict[str, Choice]:
    """By id; kinds of acts on the page of acts, kinds of deals on the page of deals."""
    known = SUBTYPES[kind] if kind and name == "subtypes" else None
    return {choice.id: choice for choice in choices if known is None or choice.id in known}


def _draw_dates() -> None:
    for name, label in (("filter_since", "Since"), ("filter_until", "Until")):
        st.date_input(
            label,
            value=None,
            key=name,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            persist_state="session",
        )
