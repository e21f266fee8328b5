"""The curator's list: names that were taken for a company or a drug and are in no table, each with its sentences."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, false, func, literal, or_, select, union_all

from ci.frames import NAMES
from ci.model import NAME_KINDS
from ci.queries.outlets import outlet
from ci.store import tables as t
from ci.store.names import decisions
from ci.when import When

AT_MOST = 500
EXAMPLES = 3
LOOKED_AT = 6
"""So many of the newest articles of a name are looked through for examples of different stories."""
LONGEST = 300
GENERIC = ("best supportive care", "placebo", "standard of care", "steroid", "steroids", "transplantation")
GENERIC_ENDINGS = ("therapy", "therapies", " agent", " agents", " inhibitor", " inhibitors", " antibody", " regimen")
"""Kinds of treatment, which are no name of a drug."""

_TABLES: dict[str, tuple[Any, Any]] = {
    "company": (t.companies, t.event_companies.c.company_id),
    "drug": (t.drugs, t.event_drugs.c.drug_id),
}


@dataclass(frozen=True)
class Example:
    sentence: str
    source: str
    published: str
    url: str


Told = tuple[list[str], list[Example]]
"""The spellings of a name, and its examples."""


def names(connection: Connection, *, kind: str = "", limit: int = AT_MOST) -> pd.DataFrame:
    """frames.NAMES of what nobody decided yet, most told first."""
    return NAMES.make([_row(*one) for one in _listed(connection, kind, limit)])


def names_json(connection: Connection, *, kind: str = "", limit: int = AT_MOST) -> list[dict[str, Any]]:
    """The same, with all examples whole."""
    return [
        {
            **{name: getattr(row, name) for name in ("id", "name", "kind", "stories_count", "events_count")},
            "spellings": spellings,
            "examples": [vars(example) for example in examples],
        }
        for row, spellings, examples in _listed(connection, kind, limit)
    ]


def _listed(connection: Connection, kind: str, limit: int) -> list[tuple[Any, list[str], list[Example]]]:
    """Each name with its counts, its spellings and its examples."""
    rows = connection.execute(union_all(*(_unknown(one) for one in ([kind] if kind else NAME_KINDS)))).all()
    told = sorted(rows, key=lambda row: (-row.stories_count, -row.events_count, row.name.casefold(), row.kind))[:limit]
    examples = _all_examples(connection, [Known(row.kind, row.id, row.name) for row in told])
    return [(row, *examples[row.kind, row.id]) for row in told]


def decided_names(connection: Connection) -> pd.DataFrame:
    """frames.NAMES of what was decided, newest first; counts and examples left empty."""
    ordered = sorted(decisions(connection), key=lambda one: one.decided_at, reverse=True)
    copied = ("name_id", "kind", "name", "spellings", "entity_id", "decided_by", "why")
    return NAMES.make(
        [
            {name: getattr(one, name) for name in copied}
            | {"decision": str(one.verdict), "example_url": one.source_url}
            | {"decided_at": one.decided_at.replace(tzinfo=None)}
            for one in ordered
        ]
    )


def known(connection: Connection, kind: str) -> dict[str, str]:
    """Id -> name of all that an unknown name can be another name of."""
    c = _TABLES[kind][0].c
    asked = select(c.id, c.name).where(~c.is_provisional).order_by(func.lower(c.name), c.id)
    return {row.id: row.name for row in connection.execute(asked)}


def categories(connection: Connection) -> dict[str, str]:
    """Id -> name of the mechanism categories."""
    m = t.mechanisms.c
    asked = select(m.id, m.name).where(m.level == "category").order_by(m.position)
    return {row.id: row.name for row in connection.execute(asked)}


def spellings_of(connection: Connection, kind: str, name_id: str) -> list[str]:
    """Every way in which articles write a name, each once."""
    m = t.mentions.c
    asked = select(m.spellings).where(m.kind == kind, m.entity_id == name_id).order_by(m.revision_id)
    return list(dict.fromkeys(s for listed in connection.execute(asked).scalars() for s in listed))


@dataclass(frozen=True)
class Known:
    """A name on the curator's list, or one that was decided."""

    kind: str
    name_id: str
    name: str


def find_names(connection: Connection, typed: str, kind: str = "") -> list[Known]:
    """What a person can mean who types a name or an id of the list; case, blanks and dashes do not count."""
    kinds = [kind] if kind else list(NAME_KINDS)
    rows = connection.execute(union_all(*(_ids(one) for one in kinds))).all()
    listed = [Known(row.kind, row.id, row.name) for row in rows]
    listed += [Known(one.kind, one.name_id, one.name) for one in decisions(connection) if one.kind in kinds]
    wanted = _letters(typed)
    meant = {(one.kind, one.name_id): one for one in listed if wanted in (_letters(one.name), _letters(one.name_id))}
    return list(meant.values())


def newest_url(connection: Connection, known: Known) -> str:
    """Where the newest article that mentions a name stands, or the source of the curated row that does."""
    found = _mentions(connection, known.kind, [known.name_id]).get(known.name_id, [])
    urls = [row.url for row in found] or [one.url for one in _curated(connection, known.kind, [known.name_id]).values()]
    return next((url for url in urls if url.startswith(("http://", "https://"))), "")


