"""What only the browser can do: make a picture of the chart that it shows, copy the address, let a mark go.

The picture leans on plotly's own camera button: the script finds the chart by its `.st-key-…` class, lends it the
framed figure (title, filter, source line, white paper) while it presses the button, and gives it back its own. Nothing
is installed on the server, and Chinese or Japanese names come out in the fonts of the reader. tests/browser watches it.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

FRAME = ("title", "height", "margin", "legend", "annotations")
SLIDE = "Slide 16:9"
SIZES = {SLIDE: (1120, 630), "Half page": (1000, 700), "Square": (1080, 1080)}
"""As a chart is drawn, in pixels: on a slide its smallest letters are then 9 points high."""

_PICTURE_HTML = """
<div class="row">
  <label>Size <select aria-label="Picture size"></select></label>
  <button type="button" data-format="png">PNG picture</button>
  <button type="button" data-format="svg">SVG picture</button>
</div>
<div class="said" role="status"></div>
"""

_CSS = """
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; font-family: var(--st-font); }
label { font-size: .875rem; color: var(--st-text-color); }
select, button { font: inherit; font-size: .9rem; color: var(--st-text-color); padding: .3rem .7rem;
  min-height: 2.2rem; background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-link-color); }
.said { font-family: var(--st-font); font-size: .8rem; color: var(--st-text-color); min-height: 1rem; }
"""

_PICTURE_JS = """
const SENT = new Map();

function draw(data, size, format, stem) {
  const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
  const button = chart && chart.querySelector(".modebar-btn[data-title*='ownload']");
  if (!button) return false;
  const figure = JSON.parse(data.figure);
  Object.assign(figure.layout, JSON.parse(data.layouts)[size]);
  let [width, height] = data.sizes[size];
  const needed = figure.layout.height || height;
  if (needed > height) { width = Math.round(width * needed / height); height = needed; }
  for (const part of [figure.layout.title, figure.layout.legend]) {  // as far below the upper edge as on the page
    if (part && part.yref === "container") part.y = 1 - (1 - part.y) * needed / height;
  }
  const context = chart._context;
  const own = { data: chart.data, layout: chart.layout, options: context.toImageButtonOptions };
  chart.data = figure.data;
  chart.layout = { ...figure.layout, width, height };
  const scale = format !== "png" ? 1 : size === data.slide ? Math.max(2, 3200 / width) : 2;
  context.toImageButtonOptions = { format, filename: stem, width, height, scale };
  try { button.dispatchEvent(new MouseEvent("click")); }  // does not bubble: a click outside would close the menu
  finally { chart.data = own.data; chart.layout = own.layout; context.toImageButtonOptions = own.options; }
  return true;
}

function idle(data) {  // plotly makes one picture at a time, and forgets what it is asked for meanwhile
  return new Promise((resolve) => {
    const look = () => {
      const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
      if (chart && chart._snapshotInProgress) setTimeout(look, 50); else resolve();
    };
    look();
  });
}

async function caught(data, size, format) {
  await idle(data);
  return await catching(data, size, format);
}

