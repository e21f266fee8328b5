"""How many stories there are, and how many a single choice of the filter leaves on the page of news."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, func, select

from ci.queries.choices import Choice, choices, ordered
from ci.queries.narrowing import drugs_of, family, with_members
from ci.store import tables as t

MOST_ARTICLES = 20_000
"""In a larger collection stories are not counted: that would read all of it, and a page costs what it shows."""
KINDS = {"companies": "company", "targets": "target", "mechanisms": "mechanism", "drugs": "drug"}


def stories_count(connection: Connection) -> int:
    """Of the articles about our subject, each story once."""
    a, r = t.articles.c, t.revisions.c
    joined = t.articles.join(t.revisions, r.id == a.revision_id)
    asked = select(func.count(a.story_id.distinct())).select_from(joined).where(r.is_relevant)
    return connection.execute(asked).scalar_one()


def choices_of_stories(connection: Connection) -> dict[str, list[Choice]]:
    """The choices of events, each with the number of stories that name it: a company with those that belong to it."""
    naming, every = _naming(connection), choices(connection)
    parents = _parents(connection)

    def counted(part: str, choice: Choice) -> Choice:
        ids: Iterable[str] = [choice.id]
        if part == "stages":
            ids = connection.execute(drugs_of([choice.id])).scalars()
        elif choice.id in parents:
            ids = family(connection, [choice.id]) if part == "companies" else with_members(connection, [choice.id])
        kind = KINDS.get(part, "drug")
        return replace(choice, count=len(set().union(*(naming[kind, i] for i in ids if (kind, i) in naming))))

    for part in (*KINDS, "stages"):
        recounted = [counted(part, choice) for choice in every[part]]
        every[part] = recounted if part == "stages" else ordered(recounted)
    return every


def _naming(connection: Connection) -> dict[tuple[str, str], set[str]]:
    """Kind and id -> the stories that name it."""
    a, r, m = t.articles.c, t.revisions.c, t.mentions.c
    joined = t.articles.join(t.revisions, r.id == a.revision_id).join(t.mentions, m.revision_id == r.id)
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, entity_id, story_id in connection.execute(
        select(m.kind, m.entity_id, a.story_id).select_from(joined).where(r.is_relevant)
    ):
        found[kind, entity_id].add(story_id)
    return dict(found)


def _parents(connection: Connection) -> set[str]:
    """Companies and mechanisms that others belong to: only these are asked for their members."""
    return {
        parent
        for table in (t.companies, t.mechanisms)
        for parent in connection.execute(select(table.c.parent_id).distinct()).scalars()
        if parent
    }