def _curated(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, Example]:
    """What a curated row says of an act that names it, for names that no article mentions."""
    links, v = _TABLES[kind][1], t.evidence.c
    joined = links.table.join(t.evidence, v.event_id == links.table.c.event_id)
    asked = select(links.label("id"), v.quote, v.source_url).select_from(joined)
    rows = connection.execute(asked.where(links.in_(ids), v.curated_id.is_not(None)).order_by(v.id.desc()))
    return {row.id: Example(row.quote, outlet("", row.source_url), "", row.source_url) for row in rows}


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _ids(kind: str) -> Select[Any]:
    c = _TABLES[kind][0].c
    return select(literal(kind).label("kind"), c.id, c.name).where(c.is_provisional, c.id.startswith("~"))


def _unknown(kind: str) -> Select[Any]:
    table, links = _TABLES[kind]
    m, r, a = t.mentions.c, t.revisions.c, t.articles.c
    joined = t.mentions.join(t.revisions, r.id == m.revision_id).join(t.articles, a.id == r.article_id)
    stories = select(func.count(a.story_id.distinct())).select_from(joined)
    of_name = stories.where(m.kind == kind, m.entity_id == table.c.id).scalar_subquery()
    events = select(func.count()).select_from(links.table).where(links == table.c.id).scalar_subquery()
    counts = (of_name.label("stories_count"), events.label("events_count"))
    d = t.name_decisions.c
    is_decided = select(d.name_id).where(d.kind == kind, d.name_id == table.c.id).exists()
    is_unknown = table.c.is_provisional & table.c.id.startswith("~") & ~is_decided & ~_is_generic(kind, table.c.name)
    return select(literal(kind).label("kind"), table.c.id, table.c.name, *counts).where(is_unknown)


def _is_generic(kind: str, name: Any) -> ColumnElement[bool]:
    """Curated acts say "with chemotherapy" as they say with which drug: nothing that anybody could decide on."""
    if kind != "drug":
        return false()
    return or_(func.lower(name).in_(GENERIC), *(func.lower(name).like(f"%{ending}") for ending in GENERIC_ENDINGS))


def _mentions(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, list[Any]]:
    """The newest articles of each name."""
    m, r, a = t.mentions.c, t.revisions.c, t.articles.c
    place = func.row_number().over(partition_by=m.entity_id, order_by=(m.told_on.desc(), m.revision_id.desc()))
    newest = (
        select(m.entity_id, m.revision_id, m.spellings, m.told_on, place.label("place"))
        .where(m.kind == kind, m.entity_id.in_(ids))
        .subquery()
    )
    joined = newest.join(t.revisions, r.id == newest.c.revision_id).join(t.articles, a.id == r.article_id)
    columns = (newest.c.entity_id, newest.c.spellings, a.story_id, a.url)
    texts = (r.title, r.text, r.source, r.published_from, r.published_until)
    asked = select(*columns, *texts).select_from(joined).where(newest.c.place <= LOOKED_AT)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(asked.order_by(newest.c.entity_id, newest.c.place)) if ids else ():
        found[row.entity_id].append(row)
    return found


def _all_examples(connection: Connection, listed: Sequence[Known]) -> dict[tuple[str, str], Told]:
    """Kind and id -> spellings and examples."""
    found: dict[tuple[str, str], Told] = {}
    for kind in NAME_KINDS:
        of_kind = [one for one in listed if one.kind == kind]
        mentions = _mentions(connection, kind, [one.name_id for one in of_kind])
        curated = _curated(connection, kind, [one.name_id for one in of_kind if one.name_id not in mentions])
        for one in of_kind:
            rows = mentions.get(one.name_id, [])
            spellings = list(dict.fromkeys(s for row in rows for s in row.spellings)) or [one.name]
            examples = _examples(rows, one.name) or [curated[i] for i in (one.name_id,) if i in curated]
            found[kind, one.name_id] = spellings, examples
    return found


def _row(row: Any, spellings: list[str], examples: list[Example]) -> dict[str, object]:
    first = examples[0] if examples else Example("", "", "", "")
    return {
        **{name: getattr(row, name) for name in ("kind", "name", "stories_count", "events_count")},
        "name_id": row.id,
        "spellings": spellings,
        "example": first.sentence,
        "example_source": first.source,
        "example_published": first.published,
        "example_url": first.url,
        "more_examples": [f"{one.sentence} ({one.source or one.url})" for one in examples[1:]],
    }


def _examples(mentions: Sequence[Any], name: str) -> list[Example]:
    """One of each story, newest first."""
    by_story = {row.story_id: row for row in reversed(mentions)}
    rows = [row for row in mentions if by_story.pop(row.story_id, None) is not None]
    return [
        Example(
            sentence_with(f"{row.title}\n{row.text}", [name, *row.spellings]),
            outlet(row.source, row.url),
            str(When(row.published_from, row.published_until)) if row.published_from else "",
            row.url,
        )
        for row in rows[:EXAMPLES]
    ]


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"“(]?[A-Z0-9])|(?<=[。！？])|\n")


def sentence_with(text: str, spellings: Sequence[str]) -> str:
    """The first sentence that holds one of the spellings, in the body where the body holds one; "" where none does."""
    body = text.partition("\n")[2]
    for part in (body, text):
        start = min((at for s in spellings if (at := part.find(s)) >= 0), default=-1)
        if start >= 0:
            ends = [0, *(found.end() for found in _SENTENCE_END.finditer(part)), len(part)]
            begin = max(end for end in ends if end <= start)
            return _cut(part[begin : min(end for end in ends if end > start)].strip(), start - begin)
    return ""


def _cut(sentence: str, place: int) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    begin = max(0, min(place - LONGEST // 3, len(sentence) - LONGEST))
    cut = sentence[begin : begin + LONGEST]
    return ("… " if begin else "") + cut.strip() + (" …" if begin + LONGEST < len(sentence) else "")
