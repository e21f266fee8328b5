"""How well it reads, measured: the figures of the first passes over blind rounds."""

import pandas as pd
import streamlit as st

from ci.acts import subtype_name
from ci.filters import Filters
from ci.frames import READING
from ci.pages import head, reads
from ci.pages.chart_block import Shown, chart
from ci.quality import Measure, as_read_now, interval, pooled
from ci.when import When

SHARES = ("date", "agency", "region", "phase", "trial ids", "all parties and roles", "all drugs", "money")
"""What is looked at only in events that were found: a share of right ones, no precision or recall."""

FIELDS = {
    "relevant": "Articles about our subject",
    "companies": "Companies",
    "drugs": "Drugs",
    "targets": "Targets",
    "mechanisms": "Mechanisms",
    "events by type": "Events: deal, act or trial",
    "events": "Events: exact kind",
}
"""Field -> the words of the table."""

FIRST_PASS = (
    "A first pass is what the rules find in news that nobody had used to write or mend them; it is stored before "
    "anyone looks at a miss, and never repeated. Figures on news that the rules were mended with would look better and "
    "mean less, so none is shown."
)
EARLIER = "the earlier rounds were read by rules without the trained model"
INTERVALS = (
    "The two figures in brackets say how sure a share is: measured on other news of the same sort it would lie between "
    "them 19 times in 20. The fewer cases there were, the further they lie apart. (Wilson’s interval; for F1 it is "
    "close, not exact.)"
)


def show() -> None:
    """The table pooled over the rounds, the curve of first passes, and what they mean."""
    measures = reads.measures()
    if not measures:
        st.text("Not measured yet: no blind round has been read.")
        return
    st.text(FIRST_PASS)
    now = as_read_now(measures)
    together = pooled(now)
    fields = [m for m in together if m.field not in SHARES and not m.kind]
    rounds = len({m.round for m in now})
    by, made_on = f", read by {together[0].read_by}", When.parse(together[0].made_on)
    st.text(f"{rounds} round{'s' * (rounds != 1)}, {together[0].items_count:,} articles{by}, up to {made_on}:")
    st.table([_row(m) for m in fields], alt="Precision, recall and F1 of each field, pooled over the rounds")
    shares = [m for m in together if m.field in SHARES]
    if shares:
        st.text("Of the events that were found, so many have it right:")
        st.table([_share(m) for m in shares], alt="Share of right values in the events that were found")
    kinds = sorted((m for m in together if m.kind), key=lambda m: (-m.there_count, m.kind))
    if kinds:
        st.text("Of each kind of event:")
        st.table([_kind(m) for m in kinds], alt="Precision and recall of each kind of event, pooled over the rounds")
    st.caption(INTERVALS)
    rows = as_frame([m for m in measures if m.field not in SHARES and not m.kind])
    total = f"first passes over {pooled(measures)[0].items_count:,} articles"
    articles = total if now == measures else f"{total}; {EARLIER}"
    is_narrow = head.is_narrow()
    said = "Drawn: events of their exact kind; the download has the other lines." if is_narrow else ""
    drawn = rows["round"].nunique()
    if drawn > rounds:
        said = f"The tables pool the {rounds} newest rounds; the chart shows all {drawn}, one by one. {said}".strip()
    shown = Shown(
        *(rows, Filters(), "reading", "Blind rounds, each read once", articles),
        count=(drawn, f"blind round{'s' * (drawn != 1)}"),
    )
    chart("reading-by-round", shown, on_page={"is_narrow": is_narrow})
    head.below(said)


def as_frame(measures: list[Measure]) -> pd.DataFrame:
    """frames.READING."""
    return READING.make(
        [
            {
                **{name: getattr(m, name) for name in ("round", "made_on", "items_count", "field")},
                **{name: getattr(m, name) for name in ("precision", "recall", "f1")},
                **dict(zip(("f1_low", "f1_high"), _f1_interval(m), strict=True)),
            }
            for m in measures
        ]
    )


def _f1_interval(m: Measure) -> tuple[float, float]:
    return interval(m.right_count, round((m.found_count + m.there_count) / 2))


def _row(m: Measure) -> dict[str, str]:
    return {
        "What is read": FIELDS.get(m.field, m.field),
        "Precision": _words(m.precision, *interval(m.right_count, m.found_count)),
        "Recall": _words(m.recall, *interval(m.right_count, m.there_count)),
        "F1": _words(m.f1, *_f1_interval(m)),
        "To be found": f"{m.there_count:,}",
    }


def _kind(m: Measure) -> dict[str, str]:
    return {
        "Kind": subtype_name(m.kind),
        "Right, of those read": _words(m.precision, *interval(m.right_count, m.found_count)),
        "Found, of those there": _words(m.recall, *interval(m.right_count, m.there_count)),
        "Read": f"{m.found_count:,}",
        "There": f"{m.there_count:,}",
    }


def _share(m: Measure) -> dict[str, str]:
    right = _words(m.recall, *interval(m.right_count, m.there_count))
    return {"Value": m.field.capitalize(), "Right": right, "Events": f"{m.there_count:,}"}


def _words(share: float, low: float, high: float) -> str:
    return f"{share:.1%} ({low:.0%} to {high:.0%})"
