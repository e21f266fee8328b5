"""How much of a text is kept: as each source asks, an excerpt or the mere link, at once or after some days.

Texts are kept to be read and quoted from. What goes is what nobody quotes: an excerpt keeps the beginning and every
passage that an event rests on, a link these passages alone. A quote stays proved by the text that is left, in which it
gets a new place. A trimmed text is never read again, so a rebuild keeps what was read in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from ci.store import search
from ci.store import tables as t
from ci.store.sources import Keep

EXCERPT = 400
"""Characters of an excerpt beside the quoted passages."""
GAP = " … "
BATCH = 500
_GENEROUS = (Keep.LINK, Keep.EXCERPT, Keep.FULL)


@dataclass(frozen=True)
class Cut:
    """What is left of a text, and where each of its passages stands now."""

    text: str
    places: Mapping[tuple[int, int], tuple[int, int]]


def trim(connection: Connection, now: datetime) -> int:
    """Cuts the texts that were read and may be kept no longer; how many."""
    bound = _bound_sources(connection)
    count = 0
    while ids := _overdue(connection, bound, now)[:BATCH] if bound else []:
        _cut_all(connection, ids, now)
        count += len(ids)
    return count


def _bound_sources(connection: Connection) -> list[Any]:
    """Those that do not let the whole text be kept for ever."""
    s = t.sources.c
    is_bound = or_(s.keep.in_([Keep.EXCERPT, Keep.LINK]), s.keep_days > 0)
    return list(connection.execute(select(s.id, s.keep, s.keep_days).where(is_bound)).all())


def _overdue(connection: Connection, bound: Sequence[Any], now: datetime) -> list[int]:
    """Revisions whose every source says that the text must go; where one lets it be kept, it is kept."""
    v, r = t.article_sources.c, t.revisions.c
    found: set[int] = set()
    for source in bound:
        of_source = select(r.id, r.first_seen_at).join(t.article_sources, v.revision_id == r.id)
        rows = connection.execute(of_source.where(v.source_id == source.id, r.is_read, ~r.is_trimmed))
        found |= {row.id for row in rows if _keep(source, row.first_seen_at, now) is not Keep.FULL}
    levels = _levels(connection, found, now)
    return sorted(i for i in found if levels[i] is not Keep.FULL)


def _keep(source: Any, first_seen_at: datetime, now: datetime) -> Keep:
    if source.keep_days and now - first_seen_at > timedelta(days=source.keep_days):
        return Keep.LINK
    return Keep(source.keep or Keep.FULL)


def _levels(connection: Connection, revision_ids: Iterable[int], now: datetime) -> dict[int, Keep]:
    """Revision -> what the most generous of its sources allows; a text that a person gave may be kept."""
    v, r, s = t.article_sources.c, t.revisions.c, t.sources.c
    views = t.article_sources.join(t.revisions, r.id == v.revision_id).outerjoin(t.sources, s.id == v.source_id)
    columns = select(v.revision_id, r.first_seen_at, s.id, s.keep, s.keep_days).select_from(views)
    wanted, levels = sorted(revision_ids), dict[int, Keep]()
    for start in range(0, len(wanted), BATCH):
        for row in connection.execute(columns.where(v.revision_id.in_(wanted[start : start + BATCH]))):
            keep = _keep(row, row.first_seen_at, now) if row.id is not None else Keep.FULL
            levels[row.revision_id] = max(keep, levels.get(row.revision_id, Keep.LINK), key=_GENEROUS.index)
    return levels


# ---------------------------------------------------------------- cutting


def _cut_all(connection: Connection, revision_ids: Sequence[int], now: datetime) -> None:
    r, e = t.revisions.c, t.evidence.c
    levels, quoted = _levels(connection, revision_ids, now), defaultdict(list)
    for proof in connection.execute(select(e.id, e.revision_id, e.start, e.end).where(e.revision_id.in_(revision_ids))):
        quoted[proof.revision_id].append(proof)
    texts, places = [], []
    for row in connection.execute(select(r.id, r.title, r.text).where(r.id.in_(revision_ids))):
        done = cut(row.title, row.text, [(p.start, p.end) for p in quoted[row.id]], levels[row.id])
        texts.append({"of": row.id, "rest": done.text})
        moved = ((p.id, *done.places[p.start, p.end]) for p in quoted[row.id])
        places += [{"of": i, "from_": start, "to": end} for i, start, end in moved]
    search.forget_words(connection, search.pages_of(connection, revision_ids))
    of_revision = update(t.revisions).where(r.id == bindparam("of"))
    connection.execute(of_revision.values(text=bindparam("rest"), is_trimmed=True, unread_from=None), texts)
    search.add_words(connection, search.pages_of(connection, revision_ids))
    if places:
        of_proof = update(t.evidence).where(e.id == bindparam("of"))
        connection.execute(of_proof.values(start=bindparam("from_"), end=bindparam("to")), places)
    connection.execute(delete(t.story_marks).where(t.story_marks.c.revision_id.in_(revision_ids)))


def cut(title: str, text: str, quoted: Iterable[tuple[int, int]], keep: Keep) -> Cut:
    """Pure: passages are places in title, line break and text together, as all offsets are."""
    base, full, spans = len(title) + 1, f"{title}\n{text}", list(quoted)
    kept = [(max(start, base), end) for start, end in spans if end > base]
    if keep is Keep.EXCERPT:
        kept.append((base, base + _excerpt_length(text)))
    passages = _joined(kept)
    parts: list[str] = []
    moved: list[tuple[int, int, int]] = []
    at = base
    for start, end in passages:
        at += len(GAP) if parts else 0
        moved.append((start, end, at - start))
        parts.append(full[start:end])
        at += end - start
    rest = GAP.join(parts)
    is_cut = bool(passages) and passages[-1][1] < len(full)
    places = {span: (_moved(span[0], moved, base), _moved(span[1], moved, base)) for span in spans}
    return Cut(rest + GAP.rstrip() if is_cut else rest, places)


def _excerpt_length(text: str) -> int:
    if len(text) <= EXCERPT:
        return len(text)
    return text.rfind(" ", 0, EXCERPT) if " " in text[:EXCERPT] else EXCERPT


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages in their order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _moved(place: int, moved: Sequence[tuple[int, int, int]], base: int) -> int:
    """Where a place stands now; one in the title stays."""
    if place < base:
        return place
    return next(place + shift for start, end, shift in moved if start <= place <= end)
