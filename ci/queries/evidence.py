"""The proofs of events: quotes in their paragraph, and curated rows with their source."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from ci.frames import EVIDENCE
from ci.queries.outlets import outlet, read_note
from ci.store import tables as t
from ci.when import When

DATELINE = 300
"""So far into an article a dateline stands."""
NEAR = 600
"""So much of a paragraph is shown before and after a quote."""

FIELDS = {
    "date": "Date",
    "subtype": "Kind",
    "upfront_usd_m": "Upfront, US$m",
    "total_usd_m": "Total, US$m",
    "money_as_stated": "Money as stated",
    "territory": "Territory",
    "phase": "Phase",
    "agency": "Agency",
    "region": "Region",
    "indication": "Indication",
    "combination": "With",
    "parties": "Parties",
    "companies": "Companies",
    "company_ids": "Companies",
    "drugs": "Drugs",
    "drug_ids": "Drugs",
    "first": "First approval",
}
"""Field -> the words that a page shows for it."""


def evidence(connection: Connection, event_ids: Sequence[str]) -> pd.DataFrame:
    """frames.EVIDENCE: of each event curated proofs first, then quotes as they were published; copies once."""
    return EVIDENCE.make([_row(*copies) for copies in _by_words(proofs(connection, event_ids))])


def _by_words(rows: list[Any]) -> list[list[Any]]:
    """Proofs of one story that say the same in the same words, together."""
    together: dict[tuple[object, ...], list[Any]] = {}
    for row in rows:
        said = (row.quote, str(row.inferred), str(row.differences))
        together.setdefault((row.event_id, row.curated_id, row.story_id, *said), []).append(row)
    return list(together.values())


def proofs(connection: Connection, event_ids: Any) -> list[Any]:
    """Evidence joined with its article; the same words of one article (seen through two feeds) once."""
    e, r, a = t.evidence.c, t.revisions.c, t.articles.c
    joined = t.evidence.outerjoin(t.revisions, r.id == e.revision_id).outerjoin(t.articles, a.id == r.article_id)
    columns = (
        *t.evidence.c,
        *(r.title, r.text, r.source, r.published_from, r.published_until, r.article_id, r.unread_from),
        *(a.url, a.story_id),
    )
    order = (e.event_id, e.curated_id.is_(None), e.told_on, e.revision_id, e.start, e.id)
    rows = connection.execute(select(*columns).select_from(joined).where(e.event_id.in_(event_ids)).order_by(*order))
    return list(
        {(row.event_id, row.article_id, row.curated_id, row.quote): row for row in reversed(rows.all())}.values()
    )[::-1]


def _row(row: Any, *copies: Any) -> dict[str, object]:
    own, stated = outlet(row.source or "", row.url or ""), _dateline(row)
    before, after = _around(row) if row.curated_id is None else ("", "")
    return {
        **{
            name: getattr(row, name)
            for name in ("event_id", "quote", "start", "end", "rule", "source", "title", "checked_on")
        },
        "is_curated": row.curated_id is not None,
        "before": before,
        "after": after,
        "published": published(row),
        "url": row.url or row.source_url,
        "inferred": [f"{FIELDS.get(n, n)}: {how}" for n, how in row.inferred.items() if not (n == "date" and stated)],
        "disputes": disputes(row),
        "story_id": row.story_id,
        "also_in": list(
            dict.fromkeys(name for copy in copies if (name := outlet(copy.source, copy.url)) not in ("", own))
        ),
        "note": " ".join(
            filter(None, (f"Date as the dateline says: {stated}." * bool(stated), read_note(row.unread_from)))
        ),
    }


def _dateline(row: Any) -> str:
    """The day of the event as the head of its article writes it; "" where it does not."""
    is_of_article = "article's date" in row.inferred.get("date", "")
    if not is_of_article or len(set(row.claims.get("date", ()))) != 1:
        return ""
    day = date.fromisoformat(row.claims["date"][0])
    head = f"{row.title}\n{row.text}"[: len(row.title or "") + DATELINE]
    found = (re.search(rf"(?<!\d){re.escape(words)}(?!\d)", head, re.IGNORECASE) for words in _written(day))
    return next((match.group() for match in found if match), "")


def _written(day: date) -> Iterator[str]:
    """`July 10, 2025`, `10 July 2025`, `2025-07-10` and what is near to them."""
    for month in (f"{day:%B}", f"{day:%b}", f"{day:%b}."):
        for number in (f"{day.day}", f"{day.day:02}"):
            yield f"{month} {number}, {day.year}"
            yield f"{number} {month} {day.year}"
    yield day.isoformat()
    yield f"{day.year}年{day.month}月{day.day}日"


def published(row: Any) -> str:
    return str(When(row.published_from, row.published_until)) if row.published_from else ""


def disputes(row: Any) -> list[str]:
    """What this proof says otherwise than the event shows; of a curated row also what other sources say."""
    own = [f"{FIELDS.get(name, name)}: {_shown(name, value)}" for name, value, _ in row.differences]
    others = [f"{FIELDS.get(name, name)}: {_shown(name, value)} ({url})" for name, value, url in row.disputes]
    return own + others


def _shown(name: str, value: str) -> str:
    if name == "date":
        try:
            return str(_span(value))
        except ValueError:
            return value
    return value


def _span(iso: str) -> When:
    first, _, last = iso.partition("/")
    return When(When.parse(first).starts_on, When.parse(last or first).ends_on)


def _around(row: Any) -> tuple[str, str]:
    """The rest of the paragraph, cut at a word where it is long."""
    full = f"{row.title}\n{row.text}"
    before = full[: row.start].rpartition("\n")[2]
    after = full[row.end :].partition("\n")[0]
    if len(before) > NEAR:
        before = "… " + before[-NEAR:].partition(" ")[2]
    if len(after) > NEAR:
        after = after[:NEAR].rpartition(" ")[0] + " …"
    return before, after
