"""Searching the news: what was typed and the filter -> stories with their marks, or sentences on what is wrong."""

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from re import Pattern
from typing import Any

from sqlalchemy import Connection, select, union_all

from ci.acts import act_name
from ci.filters import Filters
from ci.queries.narrowing import drugs_of, family, with_members
from ci.queries.outlets import outlet, outlets, read_note
from ci.queries.search.asked import parse
from ci.queries.search.marks import Piece, passage, pattern_of, pieces
from ci.queries.search.matching import Match, Wanted, matches
from ci.queries.search.names import Mentioned, known_names, meant
from ci.queries.search.reading_on import among
from ci.store import tables as t
from ci.when import When

NAMES = 8
"""So many names of an article are shown."""
READ = 60_000
"""Characters of a text that are looked through for a passage."""


@dataclass(frozen=True)
class Name:
    """Something that an article names and that has a profile."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True)
class Hit:
    """A story: its first article that matches, the other outlets that carry it, the events that were read in it and
    what they are in words (`Approval, FDA`), the newest first."""

    url: str
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    source: str
    published: str
    names: tuple[Name, ...]
    also_in: tuple[str, ...]
    event_ids: tuple[str, ...]
    acts: tuple[str, ...]
    note: str
    text: str = ""
    """Of an article that was added from a file and stands at no address: its text, for there is nothing to open."""


@dataclass(frozen=True)
class Found:
    """`is_all` where there are no more; `also` says which names were searched too, `faults` what could not be read."""

    hits: tuple[Hit, ...] = ()
    is_all: bool = True
    also: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Slips in what was typed that did not hold up the search."""
    count: int | None = None
    """How many match in all; None where that was not asked."""
    named: tuple[Name, ...] = ()
    """What was typed that has a profile."""


def search_news(connection: Connection, typed: str, filters: Filters, limit: int, is_counted: bool = False) -> Found:
    """The newest stories that match what was typed and the filter; without words all that the filter leaves.

    To count them goes through all that match, where otherwise no more is looked for than is shown.
    """
    asked = parse(typed)
    understood = meant(connection, asked, known_names(connection)) if typed.strip() else None
    if understood and understood.faults:
        return Found(faults=understood.faults, notes=asked.notes)
    wanted = of_filters(connection, filters)
    if understood:
        wanted = replace(
            wanted,
            required=understood.required,
            banned=understood.banned,
            mentioned=(*wanted.mentioned, *understood.mentioned),
            acts=understood.acts,
            since=_latest(wanted.since, asked.since),
            until=_earliest(wanted.until, asked.until),
        )
    done = matches(connection, wanted, sys.maxsize if is_counted else limit)
    count = len(done.found) if is_counted else None
    hits = _hits(connection, done.found[:limit], pattern_of(understood.marked) if understood else None)
    is_all = done.is_all and len(done.found) <= limit
    named = tuple(Name(*entity, shown) for entity, shown in understood.named) if understood else ()
    also = understood.also if understood else ()
    return Found(hits, is_all, also, notes=asked.notes, count=count, named=named)


def of_filters(connection: Connection, filters: Filters) -> Wanted:
    """Company, drug, target and mechanism filter by what the article names; the dates by its own."""
    named = {
        "company": family(connection, filters.companies),
        "drug": list(filters.drugs),
        "target": list(filters.targets),
        "mechanism": with_members(connection, filters.mechanisms),
    }
    mentioned = [Mentioned(kind, tuple(ids)) for kind, ids in named.items() if ids]
    if filters.stages:
        ids = connection.execute(drugs_of(filters.stages)).scalars()
        mentioned.append(Mentioned("drug", tuple(ids)))
    return Wanted(mentioned=tuple(mentioned), since=filters.since, until=filters.until)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


# ---------------------------------------------------------------- what is shown of a hit


def _hits(connection: Connection, found: Sequence[Match], pattern: Pattern[str] | None) -> tuple[Hit, ...]:
    stories = [match.story_id for match in found]
    rows, carried, events = _rows(connection, found), outlets(connection, stories), _events(connection, stories)
    names, spelled = _named(connection, [match.revision_id for match in found])
    hits = []
    for match in found:
        row, known = rows[match.revision_id], spelled[match.revision_id]
        body = passage(row.text[:READ], pattern)
        own = outlet(row.source, row.url)
        hits.append(
            Hit(
                url=row.url,
                title=pieces(row.title or row.url, pattern, {}),
                passage=pieces(body, pattern, known) if body else (),
                source=own,
                published=str(When(row.published_from, row.published_until)) if row.published_from else "",
                names=tuple(names[match.revision_id][:NAMES]),
                also_in=tuple(name for name in carried[match.story_id] if name != own),
                event_ids=tuple(events[match.story_id]),
                acts=tuple(dict.fromkeys(events[match.story_id].values())),
                note=read_note(row.unread_from),
                text="" if row.url else row.text[:READ],
            )
        )
    return tuple(hits)


def _rows(connection: Connection, found: Sequence[Match]) -> dict[int, Any]:
    a, r = t.articles.c, t.revisions.c
    columns = (r.id, r.title, r.text, r.source, r.published_from, r.published_until, r.unread_from, a.url)
    joined = t.revisions.join(t.articles, a.id == r.article_id)
    asked = select(*columns).select_from(joined).where(among(connection, r.id, [match.revision_id for match in found]))
    return {row.id: row for row in connection.execute(asked)}


def _events(connection: Connection, story_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Story -> the events that were read in it, each in words; the newest first."""
    e, r, a, v = t.evidence.c, t.revisions.c, t.articles.c, t.events.c
    joined = t.articles.join(t.revisions, r.article_id == a.id).join(t.evidence, e.revision_id == r.id)
    asked = select(a.story_id, v.id, v.subtype, v.agency, v.starts_on).select_from(joined.join(t.events))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = connection.execute(asked.where(among(connection, a.story_id, story_ids)).distinct()).all()
    for row in sorted(rows, key=lambda row: (-row.starts_on.toordinal(), row.id)):
        found[row.story_id][row.id] = ", ".join(filter(None, (act_name(row.subtype, row.agency), row.agency)))
    return found


_SHOWN = (("drug", t.drugs), ("company", t.companies), ("target", t.targets))


def _named(
    connection: Connection, revision_ids: Sequence[int]
) -> tuple[dict[int, list[Name]], dict[int, dict[str, tuple[str, str]]]]:
    """Revision -> what it names, drugs first; and each spelling in it -> what that names."""
    m = t.mentions.c
    each = [
        select(m.revision_id, m.kind, m.entity_id, m.spellings, table.c.name)
        .join(table, table.c.id == m.entity_id)
        .where(m.kind == kind, among(connection, m.revision_id, revision_ids))
        for kind, table in _SHOWN
    ]
    order = {kind: place for place, (kind, _) in enumerate(_SHOWN)}
    names: dict[int, list[Name]] = defaultdict(list)
    spelled: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    rows = connection.execute(union_all(*each)).all()
    for row in sorted(rows, key=lambda row: (order[row.kind], row.name)):
        names[row.revision_id].append(Name(row.kind, row.entity_id, row.name))
        spelled[row.revision_id] |= {s: (row.kind, row.entity_id) for s in row.spellings if s}
    return names, spelled
