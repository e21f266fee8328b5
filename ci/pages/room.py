"""How much room charts have: what the browser measures, for only it knows how wide its window is."""

from enum import StrEnum

import streamlit as st

_ROOM_JS = """
export default function (component) {
  const { data, setStateValue } = component;
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  if (!page) return;
  const look = () => {
    const style = getComputedStyle(page);
    const room = page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const found = room < data.narrow_px ? "narrow" : room < data.tight_px ? "tight" : "wide";
    if (room > 0 && found !== data.room) setStateValue("room", found);
  };
  let timer = setTimeout(look, 50);
  const watcher = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(look, 300); });
  watcher.observe(page);
  return () => { clearTimeout(timer); watcher.disconnect(); };
}
"""
"""Tells the server when charts have got less room than it reckons with, or more: at first only the browser's name
can tell a phone, and a window can be made as narrow as one. Says nothing where the guess is right."""

NARROW_PX, TIGHT_PX = 560, 780
"""With less room than this between the margins of the page, charts are drawn as for a phone, or with less in them."""


class Room(StrEnum):
    NARROW = "narrow"
    TIGHT = "tight"
    WIDE = "wide"


_room = st.components.v2.component("room", html="<span hidden></span>", js=_ROOM_JS)


def measured() -> Room:
    """How much of it charts have: as the browser measured it, or as the name of a phone's browser tells."""
    told = st.session_state.get("room_measured")
    if told in set(Room):
        return Room(told)
    return Room.NARROW if "Mobi" in (st.context.headers.get("User-Agent") or "") else Room.WIDE


def watch() -> None:
    """Lets the browser say when the room for charts changes; once a page."""
    guess = {"room": str(measured()), "narrow_px": NARROW_PX, "tight_px": TIGHT_PX}
    _room(key="room", data=guess, on_room_change=_take, width="content", height="content")


def _take() -> None:
    """Held outside the component, which forgets it with the page."""
    st.session_state["room_measured"] = st.session_state["room"].room
