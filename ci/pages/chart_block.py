"""A chart with its finding, its download menu and its source line."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ci.charts import CHARTS
from ci.charts.caption import PRODUCT, Caption, framed
from ci.charts.lightened import lightened
from ci.charts.looks import DARK, LIGHT, Look
from ci.charts.slide_fit import on_slide, sheet_width
from ci.charts.theme import dressed
from ci.filters import Filters
from ci.frames import FRAMES
from ci.model import EventType
from ci.pages import browser, evidence, links, reads
from ci.pages.asking import made
from ci.pages.slide_note import too_high
from ci.pages.text import literal
from ci.queries.told import Told
from ci.when import When

CONFIG = {
    "displaylogo": False,
    "displayNotifier": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoom2d", "pan2d"],
    "scrollZoom": False,
    "doubleClick": "reset",
}
PICTURE_PX, ABOUT_LETTERS = 1600, 60
OF_SEVERAL = ("collaborations", "landscape")  # subjects of several charts, whose files have the chart in their names


@dataclass(frozen=True)
class Shown:
    """What a chart shows: its rows, the filter that left them, and the words for it."""

    rows: pd.DataFrame
    filters: Filters
    subject: str
    sentence: str
    """Says all that narrows the rows, what the filter does not know of too."""
    told_by: str = ""
    """Where the rows come from, if not from the proofs of events or from curated rows."""
    kinds: tuple[EventType, ...] = ()
    """Whose proofs the rows come from, where the subject does not tell."""
    count: tuple[int, str] | None = None
    """How many of what, where a row is not one of them."""
    is_narrowed: bool = False
    """Whether the page leaves out rows that the filter keeps: their proofs are then counted row by row."""
    also: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Further frames that the chart draws: argument -> rows; frames.py has one of each name."""


def look() -> Look:
    """The colours of the theme that the reader has chosen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def chart(
    name: str,
    shown: Shown,
    on_choose: Callable[[list[list[Any]]], None] | None = None,
    note: str = "",
    on_page: Mapping[str, Any] | None = None,
    hint: str = "",
    is_small: bool = False,
    titled: Mapping[str, Any] | None = None,
    **options: Any,
) -> None:
    """Draws a chart of CHARTS. `on_choose` gets the custom data of the marks that were clicked.

    `options` go to the chart wherever it is drawn, `on_page` only to the one on the page and not to its pictures,
    `titled` only to its title. A `note` goes with the files too, a `hint` says what can be done with it on the page.
    A small chart has a small title, and its source line in the downloads alone.
    """
    caption = _caption(name, shown, note, options, titled or {})
    if not is_small:
        caption = _with_sources(caption, shown)
    key = f"chart_{name.replace('-', '_')}"
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_small:
            st.markdown(f"**{literal(caption.title)}**", width="stretch")
        else:
            st.subheader(literal(caption.title), anchor=False, width="stretch")
        with st.container(width="content"):
            _download_menu(name, key, shown, caption, options)
    callback: Any = partial(_chosen, key, on_choose) if on_choose else "ignore"
    st.plotly_chart(
        made(_drawn, name, shown.rows, look(), **{**shown.also, **options, **(on_page or {})}),
        theme=None,
        key=key,
        on_select=callback,
        selection_mode="points",
        config=CONFIG,
        alt=f"{caption.title}. {caption.filters}. {ELSEWHERE[is_small]}",
    )
    browser.hide_camera()
    if not is_small:
        st.caption(literal(" ".join(said for said in (note, hint, caption.source_line) if said)))


def _drawn(name: str, rows: pd.DataFrame, colours: Look, **options: Any) -> go.Figure:
    """The figure of these rows; nobody changes it.

    Streamlit gives plotly each figure twice, the second time copied; by its revision plotly knows that nothing in it
    is new, and draws it once.
    """
    figure = dressed(CHARTS[name].draw(rows, colours, **options), colours)
    plain = lightened(figure.plain())
    plain["layout"]["datarevision"] = secrets.token_hex(8)
    object.__setattr__(figure, "to_dict", lambda: plain)  # else Streamlit copies all of it in every run
    return figure


def _chosen(key: str, on_choose: Callable[[list[list[Any]]], None]) -> None:
    points = st.session_state[key].selection.points
    if points:
        on_choose([list(point.get("customdata") or []) for point in points])


def _caption(name: str, shown: Shown, note: str, options: Mapping[str, Any], titled: Mapping[str, Any]) -> Caption:
    count, row_is = shown.count or _count(shown.rows, CHARTS[name].frame.row_is)
    told = {option: options[option] for option in CHARTS[name].says if option in options}
    return Caption(
        title=made(CHARTS[name].finding, shown.rows, **told, **titled),
        filters=f"{shown.sentence}. {note}".removesuffix(". "),
        as_of=str(When.day(reads.today())),
        version=reads.data_version(),
        shown_count=count,
        row_is=row_is,
        sources="",
    )


def _count(rows: pd.DataFrame, row_is: str) -> tuple[int, str]:
    """A drug on two targets has two rows, and is one drug."""
    if "drug_id" not in rows or "event_id" in rows:
        return len(rows), row_is + "s" * (len(rows) != 1)
    drugs = rows["drug_id"].nunique()
    return drugs, "drug" + "s" * (drugs != 1) if drugs == len(
        rows
    ) else f"drugs, in {len(rows):,} pairs of drug and target"


def _with_sources(caption: Caption, shown: Shown) -> Caption:
    """Proofs are only counted where their number is shown."""
    return replace(caption, sources=shown.told_by or _told_by(shown))


ELSEWHERE = ("The table below says the same.", "Its rows can be downloaded as a table.")
SHAPES = {shape.name: shape for shape in FRAMES}
KINDS_OF_EVENTS = {
    "approvals": (EventType.REGULATORY,),
    "collaborations": (EventType.COLLABORATION,),
    "clinical": (EventType.CLINICAL,),
}


def _told_by(shown: Shown) -> str:
    """`30 curated rows, 21 articles`: what all proofs of the rows come from; drugs are all curated."""
    kinds = shown.kinds or KINDS_OF_EVENTS.get(shown.subject, ())
    if shown.is_narrowed:
        told = [_told_by_rows(shown.rows)]
    else:
        is_of_all = "event_id" not in shown.rows  # else its rows are events, and no more than the newest
        told = [reads.told_by(kind, shown.filters, is_of_all) for kind in kinds] or [Told(_count(shown.rows, "")[0], 0)]
    counts = (
        (sum(one.curated_count for one in told), "curated row"),
        (sum(one.articles_count for one in told), "article"),
    )
    return ", ".join(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts if count) or "none"


def _told_by_rows(rows: pd.DataFrame) -> Told:
    proofs = evidence.of_rows(rows)
    checked = proofs["is_curated"]
    return Told(int(checked.sum()), int(proofs.loc[~checked, "url"].nunique()))


@st.fragment
def _download_menu(name: str, key: str, shown: Shown, caption: Caption, options: dict[str, Any]) -> None:
    """The menu's content is made when it is opened, and the files when they are asked for."""
    menu = st.popover("Download", icon=":material/download:", key=f"{key}_menu", on_change="rerun")
    if not menu.open:
        return
    from ci.exports import EXPORTS  # what writes files is not needed by the first page

    caption = replace(_with_sources(caption, shown), title=_title(shown, caption))
    with menu:
        _pictures_and_zip(name, key, shown, caption, options)
        files = st.container(horizontal=True, gap="small")
        for ending, export in EXPORTS.items():
            if export.make and ending != "zip":
                make = partial(_bytes, ending, name, shown, caption, options, links.here(), {})
                _file_button(files, key, ending, _stem(name, shown), make)
        st.caption(literal(f"Exactly what is shown: {caption.filters}"))


