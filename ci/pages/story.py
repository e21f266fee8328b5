"""A story as it stands in a list: title, the passage that was found, who carries it, the names in it."""

from collections.abc import Iterator, Sequence
from functools import partial
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
BESIDE = "display:flex;flex-wrap:wrap;gap:.5rem;align-items:flex-start"
BUTTON = (
    "display:inline-flex;align-items:center;gap:.3rem;padding:.3rem 0;border:0;background:none;color:inherit;"
    "font:inherit;font-size:.9rem;text-align:left;cursor:pointer"
)
ICON = (
    '<span aria-hidden="true" style="font-family:Material Symbols Rounded;font-size:1.1rem;line-height:1;'
    'white-space:nowrap;user-select:none">fact_check</span>'
)
TOLD = 2
"""So many kinds of events of a story are named."""
TEXT = "white-space:pre-wrap;margin-top:.5rem"

_CLICKS_JS = """
export default function ({ setTriggerValue }) {
  const tell = (event) => {
    const button = event.target.closest && event.target.closest(".stHtml button[data-story]");
    if (button) setTriggerValue("asked", button.dataset.story);
  };
  document.addEventListener("click", tell);
  return () => document.removeEventListener("click", tell);
}
"""
_clicks = st.components.v2.component("story_clicks", html="<span hidden></span>", js=_CLICKS_JS)


def show_all(hits: Sequence[Hit]) -> None:
    """All of them in their order, as one piece: the browser lays out boxes and buttons of Streamlit's for each story
    longer than everything else on the page. What is clicked in it the browser says through a piece of its own."""
    st.html(made(_list, hits))
    with st.sidebar:  # where what shows nothing takes no room either
        _clicks(key="stories", on_asked_change=partial(_ask, hits), width="content", height="content")


def _ask(hits: Sequence[Hit]) -> None:
    """Opens the proofs of the events of the story whose button was clicked."""
    of_story = {str(number): hit.event_ids for number, hit in enumerate(hits)}
    if ids := of_story.get(str(st.session_state["stories"].asked)):
        proof.ask(ids)


def _list(hits: Sequence[Hit]) -> str:
    boxes = "".join(f'<article style="{BOX}">{_story(number, hit)}</article>' for number, hit in enumerate(hits))
    return f'<div style="display:grid;gap:1rem">{boxes}</div>'


def _story(number: int, hit: Hit) -> str:
    """With its text to unfold where it stands at no address, and a button where events were read in it."""
    text = f'<details><summary>Read its text</summary><div style="{TEXT}">{escape(hit.text)}</div></details>'
    words = f"{markup(hit)}{text * bool(hit.text)}"
    if not hit.event_ids:
        return words
    button = (
        f'<button type="button" data-story="{number}" title="What was read in it, each with its quote" '
        f'style="{BUTTON}">{ICON}{escape(acts_in_words(hit.acts))}</button>'
    )
    return f'<div style="{BESIDE}"><div style="flex:1 1 18rem;min-width:0">{words}</div>{button}</div>'


def acts_in_words(acts: Sequence[str]) -> str:
    """What was read in a story, as far as it can be taken in at a glance."""
    left = len(acts) - TOLD
    return f"{'; '.join(acts[:TOLD])}{f' and {left} more' if left > 0 else ''}"


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
