"""When this browser was last here. It stays in the browser (localStorage): no login, nothing kept on the server."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

_JS = """
export default function (component) {
  const { setStateValue } = component;
  const name = "apoptoscope.visits", now = Date.now(), pause = 30 * 60 * 1000;
  let kept = {};
  try { kept = JSON.parse(window.localStorage.getItem(name) || "{}"); } catch { kept = {}; }
  if (!kept.seen || now - kept.seen > pause) kept.before = kept.seen || 0;
  kept.seen = now;
  try { window.localStorage.setItem(name, JSON.stringify(kept)); } catch { /* private window */ }
  const before = kept.before ? new Date(kept.before).toISOString() : "first";
  if (component.data.before !== before) setStateValue("before", before);
}
"""

_visit = st.components.v2.component("visit", html="<span hidden></span>", js=_JS)


def last() -> datetime | None:
    """The end of the visit before this one; None on the first, and until the browser has answered."""
    said = _said()
    try:
        return datetime.fromisoformat(said) if said and said != "first" else None
    except ValueError:
        return None


def note() -> None:
    """Lets the browser note this visit and say when the last one was; best at the end of the page."""
    _visit(key="visit", data={"before": _said()}, default={"before": ""}, on_before_change=lambda: None, height=1)


def _said() -> str:
    held = st.session_state.get("visit", {})
    return str(held.get("before", "")) if hasattr(held, "get") else ""


def in_words(instant: datetime) -> str:
    """`20 Nov 2026, 14:03`, by the reader's clock."""
    zone: tzinfo = UTC
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    there = instant.astimezone(zone)
    return f"{there.day} {there:%b %Y, %H:%M}"
