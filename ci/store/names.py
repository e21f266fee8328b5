"""Decisions on names that are in no table, and which articles they concern."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from ci.model import NameDecision, Verdict
from ci.store import tables as t
from ci.store.engine import upsert


@dataclass(frozen=True)
class LookedWith:
    """What articles were looked at with before they were stored: a catalog, and the decisions on names in it."""

    version: str
    decisions: Sequence[NameDecision]

    def version_now(self, connection: Connection) -> str:
        """Empty where a curator decided on a name since then: what came meanwhile must be read with that."""
        return self.version if decisions(connection) == self.decisions else ""


def decisions(connection: Connection) -> list[NameDecision]:
    d = t.name_decisions.c
    return [_decision(row) for row in connection.execute(select(t.name_decisions).order_by(d.kind, d.name_id))]


def decide(connection: Connection, decision: NameDecision) -> list[int]:
    """Keeps the decision in place of an earlier one; the live revisions that it concerns are to be read again."""
    copied = ("kind", "name_id", "name", "entity_id", "mechanism_id", "source_url", "decided_by", "why", "decided_at")
    row = {name: getattr(decision, name) for name in copied}
    row |= {"decision": str(decision.verdict), "spellings": list(decision.spellings)}
    upsert(connection, t.name_decisions, [row])
    return read_again(connection, decision)


def withdraw(connection: Connection, decision: NameDecision) -> list[int]:
    """Forgets the decision; the live revisions that it concerned are to be read again."""
    d = t.name_decisions.c
    connection.execute(delete(t.name_decisions).where(d.kind == decision.kind, d.name_id == decision.name_id))
    return read_again(connection, decision)


def read_again(connection: Connection, decision: NameDecision) -> list[int]:
    """Marks what mentions the name as not read, also where the name was not taken for one when it was read."""
    r, m = t.revisions.c, t.mentions.c
    mentioned = select(m.revision_id).where(m.kind == decision.kind, m.entity_id == decision.name_id)
    stands = [_stands(column, name) for name in (decision.name, *decision.spellings) for column in (r.title, r.text)]
    concerned = select(r.id).where(r.is_live, or_(r.id.in_(mentioned), *stands)).order_by(r.id)
    ids = list(connection.execute(concerned).scalars())
    for start in range(0, len(ids), 500):
        connection.execute(update(t.revisions).where(r.id.in_(ids[start : start + 500])).values(is_read=False))
    return ids


def _stands(column: Any, name: str) -> Any:
    """Whether a text may hold a name, with any dash or none: what is read once too often does no harm."""
    parts: Sequence[str] = re.split(r"[\s\u2010-\u2015-]+", name.lower())
    escaped = (re.sub(r"([%_\\])", r"\\\1", part) for part in parts)
    return func.lower(column).like(f"%{'%'.join(escaped)}%", escape="\\")


def _decision(row: Any) -> NameDecision:
    copied = ("kind", "name_id", "name", "entity_id", "mechanism_id", "source_url", "decided_by", "why", "decided_at")
    values = {name: getattr(row, name) for name in copied}
    return NameDecision(**values, verdict=Verdict(row.decision), spellings=tuple(row.spellings))
