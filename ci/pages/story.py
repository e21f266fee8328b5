"""A story as it stands in a list: title, the passage that was found, who carries it, the names in it."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from ci.pages import proof
from ci.pages.text import ADDED, also, safe_url
from ci.queries.search.hits import Hit, Name
from ci.queries.search.marks import Piece

LINK = "color:inherit"
MARK = "color:#111;background:#ffe58a"
"""The browser's own blue and yellow are too dark or too bright in one of the themes."""


def show(hit: Hit, number: int) -> None:
    """One story; a button opens the proofs of the events that were read in it."""
    with st.container(border=True, horizontal=bool(hit.event_ids), vertical_alignment="top", gap="small"):
        # a box in a box for every story is what the browser lays out longest: only where a button stands beside it
        with st.container(width="stretch") if hit.event_ids else nullcontext():
            st.html(markup(hit))
            if hit.text:
                with st.expander("Read its text"):
                    st.text(hit.text)
        if hit.event_ids:
            _events(hit.event_ids, number)


def _events(event_ids: Sequence[str], number: int) -> None:
    count = len(event_ids)
    st.button(
        f"{count} event{'s' * (count != 1)}",
        key=f"story_{number}",
        type="tertiary",
        icon=":material/fact_check:",
        help="What was read in it, each with its quote",
        on_click=proof.ask,
        args=(event_ids,),
    )


def markup(hit: Hit) -> str:
    """As HTML; every word that came from the web is escaped."""
    address = safe_url(hit.url)
    title = "".join(_marked(piece) for piece in hit.title)
    linked = (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer" style="{LINK}">{title}</a>'
        if address
        else title
    )
    own = hit.source or ("" if hit.url else ADDED)
    told = [part for part in (own, hit.published, also(hit.also_in), hit.note) if part]
    lines = [
        f"<strong>{linked}</strong>",
        "".join(_passage(hit.passage)),
        f"<small>{' · '.join([*map(escape, told), *map(_name, hit.names)])}</small>",
    ]
    return "".join(f'<div style="margin:0 0 .3rem">{line}</div>' for line in lines if line)


def _passage(pieces: Sequence[Piece]) -> Iterator[str]:
    """A name of several parts is one link."""
    for (kind, key), parts in groupby(pieces, key=lambda piece: (piece.kind, piece.id)):
        words = "".join(_marked(piece) for piece in parts)
        yield _to_profile(kind, key, words) if kind else words


def _marked(piece: Piece) -> str:
    return f'<mark style="{MARK}">{escape(piece.text)}</mark>' if piece.is_hit else escape(piece.text)


def _name(name: Name) -> str:
    return _to_profile(name.kind, name.id, escape(name.name))


def _to_profile(kind: str, key: str, words: str) -> str:
    return f'<a href="profile?{escape(urlencode({kind: key}))}" target="_self" style="{LINK}">{words}</a>'
