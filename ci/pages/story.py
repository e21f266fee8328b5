"""A story as it stands in a list: title, the passage that was found, who carries it, the names in it."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from ci.pages import proof
from ci.pages.asking import made
from ci.pages.text import ADDED, also, safe_url
from ci.queries.search.hits import Hit, Name
from ci.queries.search.marks import Piece

LINK = "color:inherit"
MARK = "color:#111;background:#ffe58a"
"""The browser's own blue and yellow are too dark or too bright in one of the themes."""
BOX = (
    "border:1px solid color-mix(in srgb, currentColor 17%, transparent);border-radius:6px;"
    "padding:calc(1rem - 1px);overflow-wrap:anywhere"
)
"""As Streamlit draws a container with a border."""


def show_all(hits: Sequence[Hit]) -> None:
    """All of them, in their order. Those that are only read go to the browser as one piece: it lays out a box of
    Streamlit's for each story longer than anything else on the page."""
    for drawn, some in made(_pieces, hits):
        if drawn:
            st.html(drawn)
        for number, hit, words in some:
            _with_more(hit, number, words)


def _pieces(hits: Sequence[Hit]) -> list[tuple[str, list[tuple[int, Hit, str]]]]:
    """Stories in a row that are only read as one piece of markup; the others by number, each with its own."""
    pieces: list[tuple[str, list[tuple[int, Hit, str]]]] = []
    for is_plain, some in groupby(enumerate(hits), key=lambda one: not (one[1].event_ids or one[1].text)):
        if is_plain:
            boxes = "".join(f'<article style="{BOX}">{markup(hit)}</article>' for _, hit in some)
            pieces.append((f'<div style="display:grid;gap:1rem">{boxes}</div>', []))
        else:
            pieces.append(("", [(number, hit, f"<article>{markup(hit)}</article>") for number, hit in some]))
    return pieces


def _with_more(hit: Hit, number: int, words: str) -> None:
    """A story with a button that opens the proofs of the events that were read in it, or with its text to unfold."""
    with st.container(border=True, horizontal=bool(hit.event_ids), vertical_alignment="top", gap="small"):
        with st.container(width="stretch") if hit.event_ids and hit.text else nullcontext():
            st.html(words)
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