@st.fragment
def _pictures_and_zip(name: str, key: str, shown: Shown, caption: Caption, options: dict[str, Any]) -> None:
    """A fragment of its own: what runs again when the browser's pictures come would lose a click made meanwhile."""
    drawing = _drawing(name, shown, options)
    framed_ones = {size: framed(drawing, caption, sheet_width(drawing, sheet)) for size, sheet in browser.SIZES.items()}
    pictures = browser.picture_buttons(key, framed_ones, _stem(name, shown))
    if said := too_high(on_slide(framed_ones[browser.SLIDE], browser.SIZES[browser.SLIDE]), CHARTS[name].slide):
        st.caption(said)
    make = partial(_bytes, "zip", name, shown, caption, options, links.here(), pictures or {})
    _file_button(st.container(), key, "zip", _stem(name, shown), make, is_ready=pictures is not None)


def _file_button(
    place: DeltaGenerator, key: str, ending: str, stem: str, make: Callable[[], bytes], is_ready: bool = True
) -> None:
    from ci.exports import EXPORTS

    place.download_button(
        EXPORTS[ending].label,
        data=make,
        file_name=f"{stem}.{ending}",
        mime=EXPORTS[ending].mime,
        key=f"{key}_{ending}",
        on_click="ignore",
        disabled=not is_ready,
    )


def _picture(name: str, shown: Shown, caption: Caption, options: dict[str, Any]) -> go.Figure:
    return framed(_drawing(name, shown, options), caption, PICTURE_PX)


def _bytes(
    ending: str,
    name: str,
    shown: Shown,
    caption: Caption,
    options: dict[str, Any],
    address: str,
    pictures: Mapping[str, bytes],
) -> bytes:
    from ci.exports import EXPORTS, Parcel

    make = EXPORTS[ending].make
    assert make is not None
    parcel = Parcel(
        title=caption.title,
        rows=shown.rows,
        shape=CHARTS[name].frame,
        evidence=evidence.of_rows(shown.rows),
        also=tuple((SHAPES[other], rows) for other, rows in shown.also.items()),
        figure=_picture(name, shown, caption, options) if ending in ("html", "zip") else None,
        made=_how_made(shown, caption) | ({"Address": address} if address else {}),
        drawing=_drawing(name, shown, options) if ending in ("pptx", "zip") else None,
        slide=CHARTS[name].slide,
        filters=caption.filters,
        source_line=caption.source_line,
        address=address,
        pictures=pictures,
        stem=_stem(name, shown),
    )
    return make(parcel)


def _title(shown: Shown, caption: Caption) -> str:
    """The finding, with what it is about where the filter says so in a few words: in a file its title travels alone."""
    about = reads.for_drugs(shown.filters)
    words = about.sentence(reads.labels())
    is_said = about.is_empty or len(words) > ABOUT_LETTERS or caption.title.startswith(f"{words}: ")
    return caption.title if is_said else f"{words}: {caption.title}"


def _drawing(name: str, shown: Shown, options: dict[str, Any]) -> go.Figure:
    return CHARTS[name].draw(shown.rows, LIGHT, **shown.also, **options)


def _stem(name: str, shown: Shown) -> str:
    subject = f"{shown.subject}_{name}" if shown.subject in OF_SEVERAL else shown.subject
    return shown.filters.file_stem(subject, reads.today(), reads.labels())


def _how_made(shown: Shown, caption: Caption) -> dict[str, str]:
    return {
        "Shows": shown.subject,
        "Filter": caption.filters,
        "As of": caption.as_of,
        "Curated data": caption.version,
        "Rows": f"{caption.shown_count} ({caption.row_is})",
        "Source": caption.sources,
        "Product": PRODUCT,
    }
