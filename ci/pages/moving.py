"""What the browser does when the reader goes from page to page: one step in its history, and a menu that makes room.

Streamlit adds a step for the new page and another for each part of the filter that is then written into its address:
Back led to the page without its filter first, and dropped the filter. Its menu closes by itself only in a browser that
calls itself a phone's, and is open on the next page where it was left open. tests/browser watches it.
"""

import streamlit as st

_MOVING_JS = """
const COVERS_PX = 768;  // in a narrower window the menu lies over the page
const ACTS = ["pointerdown", "keydown", "click"];

function keepOneStep() {
  const push = history.pushState.bind(history);
  let isTold = true;  // whether the history holds a step for what the reader did last
  for (const act of ACTS) window.addEventListener(act, () => { isTold = false; }, true);
  history.pushState = (...step) => {
    if (isTold) history.replaceState(...step); else push(...step);
    isTold = true;
  };
}

function closeMenu() {
  if (window.innerWidth < COVERS_PX) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
}

export default function () {
  if (window.apoptoscopeMoving) return;
  window.apoptoscopeMoving = true;
  keepOneStep();
  window.addEventListener("pagehide", closeMenu);  // else the next page of this browser opens below it
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-testid=stSidebarNavLink]")) setTimeout(closeMenu);
  });
}
"""

_moving = st.components.v2.component("moving", html="<span hidden></span>", js=_MOVING_JS)


def watch() -> None:
    """Once a page; what it does then lasts as long as the window."""
    _moving(key="moving", width="content", height="content")
