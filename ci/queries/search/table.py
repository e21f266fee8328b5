"""What a search found as frames: for files."""

from collections.abc import Iterable, Sequence

import pandas as pd

from ci.frames import EVIDENCE, STORIES
from ci.queries.search.hits import Hit
from ci.queries.search.marks import Piece


def stories(hits: Sequence[Hit]) -> pd.DataFrame:
    """frames.STORIES, in the order of the hits. Names are those that the page shows."""
    return STORIES.make([_row(hit) for hit in hits])


def cited(hits: Sequence[Hit]) -> pd.DataFrame:
    """frames.EVIDENCE with one row a story, so that it can be cited: its passage is the quote."""
    rows = [
        {
            **{name: getattr(hit, name) for name in ("source", "published", "url", "also_in", "note")},
            "title": _text(hit.title),
            "quote": _text(hit.passage),
        }
        for hit in hits
    ]
    return EVIDENCE.make(rows)


def _row(hit: Hit) -> dict[str, object]:
    of_kind = {kind: [name.name for name in hit.names if name.kind == kind] for kind in ("drug", "company", "target")}
    return {
        **{name: getattr(hit, name) for name in ("source", "published", "url", "also_in", "note", "event_ids")},
        "title": _text(hit.title),
        "passage": _text(hit.passage),
        "drugs": of_kind["drug"],
        "companies": of_kind["company"],
        "targets": of_kind["target"],
        "events_count": len(hit.event_ids),
    }


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
