"""Views that people saved under a name: a page with its filter and its switches, as an address holds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from ci.errors import InputError
from ci.store import tables as t

LONGEST = 80


@dataclass(frozen=True)
class View:
    """`query` is what stands behind the `?` of the address, without it."""

    id: int
    name: str
    page: str
    query: str
    saved_at: datetime


def views(connection: Connection) -> list[View]:
    """All of them, by name."""
    rows = connection.execute(select(t.views).order_by(t.views.c.folded))
    return [_view(row) for row in rows]


def save_view(connection: Connection, name: str, page: str, query: str, now: datetime) -> View:
    """Keeps a view under a name that none has yet. Or InputError."""
    wanted = _free(connection, name)
    row = {"name": wanted, "folded": wanted.casefold(), "page": page, "query": query, "saved_at": now}
    return _view(connection.execute(insert(t.views).returning(*t.views.c), row).one())


def replace_view(connection: Connection, view_id: int, page: str, query: str, now: datetime) -> None:
    """Gives a saved view what is shown now. Or InputError."""
    changed = update(t.views).where(t.views.c.id == view_id).values(page=page, query=query, saved_at=now)
    _demand(connection.execute(changed).rowcount)


def rename_view(connection: Connection, view_id: int, name: str) -> None:
    """Or InputError."""
    wanted = _free(connection, name, view_id)
    changed = update(t.views).where(t.views.c.id == view_id).values(name=wanted, folded=wanted.casefold())
    _demand(connection.execute(changed).rowcount)


def delete_view(connection: Connection, view_id: int) -> None:
    """Or InputError."""
    _demand(connection.execute(delete(t.views).where(t.views.c.id == view_id)).rowcount)


def _free(connection: Connection, name: str, own: int | None = None) -> str:
    """The name with single blanks, if it is one and no other view has it, in whatever case."""
    wanted = " ".join(name.split())
    if not wanted:
        raise InputError("A view needs a name, for example “BCL-2 approvals”.")
    if len(wanted) > LONGEST:
        raise InputError(f"This name has {len(wanted)} characters; a view's name may have {LONGEST}.")
    held = connection.execute(select(t.views.c.id, t.views.c.name).where(t.views.c.folded == wanted.casefold())).first()
    if held and held.id != own:
        raise InputError(
            f"A view named “{held.name}” is there already; choose another name, or delete or rename that one."
        )
    return wanted


def _demand(count: int) -> None:
    if not count:
        raise InputError("This view is not there any more; somebody has deleted it.")


def _view(row: Any) -> View:
    return View(row.id, row.name, row.page, row.query, row.saved_at)
