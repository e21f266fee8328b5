"""Reading rows from behind, a batch at a time and no more than are wanted."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, Select, any_, func, literal, select, text

BATCH, LARGEST = 125, 4000

Candidate = tuple[date, int]
"""Day and revision: the order of a list, from behind."""


def sizes() -> Iterator[int]:
    """Of the batches: small first, because most pages are full after one."""
    size = BATCH
    while True:
        yield size
        size = min(size * 2, LARGEST)


def read_on(
    connection: Connection, asked: Select[Any], day: Any, key: Any, key_at: int = 1
) -> Iterator[tuple[Any, ...]]:
    """Rows whose first column is `day` and whose column `key_at` is `key`, by both from behind."""
    ordered = asked.order_by(day.desc(), key.desc())
    asked = ordered
    for size in sizes():
        rows: Sequence[Any] = connection.execute(asked.limit(size)).all()
        yield from (tuple(row) for row in rows)
        if len(rows) < size:
            return
        last = rows[-1]
        asked = ordered.where(day <= last[0], (day < last[0]) | (key < last[key_at]))


def count_up_to(connection: Connection, asked: Select[Any], most: int) -> int:
    """How many rows there are, counted no further than one more than `most`."""
    return int(connection.execute(select(func.count()).select_from(asked.limit(most + 1).subquery())).scalar_one())


def among(connection: Connection, key: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    """`key IN (…)`: PostgreSQL takes a list as one value in a fifth of the time that it needs for hundreds of them."""
    if connection.dialect.name == "sqlite":
        return key.in_(list(values))  # type: ignore[no-any-return]
    return key == any_(literal(list(values), ARRAY(key.type)))  # type: ignore[no-any-return]


def go_steady(connection: Connection) -> None:
    """Makes PostgreSQL follow its indexes until enough is found, for the rest of this transaction. Else it may gather
    all that matches to sort it, or compile the query first: both cost more than the first page does."""
    if connection.dialect.name == "postgresql":
        settings = {
            "jit": "off",
            "enable_hashjoin": "off",
            "enable_mergejoin": "off",
            "max_parallel_workers_per_gather": "0",
        }
        asked = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
        connection.execute(text(f"SELECT {asked}"))
