"""Which articles match, newest first. One condition, the one that few articles meet, gives the candidates in their
order; the others are asked of these, a batch at a time, until the page is full. So a page costs what it shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select

from ci.queries.search.asked import Acts, Phrase
from ci.queries.search.index import WordIndex
from ci.queries.search.names import Mentioned
from ci.queries.search.reading_on import Candidate, among, count_up_to, go_steady, read_on, sizes
from ci.store import tables as t

FEW = 1000
"""So few candidates are the best to begin with, whatever else is asked."""
MANY = 10_000
"""More articles than these that name somebody are read in the order of the words that are asked beside the name."""


@dataclass(frozen=True)
class Wanted:
    """All that an article must meet: of each group of `required` any phrase, of `banned` none, and so on."""

    required: tuple[tuple[Phrase, ...], ...] = ()
    banned: tuple[Phrase, ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    acts: tuple[Acts, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Match:
    """The first article of a story that matches."""

    article_id: int
    revision_id: int
    story_id: str


@dataclass
class Matches:
    """`is_all` where nothing more would follow."""

    found: list[Match] = field(default_factory=list)
    is_all: bool = True


def matches(connection: Connection, wanted: Wanted, limit: int) -> Matches:
    """The newest stories that match, each with its first article that does."""
    go_steady(connection)
    asked = _Search(connection, wanted)
    batch_sizes = sizes()
    done = Matches()
    while batch := list(islice(asked.candidates, next(batch_sizes))):
        for match in asked.first_tellings(batch):
            if len(done.found) == limit:
                done.is_all = False
                return done
            done.found.append(match)
    return done


class _Search:
    """A search that is under way."""

    def __init__(self, connection: Connection, wanted: Wanted) -> None:
        self._connection, self._wanted = connection, wanted
        self._words = WordIndex(connection, wanted.required, wanted.banned, wanted.since, wanted.until)
        self._is_by_words = False
        self.candidates = self._candidates()

    def first_tellings(self, batch: Sequence[Candidate]) -> Iterator[Match]:
        """Those that match, without those of which an earlier article of the same story matches too."""
        kept = self._kept([revision_id for _, revision_id in batch], are_words_known=self._is_by_words)
        earlier = _earlier_copies(self._connection, list(kept.values()))
        matching = self._kept([copy.revision_id for copy in earlier]) if earlier else {}
        first: dict[str, int] = {}
        for copy in matching.values():
            first[copy.story_id] = min(copy.article_id, first.get(copy.story_id, copy.article_id))
        for _, revision_id in batch:
            match = kept.get(revision_id)
            if match and first.get(match.story_id, match.article_id) >= match.article_id:
                yield match

    def _candidates(self) -> Iterator[Candidate]:
        """By the condition that the fewest articles meet; where many meet each, in the order of the words or names."""
        connection, wanted = self._connection, self._wanted
        about = [one for one in wanted.mentioned if not one.is_banned]
        counts = [count_up_to(connection, _mentions(one, wanted), MANY) for one in about]
        named = min(counts, default=MANY + 1)
        rarest = about[counts.index(named)] if about else None
        acts = next((one for one in wanted.acts if not one.is_banned), None)
        words = self._words.few() if wanted.required else None
        if words is not None and len(words) <= named:
            return self._by_words(iter(words))
        if rarest and named <= FEW:
            return _newest_mentions(connection, rarest, wanted)
        if acts and count_up_to(connection, _with_acts(acts), FEW) <= FEW:
            told = {(day, revision_id) for day, revision_id in connection.execute(_with_acts(acts))}
            return iter(sorted(told, reverse=True))
        if rarest and (named <= MANY or not wanted.required) and not self._words.has_begun:
            return _newest_mentions(connection, rarest, wanted)
        return self._by_words(self._words.newest()) if wanted.required else _newest_articles(connection, wanted)

    def _by_words(self, found: Iterator[Candidate]) -> Iterator[Candidate]:
        self._is_by_words = True
        return found

    def _kept(self, revision_ids: Sequence[int], *, are_words_known: bool = False) -> dict[int, Match]:
        """Of these revisions those that pages show, that are about our subject and that meet everything."""
        a, r = t.articles.c, t.revisions.c
        joined = t.revisions.join(t.articles, (a.id == r.article_id) & (a.revision_id == r.id))
        asked: Any = select(a.id, a.revision_id, a.story_id, a.sorted_on).select_from(joined)
        asked = _within(
            asked.where(among(self._connection, r.id, revision_ids), r.is_relevant), a.sorted_on, self._wanted
        )
        asked = asked.where(*(_names_it(one, r.id) for one in self._wanted.mentioned))
        asked = asked.where(*(_tells_it(acts) for acts in self._wanted.acts))
        rows = self._connection.execute(asked).all()
        days = {row.revision_id: row.sorted_on for row in rows}
        standing = set(days) if are_words_known else self._words.standing(days)
        matched = (Match(row.id, row.revision_id, row.story_id) for row in rows if row.revision_id in standing)
        return {match.revision_id: match for match in matched}


# ---------------------------------------------------------------- candidates, newest first


def _mentions(one: Mentioned, wanted: Wanted) -> Any:
    m = t.mentions.c
    asked = select(m.told_on, m.revision_id).where(m.kind == one.kind, m.entity_id.in_(one.ids))
    return _within(asked, m.told_on, wanted)


def _within(asked: Any, day: ColumnElement[Any], wanted: Wanted) -> Any:
    if wanted.since:
        asked = asked.where(day >= wanted.since)
    return asked.where(day <= wanted.until) if wanted.until else asked


def _with_acts(acts: Acts) -> Select[Any]:
    e, v = t.evidence.c, t.events.c
    joined = t.evidence.join(t.events, v.id == e.event_id)
    asked = select(e.told_on, e.revision_id).select_from(joined)
    return asked.where(v.subtype.in_(acts.subtypes), e.revision_id.is_not(None))


def _newest_mentions(connection: Connection, one: Mentioned, wanted: Wanted) -> Iterator[Candidate]:
    """Each name has its own order in the index; several are merged."""
    m = t.mentions.c
    others = [_names_it(other, m.revision_id) for other in wanted.mentioned if other is not one]
    each = (_mentions(Mentioned(one.kind, (i,)), wanted).where(*others) for i in one.ids)
    rows = [read_on(connection, asked, m.told_on, m.revision_id) for asked in each]
    last = None
    for day, revision_id in merge(*rows, reverse=True):
        if revision_id != last:
            yield day, revision_id
        last = revision_id


def _newest_articles(connection: Connection, wanted: Wanted) -> Iterator[Candidate]:
    a = t.articles.c
    asked = _within(select(a.sorted_on, a.revision_id, a.id), a.sorted_on, wanted)
    for day, revision_id, _ in read_on(connection, asked, a.sorted_on, a.id, key_at=2):
        yield day, revision_id


# ---------------------------------------------------------------- conditions


def _names_it(one: Mentioned, revision_id: Any) -> ColumnElement[bool]:
    m = t.mentions.alias("named").c
    named: Select[Any] = select(literal_column("1")).where(
        m.revision_id == revision_id, m.kind == one.kind, m.entity_id.in_(one.ids)
    )
    return ~named.exists() if one.is_banned else named.exists()


def _tells_it(acts: Acts) -> ColumnElement[bool]:
    e, v = t.evidence.c, t.events.c
    joined = t.evidence.join(t.events, v.id == e.event_id)
    is_of_it = (e.revision_id == t.revisions.c.id) & v.subtype.in_(acts.subtypes)
    told: Select[Any] = select(literal_column("1")).select_from(joined).where(is_of_it)
    return ~told.exists() if acts.is_banned else told.exists()


def _earlier_copies(connection: Connection, found: Sequence[Match]) -> list[Match]:
    """The articles of these stories that came before the last of those that were found."""
    a = t.articles.c
    latest: dict[str, int] = {}
    for match in found:
        latest[match.story_id] = max(match.article_id, latest.get(match.story_id, 0))
    if not latest:
        return []
    asked = select(a.id, a.revision_id, a.story_id).where(among(connection, a.story_id, list(latest)))
    return [Match(*row) for row in connection.execute(asked) if row.id < latest[row.story_id]]