function catching(data, size, format) {
  return new Promise((resolve, reject) => {
    const stem = `for-the-zip-${Math.random().toString(36).slice(2)}`;
    const stop = () => { clearTimeout(timer); window.removeEventListener("click", onClick, true); };
    const onClick = (event) => {
      const link = event.target;
      if (!(link instanceof HTMLAnchorElement) || !link.download.startsWith(stem)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      stop();
      fetch(link.href).then((answer) => answer.blob()).then((blob) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
      }).catch(reject);
    };
    const timer = setTimeout(() => { stop(); reject(new Error("no picture came")); }, 40000);
    window.addEventListener("click", onClick, true);
    if (!draw(data, size, format, stem)) { stop(); reject(new Error("no chart")); }
  });
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const select = parentElement.querySelector("select");
  const said = parentElement.querySelector(".said");
  if (select.options.length === 0) {
    for (const name of Object.keys(data.sizes)) select.add(new Option(name, name));
  }
  const take = async (format) => {
    await idle(data);
    said.textContent = draw(data, select.value, format, data.stem)
      ? `${data.stem}.${format} is on its way to your downloads.`
      : "The chart is not on the page any more; close this menu and open it again.";
  };
  parentElement.querySelectorAll("button").forEach((b) => { b.onclick = () => take(b.dataset.format); });
  const send = async () => {
    const size = select.value, wanted = `${data.of} ${size}`;
    if (SENT.get(data.chart) === wanted) return;
    SENT.set(data.chart, wanted);
    const answer = { of: data.of };
    try {
      answer.png = await caught(data, size, "png");
      answer.svg = await caught(data, size, "svg");
    } catch { SENT.delete(data.chart); }
    if (select.value === size) setStateValue("pictures", answer);  // else another size was chosen meanwhile
  };
  select.onchange = () => { SENT.delete(data.chart); setStateValue("pictures", {}); send(); };
  const timer = setTimeout(send, 100);
  return () => { clearTimeout(timer); SENT.delete(data.chart); };
}
"""
"""A picture for the ZIP is made like one to download; the script catches the link that plotly clicks, before it is
saved, and hands the bytes to the server when the menu is opened."""

_COPY_HTML = """
<button type="button">Copy link</button><span class="said" role="status"></span>
"""

_COPY_JS = """
export default function (component) {
  const { parentElement } = component;
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector(".said");
  const byHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  button.onclick = async () => {
    const address = window.location.href;
    let done = false;
    try { await navigator.clipboard.writeText(address); done = true; } catch { done = byHand(address); }
    said.textContent = done ? " Copied" : " Copy it from the address bar";
  };
}
"""

_LET_GO_JS = """
export default function (component) {
  const { data, parentElement } = component;
  const note = parentElement.querySelector("span");
  if (note.dataset.of === data.of) return;
  note.dataset.of = data.of;
  setTimeout(() => {
    for (const chart of document.querySelectorAll(".js-plotly-plot")) chart.emit?.("plotly_doubleclick");
  }, 50);
}
"""
"""Streamlit takes a double click for "select nothing": it forgets what was chosen and draws every mark alike."""

_picture = st.components.v2.component("picture", html=_PICTURE_HTML, css=_CSS, js=_PICTURE_JS)
_copy = st.components.v2.component("copy_link", html=_COPY_HTML, css=_CSS, js=_COPY_JS)
_let_go = st.components.v2.component("let_marks_go", html="<span></span>", js=_LET_GO_JS)


def let_marks_go(of: str) -> None:
    """Takes the choice back from the charts on the page, once for each `of`: the second click on a mark is a click."""
    _let_go(key="let_marks_go", data={"of": of})


def picture_buttons(chart_key: str, figures: Mapping[str, go.Figure], stem: str) -> dict[str, bytes] | None:
    """Buttons that download the chart with this key as PNG or SVG, drawn as the figure of the chosen size draws it.

    The figures are one, framed for each of SIZES: what they draw is sent once.

    Answers with both as the browser made them for the ZIP; with None until it has, with nothing where it cannot.
    Its answer runs the fragment around it again: nothing else that can be clicked at once belongs into that fragment.
    """
    sizes = {name: list(size) for name, size in SIZES.items()}
    drawing = next(iter(figures.values())).to_json()
    layouts = json.dumps({size: _frame(figure) for size, figure in figures.items()})
    of = hashlib.sha256(f"{stem} {drawing} {layouts}".encode()).hexdigest()
    answer = _picture(
        key=f"{chart_key}_picture",
        data={
            "chart": chart_key,
            "figure": drawing,
            "layouts": layouts,
            "of": of,
            "stem": stem,
            "sizes": sizes,
            "slide": SLIDE,
        },
        default={"pictures": {}},
        on_pictures_change=lambda: None,
    )
    sent = getattr(answer, "pictures", None) or {}
    if sent.get("of") != of:
        return None
    return {ending: base64.b64decode(sent[ending]) for ending in ("png", "svg") if ending in sent}


def _frame(figure: go.Figure) -> dict[str, Any]:
    """The parts of a layout that the frame around it depends on."""
    layout = json.loads(figure.to_json())["layout"]
    return {part: layout[part] for part in FRAME if part in layout}


def hide_camera() -> None:
    """Plotly's own camera saves a chart without its title and source. It is out of sight and not taken away: the
    buttons above press it."""
    st.html("<style>.modebar-btn[data-title*='ownload']{display:none}</style>")


def copy_link(key: str = "copy_link") -> None:
    """A button that copies the address, which holds the whole filter and the open proof."""
    _copy(key=key, width="content")
