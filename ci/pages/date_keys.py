"""Enter in a date box applies what was typed: Streamlit itself waits until its calendar is closed.

The box closes its calendar, and takes the date over, on Escape; the script presses that key for Enter. A browser test
watches it, for nobody promised it.
"""

import streamlit as st

_JS = """
const onEnter = (event) => {
  if (event.key !== "Enter" || !event.target.closest) return;
  if (!event.target.closest("[data-testid=stDateInput]") || event.target.closest("button")) return;
  const escape = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  event.target.dispatchEvent(new KeyboardEvent("keydown", escape));
  event.target.dispatchEvent(new KeyboardEvent("keyup", escape));
};

export default function () {
  document.addEventListener("keydown", onEnter, true);
  return () => document.removeEventListener("keydown", onEnter, true);
}
"""

_enter = st.components.v2.component("enter_in_date_boxes", html="<span></span>", js=_JS)


def enter_applies() -> None:
    """Once a page."""
    _enter(key="enter_in_date_boxes", height="content")
