"""A click on the head of a column sorts its table, and opens nothing.

The grid selects its first cell when it gets the focus and nothing is selected: to our tables that is a click on their
first row, whose proof opened over the table, and the second click, which should have turned the order round, closed it.
tests/browser watches it.
"""

import streamlit as st

_SORTING_JS = """
const HEAD_PX = 36;

export default function () {
  if (window.apoptoscopeSorting) return;
  window.apoptoscopeSorting = true;
  let isOnHead = false;
  window.addEventListener("keydown", () => { isOnHead = false; }, true);
  window.addEventListener("pointerdown", (event) => {
    const grid = event.target.closest?.("[data-testid=stDataFrame]")?.querySelector("[data-testid=data-grid-canvas]");
    isOnHead = Boolean(grid) && event.clientY - grid.getBoundingClientRect().top < HEAD_PX;
  }, true);
  window.addEventListener("focusin", (event) => {
    if (isOnHead && event.target.matches?.("[data-testid=data-grid-canvas]")) event.stopImmediatePropagation();
  }, true);
}
"""

_sorting = st.components.v2.component("sorting", html="<span hidden></span>", js=_SORTING_JS)


def watch() -> None:
    """Once a page; what it does then lasts as long as the window."""
    _sorting(key="sorting", width="content", height="content")
