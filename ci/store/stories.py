"""Which story a text belongs to: copies of one text in several outlets, edited, extended or cut, count once.

A text is looked for by its exact words, then by a few marks (see `likeness`); the few that share marks are compared
word for word. What a text was found to be when it came stays, so a rebuild finds the same stories.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from ci.store import tables as t
from ci.store.likeness import Likeness, alike

COMMON = 50
"""A mark that so many texts have is boilerplate and gets no more of them: a look-up costs the same for ever."""
CANDIDATES = 5
"""So many texts, those with the most marks in common, are compared word for word."""
APART_DAYS = 60
"""Copies come within weeks; a form that is filled in again a year later is another text."""
BATCH = 200


@dataclass(frozen=True)
class Comer:
    """A text that comes in; `words_hash` is the same for an exact copy under another title."""

    title: str
    text: str
    words_hash: str
    published_from: date | None


@dataclass(frozen=True)
class Place:
    """The story of a text, and the marks to keep for it: none where its exact words are kept already."""

    story_id: str
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Known:
    """A text that another may be a copy of."""

    likeness: Likeness | None
    story_id: str
    published_from: date | None


def find_places(connection: Connection, comers: Sequence[Comer]) -> list[Place]:
    """A story for each, in their order: one that is there, else its own, named by its words."""
    likenesses = [Likeness.of(comer.title, comer.text) for comer in comers]
    shelf = _Shelf(connection, comers, likenesses)
    return [shelf.take(comer, likeness) for comer, likeness in zip(comers, likenesses, strict=True)]


def keep_marks(connection: Connection, places: Sequence[tuple[int, Place]]) -> None:
    rows = [{"mark": mark, "revision_id": i} for i, place in places for mark in sorted(place.marks)]
    if rows:
        connection.execute(insert(t.story_marks), rows)


def compare_rest(connection: Connection) -> None:
    """Finds the stories of texts that were stored before stories were looked for; what was found before stays."""
    r = t.revisions.c
    columns = (r.id, r.title, r.text, r.words_hash, r.published_from)
    while rows := connection.execute(select(*columns).where(~r.is_compared).order_by(r.id).limit(BATCH)).all():
        places = find_places(connection, [Comer(*row[1:]) for row in rows])
        found = [{"of": row.id, "story": place.story_id} for row, place in zip(rows, places, strict=True)]
        of_revision = update(t.revisions).where(r.id == bindparam("of"))
        connection.execute(of_revision.values(story_id=bindparam("story"), is_compared=True), found)
        of_article = update(t.articles).where(t.articles.c.revision_id == bindparam("of"))
        connection.execute(of_article.values(story_id=bindparam("story")), found)
        keep_marks(connection, [(row.id, place) for row, place in zip(rows, places, strict=True)])


class _Shelf:
    """The texts that a comer is compared with: those of the database, and the comers before it."""

    def __init__(self, connection: Connection, comers: Sequence[Comer], likenesses: Sequence[Likeness | None]) -> None:
        self._connection = connection
        self._story_of = _stories(connection, {comer.words_hash for comer in comers})
        self._having = _having(connection, {mark for likeness in likenesses if likeness for mark in likeness.marks})
        self._known: dict[int, _Known] = {}
        self._taken = 1 << 62  # numbers of comers lie behind those of all revisions

    def take(self, comer: Comer, likeness: Likeness | None) -> Place:
        """The story of a comer, which from now on is known itself."""
        known = self._story_of.get(comer.words_hash)
        if known is not None:
            return Place(known)
        story_id = (self._copied(comer, likeness) if likeness else "") or comer.words_hash
        self._story_of[comer.words_hash] = story_id
        kept = frozenset(m for m in likeness.marks if len(self._having[m]) < COMMON) if likeness else frozenset()
        self._known[self._taken] = _Known(likeness, story_id, comer.published_from)
        for mark in kept:
            self._having[mark].append(self._taken)
        self._taken += 1
        return Place(story_id, kept)

    def _copied(self, comer: Comer, likeness: Likeness) -> str:
        """The story of the text that is most alike, of the older one where two are; "" where none is."""
        shared = Counter(number for mark in likeness.marks for number in self._having[mark])
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:CANDIDATES]
        self._look_up([number for number in nearest if number not in self._known])
        found = [(alike(likeness, other.likeness), -number, other.story_id)
                 for number in nearest
                 if (other := self._known.get(number)) and other.likeness and _are_near(comer, other)]  # fmt: skip
        share, _, story_id = max(found, default=(0.0, 0, ""))
        return story_id if share else ""

    def _look_up(self, revision_ids: Sequence[int]) -> None:
        r = t.revisions.c
        columns = (r.id, r.title, r.text, r.story_id, r.published_from)
        for row in self._connection.execute(select(*columns).where(r.id.in_(revision_ids))) if revision_ids else ():
            self._known[row.id] = _Known(Likeness.of(row.title, row.text), row.story_id, row.published_from)


def _are_near(comer: Comer, other: _Known) -> bool:
    if comer.published_from is None or other.published_from is None:
        return True
    return abs((comer.published_from - other.published_from).days) <= APART_DAYS


def _stories(connection: Connection, hashes: set[str]) -> dict[str, str]:
    """Exact words -> the story that they were found to belong to first."""
    r = t.revisions.c
    asked = select(r.words_hash, r.story_id).where(r.words_hash.in_(hashes), r.is_compared).order_by(r.id.desc())
    return {row.words_hash: row.story_id for row in connection.execute(asked)} if hashes else {}


def _having(connection: Connection, marks: set[int]) -> defaultdict[int, list[int]]:
    m = t.story_marks.c
    having: defaultdict[int, list[int]] = defaultdict(list)
    ordered: list[Any] = sorted(marks)
    for start in range(0, len(ordered), 5_000):
        some = m.mark.in_(ordered[start : start + 5_000])
        for row in connection.execute(select(m.mark, m.revision_id).where(some).order_by(m.mark, m.revision_id)):
            having[row.mark].append(row.revision_id)
    return having
