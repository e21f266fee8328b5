"""Which story a text belongs to: copies of one text in several outlets, edited, extended or cut, count once.

A text is looked for by its exact words, then by a few marks (see `likeness`); the few that share marks are compared
word for word. What a text was found to be when it came stays, so a rebuild finds the same stories.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from sqlalchemy import Connection, bindparam, select, update

from ci.store import tables as t
from ci.store.engine import insert_pairs, is_one_of
from ci.store.likeness import Likeness, alike
from ci.store.prepared import marks_of

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
    marks: frozenset[int]
    """Of its likeness."""

    @cached_property
    def likeness(self) -> Likeness | None:
        return Likeness.of(self.title, self.text)


@dataclass(frozen=True)
class Place:
    """The story of a text, and the marks to keep for it: none where its exact words are kept already."""

    story_id: str
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Known:
    """A text that another may be a copy of."""

    title: str
    text: str
    story_id: str
    published_from: date | None

    @cached_property
    def likeness(self) -> Likeness | None:
        return Likeness.of(self.title, self.text)


def find_places(connection: Connection, comers: Sequence[Comer]) -> list[Place]:
    """A story for each, in their order: one that is there, else its own, named by its words."""
    shelf = _Shelf(connection, comers)
    return [shelf.take(comer) for comer in comers]


def keep_marks(connection: Connection, places: Sequence[tuple[int, Place]]) -> None:
    insert_pairs(connection, t.story_marks, ((mark, i) for i, place in places for mark in place.marks))


def compare_rest(connection: Connection) -> None:
    """Finds the stories of texts that were stored before stories were looked for; what was found before stays."""
    r = t.revisions.c
    columns = (r.id, r.title, r.text, r.words_hash, r.published_from)
    while rows := connection.execute(select(*columns).where(~r.is_compared).order_by(r.id).limit(BATCH)).all():
        places = find_places(connection, [Comer(*row[1:], marks_of(row.title, row.text)) for row in rows])
        found = [{"of": row.id, "story": place.story_id} for row, place in zip(rows, places, strict=True)]
        of_revision = update(t.revisions).where(r.id == bindparam("of"))
        connection.execute(of_revision.values(story_id=bindparam("story"), is_compared=True), found)
        of_article = update(t.articles).where(t.articles.c.revision_id == bindparam("of"))
        connection.execute(of_article.values(story_id=bindparam("story")), found)
        keep_marks(connection, [(row.id, place) for row, place in zip(rows, places, strict=True)])


class _Shelf:
    """The texts that a comer is compared with: those of the database, and the comers before it."""

    def __init__(self, connection: Connection, comers: Sequence[Comer]) -> None:
        self._connection = connection
        self._story_of = _stories(connection, {comer.words_hash for comer in comers})
        self._having = _having(connection, {mark for comer in comers for mark in comer.marks})
        self._known: dict[int, _Known] = {}
        unheard = [comer for comer in comers if comer.words_hash not in self._story_of]
        self._look_up({number for comer in unheard for number in self._nearest(comer)})
        self._taken = 1 << 62  # numbers of comers lie behind those of all revisions

    def take(self, comer: Comer) -> Place:
        """The story of a comer, which from now on is known itself."""
        known = self._story_of.get(comer.words_hash)
        if known is not None:
            return Place(known)
        story_id = self._copied(comer) or comer.words_hash
        self._story_of[comer.words_hash] = story_id
        self._known[self._taken] = _Known(comer.title, comer.text, story_id, comer.published_from)
        kept = []
        for mark in comer.marks:
            having = self._having[mark]
            if len(having) < COMMON:
                having.append(self._taken)
                kept.append(mark)
        self._taken += 1
        return Place(story_id, frozenset(kept))

    def _copied(self, comer: Comer) -> str:
        """The story of the text that is most alike, of the older one where two are; "" where none is."""
        found = [(alike(comer.likeness, other.likeness), -number, other.story_id)
                 for number in self._nearest(comer)
                 if (other := self._known.get(number)) and comer.likeness and other.likeness
                 and _are_near(comer, other)]  # fmt: skip
        share, _, story_id = max(found, default=(0.0, 0, ""))
        return story_id if share else ""

    def _nearest(self, comer: Comer) -> list[int]:
        """Those with the most marks in common. Comers that are taken may push one of the database out, none in."""
        found = list(chain.from_iterable(filter(None, map(self._having.get, comer.marks))))
        if not found:
            return []
        shared = Counter(found)
        return sorted(shared, key=lambda number: (-shared[number], number))[:CANDIDATES]

    def _look_up(self, revision_ids: set[int]) -> None:
        r = t.revisions.c
        asked = select(r.id, r.title, r.text, r.story_id, r.published_from)
        asked = asked.where(is_one_of(self._connection, r.id, revision_ids))
        for row in self._connection.execute(asked).all() if revision_ids else ():
            self._known[row.id] = _Known(row.title, row.text, row.story_id, row.published_from)


def _are_near(comer: Comer, other: _Known) -> bool:
    if comer.published_from is None or other.published_from is None:
        return True
    return abs((comer.published_from - other.published_from).days) <= APART_DAYS


def _stories(connection: Connection, hashes: set[str]) -> dict[str, str]:
    """Exact words -> the story that they were found to belong to first."""
    r = t.revisions.c
    asked = select(r.words_hash, r.story_id)
    asked = asked.where(is_one_of(connection, r.words_hash, hashes), r.is_compared)
    asked = asked.order_by(r.id.desc())
    return {row.words_hash: row.story_id for row in connection.execute(asked).all()} if hashes else {}


def _having(connection: Connection, marks: set[int]) -> defaultdict[int, list[int]]:
    m = t.story_marks.c
    having: defaultdict[int, list[int]] = defaultdict(list)
    some = select(m.mark, m.revision_id).where(is_one_of(connection, m.mark, marks)).order_by(m.mark, m.revision_id)
    for mark, revision_id in connection.execute(some).all() if marks else ():
        having[mark].append(revision_id)
    return having
