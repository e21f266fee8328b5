"""The index of words, asked in the language of each database: what FTS5 matches, what a tsquery finds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Integer, Select, TextClause, column, select, table, text

from ci.queries.search.asked import Phrase
from ci.queries.search.reading_on import Candidate, among, read_on, sizes
from ci.store.search import DAY, INDEX, pages_of

Groups = Sequence[Sequence[Phrase]]
FEW, FEW_GATHERED, FAR_MORE = 1000, 10_000, 50_000
"""So many revisions are gathered at once. SQLite finds them in their order anyway; PostgreSQL sorts ten thousand sooner
than it looks for them among all. What it expects to be far more is not tried."""


class WordIndex:
    """One search for words: any of each group of `required`, none of `banned`, within a span of days."""

    def __init__(
        self,
        connection: Connection,
        required: Groups,
        banned: Sequence[Phrase],
        since: date | None,
        until: date | None,
    ) -> None:
        self._connection = connection
        self._required, self._banned = required, banned
        self._since, self._until = since, until
        self._is_sqlite = connection.dialect.name == "sqlite"

    def few(self) -> list[Candidate] | None:
        """All revisions that hold the words, from the newest on; None where they are many."""
        most = FEW if self._is_sqlite else FEW_GATHERED
        if self.has_begun or (not self._is_sqlite and self._estimate() > FAR_MORE):
            return None
        rows = self._connection.execute(self._asked().limit(most + 1)).all()
        if len(rows) > most:
            return None
        found = (_of_row(row[0]) if self._is_sqlite else (row[0], row[1]) for row in rows)
        return sorted(found, reverse=True)

    def newest(self) -> Iterator[Candidate]:
        """The revisions that hold the words, from the newest on, however many."""
        if self._is_sqlite:
            return self._newest_rows()
        rows = read_on(self._connection, self._asked(), _INDEX.c.sorted_on, _INDEX.c.revision_id)
        return ((day, revision_id) for day, revision_id in rows)

    def _estimate(self) -> int:
        """How many PostgreSQL expects: to count them would cost as much as to show them."""
        asked = text(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {INDEX} WHERE words @@ CAST(:query AS tsquery)")
        (plan,) = self._connection.execute(asked.bindparams(query=self._query())).scalar_one()
        return int(plan["Plan"]["Plan Rows"])

    def standing(self, days: Mapping[int, date]) -> set[int]:
        """Of these revisions, given with their days, those whose words are as wanted."""
        if not days:
            return set()
        if self.has_begun:
            return self._read(days)
        if self._required:
            return self._among(days, self._query())
        return set(days) - self._among(days, _any_of(self._banned, self._is_sqlite)) if self._banned else set(days)

    @property
    def has_begun(self) -> bool:
        """Whether only the beginning of a word is given. Gathering these words once is dear, for each row too dear."""
        return any(phrase.is_begun for phrases in (*self._required, self._banned) for phrase in phrases)

    def _read(self, days: Mapping[int, date]) -> set[int]:
        """The same by the texts themselves."""
        pages = pages_of(self._connection, list(days))
        return {page.revision_id for page in pages if self._is_as_wanted(page.words.split())}

    def _is_as_wanted(self, found: Sequence[str]) -> bool:
        has_all = all(any(_stands(phrase, found) for phrase in phrases) for phrases in self._required)
        return has_all and not any(_stands(phrase, found) for phrase in self._banned)

    def _among(self, days: Mapping[int, date], query: str) -> set[int]:
        if self._is_sqlite:
            rowids = [day.toordinal() * DAY + i for i, day in days.items()]
            asked = select(_ROWID).where(_matches(query), _ROWID.in_(rowids))
            return {rowid % DAY for rowid in self._connection.execute(asked).scalars()}
        asked = select(_INDEX.c.revision_id).where(_matches(query, is_sqlite=False))
        return set(
            self._connection.execute(asked.where(among(self._connection, _INDEX.c.revision_id, list(days)))).scalars()
        )

    def _asked(self) -> Select[Any]:
        if not self._is_sqlite:
            ix = _INDEX.c
            asked = select(ix.sorted_on, ix.revision_id).where(_matches(self._query(), is_sqlite=False))
            return _between(asked, ix.sorted_on, self._since, self._until)
        first = self._since.toordinal() * DAY if self._since else None
        last = self._until.toordinal() * DAY + DAY - 1 if self._until else None
        return _between(select(_ROWID).where(_matches(self._query())), _ROWID, first, last)

    def _newest_rows(self) -> Iterator[Candidate]:
        ordered = self._asked().order_by(_ROWID.desc())
        asked = ordered
        for size in sizes():
            rows = self._connection.execute(asked.limit(size)).scalars().all()
            yield from map(_of_row, rows)
            if len(rows) < size:
                return
            asked = _between(ordered, _ROWID, None, rows[-1] - 1)

    def _query(self) -> str:
        groups = [_any_of(phrases, self._is_sqlite) for phrases in self._required]
        both, without = (" AND ", " NOT ") if self._is_sqlite else (" & ", " & !")
        return both.join(groups) + (without + _any_of(self._banned, self._is_sqlite) if self._banned else "")


def _of_row(rowid: int) -> Candidate:
    return date.fromordinal(rowid // DAY), rowid % DAY


_INDEX = table(INDEX, column("revision_id", Integer), column("sorted_on", Date), column("words"))
_ROWID = table(INDEX, column("rowid")).c.rowid


def _stands(phrase: Phrase, found: Sequence[str]) -> bool:
    row, last = phrase.words[:-1], phrase.words[-1]
    length = len(phrase.words)
    return any(
        tuple(found[at : at + length - 1]) == row
        and (found[at + length - 1].startswith(last) if phrase.is_begun else found[at + length - 1] == last)
        for at in range(len(found) - length + 1)
    )


def _matches(query: str, *, is_sqlite: bool = True) -> TextClause:
    asked = f"{INDEX} MATCH :query" if is_sqlite else f"{INDEX}.words @@ CAST(:query AS tsquery)"
    return text(asked).bindparams(query=query)


def _between(asked: Select[Any], key: ColumnElement[Any], first: Any, last: Any) -> Select[Any]:
    if first is not None:
        asked = asked.where(key >= first)
    return asked if last is None else asked.where(key <= last)


def _any_of(phrases: Sequence[Phrase], is_sqlite: bool) -> str:
    if is_sqlite:
        said = [f'"{" ".join(phrase.words)}"{"*" * phrase.is_begun}' for phrase in phrases]
        return f"({' OR '.join(said)})"
    said = [" <-> ".join(_lexemes(phrase)) for phrase in phrases]
    return f"({' | '.join(f'({row})' for row in said)})"


def _lexemes(phrase: Phrase) -> Iterator[str]:
    for place, word in enumerate(phrase.words, 1):
        yield f"'{word}'" + (":*" if phrase.is_begun and place == len(phrase.words) else "")
