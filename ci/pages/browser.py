"""What only the browser can do, in one place: make a picture of the chart that it shows, and copy the address.

The picture leans on plotly's own camera button: the script finds the chart by its `.st-key-…` class, lends it the
framed figure (title, filter, source line, white paper) while it presses the button, and gives it back its own. Nothing
is installed on the server, and Chinese or Japanese names come out in the fonts of the reader. tests/browser watches it.
"""

import plotly.graph_objects as go
import streamlit as st

SIZES = {"Slide 16:9": (1600, 900), "Half page": (1000, 700), "Square": (1080, 1080)}

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
export default function (component) {
  const { data, parentElement } = component;
  const select = parentElement.querySelector("select");
  const said = parentElement.querySelector(".said");
  if (select.options.length === 0) {
    for (const name of Object.keys(data.sizes)) select.add(new Option(name, name));
  }
  const take = (format) => {
    const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
    const button = chart && chart.querySelector(".modebar-btn[data-title*='ownload']");
    if (!button) {
      said.textContent = "The chart is not on the page any more; close this menu and open it again.";
      return;
    }
    const figure = JSON.parse(data.figure);
    let [width, height] = data.sizes[select.value];
    const needed = figure.layout.height || height;
    if (needed > height) { width = Math.round(width * needed / height); height = needed; }
    const own = { data: chart.data, layout: chart.layout, options: chart._context.toImageButtonOptions };
    chart.data = figure.data;
    chart.layout = { ...figure.layout, width, height };
    const scale = format === "png" ? 2 : 1;
    chart._context.toImageButtonOptions = { format, filename: data.stem, width, height, scale };
    try { button.click(); said.textContent = `${data.stem}.${format} is on its way to your downloads.`; }
    finally { chart.data = own.data; chart.layout = own.layout; chart._context.toImageButtonOptions = own.options; }
  };
  parentElement.querySelectorAll("button").forEach((b) => { b.onclick = () => take(b.dataset.format); });
}
"""

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

_picture = st.components.v2.component("picture", html=_PICTURE_HTML, css=_CSS, js=_PICTURE_JS)
_copy = st.components.v2.component("copy_link", html=_COPY_HTML, css=_CSS, js=_COPY_JS)


def picture_buttons(chart_key: str, figure: go.Figure, stem: str) -> None:
    """Buttons that download the chart with this key as PNG or SVG, drawn as `figure` draws it."""
    sizes = {name: list(size) for name, size in SIZES.items()}
    _picture(
        key=f"{chart_key}_picture", data={"chart": chart_key, "figure": figure.to_json(), "stem": stem, "sizes": sizes}
    )


def copy_link() -> None:
    """A button that copies the address, which holds the whole filter."""
    _copy(key="copy_link", width="content")
