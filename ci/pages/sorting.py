"""A click on the head of a column sorts its table, and opens nothing; nor does a table that gets the keyboard's focus.

The grid selects its first cell when it gets the focus and nothing is selected: to our tables that is a click on their
first row, whose proof opened over the table, and the second click, which should have turned the order round, closed it.
Whoever steps through the page with the keyboard opens the first row with Enter; the arrows then go to the next rows,
each of which opens at once, for Streamlit tells that a cell was chosen, and not by which key.
tests/browser watches it.
"""

import streamlit as st

_SORTING_JS = """
const HEAD_PX = 36;

export default function () {
  if (window.apoptoscopeSorting) return;
  window.apoptoscopeSorting = true;
  const isGrid = (target) => Boolean(target.matches?.("[data-testid=data-grid-canvas]"));
  let isOnRows = false;
  let waiting = null;  // has the focus, and has not been told
  window.addEventListener("keydown", (event) => {
    isOnRows = false;
    if (event.key !== "Enter" || !waiting || waiting !== event.target) return;
    const grid = waiting;
    isOnRows = true;
    grid.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    isOnRows = false;
  }, true);
  window.addEventListener("pointerdown", (event) => {
    const grid = event.target.closest?.("[data-testid=stDataFrame]")?.querySelector("[data-testid=data-grid-canvas]");
    isOnRows = Boolean(grid) && event.clientY - grid.getBoundingClientRect().top >= HEAD_PX;
  }, true);
  window.addEventListener("focusin", (event) => {
    waiting = null;
    if (isOnRows || !isGrid(event.target)) return;
    waiting = event.target;
    event.stopImmediatePropagation();
  }, true);
}
"""

_sorting = st.components.v2.component("sorting", html="<span hidden></span>", js=_SORTING_JS)


def watch() -> None:
    """Once a page; what it does then lasts as long as the window."""
    _sorting(key="sorting", width="content", height="content")
