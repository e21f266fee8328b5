"""What is typed into a date box counts: on Enter and on leaving it, a year or a month alone too."""

import streamlit as st

from ci.filters import FIRST_DAY, LAST_DAY

_DATES_JS = """
const PAUSE_MS = 60;
const CHANGES = /^([0-9]|Backspace|Delete|Arrow(Up|Down)|Page(Up|Down)|Home|End)$/;
const HELP = "Type the year first: 2020, 2020-03 or 2020-03-15.";
const OUTSIDE = (span) => `Only dates between ${span[0]} and ${span[1]} can be filtered by.`;
const afterAWhile = () => new Promise((done) => setTimeout(done, PAUSE_MS));
const atOnce = async () => { for (let n = 0; n < 9; n += 1) await null; };  // React has drawn, nobody else has heard

function press(part, key) {
  const how = { key, code: key, bubbles: true, cancelable: true };
  part.dispatchEvent(new KeyboardEvent("keydown", how));
  part.dispatchEvent(new KeyboardEvent("keyup", how));
}

function partsOf(box) {
  return ["year", "month", "day"].map((name) => box.querySelector(`[role=spinbutton][data-type=${name}]`));
}

const isBlank = (part) => part.dataset.placeholder === "true";

async function complete(box, said, span, pause) {  // whether something was filled in
  const parts = partsOf(box);
  const blank = parts.some((part) => !part) ? [] : parts.filter(isBlank);
  if (blank.length === 3 || parts.some((part) => !part)) return false;
  const year = Number(parts[0].textContent);
  said.textContent = isBlank(parts[0]) ? HELP : year < span[0] || year > span[1] ? OUTSIDE(span) : "";
  if (!blank.length || said.textContent) return false;
  const edge = parts[0].ariaLabel.endsWith("Since") ? "Home" : "End";
  for (const part of blank) {
    await pause();
    press(part, edge);
  }
  await pause();
  return true;
}

export default function ({ data, parentElement }) {
  const said = parentElement.querySelector("span");
  const boxOf = (event) => event.target.closest && event.target.closest("[data-testid=stDateInput]");
  let changed = null;  // the box that keys have changed since it was entered
  const onKey = (event) => {
    if (event.isTrusted && event.target.dataset?.type && CHANGES.test(event.key)) changed = boxOf(event);
  };
  const onPress = (event) => {  // the calendar shows what was typed, and takes it over itself
    if (boxOf(event) === changed && event.target.closest("button")) changed = null;
  };
  const onEnter = async (event) => {
    const box = boxOf(event);
    if (event.key !== "Enter" || !box || event.target.closest("button")) return;
    const part = event.target;
    await complete(box, said, data.years, afterAWhile);
    press(part, "Escape");
  };
  const onLeave = async (event) => {
    const box = boxOf(event);
    const into = event.relatedTarget;
    if (!box || event.target.closest("button") || (into && box.contains(into) && into.dataset.type)) return;
    const isChanged = changed === box;
    changed = null;
    const isFilled = await complete(box, said, data.years, atOnce);
    if (isFilled || isChanged) setTimeout(() => press(partsOf(box)[0], "Escape"), PAUSE_MS);
  };
  const heard = [["keydown", onKey], ["keydown", onEnter], ["pointerdown", onPress], ["focusout", onLeave]];
  for (const [event, on] of heard) document.addEventListener(event, on, true);
  return () => {
    for (const [event, on] of heard) document.removeEventListener(event, on, true);
  };
}
"""
"""Streamlit takes a typed date over when its calendar closes, on Escape, and only a whole one: the script presses that
key for Enter and for Tab out of it, and the keys Home or End in parts left blank, for a year stands for all of it."""

_CSS = ".said { font-family: var(--st-font); font-size: .8rem; color: var(--st-text-color); }"
_dates = st.components.v2.component(
    "date_boxes", html='<span class="said" role="status"></span>', css=_CSS, js=_DATES_JS
)


def count_what_is_typed() -> None:
    """Enter in a date box applies what was typed, and a year or a month is taken for all of it; once a page."""
    _dates(key="date_boxes", data={"years": [FIRST_DAY.year, LAST_DAY.year]}, height="content")
